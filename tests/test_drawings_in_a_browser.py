"""Drawings in a browser: with each of the fonts that may stand in place of Arial, every label lies within its box."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import a_browser, needs_browser
from drawn import NAMED, PUBLIC
from playwright.sync_api import Page

from mapper.logic_model.graph import Graph
from mapper.render.diagrams import Drawing

pytestmark = needs_browser
FONTS = ("Arial", "Liberation Sans", "DejaVu Sans")

MEASURE = """
() => [...document.querySelectorAll('g.box, g.sample')].flatMap(group => {
  const shapes = [...group.querySelectorAll('polygon, path')].map(shape => shape.getBBox());
  const left = Math.min(...shapes.map(box => box.x)), right = Math.max(...shapes.map(box => box.x + box.width));
  const top = Math.min(...shapes.map(box => box.y)), bottom = Math.max(...shapes.map(box => box.y + box.height));
  return [...group.querySelectorAll('text')].map(text => {
    const box = text.getBBox();
    return {text: text.textContent, width: box.width,
            isWithin: left <= box.x && box.x + box.width <= right && top <= box.y && box.y + box.height <= bottom};
  });
})
"""
"""Each line of each box: whether it lies within the outline."""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """An empty page of a browser without a network."""
    with a_browser() as browser:
        yield browser.new_context(offline=True).new_page()


def shown(page: Page, graph: Graph, font: str) -> list[dict[str, object]]:
    svg = Drawing(graph, PUBLIC.vocabulary).content("svg").decode()
    drawn = svg[svg.index("<svg") :]
    page.set_content(f"<!DOCTYPE html><style>text {{font-family: '{font}' !important}}</style>{drawn}")
    measured: list[dict[str, object]] = page.evaluate(MEASURE)
    return measured


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(("name", "graph"), NAMED, ids=[name for name, _ in NAMED])
def test_every_label_lies_within_its_box(page: Page, name: str, graph: Graph, font: str) -> None:
    lines = shown(page, graph, font)
    assert len(lines) >= len(graph.boxes)
    assert [line["text"] for line in lines if not line["isWithin"]] == []


def test_the_fonts_differ_so_that_the_test_can_fail(page: Page) -> None:
    graph = NAMED[0][1]
    widths = {font: sum(float(str(line["width"])) for line in shown(page, graph, font)) for font in FONTS}
    assert widths["Arial"] == pytest.approx(widths["Liberation Sans"], rel=0.01)
    assert widths["DejaVu Sans"] > 1.08 * widths["Liberation Sans"]
