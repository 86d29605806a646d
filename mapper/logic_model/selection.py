"""Less of a graph: its main links, or what lies between two boxes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from mapper.errors import UsageError
from mapper.logic_model.graph import MAIN_LINKS, Box, Column, Graph, Link
from mapper.wording import nearest, quoted

_BESIDE = ("assumption", "external factor", "unintended effect")


def simple(graph: Graph) -> Graph:
    """Columns and main links: without assumptions, external factors and unintended effects, without what only moderates
    or hinders, and without links that a longer way through the model tells as well.
    """
    kept = _with_boxes(graph, [box for box in graph.boxes if box.kind not in _BESIDE])
    main = [link for link in kept.links if link.kind in MAIN_LINKS]
    following = _following(main)
    direct = [link for link in main if not _is_told_otherwise(link, following)]
    return replace(kept, id=f"{graph.id}-simple", title=f"{graph.title}, main links", links=tuple(direct), undrawn=())


def between(graph: Graph, start: str | None, end: str | None) -> Graph:
    """What lies on a way from one box to another, each named by its id or its text; with one of them, all that follows
    from it, or leads to it. Raises UsageError if there is no such box, or no way.
    """
    reached = {box.id for box in graph.boxes}
    names = []
    if start is not None:
        first = _named(graph, start)
        names.append(f"from “{first.text}”")
        reached &= _reached(first.id, _following(graph.links))
    if end is not None:
        last = _named(graph, end)
        names.append(f"to “{last.text}”")
        backwards = _following([replace(link, start=link.end, end=link.start) for link in graph.links])
        reached &= _reached(last.id, backwards)
    if not reached:
        raise UsageError(f"No links lead from {quoted(start)} to {quoted(end)}. Please name two boxes that are linked.")
    kept = _with_boxes(graph, [box for box in graph.boxes if box.id in reached])
    return replace(kept, title=f"{graph.title}, {' '.join(names)}", undrawn=())


def _with_boxes(graph: Graph, boxes: Collection[Box]) -> Graph:
    kept = {box.id for box in boxes}
    kinds = {box.kind for box in boxes}
    links = tuple(link for link in graph.links if link.start in kept and link.end in kept)
    columns = []
    for column in graph.columns:
        parts = tuple(part for part in column.parts if part.kind in kinds)
        if parts:
            is_headed = column.label == column.parts[0].label and column.parts[0] not in parts
            columns.append(Column(parts[0].label if is_headed else column.label, parts))
    return replace(graph, boxes=tuple(boxes), links=links, columns=tuple(columns))


def _named(graph: Graph, name: str) -> Box:
    for box in graph.boxes:
        if name in (box.id, box.text):
            return box
    ids = [box.id for box in graph.boxes]
    meant = nearest(name, ids)
    hint = f" Did you mean `{meant}`?" if meant else " `mapper diagram --trace` lists them."
    raise UsageError(f"{graph.title} has no box {quoted(name)}. Please name one by its id.{hint}")


def _following(links: Collection[Link]) -> Mapping[str, list[str]]:
    following: dict[str, list[str]] = {}
    for link in links:
        following.setdefault(link.start, []).append(link.end)
    return following


def _reached(start: str, following: Mapping[str, list[str]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        for after in following.get(waiting.pop(), ()):
            if after not in reached:
                reached.add(after)
                waiting.append(after)
    return reached


def _is_told_otherwise(link: Link, following: Mapping[str, list[str]]) -> bool:
    """Whether a longer way leads from the start of a link to its end."""
    others = [after for after in following[link.start] if after != link.end]
    return any(link.end in _reached(after, following) for after in others)
