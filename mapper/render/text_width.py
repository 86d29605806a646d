"""How wide text is, and text as lines that fit: by the widest of the fonts that may stand in place of Arial.

Widths are those of DejaVu Sans, so that text stays inside its box whichever font a browser has.
"""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("iljI.,:;'|!` ")
_MIDDLE = frozenset('frt()[]{}/\\-"“”‘’')
_WIDE = frozenset("mwMWQOGD@%&—…+=<>")


def wrap(text: str, width: float, size: float) -> list[str]:
    """A text as lines that are at most `width` points wide at a font size; words longer than a line are cut."""
    lines: list[str] = []
    line = ""
    for word in text.split() or [""]:
        for piece in _pieces(word, width, size):
            longer = f"{line} {piece}" if line else piece
            if line and text_width(longer, size) > width:
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, line]


def _pieces(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def text_width(text: str, size: float) -> float:
    """How wide a text is at most, in points: an upper estimate by classes of characters."""
    return size * sum(_em(character) for character in text)


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.34
    if character in _MIDDLE:
        return 0.46
    if character in _WIDE or unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.72 if character.isupper() else 0.645
