"""Checks Y115, Y116: quotation marks that are missing around an answer, or that have become a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from mapper.checks.check import Check, Subject
from mapper.findings import Fix, Path, Problem, Severity
from mapper.resolving import TypedDecimal, TypedInteger
from mapper.schema.base import Question, question_at
from mapper.schema.hub import Hub
from mapper.schema.scalars import Amount, BandRange, Clock, MayBe, PartialDate
from mapper.wording import quoted

_FALSE = ("n", "N", "no", "No", "NO", "off", "Off", "OFF")
_TRUE = ("y", "Y", "yes", "Yes", "YES", "on", "On", "ON")
_WORDS = {**dict.fromkeys(_FALSE, "`false`"), **dict.fromkeys(_TRUE, "`true`")}
_NUMBER = re.compile(
    r"[-+]?(?:(?P<sixties>[1-9][0-9_]*(?::[0-5]?[0-9])+)|(?P<octal>0[0-7_]+)|0b(?P<binary>[01_]+)"
    r"|(?P<grouped>[1-9][0-9]*_[0-9_]*))"
)
_BASES = {"sixties": 60, "octal": 8, "binary": 2, "grouped": 10}
_MISREAD = frozenset("+-0123456789nNoOyY")
"""What words and numbers begin with that YAML 1.1 reads in its own way."""
_CLOSING = {"“": "”“", "”": "”", "„": "“”", "‘": "’‘", "’": "’", "‚": "‘’", "«": "»", "»": "«", "‹": "›", "›": "‹"}
"""For each quotation mark that opens, in one country or another, those that close."""
_OPENING = frozenset(_CLOSING)
_ENDS_WORD = re.compile(r"[’‘](?!\w)")


def misread_elsewhere(subject: Subject) -> Iterator[Problem]:
    """Words, times and codes that YAML 1.1 takes for something else: `no` for false, `10:00` for 600, `012` for 10."""
    for path, value in _beginning_with(_MISREAD, subject.mapped.document.values):
        if type(value) is str and value not in _WORDS and (value[0].isalpha() or number_of_1_1(value) is None):
            continue
        question = question_at(Hub, path)
        if question is None:
            continue
        if _asks_for_text(question, path):
            problem = _without_quotes(path, value, question)
        elif question.kind is Amount and isinstance(value, TypedInteger) and _has_zero_in_front(value):
            problem = _with_zero_in_front(path, value)
        else:
            continue
        if not subject.is_left_out(path) and _is_plain(subject, path):
            yield problem


def _without_quotes(path: Path, value: Any, question: Question) -> Problem:
    text = value if type(value) is str else value.text
    number = number_of_1_1(text)
    read = _WORDS.get(text) or f"the number {value if number is None else number}"
    message = (
        f"Without quotation marks, other programs read {quoted(text)} as {read}. Please put quotation marks around it."
    )
    severity = Severity.NOTE if _asks_for_time(question) else Severity.WARNING  # mapper itself reads every time rightly
    return Problem("Y115", severity, path, message, fix=Fix(f"quotation marks around {quoted(text)}", text))


def _with_zero_in_front(path: Path, value: TypedInteger) -> Problem:
    message = (
        f"`{value.text}` is taken for {int(value)} here, and other programs read it otherwise, because of the zero in "
        f"front. Please write `{int(value)}`."
    )
    return Problem("Y115", Severity.WARNING, path, message)


def _has_zero_in_front(value: TypedInteger) -> bool:
    return re.match(r"[-+]?0[0-9]", value.text) is not None and number_of_1_1(value.text) != value


def number_of_1_1(text: str) -> int | None:
    """The number that YAML 1.1, unlike YAML 1.2, sees in a text."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    form = str(found.lastgroup)
    digits = found[form].replace("_", "") or "0"
    number = 0
    for digit in digits.split(":") if form == "sixties" else digits:
        number = number * _BASES[form] + int(digit)
    return -number if text[0] == "-" else number


