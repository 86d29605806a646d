"""The kinds of value as JSON Schema: what each may be, as exactly as `schema/scalars.py` reads it.

The patterns mean the same to ECMA-262 and to Python. Other readers of YAML do not keep how a number was typed, so what
may be typed as a number may be any number of that value.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, get_args

from mapper.refusals.refusal import complaint
from mapper.schema.answers import MissingWord
from mapper.schema.kinds import Kind
from mapper.schema.scalars import EARLIEST_YEAR, LATEST_YEAR, LONGEST_ID, Percentage

Schema = dict[str, Any]


class Value(NamedTuple):
    """A kind of value: the JSON types of one such value; the pattern of its texts (None: any, empty: none); what holds
    for its numbers; what it never is; what is said of a text that does not fit; examples. `no_range` says which objects
    `{from: …, to: …}` are no range of it (None: there are no ranges of it).
    """

    types: tuple[str, ...]
    pattern: str | None = None
    refused_as: str = ""
    limits: Mapping[str, Any] = MappingProxyType({})
    never: Mapping[str, Any] = MappingProxyType({})
    no_range: Schema | None = None
    examples: tuple[Any, ...] = ()


def one_value(value: Value, *, or_missing: bool = False) -> Schema:
    """One value, or null where it is left blank; perhaps a missing word in its place."""
    text = ["string"] if or_missing and "string" not in value.types else []
    types = [*text, *value.types, "null"]  # editors begin an answer of the first type: a number would begin as 0
    schema: Schema = {"type": types, **value.limits}
    if value.pattern is not None and "string" in types:
        pattern = "|".join(pattern for pattern in (UNANSWERED if or_missing else "", value.pattern) if pattern)
        schema |= {"pattern": whole(pattern), "patternErrorMessage": complaint(value.refused_as)}
    return {**schema, "not": value.never} if value.never else schema


def whole(pattern: str) -> str:
    """A pattern for the whole of a text: to Python `$` alone is also before a line break at the end."""
    return rf"^(?:{pattern})$(?!\n)"


def _either_case(letter: str) -> str:
    return "[ _]" if letter == " " else f"[{letter.upper()}{letter}]"


MISSING = rf"\s*(?:{'|'.join(''.join(map(_either_case, word)) for word in MissingWord)})\s*"
"""The five missing words in any capitals, with spaces or underscores."""
UNANSWERED = rf"\s*|{MISSING}"


def _dates() -> str:
    """Every year, month and day from EARLIEST_YEAR to LATEST_YEAR, with 29 February in leap years only."""
    assert (EARLIEST_YEAR, LATEST_YEAR) == (1900, 2100)
    year = "(?:(?:19|20)[0-9]{2}|2100)"
    leap_year = "(?:19(?:0[48]|[2468][048]|[13579][26])|20(?:[02468][048]|[13579][26]))"
    months = "0[1-9]|1[0-2]"
    days = f"(?:{months})-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
    return rf"\s*(?:{year}(?:-(?:{months}|{days}))?|{leap_year}-02-29)\s*"


def _no_end(end: str) -> Schema:
    return {"properties": {end: {"type": "null"}}}


def _number(**limits: Any) -> Value:
    limits = {"minimum": 0, "maximum": sys.float_info.max, **limits}
    return Value(("number",), "", "not_a_number", limits, no_range=_WITHOUT_ENDS)


_WITHOUT_ENDS: Schema = {"allOf": [_no_end("from"), _no_end("to")]}
_WITHOUT_AN_END: Schema = {"anyOf": [_no_end("from"), _no_end("to")]}
_BAND = "[0-9]{1,2}[a-dA-D]?"
_FOLLOWING_YEARS = "|".join(f"{year:02}/{(year + 1) % 100:02}" for year in range(100))

VALUES: dict[Kind, Value] = {
    Kind.TEXT: Value(("string", "number", "boolean")),
    Kind.YES_NO: Value(("string",), r"\s*(?:[Yy][Ee][Ss]|[Nn][Oo])\s*", "not_yes_or_no"),
    Kind.ID: Value(
        ("string", "integer", "boolean"),
        rf"(?=.{{1,{LONGEST_ID}}}$)[a-z0-9]+(?:-[a-z0-9]+)*",
        "not_an_id",
        {"minimum": 0},
    ),
    Kind.DATE: Value(
        ("string", "integer"),
        _dates(),
        "not_a_date",
        {"minimum": EARLIEST_YEAR, "maximum": LATEST_YEAR},
        no_range=_WITHOUT_ENDS,
        examples=(2020, "2020-10", "2020-10-05"),
    ),
    Kind.NUMBER: _number(),
    Kind.WHOLE_NUMBER: _number(multipleOf=1),
    Kind.PERCENTAGE: _number(maximum=get_args(Percentage)[1].most),
    Kind.BAND: Value(
        ("string", "integer"),
        rf"\s*{_BAND}(?:\s*(?:-|\u2013|to)\s*{_BAND})?\s*",
        "not_a_band",
        {"minimum": 0, "maximum": 99},
        no_range=_WITHOUT_AN_END,
        examples=(7, "8a", "8a-8b"),
    ),
    Kind.TIME: Value(
        ("string", "number"),
        "(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9]|24[:.]00",
        "not_a_time",
        {"minimum": 0, "maximum": 24},
        never={"type": "integer"},
        examples=("09:00", "17:30"),
    ),
    Kind.FINANCIAL_YEAR: Value(
        ("string",), f"[0-9]{{2}}(?:{_FOLLOWING_YEARS})", "not_a_financial_year", examples=("2021/22",)
    ),
}
"""Every kind but the words of code lists, which are listed one by one."""
