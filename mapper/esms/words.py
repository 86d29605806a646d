"""One word → the type of care that it names, however it is spelt."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from mapper.esms.notation import figure_letters, variant_beginnings, variant_of
from mapper.esms.notes import Note, NoteKind
from mapper.esms.tree import BRANCHES, CodeTree, load_tree

REMEMBERED = 2000
"""How many words, ranges and remarks are kept: a long text holds the same ones again and again."""
_ZERO_FIRST = re.compile(r"0([1-9][0-9]?(?:\.[0-9]){1,2})[a-z]{0,8}", re.ASCII)
_UP_TO_LAST_FIGURE = re.compile(r".*[0-9]", re.ASCII)
_NUMBERS = r"[0-9O]{1,4}(?:\.+[0-9O]{1,4}){0,4}"


class CodeWord(NamedTuple):
    """A word read as a type of care: the code as it is usually written, whether there is one or not, the letters behind
    it, and what had to be put right. `is_variant`: it belongs to a local variant and is none of these codes.
    """

    mtc: str
    qualifiers: str
    notes: tuple[Note, ...]
    is_variant: bool = False


@lru_cache(maxsize=REMEMBERED)
def code_word(word: str, version: str, *, alone: bool = False) -> CodeWord | None:
    """What a word names; None if it does not read as a code. `alone`: nothing else stands in the text, so that `do` may
    be D0 as well.
    """
    if _variant().fullmatch(word):
        label = variant_of(word[:2].upper()) or ""
        inside = code_word(word[1:].upper(), version)
        mtc = word[:1].upper() + (inside.mtc if inside is not None else word[1:].upper())
        return CodeWord(mtc, "", (Note(NoteKind.VARIANT, word, label),), is_variant=True)
    capital = _with_letter(_in_capitals(word, alone=alone), version)
    match = _code().fullmatch(capital)
    if match is None:
        return None
    tree = load_tree(version)
    numbers = ".".join(part for part in match["numbers"].replace("O", "0").split(".") if part)
    mtc = match["branch"] + numbers
    if not any(figure.isdigit() for figure in match["numbers"]) and (mtc not in tree.codes or match["letters"]):
        return None  # SO, ROAD: words, and no codes
    dotted = _with_dots(mtc, tree)
    qualifiers = match["letters"].lower()
    notes = tuple(_notes(word, capital, match, dotted, qualifiers, is_dotted=dotted != mtc))
    return CodeWord(dotted, qualifiers, notes)


@cache
def _code() -> re.Pattern[str]:
    figures, branches = "".join(figure_letters()), "".join(BRANCHES)
    return re.compile(
        rf"(?P<figure>[{figures}]?)(?P<branch>[{branches}])\.*(?P<numbers>{_NUMBERS})\.*"
        r"(?P<letters>[A-Za-z]{0,8})\.*",
        re.ASCII,
    )


@cache
def _variant() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(variant_beginnings())})\.*{_NUMBERS}\.*", re.ASCII | re.IGNORECASE)


def _in_capitals(word: str, *, alone: bool) -> str:
    """A word whose code is in capitals; the letters behind the code stay as they are."""
    if not word[:1].islower():
        return word
    up_to_figure = _UP_TO_LAST_FIGURE.match(word)
    if up_to_figure is None:
        return word.upper() if alone else word
    return up_to_figure[0].upper() + word[up_to_figure.end() :]


def _with_letter(word: str, version: str) -> str:
    """A word that begins with a zero where there is a code with the letter O (09.1), with that letter."""
    match = _ZERO_FIRST.fullmatch(word)
    return f"O{word[1:]}" if match and f"O{match[1]}" in load_tree(version).codes else word


def _with_dots(mtc: str, tree: CodeTree) -> str:
    """A code that there is not, with the dots with which there is one, if that is possible in one way only."""
    if mtc in tree.codes:
        return mtc
    meant = [code for code in _undotted(tree.version).get(mtc.replace(".", ""), ()) if _is_without_dots(mtc, code)]
    return meant[0] if len(meant) == 1 else mtc


def _is_without_dots(written: str, code: str) -> bool:
    """Whether a code is what is written with dots put in, and none taken out."""
    left = iter(code)
    return all(any(one == other for other in left) for one in written)


@cache
def _undotted(version: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code in load_tree(version).codes:
        bare = code.replace(".", "")
        found[bare] = (*found.get(bare, ()), code)
    return found


def _notes(word: str, capital: str, match: re.Match[str], mtc: str, qualifiers: str, *, is_dotted: bool) -> list[Note]:
    notes = []
    if word[:1] == "0":
        notes.append(Note(NoteKind.LETTER, word))
    elif capital != word or qualifiers != match["letters"]:
        notes.append(Note(NoteKind.LOWER_CASE, word, mtc + qualifiers))
    if "O" in match["numbers"]:
        notes.append(Note(NoteKind.ZERO, word))
    if is_dotted:
        notes.append(Note(NoteKind.NO_DOT, word, mtc))
    elif match[0].rstrip(".").count(".") > mtc.count("."):
        notes.append(Note(NoteKind.STRAY_DOT, word))
    if match["figure"]:
        notes.append(Note(NoteKind.FIGURE, match["figure"], figure_letters()[match["figure"]]))
    return notes
