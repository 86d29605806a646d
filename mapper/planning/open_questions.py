"""What the record of a planned Hub leaves open: how it fits into what is there first, then what every record needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mapper.findings import Path
from mapper.planning.guide import first_questions
from mapper.schema.answers import Answer, Answers, MissingWord, Standing
from mapper.schema.base import Group, Question, walk
from mapper.schema.help import field_help
from mapper.study import MappedHub
from mapper.written import written

_OPEN = (MissingWord.NOT_KNOWN,)
"""Missing words after which a question is still open."""


class OpenQuestion(NamedTuple):
    """A question without an answer: its path in words of the form, what is asked, how many items leave it open, the
    line of the first, and whether it is one of those to ask first.
    """

    question: str
    asks: str
    items: int
    line: int
    is_first: bool


def open_questions(mapped: MappedHub) -> tuple[OpenQuestion, ...]:
    """The questions that a planner has to answer, those on how the Hub fits into what is there first."""
    return (*_first(mapped), *_needed(mapped))


def _first(mapped: MappedHub) -> Iterator[OpenQuestion]:
    for asked in first_questions():
        if not any(one.values for one in written(mapped.hub, asked.question, None)):
            line = mapped.document.line_at(tuple(asked.question.split(".")))
            yield OpenQuestion(asked.question, asked.asks, 1, line, True)


def _needed(mapped: MappedHub) -> Iterator[OpenQuestion]:
    """What is needed and blank, and what else a drafted item asks, each once with the number of items."""
    known = {asked.question for asked in first_questions()}
    found: dict[str, list[Path]] = {}
    helped: dict[str, str] = {}
    for path, question, value, owner in walk(mapped.hub):
        name = ".".join(part for part in path if isinstance(part, str))
        if name in known or not _asks(question, value, owner):
            continue
        found.setdefault(name, []).append(path)
        helped[name] = field_help(type(owner))[question.attribute]
    for name, paths in found.items():
        yield OpenQuestion(name, helped[name], len(paths), mapped.document.line_at(paths[0]), False)


def _asks(question: Question, value: object, owner: Group) -> bool:
    is_drafted = getattr(owner, "drafted_of", Answer()).standing is not Standing.BLANK
    if question.is_remark or question.identifies or not (question.needed or is_drafted):
        return False
    if not isinstance(value, Answer | Answers):
        return False
    return value.standing is Standing.BLANK or value.missing in _OPEN
