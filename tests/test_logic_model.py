"""Logic models: which boxes follow from the answers, where they stand, and that any text can be drawn."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import defaultdict
from itertools import pairwise

import pygraphviz
import pytest
from conftest import REPOSITORY, WORDS, study_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapper.errors import MapperError
from mapper.logic_model.build import all_hubs_model, hub_model
from mapper.logic_model.graph import Graph, Link, Origin
from mapper.render.diagram_dot import diagram_dot
from mapper.render.diagrams import diagrams
from mapper.render.drawing import draw
from mapper.render.layout import FONT_SIZE, text_width, wrap
from mapper.study import Study, load_study

SVG = "{http://www.w3.org/2000/svg}"
AFTER_OUTREACH = {
    "in-contact",
    "offer-understood",
    "take-up",
    "wellbeing",
    "others-benefit",
    "services-benefit",
    "economic-benefit",
}


def model_of(hub: str) -> Graph:
    study = study_of(hub)
    return hub_model(study, study.hubs[0])


def ids(graph: Graph) -> set[str]:
    return {box.id for box in graph.boxes}


def text_of(graph: Graph, box_id: str) -> str:
    return next(box.text for box in graph.boxes if box.id == box_id)


def component(word: str, provision: str) -> str:
    return f"service_model: {{components: [{{component: {word}, provision: {provision}}}]}}"


OUTREACH = component("proactive outreach", "provided")


@pytest.mark.parametrize(
    ("provision", "is_drawn", "is_unknown"),
    [
        ("provided", True, False),
        ("partly", True, False),
        ("planned", False, False),
        ("withdrawn", False, False),
        ("not provided", False, False),
        ("not known", False, True),
        ("", False, True),
        ("{conflicting: [{value: provided}, {value: planned}]}", False, True),
    ],
)
def test_a_component_is_drawn_if_it_is_provided(provision: str, is_drawn: bool, is_unknown: bool) -> None:
    graph = model_of(component("proactive outreach", provision))
    assert ("outreach" in ids(graph)) == is_drawn
    assert ("Proactive outreach" in graph.left_out) == is_unknown


def test_a_component_that_is_not_listed_is_unknown() -> None:
    graph = model_of("record:")
    assert graph.boxes == ()
    assert graph.links == ()
    assert "Proactive outreach" in graph.left_out


def test_what_a_box_leads_to_is_drawn_with_it() -> None:
    graph = model_of(OUTREACH)
    assert ids(graph) == {"outreach", *AFTER_OUTREACH}
    assert {(link.start, link.end) for link in graph.links} == {
        ("outreach", "in-contact"),
        ("in-contact", "offer-understood"),
        ("offer-understood", "take-up"),
        ("take-up", "wellbeing"),
        ("wellbeing", "others-benefit"),
        ("wellbeing", "services-benefit"),
        ("services-benefit", "economic-benefit"),
    }


@pytest.mark.parametrize(
    ("box", "answers"),
    [
        ("high-need", "context: {factors: [{factor: high need}]}"),
        ("gaps", "service_model: {components: [{component: in-house therapy, reasons: [gap between services]}]}"),
        ("clinicians", "staffing: {posts: [{id: nurses, clinical: clinical}]}"),
        ("funding", "resources: {funding: [{funder: Invented NHS Trust}]}"),
        ("records", component("standalone records", "partly")),
    ],
)
def test_a_box_is_drawn_where_its_answer_is_given(box: str, answers: str) -> None:
    assert box in ids(model_of(answers))
    assert box not in ids(model_of("record:"))


def test_what_a_hub_leaves_out_is_gone_with_what_only_follows_from_it() -> None:
    left_out = "logic_model: {leaves_out: [{box: offer-understood, reason: not so here}]}"
    graph = model_of(f"{OUTREACH}\n{left_out}")
    assert ids(graph) == {"outreach", "in-contact"}
    assert "Proactive outreach" not in graph.left_out


def test_what_is_left_out_is_not_unknown() -> None:
    left_out = "logic_model: {leaves_out: [{box: therapy, reason: not so here}]}"
    assert len(model_of(left_out).left_out) == len(model_of("record:").left_out) - 1


def test_a_hub_words_a_box_in_its_own_way() -> None:
    reworded = "logic_model: {rewords: [{box: outreach, text: Night rounds, reason: our name}]}"
    graph = model_of(f"{OUTREACH}\n{reworded}")
    assert text_of(graph, "outreach") == "Night rounds"
    assert text_of(all_hubs_model(study_of(f"{OUTREACH}\n{reworded}")), "outreach") == "Proactive outreach"


OWN = f"""
{OUTREACH}
logic_model:
  adds:
    - {{id: garden, kind: activity, text: A garden, reason: it helps, standing: reported}}
    - {{id: rest, kind: mechanism, reason: it helps}}
    - {{id: somewhere, text: No column, reason: unknown}}
  links:
    - {{from: garden, to: rest, kind: triggers, standing: reported}}
    - {{from: rest, to: take-up}}
    - {{from: garden, to: therapy}}
    - {{from: garden, to: somewhere}}
