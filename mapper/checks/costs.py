"""Checks X315, X361 to X363: amounts of money that cannot be compared, or not with what they are divided by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from mapper.checks.check import Check, Subject, values_of
from mapper.checks.places import RUNNING_COSTS
from mapper.findings import ONLY_MISSING, Path, Problem, Severity
from mapper.schema.answers import Answer
from mapper.schema.resources import Cost, Funding
from mapper.schema.scalars import PartialDate


def amounts_without_price_year(subject: Subject) -> Iterator[Problem]:
    """Costs without the year of their prices. Money received is in the prices of the period for which it came, so that
    funding is asked for a price year only where it has no period either.
    """
    for path, entry in (placed for items in subject.money.values() for placed in items):
        if entry.amount.readings and _is_undated(subject, path, entry):
            message = (
                f"An amount of `{entry.amount.readings[0].value}` pounds has no price year, so it cannot be compared. "
                "Please fill in `price_year`, such as `2021/22`, or say why there is none, such as `not known`."
            )
            yield Problem("X361", ONLY_MISSING, (*path, "price_year"), message)


def _is_undated(subject: Subject, path: Path, entry: Cost | Funding) -> bool:
    has_no_year = subject.is_unanswered((*path, "price_year"), entry.price_year)
    return has_no_year and (isinstance(entry, Cost) or subject.is_unanswered((*path, "period"), entry.period))


def mixed_price_years(subject: Subject) -> Iterator[Problem]:
    """A list of sums of money whose prices are those of more than one year, at the first that differs. Sums of
    different periods may each be at the prices of their own.
    """
    for items in subject.money.values():
        dated = [(path, entry) for path, entry in items if entry.price_year.readings and not _is_of_a_period(entry)]
        clashing = (
            (path, entry, earlier)
            for number, (path, entry) in enumerate(dated)
            for _, earlier in dated[:number]
            if _at_other_prices(entry, earlier)
        )
        for path, entry, earlier in islice(clashing, 1):
            message = (
                f"This is at prices of `{entry.price_year.readings[0].value}`, and what stands above at prices of "
                f"`{earlier.price_year.readings[0].value}`, so that the sums cannot be added up. Please give all of "
                "them at the prices of one year."
            )
            yield Problem("X315", Severity.WARNING, (*path, "price_year"), message)


def _is_of_a_period(entry: Cost | Funding) -> bool:
    """Whether it is money received in a period, which is in the prices of that period."""
    return isinstance(entry, Funding) and bool(entry.period.readings)


def _at_other_prices(one: Cost | Funding, other: Cost | Funding) -> bool:
    years = {reading.value for reading in one.price_year.readings}
    if any(reading.value in years for reading in other.price_year.readings):
        return False
    return not _surely_apart(one.period, other.period)


def _surely_apart(one: Answer[PartialDate], other: Answer[PartialDate]) -> bool:
    return one.surely(lambda period: other.surely(period.surely_after) or other.surely(period.surely_before))


def periods_apart(subject: Subject) -> Iterator[Problem]:
    """Running costs of another period than what they are divided by. A cost that arose during a part of that period is
    one of it, as long as the costs together reach from its beginning to its end.
    """
    whole = subject.hub.resources.denominator.period
    placed = [
        ((*path, "period", *below), period)
        for path, cost in subject.money[RUNNING_COSTS]
        for below, period in values_of(cost.period)
    ]
    begin_later = all(_begins_later(period, whole) for _, period in placed)
    end_earlier = all(_ends_earlier(period, whole) for _, period in placed)
    for path, period in placed:
        if begin_later or end_earlier or _reaches_beyond(period, whole):
            message = (
                f"These costs are of the period `{period}`, and what costs are divided by is of "
                f"`{whole.readings[0].value}` (`resources.denominator`). Please give both for the same period."
            )
            yield Problem("X362", Severity.WARNING, path, message)


def _begins_later(period: PartialDate, whole: Answer[PartialDate]) -> bool:
    return whole.surely(lambda of: of.surely_begins_before(period))


def _ends_earlier(period: PartialDate, whole: Answer[PartialDate]) -> bool:
    return whole.surely(lambda of: of.surely_ends_after(period))


def _reaches_beyond(period: PartialDate, whole: Answer[PartialDate]) -> bool:
    return whole.surely(lambda of: period.surely_begins_before(of) or period.surely_ends_after(of))


def multipliers_without_pension(subject: Subject) -> Iterator[Problem]:
    """On-costs that do not say whether the pension share that is paid centrally is among them."""
    on_costs, path = subject.hub.resources.on_costs, ("resources", "on_costs", "includes_central_pension")
    pension = on_costs.includes_central_pension
    if on_costs.multiplier.readings and subject.is_unanswered(path, pension):
        message = (
            f"The on-costs of `{on_costs.multiplier.readings[0].value}` do not say whether the share of the pension "
            "that is paid centrally is among them. Please answer `yes` or `no`, or `not known`."
        )
        yield Problem("X363", ONLY_MISSING, path, message)


CHECKS = (
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
        code="X361",
        title="An amount of money has no price year",
        why="A pound buys less from year to year; costs can be compared only in the prices of one year.",
        bad="""
            resources:
              running_costs:
                - {kind: staff, amount: 486000, period: 2021}
            """,
        good="""
            resources:
              running_costs:
                - {kind: staff, amount: 486000, period: 2021, price_year: 2021/22}
            """,
        run=amounts_without_price_year,
    ),
    Check(
        code="X362",
        title="Costs and what they are divided by are of different periods",
        why="A cost per person supported holds only where the money and the people are of the same period.",
        bad="""
            resources:
              running_costs:
                - {kind: staff, amount: 486000, period: {from: 2021-04, to: 2022-03}, price_year: 2021/22}
              denominator: {what: people supported, value: 600, period: {from: 2021-07, to: 2022-06}}
            """,
        good="""
            resources:
              running_costs:
                - {kind: staff, amount: 486000, period: {from: 2021-04, to: 2022-03}, price_year: 2021/22}
              denominator: {what: people supported, value: 600, period: {from: 2021-04, to: 2022-03}}
            """,
        run=periods_apart,
    ),
    Check(
        code="X363",
        title="On-costs do not say whether central pension contributions are included",
        why="Part of the employer's pension contribution is paid centrally; multipliers with and without it differ.",
        bad="""
            resources:
              on_costs: {multiplier: 1.22}
            """,
        good="""
            resources:
              on_costs: {multiplier: 1.22, includes_central_pension: no}
            """,
        run=multipliers_without_pension,
    ),
)
