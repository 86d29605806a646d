"""The text of a drawing for a terminal: an outline by column, all links, and what follows from what in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapper.logic_model.graph import Graph
from mapper.logic_model.outline import Outline, Row, outline
from mapper.render.diagram_words import (
    about_lines,
    box_words,
    foot_lines,
    link_words,
    narrative,
    support_words,
    undrawn_words,
)
from mapper.render.terminal import columns, hanging, wrapped
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import shown

_INDENT = 6


def diagram_text(graph: Graph, words: Vocabulary, width: int) -> str:
    """The text twin of a drawing, at most `width` columns wide: complete enough to draw it again."""
    return "\n".join(_lines(outline(graph), words, width)) + "\n"


def _lines(told: Outline, words: Vocabulary, width: int) -> Iterator[str]:
    graph = told.graph
    title = shown(graph.title)
    yield from hanging(title, width, 0)
    yield "=" * min(columns(title), width)
    for line in (*about_lines(graph), *foot_lines(graph)):
        yield from hanging(line, width, 2)
    for number, section in enumerate(told.sections, 1):
        yield ""
        yield from hanging(f"{number}  {shown(section.heading)}".rstrip(), width, 3)
        for box in section.boxes:
            yield from _entry(f"{told.numbers[box.id]:<3} {shown(box.text)}", width)
            yield from wrapped("; ".join(box_words(box, graph, words)), width, _INDENT)
            for support in support_words(box):
                yield from wrapped(f"rests on {support}", width, _INDENT)
    yield from _headed("Links", (line for row in told.rows for line in _link(row, told, words, width)), width)
    for pathway in told.pathways:
        heading = f"What follows from “{shown(pathway.start.text)}”"
        yield from _headed(heading, wrapped(narrative(pathway), width), width)
    undrawn = (f"{shown(box.text)}: {undrawn_words(box.hubs)}" for box in graph.undrawn)
    yield from _headed("Not drawn", (line for text in undrawn for line in _entry(text, width)), width)


def _headed(heading: str, lines: Iterable[str], width: int) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield from ("", *hanging(heading, width, 2), *listed)


def _entry(text: str, width: int) -> Iterator[str]:
    yield from (f"  {line}" for line in hanging(text, width - 2, 4))


def _link(row: Row, told: Outline, words: Vocabulary, width: int) -> Iterator[str]:
    how, *more = link_words(row.link, told.graph, words)
    start, end = (f"{told.numbers[box.id]} {shown(box.text)}" for box in (row.start, row.end))
    yield from _entry(f"{start} -> {how} -> {end}", width)
    yield from wrapped("; ".join(more), width, _INDENT)
