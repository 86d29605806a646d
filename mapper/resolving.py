"""A plain scalar → a text, number, truth value or nothing, by the core schema of YAML 1.2
(https://yaml.org/spec/1.2.2/#103-core-schema).
"""

from __future__ import annotations

import re
from typing import Any

_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_NUMERIC = frozenset("+-.0123456789")
"""What a number begins with."""
MAY_BE_TYPED = _NUMERIC | {text[:1] for text in _SPECIAL}
"""What a plain scalar begins with that is not simply text."""
_MAX_DIGITS = 300


class TypedInteger(int):
    """A whole number written in an unusual way, with its `text` as typed (`007`, `0x1F`, `+5`)."""

    text: str


class TypedDecimal(float):
    """A decimal number whose `text` as typed says more than its value (`1.10`, `1e3`)."""

    text: str


def resolve(text: str) -> Any:
    """A plain scalar by the core schema of YAML 1.2: `no` stays a word, `9:30` a text, `2020-10` a text."""
    if text in _SPECIAL:
        return _SPECIAL[text]
    if text[:1] not in _NUMERIC or len(text) > _MAX_DIGITS:
        return text
    if _INTEGER.fullmatch(text):
        whole = int(text, 0) if text[:2] in ("0x", "0o") else int(text)
        return whole if str(whole) == text else _typed(TypedInteger(whole), text)
    if _DECIMAL.fullmatch(text):
        decimal = float(text)
        return decimal if str(decimal) == text else _typed(TypedDecimal(decimal), text)
    return text


def _typed(number: Any, text: str) -> Any:
    number.text = text
    return number
