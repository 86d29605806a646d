"""A drawing as a value: shapes, routes and texts at their places, whatever they are written as.

Lengths are in points; `y` counts upwards from the lower edge, which is 0, as Graphviz has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

FONT = "Arial, Liberation Sans, DejaVu Sans, sans-serif"
FONT_SIZE = 11.0


class Outline(StrEnum):
    """The outline of a shape, by which it is told apart without colour."""

    BOX = "box"
    DOUBLE = "double"
    ROUNDED = "rounded"
    NOTE = "note"
    CUT = "cut"


class Stroke(StrEnum):
    """How a line is drawn: reported, hypothesised or contested."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


class Head(StrEnum):
    """The end of a route."""

    ARROW = "arrow"
    BAR = "bar"
    DOT = "dot"
    OPEN = "open"


class Line(NamedTuple):
    """A line of text."""

    text: str
    is_bold: bool = False


class Place(NamedTuple):
    """A rectangle by its centre."""

    x: float
    y: float
    width: float
    height: float


class Look(NamedTuple):
    """How a shape looks. Colours are `#rrggbb`; `weight` is the width of its outline."""

    outline: Outline
    stroke: Stroke
    fill: str
    ink: str
    weight: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A box, or a sample of one in the legend. `description` says all that is told of it, for whoever cannot see it;
    `group` is the heading that it stands under.
    """

    id: str
    place: Place
    lines: tuple[Line, ...]
    look: Look
    description: str
    group: str = ""
    is_sample: bool = False


class Label(NamedTuple):
    """The words beside a route."""

    place: Place
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A link from shape to shape: cubic curves through `points` (1 and 3 more for each curve) and on to the `tip`."""

    start: str
    end: str
    points: tuple[tuple[float, float], ...]
    tip: tuple[float, float]
    stroke: Stroke
    head: Head
    ink: str
    weight: float
    description: str
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A heading, title or note. It stands in the middle of its place, or at the left edge of it."""

    id: str
    place: Place
    lines: tuple[str, ...]
    size: float
    is_bold: bool
    is_centred: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """All of a drawing. `shapes` are the boxes of the graph in the order in which they are read, `routes` its links in
    their order, `samples` the legend.
    """

    id: str
    title: str
    description: str
    width: float
    height: float
    ink: str
    shapes: tuple[Shape, ...]
    routes: tuple[Route, ...]
    samples: tuple[Shape, ...]
    words: tuple[Words, ...]

    def texts(self) -> Iterator[str]:
        """All that can be read in it."""
        yield from (self.title, self.description)
        for shape in (*self.shapes, *self.samples):
            yield from (line.text for line in shape.lines)
            yield shape.description
        for route in self.routes:
            yield route.description
            yield from route.label.lines if route.label else ()
        for words in self.words:
            yield from words.lines
