"""A logic model as DOT, with every box at its place, so that any Graphviz draws it alike (`neato -n`).

Meaning is never by colour alone: a component of the guidance has a thick border, a local addition round corners and a
plus, what is only hypothesised is dashed.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

import graphviz

from mapper.logic_model.graph import Box, Graph, Link, Origin
from mapper.render.layout import BOX_WIDTH, FONT_SIZE, LINE_HEIGHT, PADDING, Layout, Placed, lay_out, wrap
from mapper.wording import shown

FONT = "Arial, Liberation Sans, DejaVu Sans, sans-serif"
INK, FADED = "#1b1b1b", "#4a4a4a"
_FOLLOWS_FILL = "#f3f3f3"
_FILL = {Origin.GUIDANCE: "#dbe9f6", Origin.LOCAL: "#fdf0d5", Origin.OWN: "#fdf0d5", Origin.SHARED: "#ffffff"}
_LEGEND_WIDTH = 205.0
_TITLE_SIZE = 18.0
_LINK_STYLE = {"reported": "solid", "hypothesised": "dashed", "contested": "dotted"}
_GAP = 18.0
"""Room around titles, legend and notes: Graphviz draws straight lines only if anything touches."""


def diagram_dot(graph: Graph, *, shows_sources: bool = True) -> str:
    """The DOT text of a logic model; the same model gives the same text. Unless `shows_sources` is false, pointing at a
    box shows the ids of its sources, which can tell which Hub it is.
    """
    lines_of = {box.id: _lines(box, graph) for box in graph.boxes}
    layout = lay_out(graph, lines_of)
    names = {box.id: f"box{number}" for number, box in enumerate(graph.boxes, 1)}
    dot = graphviz.Digraph(
        "logic_model",
        graph_attr={
            "splines": "true",
            "bgcolor": "white",
            "pad": "0.3",
            "outputorder": "edgesfirst",
            "tooltip": escaped(graph.title),
        },
        node_attr={
            "shape": "box",
            "fixedsize": "true",
            "fontname": FONT,
            "fontsize": _number(FONT_SIZE),
            "fontcolor": INK,
            "color": INK,
            "fillcolor": "white",
        },
        edge_attr={"color": FADED, "arrowsize": "0.7", "penwidth": "1.1"},
    )
    _title(dot, graph, layout)
    for heading in layout.headings:
        _text_node(dot, heading)
    for box in graph.boxes:
        _box(dot, box, layout.boxes[box.id], names[box.id], shows_sources)
    for link in graph.links:
        _link(dot, link, layout, names, shows_sources)
    _legend(dot, graph, layout)
    return str(dot.source)


def escaped(text: str) -> str:
    """A text that DOT takes as it stands: no escapes, no entities, and (by itself) no HTML."""
    return graphviz.nohtml(graphviz.escape(shown(text).replace("&", "&amp;")))  # type: ignore[no-any-return]


def _lines(box: Box, graph: Graph) -> list[str]:
    room = BOX_WIDTH - 2 * PADDING
    text = f"+ {box.text}" if box.origin in (Origin.LOCAL, Origin.OWN) else box.text
    lines = wrap(shown(text), room, FONT_SIZE)
    if graph.of > 1 and box.is_answered:
        lines += wrap(_who(box, graph.of), room, FONT_SIZE)
    return lines


def _who(box: Box, of: int) -> str:
    unknown = f", {box.unknown} unknown" if box.unknown else ""
    return f"{len(box.hubs)} of {of}{unknown}"


def _box(dot: graphviz.Digraph, box: Box, placed: Placed, name: str, shows_sources: bool = False) -> None:
    is_local = box.origin in (Origin.LOCAL, Origin.OWN)
    styles = ["filled"]
    if is_local:
        styles.append("rounded")
    if box.standing != "reported":
        styles.append("dashed")
    who = f" {', '.join(box.hubs)}" if box.hubs else ""
    dot.node(
        name,
        label=_label(placed.lines),
        pos=_pos(placed),
        width=_inches(placed.width),
        height=_inches(placed.height),
        style=",".join(styles),
        fillcolor=_FILL[box.origin] if box.is_answered else _FOLLOWS_FILL,
        penwidth="2.4" if box.origin is Origin.GUIDANCE else "1.1" if box.is_answered else "0.7",
        tooltip=escaped(f"{box.text}. {box.standing}{_sources(box.sources, shows_sources)}.{who}"),
    )


def _link(dot: graphviz.Digraph, link: Link, layout: Layout, names: dict[str, str], shows_sources: bool) -> None:
    start, end = layout.boxes[link.start], layout.boxes[link.end]
    ports = {"tailport": "e", "headport": "w"} if start.x < end.x else {}
    dot.edge(
        names[link.start],
        names[link.end],
        style=_LINK_STYLE[link.standing],
        arrowhead="tee" if link.kind == "hinders" else "normal",
        tooltip=escaped(f"{link.kind}; {link.standing}{_sources(link.sources, shows_sources)}"),
        **ports,
    )


def _sources(sources: Sequence[str], shows_sources: bool) -> str:
    return f"; sources: {', '.join(sources) or 'none'}" if shows_sources else ""


def _title(dot: graphviz.Digraph, graph: Graph, layout: Layout) -> None:
    notes = ["FICTIONAL: invented for teaching"] if graph.is_fictional else []
    notes += [f"Record as of {graph.as_of}"] if graph.as_of else []
    width = layout.width
    y = layout.height + _GAP
    if notes:
        y = _words(dot, "about", notes, width, FONT_SIZE * 1.1, bottom=y, is_title=True) + _GAP
    _words(dot, "title", [graph.title], width, _TITLE_SIZE, bottom=y, is_title=True)


def _legend(dot: graphviz.Digraph, graph: Graph, layout: Layout) -> None:
    x, y = _LEGEND_WIDTH / 2, -60.0
    samples = (
        ("In the national guidance", Origin.GUIDANCE, True, "reported"),
        ("+ Added locally", Origin.LOCAL, True, "reported"),
        ("Also answered by the Hub" if graph.of == 1 else "Also answered by Hubs", Origin.SHARED, True, "reported"),
        ("Follows from the shared model", Origin.SHARED, False, "reported"),
        ("The same, hypothesised", Origin.SHARED, False, "hypothesised"),
    )
    for number, (text, origin, is_answered, standing) in enumerate(samples, 1):
        placed = Placed(f"legend{number}", x, y, _LEGEND_WIDTH, 2 * LINE_HEIGHT, (text,))
        _box(dot, Box(placed.id, "", text, standing, origin, is_answered), placed, placed.id)
        x += _LEGEND_WIDTH + _GAP
    notes = ["Solid: reported in a source. Dashed: hypothesised."]
    if any(link.standing == "contested" for link in graph.links):
        notes[0] += " Dotted: contested."
    if any(link.kind == "hinders" for link in graph.links):
        notes[0] += " An arrow that ends in a bar: hinders."
    if any(box.unknown for box in graph.boxes):
        notes.append(f"“1 of {graph.of}, {graph.of - 1} unknown”: one Hub has it, and of the others it is not known.")
    if graph.left_out:
        notes.append("Not drawn, because the answers do not tell whether the Hub has it: " + "; ".join(graph.left_out))
    if not graph.boxes:
        notes = ["Nothing to draw yet: no answer says what the Hub has."]
    width = max(layout.width, x - _LEGEND_WIDTH / 2)
    _words(dot, "notes", notes, width, FONT_SIZE, top=y - LINE_HEIGHT - _GAP)


def _text_node(dot: graphviz.Digraph, placed: Placed) -> None:
    dot.node(
        placed.id.replace(" ", "_"),
        label=_bold(placed.lines),
        pos=_pos(placed),
        width=_inches(placed.width),
        height=_inches(placed.height),
        shape="plaintext",
        fontsize=_number(FONT_SIZE * 1.1),
    )


def _words(
    dot: graphviz.Digraph,
    name: str,
    paragraphs: Sequence[str],
    width: float,
    size: float,
    *,
    bottom: float | None = None,
    top: float = 0.0,
    is_title: bool = False,
) -> float:
    """Put lines of text at the left edge, or a title bold in the middle, above `bottom` or else below `top`; the height
    of their upper edge.
    """
    lines = [line for paragraph in paragraphs for line in wrap(shown(paragraph), width * 0.98, size)]
    height = len(lines) * size * 1.3
    top = top if bottom is None else bottom + height
    dot.node(
        name,
        label=_bold(lines) if is_title else graphviz.nohtml("".join(f"{escaped(line)}\\l" for line in lines)),
        pos=f"{_number(width / 2)},{_number(top - height / 2)}",
        width=_inches(width),
        height=_inches(height),
        shape="plaintext",
        margin="0",
        fontsize=_number(size),
    )
    return top


def _bold(lines: Sequence[str]) -> str:
    return "<" + "<br/>".join(f"<b>{html.escape(shown(line))}</b>" for line in lines) + ">"


def _label(lines: Sequence[str]) -> str:
    return graphviz.nohtml("\\n".join(escaped(line) for line in lines))  # type: ignore[no-any-return]


def _pos(placed: Placed) -> str:
    return f"{_number(placed.x)},{_number(placed.y)}"


def _inches(points: float) -> str:
    return f"{points / 72:.4f}"


def _number(value: float) -> str:
    return f"{value:g}"
