"""A text → pieces that codes are made of: words, square brackets, dashes and what stands between codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a piece of text is."""

    BRACKET = "bracket"
    WORD = "word"
    DASH = "dash"
    JOIN = "join"
    SPACE = "space"
    OTHER = "other"


class Piece(NamedTuple):
    """A piece of a text, in plain characters, with its place in the text as typed."""

    kind: Kind
    plain: str
    start: int
    end: int


_PIECES = re.compile(
    r"(?P<bracket>\[[^\[\]\n]*\])"
    r"|(?P<word>[^\W_](?:[^\W_]|\.)*)"
    r"|(?P<dash>-)"
    r"|(?P<join>[+;,&/|\n])"
    r"|(?P<space>[^\S\n]+)"
    r"|(?P<other>.)"
)
_ALSO_DASHES = "−"
"""Dashes that Unicode counts among mathematical signs."""


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a text, one after the other; together they are the whole text. Its length decides the time."""
    for match in _PIECES.finditer(plain(text)):
        assert match.lastgroup is not None
        yield Piece(Kind(match.lastgroup), match[0], match.start(), match.end())


def plain(text: str) -> str:
    """A text of the same length with plain dashes, spaces, figures and letters in place of their typographic kin."""
    return text if text.isascii() else text.translate({ord(c): _plain_character(c) for c in set(text)})


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd" or character in _ALSO_DASHES:
        return "-"
    if category == "Zs":
        return " "
    if category in ("Zl", "Zp"):
        return "\n"
    if category == "No":  # a mark of a footnote, such as ², is no figure of a code
        return "\N{MIDDLE DOT}"
    simple = unicodedata.normalize("NFKC", character)
    return simple if len(simple) == 1 else character
