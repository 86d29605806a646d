"""Table `costs`: who pays for each Hub, what it costs, and what that is for each person, where both are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mapper.compare.kind import of_lines
from mapper.compare.lines import ANY_GROUP, Line, Said, all_lines, by_identity, cell_of_items, question_lines
from mapper.compare.sums import Total, total
from mapper.compare.table import Cell, Fact, Item, Status
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.schema.answers import Answer, Answers
from mapper.schema.base import Group
from mapper.schema.resources import Cost
from mapper.schema.scalars import Amount, PartialDate

_PATH: Path = ("resources",)
_FUNDING, _SET_UP, _RUNNING, _BASIS = "Funding", "Set-up costs", "Running costs", "Basis"
_LISTS = ((_SET_UP, "set_up_costs", 1), (_RUNNING, "running_costs", 2))
_QUESTIONS = (
    "pay_year",
    "on_costs.multiplier",
    "on_costs.includes_central_pension",
    "denominator.what",
    "denominator.value",
    "denominator.period",
)


def _said(view: HubView) -> Said:
    resources = view.hub.resources
    absent: dict[str | None, Cell] = {ANY_GROUP: view.not_listed(resources.funding, (*_PATH, "funding"))}
    absent |= {group: view.not_listed(getattr(resources, key), (*_PATH, key)) for group, key, _ in _LISTS}
    lines = all_lines(
        _funding(view),
        *(_costs(view, getattr(resources, key), (*_PATH, key), group, rank) for group, key, rank in _LISTS),
        _for_each(view),
        question_lines(view, resources, _PATH, _QUESTIONS, _BASIS, 4),
    )
    return Said(lines, absent)


def _funding(view: HubView) -> Iterator[Line]:
    """All funding of a Hub together: funders are named as each Hub names them."""
    listed, path = view.hub.resources.funding, (*_PATH, "funding")
    items = [((*path, *below), item) for below, item in listed.placed()]

    def facts(item: Group, at: Path) -> tuple[Fact, ...]:
        return view.facts(item, at)

    item = Item("funding", "Money received", _FUNDING, (0,))
    yield Line(item, cell_of_items(view, items, facts) if items else view.not_listed(listed, path))


def _costs(view: HubView, listed: Answers[Cost], path: Path, group: str, rank: int) -> Iterator[Line]:
    words = view.words["cost-kind"]

    def facts(cost: Cost, at: Path) -> tuple[Fact, ...]:
        return view.facts(cost, at)

    for kind, items in by_identity(listed, path, "kind").items():
        item = Item(f"{path[-1]}:{kind}", words.label(kind), group, (rank, words.position(kind), kind))
        yield Line(item, cell_of_items(view, items, facts))
    if len(listed):
        yield Line(
            Item(f"{path[-1]}:total", f"Total {group.lower()}", group, (rank, 99)), view.cell(*_sum(view, listed, path))
        )


def _sum(view: HubView, listed: Answers[Cost], path: Path) -> Iterator[Fact]:
    """What costs add up to, where they are at the prices of one year."""
    found = total(cost.amount for cost in listed)
    years = _price_years(listed)
    if len(years) > 1:
        yield view.without("amount", Status.NOT_APPLICABLE, path, note=f"prices of {' and '.join(sorted(years))}")
    elif not found.known:
        yield view.without("amount", _status_of(found), path)
    else:
        yield view.known("amount", [found], path)


def _status_of(found: Total) -> Status:
    reason = found.reasons[0]
    return Status.NOT_ANSWERED if reason is None else Status(reason.value)


def _price_years(listed: Answers[Cost]) -> frozenset[str]:
    return frozenset(reading.value for cost in listed if cost.amount.readings for reading in cost.price_year.readings)


def _for_each(view: HubView) -> Iterator[Line]:
    """Running costs divided by what the Hub divides them by, only where both are of the same period."""
    resources = view.hub.resources
    what = resources.denominator.what.value or "not given"
    label = "Running costs for each of what they are divided by"
    item = Item("per-unit", label, _BASIS, (3,))
    path: Path = (*_PATH, "denominator")
    number, costs = resources.denominator.value, resources.running_costs
    found = total(cost.amount for cost in costs)
    if not number.readings:
        yield Line(item, view.cell(view.without("per_unit", view.status_of(number, (*path, "value")), path)))
    elif not found.known:
        status = _status_of(found) if found.reasons else view.not_listed(costs, (*_PATH, "running_costs")).status
        yield Line(item, view.cell(view.without("per_unit", status, path)))
    elif len(_price_years(costs)) > 1 or not _is_of_one_period(costs, resources.denominator.period):
        fact = view.without("per_unit", Status.NOT_APPLICABLE, path, note="costs and people are not of one period")
        yield Line(item, view.cell(fact))
    elif (each := _divided(found, [reading.value for reading in number.readings])) is not None:
        yield Line(
            item,
            view.cell(view.known("per_unit", [each], path, note=f"divided by: {what}" if not view.hides else None)),
        )


def _is_of_one_period(costs: Answers[Cost], of: Answer[PartialDate]) -> bool:
    """Whether all costs are of the period of the denominator: within it, and one of them of all of it."""
    whole = of.value
    periods = [cost.period.value for cost in costs]
    if whole is None or None in periods:
        return False
    ends = [(period.earliest, period.latest) for period in periods if period is not None]
    if None in (whole.earliest, whole.latest) or any(None in pair for pair in ends):
        return False
    begin, end = whole.earliest, whole.latest
    return (begin, end) in ends and all(begin <= first and last <= end for first, last in ends)  # type: ignore[operator]


def _divided(found: Total, numbers: Sequence[Amount]) -> Amount | None:
    lows = [number.low for number in numbers if number.low]
    highs = [number.high for number in numbers]
    if len(lows) < len(numbers):
        return None
    high = found.bounds.high
    least = Decimal(0) if None in highs else found.low / max(one for one in highs if one is not None)
    return Amount(_pounds(least), None if high is None else _pounds(high / min(lows)))


def _pounds(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1))


_NOTES = (
    (
        "Money is in pounds. Sums are made only of costs at the prices of one year, and costs are divided only where "
        "costs and people are of the same period; “or more” where a cost is not known."
    ),
)

COSTS = of_lines("costs", "Costs", "Item", _said, notes=_NOTES)
