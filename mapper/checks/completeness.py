"""Check C901: what a record needs before it leaves the stage draft."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject
from mapper.findings import Problem, Severity
from mapper.schema.answers import Standing

_SEVERITY = {"draft": Severity.NOTE, "checked": Severity.WARNING, "published": Severity.ERROR}


def needed_and_blank(subject: Subject) -> Iterator[Problem]:
    """Questions that must be answered, if only by a missing word, and are blank."""
    for answered in subject.answered:
        if not answered.question.needed or answered.value.standing is not Standing.BLANK:
            continue
        if subject.is_left_out(answered.path):
            continue
        message = (
            f"`{answered.question.key}` is needed before the record leaves the stage draft. "
            "Please answer it, or say why there is no answer, such as `not known`."
        )
        yield Problem("C901", _SEVERITY[subject.mapped.stage], answered.path, message)


CHECKS = (
    Check(
        code="C901",
        title="A needed answer is blank",
        why="Without it the Hub cannot be compared; a missing word is an answer, a blank says that nobody has looked.",
        bad="""
            screening:
              offered:
            """,
        good="""
            screening:
              offered: not known
            """,
        run=needed_and_blank,
    ),
)
