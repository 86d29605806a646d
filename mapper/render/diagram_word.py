"""Drawings as a Word file: each picture on a page of its own, and its text beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mapper.logic_model.graph import Graph
from mapper.logic_model.outline import Outline
from mapper.render.diagram_markdown import LINK_COLUMNS, link_cells
from mapper.render.diagram_words import about_lines, box_words, narrative, support_words, undrawn_words
from mapper.render.picture import Picture
from mapper.render.word_document import word_document
from mapper.render.word_parts import BOLD, field, paragraph, picture, plain, run
from mapper.render.word_styles import BULLET, CAPTION, HEADING, LANDSCAPE, NORMAL, PORTRAIT, SUBHEADING, TITLE, Page
from mapper.render.word_tables import grid_xml
from mapper.vocabulary.lists import Vocabulary

_TWENTIETHS = 20
_ROOM_FOR_WORDS = 110.0
"""What the heading and the caption take of the height of a page, in points."""
_MARGIN = 57.0
_WEIGHTS = (23, 15, 23, 31, 14)


class Pictured(NamedTuple):
    """A drawing: what it says, how it is drawn, and the PNG file of it."""

    outline: Outline
    picture: Picture
    png: bytes


def drawings_word(drawings: Sequence[Pictured], title: str, words: Vocabulary) -> bytes:
    """A Word file of all drawings, in their order."""
    parts = list(drawing_parts(drawings, words))
    if len(drawings) > 1:
        parts.insert(0, (parts[0][0], paragraph(TITLE.id, run(plain(title)))))
    invented = [drawing.outline.graph.is_fictional for drawing in drawings]
    remark = "Fictional" if invented and all(invented) else "Fictional in part" if any(invented) else None
    return word_document(title, remark, parts, [drawing.png for drawing in drawings])


def drawing_parts(drawings: Sequence[Pictured], words: Vocabulary) -> Iterator[tuple[Page, str]]:
    """Each drawing as a part of a document, whose pictures are those of the drawings in their order."""
    yield from ((_page(one.picture), "".join(_part(one, number, words))) for number, one in enumerate(drawings))


def picture_page(drawing: Pictured, number: int) -> tuple[Page, str]:
    """A drawing alone as a part of a document, with its heading and its caption; `number` counts from 0."""
    page = _page(drawing.picture)
    return page, "".join(_pictured(drawing, number, page))


def _nothing() -> str:
    return paragraph(NORMAL.id, run(""))


def _part(drawing: Pictured, number: int, words: Vocabulary) -> Iterator[str]:
    graph, page = drawing.outline.graph, _page(drawing.picture)
    yield from _pictured(drawing, number, page)
    yield from _boxes(drawing.outline, words)
    yield from _links(drawing.outline, words, page)
    for pathway in drawing.outline.pathways:
        yield paragraph(SUBHEADING.id, run(plain(f"What follows from “{pathway.start.text}”")))
        yield paragraph(NORMAL.id, run(plain(narrative(pathway))))
    if graph.undrawn:
        yield paragraph(SUBHEADING.id, run("Not drawn"))
        yield from (_bullet(box.text, undrawn_words(box.hubs)) for box in graph.undrawn)


def _pictured(drawing: Pictured, number: int, page: Page) -> Iterator[str]:
    graph = drawing.outline.graph
    yield paragraph(HEADING.id, run(plain(graph.title)), layout="<w:pageBreakBefore/>" if number else "")
    drawn = picture(
        number, size_on(page, drawing.picture.width, drawing.picture.height), graph.title, drawing.picture.description
    )
    yield paragraph(NORMAL.id, drawn, layout="<w:keepNext/>")
    yield _caption(graph, number)


def _caption(graph: Graph, number: int) -> str:
    told = "; ".join(plain(line) for line in (graph.title, *about_lines(graph)))
    counted = field(r"SEQ Figure \* ARABIC", str(number + 1), BOLD)
    end = "" if told.endswith((".", "…")) else "."
    # A caption of tables stays with what follows; this one stands below its picture.
    runs = run("Figure ", BOLD), counted, run(f". {told}{end}")
    return paragraph(CAPTION.id, *runs, layout='<w:keepNext w:val="0"/>')


def _page(drawn: Picture) -> Page:
    """The paper on which a picture is larger: across, unless it is a tall one."""
    return max(LANDSCAPE, PORTRAIT, key=lambda page: size_on(page, drawn.width, drawn.height))


def size_on(page: Page, wide: float, high: float) -> tuple[float, float]:
    """The size of a picture on a page, in points, as large as it fits and no larger than it is."""
    width, height = page.width / _TWENTIETHS - 2 * _MARGIN, page.height / _TWENTIETHS - 2 * _MARGIN
    scale = min(width / wide, (height - _ROOM_FOR_WORDS) / high, 1.0)
    return wide * scale, high * scale


def _boxes(told: Outline, words: Vocabulary) -> Iterator[str]:
    for number, section in enumerate(told.sections, 1):
        yield paragraph(SUBHEADING.id, run(plain(f"{number}. {section.heading}")))
        for box in section.boxes:
            said = [*box_words(box, told.graph, words), *(f"rests on {one}" for one in support_words(box))]
            yield _bullet(f"{told.numbers[box.id]} {box.text}", "; ".join(said))


def _links(told: Outline, words: Vocabulary, page: Page) -> Iterator[str]:
    if told.rows:
        yield paragraph(SUBHEADING.id, run("Links"))
        rows = (tuple(plain(cell) for cell in link_cells(told, number, words)) for number in range(len(told.rows)))
        yield grid_xml(LINK_COLUMNS, rows, _WEIGHTS, page, f"Links of: {plain(told.graph.title)}")
        yield _nothing()


def _bullet(name: str, said: str) -> str:
    return paragraph(BULLET.id, run(plain(name), BOLD), *([run(plain(f": {said}"))] if said else []))
