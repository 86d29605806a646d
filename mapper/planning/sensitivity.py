"""What moves the result most: one input after the other, with all others at their middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from mapper.amounts import ZERO
from mapper.planning.capacity import NEEDED, Line, worked_out
from mapper.planning.estimate import Estimate

MORE = Decimal("1.1")
"""A tenth more."""


class Moved(NamedTuple):
    """The WTE that are needed with an input at its least and at its most, and with its middle a tenth higher, while all
    others are at their middle. `swing` is how far they go from the one to the other.
    """

    key: str
    at_least: Decimal
    at_most: Decimal
    a_tenth_more: Decimal

    @property
    def swing(self) -> Decimal:
        """How far the result moves over the range of the input."""
        return abs(self.at_most - self.at_least)


def moved(lines: Sequence[Line], inputs: Mapping[str, Estimate]) -> tuple[Moved, ...]:
    """What each input moves, those that move most by their own range first, then those that move most by a tenth."""
    middles = {key: one.mid for key, one in inputs.items()}

    def needed(key: str, number: Decimal) -> Decimal:
        return worked_out(lines, {**middles, key: number})[NEEDED]

    found = [
        Moved(key, needed(key, one.low), needed(key, one.high), needed(key, one.mid * MORE))
        for key, one in inputs.items()
        if one.high > ZERO
    ]
    middle = worked_out(lines, middles)[NEEDED]
    return tuple(sorted(found, key=lambda one: (-one.swing, -abs(one.a_tenth_more - middle), one.key)))
