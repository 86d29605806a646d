"""A graph as a Mermaid flowchart, to be drawn where Markdown is shown; nothing here draws it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapper.logic_model.graph import Box, Graph, Link
from mapper.render.diagram_look import OUTLINES, SIGNS, link_head, link_stroke
from mapper.render.diagram_words import description
from mapper.render.picture import Head, Outline, Stroke
from mapper.wording import shown

_BRACKETS = {
    Outline.BOX: ("[", "]"),
    Outline.DOUBLE: ("[[", "]]"),
    Outline.ROUNDED: ("(", ")"),
    Outline.NOTE: (">", "]"),
    Outline.CUT: ("{{", "}}"),
}
_HEADS = {Head.ARROW: ">", Head.BAR: "x", Head.DOT: "o", Head.OPEN: ">"}
_SAFE = re.compile(r"[^\w .,:?!()+\-/]")


def diagram_mermaid(graph: Graph) -> str:
    """The boxes of each column in a frame of its own, and the links; any text is quoted, so that it means itself."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    names = {box.id: f"box{number}" for number, box in enumerate(graph.boxes, 1)}
    yield f"flowchart {'TD' if graph.runs_down else 'LR'}"
    yield f"  accTitle: {_told(graph.title)}"
    yield f"  accDescr: {_told(description(graph))}"
    for number, (heading, boxes) in enumerate(graph.sections(), 1):
        yield f'  subgraph column{number} ["{_quoted(heading)}"]'
        yield from (f"    {names[box.id]}{_shape(box)}" for box in boxes)
        yield "  end"
    for link in graph.links:
        yield f"  {names[link.start]} {_arrow(link)}{_label(link)} {names[link.end]}"


def _shape(box: Box) -> str:
    opening, closing = _BRACKETS[OUTLINES[box.mark]]
    return f'{opening}"{_quoted(SIGNS.get(box.mark, "") + box.text)}"{closing}'


def _arrow(link: Link) -> str:
    """Solid where reported, dotted where not."""
    body = "--" if link_stroke(link) is Stroke.SOLID else "-.-"
    return f"{body}{_HEADS[link_head(link)]}"


def _label(link: Link) -> str:
    return f'|"{_quoted(link.label)}"|' if link.label else ""


def _quoted(text: str) -> str:
    """A text between quotation marks: every character that could mean something is written by its number."""
    line = " ".join(shown(text).split())
    return _SAFE.sub(lambda found: f"#{ord(found[0])};", line) or " "


def _told(text: str) -> str:
    """A text to the end of the line, where nothing can be quoted."""
    return " ".join(_SAFE.sub(" ", shown(text)).split()) or "-"
