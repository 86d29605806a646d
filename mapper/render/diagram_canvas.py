"""Where a graph lies in its picture, and from places counted downwards to those of a picture, which count upwards."""

from __future__ import annotations

from typing import NamedTuple

from mapper.render.layout import Layout, Spot
from mapper.render.picture import FONT_SIZE, Place, Shape, Words

LINE_HEIGHT = 1.3 * FONT_SIZE
BOX_WIDTH, PADDING = 176.0, 8.0
GAP, MARGIN = 18.0, 12.0


class Canvas(NamedTuple):
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


class Down(NamedTuple):
    """From the top downwards → from the bottom upwards, with a margin to the left."""

    height: float
    width: float

    def place(self, place: Place) -> Place:
        """A place as a picture has it."""
        return place._replace(x=place.x + MARGIN, y=self.height - place.y)

    def point(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point as a picture has it."""
        return round(point[0] + MARGIN, 2), round(self.height - point[1], 2)

    def shape(self, shape: Shape) -> Shape:
        """A shape as a picture has it."""
        return Shape(
            shape.id, self.place(shape.place), shape.lines, shape.look, shape.description, shape.group, shape.is_sample
        )

    def words(self, words: Words) -> Words:
        """Words as a picture has them."""
        return Words(words.id, self.place(words.place), words.lines, words.size, words.is_bold, words.is_centred)
