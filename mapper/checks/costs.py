"""Checks X361 to X363: amounts of money that cannot be compared, or not with what they are divided by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap

from mapper.checks.check import Check, Subject, values_of
from mapper.findings import ONLY_MISSING, Path, Problem, Severity
from mapper.schema.answers import Standing
from mapper.schema.resources import Cost, Funding
from mapper.schema.scalars import PartialDate


def amounts_without_price_year(subject: Subject) -> Iterator[Problem]:
    """Costs without the year of their prices. Money received is in the prices of the period for which it came, so that
    funding is asked for a price year only where it has no period either.
    """
    for path, entry in _money(subject):
        dated = entry.price_year.standing is not Standing.BLANK or (
            isinstance(entry, Funding) and entry.period.standing is not Standing.BLANK
        )
        if entry.amount.readings and not dated and not subject.is_left_out(path):
            message = (
                f"An amount of `{entry.amount.readings[0].value}` pounds has no price year, so it cannot be compared. "
                "Please fill in `price_year`, such as `2021/22`, or say why there is none, such as `not known`."
            )
            yield Problem("X361", ONLY_MISSING, (*path, "price_year"), message)


def _money(subject: Subject) -> Iterator[tuple[Path, Cost | Funding]]:
    resources = subject.hub.resources
    for key in ("funding", "set_up_costs", "running_costs"):
        for below, entry in getattr(resources, key).placed():
            yield ("resources", key, *below), entry


def periods_apart(subject: Subject) -> Iterator[Problem]:
    """Running costs of another period than what they are divided by. A cost that arose during a part of that period is
    one of it, as long as another covers the whole.
    """
    resources = subject.hub.resources
    period = resources.denominator.period.value
    if period is None:
        return
    placed = [
        (("resources", "running_costs", *below, "period", *within), of_cost)
        for below, cost in resources.running_costs.placed()
        for within, of_cost in values_of(cost.period)
    ]
    none_is_whole = all(_other_period(of_cost, period) for _, of_cost in placed)
    for path, of_cost in placed:
        if none_is_whole or _reaches_out(of_cost, period):
            message = (
                f"These costs are of the period `{of_cost}`, and what costs are divided by is of `{period}` "
                "(`resources.denominator`). Please give both for the same period."
            )
            yield Problem("X362", Severity.WARNING, path, message)


def _other_period(one: PartialDate, other: PartialDate) -> bool:
    return any(starmap(_differ, zip(_ends(one), _ends(other), strict=True)))


def _reaches_out(one: PartialDate, other: PartialDate) -> bool:
    """Whether a period surely begins before another or ends after it."""
    (start, end), (other_start, other_end) = _ends(one), _ends(other)
    return (_differ(start, other_start) and start < other_start) or (_differ(end, other_end) and end > other_end)


def _differ(one: str, other: str) -> bool:
    """Whether two dates are surely not the same; `2021` may be `2021-04`, and an open end may be anything."""
    return not one.startswith(other) and not other.startswith(one)


def _ends(period: PartialDate) -> tuple[str, str]:
    """The dates at which a period begins and ends as they are written, the year first; an open end is empty."""
    start, _, end = period.text.partition(" to ")
    if period.latest is None:
        return start.removesuffix(" or later"), ""
    if period.earliest is None:
        return "", start.removesuffix(" or earlier")
    return start, end or start


def multipliers_without_pension(subject: Subject) -> Iterator[Problem]:
    """On-costs that do not say whether the pension share that is paid centrally is among them."""
    on_costs, path = subject.hub.resources.on_costs, ("resources", "on_costs", "includes_central_pension")
    pension = on_costs.includes_central_pension
    if on_costs.multiplier.readings and pension.standing is Standing.BLANK and not subject.is_left_out(path):
        message = (
            f"The on-costs of `{on_costs.multiplier.readings[0].value}` do not say whether the share of the pension "
            "that is paid centrally is among them. Please answer `yes` or `no`, or `not known`."
        )
        yield Problem("X363", ONLY_MISSING, path, message)


CHECKS = (
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
