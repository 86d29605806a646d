"""Amounts that may be ranges, rounded, or given otherwise by each source: what they are at the least and the most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache

from mapper.schema.answers import Answer
from mapper.schema.scalars import Amount
from mapper.vocabulary.lists import load_data

ZERO, HALF, ONE = Decimal(0), Decimal("0.5"), Decimal(1)
WHOLE = Amount(Decimal(100), Decimal(100))
"""All of something, in per cent."""


def widest(answer: Answer[Amount]) -> Amount | None:
    """The range from the least to the most that any reading of an answer may be; None where there is no reading."""
    values = [reading.value for reading in answer.readings]
    if len(values) < 2:
        return values[0] if values else None
    return Amount(_if_known([value.low for value in values], min), _if_known([value.high for value in values], max))


def total(amounts: Sequence[Amount]) -> Amount:
    """What amounts add up to: at the least the least of each, an open end counting as nothing."""
    low = sum((amount.low or ZERO for amount in amounts), ZERO)
    return Amount(low, _if_known([amount.high for amount in amounts], _sum))


def difference(one: Amount, other: Amount) -> Amount:
    """What is left of one amount without another; below zero where the other is more."""
    return Amount(
        None if one.low is None or other.high is None else one.low - other.high,
        None if one.high is None or other.low is None else one.high - other.low,
    )


def not_below_zero(amount: Amount) -> Amount:
    """An amount whose ends are nothing where they would be less."""
    return Amount(*(None if end is None else max(end, ZERO) for end in amount))


def rounded(amount: Amount, units: Decimal) -> Amount:
    """What an amount may have been before it was rounded: so many units of its last decimal place less or more."""
    return Amount(
        None if amount.low is None else amount.low - units * last_place(amount.low),
        None if amount.high is None else amount.high + units * last_place(amount.high),
    )


def last_place(number: Decimal) -> Decimal:
    """The unit of the last decimal place that a number is given to: 0.1 for 12.5, 1 for 12."""
    exponent = number.as_tuple().exponent
    return ONE.scaleb(min(exponent, 0)) if isinstance(exponent, int) else ONE


def in_full(number: Decimal) -> bool:
    """Whether a number is written without decimal places: 17, and not 17.0, which says that parts were counted."""
    return last_place(number) == ONE


def surely_differ(one: Amount, other: Amount) -> bool:
    """Whether there is no number that both amounts may be."""
    return one.surely_above(other) or other.surely_above(one)


@cache
def limit(name: str) -> int:
    """A number from which a check speaks up, by its name in `vocabulary/thresholds.yaml`."""
    return int(load_data("thresholds.yaml")["thresholds"][name]["value"])


def _if_known(ends: Sequence[Decimal | None], combine: Callable[[Iterable[Decimal]], Decimal]) -> Decimal | None:
    known = [end for end in ends if end is not None]
    return combine(known) if len(known) == len(ends) else None


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, ZERO)
