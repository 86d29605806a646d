"""Drawings as PowerPoint: native shapes and connectors, glued and named, with alternative text, and where they run."""

from __future__ import annotations

import math
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from conftest import WORDS
from drawn import GRAPHS, NAMED, graph_from
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from mapper.render.connector_geometry import Geometry, geometry
from mapper.render.diagram_picture import picture
from mapper.render.diagram_powerpoint import drawings_powerpoint
from mapper.render.picture import Head, Label, Line, Look, Outline, Picture, Place, Route, Shape, Stroke, Words
from mapper.wording import shown

IDS = [name for name, _ in NAMED]
COUNTED_FROM_THE_TOP = {"rect", "roundRect", "foldedCorner", "plaque"}
"""Presets whose connection sites are the middles of the top, left, bottom and right, in this order (ECMA-376)."""
ORDER_IN_LINE = ["solidFill", "prstDash", "round", "headEnd", "tailEnd"]


def slides(pictures: list[Picture]) -> list[Any]:
    return list(Presentation(BytesIO(drawings_powerpoint(pictures, "All"))).slides)


def by_hand(outline: Outline, head: Head = Head.ARROW, stroke: Stroke = Stroke.SOLID) -> Picture:
    """Two boxes side by side with a link, without title and notes."""
    look = Look(outline, stroke, "#ffffff", "#1b1b1b", 1.2)
    boxes = tuple(
        Shape(name, Place(x, 40.0, 100.0, 40.0), (Line(f"Box {name}", True), Line("more")), look, f"About {name}.")
        for name, x in (("a", 60.0), ("b", 260.0))
    )
    link = Route(
        "a",
        "b",
        ((110.0, 40.0), (150.0, 40.0), (160.0, 40.0), (203.0, 40.0)),
        (210.0, 40.0),
        stroke,
        head,
        "#444444",
        1.2,
        "Box a → Box b: leads to",
        Label(Place(160.0, 50.0, 40.0, 14.0), ("if asked",)),
    )
    return Picture("any", "By hand", "Two boxes.", 320.0, 80.0, "#1b1b1b", boxes, (link,), (), ())


def ends_glued(link: Any) -> list[tuple[str, str]]:
    glued = [link._element.find(f".//{qn(end)}") for end in ("a:stCxn", "a:endCxn")]
    return [(end.get("id"), end.get("idx")) for end in glued]


def kinds(slide: Any, kind: str) -> list[Any]:
    return [shape for shape in slide.shapes if shape.name.startswith(f"{kind}:")]


@pytest.mark.parametrize(("name", "drawn"), [(name, picture(graph, WORDS)) for name, graph in NAMED], ids=IDS)
def test_every_box_is_a_shape_and_every_link_a_connector_glued_to_them(name: str, drawn: Picture) -> None:
    (slide,) = slides([drawn])
    boxes = kinds(slide, "Box")
    assert [shape.text_frame.text.split("\n") for shape in boxes] == [
        [line.text for line in shape.lines] for shape in drawn.shapes
    ]
    ids = {shape.shape_id: box.id for shape, box in zip(boxes, drawn.shapes, strict=True)}
    ends = []
    for link in kinds(slide, "Link"):
        assert link._element.tag == qn("p:cxnSp")
        glued = [link._element.find(f".//{qn(end)}") for end in ("a:stCxn", "a:endCxn")]
        ends.append(tuple(ids[int(end.get("id"))] for end in glued))
    assert ends == [(route.start, route.end) for route in drawn.routes]


