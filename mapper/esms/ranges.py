"""The codes of a range such as R1–R3 or O8 to O10."""

from __future__ import annotations

from functools import lru_cache

from mapper.esms.tree import load_tree, parent_of
from mapper.esms.words import REMEMBERED


@lru_cache(maxsize=REMEMBERED)
def codes_between(first: str, last: str, version: str) -> tuple[str, ...]:
    """The codes from one to another that stand below the same code, by their numbers; none if that means nothing."""
    start, end = _parts(first), _parts(last)
    if start[:-1] != end[:-1] or start[-1] >= end[-1]:
        return ()
    siblings = load_tree(version).children(parent_of(first) or "")
    inside = sorted((_parts(code.code)[-1], code.code) for code in siblings)
    return (first, *(code for number, code in inside if start[-1] < number < end[-1]), last)


def _parts(code: str) -> tuple[int, ...]:
    """The numbers of a code."""
    return tuple(int(number) for number in code[1:].split("."))
