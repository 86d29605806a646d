"""A study as one report: the comparison, the drawings, and a page in the page for each Hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mapper.accuracy.making import review_page
from mapper.accuracy.page import ReviewPage
from mapper.accuracy.status import hub_status
from mapper.charts import Chart, charts
from mapper.checks.report import FileReport
from mapper.compare.comparison import Comparison, comparison, extract
from mapper.compare.tables import KINDS
from mapper.compare.view import Frame, HubView
from mapper.logic_model.graph import Graph
from mapper.logic_model.views import Asked, graphs_of
from mapper.review.review_file import Review
from mapper.study import MappedHub, Study

_VIEWS = ("model", "pathway", "implementation")


class ReadHub(NamedTuple):
    """A Hub as the report shows it (`mapped`), with its review and what was found wrong in its file."""

    mapped: MappedHub
    review: Review
    found: FileReport


class HubReport(NamedTuple):
    """A Hub: what its record says, in cards; its drawings; what was found wrong, and what its record accepts."""

    page: ReviewPage
    graphs: tuple[Graph, ...]
    found: FileReport


class StudyReport(NamedTuple):
    """A study: the comparison with all its tables, the Hubs in the order of its columns, and the drawings of all."""

    compared: Comparison
    hubs: tuple[HubReport, ...]
    graphs: tuple[Graph, ...]
    charts: tuple[Chart, ...]


def study_report(study: Study, hubs: Sequence[ReadHub], frame: Frame) -> StudyReport:
    """The report of Hubs, which are those of the study in the same order."""
    views = [HubView(hub.mapped, frame, number) for number, hub in enumerate(hubs, 1)]
    compared = comparison(frame, [extract(view, KINDS) for view in views])
    asked = Asked(_VIEWS, frame.as_of, marks_unsigned=frame.marks_unsigned)
    graphs = graphs_of(study, asked)
    headings = [view.heading for view in views]
    found = {
        heading: HubReport(
            review_page(view, hub_status(hub.mapped, hub.review, hub.found)),
            tuple(graph for graph in graphs if graph.hubs == (heading,)),
            hub.found,
        )
        for heading, view, hub in zip(headings, views, hubs, strict=True)
    }
    ordered = tuple(found[hub.column.heading] for hub in compared.hubs)
    whole = tuple(graph for graph in graphs if len(graph.hubs) != 1 or len(hubs) == 1)
    return StudyReport(compared, ordered, whole, charts(compared, [hub.page.view for hub in ordered]))
