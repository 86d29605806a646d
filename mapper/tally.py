"""How much of a Hub's form has been answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mapper.schema.answers import Answer, Answers, MissingWord, Standing
from mapper.schema.base import Answered

_BLANK = Standing.BLANK
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
    answered = blank = 0
    missing: Counter[MissingWord] = Counter()
    for path, question, value, _ in questions:
        if question.is_remark or (path[0] == ACCEPTED[0] and path[:2] == ACCEPTED):
            continue
        if question.identifies:
            answered += 1
        elif isinstance(value, (Answer, Answers)):
            if value.missing is not None:
                missing[value.missing] += 1
            elif value.standing is _BLANK:
                blank += 1
            elif question.group is None:  # otherwise its items are questions of their own
                answered += 1
    return Tally(answered, blank, {word.value: number for word, number in sorted(missing.items())})