def quotes_in_answer(subject: Subject) -> Iterator[Problem]:
    """Texts between typographic quotation marks, which YAML does not know: they are part of the answer."""
    lines = (line for line in subject.mapped.document.lines if not line.isascii())
    if all(_OPENING.isdisjoint(line) for line in lines):
        return  # most files: their answers need no look
    for path, value in _beginning_with(_OPENING, subject.mapped.document.values):
        if type(value) is not str or not _is_wrapped(value):
            continue
        question = question_at(Hub, path)
        if question is not None and not subject.is_left_out(path) and _is_plain(subject, path):
            message = (
                f"The quotation marks are a part of the answer {quoted(value)}. Please delete them; if they are meant, "
                'put straight ones (") around them.'
            )
            yield Problem("Y116", Severity.WARNING, path, message)


def _is_wrapped(text: str) -> bool:
    """Whether a pair of quotation marks goes around the whole text: apostrophes may stand inside, other pairs not."""
    closing, inside = _CLOSING[text[0]], text[1:-1]
    if not inside or text[-1] not in closing:
        return False
    if "’" in closing:
        return "‘" not in inside and not _ENDS_WORD.search(inside)
    return not any(mark in inside for mark in (text[0], *closing))


def _beginning_with(marks: frozenset[str], values: Any) -> Iterator[tuple[Path, Any]]:
    """The texts of a file that begin with one of some marks, and the numbers that say less than what was typed."""
    groups: list[tuple[Path, Any]] = [((), values)]
    for path, group in groups:
        for key, value in group.items() if type(group) is dict else enumerate(group):
            kind = type(value)
            if kind is str:
                if value[:1] in marks:
                    yield (*path, key), value
            elif kind is dict or kind is list:
                groups.append(((*path, key), value))
            elif kind is TypedInteger or kind is TypedDecimal:
                yield (*path, key), value


def _is_plain(subject: Subject, path: Path) -> bool:
    written = subject.mapped.document.written(path)
    return written is not None and not written.style


def _asks_for_text(question: Question, path: Path) -> bool:
    """Whether a text, a word or an id is asked for at a path; remarks and sources stand inside answers of any kind."""
    if path[-1] == "note" or "sources" in path[-2:]:
        return True
    if any(isinstance(mark, MayBe) for mark in question.marks):
        return False
    return not (question.kind in (Amount, BandRange, PartialDate) or get_args(question.kind) == ("yes", "no"))


def _asks_for_time(question: Question) -> bool:
    return any(mark in _clock_marks() for mark in question.marks)


@cache
def _clock_marks() -> tuple[Any, ...]:
    return tuple(getattr(Clock, "__metadata__", ()))


CHECKS = (
    Check(
        code="Y115",
        title="Other programs would read an answer otherwise",
        why=(
            "mapper reads `no`, `10:00` and `012` as they are typed. Programs that follow YAML 1.1 take them for "
            "false, 600 and 10, and nearly all read `1.10` as 1.1. Between quotation marks, an answer is the same "
            "everywhere. Where the form asks for yes or no, for a date or for a band, no quotation marks are needed."
        ),
        bad="""
            context:
              host: {organisation: Invented NHS Trust, ods_code: 012}
            """,
        good="""
            context:
              host: {organisation: Invented NHS Trust, ods_code: "012"}
            """,
        run=misread_elsewhere,
        source="yaml-1.1",
    ),
    Check(
        code="Y116",
        title="Quotation marks have become part of an answer",
        why=(
            "Word processors turn quotation marks into curly ones, which YAML takes for letters. The answer is then "
            "shown with them, and it differs from the same answer without them."
        ),
        bad="""
            record:
              name: “Exampleshire Hub”
            """,
        good="""
            record:
              name: Exampleshire Hub
            """,
        run=quotes_in_answer,
    ),
)
