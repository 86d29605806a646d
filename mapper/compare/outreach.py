"""Table `outreach`: how each Hub makes itself known, and to whom."""

from __future__ import annotations

from mapper.compare.kind import of_lines
from mapper.compare.lines import Said, all_lines, question_lines, word_lines
from mapper.compare.table import Cell
from mapper.compare.view import HubView

_ACTIVITIES, _EQUALITY, _REACH = "Activities", "Equality", "Reach"
_PATH = ("outreach",)


def _said(view: HubView) -> Said:
    outreach = view.hub.outreach
    activities, actions = (*_PATH, "activities"), (*_PATH, "equality_actions")
    lines = all_lines(
        word_lines(view, outreach.activities, activities, "kind", "outreach-kind", _ACTIVITIES, 0),
        word_lines(view, outreach.equality_actions, actions, "action", "equality-action", _EQUALITY, 1),
        question_lines(view, outreach, _PATH, ("reach.people", "reach.period"), _REACH, 2),
    )
    absent: dict[str | None, Cell] = {
        _ACTIVITIES: view.not_listed(outreach.activities, activities),
        _EQUALITY: view.not_listed(outreach.equality_actions, actions),
    }
    return Said(lines, absent)


OUTREACH = of_lines("outreach", "Outreach", "Activity", _said)
