"""Corrections that cannot be wrong: what else a misspelt name or word, a date or a lone item can mean is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import Any

from mapper.dates_meant import day_first_readings
from mapper.findings import Fix
from mapper.schema.answers import MissingWord
from mapper.wording import loosely, meant_as_missing, nearest_words, quoted

_SHORTEST = 4
"""Letters of the shortest word of which a slip can be told from another word."""
_SEVERAL = re.compile(r"[,;/&+\n]| and ")


def only_near(word: str, known: Iterable[str]) -> str | None:
    """The one known word of which another can only be a slip of the fingers; None where there is none, or more than
    one that is near, or where the two differ in a figure (PHQ-8, PHQ-9).
    """
    near = nearest_words(word, known, most=2)
    if len(near) != 1:
        return None
    form, meant = loosely(word), loosely(near[0])
    same_figures = re.findall(r"\d+", form) == re.findall(r"\d+", meant)
    return near[0] if same_figures and (form == meant or _is_slip(form, meant)) else None


def _is_slip(text: str, meant: str) -> bool:
    """Whether each word is the one meant or one slip away from it; or the whole is, such as “inhouse”."""
    pairs = list(zip(text.split(), meant.split(), strict=False))
    if len(text.split()) != len(meant.split()):
        return len(meant) >= _SHORTEST and one_slip_apart(text, meant)
    return all(one == other or (len(other) >= _SHORTEST and one_slip_apart(one, other)) for one, other in pairs)


def one_slip_apart(one: str, other: str) -> bool:
    """Whether one letter was left out, put in, taken for another, or swapped with the next (the optimal string
    alignment distance of the two is 1).
    """
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if len(left) <= 1 and len(right) <= 1:
        return left != right
    return len(left) == len(right) == 2 and left == right[::-1]


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def key_fix(key: str, meant: Iterable[str]) -> Fix | None:
    """The name of a question in place of a misspelt one."""
    near = only_near(key, meant)
    return _replacing(key, near) if near else None


def word_fix(value: Any, words: Iterable[str]) -> Fix | None:
    """A word of a code list, or a missing word, in place of a misspelt one."""
    if not isinstance(value, str) or meant_as_missing(value):
        return None
    near = only_near(value, (*words, *MissingWord))
    return _replacing(value, str(near)) if near else None


def date_fix(value: Any) -> Fix | None:
    """A date in the form's way in place of one with the day or the month first, if it can be read in one way only."""
    readings = day_first_readings(str(value))
    return _replacing(value, readings[0]) if len(readings) == 1 else None


def list_fix(value: Any) -> Fix | None:
    """A list of one in place of its item, if that is no enumeration and no reason for having no list."""
    if isinstance(value, (dict, list, bool)) or value is None or meant_as_missing(value):
        return None
    return (
        None if _SEVERAL.search(str(value)) else Fix(f"{quoted(value)} in square brackets, as a list of one", (value,))
    )


def _replacing(found: Any, meant: str) -> Fix:
    return Fix(f"{quoted(meant)} for {quoted(found)}", meant)
