"""Table `team-support`: how each Hub supports teams, leaders and organisations."""

from __future__ import annotations

from mapper.compare.kind import of_lines
from mapper.compare.lines import Said, question_lines
from mapper.compare.view import HubView

_QUESTIONS = (
    "request_routes",
    "needs_assessment",
    "consultation_to_leaders",
    "training_topics",
    "incident_response",
    "teams",
    "participants",
    "period",
)


def _said(view: HubView) -> Said:
    return Said(tuple(question_lines(view, view.hub.team_support, ("team_support",), _QUESTIONS)))


TEAM_SUPPORT = of_lines("team-support", "Support to teams", "Item", _said)
