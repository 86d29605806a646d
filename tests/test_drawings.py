"""Drawings as files: what stands in them, that meaning is never by colour alone, and that any text can be drawn."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pygraphviz
import pytest
from conftest import REPOSITORY, WORDS, study_of
from drawn import GRAPHS, NAMED, PUBLIC, graph_from
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapper.logic_model.graph import Graph, Mark
from mapper.logic_model.outline import outline
from mapper.logic_model.views import Asked, graphs_of
from mapper.render.diagram_labels import hub_letters
from mapper.render.diagram_look import FADED, FILLS, INK, OUTLINES, Theme
from mapper.render.diagram_page import Paper
from mapper.render.diagram_picture import picture
from mapper.render.diagrams import Drawing, drawing_files
from mapper.render.picture import FONT_SIZE, Head, Outline, Picture, Stroke
from mapper.render.text_width import text_width

SVG = "{http://www.w3.org/2000/svg}"
IDS = [name for name, _ in NAMED]
every_graph = pytest.mark.parametrize("graph", GRAPHS, ids=IDS)


def pictured(graph: Graph, theme: Theme = Theme.COLOUR) -> Picture:
    return picture(graph, WORDS, theme)


@every_graph
def test_every_line_fits_its_box(graph: Graph) -> None:
    drawn = pictured(graph)
    for shape in (*drawn.shapes, *drawn.samples):
        assert all(text_width(line.text, FONT_SIZE) < shape.place.width for line in shape.lines)
        assert len(shape.lines) * FONT_SIZE * 1.2 < shape.place.height


@every_graph
def test_everything_lies_on_the_picture(graph: Graph) -> None:
    drawn = pictured(graph)
    for place in [one.place for one in (*drawn.shapes, *drawn.samples, *drawn.words)]:
        assert place.x - place.width / 2 >= 0
        assert place.x + place.width / 2 <= drawn.width
        assert place.y - place.height / 2 >= 0
        assert place.y + place.height / 2 <= drawn.height


@every_graph
def test_boxes_are_read_in_the_order_of_the_outline(graph: Graph) -> None:
    assert [shape.id for shape in pictured(graph).shapes] == list(outline(graph).numbers)


@every_graph
def test_meaning_is_drawn_without_colour(graph: Graph) -> None:
    drawn = pictured(graph, Theme.PRINT)
    boxes = {box.id: box for box in graph.boxes}
    for shape in drawn.shapes:
        box = boxes[shape.id]
        assert shape.look.outline is OUTLINES[box.mark]
        assert (shape.look.stroke is Stroke.DASHED) == (box.standing == "hypothesised")
        assert shape.look.fill == "#ffffff"
    for link, route in zip(graph.links, drawn.routes, strict=True):
        assert (route.start, route.end) == (link.start, link.end)
        assert (route.stroke is Stroke.DASHED) == (link.standing == "hypothesised")
        assert (route.head is Head.BAR) == (link.kind in ("hinders", "weakens") and link.mark is not Mark.ONLY_FIRST)


def test_guidance_local_and_other_boxes_have_outlines_of_their_own() -> None:
    told_apart = [(Mark.GUIDANCE, Mark.LOCAL, Mark.ANSWERED), (Mark.BOTH, Mark.ONLY_FIRST, Mark.ONLY_SECOND)]
    told_apart += [(Mark.STEP, Mark.WAY_IN, Mark.WAY_OUT), (Mark.HELPS, Mark.HINDERS)]
    for marks in told_apart:
        assert len({OUTLINES[mark] for mark in marks}) == len(marks)
    assert OUTLINES[Mark.GUIDANCE] is Outline.DOUBLE


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_worked_out_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", Theme)
def test_text_and_lines_have_contrast_in_every_theme(theme: Theme) -> None:
    fills = {FILLS[theme].get(mark, "#ffffff") for mark in Mark}
    assert min(contrast(INK, fill) for fill in (*fills, "#ffffff")) >= 4.5
    assert contrast(FADED, "#ffffff") >= 4.5


def test_the_more_hubs_have_something_the_heavier_it_is_drawn() -> None:
    graph = next(graph for name, graph in NAMED if name == "hubs/all-hubs")
    drawn = pictured(graph)
    weights = {shape.id: shape.look.weight for shape in drawn.shapes}
    assert weights["outreach"] > weights["funding"] > weights["counselling"]
    lines = {(route.start, route.end): route.weight for route in drawn.routes}
    assert lines["outreach", "in-contact"] > lines["funding", "clinicians"] > lines["counselling", "supported"]
    said = {shape.id: shape.lines[-1].text for shape in drawn.shapes}
    assert said["outreach"] == "4 of 4: A B C D"
    assert said["counselling"] == "1 of 4: A B? C? D?"
    assert [heading for _, heading in hub_letters(graph)] == list(graph.hubs)


def test_very_many_hubs_are_counted() -> None:
    hub = "record: {id: hub%d}\nservice_model: {components: [{component: proactive outreach, provision: provided}]}"
    study = study_of(*(hub % number for number in range(12)), "record: {id: last}")
    (graph,) = [graph for graph in graphs_of(study, Asked()) if graph.id == "all-hubs"]
    assert (
        next(shape.lines[-1].text for shape in pictured(graph).shapes if shape.id == "outreach")
        == "12 of 13, 1 unknown"
    )


def test_a_drawing_of_a_fictional_hub_says_so() -> None:
    for name, graph in NAMED:
        told = " ".join(line for words in pictured(graph).words for line in words.lines)
        is_published = name.rpartition("/")[2] in ("implementation-helps", "implementation-hinders")
        assert ("fictional" in told.lower()) == (name.startswith("examples/") and not is_published)


def named(svg: bytes) -> dict[str, str]:
    """What every element with a name is called, by its id."""
    root = ET.fromstring(svg)
    return {
        element.get("id", ""): element.get("aria-label", "") for element in root.iter() if element.get("aria-label")
    }


@every_graph
def test_an_svg_has_a_title_a_description_and_a_name_for_every_box_and_link(graph: Graph) -> None:
    drawing = Drawing(graph, WORDS)
    root = ET.fromstring(drawing.content("svg"))
    texts = {element.get("id"): element.text for element in root if element.get("id")}
    assert texts[root.get("aria-labelledby", "").split()[0]] == graph.title
    assert texts["description"]
    labels = named(drawing.content("svg"))
    assert sum(name.startswith("box") for name in labels) == len(graph.boxes)
    assert sum(name.startswith("link") for name in labels) == len(graph.links)
    for number, shape in enumerate(drawing.picture.shapes, 1):
        assert labels[f"box{number}"].startswith(shape.description[:20])
    shown = " ".join(text.text or "" for text in root.iter(f"{SVG}text")).split()
    for box in graph.boxes:
        assert set(box.text.split()) <= set(shown)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@every_graph
def test_dot_has_the_boxes_and_links_of_the_graph(graph: Graph) -> None:
    drawing = Drawing(graph, WORDS)
    dot = pygraphviz.AGraph(string=drawing.dot)
    boxes = [node for node in dot.nodes() if node.attr["class"] == "box"]
    names = dict(zip(boxes, (shape.id for shape in drawing.picture.shapes), strict=True))
    assert sorted(names.values()) == sorted(box.id for box in graph.boxes)
    ends = sorted((names[start], names[end]) for start, end in dot.edges())
    assert ends == sorted((link.start, link.end) for link in graph.links)


@pytest.mark.parametrize(("file_format", "first"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<?xml")])
def test_a_drawing_has_the_format_that_was_asked_and_the_same_bytes_again(file_format: str, first: bytes) -> None:
    graph = GRAPHS[-1]
    content = Drawing(graph, WORDS).content(file_format)
    assert content.startswith(first)
    assert Drawing(graph, WORDS).content(file_format) == content


def test_a_png_has_200_dots_per_inch() -> None:
    drawing = Drawing(GRAPHS[-1], WORDS)
    content = drawing.content("png")
    width = int.from_bytes(content[16:20], "big")
    assert width == pytest.approx(drawing.picture.width / 72 * 200, abs=4)


@pytest.mark.parametrize(
    ("graph", "paper", "page"),
    [
        ("hubs/all-hubs", None, {"842", "1191"}),
        ("hubs/all-hubs", Paper.A4, {"595", "842"}),
        ("hubs/implementation-helps", None, {"595", "842"}),
        ("hubs/implementation-helps", Paper.A3, {"842", "1191"}),
    ],
)
def test_a_pdf_is_one_page_of_paper(graph: str, paper: Paper | None, page: set[str]) -> None:
    drawn = Drawing(dict(NAMED)[graph], WORDS, Theme.PRINT, paper).content("pdf")
    assert [set(found.decode().split()) for found in re.findall(rb"/MediaBox \[ 0 0 ([\d ]+) \]", drawn)] == [page]


def test_documents_are_one_file_for_all_drawings() -> None:
    drawings = [Drawing(graph, WORDS) for graph in GRAPHS[:2]]
    names = [name for name, _ in drawing_files(drawings, ["dot", "docx", "pptx"], "all")]
    assert names == [f"{GRAPHS[0].id}.dot", f"{GRAPHS[1].id}.dot", "all.docx", "all.pptx"]


def test_the_committed_drawings_are_current() -> None:
    folder = REPOSITORY / "diagrams"
    graphs = graphs_of(PUBLIC, Asked(("model", "pathway", "implementation")))
    current = dict(drawing_files([Drawing(graph, PUBLIC.vocabulary) for graph in graphs], ["dot", "markdown"], "all"))
    committed = {file.name for file in folder.iterdir() if file.suffix in (".dot", ".md")}
    assert committed == set(current)
    assert [name for name, content in current.items() if (folder / name).read_bytes() != content] == []
    assert {file.stem for file in folder.glob("*.svg")} == {name.partition(".")[0] for name in current}


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
FORMATS = ("svg", "png", "pdf", "dot", "mermaid", "text", "markdown")
"""Word and PowerPoint have tests of their own."""


@given(TEXTS, st.booleans())
@example('"', True)
@example("a\\", False)
@example("{a|b}", True)
@example("&amp; ]]>", False)
@example("<b>bold</b> <unclosed", True)
@example("\x07 &#7; R&amp;D \ud7ff \ufffe", True)
@example("日本語" * 20, True)
@settings(max_examples=25)
def test_any_text_is_drawn_well_formed(text: str, runs_down: bool) -> None:
    graph = graph_from([2, 1, 2], [(0, 2), (2, 4), (1, 2), (4, 0)], runs_down, text)
    drawing = Drawing(replace(graph, first=text, second=text), WORDS)
    contents = {file_format: drawing.content(file_format) for file_format in FORMATS}
    root = ET.fromstring(contents["svg"])
    labels = named(contents["svg"])
    assert sum(name.startswith("box") for name in labels) == 5
    assert len(list(root.iter(f"{SVG}text"))) >= 5
    dot = pygraphviz.AGraph(string=contents["dot"].decode())
    assert sum(node.attr["class"] == "box" for node in dot.nodes()) == 5
    assert len(dot.edges()) == 4
    assert contents["png"].startswith(b"\x89PNG")
    assert contents["png"].endswith(b"IEND\xaeB`\x82")
    assert contents["pdf"].rstrip().endswith(b"%%EOF")
    assert all(contents[file_format].decode() for file_format in ("mermaid", "text", "markdown"))


def test_a_name_in_json_and_yaml_reaches_the_drawing() -> None:
    name = "Hub “é” & <Ö>"
    study = study_of(json.dumps({"record": {"id": "a", "name": name}}, ensure_ascii=False))
    (graph,) = graphs_of(study, Asked())
    assert name in (ET.fromstring(Drawing(graph, WORDS).content("svg"))[0].text or "")
