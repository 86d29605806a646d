"""A graph → a picture: boxes with their lines, links, headings, title, legend and notes, each at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from mapper.logic_model.graph import Box, Graph
from mapper.render.diagram_labels import box_lines
from mapper.render.diagram_legend import legend, notes
from mapper.render.diagram_look import FADED, INK, Theme, box_look, link_head, link_stroke, link_weight
from mapper.render.diagram_words import about_lines, box_words, description, link_words
from mapper.render.layout import TIP, Layout, Size, Spot, Track, lay_out, room_for
from mapper.render.picture import FONT_SIZE, Head, Label, Line, Picture, Place, Route, Shape, Words
from mapper.render.text_width import text_width, wrap
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import shown

LINE_HEIGHT = 1.3 * FONT_SIZE
BOX_WIDTH, PADDING = 176.0, 8.0
_ACROSS_WIDTH = 230.0
"""The width of boxes where the graph runs down the page."""
_LABEL_WIDTH = 150.0
_TITLE_SIZE, _HEADING_SIZE, _PART_SIZE = 20.0, 13.0, 11.5
_BOLDER = 1.06
"""How much wider bold letters are."""
_HEAD = 26.0
_GAP = 18.0
_MARGIN = 12.0
_NARROWEST = 700.0
_LEGEND_WIDTH = 196.0
_LEGEND_GAP = 14.0
_EMPTY = "Nothing to draw yet: no answer says what the Hub has."


class _Canvas(NamedTuple):
    """Where the graph lies in the picture: its upper left corner, counted from the left and downwards from the top."""

    layout: Layout
    runs_down: bool
    left: float
    top: float

    @property
    def width(self) -> float:
        """The width of the graph."""
        return self.layout.size.across if self.runs_down else self.layout.size.along

    @property
    def height(self) -> float:
        """The height of the graph."""
        return self.layout.size.along if self.runs_down else self.layout.size.across

    def at(self, spot: Spot) -> tuple[float, float]:
        """A point of the graph from the left and from the top."""
        if self.runs_down:
            return self.left + spot.across, self.top + spot.along
        return self.left + spot.along, self.top + spot.across


def picture(graph: Graph, words: Vocabulary, theme: Theme = Theme.COLOUR) -> Picture:
    """The drawing of a graph."""
    lines_of = {box.id: box_lines(box, graph, words, _box_width(graph) - 2 * PADDING) for box in graph.boxes}
    labels = _label_lines(graph)
    layout = _layout(graph, lines_of, labels)
    width = max(_Canvas(layout, graph.runs_down, 0, 0).width, _NARROWEST)
    title = list(_title(graph, width))
    canvas = _Canvas(layout, graph.runs_down, 0.0, title[-1][1] + _GAP + _headings_height(graph))
    canvas = canvas._replace(left=(width - canvas.width) / 2)
    below = canvas.top + canvas.height + 2 * _GAP
    samples, below = _samples(graph, theme, width, below)
    foot = list(_foot(graph, width, below))
    height = (foot[-1][1] if foot else below) + _MARGIN
    down = _Down(height, width + 2 * _MARGIN)
    return Picture(
        id=graph.id,
        title=graph.title,
        description=description(graph),
        width=down.width,
        height=height,
        ink=INK,
        shapes=tuple(
            _shape(box, section.heading, graph, words, theme, canvas, lines_of[box.id], down)
            for section in graph.sections()
            for box in section.boxes
        ),
        routes=tuple(_routes(graph, words, canvas, labels, down)),
        samples=tuple(down.shape(sample) for sample in samples),
        words=tuple(down.words(one) for one in (*(one for one, _ in (*title, *foot)), *_headings(graph, canvas))),
    )


class _Down(NamedTuple):
    """From the top downwards → from the bottom upwards, with a margin to the left."""

    height: float
    width: float

    def place(self, place: Place) -> Place:
        """A place as a picture has it."""
        return place._replace(x=place.x + _MARGIN, y=self.height - place.y)

    def point(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point as a picture has it."""
        return round(point[0] + _MARGIN, 2), round(self.height - point[1], 2)

    def shape(self, shape: Shape) -> Shape:
        """A shape as a picture has it."""
        return Shape(
            shape.id, self.place(shape.place), shape.lines, shape.look, shape.description, shape.group, shape.is_sample
        )

    def words(self, words: Words) -> Words:
        """Words as a picture has them."""
        return Words(words.id, self.place(words.place), words.lines, words.size, words.is_bold, words.is_centred)


def _box_width(graph: Graph) -> float:
    return _ACROSS_WIDTH if graph.runs_down else BOX_WIDTH


def _label_lines(graph: Graph) -> Mapping[int, tuple[str, ...]]:
    return {
        number: tuple(wrap(shown(link.label), _LABEL_WIDTH, FONT_SIZE))
        for number, link in enumerate(graph.links)
        if link.label and link.start != link.end and graph.runs_down
    }


def _layout(graph: Graph, lines_of: Mapping[str, Sequence[Line]], labels: Mapping[int, Sequence[str]]) -> Layout:
    width, ends = _box_width(graph), _most_ends(graph)
    sizes = {}
    for box_id, lines in lines_of.items():
        height = len(lines) * LINE_HEIGHT + 2 * PADDING
        sizes[box_id] = Size(height, width) if graph.runs_down else Size(width, max(height, room_for(ends[box_id])))
    return lay_out(graph, sizes, {number: _label_size(lines) for number, lines in labels.items()}, _HEAD)


