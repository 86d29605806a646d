"""Table `activity`: how much each Hub did, for whom, and what outcome measures showed."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.compare.kind import of_lines
from mapper.compare.lines import Line, Said, all_lines, answered_first, cell_of_items, word_lines
from mapper.compare.table import Cell, Fact, Item
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.schema.activity import Outcome, Share

_COUNTS, _SHARES, _OUTCOMES = "Counts", "Who used the Hub", "Outcomes"
_PATH = ("activity",)


def _said(view: HubView) -> Said:
    activity = view.hub.activity
    counts, outcomes = (*_PATH, "counts"), (*_PATH, "outcomes")

    def outcome(found: Outcome, at: Path) -> tuple[Fact, ...]:
        return (*view.facts(found, at, ("finding", "n", "denominator", "period")), *view.remarks(found, at))

    lines = all_lines(
        word_lines(view, activity.counts, counts, "metric", "metric", _COUNTS, 0),
        _shares(view),
        word_lines(view, activity.outcomes, outcomes, "measure", "measure", _OUTCOMES, 2, facts=outcome),
    )
    absent: dict[str | None, Cell] = {
        _COUNTS: view.not_listed(activity.counts, counts),
        _SHARES: view.not_listed(activity.shares, (*_PATH, "shares")),
        _OUTCOMES: view.not_listed(activity.outcomes, outcomes),
    }
    return Said(lines, absent)


def _shares(view: HubView) -> Iterator[Line]:
    """A line for each group of a breakdown, matched by its name whatever its capitals."""
    words, path = view.words["share-of"], (*_PATH, "shares")
    found: dict[tuple[str, str], list[tuple[Path, Share]]] = {}
    for below, share in view.hub.activity.shares.placed():
        group = " ".join((share.group.value or "group not given").split())
        found.setdefault((share.of, group.casefold()), []).append(((*path, *below), share))

    def facts(share: Share, at: Path) -> tuple[Fact, ...]:
        number = view.facts(share, at, ("n", "denominator"))
        percent = view.facts(share, at, ("percent",))
        first = number + percent if number[0].values else answered_first(percent + number)
        return (*first, *view.facts(share, at, ("period",)), *view.remarks(share, at))

    for (of, group), items in found.items():
        label = f"{words.label(of)}: {items[0][1].group.value or 'group not given'}"
        item = Item(f"share:{of}:{group}", label, _SHARES, (1, words.position(of), of, group))
        yield Line(item, cell_of_items(view, items, facts))


ACTIVITY = of_lines("activity", "Activity", "What is counted", _said)
