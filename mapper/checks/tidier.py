"""Check T601: items of TIDieR that are blank."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject
from mapper.findings import ONLY_MISSING, Path, Problem
from mapper.schema.base import Group, Question, questions
from mapper.schema.interventions import tidier_items


def tidier_items_blank(subject: Subject) -> Iterator[Problem]:
    """Items of TIDieR of which no question has been answered, all of one intervention together."""
    items = tidier_items()
    for path, intervention in subject.interventions:
        blank = [
            f"{number} {asked[0].key.replace('_', ' ')}"
            for number, asked in items.items()
            if not any(_is_answered(subject, path, intervention, question) for question in asked)
        ]
        if blank:
            message = (
                f"{len(blank)} of {len(items)} TIDieR items are blank. "
                "Please answer them, or say why there is no answer, such as `not known`."
            )
            yield Problem("T601", ONLY_MISSING, path, message, f"Blank: {', '.join(blank)}.")


def _is_answered(subject: Subject, path: Path, group: Group, question: Question) -> bool:
    """Whether something stands at a question, or at one below it; what could not be used is not blank."""
    value, here = getattr(group, question.attribute), (*path, question.key)
    if isinstance(value, Group):
        below = [asked for asked in questions(type(value)) if not asked.is_remark]
        return any(_is_answered(subject, here, value, asked) for asked in below)
    return not subject.is_unanswered(here, value)


CHECKS = (
    Check(
        code="T601",
        title="TIDieR items of an intervention are blank",
        why="An intervention that is not described cannot be compared or repeated; TIDieR lists what readers need.",
        bad="""
            interventions:
              - {id: cbt, name: CBT, kind: CBT, recipient: individual, why: Short work on low mood., minutes: 50}
            """,
        good="""
            interventions:
              - id: cbt
                name: CBT
                kind: CBT
                recipient: individual
                why: Short work on low mood.
                materials: not reported
                procedures: Sessions with homework.
                training: Accredited CBT training.
                modes: [video]
                settings: [remote]
                minutes: 50
                tailoring: not known
                modifications: not applicable
                fidelity_planned: not collected
                fidelity_actual: not collected
            """,
        run=tidier_items_blank,
        source="tidier-2014",
    ),
)