def _label_size(lines: Sequence[str]) -> Size:
    return Size(len(lines) * LINE_HEIGHT, max(text_width(line, FONT_SIZE) for line in lines))


def _most_ends(graph: Graph) -> Mapping[str, int]:
    """How many links there are at the side of each box that has more of them."""
    leaving, entering = Counter(link.start for link in graph.links), Counter(link.end for link in graph.links)
    return {box.id: max(leaving[box.id], entering[box.id]) for box in graph.boxes}


def _shape(
    box: Box,
    group: str,
    graph: Graph,
    words: Vocabulary,
    theme: Theme,
    canvas: _Canvas,
    lines: Sequence[Line],
    down: _Down,
) -> Shape:
    x, y = canvas.at(canvas.layout.boxes[box.id])
    size = canvas.layout.sizes[box.id]
    place = Place(x, y, *((size.across, size.along) if graph.runs_down else size))
    told = f"{shown(box.text)}. {'; '.join(box_words(box, graph, words))}".strip()
    return Shape(box.id, down.place(place), tuple(lines), box_look(box, graph, theme), told, group)


def _routes(
    graph: Graph, words: Vocabulary, canvas: _Canvas, labels: Mapping[int, tuple[str, ...]], down: _Down
) -> Iterator[Route]:
    texts = {box.id: shown(box.text) for box in graph.boxes}
    for number, (link, track) in enumerate(zip(graph.links, canvas.layout.tracks, strict=True)):
        told = f"{texts[link.start]} → {texts[link.end]}: {'; '.join(link_words(link, graph, words))}"
        ended = _with_room_for_bar(track) if link_head(link) is Head.BAR else track
        yield Route(
            start=link.start,
            end=link.end,
            points=tuple(down.point(canvas.at(spot)) for spot in ended.points),
            tip=down.point(canvas.at(ended.tip)),
            stroke=link_stroke(link),
            head=link_head(link),
            ink=FADED,
            weight=link_weight(link, graph),
            description=told,
            label=_label(labels.get(number), track, canvas, down),
        )


def _with_room_for_bar(track: Track) -> Track:
    """A link that ends short of its box, so that the bar at its end does not lie on the outline."""
    last, tip = track.points[-1], track.tip
    back = (last.along - tip.along) / TIP
    body = (*track.points[:-1], Spot(tip.along + back * 4.5, last.across))
    return replace(track, points=body, tip=Spot(tip.along + back * 2.5, tip.across))


def _label(lines: tuple[str, ...] | None, track: Track, canvas: _Canvas, down: _Down) -> Label | None:
    if lines is None or track.label is None:
        return None
    x, y = canvas.at(track.label)
    size = _label_size(lines)
    return Label(down.place(Place(x, y, size.across, size.along)), lines)


def _title(graph: Graph, width: float) -> Iterator[tuple[Words, float]]:
    """The title and what is told of the whole, each with where it ends."""
    title = _block("heading", [graph.title], width, _MARGIN, _TITLE_SIZE, is_bold=True, is_centred=True)
    yield title
    yield _block("about", about_lines(graph), width, title[1] + 6, FONT_SIZE * 1.1, is_centred=True)


def _foot(graph: Graph, width: float, top: float) -> Iterator[tuple[Words, float]]:
    told = notes(graph) if graph.boxes or graph.undrawn else [_EMPTY]
    yield _block("notes", told, width, top + (0 if graph.boxes else _GAP), FONT_SIZE)


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
    return tuple(wrap(shown(label), BOX_WIDTH + _GAP, _HEADING_SIZE * _BOLDER)) if label else ()


def _headings_height(graph: Graph) -> float:
    lines = max((len(_heading_lines(column.label)) for column in graph.columns), default=0)
    return lines * _HEADING_SIZE * 1.3 + (_GAP if lines else 0)


def _headings(graph: Graph, canvas: _Canvas) -> Iterator[Words]:
    for number, (column, along) in enumerate(zip(graph.columns, canvas.layout.columns, strict=True), 1):
        if column.label:
            x, _ = canvas.at(Spot(along, 0.0))
            lines = _heading_lines(column.label)
            height = len(lines) * _HEADING_SIZE * 1.3
            place = Place(x, canvas.top - _GAP - height / 2, BOX_WIDTH + _GAP, height)
            yield Words(f"column{number}", place, lines, _HEADING_SIZE, is_bold=True, is_centred=True)
    labels = {part.kind: part.label for column in graph.columns for part in column.parts}
    for number, (kind, spot) in enumerate(canvas.layout.heads.items(), 1):
        x, y = canvas.at(spot)
        place = Place(x, y + 2, BOX_WIDTH, _PART_SIZE * 1.3)
        yield Words(f"part{number}", place, (shown(labels[kind]),), _PART_SIZE, is_bold=True, is_centred=True)


def _samples(graph: Graph, theme: Theme, width: float, top: float) -> tuple[list[Shape], float]:
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
    return samples, y + row + (_GAP if samples else 0)
