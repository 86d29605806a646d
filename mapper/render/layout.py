"""Where the boxes and links of a graph stand: a column for each kind, or rows where it runs down.

No link crosses a box: between columns there are only links, and where a link passes a column it has a lane of its own.
Lengths are in points. Places are told along the graph (from its first column on) and across it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from mapper.logic_model.graph import Graph, Link, Part
from mapper.render.layers import Layers, Slot, ordered, placed

BOX_GAP, LANE_GAP = 14.0, 9.0
TIP = 7.0
"""The length of an arrowhead."""
_LANE = 1.0
_PART_GAP = 12.0
_BETWEEN, _FOR_EACH_LINK, _WIDEST = 32.0, 1.3, 64.0
_PORTS_APART, _CORNER = 10.0, 9.0
_LABEL_INDENT = 5.0
_BULGE, _FURTHER, _MOST_BULGES = 0.7, 0.15, 4
"""How far out a link goes between boxes of one column, and how much further the next, as shares of the room between
columns.
"""


class Size(NamedTuple):
    """The extent of a box or of words along the graph and across it."""

    along: float
    across: float


class Spot(NamedTuple):
    """A point along the graph and across it."""

    along: float
    across: float


@dataclass(frozen=True, slots=True)
class Track:
    """A link: cubic curves through `points` (1 and 3 more for each), then straight on to the `tip`; and the middle of
    the words beside it.
    """

    points: tuple[Spot, ...]
    tip: Spot
    label: Spot | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The middle and the size of each box by its id, a track for each link, the middle of each column along, and of
    each heading of a part by its kind; and the size of the whole.
    """

    boxes: Mapping[str, Spot]
    sizes: Mapping[str, Size]
    tracks: tuple[Track, ...]
    columns: tuple[float, ...]
    heads: Mapping[str, Spot]
    size: Size


def lay_out(graph: Graph, sizes: Mapping[str, Size], labels: Mapping[int, Size], head: float) -> Layout:
    """Place every box and link. `sizes` are those of the boxes, `labels` those of the words of some links by their
    number; `head` is the room across that the heading of a part takes.
    """
    plan = _Plan(graph, sizes, labels)
    order = ordered(plan.layers(plan.slots))
    heads = dict(plan.first_of_parts(order))
    slots = [slot._replace(head=head) if number in heads.values() else slot for number, slot in enumerate(plan.slots)]
    across = placed(plan.layers(slots), order)
    return _drawn(plan, across, head, heads)


def room_for(ends: int) -> float:
    """The extent across of a box at one side of which so many links end with room between them."""
    return (ends - 1) * _PORTS_APART + 2 * _CORNER


class _Chain(NamedTuple):
    """The slots that a link goes through, in the order of the columns; `is_back` says that it runs against them,
    `label` is the one with its words.
    """

    slots: tuple[int, ...]
    is_back: bool = False
    label: int | None = None


