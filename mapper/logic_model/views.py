"""All drawings of a study that are asked for, as graphs with the names of their files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from mapper.errors import MapperError, UsageError
from mapper.logic_model.all_hubs import ALL_HUBS, all_hubs_model
from mapper.logic_model.difference import difference
from mapper.logic_model.graph import Graph
from mapper.logic_model.hub_model import hub_model
from mapper.logic_model.implementation import all_implementation, hub_implementation, published_implementation
from mapper.logic_model.pathway import client_pathway
from mapper.logic_model.selection import between, simple
from mapper.schema.scalars import PartialDate, slug
from mapper.study import MappedHub, Study

VIEWS = ("model", "simple", "pathway", "implementation", "difference")
"""What can be drawn, in the order in which it is."""


class Asked(NamedTuple):
    """What is asked for: views, the date, the earlier date of a difference, the ends of a way through the model, and
    whether boxes are marked for which no sign-off holds.
    """

    views: Sequence[str] = ("model",)
    as_of: PartialDate | None = None
    since: PartialDate | None = None
    start: str | None = None
    end: str | None = None
    marks_unsigned: bool = False


def graphs_of(study: Study, asked: Asked) -> tuple[Graph, ...]:
    """The graphs, each with an id that no other has. Raises UsageError where a view cannot be made of these Hubs, and
    MapperError where two Hubs would have the same drawings.
    """
    names = _names(study)
    found = tuple(graph for view in VIEWS if view in asked.views for graph in _MAKERS[view](study, names, asked))
    _refuse_one_name_for_two([graph.id for graph in found])
    return tuple(replace(graph, marks_unsigned=asked.marks_unsigned) for graph in found)


def _names(study: Study) -> Sequence[str]:
    """What the drawings of each Hub are called: its id, or its label where labels stand for names."""
    names = [
        slug(study.heading(mapped) if study.shows_labels else mapped.id) or f"hub-{number}"
        for number, mapped in enumerate(study.hubs, 1)
    ]
    _refuse_one_name_for_two([*names, ALL_HUBS])
    return names


def _refuse_one_name_for_two(names: Sequence[str]) -> None:
    double = next((name for name, number in Counter(names).items() if number > 1), None)
    if double is not None:
        raise MapperError(f"Two drawings would be called {double}. Please give each Hub an id (or label) of its own.")


def _models(study: Study, names: Sequence[str], asked: Asked) -> Iterator[Graph]:
    def wanted(graph: Graph) -> Graph:
        return between(graph, asked.start, asked.end) if asked.start or asked.end else graph

    for name, mapped in zip(names, study.hubs, strict=True):
        yield wanted(replace(hub_model(study, mapped, asked.as_of), id=name))
    if len(study.running) > 1:
        yield wanted(all_hubs_model(study, asked.as_of))


def _simple(study: Study, names: Sequence[str], asked: Asked) -> Iterator[Graph]:
    yield from (simple(graph) for graph in _models(study, names, asked))


def _pathways(study: Study, names: Sequence[str], asked: Asked) -> Iterator[Graph]:
    found = [client_pathway(study, mapped, asked.as_of) for mapped in study.hubs]
    if not any(found) and list(asked.views) == ["pathway"]:
        raise MapperError("No Hub lists a step of its pathway, so there is nothing to draw. Please fill in `pathway`.")
    yield from _named(found, names, "pathway")


def _implementation(study: Study, names: Sequence[str], asked: Asked) -> Iterator[Graph]:
    found = [hub_implementation(study, mapped, asked.as_of) for mapped in study.hubs]
    yield from _named(found, names, "implementation")
    whole = all_implementation(study, asked.as_of) if len(study.running) > 1 else None
    if whole is not None:
        yield replace(whole, id=f"{ALL_HUBS}-implementation")
    yield from published_implementation(study)


def _named(graphs: Sequence[Graph | None], names: Sequence[str], view: str) -> Iterator[Graph]:
    for name, graph in zip(names, graphs, strict=True):
        if graph is not None:
            yield replace(graph, id=f"{name}-{view}")


def _differences(study: Study, names: Sequence[str], asked: Asked) -> Iterator[Graph]:
    if asked.since is not None:
        for name, mapped in zip(names, study.hubs, strict=True):
            yield replace(_since(study, mapped, asked), id=f"{name}-since-{slug(asked.since.text)}")
    elif len(study.hubs) == 2:
        first, second = (hub_model(study, mapped, asked.as_of) for mapped in study.hubs)
        found = difference(first, second, (first.hubs[0], second.hubs[0]), study.vocabulary)
        yield replace(found, id=f"{names[0]}-and-{names[1]}")
    else:
        raise UsageError(
            "A difference is drawn between two Hubs, or between two dates. Please name two Hub files, or give the "
            "earlier date: --since 2021-06"
        )


def _since(study: Study, mapped: MappedHub, asked: Asked) -> Graph:
    before, after = hub_model(study, mapped, asked.since), hub_model(study, mapped, asked.as_of)
    assert asked.since is not None
    names = (asked.since.text, after.as_of or "now")
    found = difference(before, after, names, study.vocabulary)
    return replace(found, title=f"What differs between {names[0]} and {names[1]}: {study.heading(mapped)}")


_MAKERS: dict[str, Callable[[Study, Sequence[str], Asked], Iterator[Graph]]] = {
    "model": _models,
    "simple": _simple,
    "pathway": _pathways,
    "implementation": _implementation,
    "difference": _differences,
}
