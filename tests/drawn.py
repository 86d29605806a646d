"""Graphs that tests of drawings share: all views of the public and the fictional Hubs, and graphs of any shape."""

from __future__ import annotations

from conftest import REPOSITORY

from mapper.logic_model.graph import Box, Column, Graph, Link, Mark, Part, View
from mapper.logic_model.views import Asked, graphs_of
from mapper.study import Study, load_study

PUBLIC, EXAMPLES = load_study([REPOSITORY / "hubs"]), load_study([REPOSITORY / "examples" / "hubs"])
ALL_BUT_DIFFERENCE = ("model", "simple", "pathway", "implementation")


def _named(study: Study, name: str, views: tuple[str, ...]) -> list[tuple[str, Graph]]:
    return [(f"{name}/{graph.id}", graph) for graph in graphs_of(study, Asked(views))]


NAMED = [
    *_named(PUBLIC, "hubs", ALL_BUT_DIFFERENCE),
    *_named(EXAMPLES, "examples", (*ALL_BUT_DIFFERENCE, "difference")),
]
GRAPHS = [graph for _, graph in NAMED]


def graph_from(sizes: list[int], ends: list[tuple[int, int]], runs_down: bool, text: str = "box") -> Graph:
    """A graph with columns of some sizes; links between any boxes, by their numbers; with words where it runs down."""
    boxes = [(column, number) for column, size in enumerate(sizes) for number in range(size)]
    names = [f"{column}.{number}" for column, number in boxes]
    pairs = dict.fromkeys((names[start % len(names)], names[end % len(names)]) for start, end in ends)
    return Graph(
        id="any",
        view=View.MODEL,
        title=text,
        as_of=None,
        is_fictional=False,
        hubs=(text,),
        columns=tuple(
            Column(text, (Part(f"{column}a", text), Part(f"{column}b", f"{text} below")))
            for column in range(len(sizes))
        ),
        boxes=tuple(
            Box(name, f"{column}{'ab'[number % 2]}", text, list(Mark)[number % len(Mark)], "reported")
            for name, (column, number) in zip(names, boxes, strict=True)
        ),
        links=tuple(
            Link(start, end, "leads to", "hypothesised", label=text if runs_down and number % 2 else None)
            for number, (start, end) in enumerate(pairs)
        ),
        runs_down=runs_down,
    )
