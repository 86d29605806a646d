"""What planners are asked first, and what the study recommends: data that ship with mapper."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from mapper.vocabulary.lists import load_data

_FILE = "planning.yaml"


class Asked(NamedTuple):
    """A question to the planner, and the question of the form that takes the answer."""

    question: str
    asks: str


class Recommendation(NamedTuple):
    """What follows from the study, in our own words, and what of its sources it rests on."""

    topic: str
    text: str
    rests_on: str
    components: tuple[str, ...]
    sources: tuple[str, ...]


class AskedInput(NamedTuple):
    """A number that capacity is worked out from, as the data describe it. `hubs` is what mapped Hubs have to report for
    it to be taken from them; `of` is what it is asked for each of; `least`, `above` and `most` are what it can be.
    """

    key: str
    label: str
    unit: str
    asks: str
    of: str | None
    hubs: str | None
    is_optional: bool
    least: Decimal
    above: Decimal | None
    most: Decimal | None


class WorkingYear(NamedTuple):
    """What a whole-time post is paid for, and where that is laid down."""

    hours_a_week: Decimal
    weeks: Decimal
    leave_days: Decimal
    public_holidays: Decimal
    days_a_week: Decimal
    sources: tuple[str, ...]

    @property
    def hours(self) -> Decimal:
        """The hours of a year that are left after leave and public holidays."""
        away = (self.leave_days + self.public_holidays) * self.hours_a_week / self.days_a_week
        return self.hours_a_week * self.weeks - away


@cache
def _data() -> Mapping[str, Any]:
    return MappingProxyType(load_data(_FILE))


@cache
def first_questions() -> tuple[Asked, ...]:
    """What a planner is asked first: how the new Hub fits into what is there."""
    return tuple(Asked(one["question"], one["asks"]) for one in _data()["questions"])


@cache
def recommendations() -> tuple[Recommendation, ...]:
    """What the study recommends to whoever sets up a Hub."""
    return tuple(
        Recommendation(one["topic"], one["text"], one["rests_on"], tuple(one["components"]), tuple(one["sources"]))
        for one in _data()["recommendations"]
    )


@cache
def asked_inputs() -> Mapping[str, AskedInput]:
    """The numbers that capacity is worked out from, by their names, in the order in which they are used."""
    return {
        one["key"]: AskedInput(
            one["key"],
            one["label"],
            one["unit"],
            one["asks"],
            one.get("of"),
            one.get("hubs"),
            one.get("is_optional") == "yes",
            Decimal(one.get("least", 0)),
            _bound(one, "above"),
            _bound(one, "most"),
        )
        for one in _data()["capacity"]
    }


def _bound(entry: Mapping[str, Any], key: str) -> Decimal | None:
    return Decimal(entry[key]) if key in entry else None


@cache
def working_year() -> WorkingYear:
    """What a whole-time post is paid for in a year."""
    found = _data()["working_year"]
    hours, weeks, leave, holidays, days = (Decimal(str(found[key])) for key in WorkingYear._fields[:-1])
    return WorkingYear(hours, weeks, leave, holidays, days, tuple(found["sources"]))
