"""Table `pathway`: the steps that clients take, who does them, how soon, and what can follow."""

from __future__ import annotations

from mapper.compare.kind import of_lines
from mapper.compare.lines import Said, all_lines, question_lines, word_lines
from mapper.compare.table import Fact
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.schema.pathway import Step

_STEPS, _RULES = "Steps", "Along the way"
_PATH = ("pathway",)
_QUESTIONS = ("assessment_kinds", "formulation_based", "everyone_contacted", "review", "discharge")


def _said(view: HubView) -> Said:
    pathway = view.hub.pathway
    path = (*_PATH, "steps")

    def facts(step: Step, place: Path) -> tuple[Fact, ...]:
        keys = ("step", "done_by", "mode", "target_working_days", "actual_working_days", "next")
        return (*view.facts(step, place, keys), *view.remarks(step, place))

    lines = all_lines(
        word_lines(view, pathway.steps, path, "step", "step", _STEPS, 0, facts=facts),
        question_lines(view, pathway, _PATH, _QUESTIONS, _RULES, 1),
    )
    return Said(lines, {_STEPS: view.not_listed(pathway.steps, path)})


PATHWAY = of_lines("pathway", "Pathway", "Step", _said)
