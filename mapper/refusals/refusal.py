"""A value that the schema refuses, in words: what is wrong, the value in quotes, what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from mapper.findings import Fix, Problem, Severity
from mapper.refusals.dates_meant import dates_meant
from mapper.refusals.fixes import date_fix, word_fix
from mapper.refusals.lists import missing_as_item, not_a_list, unknown_word
from mapper.refusals.messages import MESSAGES, OTHERWISE
from mapper.refusals.numbers_meant import amount_meant
from mapper.refusals.refused import Refused as Refused
from mapper.schema.answers import MissingWord
from mapper.schema.base import questions
from mapper.schema.readings import ALL_ANSWER_KEYS
from mapper.schema.scalars import Amount, Limits, slug
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import as_typed, meant_as_missing, nearest, quoted, unseen_words

_LONGEST = 60
_WORD_BAND = re.compile(r"(?:afc )?b(?:and)?\s*(\d[a-d]?(?:\s*-\s*\d[a-d]?)?)", re.IGNORECASE | re.ASCII)
_TWELVE_HOURS = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d))?\s*(am|pm)", re.ASCII)
_TWO_YEARS = re.compile(r"(\d{4})\s*[-/\u2013]\s*(?:20)?(\d{2})", re.ASCII)
_MISSING = ", ".join(f"`{word}`" for word in MissingWord)


def refusal(refused: Refused, vocabulary: Vocabulary) -> Problem:
    """The problem of a refused value."""
    told_apart = missing_as_item(refused) or _colon_in_text(refused)
    if told_apart is not None:
        return told_apart
    if refused.kind in _OF_LISTS:
        return _OF_LISTS[refused.kind](refused, vocabulary)
    noun = refused.question.refers_to if refused.question else None
    kind = "not_an_id_of_item" if noun and refused.kind == "not_an_id" else refused.kind
    code, message = MESSAGES.get(kind, OTHERWISE)
    missing, hint = meant_as_missing(refused.value), _HINTS.get(kind)
    example = (refused.question.example if refused.question else None) or "3, or {from: 2, to: 3}"
    said = message.format(value=quoted(refused.value), missing=_MISSING, example=example, noun=noun, **refused.limits)
    said = said[:1].upper() + said[1:] + unseen_words(refused.value)
    meant = f"Did you mean `{missing}`?" if missing else hint(refused) if hint else None
    fix = _FIXES.get(refused.kind)
    return Problem(code, Severity.ERROR, refused.path, said, meant, fix=fix(refused.value) if fix else None)


def complaint(kind: str) -> str:
    """What is said of whatever is refused for a reason, where there is no more to say of it."""
    said = MESSAGES[kind][1].format(value="this", missing=_MISSING, example="3, or {from: 2, to: 3}")
    return said[:1].upper() + said[1:]


def _number_meant(refused: Refused) -> str | None:
    """What a number that is written otherwise may be meant to say, if that would not be refused in its turn."""
    if not isinstance(refused.value, str):
        return None
    limits = Limits()
    if refused.question is not None:
        limits = next((mark for mark in refused.question.marks if isinstance(mark, Limits)), limits)
    asked = refused.question.key if refused.question is not None else ""
    amount = amount_meant(as_typed(refused.value), asked, whole=limits.whole)
    if amount is None or not _fits(amount, limits):
        return None
    if amount.low == amount.high:
        bare = f"{amount.low:f}"
        return f"Did you mean {bare}, without quotation marks?" if bare == refused.value else f"Did you mean `{bare}`?"
    if refused.path[-1] in ("from", "to"):
        return None
    ends = [f"{name}: {end:f}" for name, end in zip(("from", "to"), amount, strict=True) if end is not None]
    return f"Did you mean {{{', '.join(ends)}}}?"


def _fits(amount: Amount, limits: Limits) -> bool:
    ends = [end for end in amount if end is not None]
    is_whole = all(end == end.to_integral_value() for end in ends)
    return (is_whole or not limits.whole) and (limits.most is None or max(ends) <= limits.most)


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


def _first_answers(refused: Refused) -> str | None:
    group = refused.question.group if refused.question is not None else None
    return f"The answers begin with: {', '.join(q.key for q in questions(group)[:4])}." if group else None


def _as_id(refused: Refused) -> str | None:
    short = "" if isinstance(refused.value, (dict, list)) else slug(str(refused.value))
    return f"Did you mean `{short}`?" if short else None


def _missing_word(refused: Refused) -> str | None:
    meant = nearest(refused.value, list(MissingWord)) if isinstance(refused.value, str) else None
    return f"Did you mean `{meant}`?" if meant else None


def _band_meant(refused: Refused) -> str | None:
    """A band behind the word band, or its beginning: `Band 7`, `B8a`."""
    band = _WORD_BAND.fullmatch(str(refused.value).strip())
    return f"Did you mean `{band[1].lower()}`?" if band else None


def _time_meant(refused: Refused) -> str | None:
    """A time by the clock of twelve hours: `8am`, `5.30 pm`."""
    found = _TWELVE_HOURS.fullmatch(str(refused.value).strip().lower())
    hours = int(found[1]) if found else 0
    if found is None or not 1 <= hours <= 12:
        return None
    hours = hours % 12 + (12 if found[3] == "pm" else 0)
    return f'Did you mean "{hours:02}:{found[2] or "00"}"?'


def _financial_year_meant(refused: Refused) -> str | None:
    """A financial year with another mark between its two, or with both in full: `2021-22`, `2021/2022`."""
    year = _TWO_YEARS.fullmatch(str(refused.value).strip())
    if year is None or (int(year[1]) + 1) % 100 != int(year[2]):
        return None
    return f"Did you mean `{year[1]}/{year[2]}`?"


def _colon_in_text(refused: Refused) -> Problem | None:
    """The problem of a text of a list that a colon in it has made a name with an answer; None where there is none."""
    value = refused.value
    is_item = refused.kind == "not_a_text" and isinstance(refused.path[-1], int)
    if not is_item or not isinstance(value, dict) or len(value) != 1:
        return None
    ((before, after),) = value.items()
    if before in ALL_ANSWER_KEYS:
        return None
    text = f"{before}: {getattr(after, 'text', None) or after}"
    if not isinstance(after, (str, int, float)) or len(text) > _LONGEST or '"' in text or not text.isprintable():
        return None
    code, message = MESSAGES["colon_in_text"]
    return Problem(code, Severity.ERROR, refused.path, message.format(text=quoted(text)), f'Did you mean "{text}"?')


_OF_LISTS: dict[str, Callable[[Refused, Vocabulary], Problem]] = {
    "unknown_word": unknown_word,
    "not_a_list": not_a_list,
}
"""For each kind of error of which the words of the study must be known: what says it."""

_FIXES: dict[str, Callable[[Any], Fix | None]] = {
    "not_a_date": date_fix,
    "not_a_missing_word": lambda value: word_fix(value, ()),
}
"""For each kind of error that may be corrected without asking: what makes the correction."""

_HINTS: dict[str, Callable[[Refused], str | None]] = {
    "not_yes_or_no": _yes_or_no,
    "not_a_date": _dates_meant,
    "no_such_date": _dates_meant,
    "not_a_number": _number_meant,
    "not_a_whole_number": _part_time,
    "model_type": _first_answers,
    "not_an_id": _as_id,
    "not_a_range": _space_after_colon,
    "range_upside_down": _right_way_round,
    "not_a_missing_word": _missing_word,
    "not_a_band": _band_meant,
    "not_a_time": _time_meant,
    "not_a_financial_year": _financial_year_meant,
}
"""For each kind of error of which more can be said: what may be meant."""
