"""Table `costs`: who pays for each Hub, what it costs, and what that is for each person, where both are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mapper.compare.kind import of_lines
from mapper.compare.lines import Line, Said, all_lines, by_identity, cell_of_items, question_lines
from mapper.compare.sums import Counted, Total, remark_on, total
from mapper.compare.table import Cell, Fact, Item, Status
from mapper.compare.view import HubView, own_sources
from mapper.esms.measures import rounded
from mapper.findings import Path
from mapper.schema.answers import Answer, Answers
from mapper.schema.resources import Cost
from mapper.schema.scalars import Amount, PartialDate

_PATH: Path = ("resources",)
_FUNDING, _SET_UP, _RUNNING, _BASIS = "Funding", "Set-up costs", "Running costs", "Basis"
_WHOLE_POUNDS = 100
"""Pounds from which on pence are not told."""
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
    absent: dict[str | None, Cell] = {_FUNDING: view.not_listed(resources.funding, (*_PATH, "funding"))}
    absent |= {group: view.not_listed(getattr(resources, key), (*_PATH, key)) for group, key, _ in _LISTS}
    lines = all_lines(
        _funding(view),
        *(_costs(view, getattr(resources, key), (*_PATH, key), group, rank) for group, key, rank in _LISTS),
        [_for_each(view)],
        question_lines(view, resources, _PATH, _QUESTIONS, _BASIS, 4),
    )
    return Said(lines, absent)


def _funding(view: HubView) -> Iterator[Line]:
    """All funding of a Hub together: funders are named as each Hub names them."""
    listed, path = view.hub.resources.funding, (*_PATH, "funding")
    items = [((*path, *below), item) for below, item in listed.placed()]

    item = Item("funding", "Money received", _FUNDING, (0,))
    yield Line(item, cell_of_items(view, items, view.facts) if items else view.not_listed(listed, path))


def _costs(view: HubView, listed: Answers[Cost], path: Path, group: str, rank: int) -> Iterator[Line]:
    words = view.words["cost-kind"]

    for kind, items in by_identity(listed, path, "kind").items():
        item = Item(f"{path[-1]}:{kind}", words.label(kind), group, (rank, words.position(kind), kind))
        yield Line(item, cell_of_items(view, items, view.facts))
    if len(listed):
        yield Line(
            Item(f"{path[-1]}:total", f"Total {group.lower()}", group, (rank, 99)), view.cell(*_sum(view, listed, path))
        )


def _sum(view: HubView, listed: Answers[Cost], path: Path) -> Iterator[Fact]:
    """What costs add up to, where all of them are at the prices of one year."""
    found = _total(view, listed, path)
    if not found.known:
        yield view.without("amount", found.reasons[0], path)
    elif (why := _why_no_sum(listed)) is not None:
        yield view.without("amount", Status.CANNOT_BE_TOLD, path, note=why)
    else:
        cited = dict.fromkeys(source for cost in listed for source in (*cost.amount.cited, *own_sources(cost)))
        yield view.known("amount", [found], path, note=remark_on(found), sources=tuple(cited))
        years = dict.fromkeys(reading.value for cost in listed for reading in cost.price_year.readings)
        yield view.known("price_year", years, path)


def _total(view: HubView, listed: Answers[Cost], path: Path) -> Total:
    numbers = (
        Counted(cost.amount, is_refused=view.is_refused((*path, *below, "amount"))) for below, cost in listed.placed()
    )
    return total(numbers, refused=view.refused_items(path))


def _why_no_sum(listed: Answers[Cost]) -> str | None:
    """Why costs cannot be added up: the years of their prices differ, or one is not given."""
    priced = [cost for cost in listed if cost.amount.readings]
    years = {reading.value for cost in priced for reading in cost.price_year.readings}
    if len(years) > 1:
        return f"prices of {' and '.join(sorted(years))}"
    return None if all(cost.price_year.readings for cost in priced) else "a price year is not given"


def _for_each(view: HubView) -> Line:
    """Running costs divided by what the Hub divides them by, only where both are of the same period."""
    item = Item("per-unit", "Running costs for each (person, say)", _BASIS, (3,))
    each = _per_unit(view)
    of = (view.fact(view.hub.resources.denominator, "what", (*_PATH, "denominator"), "per_unit.of"),)
    return Line(item, view.cell(each, *(of if each.values else ())))


def _per_unit(view: HubView) -> Fact:
    resources, path = view.hub.resources, (*_PATH, "denominator")
    number, costs = resources.denominator.value, resources.running_costs
    found = _total(view, costs, (*_PATH, "running_costs"))
    if not number.readings:
        return view.without("per_unit", view.status_of(number, (*path, "value")), path)
    if not len(costs):
        return view.without("per_unit", view.status_of(costs, (*_PATH, "running_costs")), path)
    if not found.known:
        return view.without("per_unit", found.reasons[0], path)
    why = _why_no_sum(costs)
    if why is None and not _is_of_one_period(costs, resources.denominator.period):
        why = "costs and people are not of one period"
    each = None if why is not None else _divided(found, [reading.value for reading in number.readings])
    if each is None:
        return view.without("per_unit", Status.CANNOT_BE_TOLD, path, note=why or "divided by nobody")
    return view.known("per_unit", [each], path)


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
    """What costs are for each of a number, which may be one of several; None where it may be nothing."""
    highs, lows = [number.high for number in numbers], [number.low for number in numbers if number.low]
    if any(high is not None and not high for high in highs):
        return None
    known = [high for high in highs if high is not None]
    least = found.low / max(known) if len(known) == len(highs) else Decimal(0)
    high = found.bounds.high
    return Amount(_pounds(least), None if high is None or len(lows) < len(numbers) else _pounds(high / min(lows)))


def _pounds(amount: Decimal) -> Decimal:
    """An amount of money in whole pounds, or with pence where it is small."""
    return rounded(amount, 0 if amount >= _WHOLE_POUNDS else 2)


_NOTES = (
    (
        "Money is in pounds. Sums are made only of costs at the prices of one year, and costs are divided only where "
        "costs and people are of the same period; “or more” where a cost is not known."
    ),
)

COSTS = of_lines("costs", "Costs", "Item", _said, notes=_NOTES)
