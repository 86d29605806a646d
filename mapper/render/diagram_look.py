"""How boxes and links look: outlines and strokes that tell them apart in black and white, and colours of each theme."""

from __future__ import annotations

from enum import StrEnum

from mapper.logic_model.graph import Box, Graph, Link, Mark, View
from mapper.render.picture import Head, Look, Outline, Stroke

INK, FADED = "#1b1b1b", "#444444"
_WHITE, _PALE = "#ffffff", "#f3f3f3"


class Theme(StrEnum):
    """The colours of a drawing. Text and lines have a contrast of 4.5:1 or more in each (WCAG 2.2, 1.4.3)."""

    COLOUR = "colour"
    GREY = "grey"
    PRINT = "print"


OUTLINES = {
    Mark.GUIDANCE: Outline.DOUBLE,
    Mark.LOCAL: Outline.ROUNDED,
    Mark.ANSWERED: Outline.BOX,
    Mark.FOLLOWS: Outline.BOX,
    Mark.BOTH: Outline.BOX,
    Mark.ONLY_FIRST: Outline.NOTE,
    Mark.ONLY_SECOND: Outline.CUT,
    Mark.REWORDED: Outline.DOUBLE,
    Mark.STEP: Outline.BOX,
    Mark.WAY_IN: Outline.ROUNDED,
    Mark.WAY_OUT: Outline.DOUBLE,
    Mark.HELPS: Outline.ROUNDED,
    Mark.HINDERS: Outline.CUT,
}
_BLUE, _SAND, _GREEN, _ROSE = "#dbe9f6", "#fdf0d5", "#e2f1e2", "#fbe4e1"
FILLS = {
    Theme.COLOUR: {
        Mark.GUIDANCE: _BLUE,
        Mark.LOCAL: _SAND,
        Mark.FOLLOWS: _PALE,
        Mark.BOTH: _PALE,
        Mark.ONLY_FIRST: _SAND,
        Mark.ONLY_SECOND: _BLUE,
        Mark.WAY_IN: _GREEN,
        Mark.WAY_OUT: _BLUE,
        Mark.HELPS: _GREEN,
        Mark.HINDERS: _ROSE,
    },
    Theme.GREY: {
        Mark.GUIDANCE: "#dedede",
        Mark.LOCAL: "#ececec",
        Mark.FOLLOWS: "#f7f7f7",
        Mark.BOTH: "#f7f7f7",
        Mark.ONLY_FIRST: "#ececec",
        Mark.ONLY_SECOND: "#dedede",
        Mark.WAY_IN: "#ececec",
        Mark.WAY_OUT: "#dedede",
        Mark.HELPS: "#f7f7f7",
        Mark.HINDERS: "#dedede",
    },
    Theme.PRINT: {},
}
"""The colours of boxes by their mark; those that are not named are white."""
SIGNS = {Mark.LOCAL: "+ ", Mark.HELPS: "+ ", Mark.HINDERS: "\N{EN DASH} "}
"""What stands before the text of a box."""

_STROKES = {"hypothesised": Stroke.DASHED, "contested": Stroke.DOTTED}
_HEADS = {"hinders": Head.BAR, "weakens": Head.BAR, "moderates": Head.DOT}
_WEIGHT, _THIN, _HEAVY = 1.2, 0.7, 2.0
_LIGHTEST, _OF_ALL = 0.6, 1.2
"""The line of what one Hub of very many has, and how much heavier that is which all have."""


def box_look(box: Box, graph: Graph, theme: Theme) -> Look:
    """How a box looks; where the graph is of several Hubs, its outline is the heavier the more of them have it."""
    weight = _THIN if box.mark in (Mark.FOLLOWS, Mark.BOTH) else _WEIGHT
    if box.hubs:
        weight = _weight_of(len(box.having), graph.of)
    fill = FILLS[theme].get(box.mark, _WHITE)
    return Look(OUTLINES[box.mark], _stroke(box.standing), fill, INK, weight)


def link_stroke(link: Link) -> Stroke:
    """How the line of a link is drawn."""
    return _stroke(link.standing)


def link_head(link: Link) -> Head:
    """How a link ends."""
    return Head.OPEN if link.mark is Mark.ONLY_FIRST else _HEADS.get(link.kind, Head.ARROW)


def link_weight(link: Link, graph: Graph) -> float:
    """The width of the line of a link, by how many Hubs have it, or whether only one of two graphs does."""
    if graph.view is View.DIFFERENCE:
        return _THIN if link.mark is Mark.BOTH else _HEAVY
    return _weight_of(len(link.hubs), graph.of) if link.hubs else _WEIGHT


def _stroke(standing: str | None) -> Stroke:
    return Stroke.SOLID if standing is None else _STROKES.get(standing, Stroke.SOLID)


def _weight_of(having: int, of: int) -> float:
    return round(_LIGHTEST + _OF_ALL * having / of, 2) if of > 1 else _WEIGHT
