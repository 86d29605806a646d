"""The text of a drawing as Markdown, beside its picture."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.logic_model.graph import Graph
from mapper.logic_model.outline import Outline, outline
from mapper.render.diagram_words import (
    about_lines,
    box_words,
    foot_lines,
    link_words,
    narrative,
    support_words,
    undrawn_words,
)
from mapper.render.markdown import escaped, table
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import shown

LINK_COLUMNS = ("From", "How", "To", "Standing, evidence, assumption", "Sources")


def diagram_markdown(graph: Graph, words: Vocabulary, picture: str | None = None) -> str:
    """The picture, if there is one, and its text twin: complete enough to draw it again."""
    return "\n".join(_lines(outline(graph), words, picture)).rstrip() + "\n"


def _lines(told: Outline, words: Vocabulary, picture: str | None) -> Iterator[str]:
    graph = told.graph
    yield from (f"# {escaped(graph.title)}", "")
    for line in (*about_lines(graph), *foot_lines(graph)):
        yield from (escaped(line), "")
    if picture is not None:
        yield from (f"![{escaped(graph.title)}; the text below says the same]({picture})", "")
    for number, section in enumerate(told.sections, 1):
        yield from (f"## {number}. {escaped(section.heading)}", "")
        for box in section.boxes:
            said = "; ".join([*box_words(box, graph, words), *(f"rests on {one}" for one in support_words(box))])
            yield f"- **{told.numbers[box.id]} {escaped(box.text)}**" + (f": {escaped(said)}" if said else "")
        yield ""
    if told.rows:
        yield from ("## Links", "")
        rows = (link_cells(told, number, words) for number in range(len(told.rows)))
        yield from table(LINK_COLUMNS, (tuple(map(escaped, cells)) for cells in rows))
        yield ""
    for pathway in told.pathways:
        yield from (f"## What follows from “{escaped(pathway.start.text)}”", "", escaped(narrative(pathway)), "")
    if graph.undrawn:
        yield from ("## Not drawn", "")
        yield from (f"- {escaped(box.text)}: {escaped(undrawn_words(box.hubs))}" for box in graph.undrawn)


def link_cells(told: Outline, number: int, words: Vocabulary) -> tuple[str, ...]:
    """The cells of the row of a link: from, how, to, what else is said of it, sources."""
    row = told.rows[number]
    how, *more = link_words(row.link, told.graph, words)
    sources = ", ".join(shown(source) for source in row.link.sources)
    told_else = "; ".join(piece for piece in more if not piece.startswith("sources: "))
    ends = (f"{told.numbers[box.id]} {shown(box.text)}" for box in (row.start, row.end))
    start, end = ends
    return start, how, end, told_else, sources
