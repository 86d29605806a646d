"""What stands around a graph in its picture: title, headings, the samples of the legend, and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.logic_model.graph import Graph
from mapper.render.diagram_canvas import BOX_WIDTH, GAP, LINE_HEIGHT, MARGIN, PADDING, Canvas
from mapper.render.diagram_legend import legend, notes
from mapper.render.diagram_look import Theme, box_look
from mapper.render.diagram_words import about_lines
from mapper.render.layout import Spot
from mapper.render.picture import FONT_SIZE, Line, Place, Shape, Words
from mapper.render.text_width import wrap
from mapper.wording import shown

_TITLE_SIZE, _HEADING_SIZE, _PART_SIZE = 20.0, 13.0, 11.5
_BOLDER = 1.06
"""How much wider bold letters are."""
_LEGEND_WIDTH = 196.0
_LEGEND_GAP = 14.0
_EMPTY = "Nothing to draw yet: no answer says what the Hub has."


def title(graph: Graph, width: float) -> Iterator[tuple[Words, float]]:
    """The title and what is told of the whole, each with where it ends."""
    title = _block("heading", [graph.title], width, MARGIN, _TITLE_SIZE, is_bold=True, is_centred=True)
    yield title
    yield _block("about", about_lines(graph), width, title[1] + 6, FONT_SIZE * 1.1, is_centred=True)


def foot(graph: Graph, width: float, top: float) -> Iterator[tuple[Words, float]]:
    """What stands below the legend, with where it ends."""
    told = notes(graph) if graph.boxes or graph.undrawn else [_EMPTY]
    yield _block("notes", told, width, top + (0 if graph.boxes else GAP), FONT_SIZE)


def _block(
    name: str,
    paragraphs: Sequence[str],
    width: float,
    top: float,
    size: float,
    *,
    is_bold: bool = False,
    is_centred: bool = False,
) -> tuple[Words, float]:
    wide = size * (_BOLDER if is_bold else 1)
    lines = tuple(line for text in paragraphs for line in wrap(shown(text), width * 0.98, wide))
    height = len(lines) * size * 1.3
    place = Place(width / 2, top + height / 2, width, height)
    return Words(name, place, lines, size, is_bold, is_centred), top + height


def _heading_lines(label: str) -> tuple[str, ...]:
    return tuple(wrap(shown(label), BOX_WIDTH + GAP, _HEADING_SIZE * _BOLDER)) if label else ()


def headings_height(graph: Graph) -> float:
    """The room that the headings of the columns take above the graph."""
    lines = max((len(_heading_lines(column.label)) for column in graph.columns), default=0)
    return lines * _HEADING_SIZE * 1.3 + (GAP if lines else 0)


def headings(graph: Graph, canvas: Canvas) -> Iterator[Words]:
    """The headings of the columns, and of the parts that stand below others."""
    for number, (column, along) in enumerate(zip(graph.columns, canvas.layout.columns, strict=True), 1):
        if column.label:
            x, _ = canvas.at(Spot(along, 0.0))
            lines = _heading_lines(column.label)
            height = len(lines) * _HEADING_SIZE * 1.3
            place = Place(x, canvas.top - GAP - height / 2, BOX_WIDTH + GAP, height)
            yield Words(f"column{number}", place, lines, _HEADING_SIZE, is_bold=True, is_centred=True)
    labels = {part.kind: part.label for column in graph.columns for part in column.parts}
    for number, (kind, spot) in enumerate(canvas.layout.heads.items(), 1):
        x, y = canvas.at(spot)
        place = Place(x, y + 2, BOX_WIDTH, _PART_SIZE * 1.3)
        yield Words(f"part{number}", place, (shown(labels[kind]),), _PART_SIZE, is_bold=True, is_centred=True)


def samples(graph: Graph, theme: Theme, width: float, top: float) -> tuple[list[Shape], float]:
    """The samples of the legend in rows, and where they end."""
    samples = []
    x, y = 0.0, top
    row = 0.0
    for number, (box, text) in enumerate(legend(graph), 1):
        lines = tuple(Line(line) for line in wrap(text, _LEGEND_WIDTH - 2 * PADDING, FONT_SIZE))
        height = len(lines) * LINE_HEIGHT + PADDING
        if x and x + _LEGEND_WIDTH > width:
            x, y, row = 0.0, y + row + _LEGEND_GAP, 0.0
        place = Place(x + _LEGEND_WIDTH / 2, y + height / 2, _LEGEND_WIDTH, height)
        samples.append(Shape(f"sample{number}", place, lines, box_look(box, graph, theme), text, is_sample=True))
        x, row = x + _LEGEND_WIDTH + _LEGEND_GAP, max(row, height)
    return samples, y + row + (GAP if samples else 0)
