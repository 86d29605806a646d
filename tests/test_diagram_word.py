"""Drawings as Word: the picture with its alternative text, and all that it shows in words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from conftest import WORDS
from docx import Document
from docx.oxml.ns import qn
from drawn import NAMED, graph_from
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.logic_model.graph import Graph
from mapper.logic_model.outline import outline
from mapper.render.diagram_word import Pictured, drawings_word
from mapper.render.diagrams import Drawing
from mapper.wording import shown


def pictured(graph: Graph) -> Pictured:
    drawing = Drawing(graph, WORDS)
    return Pictured(outline(graph), drawing.picture, drawing.content("png"))


def opened(*graphs: Graph) -> Any:
    return Document(BytesIO(drawings_word([pictured(graph) for graph in graphs], "All", WORDS)))


NAMES = ("hubs/all-hubs", "examples/exampleshire-pathway", "hubs/implementation-helps")
SOME = [graph for name, graph in NAMED if name in NAMES]


@pytest.mark.parametrize("graph", SOME, ids=lambda graph: graph.id)
def test_a_drawing_has_its_picture_and_every_box_and_link_in_words(graph: Graph) -> None:
    document = opened(graph)
    (drawn,) = list(document.element.body.iter(qn("wp:inline")))
    about = drawn.find(qn("wp:docPr"))
    assert about.get("title") == graph.title
    assert about.get("descr").startswith(graph.title)
    bullets = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "List Bullet"]
    numbers = outline(graph).numbers
    assert [bullet.split(":")[0] for bullet in bullets[: len(graph.boxes)]] == [
        f"{numbers[box.id]} {box.text}" for box in sorted(graph.boxes, key=lambda box: list(numbers).index(box.id))
    ]
    (table,) = document.tables
    assert len(table.rows) == len(graph.links) + 1
    ends = {(row.cells[0].text, row.cells[2].text) for row in table.rows[1:]}
    texts = {box.id: f"{numbers[box.id]} {box.text}" for box in graph.boxes}
    assert ends == {(texts[link.start], texts[link.end]) for link in graph.links}


@pytest.mark.parametrize("graph", SOME, ids=lambda graph: graph.id)
def test_the_picture_fits_the_page_which_is_upright_where_it_is_tall(graph: Graph) -> None:
    document = opened(graph)
    (section,) = document.sections
    (drawn,) = document.inline_shapes
    assert drawn.width <= section.page_width - section.left_margin - section.right_margin
    assert drawn.height <= section.page_height - section.top_margin - section.bottom_margin
    assert (section.page_height > section.page_width) == (graph.id == "exampleshire-pathway")


def test_all_drawings_stand_under_one_title_each_with_a_caption_that_word_counts() -> None:
    document = opened(*SOME)
    assert [one.text for one in document.paragraphs if one.style.name == "Title"] == ["All"]
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == [one.title for one in SOME]
    captions = [one._element for one in document.paragraphs if one.style.name == "Caption"]
    assert len(captions) == len(SOME) == len(document.inline_shapes)
    for number, (caption, graph) in enumerate(zip(captions, SOME, strict=True), 1):
        assert "".join(caption.xpath(".//w:t/text()")).startswith(f"Figure {number}. {graph.title}")
        (counted,) = caption.findall(qn("w:fldSimple"))
        assert counted.get(qn("w:instr")).strip() == r"SEQ Figure \* ARABIC"


def test_the_rows_of_a_pathway_have_headings() -> None:
    (graph,) = (graph for graph in SOME if graph.runs_down)
    headings = [one.text for one in opened(graph).paragraphs if one.style.name == "Heading 2"]
    assert headings[:2] == ["1. Row 1", "2. Row 2"]


def test_the_same_drawings_give_the_same_bytes() -> None:
    drawings = [pictured(graph) for graph in SOME]
    assert drawings_word(drawings, "All", WORDS) == drawings_word(drawings, "All", WORDS)


def test_a_graph_without_boxes_and_a_file_without_drawings_open() -> None:
    document = opened(graph_from([], [], runs_down=False))
    assert not [one for one in document.paragraphs if one.style.name == "Heading 2"]
    assert "Fictional" not in Document(BytesIO(drawings_word([], "None", WORDS))).element.xml


@given(st.text(max_size=30), st.booleans())
@settings(max_examples=10)
def test_any_text_is_shown(text: str, runs_down: bool) -> None:
    document = opened(graph_from([2, 1], [(0, 2), (1, 1)], runs_down, text))
    assert "".join(shown(" ".join(text.split())).split()) in "".join(
        "".join(one.text for one in document.paragraphs).split()
    )