def test_everything_has_a_name_and_what_it_shows_and_the_slide_a_title() -> None:
    drawn = picture(GRAPHS[0], WORDS)
    (slide,) = slides([drawn])
    assert slide.shapes.title.text_frame.text == " ".join(drawn.title.split("\n"))
    told = [shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in kinds(slide, "Box") + kinds(slide, "Link")]
    assert told == [" ".join(one.description.split()) for one in (*drawn.shapes, *drawn.routes)]
    assert slide.notes_slide.notes_text_frame.text.startswith(drawn.title)
    assert all(shape.name.partition(": ")[2] for shape in slide.shapes if not shape.is_placeholder)
    ids = [shape.shape_id for shape in slide.shapes]
    assert len(set(ids)) == len(ids)
    order = [shape.name.partition(":")[0] for shape in slide.shapes if shape.name.startswith(("Box:", "Link:"))]
    assert order == ["Link"] * len(drawn.routes) + ["Box"] * len(drawn.shapes)  # links lie behind boxes


def test_the_parts_of_a_line_stand_in_the_order_that_powerpoint_asks_for() -> None:
    (slide,) = slides([picture(GRAPHS[0], WORDS)])
    for line in slide._element.iter(qn("a:ln")):
        tags = [part.tag.rpartition("}")[2] for part in line]
        assert tags == sorted(tags, key=ORDER_IN_LINE.index)


@pytest.mark.parametrize("outline", Outline)
def test_a_box_has_a_shape_of_its_own_and_links_meet_the_sides_that_face_each_other(outline: Outline) -> None:
    (slide,) = slides([by_hand(outline)])
    first, second = kinds(slide, "Box")
    (link,) = kinds(slide, "Link")
    assert ends_glued(link) == [(str(first.shape_id), "3"), (str(second.shape_id), "1")]
    assert first._element.spPr.find(qn("a:prstGeom")).get("prst") in COUNTED_FROM_THE_TOP
    assert (first.name, link.name) == ("Box: Box a", "Link: Box a to Box b")
    assert (first.line._ln.get("cmpd") == "dbl") == (outline is Outline.DOUBLE)


def test_outlines_are_told_apart_by_their_shape() -> None:
    drawn = [slides([by_hand(outline)])[0] for outline in Outline]
    looks = [
        (box._element.spPr.find(qn("a:prstGeom")).get("prst"), box.line._ln.get("cmpd"))
        for box in (kinds(slide, "Box")[0] for slide in drawn)
    ]
    assert len(set(looks)) == len(Outline)


@pytest.mark.parametrize(("stroke", "dash"), [("solid", None), ("dashed", "dash"), ("dotted", "sysDot")])
def test_strokes_are_dashes_of_boxes_and_links(stroke: str, dash: str | None) -> None:
    (slide,) = slides([by_hand(Outline.BOX, stroke=Stroke(stroke))])
    for line in (shape.line._ln for shape in kinds(slide, "Box") + kinds(slide, "Link")):
        found = line.find(qn("a:prstDash"))
        assert (None if found is None else found.get("val")) == dash


@pytest.mark.parametrize("head", Head)
def test_a_link_has_its_own_end_and_a_diamond_is_explained(head: Head) -> None:
    notes = Words("notes", Place(160.0, 7.0, 300.0, 14.0), ("A line that ends in a bar: hinders.",), 11.0, False, False)
    (slide,) = slides([replace(by_hand(Outline.BOX, head), words=(notes,))])
    (link,) = kinds(slide, "Link")
    end = link.line._ln.find(qn("a:tailEnd")).get("type")
    assert end == {"arrow": "triangle", "bar": "diamond", "dot": "oval", "open": "arrow"}[head]
    said = "".join(shape.text_frame.text for shape in kinds(slide, "Words"))
    assert ("diamond stands for it" in said) == (head is Head.BAR)


def test_a_picture_without_a_heading_of_its_own_has_its_title_and_the_words_of_its_links() -> None:
    (slide,) = slides([by_hand(Outline.BOX)])
    assert slide.shapes.title.text_frame.text == "By hand"
    assert [shape.text_frame.text for shape in kinds(slide, "Words of a link")] == ["if asked"]
    assert slide.notes_slide.notes_text_frame.text == "Two boxes."


