"""A graph → a picture: boxes with their lines, links, headings, title, legend and notes, each at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mapper.logic_model.graph import Box, Graph
from mapper.render.diagram_canvas import BOX_WIDTH, GAP, LINE_HEIGHT, MARGIN, PADDING, Canvas, Down
from mapper.render.diagram_frame import foot, headings, headings_height, samples, title
from mapper.render.diagram_labels import box_lines
from mapper.render.diagram_look import FADED, INK, Theme, box_look, link_head, link_stroke, link_weight
from mapper.render.diagram_words import box_words, description, link_words
from mapper.render.layout import TIP, Layout, Size, Spot, Track, lay_out, room_for
from mapper.render.picture import FONT_SIZE, Head, Label, Line, Picture, Place, Route, Shape
from mapper.render.text_width import text_width, wrap
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import shown

_ACROSS_WIDTH = 230.0
"""The width of boxes where the graph runs down the page."""
_LABEL_WIDTH = 150.0
_HEAD = 26.0
_NARROWEST = 700.0


def picture(graph: Graph, words: Vocabulary, theme: Theme = Theme.COLOUR) -> Picture:
    """The drawing of a graph."""
    lines_of = {box.id: box_lines(box, graph, words, _box_width(graph) - 2 * PADDING) for box in graph.boxes}
    labels = _label_lines(graph)
    layout = _layout(graph, lines_of, labels)
    width = max(Canvas(layout, graph.runs_down, 0, 0).width, _NARROWEST)
    top = list(title(graph, width))
    canvas = Canvas(layout, graph.runs_down, 0.0, top[-1][1] + GAP + headings_height(graph))
    canvas = canvas._replace(left=(width - canvas.width) / 2)
    below = canvas.top + canvas.height + 2 * GAP
    drawn, below = samples(graph, theme, width, below)
    bottom = list(foot(graph, width, below))
    height = (bottom[-1][1] if bottom else below) + MARGIN
    down = Down(height, width + 2 * MARGIN)
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
        samples=tuple(down.shape(sample) for sample in drawn),
        words=tuple(down.words(one) for one in (*(one for one, _ in (*top, *bottom)), *headings(graph, canvas))),
    )


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
    canvas: Canvas,
    lines: Sequence[Line],
    down: Down,
) -> Shape:
    x, y = canvas.at(canvas.layout.boxes[box.id])
    size = canvas.layout.sizes[box.id]
    place = Place(x, y, *((size.across, size.along) if graph.runs_down else size))
    told = f"{shown(box.text)}. {'; '.join(box_words(box, graph, words))}".strip()
    return Shape(box.id, down.place(place), tuple(lines), box_look(box, graph, theme), told, group)


def _routes(
    graph: Graph, words: Vocabulary, canvas: Canvas, labels: Mapping[int, tuple[str, ...]], down: Down
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


def _label(lines: tuple[str, ...] | None, track: Track, canvas: Canvas, down: Down) -> Label | None:
    if lines is None or track.label is None:
        return None
    x, y = canvas.at(track.label)
    size = _label_size(lines)
    return Label(down.place(Place(x, y, size.across, size.along)), lines)
