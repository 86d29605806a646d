"""How wide and how high the cells of a workbook are: a spreadsheet finds the height of wrapped texts only when somebody
edits them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

NARROWEST, WIDEST = 12, 45
"""Widths of columns, in figures of the usual size."""
_LONG, _PER_LONG = 24, 6
"""A text longer than this widens its column by one for so many characters, and is wrapped."""
_PADDING = 4
_CHARACTERS, _LOST = 1.2, 4
"""How many characters a column holds for one of its width; what a line loses to whole words and indents."""
_LINE, _ONE_LINE, _HIGHEST = 12.75, 15.0, 409.0
"""Heights are in points; Excel knows no higher row."""


def column_width(texts: Iterable[str], widest: float = WIDEST) -> float:
    """How wide the column of some texts is."""
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0) + _PADDING
    wanted = longest if longest <= _LONG else _LONG + (longest - _LONG) / _PER_LONG
    return round(max(NARROWEST, min(widest, wanted)), 1)


def row_height(texts: Iterable[str], widths: Sequence[float]) -> float:
    """How high a row is, in which each text is wrapped to the width of its column."""
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=False)), default=1)
    return min(_HIGHEST, _ONE_LINE + (lines - 1) * _LINE)


def _lines(text: str, width: float) -> int:
    held = max(1, _CHARACTERS * width - _LOST)
    if len(text) <= held and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(len(line) / held)) for line in text.split("\n"))