class _Plan:
    """A graph as slots in columns: boxes, and lanes of links. With words beside links, every other column is theirs."""

    def __init__(self, graph: Graph, sizes: Mapping[str, Size], labels: Mapping[int, Size]) -> None:
        self.graph, self.sizes, self.labels = graph, sizes, labels
        self.step = 2 if labels else 1
        self.slots: list[Slot] = []
        self.columns: list[list[int]] = [[] for _ in range(max(len(graph.columns) * self.step - self.step + 1, 0))]
        self.column_of: list[int] = []
        self.slot_of: dict[str, int] = {}
        self._headed: list[tuple[str, list[int]]] = []
        for number, column in enumerate(graph.columns):
            for place, part in enumerate(column.parts):
                self._add_part(
                    number * self.step, place, part, has_head=bool(part.label) and part.label != column.label
                )
        self.chains = [self._chain(number, link) for number, link in enumerate(graph.links)]

    def _add_part(self, column: int, place: int, part: Part, *, has_head: bool) -> None:
        boxes = [box for box in self.graph.boxes if box.kind == part.kind]
        for box in boxes:
            self.slot_of[box.id] = self._add(column, Slot(*2 * (self.sizes[box.id].across / 2,), BOX_GAP, place))
        if has_head and boxes:
            self._headed.append((part.kind, [self.slot_of[box.id] for box in boxes]))

    def _add(self, column: int, slot: Slot) -> int:
        self.slots.append(slot)
        self.column_of.append(column)
        self.columns[column].append(len(self.slots) - 1)
        return len(self.slots) - 1

    def _chain(self, number: int, link: Link) -> _Chain:
        start, end = self.slot_of[link.start], self.slot_of[link.end]
        first, last = self.column_of[start], self.column_of[end]
        if first == last:
            return _Chain((start, end))
        is_back = last < first
        with_words = (first - 1 if is_back else first + 1) if number in self.labels else None
        passed = [
            self._add_lane(number, column, with_words) for column in range(min(first, last) + 1, max(first, last))
        ]
        label = next((slot for slot in passed if self.column_of[slot] == with_words), None)
        return _Chain((end, *passed, start) if is_back else (start, *passed, end), is_back, label)

    def _add_lane(self, number: int, column: int, with_words: int | None) -> int:
        if column == with_words:
            return self._add(column, Slot(_LANE, self.labels[number].across + _LABEL_INDENT, BOX_GAP))
        return self._add(column, Slot(_LANE, _LANE, LANE_GAP))

    def is_beside(self, chain: _Chain) -> bool:
        """Whether a link joins two boxes of one column."""
        return self.column_of[chain.slots[0]] == self.column_of[chain.slots[-1]]

    def number_beside(self, number: int) -> int:
        """How many links before this one join two boxes of the same column."""
        column = self.column_of[self.chains[number].slots[0]]
        return sum(self.is_beside(chain) and self.column_of[chain.slots[0]] == column for chain in self.chains[:number])

    def layers(self, slots: Sequence[Slot]) -> Layers:
        """The slots with what is linked in neighbouring columns."""
        pairs = [pair for chain in self.chains if not self.is_beside(chain) for pair in pairwise(chain.slots)]
        return Layers(slots, self.columns, pairs)

    def first_of_parts(self, order: Sequence[Sequence[int]]) -> Iterator[tuple[str, int]]:
        """The first box of each part that has a heading of its own, with the kind of the part."""
        for kind, slots in self._headed:
            column = order[self.column_of[slots[0]]]
            yield kind, min(slots, key=column.index)


def _drawn(plan: _Plan, across: Sequence[float], head: float, heads: Mapping[str, int]) -> Layout:
    thick = _thickness(plan)
    middles = _middles(plan, thick)
    boxes = {box: Spot(middles[plan.column_of[slot]], across[slot]) for box, slot in plan.slot_of.items()}
    ports = _ports(plan, across)
    tracks = tuple(_track(plan, number, across, middles, thick, ports) for number in range(len(plan.chains)))
    titles = {
        kind: Spot(middles[plan.column_of[slot]], across[slot] - plan.slots[slot].before - head / 2)
        for kind, slot in heads.items()
    }
    along = (middles[-1] + thick[-1] / 2) if middles else 0.0
    widest = max((across[n] + slot.after for n, slot in enumerate(plan.slots)), default=0.0)
    return Layout(boxes, plan.sizes, tracks, tuple(middles[:: plan.step]), titles, Size(along, widest))


def _thickness(plan: _Plan) -> list[float]:
    """How much of the length of the graph each column takes."""
    thick = [0.0] * len(plan.columns)
    for box, slot in plan.slot_of.items():
        thick[plan.column_of[slot]] = max(thick[plan.column_of[slot]], plan.sizes[box].along)
    for number, chain in enumerate(plan.chains):
        if chain.label is not None:
            column = plan.column_of[chain.label]
            thick[column] = max(thick[column], plan.labels[number].along)
    return thick


