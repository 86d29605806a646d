"""The values of cells in words."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from mapper.compare.sums import Total
from mapper.compare.table import Coded, Parts, Told
from mapper.render.care_words import CARE_WORDS
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
def _(value: Told, vocabulary: Vocabulary) -> str:
    beside = [f"as of {value.as_of}" if value.as_of else "", value.note or "", ", ".join(value.sources)]
    said = "; ".join(filter(None, beside))
    words = value_words(value.value, vocabulary)
    return f"{words} ({said})" if said else words


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


def _in_sentence(key: str, text: str) -> str:
    """A label within a sentence; the days of the week keep their capitals."""
    return text if key == "days" else in_sentence(text)


for _kind, _words in CARE_WORDS.items():
    value_words.register(_kind, _words)
