"""A paper for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.render.diagram_markdown import diagram_markdown
from mapper.render.markdown import escaped, table
from mapper.render.paper import Grid, Paper, Passage
from mapper.render.tables_terminal import grid_terminal
from mapper.render.terminal import BOLD, Page, hanging, paint_for
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import shown


def paper_terminal(paper: Paper, *, width: int, color: bool) -> str:
    """The paper as lines that fit the terminal. Drawings are named, not drawn."""
    page = Page(width, paint_for(color=color))
    return "\n".join(_terminal_lines(paper, page, color=color)) + "\n"


def _terminal_lines(paper: Paper, page: Page, *, color: bool) -> Iterator[str]:
    yield page.paint(shown(paper.title) + (f" ({paper.remark.lower()})" if paper.remark else ""), BOLD)
    for passage in paper.passages:
        yield ""
        if passage.heading:
            yield page.paint(shown(passage.heading), BOLD)
        for text in passage.paragraphs:
            yield from page.text(text)
        for item in passage.items:
            yield from hanging(f"  • {item}", page.width, 4)
        for grid in passage.grids:
            yield ""
            if grid.title != passage.heading:
                yield from page.text(grid.title)
            yield from grid_terminal(grid.headings, grid.rows, grid.numbers, page.width, color=color)
        for remark in passage.remarks:
            yield from page.text(remark)


def paper_markdown(paper: Paper, words: Vocabulary) -> str:
    """The paper in GitHub's Markdown; drawings as the text that says what they show."""
    return "\n".join(_markdown_lines(paper, words)).rstrip() + "\n"


def _markdown_lines(paper: Paper, words: Vocabulary) -> Iterator[str]:
    yield f"# {escaped(paper.title)}"
    yield ""
    if paper.remark:
        yield from (f"*{escaped(paper.remark)}*", "")
    for passage in paper.passages:
        if passage.heading:
            yield from (f"## {escaped(passage.heading)}", "")
        yield from _markdown_of(passage, words)


def _markdown_of(passage: Passage, words: Vocabulary) -> Iterator[str]:
    for text in passage.paragraphs:
        yield from (escaped(text), "")
    yield from (f"- {escaped(item)}" for item in passage.items)
    if passage.items:
        yield ""
    for graph in passage.graphs:
        yield diagram_markdown(graph, words).replace("\n#", "\n##").replace("# ", "### ", 1)
    for grid in passage.grids:
        yield from _grid(grid, passage.heading)
    for remark in passage.remarks:
        yield from (escaped(remark), "")


def _grid(grid: Grid, heading: str) -> Iterator[str]:
    if grid.title != heading:
        yield from (f"**{escaped(grid.title)}**", "")
    cells = (tuple("<br>".join(map(escaped, cell.split("\n"))) for cell in row) for row in grid.rows)
    yield from table([escaped(heading) for heading in grid.headings], cells)
    yield ""
