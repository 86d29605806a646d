"""Table `hubs`: who hosts each Hub, when it opened, whom it could serve, what surrounds it, and whether it runs."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.compare.kind import of_lines
from mapper.compare.lines import Line, Said, all_lines, question_lines, word_lines
from mapper.compare.table import Cell, Fact, Item, Status
from mapper.compare.view import HubView
from mapper.periods import surely_within

_QUESTIONS = (
    "host.organisation",
    "host.kind",
    "host.ods_code",
    "region",
    "integrated_care_system",
    "places",
    "area_population",
    "workforce_in_scope.people",
    "workforce_in_scope.counts",
    "origin",
    "predecessor.name",
    "predecessor.opened",
    "opened",
    "status",
    "closed",
)
_FACTORS = "What shapes the Hub"
_PATH = ("context",)


def _said(view: HubView) -> Said:
    context = view.hub.context
    factors = word_lines(view, context.factors, (*_PATH, "factors"), "factor", "context-factor", _FACTORS, 2)
    absent: dict[str | None, Cell] = {_FACTORS: view.not_listed(context.factors, (*_PATH, "factors"))}
    return Said(all_lines(question_lines(view, context, _PATH, _QUESTIONS), _dates(view), factors), absent)


def _dates(view: HubView) -> Iterator[Line]:
    as_of = view.fact(view.hub.record, "as_of", ("record",))
    yield Line(Item("as_of", "Record as of", None, (1, 0)), view.cell(as_of))
    if view.frame.as_of is not None:
        item = Item("open_then", f"On {view.frame.as_of}", None, (1, 1))
        yield Line(item, view.cell(_open_then(view)))


def state_then(view: HubView) -> str | None:
    """Whether the Hub was not open yet, or closed, at the date of the comparison; None where it was open or may be."""
    if view.frame.as_of is None:
        return None
    state = next(iter(_open_then(view).values), "open")
    return None if state == "open" else str(state)


def _open_then(view: HubView) -> Fact:
    """Whether the Hub was open at the date of the comparison, as far as the dates tell."""
    context, then = view.hub.context, view.as_of
    assert then is not None
    if context.opened.surely(then.surely_before):
        return view.known("open_then", ["not open yet"], (*_PATH, "opened"))
    if context.closed.surely(then.surely_after):
        return view.known("open_then", ["closed"], (*_PATH, "closed"))
    if surely_within(context.opened, context.closed, then):
        return view.known("open_then", ["open"], (*_PATH, "opened"))
    return view.without("open_then", Status.CANNOT_BE_TOLD, (*_PATH, "opened"))


HUBS = of_lines("hubs", "The Hubs", "Item", _said, is_of_a_date=False)