def test_sizes_of_slides_are_those_that_powerpoint_opens() -> None:
    tiny, huge = (replace(by_hand(Outline.BOX), width=one, height=one) for one in (1.0, 9000.0))
    sizes = {}
    for drawn in (tiny, huge):
        deck = Presentation(BytesIO(drawings_powerpoint([drawn], "Any")))
        sizes[drawn.width] = deck.slide_width.inches, deck.slide_height.inches
        assert deck.element.find(qn("p:sldSz")).get("type") is None
    assert sizes == {1.0: (1.0, 1.0), 9000.0: (56.0, 56.0)}


def test_a_deck_names_no_clock_and_no_person_and_keeps_nothing_of_its_model() -> None:
    content = drawings_powerpoint([by_hand(Outline.BOX)], "All")
    about = Presentation(BytesIO(content)).core_properties
    assert (about.title, about.author, about.last_modified_by) == ("All", "mapper", "mapper")
    assert (about.language, about.comments) == ("en-GB", "")
    assert {about.created.replace(tzinfo=None), about.modified.replace(tzinfo=None)} == {datetime(1980, 1, 1)}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
    assert not [name for name in names if "thumbnail" in name or "app.xml" in name or "printerSettings" in name]
    assert sum("slideLayouts/slideLayout" in name for name in names) == 1


def test_a_deck_has_a_slide_for_each_picture_as_large_as_the_largest() -> None:
    pictures = [picture(graph, WORDS) for graph in GRAPHS[:6]]
    deck = Presentation(BytesIO(drawings_powerpoint(pictures, "All")))
    assert len(deck.slides) == 6
    assert deck.slide_width >= Pt(max(one.width for one in pictures))
    assert deck.slide_height >= Pt(max(one.height for one in pictures))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width


def test_the_same_pictures_give_the_same_bytes() -> None:
    pictures = [picture(graph, WORDS) for graph in GRAPHS[:2]]
    assert drawings_powerpoint(pictures, "All") == drawings_powerpoint(pictures, "All")


def test_a_deck_without_pictures_opens() -> None:
    assert slides([]) == []


@given(st.text(max_size=30), st.booleans())
@settings(max_examples=15)
def test_any_text_is_shown(text: str, runs_down: bool) -> None:
    drawn = picture(graph_from([2, 1], [(0, 2), (1, 1)], runs_down, text), WORDS)
    (slide,) = slides([drawn])
    said = "".join(kinds(slide, "Box")[0].text_frame.text.split())
    assert "".join(shown(text).split()) in said


def ends_of(found: Geometry) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where a preset connector begins and ends once it is flipped and turned, as DrawingML lays down."""
    middle = found.left + found.width / 2, found.top + found.height / 2
    ends = []
    for x, y in ((0.0, 0.0), (found.width, found.height)):
        x = found.width - x if found.is_flipped_along else x
        y = found.height - y if found.is_flipped_across else y
        angle = math.radians(found.turn / 60_000)
        beside, below = x - found.width / 2, y - found.height / 2
        ends.append(
            (
                middle[0] + beside * math.cos(angle) - below * math.sin(angle),
                middle[1] + beside * math.sin(angle) + below * math.cos(angle),
            )
        )
    return ends[0], ends[1]


@pytest.mark.parametrize(("name", "drawn"), [(name, picture(graph, WORDS)) for name, graph in NAMED], ids=IDS)
def test_a_connector_runs_from_the_side_of_one_shape_to_the_side_of_the_other(name: str, drawn: Picture) -> None:
    places = {shape.id: shape.place for shape in drawn.shapes}
    for route in drawn.routes:
        found = geometry(route, places[route.start], places[route.end], drawn.height)
        for end, box, site in zip(ends_of(found), (route.start, route.end), found.sites, strict=True):
            place = places[box]
            wanted = {
                0: (place.x, drawn.height - place.y - place.height / 2),
                1: (place.x - place.width / 2, drawn.height - place.y),
                2: (place.x, drawn.height - place.y + place.height / 2),
                3: (place.x + place.width / 2, drawn.height - place.y),
            }[site]
            assert math.dist(end, wanted) <= 1.01
        assert (found.preset == "curvedConnector5") == (len(found.adjustments) == 3)
