"""A value that the schema refuses, in words: what is wrong, the value in quotes, what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from mapper.dates_meant import dates_meant
from mapper.findings import Fix, Path, Problem, Severity
from mapper.fixes import date_fix, list_fix, word_fix
from mapper.refusal_words import MESSAGES, OTHERWISE
from mapper.schema.answers import MissingWord
from mapper.schema.base import Question, questions
from mapper.schema.scalars import slug
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import (
    as_typed,
    in_sentence,
    meant_as_missing,
    nearest,
    nearest_words,
    quoted,
    unseen_words,
)

_MISSING = ", ".join(f"`{word}`" for word in MissingWord)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-|\u2013|to)\s*(\d+(?:\.\d+)?)")


class Refused(NamedTuple):
    """A value at its path, the kind of its error as `schema/scalars.py` and pydantic name it, what the error says of
    limits, and the question that the value cannot answer.
    """

    path: Path
    value: Any
    kind: str
    limits: Mapping[str, Any]
    question: Question | None


def refusal(refused: Refused, vocabulary: Vocabulary) -> Problem:
    """The problem of a refused value."""
    if refused.kind == "unknown_word":
        return _unknown_word(refused, vocabulary)
    code, message = MESSAGES.get(refused.kind, OTHERWISE)
    missing, hint = meant_as_missing(refused.value), _HINTS.get(refused.kind)
    example = (refused.question.example if refused.question else None) or "3, or {from: 2, to: 3}"
    said = message.format(value=quoted(refused.value), missing=_MISSING, example=example, **refused.limits)
    said = said[:1].upper() + said[1:] + unseen_words(refused.value)
    meant = f"Did you mean `{missing}`?" if missing else hint(refused) if hint else None
    return Problem(code, Severity.ERROR, refused.path, said, meant, fix=_fix(refused, vocabulary))


def _fix(refused: Refused, vocabulary: Vocabulary) -> Fix | None:
    if refused.kind == "not_a_list":
        code_list = refused.question.code_list if refused.question else None
        return list_fix(refused.value, list(vocabulary[code_list].words) if code_list else None)
    if refused.kind == "not_a_missing_word":
        return word_fix(refused.value, ())
    return date_fix(refused.value) if refused.kind == "not_a_date" else None


def complaint(kind: str) -> str:
    """What is said of whatever is refused for a reason, where there is no more to say of it."""
    said = MESSAGES[kind][1].format(value="this", missing=_MISSING, example="3, or {from: 2, to: 3}")
    return said[:1].upper() + said[1:]


def _unknown_word(refused: Refused, vocabulary: Vocabulary) -> Problem:
    words = vocabulary[refused.limits["list"]]
    value = refused.value
    if isinstance(value, (dict, list)):
        message = f"One word is expected here, not {quoted(value)}. Please write a single word of the list."
    else:
        own = ", add yours to study.yaml," if words.open else ""
        message = (
            f"{quoted(value)} is not one of the words for {in_sentence(words.title)}. "
            f"Please use a word of the list{own} or say why there is no answer: {_MISSING}."
        ) + unseen_words(value)
    listed = [word.word for word in words]
    near = nearest_words(value, (*listed, *MissingWord)) if isinstance(value, str) else ()
    meant = (missing,) if (missing := meant_as_missing(value)) else near
    hint = f"The words are: {', '.join(listed)}."
    if meant:
        hint = f"Did you mean {' or '.join(f'`{word}`' for word in meant)}?"
    return Problem("S203", Severity.ERROR, refused.path, message, hint, fix=word_fix(value, listed))


def _bare_number(refused: Refused) -> str | None:
    if not isinstance(refused.value, str):
        return None
    bare = as_typed(refused.value).strip("£% ")
    bare = bare.replace(",", "") if _THOUSANDS.fullmatch(bare) else bare.replace(",", ".")
    if _RANGE.fullmatch(bare):
        low, high = _RANGE.fullmatch(bare).groups()  # type: ignore[union-attr]
        return f"Did you mean {{from: {low}, to: {high}}}?"
    if not bare.replace(".", "", 1).isdecimal():
        return None
    return f"Did you mean {bare}, without quotation marks?" if bare == refused.value else f"Did you mean `{bare}`?"


def _yes_or_no(refused: Refused) -> str | None:
    words = {"true": "yes", "y": "yes", "yes": "yes", "false": "no", "n": "no", "no": "no"}
    meant = words.get(as_typed(str(refused.value)).lower())
    return f"Did you mean `{meant}`?" if meant else None


def _dates_meant(refused: Refused) -> str | None:
    """What a date or a range of dates that is written otherwise may be meant to say; both readings of 1/10/2020."""
    if not isinstance(refused.value, str):
        return None
    readings = [reading if reading[:1] == "{" else f"`{reading}`" for reading in dates_meant(as_typed(refused.value))]
    return f"Did you mean {' or '.join(readings)}?" if readings else None


def _space_after_colon(refused: Refused) -> str | None:
    keys = refused.value if isinstance(refused.value, dict) else ()
    if any(":" in str(key) for key in keys):
        return "Put a space after each colon."
    if {"sources", "as_of", "note"}.intersection(keys):
        return "What belongs to a range goes around it: {value: {from: …, to: …}, note: …}."
    return None


def _part_time(refused: Refused) -> str | None:
    is_headcount = refused.question is not None and refused.question.key == "headcount"
    return "Part-time work is counted as WTE, not as headcount." if is_headcount else None


def _right_way_round(refused: Refused) -> str:
    return f"Did you mean {{from: {refused.limits['high']}, to: {refused.limits['low']}}}?"


def _in_brackets(refused: Refused) -> str | None:
    if isinstance(refused.value, (dict, list)):
        return None
    return f"Did you mean [{quoted(refused.value).strip('`')}]?"


def _first_answers(refused: Refused) -> str | None:
    group = refused.question.group if refused.question is not None else None
    return f"The answers begin with: {', '.join(q.key for q in questions(group)[:4])}." if group else None


def _as_id(refused: Refused) -> str | None:
    short = "" if isinstance(refused.value, (dict, list)) else slug(str(refused.value))
    return f"Did you mean `{short}`?" if short else None


def _missing_word(refused: Refused) -> str | None:
    meant = nearest(refused.value, list(MissingWord)) if isinstance(refused.value, str) else None
    return f"Did you mean `{meant}`?" if meant else None


_HINTS: dict[str, Callable[[Refused], str | None]] = {
    "not_yes_or_no": _yes_or_no,
    "not_a_date": _dates_meant,
    "no_such_date": _dates_meant,
    "not_a_number": _bare_number,
    "not_a_whole_number": _part_time,
    "not_a_list": _in_brackets,
    "model_type": _first_answers,
    "not_an_id": _as_id,
    "not_a_range": _space_after_colon,
    "range_upside_down": _right_way_round,
    "not_a_missing_word": _missing_word,
}
"""For each kind of error of which more can be said: what may be meant."""