def _middles(plan: _Plan, thick: Sequence[float]) -> list[float]:
    """The middle of each column along, with room between for the links there."""
    linked = [0] * len(plan.columns)
    for chain in plan.chains:
        for slot in chain.slots[:-1] if not plan.is_beside(chain) else chain.slots[:1]:
            linked[plan.column_of[slot]] += 1
    middles: list[float] = []
    edge = 0.0
    for number, width in enumerate(thick):
        middles.append(edge + width / 2)
        room = _BETWEEN if plan.step == 1 else _BETWEEN / 2
        edge += width + min(room + _FOR_EACH_LINK * linked[number], _WIDEST)
    return middles


def _ports(plan: _Plan, across: Sequence[float]) -> Mapping[tuple[int, bool], float]:
    """Where across each link begins and ends at its boxes, by its number and whether it is the side of the start."""
    sides: dict[tuple[int, bool], list[tuple[float, int, bool]]] = {}
    for number, chain in enumerate(plan.chains):
        first, last = chain.slots[0], chain.slots[-1]
        beside = plan.is_beside(chain)
        sides.setdefault((first, True), []).append((across[chain.slots[1]], number, True))
        sides.setdefault((last, beside), []).append((across[chain.slots[-2]], number, False))
    ports = {}
    for (slot, _), ends in sides.items():
        room = 2 * plan.slots[slot].before - 2 * _CORNER
        apart = min(_PORTS_APART, room / (len(ends) - 1)) if len(ends) > 1 else 0.0
        for place, (_, number, is_first) in enumerate(sorted(ends)):
            ports[number, is_first] = across[slot] + (place - (len(ends) - 1) / 2) * apart
    return ports


def _track(
    plan: _Plan,
    number: int,
    across: Sequence[float],
    middles: Sequence[float],
    thick: Sequence[float],
    ports: Mapping[tuple[int, bool], float],
) -> Track:
    chain, link = plan.chains[number], plan.graph.links[number]
    near_box, far_box = (link.end, link.start) if chain.is_back else (link.start, link.end)
    near, far = plan.column_of[chain.slots[0]], plan.column_of[chain.slots[-1]]
    leaves = Spot(middles[near] + plan.sizes[near_box].along / 2, ports[number, True])
    if plan.is_beside(chain):
        end = Spot(middles[far] + plan.sizes[far_box].along / 2, ports[number, False])
        return _beside(leaves, end, plan.number_beside(number))
    enters = Spot(middles[far] - plan.sizes[far_box].along / 2, ports[number, False])
    stops = [leaves, Spot(middles[near] + thick[near] / 2, leaves.across)]
    for slot in chain.slots[1:-1]:
        place, column = across[slot], plan.column_of[slot]
        stops += [Spot(middles[column] - thick[column] / 2, place), Spot(middles[column] + thick[column] / 2, place)]
    stops += [Spot(middles[far] - thick[far] / 2, enters.across), enters]
    tip = stops[0] if chain.is_back else stops[-1]
    if chain.is_back:
        stops[0] = Spot(tip.along + TIP, tip.across)
        stops.reverse()
    else:
        stops[-1] = Spot(tip.along - TIP, tip.across)
    return Track(tuple(_curves(stops)), tip, _label(plan, number, across, middles))


def _label(plan: _Plan, number: int, across: Sequence[float], middles: Sequence[float]) -> Spot | None:
    slot = plan.chains[number].label
    if slot is None:
        return None
    return Spot(middles[plan.column_of[slot]], across[slot] + _LABEL_INDENT + plan.labels[number].across / 2)


def _curves(stops: Sequence[Spot]) -> Iterator[Spot]:
    """Smooth curves from stop to stop that leave and enter along the graph; stops at one place are one."""
    yield stops[0]
    for before, after in pairwise(stops):
        if before == after:
            continue
        half = (after.along - before.along) / 2
        yield from (Spot(before.along + half, before.across), Spot(after.along - half, after.across), after)


def _beside(start: Spot, end: Spot, number: int) -> Track:
    """A link between two boxes of one column, which goes out into the room between columns and back; the `number` of
    those before it in the column keeps such links apart.
    """
    out = _BETWEEN * (_BULGE + number % _MOST_BULGES * _FURTHER)
    body = (start, Spot(start.along + out, start.across), Spot(end.along + out, end.across))
    return Track((*body, Spot(end.along + TIP, end.across)), end)
