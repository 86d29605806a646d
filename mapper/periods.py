"""When items hold: whether one may or surely does at a date, and whether two surely do on the same day.

A date that is blank or does not apply leaves a time open; one that is missing for another reason may be any; of
conflicting dates each may be the right one.
"""

from __future__ import annotations

from datetime import date, timedelta

from mapper.schema.answers import Answer, MissingWord, Standing
from mapper.schema.base import TimedItem
from mapper.schema.scalars import PartialDate

_YEAR = 12
"""Months of a year."""


def may_hold(item: TimedItem, as_of: PartialDate | None) -> bool:
    """Whether an item may hold at a date: it has not surely ended before it, nor does it surely begin after it."""
    if as_of is None:
        return True
    return not item.from_.surely(as_of.surely_before) and not item.to.surely(as_of.surely_after)


def surely_holds(item: TimedItem, as_of: PartialDate | None) -> bool:
    """Whether an item holds at a date: one that may begin or end at that date may not, and one that began nobody knows
    when has begun.
    """
    has_begun = not item.from_.readings or (as_of is not None and item.from_.surely(as_of.surely_after))
    return has_begun and _goes_on(item.to, as_of)


def surely_within(start: Answer[PartialDate], end: Answer[PartialDate], as_of: PartialDate) -> bool:
    """Whether a date lies for certain between a start, which has to be known, and an end."""
    return start.surely(as_of.surely_after) and _goes_on(end, as_of)


def _goes_on(end: Answer[PartialDate], as_of: PartialDate | None) -> bool:
    return _is_open(end) or (as_of is not None and end.surely(as_of.surely_before))


def surely_overlap(one: TimedItem, other: TimedItem) -> bool:
    """Whether there is a day on which both hold."""
    starts = [day for item in (one, other) for day in _possible_starts(item)]
    ends = [day for item in (one, other) for day in _possible_ends(item)]
    return None not in (*starts, *ends) and max(day for day in starts if day) <= min(day for day in ends if day)


def _possible_starts(item: TimedItem) -> list[date | None]:
    """The last day that each reading of a start may mean; None where nobody can tell."""
    if _is_open(item.from_):
        return [date.min]
    return [reading.value.latest for reading in item.from_.readings] or [None]


def _possible_ends(item: TimedItem) -> list[date | None]:
    """The first day that each reading of an end may mean; None where nobody can tell."""
    if _is_open(item.to):
        return [date.max]
    return [reading.value.earliest for reading in item.to.readings] or [None]


def _is_open(answer: Answer[PartialDate]) -> bool:
    return answer.standing is Standing.BLANK or answer.missing is MissingWord.NOT_APPLICABLE


def is_one_year(period: PartialDate) -> bool:
    """Whether a period goes from a day to the day before it a year later: a calendar or a financial year, say."""
    return whole_months(period) == _YEAR


def whole_months(period: PartialDate) -> int | None:
    """How many months a period has that goes from a day to the day before it in a later month; None for others."""
    if period.earliest is None or period.latest is None:
        return None
    after = period.latest + timedelta(days=1)
    months = (after.year - period.earliest.year) * _YEAR + after.month - period.earliest.month
    return months if after.day == period.earliest.day and months > 0 else None
