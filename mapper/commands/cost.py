"""What `mapper cost` does: Hubs and scenarios to what they cost a year, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import NamedTuple

from mapper.commands.hub_at_hand import Opened, opened, refuse_errors
from mapper.compare.view import Frame, HubView
from mapper.errors import UsageError
from mapper.planning.cost import Costing, HubCost, hub_cost
from mapper.planning.on_costs import OnCosts, on_cost_rules
from mapper.planning.pay import PayScale, pay_scale, pay_years, read_pay_table
from mapper.planning.scenario import in_scenario
from mapper.wording import quoted
from mapper.workers import in_order

BY_RULES = "rules"
_COUNTED = ("staffing", "resources")


class Request(NamedTuple):
    """What is asked: Hubs by file or id in the folder `hubs`; a year, a table of one's own, how on-costs are worked
    out; scenarios of the first Hub; how many people are supported.
    """

    hubs: Sequence[str]
    folder: Path
    year: str | None
    pay_table: Path | None
    on_costs: str
    includes_central: bool
    scenarios: Sequence[Path]
    people: str | None


def costing(request: Request) -> tuple[Costing, Opened]:
    """The costs, and the first Hub. Raises MapperError or UsageError where they cannot be worked out."""
    own = None if request.pay_table is None else read_pay_table(request.pay_table)
    costed = list(in_order(partial(_costed, request=request, own=own), tuple(enumerate(request.hubs, 1))))
    scales = _scales(own, _one_year([year for year, _ in costed]))
    on_costs, people = _on_costs(request, scales[-1].year), _people(request.people)
    first = opened(request.hubs[0], request.folder)
    scenarios = (in_scenario(first.mapped, file, first.study) for file in request.scenarios)
    others = tuple(
        hub_cost(HubView(mapped, Frame(first.study), number), scales, on_costs, people)
        for number, mapped in enumerate(scenarios, len(costed) + 1)
    )
    hubs = tuple(cost for _, cost in costed if cost is not None)
    return Costing(tuple(scales), on_costs, people, (*hubs, *others)), first


def _costed(
    numbered: tuple[int, str], request: Request, own: PayScale | None
) -> tuple[str, HubCost] | tuple[None, None]:
    """The year of the pay and the cost of a Hub at it; nothing where it does not say, and nobody else does."""
    number, named = numbered
    one = opened(named, request.folder)
    refuse_errors(one, _COUNTED)
    of_table = own.year if own is not None and own.bands else None
    year = request.year or of_table or one.mapped.hub.resources.pay_year.value
    if year is None:
        return None, None
    view = HubView(one.mapped, Frame(one.study), number)
    return year, hub_cost(view, _scales(own, year), _on_costs(request, year), _people(request.people))


def _one_year(years: Sequence[str | None]) -> str:
    """The year of the pay that all Hubs say applies."""
    if len(set(years)) == 1 and years[0] is not None:
        return years[0]
    told = "The Hubs do not all say" if len(years) > 1 else "The Hub does not say"
    known = ", ".join(pay_years())
    raise UsageError(
        f"{told} of which year the pay is (`resources.pay_year`). Please name one of {known}, such as --year 2023/24"
    )


def _scales(own: PayScale | None, year: str) -> list[PayScale]:
    """The tables of pay, one's own first."""
    if own is None:
        return [pay_scale(year)]
    if own.year != year:
        raise UsageError(f"The pay table is of {quoted(own.year)}, and {quoted(year)} is asked for. Please use one.")
    return [own] if own.bands else [own, pay_scale(year)]


def _on_costs(request: Request, year: str) -> OnCosts:
    if request.on_costs.lower() == BY_RULES:
        return OnCosts(on_cost_rules(year), request.includes_central)
    multiplier = _number(request.on_costs)
    if multiplier is None or multiplier < 1:
        raise UsageError(
            f"{quoted(request.on_costs)} is neither `rules` nor what a post costs, divided by its pay. Please give "
            "such a number, 1 or more: --on-costs 1.25"
        )
    return OnCosts(None, request.includes_central, multiplier)


def _people(typed: str | None) -> Decimal | None:
    if typed is None:
        return None
    people = _number(typed)
    if people is None or people <= 0:
        raise UsageError(f"{quoted(typed)} people cannot be divided by. Please give a number above zero: --people 600")
    return people


def _number(typed: str) -> Decimal | None:
    try:
        number = Decimal(typed)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
