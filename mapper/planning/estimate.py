"""Numbers with a least, a middle and a most."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

from mapper.amounts import ZERO
from mapper.schema.scalars import Amount

_TWO = Decimal(2)
_DIGITS = 400
"""More than the largest numbers that a record or an assumption can hold have when they are multiplied."""


class Estimate(NamedTuple):
    """A number: the least, the middle and the most that it may be."""

    low: Decimal
    mid: Decimal
    high: Decimal

    def plus(self, other: Estimate) -> Estimate:
        """The sum, end by end."""
        return Estimate(self.low + other.low, self.mid + other.mid, self.high + other.high)

    def times(self, factor: Decimal) -> Estimate:
        """So many times the number; the factor is not below zero."""
        return Estimate(self.low * factor, self.mid * factor, self.high * factor)


NOTHING = Estimate(ZERO, ZERO, ZERO)


def between(low: Decimal, high: Decimal) -> Estimate:
    """From one number to another, with the middle between them."""
    return Estimate(low, (low + high) / _TWO, high)


def closed(amount: Amount | None) -> Estimate | None:
    """A number whose ends are both known."""
    if amount is None or amount.low is None or amount.high is None:
        return None
    return between(amount.low, amount.high)


def to_place(number: Decimal, place: Decimal) -> Decimal:
    """A number rounded to a decimal place, half away from zero, however many digits it has."""
    with localcontext() as context:
        context.prec = _DIGITS
        return number.quantize(place, ROUND_HALF_UP)


def added_up(estimates: Iterable[Estimate]) -> Estimate:
    """The sum of all."""
    summed = NOTHING
    for one in estimates:
        summed = summed.plus(one)
    return summed