"""


def test_a_hub_adds_boxes_and_links() -> None:
    graph = model_of(OWN)
    own = {box.id: (box.kind, box.text, box.standing) for box in graph.boxes if box.origin is Origin.OWN}
    assert own == {
        "garden": ("activity", "A garden", "reported"),
        "rest": ("mechanism", "rest", "hypothesised"),
    }
    assert [link for link in graph.links if link.origin is Origin.OWN] == [
        Link("garden", "rest", "triggers", "reported", Origin.OWN),
        Link("rest", "take-up", "leads to", "hypothesised", Origin.OWN),
    ]


def test_the_model_of_all_hubs_says_who_has_what() -> None:
    named = 'record: {name: "North"}\n' + OWN, 'record: {name: "South"}\n' + OWN, 'record: {name: "West"}'
    absent = component("proactive outreach", "not provided")
    graph = all_hubs_model(study_of(*named, absent))
    boxes = {box.id: (box.hubs, box.unknown) for box in graph.boxes}
    assert graph.of == 4
    assert boxes["outreach"] == (("North", "South"), 1)
    assert boxes["take-up"] == ((), 0)  # no Hub is asked whether staff take it up
    own = [box for box in graph.boxes if box.origin is Origin.OWN]
    assert [(box.text, box.hubs) for box in own] == [
        (text, (hub,)) for hub in ("North", "South") for text in ("A garden", "rest")
    ]
    assert len({box.id for box in graph.boxes}) == len(graph.boxes)
    assert sum(link.origin is Origin.OWN for link in graph.links) == 4


def test_boxes_of_the_guidance_are_told_from_local_ones() -> None:
    words = ["proactive outreach", "in-house therapy", "mental health screening", "standalone records"]
    listed = ", ".join(f"{{component: {word}, provision: provided}}" for word in words)
    graph = model_of(f"service_model: {{components: [{listed}]}}")
    origins = {box.id: box.origin for box in graph.boxes}
    assert [origins[box] for box in ("outreach", "therapy", "screening", "records", "take-up")] == [
        Origin.GUIDANCE,
        Origin.LOCAL,
        Origin.SHARED,
        Origin.LOCAL,
        Origin.SHARED,
    ]


def test_columns_stand_in_the_order_of_the_list_and_only_where_they_are_used() -> None:
    graph = model_of(OWN)
    order = [kind for kind in WORDS["node-kind"].words if kind in {box.kind for box in graph.boxes}]
    assert [kind for kind, _ in graph.columns] == order
    assert "input" not in order


PUBLIC, EXAMPLES = load_study([REPOSITORY / "hubs"]), load_study([REPOSITORY / "examples" / "hubs"])
GRAPHS = [
    graph
    for study in (PUBLIC, EXAMPLES)
    for graph in (*(hub_model(study, h) for h in study.hubs), all_hubs_model(study))
]


def nodes_of(graph: Graph) -> pygraphviz.AGraph:
    return pygraphviz.AGraph(string=diagram_dot(graph))


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.title)
def test_boxes_do_not_overlap_and_columns_stand_from_left_to_right(graph: Graph) -> None:
    drawn = nodes_of(graph)
    columns = defaultdict(list)
    places = {}
    for number, box in enumerate(graph.boxes, 1):
        attributes = drawn.get_node(f"box{number}").attr
        x, y = map(float, attributes["pos"].split(","))
        columns[box.kind].append((y, float(attributes["height"]) * 72))
        places.setdefault(box.kind, set()).add((x, float(attributes["width"]) * 72))
    assert all(len(place) == 1 for place in places.values())
    edges = [edge for kind, _ in graph.columns for x, width in places[kind] for edge in (x - width / 2, x + width / 2)]
    assert edges == sorted(edges)
    for column in columns.values():
        column.sort()
        for (low, low_height), (high, high_height) in pairwise(column):
            assert low + low_height / 2 < high - high_height / 2


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.title)
def test_every_line_fits_its_box(graph: Graph) -> None:
    drawn = nodes_of(graph)
    for number in range(1, len(graph.boxes) + 1):
        attributes = drawn.get_node(f"box{number}").attr
        lines = attributes["label"].split("\\n")
        assert all(text_width(line, FONT_SIZE) < float(attributes["width"]) * 72 for line in lines)
        assert len(lines) * FONT_SIZE < float(attributes["height"]) * 72


@given(st.text(), st.integers(20, 300))
def test_wrapped_text_is_whole_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width, FONT_SIZE)
    assert "".join("".join(line.split()) for line in lines) == "".join(text.split())
    assert all(text_width(line, FONT_SIZE) <= width or len(line) == 1 for line in lines)


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.title)
def test_meaning_is_drawn_without_colour(graph: Graph) -> None:
    drawn = nodes_of(graph)
    for number, box in enumerate(graph.boxes, 1):
        attributes = drawn.get_node(f"box{number}").attr
        styles = attributes["style"].split(",")
        is_local = box.origin in (Origin.LOCAL, Origin.OWN)
        assert ("rounded" in styles) == attributes["label"].startswith("+ ") == is_local
        assert ("dashed" in styles) == (box.standing == "hypothesised")
        assert (float(attributes["penwidth"]) > 2) == (box.origin is Origin.GUIDANCE)
    dashed = sum(edge.attr["style"] == "dashed" for edge in drawn.edges())
    assert dashed == sum(link.standing == "hypothesised" for link in graph.links)


def test_a_drawing_of_a_fictional_hub_says_so() -> None:
    for graph in GRAPHS:
        assert ("FICTIONAL" in diagram_dot(graph)) == graph.is_fictional
    assert [graph.is_fictional for graph in GRAPHS] == [False] * 5 + [True] * 3


def test_the_committed_drawings_are_current() -> None:
    folder = REPOSITORY / "diagrams"
    current = dict(diagrams(PUBLIC, ["dot"]))
    assert {file.name for file in folder.glob("*.dot")} == set(current)
    assert [name for name, content in current.items() if (folder / name).read_bytes() != content] == []


def test_a_drawing_carries_its_title_and_a_description() -> None:
    graph = GRAPHS[0]
    svg = ET.fromstring(draw(diagram_dot(graph), "svg", title=graph.title, description="A & B < C"))
    assert svg.get("role") == "img"
    named = {element.get("id"): element.text for element in svg if element.get("id")}
    assert [named[part] for part in svg.get("aria-labelledby", "").split()] == [graph.title, "A & B < C"]


def test_a_drawing_shows_the_words_of_every_box() -> None:
    graph = GRAPHS[0]
    svg = ET.fromstring(draw(diagram_dot(graph), "svg", title="", description=""))
    shown = " ".join(text.text or "" for text in svg.iter(f"{SVG}text"))
    for box in graph.boxes:
        assert set(box.text.split()) <= set(shown.split())


@pytest.mark.parametrize(("file_format", "first"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<?xml")])
def test_a_drawing_has_the_format_that_was_asked(file_format: str, first: bytes) -> None:
    study = study_of("record: {id: a}", "record: {id: b}")
    assert [content[: len(first)] for _, content in diagrams(study, [file_format])] == [first] * 3


def test_files_are_named_after_hubs_or_their_labels() -> None:
    hubs = "record: {id: north-town, name: North Town, label: Hub A}", "record: {id: south-town, name: South Town}"
    assert [name for name, _ in diagrams(study_of(*hubs), ["dot"])] == [
        "north-town.dot",
        "south-town.dot",
        "all-hubs.dot",
    ]
    labelled = dict(diagrams(study_of(*hubs, study="names_in_output: labels"), ["dot"]))
    assert list(labelled) == ["hub-a.dot", "hub-2.dot", "all-hubs.dot"]
    assert not any(b"town" in content.lower() for content in labelled.values())


@pytest.mark.parametrize(
    "hubs", [("record: {id: a}", "record: {id: a}"), ("record: {id: a}", "record: {id: all-hubs}")]
)
def test_two_drawings_never_have_one_name(hubs: tuple[str, ...]) -> None:
    with pytest.raises(MapperError):
        list(diagrams(study_of(*hubs), ["dot"]))


def with_text(name: str, text: str) -> Study:
    answers = {
        "record": {"name": name},
        "service_model": {"components": [{"component": "proactive outreach", "provision": "provided"}]},
        "logic_model": {
            "rewords": [{"box": "outreach", "text": text}],
            "adds": [{"id": "own", "kind": "impact", "text": text}],
            "links": [{"from": "outreach", "to": "own"}],
        },
    }
    return study_of(json.dumps(answers, ensure_ascii=False), json.dumps({"record": {"name": name}}))


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


@given(TEXTS, TEXTS)
@example('"', "\\")
@example("a\\", "\\N")
@example("{a|b}", "]]>")
@example("&amp;", "a -> b; //")
@example("<b>bold</b>", "<unclosed>")
@example("\x07", "&#7; R&amp;D")
@example("日本語" * 20, "x" * 200)
@settings(max_examples=20)
def test_any_text_can_be_drawn(name: str, text: str) -> None:
    study = with_text(name, text)
    for graph in (hub_model(study, study.hubs[0]), all_hubs_model(study)):
        svg = ET.fromstring(draw(diagram_dot(graph), "svg", title=graph.title, description=text))
        assert len(list(svg.iter(f"{SVG}text"))) > len(graph.boxes)
