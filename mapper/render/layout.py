"""Where the boxes of a logic model stand: a column for each kind, headings on top, text wrapped to fit its box.

Lengths are in points. Widths of text are those of DejaVu Sans, the widest of the fonts that a browser may put in
place of Arial, so that text stays inside its box whichever font is there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mapper.logic_model.graph import Box, Graph

FONT_SIZE = 11.0
LINE_HEIGHT = 1.3 * FONT_SIZE
BOX_WIDTH = 152.0
COLUMN_GAP = 46.0
ROW_GAP = 16.0
PADDING = 9.0
NARROWEST = 1000.0
HEADING_GAP = 30.0
_SWEEPS = 8

_NARROW = frozenset("iljI.,:;'|!` ")
_MIDDLE = frozenset('frt()[]{}/\\-"“”‘’')
_WIDE = frozenset("mwMWQOGD@%&—…+=<>")


@dataclass(frozen=True, slots=True)
class Placed:
    """A box or heading at its centre, `y` upwards, with its lines of text."""

    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes and headings of a drawing, and the size of the whole."""

    headings: tuple[Placed, ...]
    boxes: Mapping[str, Placed]
    width: float
    height: float


def lay_out(graph: Graph, lines_of: Mapping[str, Sequence[str]]) -> Layout:
    """Place every box. `lines_of` gives the lines of text of each box, already wrapped."""
    columns = _ordered_columns(graph)
    heights = {box.id: len(lines_of[box.id]) * LINE_HEIGHT + 2 * PADDING for box in graph.boxes}
    tall = max((_column_height(column, heights) for column in columns), default=0.0)
    headings, placed = [], {}
    for number, ((kind, label), column) in enumerate(zip(graph.columns, columns, strict=True)):
        x = number * (BOX_WIDTH + COLUMN_GAP) + BOX_WIDTH / 2
        lines = wrap(label, BOX_WIDTH - 2 * PADDING, FONT_SIZE * 1.1)
        headings.append(Placed(f"heading-{kind}", x, tall + HEADING_GAP, BOX_WIDTH, 2.4 * LINE_HEIGHT, tuple(lines)))
        top = (tall + _column_height(column, heights)) / 2
        for box in column:
            height = heights[box.id]
            placed[box.id] = Placed(box.id, x, top - height / 2, BOX_WIDTH, height, tuple(lines_of[box.id]))
            top -= height + ROW_GAP
    width = len(columns) * (BOX_WIDTH + COLUMN_GAP) - COLUMN_GAP
    return Layout(tuple(headings), placed, max(width, NARROWEST), tall + 2 * HEADING_GAP)


def _column_height(column: Sequence[Box], heights: Mapping[str, float]) -> float:
    return sum(heights[box.id] + ROW_GAP for box in column) - ROW_GAP if column else 0.0


def _ordered_columns(graph: Graph) -> list[list[Box]]:
    """The boxes of each column, ordered so that linked boxes stand near each other (barycentre sweeps); the model's
    order decides where links do not.
    """
    columns = [[box for box in graph.boxes if box.kind == kind] for kind, _ in graph.columns]
    neighbours: dict[str, list[str]] = {box.id: [] for box in graph.boxes}
    for link in graph.links:
        neighbours[link.start].append(link.end)
        neighbours[link.end].append(link.start)
    place = {box.id: _middle(index, column) for column in columns for index, box in enumerate(column)}
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            in_column = {box.id for box in column}
            pull = {}
            for box in column:
                near = [place[other] for other in neighbours[box.id] if other not in in_column]
                pull[box.id] = sum(near) / len(near) if near else place[box.id]
            column.sort(key=lambda box: pull[box.id])
            place |= {box.id: _middle(index, column) for index, box in enumerate(column)}
    return columns


def _middle(index: int, column: Sequence[Box]) -> float:
    """The place of a box in its column as a share of the column's height."""
    return (index + 0.5) / len(column)


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
