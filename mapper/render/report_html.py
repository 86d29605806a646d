"""A study as one page of HTML: everything inside, nothing loaded, to be read without script."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mapper import __version__
from mapper.accuracy.page import Card, ReviewPage
from mapper.charts import Chart, rows_in_words
from mapper.checks.registry import check_of
from mapper.compare.comparison import Comparison, HubSource
from mapper.compare.summary import summary
from mapper.compare.table import Cell
from mapper.logic_model.outline import outline
from mapper.render.cell_words import column_heading
from mapper.render.diagram_svg import inline_svg
from mapper.render.diagram_words import (
    about_lines,
    box_words,
    foot_lines,
    link_words,
    narrative,
    support_words,
    undrawn_words,
)
from mapper.render.diagrams import Drawing
from mapper.render.page_templates import template
from mapper.render.provenance_words import provenance
from mapper.render.review_words import answer_lines, heading_of, label_of, title_of
from mapper.render.said_words import reply_words
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import MISSING, marks_of
from mapper.render.tables_html import PlaceOf, files_of, html_tables, place_in, source_links
from mapper.reporting import HubReport, StudyReport
from mapper.review.queries import QueryState
from mapper.schema.scalars import slug
from mapper.wording import shown
from mapper.workers import in_order

_FEWEST_FOR_A_PROCESS = 8
_ID = "record.id"
_MOST_IN_FULL = 12
"""Hubs of which the text beside each drawing names the links too (of more, `mapper diagram -f text` does), and of which
the browser lays out the whole page at once.
"""


class _Box(NamedTuple):
    """A box in words; `rests_on` are the answers behind it."""

    number: str
    text: str
    said: str
    rests_on: tuple[str, ...]


class _Drawn(NamedTuple):
    """A drawing with its text."""

    id: str
    title: str
    about: tuple[str, ...]
    svg: str
    sections: tuple[tuple[str, tuple[_Box, ...]], ...]
    links: tuple[tuple[str, str, str, str], ...]
    narratives: tuple[str, ...]
    undrawn: tuple[str, ...]
    foot: tuple[str, ...]


class _Charted(NamedTuple):
    """A chart with the table of its numbers."""

    id: str
    title: str
    says: str
    note: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


class _Card(NamedTuple):
    """An item, or the answers of a group, in words."""

    heading: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


class _Section(NamedTuple):
    """A section of a Hub, with how its accuracy check stands."""

    title: str
    signed: str
    cards: tuple[_Card, ...]


class _Hub(NamedTuple):
    """A Hub."""

    id: str
    heading: str
    sections: tuple[_Section, ...]
    drawings: tuple[_Drawn, ...]
    queries: tuple[str, ...]
    accepted: tuple[str, ...]


def report_html(report: StudyReport, *, hides: bool) -> str:
    """The page. `hides` says that labels stand for names: then what was asked about answers is only counted."""
    compared = report.compared
    script = template("report.js").render()
    graphs = [*report.graphs, *(graph for hub in report.hubs for graph in hub.graphs)]
    drawings = [Drawing(graph, compared.frame.words) for graph in {graph.id: graph for graph in graphs}.values()]
    is_whole = len(report.hubs) <= _MOST_IN_FULL
    svgs = _drawings(drawings, report.charts, is_whole=is_whole)
    charts = [_chart(chart, next(svgs)) for chart in report.charts]
    drawn = {
        one.graph.id: _drawn(one, svg, is_whole=is_whole or one.graph in report.graphs)
        for one, svg in zip(drawings, svgs, strict=True)
    }
    hubs = [_hub(hub, drawn, hides=hides) for hub in report.hubs]
    widest = max((len(table.columns) for table in compared.tables), default=0)
    return template("report.html").render(
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        title=compared.title,
        is_fictional=compared.is_fictional,
        provenance=provenance(compared),
        passages=summary_passages(summary(compared), compared.frame.words),
        legend=marks_of(compared),
        is_whole=is_whole,
        drawings=[drawn[graph.id] for graph in report.graphs],
        charts=charts,
        tables=list(html_tables(compared, _traces(report))),
        missing=MISSING,
        sources=[(column_heading(hub.column), source_links(hub)) for hub in compared.hubs if hub.sources],
        hubs=hubs,
        page_mm=min(5000, 26 * (widest + 4)),
        version=__version__,
        digest=compared.digest,
        cited=_cited(compared),
        inputs=[(column_heading(hub.column), _input(hub)) for hub in compared.hubs],
        named=_named(report),
        answered=_answered(report),
    )


def _traces(report: StudyReport) -> PlaceOf:
    """What says what a cell rests on: file and line, sources, and who signed it."""
    where = place_in(files_of(report.compared))
    signed = {
        hub.column.hub: {
            one.section: f"signed by {one.signed.sign_off.by}, {one.signed.sign_off.on}"
            for one in found.page.status.sections
            if one.signed is not None and one.signed.is_current
        }
        for hub, found in zip(report.compared.hubs, report.hubs, strict=True)
    }

    def trace(cell: Cell, hub: str | None) -> str | None:
        place = where(cell, hub)
        if place is None:
            return None
        sources = dict.fromkeys(source for fact in cell.facts() for source in fact.sources)
        sections = dict.fromkeys(str(path[0]) for path in [cell.path, *(fact.path for fact in cell.facts())] if path)
        by = dict.fromkeys(signed.get(hub, {}).get(section, "not signed off") for section in sections)
        return "; ".join([place, *([f"from {', '.join(sources)}"] if sources else []), *by])

    return trace


def _chart(chart: Chart, svg: str) -> _Charted:
    return _Charted(chart.id, chart.title, chart.says, chart.note, svg, chart.columns, tuple(rows_in_words(chart)))


def _input(hub: HubSource) -> str:
    """What a column is made from: the file, its date, stage and hash, as far as labels let them be told."""
    told = [hub.file or "", f"as of {hub.as_of}" if hub.as_of else "without a date", f"stage {hub.stage}"]
    return ", ".join([*filter(None, told), *([f"SHA-256 {hub.digest}"] if hub.digest else [])])


def _named(report: StudyReport) -> str:
    headings = [column_heading(hub.column) for hub in report.compared.hubs]
    more = len(headings) - _MOST_IN_FULL
    return "; ".join(headings[:_MOST_IN_FULL]) + (f"; and {more:,} more" if more > 0 else "")


def _answered(report: StudyReport) -> str:
    """How many questions the records answer, and why others have no answer."""
    tallies = [hub.found.tally for hub in report.hubs if hub.found.tally is not None]
    answered, blank = sum(one.answered for one in tallies), sum(one.blank for one in tallies)
    missing: Counter[str] = sum((Counter(one.missing) for one in tallies), Counter())
    asked = answered + blank + missing.total()
    others = [f"{number:,} {word}" for word, number in sorted(missing.items())]
    return f"{answered:,} of {asked:,} questions; {', '.join([*others, f'{blank:,} left blank'])}"


def _cited(compared: Comparison) -> str:
    as_of = f", as of {compared.as_of}" if compared.as_of else ""
    return f"{compared.title}{as_of}. Made by mapper {__version__}, inputs with the SHA-256 {compared.digest}."


def _drawings(drawings: Sequence[Drawing], charts: Sequence[Chart], *, is_whole: bool) -> Iterator[str]:
    """The SVG of each chart, then of each drawing; many are drawn in several processes."""
    asked: list[tuple[str, Chart | Drawing, bool]] = [
        (f"c{number}-", chart, True) for number, chart in enumerate(charts, 1)
    ]
    asked += [(f"d{number}-", drawing, is_whole) for number, drawing in enumerate(drawings, 1)]
    return in_order(_svg, asked, fewest=_FEWEST_FOR_A_PROCESS)


def _svg(asked: tuple[str, Chart | Drawing, bool]) -> str:
    prefix, what, is_whole = asked
    if isinstance(what, Drawing):
        return inline_svg(what.content("svg"), prefix, names_links=is_whole)
    from mapper.render.chart_pictures import chart_svg

    return chart_svg(what, prefix)


def _drawn(drawing: Drawing, svg: str, *, is_whole: bool) -> _Drawn:
    graph, words = drawing.graph, drawing.words
    told = outline(graph)
    sections = tuple(
        (
            section.heading,
            tuple(
                _Box(told.numbers[box.id], box.text, "; ".join(box_words(box, graph, words)), tuple(support_words(box)))
                for box in section.boxes
            ),
        )
        for section in told.sections
    )
    links = []
    for row in told.rows:
        how, *more = link_words(row.link, graph, words)
        ends = [f"{told.numbers[box.id]} {box.text}" for box in (row.start, row.end)]
        links.append((ends[0], how, ends[1], "; ".join(more)))
    return _Drawn(
        graph.id,
        graph.title,
        tuple(about_lines(graph)),
        svg,
        sections,
        tuple(links) if is_whole else (),
        tuple(narrative(pathway) for pathway in told.pathways) if is_whole else (),
        tuple(f"{box.text}: {undrawn_words(box.hubs)}" for box in graph.undrawn),
        tuple(foot_lines(graph)),
    )


def _hub(hub: HubReport, drawn: Mapping[str, _Drawn], *, hides: bool) -> _Hub:
    page = hub.page
    return _Hub(
        f"hub-{slug(page.view.heading)}",
        column_heading(page.view.column),
        tuple(_sections(page)),
        tuple(drawn[graph.id] for graph in hub.graphs),
        tuple(_queries(page.status.queries, hides=hides)),
        () if hides else tuple(_accepted(hub)),
    )


def _sections(page: ReviewPage) -> Iterator[_Section]:
    for section in page.sections:
        signed = section.status.signed
        told = f"signed by {signed.sign_off.by}, {signed.sign_off.on}" if signed and signed.is_current else ""
        cards = tuple(_card(card, page) for card in section.cards)
        if cards:
            yield _Section(title_of(section), told or "not signed off", cards)


def _card(card: Card, page: ReviewPage) -> _Card:
    hidden = (_ID,) if page.view.hides else ()
    lines = tuple((label_of(line), answer_lines(line, page)) for line in card.lines if line.key not in hidden)
    return _Card(heading_of(card, page.view.words), lines)


def _queries(states: Sequence[QueryState], *, hides: bool) -> Iterator[str]:
    opened = [state for state in states if state.is_open]
    if hides:
        yield from [f"{len(opened):,} open"] if opened else []
        return
    for state in opened:
        said = "".join(f" {reply_words(one)}" for one in state.said)
        query = state.query
        yield shown(f"{query.item}: “{query.text}” ({query.by}, {query.on}){said}")


def _accepted(hub: HubReport) -> Iterator[str]:
    for one in hub.found.accepted:
        by = f" ({one.by})" if one.by else ""
        yield shown(
            f"{one.finding.code}, {check_of(one.finding.code).title.lower()}: {one.finding.item}: {one.reason}{by}"
        )
