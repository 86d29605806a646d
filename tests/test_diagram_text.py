"""The text twin of a drawing: complete enough to draw it again, with the boxes and links of every other format."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pygraphviz
import pytest
from conftest import WORDS, study_of
from drawn import GRAPHS, NAMED, graph_from
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.oxml.ns import qn

from mapper.logic_model.all_hubs import all_hubs_model
from mapper.logic_model.graph import Graph
from mapper.logic_model.hub_model import hub_model
from mapper.logic_model.outline import outline
from mapper.render.diagram_markdown import diagram_markdown
from mapper.render.diagram_mermaid import diagram_mermaid
from mapper.render.diagram_text import diagram_text
from mapper.render.diagram_words import description, narrative
from mapper.render.diagrams import Drawing, document
from mapper.render.terminal import columns

every_graph = pytest.mark.parametrize("graph", GRAPHS, ids=[name for name, _ in NAMED])
Boxes = list[str]
Links = list[tuple[str, str]]


def of_graph(graph: Graph) -> tuple[Boxes, Links]:
    """The texts of all boxes, and of both ends of all links, each with the number that the twin gives it."""
    names = {box.id: f"{outline(graph).numbers[box.id]} {' '.join(box.text.split())}" for box in graph.boxes}
    return sorted(names.values()), sorted((names[link.start], names[link.end]) for link in graph.links)


def in_text(graph: Graph) -> tuple[Boxes, Links]:
    told = diagram_text(graph, WORDS, 10_000).splitlines()
    boxes = [" ".join(line.split()) for line in told if re.match(r"  \d+\.\d+ +\S", line) and " -> " not in line]
    links = [line.split(" -> ") for line in told if " -> " in line]
    return sorted(boxes), sorted((" ".join(start.split()), " ".join(end.split())) for start, _, end in links)


def in_markdown(graph: Graph) -> tuple[Boxes, Links]:
    told = re.sub(r"\\(.)", r"\1", diagram_markdown(graph, WORDS))
    boxes = re.findall(r"^- \*\*(\d+\.\d+ .*?)\*\*", told, re.MULTILINE)
    links = re.findall(r"^\| (\d+\.\d+ .*?) \| .*? \| (\d+\.\d+ .*?) \|", told, re.MULTILINE)
    return sorted(boxes), sorted(links)


def numbered(graph: Graph, order: list[str]) -> list[str]:
    names = dict(zip((box.id for box in graph.boxes), of_names(graph), strict=True))
    return [names[box_id] for box_id in order]


def of_names(graph: Graph) -> list[str]:
    numbers = outline(graph).numbers
    return [f"{numbers[box.id]} {' '.join(box.text.split())}" for box in graph.boxes]


def in_mermaid(graph: Graph) -> tuple[Boxes, Links]:
    told = diagram_mermaid(graph)
    names = dict(zip((f"box{number}" for number in range(1, len(graph.boxes) + 1)), of_names(graph), strict=True))
    boxes = re.findall(r"^    (box\d+)\W", told, re.MULTILINE)
    links = re.findall(r"^  (box\d+) -\S*?(?:\|\".*\"\|)? (box\d+)$", told, re.MULTILINE)
    return sorted(names[box] for box in boxes), sorted((names[start], names[end]) for start, end in links)


def in_dot(graph: Graph) -> tuple[Boxes, Links]:
    drawing = Drawing(graph, WORDS)
    dot = pygraphviz.AGraph(string=drawing.dot)
    boxes = [node for node in dot.nodes() if node.attr["class"] == "box"]
    names = dict(zip(boxes, numbered(graph, [shape.id for shape in drawing.picture.shapes]), strict=True))
    return sorted(names.values()), sorted((names[start], names[end]) for start, end in dot.edges())


def in_powerpoint(graph: Graph) -> tuple[Boxes, Links]:
    drawing = Drawing(graph, WORDS)
    (slide,) = Presentation(BytesIO(document([drawing], "pptx"))).slides
    shapes: list[Any] = [shape for shape in slide.shapes if shape.name.startswith("Box:")]
    order = numbered(graph, [shape.id for shape in drawing.picture.shapes])
    names = {shape.shape_id: name for shape, name in zip(shapes, order, strict=True)}
    links = []
    for connector in slide._element.iter(qn("p:cxnSp")):
        ends = [connector.find(f".//{qn(end)}").get("id") for end in ("a:stCxn", "a:endCxn")]
        links.append((names[int(ends[0])], names[int(ends[1])]))
    return sorted(names.values()), sorted(links)


@every_graph
@pytest.mark.parametrize("read", [in_text, in_markdown, in_mermaid, in_dot, in_powerpoint])
def test_every_format_has_the_same_boxes_and_links(graph: Graph, read: Any) -> None:
    assert read(graph) == of_graph(graph)


@every_graph
@pytest.mark.parametrize("width", [40, 80])
def test_the_text_fits_the_terminal(graph: Graph, width: int) -> None:
    assert max(map(columns, diagram_text(graph, WORDS, width).splitlines())) <= width


def test_a_narrative_says_what_is_reported_and_what_is_only_expected() -> None:
    hub = """
        service_model: {components: [{component: proactive outreach, provision: provided}]}
        logic_model:
          adds:
            - {id: a, kind: activity, text: Visits, standing: reported}
            - {id: b, kind: output, text: Staff visited}
            - {id: c, kind: outcome short, text: Staff sleep}
            - {id: d, kind: impact, text: All is well}
          links:
            - {from: a, to: b, kind: produces, standing: reported}
            - {from: b, to: c, standing: hypothesised, assumption: They were tired.}
            - {from: c, to: d, standing: contested}
    """
    study = study_of(hub)
    graph = hub_model(study, study.hubs[0])
    told = {pathway.start.id: narrative(pathway) for pathway in outline(graph).pathways}
    assert told["a"] == (
        "“Visits” (added locally) produces “Staff visited” (reported). “Staff visited” is expected to lead to “Staff "
        "sleep”, provided that this holds: they were tired. “Staff sleep” is said by some, and not by others, to lead "
        "to “All is well”."
    )
    assert set(told) == {"a", "outreach"}
    assert "is expected to" in told["outreach"]


def test_a_narrative_ends_where_links_lead_round() -> None:
    study = study_of("""
        logic_model:
          adds: [{id: a, kind: activity, text: A}, {id: b, kind: output, text: B}]
          links: [{from: a, to: b}, {from: b, to: a}]
    """)
    (pathway,) = outline(hub_model(study, study.hubs[0])).pathways
    assert [(row.start.id, row.end.id) for row in pathway.rows] == [("a", "b"), ("b", "a")]


def test_the_twin_of_all_hubs_says_who_has_what_and_why_not() -> None:
    has = "record: {name: North}\nservice_model: {components: [{component: in-house therapy, provision: provided}]}"
    plans = "record: {name: South}\nservice_model: {components: [{component: in-house therapy, provision: planned}]}"
    told = diagram_text(all_hubs_model(study_of(has, plans, "record: {name: West}")), WORDS, 10_000)
    assert "1 of 3: North; not known: West (not listed); not: South (planned)" in told


def test_what_a_hub_says_of_a_box_is_in_the_twin() -> None:
    hub = """
        service_model: {components: [{component: proactive outreach, provision: provided}]}
        logic_model:
          rewords: [{box: outreach, text: Night rounds, reason: Our name.}]
          leaves_out: [{box: take-up, reason: Not so here.}]
    """
    study = study_of(hub)
    told = diagram_text(hub_model(study, study.hubs[0]), WORDS, 10_000)
    for piece in (
        "Night rounds",
        "instead of “Proactive outreach”",
        "because: Our name.",
        "rests on",
        "(Not so here.)",
    ):
        assert piece in told


@every_graph
def test_a_description_names_the_boxes_and_is_bounded(graph: Graph) -> None:
    told = description(graph)
    assert told.startswith(graph.title)
    assert len(told) <= 1502


LABEL = re.compile(r'"(?:[\w .,:?!()+\-/]|#\d+;)*"')


@given(st.text(max_size=30), st.booleans())
@example('"', True)
@example("end #quot; `x` <b> --> | {{", False)
@example("\n%% x\nclick", True)
@settings(max_examples=40)
def test_any_text_is_quoted_in_mermaid(text: str, runs_down: bool) -> None:
    lines = diagram_mermaid(graph_from([2, 1, 2], [(0, 2), (2, 4), (1, 2), (4, 0)], runs_down, text)).splitlines()
    assert (
        len(lines) == 3 + 2 * 5 + 5 + 4 + 0 or len(lines) == 3 + 2 * len({line for line in lines if "sub" in line}) + 9
    )
    for line in lines[3:]:
        assert line.count('"') in (0, 2)
        assert not (found := line.count('"')) or (LABEL.search(line) is not None and found == 2)


@given(st.text(max_size=40))
@settings(max_examples=40)
def test_any_text_keeps_the_rows_of_the_table_whole(text: str) -> None:
    told = diagram_markdown(graph_from([1, 1], [(0, 1)], False, text), WORDS)
    rows = [line for line in told.splitlines() if line.startswith("| ")]
    assert len(rows) == 3
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}
