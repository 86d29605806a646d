"""Checks X313, X315, X316: figures of another time than that of the record, and money at prices of several years."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Path, Problem, Severity
from mapper.schema.answers import Answer
from mapper.schema.scalars import PartialDate

_FUNDING: Path = ("resources", "funding")
_SET_UP_COSTS: Path = ("resources", "set_up_costs")
_RUNNING_COSTS: Path = ("resources", "running_costs")


def periods_that_cannot_be(subject: Subject) -> Iterator[Problem]:
    """Figures of a period that began after the answers were collected, or was over before the Hub opened.

    Funding may be agreed for a time to come, and setting a Hub up is paid for before it opens.
    """
    collected, opened = subject.hub.record.collected, subject.hub.context.opened
    for answered in subject.asked("period"):
        if answered.path[:2] == _FUNDING:
            continue
        for below, period in values_of(answered.value):
            path = (*answered.path, *below)
            if collected.readings and all(period.surely_after(window.value) for window in collected.readings):
                message = (
                    f"This is about `{period}`, which had not begun when the answers were collected, "
                    f"`{collected.readings[0].value}` (`record.collected`). Please correct one of the two."
                )
                yield Problem("X313", Severity.WARNING, path, message)
            elif answered.path[:2] != _SET_UP_COSTS and _surely_before(period, opened):
                message = (
                    f"This is about `{period}`, which was over before the Hub opened, `{opened.readings[0].value}` "
                    "(`context.opened`). Please correct one of the two, or leave out figures of an earlier service."
                )
                yield Problem("X313", Severity.WARNING, path, message)


def _surely_before(period: PartialDate, opened: Answer[PartialDate]) -> bool:
    return bool(opened.readings) and all(reading.value.surely_after(period) for reading in opened.readings)


def periods_before_collection(subject: Subject) -> Iterator[Problem]:
    """Figures of a period that was over before collecting began, all of a file together: often meant, and to be known
    by whoever compares Hubs.
    """
    collected = subject.hub.record.collected
    if not collected.readings:
        return
    earlier = [
        ((*answered.path, *below), period)
        for answered in subject.asked("period")
        if answered.path[:2] not in (_FUNDING, _SET_UP_COSTS)
        for below, period in values_of(answered.value)
        if _surely_before(period, collected)
    ]
    if earlier:
        (path, period), number = earlier[0], len(earlier)
        counted = "A figure is" if number == 1 else f"{number} figures, of which this is the first, are"
        message = (
            f"{counted} about a time (`{period}`) before the answers were collected, "
            f"`{collected.readings[0].value}` (`record.collected`). Please check that this is meant."
        )
        yield Problem("X316", Severity.NOTE, path, message)


def mixed_price_years(subject: Subject) -> Iterator[Problem]:
    """A list of sums of money whose prices are those of more than one year, at the first that differs."""
    resources = subject.hub.resources
    lists = ((_SET_UP_COSTS, resources.set_up_costs), (_RUNNING_COSTS, resources.running_costs))
    for under, items in (*lists, (_FUNDING, resources.funding)):
        years = [(below, item.price_year.value) for below, item in items.placed() if item.price_year.value is not None]
        other = next(((below, year) for below, year in years if year != years[0][1]), None)
        if other is not None:
            message = (
                f"This is at prices of `{other[1]}`, and what stands above at prices of `{years[0][1]}`, so that the "
                "sums cannot be added up. Please give all of them at the prices of one year."
            )
            yield Problem("X315", Severity.WARNING, (*under, *other[0], "price_year"), message)


CHECKS = (
    Check(
        code="X313",
        title="A figure is about a time in which it cannot have been counted",
        why="Nothing is counted before it happens, and what was counted before a Hub opened is not about the Hub.",
        bad="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            activity:
              counts:
                - {metric: referrals, value: 1840, period: {from: 2022-04, to: 2023-03}}
            """,
        good="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            activity:
              counts:
                - {metric: referrals, value: 1840, period: {from: 2021-04, to: 2022-03}}
            """,
        run=periods_that_cannot_be,
    ),
    Check(
        code="X315",
        title="Sums of money are at prices of several years",
        why="A total of sums at the prices of different years means nothing, because prices change from year to year.",
        bad="""
            resources:
              running_costs:
                - {kind: staff, amount: 935000, price_year: 2021/22}
                - {kind: training, amount: 22500, price_year: 2020/21}
            """,
        good="""
            resources:
              running_costs:
                - {kind: staff, amount: 935000, price_year: 2021/22}
                - {kind: training, amount: 22500, price_year: 2021/22}
            """,
        run=mixed_price_years,
    ),
    Check(
        code="X316",
        title="Figures are about a time before the answers were collected",
        why="Hubs are compared for the time of the study; whoever compares them should know of figures from before it.",
        bad="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            activity:
              counts:
                - {metric: referrals, value: 1840, period: 2020}
            """,
        good="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            activity:
              counts:
                - {metric: referrals, value: 1840, period: {from: 2021-04, to: 2022-03}}
            """,
        run=periods_before_collection,
    ),
)
