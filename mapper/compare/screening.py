"""Table `screening`: which questionnaires each Hub uses, when, and from which score something follows."""

from __future__ import annotations

from mapper.compare.kind import of_lines
from mapper.compare.lines import Said, all_lines, question_lines, word_lines
from mapper.compare.view import HubView

_MEASURES, _HOW = "Measures", "How people are screened"
_PATH = ("screening",)
_QUESTIONS = ("offered", "when", "modes", "minutes", "required_to_enter", "assisted_completion", "action_on_risk")


def _said(view: HubView) -> Said:
    screening = view.hub.screening
    path = (*_PATH, "measures")
    lines = all_lines(
        question_lines(view, screening, _PATH, _QUESTIONS, _HOW, 0),
        word_lines(view, screening.measures, path, "measure", "measure", _MEASURES, 1),
    )
    return Said(lines, {_MEASURES: view.not_listed(screening.measures, path)})


SCREENING = of_lines("screening", "Screening measures and thresholds", "Measure", _said)
