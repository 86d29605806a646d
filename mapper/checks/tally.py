"""How much of a Hub's form has been answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mapper.schema.answers import Answer, Answers, Standing
from mapper.schema.base import Answered

ACCEPTED = ("record", "accepted")
"""What silences findings is said to mapper, not about the Hub."""


class Tally(NamedTuple):
    """Questions answered (conflicting answers among them), blank, and missing by missing word.

    A list of words is one question; a list of items is as many questions as its items ask, or one if it has none. The
    remarks that anything may carry (`sources`, `as_of`, `note`) are not counted.
    """

    answered: int
    blank: int
    missing: Mapping[str, int]


def tally(questions: Iterable[Answered]) -> Tally:
    """Count the questions met in a Hub by how far they have been answered."""
    standings: Counter[Standing] = Counter()
    missing: Counter[str] = Counter()
    for answered in questions:
        question, value = answered.question, answered.value
        if question.is_remark or answered.path[:2] == ACCEPTED:
            continue
        if question.identifies:
            standings[Standing.ANSWERED] += 1
        elif isinstance(value, (Answer, Answers)):
            if isinstance(value, Answers) and question.group is not None and len(value):
                continue  # its items are questions of their own
            standings[value.standing] += 1
            if value.missing is not None:
                missing[value.missing.value] += 1
    return Tally(
        answered=standings[Standing.ANSWERED] + standings[Standing.CONFLICTING],
        blank=standings[Standing.BLANK],
        missing=dict(sorted(missing.items())),
    )
