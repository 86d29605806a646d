"""What is to be said of a code itself, however it was written: that there is none, that it is not confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mapper.esms.notation import qualifiers
from mapper.esms.notes import Note, NoteKind
from mapper.esms.tree import Code, load_tree, parent_of
from mapper.esms.words import REMEMBERED, CodeWord

_MOST_NAMED = 6
"""Codes below another up to which all are named."""


@lru_cache(maxsize=REMEMBERED)
def code_notes(word: CodeWord, version: str) -> tuple[Note, ...]:
    """What is to be said of a code itself."""
    return () if word.is_variant else tuple(_notes_on(word, version))


def _notes_on(word: CodeWord, version: str) -> Iterator[Note]:
    for letter in dict.fromkeys(word.qualifiers):
        known = qualifiers().get(letter)
        if known is None:
            yield Note(NoteKind.UNKNOWN_QUALIFIER, letter)
        elif known.label is None:
            yield Note(NoteKind.NO_MEANING, letter)
    tree = load_tree(version)
    code = tree.codes.get(word.mtc)
    if code is None:
        yield Note(NoteKind.UNKNOWN, word.mtc, tree.title)
        above = next((other for other in _above(word.mtc) if other in tree.codes), None)
        if above is not None:
            below = ", ".join(sorted((child.code for child in tree.children(above)), key=_in_numbers))
            yield Note(NoteKind.NEAR, above, below) if below else Note(NoteKind.UNDIVIDED, above)
        return
    if not tree.is_leaf(code.code):
        yield Note(NoteKind.NOT_A_LEAF, code.code, _any_of(code, version))
    if code.confidence == "low":
        yield Note(NoteKind.LOW_CONFIDENCE, code.code)
    if code.note:
        yield Note(NoteKind.REMARK, code.note)


def _in_numbers(code: str) -> list[int]:
    return [int(number) for number in code[1:].split(".")]


def _any_of(code: Code, version: str) -> str:
    """The fully specified codes below a code, in words."""
    tree = load_tree(version)
    leaves = [one.code for one in tree.leaves(code.branch) if code.code in tree.above(one.code) and not one.is_addition]
    if not leaves:
        return "a code below it that has not been recovered"
    return " or ".join((", ".join(leaves[:-1]), leaves[-1])) if len(leaves) <= _MOST_NAMED else "any code below it"


def _above(mtc: str) -> Iterator[str]:
    """What an unknown code would stand below, the nearest first."""
    above = parent_of(mtc)
    while above is not None:
        yield above
        above = parent_of(above)
