"""A graph as an ordered outline and a table of links: all that a drawing shows, for whoever cannot see it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from mapper.logic_model.graph import MAIN_LINKS, Box, Graph, Link, Section, View

_BEGINS_AT = "activity"
_MOST_ROWS = 150
"""The most links of one pathway; all are in the list of links."""


class Row(NamedTuple):
    """A link with both its ends."""

    start: Box
    link: Link
    end: Box


class Pathway(NamedTuple):
    """What follows from a box: the links reached from it, each once, in the order in which they are; `goes_on` says
    that there are more than are told.
    """

    start: Box
    rows: tuple[Row, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """What a graph shows, in order. `numbers` holds the number of each box by its id: `3.2` is the second box under the
    third heading.
    """

    graph: Graph
    sections: tuple[Section, ...]
    rows: tuple[Row, ...]
    numbers: Mapping[str, str]
    pathways: tuple[Pathway, ...]


def outline(graph: Graph) -> Outline:
    """The outline of a graph: sections in the order of its columns, links in that of the boxes they begin at."""
    sections = tuple(
        section._replace(heading=section.heading or f"Row {number}")
        for number, section in enumerate(graph.sections(), 1)
    )
    numbers = {
        box.id: f"{number}.{place}"
        for number, section in enumerate(sections, 1)
        for place, box in enumerate(section.boxes, 1)
    }
    boxes = {box.id: box for box in graph.boxes}
    order = {box_id: number for number, box_id in enumerate(numbers)}
    links = sorted(graph.links, key=lambda link: (order[link.start], order[link.end]))
    rows = tuple(Row(boxes[link.start], link, boxes[link.end]) for link in links)
    return Outline(graph, sections, rows, numbers, tuple(_pathways(graph, sections, rows)))


def _pathways(graph: Graph, sections: Sequence[Section], rows: Sequence[Row]) -> Iterator[Pathway]:
    """What follows from each activity of a model; of other graphs, from each box that begins a way through it."""
    entered = {row.end.id for row in rows if row.end.id != row.start.id}
    is_model = graph.view in (View.MODEL, View.DIFFERENCE)
    following: dict[str, list[Row]] = {}
    for row in rows:
        if not is_model or row.link.kind in MAIN_LINKS:
            following.setdefault(row.start.id, []).append(row)
    for section in sections:
        for box in section.boxes:
            begins = box.kind == _BEGINS_AT if is_model else box.id not in entered
            if begins and box.id in following:
                found = tuple(islice(_reached(box, following), _MOST_ROWS + 1))
                yield Pathway(box, found[:_MOST_ROWS], goes_on=len(found) > _MOST_ROWS)


def _reached(start: Box, following: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    waiting, met = deque([start.id]), {start.id}
    while waiting:
        for row in following.get(waiting.popleft(), ()):
            yield row
            if row.end.id not in met:
                met.add(row.end.id)
                waiting.append(row.end.id)
