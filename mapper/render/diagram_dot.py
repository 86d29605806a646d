"""A picture as DOT, with everything at its place, so that any Graphviz draws it alike (`neato -n2`)."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

import graphviz

from mapper.render.diagram_page import Page
from mapper.render.picture import FONT, FONT_SIZE, Head, Look, Outline, Picture, Place, Route, Shape, Stroke, Words
from mapper.wording import shown

_STYLES = {Outline.ROUNDED: "rounded", Outline.CUT: "diagonals"}
_HEADS = {Head.ARROW: "normal", Head.BAR: "tee", Head.DOT: "dot", Head.OPEN: "empty"}
_SECOND_LINE = 4.0
"""How far a second outline stands outside the first."""


def picture_dot(picture: Picture, page: Page | None = None) -> str:
    """The DOT text of a picture; the same picture gives the same text. With a page, drawn in the middle of it."""
    dot = graphviz.Digraph(
        "logic_model",
        graph_attr={
            "bgcolor": "white",
            "pad": "0",
            "margin": "0",
            "outputorder": "edgesfirst",
            "label": "",
            "tooltip": escaped(picture.title),
            **({} if page is None else {"size": f"{page.width / 72:.4f},{page.height / 72:.4f}!"}),
        },
        node_attr={
            "shape": "box",
            "fixedsize": "true",
            "fontname": FONT,
            "fontsize": _number(FONT_SIZE),
            "fontcolor": picture.ink,
            "margin": "0",
        },
        edge_attr={"arrowsize": "0.7", "fontname": FONT, "fontsize": _number(FONT_SIZE), "fontcolor": picture.ink},
    )
    for number, (x, y) in enumerate(_corners(picture, page), 1):
        _corner(dot, number, x, y)
    names = {shape.id: f"box{number}" for number, shape in enumerate(picture.shapes, 1)}
    for words in picture.words:
        _words(dot, words)
    for shape in picture.shapes:
        _shape(dot, names[shape.id], "box", shape)
    for number, route in enumerate(picture.routes, 1):
        _route(dot, names, number, route)
    for sample in picture.samples:
        _shape(dot, sample.id, "sample", sample)
    return str(dot.source)


def escaped(text: str) -> str:
    """A text that DOT takes as it stands: no escapes, no entities, and (by itself) no HTML."""
    return graphviz.nohtml(graphviz.escape(shown(text).replace("&", "&amp;")))  # type: ignore[no-any-return]


def _corners(picture: Picture, page: Page | None) -> tuple[tuple[float, float], tuple[float, float]]:
    """The corners of the picture, or of the page as it is seen from the picture, which lies in its middle."""
    if page is None:
        return (0.0, 0.0), (picture.width, picture.height)
    beside = (page.width / page.scale - picture.width) / 2
    below = (page.height / page.scale - picture.height) / 2
    return (-beside, -below), (picture.width + beside, picture.height + below)


def _corner(dot: graphviz.Digraph, number: int, x: float, y: float) -> None:
    """A point that nobody sees and that keeps the drawing as large as the picture."""
    dot.node(
        f"corner{number}",
        label="",
        shape="point",
        style="invis",
        pos=f"{_number(x)},{_number(y)}",
        width="0.0001",
        height="0.0001",
    )


def _shape(dot: graphviz.Digraph, name: str, kind: str, shape: Shape) -> None:
    look = shape.look
    is_double = look.outline is Outline.DOUBLE
    outside = 2 * _SECOND_LINE if is_double else 0.0
    dot.node(
        name,
        id=name,
        **{"class": kind},
        label=_label((line.text, line.is_bold) for line in shape.lines),
        **_at(shape.place._replace(width=shape.place.width - outside, height=shape.place.height - outside)),
        shape="note" if look.outline is Outline.NOTE else "box",
        peripheries="2" if is_double else "1",
        style=_style(look),
        fillcolor=look.fill,
        color=look.ink,
        penwidth=_number(look.weight),
        tooltip=escaped(shape.description),
    )


def _style(look: Look) -> str:
    styles = ["filled"]
    if look.outline in _STYLES:
        styles.append(_STYLES[look.outline])
    if look.stroke is not Stroke.SOLID:
        styles.append(look.stroke.value)
    return ",".join(styles)


def _route(dot: graphviz.Digraph, names: dict[str, str], number: int, route: Route) -> None:
    label = {}
    if route.label is not None:
        label = {
            "label": _left(route.label.lines),
            "lp": f"{_number(route.label.place.x)},{_number(route.label.place.y)}",
        }
    dot.edge(
        names[route.start],
        names[route.end],
        id=f"link{number}",
        **{"class": "link"},
        pos=" ".join([f"e,{_point(route.tip)}", *(_point(point) for point in route.points)]),
        style=route.stroke.value,
        color=route.ink,
        penwidth=_number(route.weight),
        arrowhead=_HEADS[route.head],
        tooltip=escaped(route.description),
        **label,
    )


def _words(dot: graphviz.Digraph, words: Words) -> None:
    if not words.lines:
        return
    lines = [(line, words.is_bold) for line in words.lines]
    dot.node(
        words.id,
        id=words.id,
        **{"class": "words"},
        label=_label(lines) if words.is_centred else _left(words.lines),
        **_at(words.place),
        shape="plaintext",
        fontsize=_number(words.size),
        tooltip=" ",
    )


def _label(lines: Iterable[tuple[str, bool]]) -> str:
    """Lines in the middle of their place, some of them bold."""
    texts = [f"<b>{_plain(text)}</b>" if is_bold else _plain(text) for text, is_bold in lines]
    return "<" + "<br/>".join(texts) + ">"


def _plain(text: str) -> str:
    return html.escape(shown(text)) if text.strip() else "&#160;"


def _left(lines: Sequence[str]) -> str:
    return graphviz.nohtml("".join(f"{escaped(line)}\\l" for line in lines))  # type: ignore[no-any-return]


def _at(place: Place) -> dict[str, str]:
    return {
        "pos": f"{_number(place.x)},{_number(place.y)}",
        "width": f"{place.width / 72:.4f}",
        "height": f"{place.height / 72:.4f}",
    }


def _point(point: tuple[float, float]) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    return f"{round(value, 2):g}"
