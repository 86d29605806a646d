"""The values of cells in words."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from mapper.compare.sums import Total
from mapper.compare.table import Coded, Dated, Parts
from mapper.render.care_words import CARE_WORDS
from mapper.render.reasons import reasons_words
from mapper.schema.scalars import Amount
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import in_sentence


@singledispatch
def value_words(value: Any, vocabulary: Vocabulary) -> str:
    """A value as a text for people."""
    return str(value)


@value_words.register
def _(value: Amount, vocabulary: Vocabulary) -> str:
    return f"{value:,f}"


@value_words.register
def _(value: Coded, vocabulary: Vocabulary) -> str:
    return vocabulary[value.list].label(value.word)


@value_words.register
def _(value: Dated, vocabulary: Vocabulary) -> str:
    return f"{value_words(value.value, vocabulary)} (as of {value.as_of})"


@value_words.register
def _(value: Parts, vocabulary: Vocabulary) -> str:
    parts = {
        key: ", ".join(_in_sentence(key, value_words(one, vocabulary)) for one in values) for key, values in value.parts
    }
    if {"open", "close"} <= parts.keys():
        return f"{parts.get('days') or 'days not given'} {parts['open'] or '?'} to {parts['close'] or '?'}".strip()
    if "to" in parts:
        return f"{parts['to']} ({parts['when']})" if parts.get("when") else parts["to"]
    return ", ".join(filter(None, parts.values()))


@value_words.register
def _(value: Total, vocabulary: Vocabulary) -> str:
    return f"{Amount(value.low, value.high):,f}"


def value_remark(value: Any) -> str:
    """What is said behind a value and its unit: of a sum, how many items are left out or in conflict."""
    if not isinstance(value, Total):
        return ""
    remarks = [f"and {value.unknown} {reasons_words(value.reasons)}"] if value.unknown else []
    remarks += ["sources conflict"] if value.conflicts else []
    return f" ({'; '.join(remarks)})" if remarks else ""


def _in_sentence(key: str, text: str) -> str:
    """A label within a sentence; the days of the week keep their capitals."""
    return text if key == "days" else in_sentence(text)


for _kind, _words in CARE_WORDS.items():
    value_words.register(_kind, _words)
