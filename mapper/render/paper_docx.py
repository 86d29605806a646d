"""A paper as a Word file."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.logic_model.outline import outline
from mapper.render.diagram_word import Pictured, picture_page
from mapper.render.diagrams import Drawing
from mapper.render.paper import Grid, Paper, Passage
from mapper.render.word_document import word_document
from mapper.render.word_parts import paragraph, plain, run
from mapper.render.word_styles import BULLET, CAPTION, HEADING, NORMAL, PORTRAIT, TABLE_NOTE, TITLE, Page
from mapper.render.word_tables import grid_xml
from mapper.vocabulary.lists import Vocabulary


def paper_docx(paper: Paper, words: Vocabulary) -> bytes:
    """The document; drawings stand on pages of their own behind the passage that they belong to."""
    graphs = [graph for passage in paper.passages for graph in passage.graphs]
    drawings = [Drawing(graph, words) for graph in graphs]
    pictured = [Pictured(outline(one.graph), one.picture, one.content("png")) for one in drawings]
    drawn = (picture_page(one, number) for number, one in enumerate(pictured))
    parts: list[tuple[Page, str]] = [(PORTRAIT, paragraph(TITLE.id, run(plain(paper.title))))]
    tables = 0
    for passage in paper.passages:
        parts.append((PORTRAIT, "".join(_passage(passage, tables))))
        parts.extend(next(drawn) for _ in passage.graphs)
        tables += len(passage.grids)
    return word_document(paper.title, paper.remark, parts, [one.png for one in pictured])


def _passage(passage: Passage, tables: int) -> Iterator[str]:
    if passage.heading:
        yield paragraph(HEADING.id, run(plain(passage.heading)))
    yield from (paragraph(NORMAL.id, run(plain(text))) for text in passage.paragraphs)
    yield from (paragraph(BULLET.id, run(plain(item))) for item in passage.items)
    for number, grid in enumerate(passage.grids, tables + 1):
        yield from _grid(grid, number)
    yield from (paragraph(TABLE_NOTE.id, run(plain(remark))) for remark in passage.remarks)
    yield paragraph(NORMAL.id, run(""))  # Word joins tables that nothing parts, and a part ends with a paragraph


def _grid(grid: Grid, number: int) -> Iterator[str]:
    yield paragraph(CAPTION.id, run(plain(f"Table {number}. {grid.title}")))
    weights = grid.weights or (1,) * len(grid.headings)
    rows = (tuple("\n".join(plain(line) for line in cell.split("\n")) for cell in row) for row in grid.rows)
    yield grid_xml([plain(heading) for heading in grid.headings], rows, weights, PORTRAIT, plain(grid.title))
