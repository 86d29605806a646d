"""Where boxes and links stand: nothing overlaps, no link crosses a box, columns in their order; for any graph."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from drawn import GRAPHS, graph_from
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.logic_model.graph import Graph
from mapper.render.layers import Layers, Slot, crossings, ordered, placed
from mapper.render.layout import Layout, Size, Spot, lay_out
from mapper.render.text_width import text_width, wrap

HEAD = 20.0


def laid_out(graph: Graph, heights: list[int] | None = None) -> Layout:
    sizes = {
        box.id: Size(160, (heights or [40])[number % len(heights or [40])]) for number, box in enumerate(graph.boxes)
    }
    labels = {number: Size(14, 70) for number, link in enumerate(graph.links) if link.label and graph.runs_down}
    return lay_out(graph, sizes, labels, HEAD)


def on_curve(points: tuple[Spot, ...]) -> list[Spot]:
    """Points along cubic curves, close to each other."""
    found = []
    for number in range(0, len(points) - 1, 3):
        a, b, c, d = points[number : number + 4]
        for step in range(21):
            t = step / 20
            parts = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
            found.append(
                Spot(
                    sum(part * spot.along for part, spot in zip(parts, (a, b, c, d), strict=True)),
                    sum(part * spot.across for part, spot in zip(parts, (a, b, c, d), strict=True)),
                )
            )
    return found


def is_within(spot: Spot, middle: Spot, size: Size, *, by: float = 0.5) -> bool:
    return (
        abs(spot.along - middle.along) < size.along / 2 - by and abs(spot.across - middle.across) < size.across / 2 - by
    )


def check(graph: Graph, layout: Layout) -> None:
    for one, other in combinations(layout.boxes, 2):
        apart_along = abs(layout.boxes[one].along - layout.boxes[other].along)
        apart_across = abs(layout.boxes[one].across - layout.boxes[other].across)
        sizes = layout.sizes[one], layout.sizes[other]
        assert (
            apart_along >= (sizes[0].along + sizes[1].along) / 2
            or apart_across >= (sizes[0].across + sizes[1].across) / 2
        ), (one, other)
    for link, track in zip(graph.links, layout.tracks, strict=True):
        for spot in (*on_curve(track.points), track.tip):
            for box, middle in layout.boxes.items():
                assert not is_within(spot, middle, layout.sizes[box]), (link.start, link.end, box)
        assert is_at_edge(track.points[0], link.start, layout), link
        assert is_at_edge(track.tip, link.end, layout), link


def is_at_edge(spot: Spot, box: str, layout: Layout) -> bool:
    middle, size = layout.boxes[box], layout.sizes[box]
    return (
        abs(abs(spot.along - middle.along) - size.along / 2) < 0.1
        and abs(spot.across - middle.across) <= size.across / 2
    )


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.id)
def test_no_link_crosses_a_box_and_no_boxes_overlap(graph: Graph) -> None:
    layout = laid_out(graph, [40, 64, 30])
    check(graph, layout)
    assert list(layout.columns) == sorted(layout.columns)
    assert laid_out(graph, [40, 64, 30]) == layout


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.id)
def test_parts_of_a_column_stand_below_each_other_with_room_for_their_heading(graph: Graph) -> None:
    layout = laid_out(graph)
    for column in graph.columns:
        of_parts = [
            [layout.boxes[box.id].across for box in graph.boxes if box.kind == part.kind] for part in column.parts
        ]
        assert all(max(above) < min(below) for above, below in pairwise(of_parts) if above and below)
    for kind, spot in layout.heads.items():
        first = min(layout.boxes[box.id].across for box in graph.boxes if box.kind == kind)
        assert spot.across + HEAD / 2 <= first - 20


GRAPH = st.builds(
    graph_from,
    st.lists(st.integers(1, 4), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=25),
    st.booleans(),
)


@given(GRAPH)
@settings(max_examples=60)
def test_any_graph_is_laid_out_without_crossing_a_box(graph: Graph) -> None:
    check(graph, laid_out(graph, [30, 80, 50]))


@given(st.lists(st.integers(1, 6), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_ordering_never_makes_more_links_cross(sizes: list[int], chance) -> None:  # type: ignore[no-untyped-def]
    columns: list[list[int]] = []
    for size in sizes:
        first = sum(map(len, columns))
        columns.append(list(range(first, first + size)))
    pairs = [
        (one, other) for left, right in pairwise(columns) for one in left for other in right if chance.random() < 0.4
    ]
    layers = Layers([Slot(10, 10, 5, 0)] * sum(sizes), columns, pairs)
    order = ordered(layers)
    assert [sorted(column) for column in order] == columns
    assert crossings(order, pairs) <= crossings(columns, pairs)
    places = placed(layers, order)
    assert all(places[b] - places[a] >= 25 - 1e-6 for column in order for a, b in pairwise(column))
    assert min(places) == pytest.approx(10)


def test_two_links_that_cross_are_put_in_order() -> None:
    layers = Layers([Slot(5, 5, 5, 0)] * 4, [[0, 1], [2, 3]], [(0, 3), (1, 2)])
    assert crossings(layers.columns, layers.pairs) == 1
    assert crossings(ordered(layers), layers.pairs) == 0


@given(st.text(), st.integers(20, 300))
def test_wrapped_text_is_whole_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width, 11)
    assert "".join("".join(line.split()) for line in lines) == "".join(text.split())
    assert all(text_width(line, 11) <= width or len(line) == 1 for line in lines)
