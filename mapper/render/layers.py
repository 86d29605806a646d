"""Boxes in columns with links between neighbouring columns → their order and places, so that few links cross.

The method is that of Sugiyama, Tagawa and Toda (1981, IEEE Trans. Syst. Man Cybern. 11:109-125): a link that passes a
column has a lane of its own there; columns are ordered by the middle of what they are linked with; then everything is
moved as near to what it is linked with as its neighbours allow.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_ROUNDS = 16
_MOVES = 60
_PULLS = (1.0, 1.0, 16.0)
"""How much slots pull at what they are linked with, by how many of the two are lanes: long links shall be straight."""
_STRAIGHTENINGS = 4
_TOGETHER = 0.4
"""How much the boxes of one part of a column pull at the next one."""
_REST = 0.01
"""How much something that is linked with nothing holds on to its place."""


class Slot(NamedTuple):
    """What takes room in a column: a box, or the lane of a link that passes, with its words. `before` and `after` are
    its extents across on both sides of its middle, `gap` the room that it keeps from its neighbours, `head` the room
    for a heading before it; boxes of a lower `part` stand before those of a higher one.
    """

    before: float
    after: float
    gap: float
    part: int | None = None
    head: float = 0.0


@dataclass(frozen=True, slots=True)
class Layers:
    """Columns of slots by number, and the pairs of slots that are linked, of which the first is one column before."""

    slots: Sequence[Slot]
    columns: Sequence[Sequence[int]]
    pairs: Sequence[tuple[int, int]]


def ordered(layers: Layers) -> list[list[int]]:
    """The order of the slots in each column, so that few links cross; parts stay in their order."""
    return _ordered(layers, _near(layers))


def placed(layers: Layers, order: Sequence[Sequence[int]]) -> list[float]:
    """The middle of every slot across, in an order; nothing begins before 0."""
    return _placed(layers, order, _near(layers))


def crossings(order: Sequence[Sequence[int]], pairs: Sequence[tuple[int, int]]) -> int:
    """How many links between neighbouring columns cross."""
    at = {slot: (number, place) for number, column in enumerate(order) for place, slot in enumerate(column)}
    gaps: dict[int, list[tuple[int, int]]] = {}
    for one, other in pairs:
        gaps.setdefault(at[one][0], []).append((at[one][1], at[other][1]))
    return sum(_inversions(sorted(gap)) for gap in gaps.values())


def _inversions(ends: Sequence[tuple[int, int]]) -> int:
    seen: list[int] = []
    found = 0
    for _, end in ends:
        found += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return found


def _near(layers: Layers) -> tuple[Mapping[int, Sequence[int]], Mapping[int, Sequence[int]]]:
    """What each slot is linked with in the column before it, and in the column after it."""
    before: dict[int, list[int]] = {number: [] for number in range(len(layers.slots))}
    after: dict[int, list[int]] = {number: [] for number in range(len(layers.slots))}
    for one, other in layers.pairs:
        after[one].append(other)
        before[other].append(one)
    return before, after


def _ordered(layers: Layers, near: tuple[Mapping[int, Sequence[int]], Mapping[int, Sequence[int]]]) -> list[list[int]]:
    before, after = near
    columns = [list(column) for column in layers.columns]
    _keep_parts(layers, columns)
    best, fewest = [list(column) for column in columns], crossings(columns, layers.pairs)
    for number in range(_ROUNDS):
        forwards = number % 2 == 0
        places = range(1, len(columns)) if forwards else range(len(columns) - 2, -1, -1)
        for place in places:
            beside = columns[place - 1 if forwards else place + 1]
            _sort(columns[place], beside, before if forwards else after)
            _keep_parts(layers, columns)
        for place in places:
            _swap(layers, columns, place, near)
        found = crossings(columns, layers.pairs)
        if found < fewest:
            best, fewest = [list(column) for column in columns], found
    return best


def _sort(column: list[int], beside: Sequence[int], near: Mapping[int, Sequence[int]]) -> None:
    """Order a column by the middle of what its slots are linked with; those that are not linked stay where they are."""
    at = {slot: place for place, slot in enumerate(beside)}
    middle = {}
    for place, slot in enumerate(column):
        places = [at[other] for other in near[slot]]
        share = (place + 0.5) / len(column) * len(beside)
        middle[slot] = sum(places) / len(places) + 0.5 if places else share
    column.sort(key=lambda slot: middle[slot])


def _keep_parts(layers: Layers, columns: Sequence[list[int]]) -> None:
    """Put the boxes of each column in the order of its parts, in the places that boxes have between the lanes."""
    for column in columns:
        places = [place for place, slot in enumerate(column) if layers.slots[slot].part is not None]
        boxes = sorted((column[place] for place in places), key=lambda slot: layers.slots[slot].part or 0)
        for place, slot in zip(places, boxes, strict=True):
            column[place] = slot


def _swap(
    layers: Layers,
    columns: Sequence[list[int]],
    number: int,
    near: tuple[Mapping[int, Sequence[int]], Mapping[int, Sequence[int]]],
) -> None:
    """Swap neighbours in a column while that makes fewer links cross."""
    column = columns[number]
    sides = []
    for beside, linked in ((number - 1, near[0]), (number + 1, near[1])):
        if 0 <= beside < len(columns):
            at = {slot: place for place, slot in enumerate(columns[beside])}
            sides.append({slot: sorted(at[other] for other in linked[slot]) for slot in column})
    for _ in column:
        swapped = False
        for place in range(len(column) - 1):
            upper, lower = column[place], column[place + 1]
            parts = layers.slots[upper].part, layers.slots[lower].part
            if None not in parts and parts[0] != parts[1]:
                continue
            now = sum(_crossing(side[upper], side[lower]) for side in sides)
            then = sum(_crossing(side[lower], side[upper]) for side in sides)
            if then < now:
                column[place], column[place + 1] = lower, upper
                swapped = True
        if not swapped:
            return


def _crossing(upper: Sequence[int], lower: Sequence[int]) -> int:
    """How many links of two neighbours in a column cross, given the places of what each is linked with."""
    return sum(other < end for end in upper for other in lower)


def _placed(
    layers: Layers,
    order: Sequence[Sequence[int]],
    near: tuple[Mapping[int, Sequence[int]], Mapping[int, Sequence[int]]],
) -> list[float]:
    middles = [0.0] * len(layers.slots)
    for column in order:
        offsets = _offsets(layers, column)
        half = offsets[-1] / 2 if offsets else 0.0
        for slot, offset in zip(column, offsets, strict=True):
            middles[slot] = offset - half
    linked = {slot: [*near[0][slot], *near[1][slot]] for slot in range(len(layers.slots))}
    beside = _of_one_part(layers, order)
    for move in range(_MOVES):
        for column in order if move % 2 == 0 else reversed(order):
            wishes, weights = [], []
            for slot in column:
                pulls = [(_pull(layers, slot, other), middles[other]) for other in linked[slot]]
                pulls += [(_TOGETHER, middles[other]) for other in beside[slot]]
                weight = sum(pull for pull, _ in pulls)
                weights.append(weight or _REST)
                wishes.append(sum(pull * place for pull, place in pulls) / weight if weight else middles[slot])
            for slot, middle in zip(column, _nearest(wishes, weights, _offsets(layers, column)), strict=True):
                middles[slot] = middle
    for _ in range(_STRAIGHTENINGS):
        _straighten(layers, order, near[1], middles)
    first = min((middles[slot] - _above(layers.slots[slot]) for column in order for slot in column), default=0.0)
    return [middle - first for middle in middles]


def _straighten(
    layers: Layers, order: Sequence[Sequence[int]], after: Mapping[int, Sequence[int]], middles: list[float]
) -> None:
    """Move the lanes of each link to one height, as far as what stands beside them lets them."""
    beside = {slot: (column, place) for column in order for place, slot in enumerate(column)}
    lanes = [slot for slot in range(len(layers.slots)) if layers.slots[slot].part is None]
    continued = {other for slot in lanes for other in after[slot]}
    for first in lanes:
        if first in continued:
            continue
        run = [first]
        while (following := after[run[-1]]) and layers.slots[following[0]].part is None:
            run.append(following[0])
        wish = sorted(middles[slot] for slot in run)[len(run) // 2]
        for slot in run:
            low, high = _room(layers, *beside[slot], middles)
            middles[slot] = min(max(wish, low), high)


def _room(layers: Layers, column: Sequence[int], place: int, middles: Sequence[float]) -> tuple[float, float]:
    """Between which places a slot can be moved without anything else being moved."""
    here = layers.slots[column[place]]
    low, high = float("-inf"), float("inf")
    if place:
        above = layers.slots[column[place - 1]]
        low = middles[column[place - 1]] + above.after + max(above.gap, here.gap) + here.head + here.before
    if place + 1 < len(column):
        below = layers.slots[column[place + 1]]
        high = middles[column[place + 1]] - below.before - below.head - max(below.gap, here.gap) - here.after
    return low, max(low, high)


def _of_one_part(layers: Layers, order: Sequence[Sequence[int]]) -> Mapping[int, Sequence[int]]:
    """The boxes next to each box in its part of a column."""
    beside: dict[int, list[int]] = {slot: [] for slot in range(len(layers.slots))}
    for column in order:
        boxes = [slot for slot in column if layers.slots[slot].part is not None]
        for one, other in pairwise(boxes):
            if layers.slots[one].part == layers.slots[other].part:
                beside[one].append(other)
                beside[other].append(one)
    return beside


def _above(slot: Slot) -> float:
    return slot.before + slot.head


def _pull(layers: Layers, slot: int, other: int) -> float:
    """How much one slot pulls at another: lanes at lanes, so that long links are straight."""
    lanes = sum(layers.slots[one].part is None for one in (slot, other))
    return _PULLS[lanes]


def _offsets(layers: Layers, column: Sequence[int]) -> list[float]:
    """The middle of each slot of a column if they stood as near to each other as they may, the first at 0."""
    offsets: list[float] = []
    for place, slot in enumerate(column):
        here = layers.slots[slot]
        if not place:
            offsets.append(0.0)
            continue
        above = layers.slots[column[place - 1]]
        gap = max(above.gap, here.gap)
        offsets.append(offsets[-1] + above.after + gap + here.head + here.before)
    return offsets


def _nearest(wishes: Sequence[float], weights: Sequence[float], offsets: Sequence[float]) -> list[float]:
    """The places nearest to what is wished, by least squares, that keep the order and the room between (isotonic
    regression by pooling adjacent violators; Ayer et al. 1955, Ann. Math. Stat. 26:641-647).
    """
    pools: list[tuple[float, float, int]] = []
    for wish, weight, offset in zip(wishes, weights, offsets, strict=True):
        pool = (wish - offset, weight, 1)
        while pools and pools[-1][0] > pool[0]:
            value, heavy, count = pools.pop()
            together = heavy + pool[1]
            pool = ((value * heavy + pool[0] * pool[1]) / together, together, count + pool[2])
        pools.append(pool)
    levels = [value for value, _, count in pools for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]
