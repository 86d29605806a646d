"""What a check is, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from mapper.findings import Path, Problem
from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Answered, walk
from mapper.schema.hub import Hub
from mapper.study import MappedHub, Study
from mapper.wording import item_words


@dataclass(frozen=True)
class Subject:
    """A Hub under check: every question it was asked, the study it belongs to, and what could not be read of it."""

    mapped: MappedHub
    study: Study

    @property
    def hub(self) -> Hub:
        """The answers."""
        return self.mapped.hub

    @cached_property
    def answered(self) -> Sequence[Answered]:
        """Every question of the Hub in the order of the form."""
        return walk(self.hub)

    @cached_property
    def filled(self) -> Sequence[Answered]:
        """The questions at which something has been written."""
        return [found for found in self.answered if found.value is not BLANK and found.value is not EMPTY]

    def words(self, path: Path) -> str:
        """An answer in the reader's words."""
        return item_words(path, self.mapped.document.values, Hub)

    def is_left_out(self, path: Path) -> bool:
        """Whether a path, or anything above or below it, could not be used because its shape is wrong."""
        above = any(path[:length] in self.mapped.left_out for length in range(len(path) + 1))
        return above or path in self._holding_left_out

    @cached_property
    def _holding_left_out(self) -> frozenset[Path]:
        return frozenset(left[:length] for left in self.mapped.left_out for length in range(len(left)))


def found_elsewhere(_subject: Subject) -> Iterable[Problem]:
    """Nothing: what runs for a rule that is held elsewhere, while a file is read or once all checks have run."""
    return ()


class Check(NamedTuple):
    """A rule: its code, what it is about, why it matters, an example that breaks it and one that keeps it.

    The examples are parts of a Hub file; each is checked as it stands by a test.
    """

    code: str
    title: str
    why: str
    bad: str
    good: str
    run: Callable[[Subject], Iterable[Problem]] = found_elsewhere
    source: str | None = None


def values_of(answer: Any) -> Iterable[tuple[Path, Any]]:
    """Each value of an answer with its path below the question: one, several where sources conflict, or the items of a
    list.
    """
    if isinstance(answer, Answers):
        return answer.placed()
    if not isinstance(answer, Answer):
        return (((), answer),)
    if len(answer.readings) == 1:  # nearly always, and asked for by most checks
        return (((), answer.readings[0].value),)
    return [((*below, "value"), reading.value) for below, reading in answer.placed()]
