"""The questions of a form in one list, each with its path and what it asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from mapper.schema.base import Group, Question, TimedItem, questions
from mapper.schema.help import field_help
from mapper.schema.hub import Hub
from mapper.schema.study import StudyFile


class Asked(NamedTuple):
    """A question with its path from the top of the form and its help. `is_of_study`: it stands in the study file.

    `below` are the questions that it opens.
    """

    path: str
    question: Question
    help: str
    is_of_study: bool
    below: tuple[Asked, ...]


@cache
def form_of_hub() -> tuple[Asked, ...]:
    """The sections of a Hub file."""
    return tuple(_asked(Hub, "", is_of_study=False))


@cache
def form_of_study() -> tuple[Asked, ...]:
    """The questions of the study file."""
    return tuple(_asked(StudyFile, "", is_of_study=True))


@cache
def remarks() -> tuple[Asked, ...]:
    """What anything may carry beside its answers: since and until when, sources, a date, a note."""
    texts = field_help(TimedItem)
    return tuple(Asked(q.key, q, texts[q.attribute], False, ()) for q in questions(TimedItem))


def every_question() -> Iterator[Asked]:
    """All questions of the Hub file and the study file, remarks left out."""
    waiting = [*form_of_hub(), *form_of_study()]
    while waiting:
        asked = waiting.pop(0)
        yield asked
        waiting[:0] = asked.below


def _asked(group: type[Group], under: str, *, is_of_study: bool) -> Iterator[Asked]:
    texts = field_help(group)
    for question in questions(group):
        if question.is_remark:
            continue
        path = f"{under}.{question.key}" if under else question.key
        below = tuple(_asked(question.group, path, is_of_study=is_of_study)) if question.group else ()
        yield Asked(path, question, texts[question.attribute], is_of_study, below)
