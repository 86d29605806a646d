"""Corrections that cannot be wrong: what else a misspelt name or word, a date or a lone item can mean is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Any

from mapper.findings import Fix
from mapper.refusals.dates_meant import day_first_readings
from mapper.schema.answers import MissingWord
from mapper.vocabulary.lists import word_set
from mapper.wording import loosely, meant_as_missing, quoted

_FILE = "missing_words.yaml"
_ONE_WORD = re.compile(r"[^\W\d_][\w-]*")
_SHORTEST = 4
"""Letters of the shortest word of which a slip can be told from another word."""


def only_near(word: str, known: Iterable[str]) -> str | None:
    """The one known word of which another can only be a slip of the fingers: written with other capitals, dashes or
    spaces, or one slip away. None where there is none or more than one, or the two differ in a figure (PHQ-8, PHQ-9).
    """
    form, forms = loosely(word), {candidate: loosely(candidate) for candidate in known}
    alike = [candidate for candidate, its_form in forms.items() if _squeezed(its_form) == _squeezed(form)]
    near = alike or [candidate for candidate, its_form in forms.items() if _is_slip(form, its_form)]
    return near[0] if len(near) == 1 else None


def _squeezed(form: str) -> str:
    return form.replace(" ", "")


def _is_slip(form: str, meant: str) -> bool:
    """Whether each word is the one meant or one slip away from it, and no figure is another."""
    words, others = form.split(), meant.split()
    if len(words) != len(others) or re.findall(r"\d+", form) != re.findall(r"\d+", meant):
        return False
    pairs = zip(words, others, strict=True)
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


def word_fix(value: Any, words: Sequence[str], *, or_missing: bool = True) -> Fix | None:
    """A word of a code list, or a missing word where there may be one, in place of a misspelt one."""
    if not isinstance(value, str) or meant_as_missing(value):
        return None
    near = only_near(value, (*words, *MissingWord))
    is_taken = near in words if not or_missing else near != value
    return _replacing(value, str(near)) if near and is_taken else None


def date_fix(value: Any) -> Fix | None:
    """A date in the form's way in place of one with the day or the month first, if it can be read in one way only."""
    readings = day_first_readings(str(value))
    return _replacing(value, readings[0]) if len(readings) == 1 else None


def list_fix(value: Any, words: Sequence[str] | None) -> Fix | None:
    """A list of one item in place of the item, or the missing word that is meant. `words` are those of the code list;
    where none is asked for, a number and a single word are one item, and of longer texts nobody can tell.
    """
    if isinstance(value, str) and (missing := word_fix(value, ())) is not None:
        return missing
    if words is not None:
        is_one = isinstance(value, str) and (value in words or only_near(value, words) is not None)
    elif isinstance(value, str):
        is_one = _ONE_WORD.fullmatch(value) is not None and value.lower() not in word_set(_FILE, "no_item")
    else:
        is_one = isinstance(value, (int, float)) and not isinstance(value, bool)
    is_one = is_one and meant_as_missing(value) is None
    return Fix(f"{quoted(value)} in square brackets, as a list of one", (value,)) if is_one else None


def _replacing(found: Any, meant: str) -> Fix:
    return Fix(f"{quoted(meant)} for {quoted(found)}", meant)
