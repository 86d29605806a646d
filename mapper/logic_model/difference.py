"""What differs between two logic models: of two Hubs, or of one Hub at two dates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from mapper.logic_model.columns import columns_of
from mapper.logic_model.graph import Box, Graph, Link, Mark, Origin, View
from mapper.vocabulary.lists import Vocabulary

T = TypeVar("T")


def difference(first: Graph, second: Graph, names: tuple[str, str], words: Vocabulary) -> Graph:
    """Two models in one: what is in both, what is in one only, and what the second words differently."""
    if first.id != second.id:
        first, second = _apart(first, 1), _apart(second, 2)
    boxes = tuple(_boxes(first, second))
    return Graph(
        id="difference",
        view=View.DIFFERENCE,
        title=f"What differs: {names[0]} and {names[1]}",
        as_of=None if first.as_of != second.as_of else first.as_of,
        is_fictional=first.is_fictional or second.is_fictional,
        hubs=tuple(dict.fromkeys((*first.hubs, *second.hubs))),
        columns=columns_of(words, boxes),
        boxes=boxes,
        links=tuple(_links(first, second)),
        digest=hashlib.sha256(f"{first.digest}\n{second.digest}".encode()).hexdigest(),
        first=names[0],
        second=names[1],
    )


def _apart(graph: Graph, number: int) -> Graph:
    """A model whose own boxes have ids of their own: what two Hubs add is not one thing because it has one id."""
    own = {box.id: f"{number}/{box.id}" for box in graph.boxes if box.origin is Origin.OWN}
    boxes = tuple(replace(box, id=own.get(box.id, box.id)) for box in graph.boxes)
    links = tuple(
        replace(link, start=own.get(link.start, link.start), end=own.get(link.end, link.end)) for link in graph.links
    )
    return replace(graph, boxes=boxes, links=links)


def _boxes(first: Graph, second: Graph) -> Iterator[Box]:
    before = {box.id: box for box in first.boxes}
    after = {box.id: box for box in second.boxes}
    for box_id in _in_order([box.id for box in first.boxes], [box.id for box in second.boxes]):
        old, new = before.get(box_id), after.get(box_id)
        if old is not None and new is not None:
            supports = (*old.supports, *new.supports)
            if old.text == new.text:
                yield replace(new, mark=Mark.BOTH, supports=supports)
            else:
                yield replace(new, mark=Mark.REWORDED, supports=supports, instead_of=old.text)
        elif old is not None:
            yield replace(old, mark=Mark.ONLY_FIRST)
        elif new is not None:
            yield replace(new, mark=Mark.ONLY_SECOND)


def _links(first: Graph, second: Graph) -> Iterator[Link]:
    before = {(link.start, link.end, link.kind): link for link in first.links}
    after = {(link.start, link.end, link.kind): link for link in second.links}
    for ends in _in_order(list(before), list(after)):
        if ends in before and ends in after:
            yield replace(after[ends], mark=Mark.BOTH)
        elif ends in before:
            yield replace(before[ends], mark=Mark.ONLY_FIRST)
        else:
            yield replace(after[ends], mark=Mark.ONLY_SECOND)


def _in_order(first: Sequence[T], second: Sequence[T]) -> list[T]:
    return list(dict.fromkeys((*first, *second)))
