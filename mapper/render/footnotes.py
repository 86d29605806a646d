"""Remarks on cells as notes under a table: each text once, under its number."""

from __future__ import annotations

from collections.abc import Iterator

INLINE = 40
"""Letters of a remark up to which it stands in the cell itself."""


class Footnotes:
    """The notes of one table, in the order in which they are met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, text: str) -> str:
        """What stands in a cell for a remark: the remark itself in brackets if it is short, or else its number."""
        if len(text) <= INLINE:
            return f" ({text})"
        return f" [{self._numbers.setdefault(text, len(self._numbers) + 1)}]"

    def lines(self) -> Iterator[str]:
        """The notes, each behind its number."""
        return (f"[{number}] {text}" for text, number in self._numbers.items())


class Inline(Footnotes):
    """Remarks that all stand in their cells, for a format in which cells have room."""

    def mark(self, text: str) -> str:
        """The remark in brackets."""
        return f" ({text})"


INLINE_ONLY = Inline()
