"""What happens when more is asked for than can be done: how many people wait, and how long."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from mapper.amounts import ONE, ZERO
from mapper.planning.estimate import Estimate

MONTHS = (3, 6, 12)
_YEAR, _WEEKS = Decimal(12), Decimal(52)


class Waiting(NamedTuple):
    """After so many months, from an empty list: the people who wait, and the weeks until the last of them is seen (None
    where nobody is seen at all).
    """

    months: int
    people: Estimate
    weeks: tuple[Decimal | None, Decimal | None, Decimal | None]


def waiting(people: Estimate, needed: Estimate, planned: Estimate) -> tuple[Waiting, ...]:
    """The list that builds up where fewer WTE are planned than needed: those who come, evenly over the year, less those
    who can be seen, which is the same part of them as the planned WTE are of those needed. The least goes with the
    fewest who come and the most WTE, the most the other way round.
    """
    ends = [
        (people.low, needed.low, planned.high),
        (people.mid, needed.mid, planned.mid),
        (people.high, needed.high, planned.low),
    ]
    return tuple(_after(months, ends) for months in MONTHS)


def covered(needed: Estimate, planned: Estimate) -> Estimate:
    """The part of what is needed that is planned, at the most all of it."""
    ends = ((needed.high, planned.low), (needed.mid, planned.mid), (needed.low, planned.high))
    return Estimate(*(_part(need, plan) for need, plan in ends))


def _part(needed: Decimal, planned: Decimal) -> Decimal:
    return ONE if planned >= needed else planned / needed


def _after(months: int, ends: Sequence[tuple[Decimal, Decimal, Decimal]]) -> Waiting:
    left, weeks = [], list[Decimal | None]()
    for people, needed, planned in ends:
        part = _part(needed, planned)
        waits = people * (ONE - part) * months / _YEAR
        seen_a_week = people * part / _WEEKS
        left.append(waits)
        weeks.append(ZERO if waits == ZERO else waits / seen_a_week if seen_a_week > ZERO else None)
    return Waiting(months, Estimate(*left), (weeks[0], weeks[1], weeks[2]))
