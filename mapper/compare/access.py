"""Table `access`: by which routes and channels people reach each Hub, and when."""

from __future__ import annotations

from mapper.compare.kind import of_lines
from mapper.compare.lines import Said, all_lines, question_lines, word_lines
from mapper.compare.table import Cell
from mapper.compare.view import HubView

_ROUTES, _CHANNELS, _MORE = "Routes", "Channels", "More on access"
_PATH = ("access",)
_QUESTIONS = (
    "out_of_hours_appointments",
    "response_working_days",
    "languages",
    "adjustments",
    "crisis_pathway",
)


def _said(view: HubView) -> Said:
    access = view.hub.access
    routes, channels = (*_PATH, "routes"), (*_PATH, "channels")
    lines = all_lines(
        word_lines(view, access.routes, routes, "route", "route", _ROUTES, 0),
        word_lines(view, access.channels, channels, "channel", "channel", _CHANNELS, 1),
        question_lines(view, access, _PATH, _QUESTIONS, _MORE, 2),
    )
    absent: dict[str | None, Cell] = {
        _ROUTES: view.not_listed(access.routes, routes),
        _CHANNELS: view.not_listed(access.channels, channels),
    }
    return Said(lines, absent)


ACCESS = of_lines("access", "Routes, channels and hours", "Route or channel", _said)
