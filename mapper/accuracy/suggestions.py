"""Make a suggested correction in a Hub file: what a person typed, as the answer that the form takes there."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from mapper.errors import MapperError
from mapper.findings import Finding, Path, Severity
from mapper.inserting import with_answer
from mapper.reading import read_text
from mapper.refusals.dates_meant import dates_meant
from mapper.refusals.numbers_meant import amount_meant, is_rough
from mapper.review.content import Said
from mapper.review.target import Target
from mapper.review.words import said_words
from mapper.schema.base import Question
from mapper.schema.kinds import Kind, kind_of
from mapper.schema.readings import MISSING_WORDS, missing_form
from mapper.schema.scalars import Amount
from mapper.study import MappedHub
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import loosely, quoted, value_at

_NUMBERS = (Kind.NUMBER, Kind.WHOLE_NUMBER, Kind.PERCENTAGE)
_SEPARATOR = re.compile(r"[\n;]")
_BAND = re.compile(r"(?i)^bands?\s+")

Check = Callable[[bytes], tuple[MappedHub, tuple[Finding, ...]]]
"""What a content of the Hub file says, and what is wrong with it."""


class Applied(NamedTuple):
    """A file's content with a correction, what stood there before and what stands there now."""

    after: bytes
    old: Said | None
    new: Any


def applied(before: bytes, check: Check, target: Target, suggested: Said, vocabulary: Vocabulary) -> Applied:
    """The content of a Hub file with a suggested correction at an answer.

    Raises MapperError where the answer is none of those that the form takes there, or cannot be put there without
    changing anything else.
    """
    if target.asked is None or target.asked.question.group is not None:
        raise MapperError(
            f"The suggestion is about {target.item} as a whole, and not about one answer. "
            "Please make the correction by hand, and close the query."
        )
    mapped, _ = check(before)
    meant, refusal = deque(meant_by(suggested, target.asked.question, vocabulary)), ""
    while meant:
        value = meant.popleft()
        after = with_answer(before, *_placed(mapped.document.values, target.path, value))
        refused = next((one for one in check(after)[1] if _cannot_stand(one, target.path)), None)
        if refused is None:
            return Applied(after, target.said, value)
        if refused.fix is not None and isinstance(refused.fix.value, str) and refused.fix.value != value:
            meant.appendleft(refused.fix.value)  # what mapper itself would make of it, such as a date in words
        refusal = refusal or refused.message
    raise MapperError(
        f"{quoted(said_words(suggested))} cannot stand at {target.item}: {refusal} "
        "To write the answer in other words: mapper query apply ID --value VALUE"
    )


def meant_by(suggested: Said, question: Question, vocabulary: Vocabulary) -> Iterator[Any]:
    """The answers that a person may mean by what they typed, the likeliest first."""
    if isinstance(suggested, dict):
        yield suggested
    elif question.is_list:
        words = _SEPARATOR.split(suggested) if isinstance(suggested, str) else suggested
        if len(words) == 1 and missing_form(words[0].strip()) in MISSING_WORDS:
            yield missing_form(words[0].strip())
        yield [_word(word.strip(), question, vocabulary) for word in words if word.strip()]
        if question.code_list is not None and len(words) == 1:
            yield [_word(word.strip(), question, vocabulary) for word in words[0].split(",") if word.strip()]
    elif isinstance(suggested, str):
        yield from _one(suggested.strip(), question, vocabulary)


def _one(typed: str, question: Question, vocabulary: Vocabulary) -> Iterator[Any]:
    if missing_form(typed) in MISSING_WORDS:
        yield missing_form(typed)
    elif question.code_list is not None and question.kind is str:
        yield _word(typed, question, vocabulary)
    elif kind_of(question) in _NUMBERS:
        amount = amount_meant(typed, question.key, whole=kind_of(question) is Kind.WHOLE_NUMBER)
        yield typed if amount is None or is_rough(typed) else _plain(amount)
    elif kind_of(question) is Kind.DATE:
        meant = dates_meant(typed)
        yield read_text(f"- {meant[0]}").values[0] if len(meant) == 1 else typed
    elif kind_of(question) is Kind.BAND:
        yield _BAND.sub("", typed)
    else:
        yield typed.lower() if kind_of(question) is Kind.YES_NO else typed


def _word(typed: str, question: Question, vocabulary: Vocabulary) -> str:
    """The word of a code list that is typed by its label, or in other capitals."""
    words = vocabulary[question.code_list] if question.code_list is not None else ()
    return next((one.word for one in words if loosely(typed) in (loosely(one.word), loosely(one.label))), typed)


def _plain(amount: Amount) -> Any:
    """A number or range as plain data."""
    ends = {name: _figure(end) for name, end in (("from", amount.low), ("to", amount.high)) if end is not None}
    return ends["from"] if amount.low == amount.high else ends


def _figure(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _placed(values: Any, path: Path, value: Any) -> tuple[Path, Any]:
    """Where a value is written, and the value. Beside one that is there its sources and remark are kept; a missing word
    takes the place of all of it. Groups on the way that are not there yet are written with it.
    """
    there = value_at(values, path)
    if isinstance(there, dict) and "value" in there and value not in MISSING_WORDS.values():
        return (*path, "value"), value
    while len(path) > 1 and isinstance(path[-1], str) and value_at(values, path[:-1]) is None:
        path, value = path[:-1], {path[-1]: value}
    return path, value


def _cannot_stand(finding: Finding, path: Path) -> bool:
    """Whether a finding says that what is written at a path cannot be used; that it does not go with other answers is
    for `mapper validate` to say.
    """
    is_of_form = finding.code[0] in "YS" and finding.severity is Severity.ERROR
    return is_of_form and (finding.path[: len(path)] == path or not finding.path)
