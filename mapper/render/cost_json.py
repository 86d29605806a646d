"""Costs as data."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from mapper.planning.cost import Costing, HubCost, OtherCost, PostCost, Rate
from mapper.planning.estimate import Estimate
from mapper.schema.scalars import Amount

FORMAT = "mapper.cost/1"
_PLACES = 2


def cost_json(costing: Costing) -> str:
    """The costs as a text of JSON."""
    return json.dumps(cost_data(costing), indent=1, ensure_ascii=False) + "\n"


def cost_data(costing: Costing) -> dict[str, Any]:
    """The costs: money in pounds a year, as `low`, `mid` and `high`; null where something cannot be told."""
    rules = costing.on_costs.rules
    basis = {
        "pay": [{"title": scale.title, "year": scale.year, "source": scale.source} for scale in costing.scales],
        "price_year": costing.scales[-1].year,
        "on_costs": "multiplier" if rules is None else "rules",
        "multiplier": _number(costing.on_costs.multiplier),
        "central_pension_included": costing.on_costs.includes_central,
        "rules": None
        if rules is None
        else {
            "threshold": _number(rules.threshold),
            "national_insurance": _number(rules.insurance),
            "pension": _number(costing.on_costs.pension),
            "levy": _number(rules.levy),
            "sources": list(dict.fromkeys(rules.sources)),
        },
    }
    return {"format": FORMAT, "basis": basis, "hubs": [_hub(hub) for hub in costing.hubs]}


def _hub(hub: HubCost) -> dict[str, Any]:
    return {
        "hub": hub.heading,
        "fictional": hub.is_fictional,
        "plan": hub.is_plan,
        "is_whole": hub.is_whole,
        "staff": _estimate(hub.staff),
        "total": _estimate(hub.total),
        "per_person": _rate(hub.person),
        "per_1000_workforce": _rate(hub.thousand),
        "why_not": None if hub.why_no_staff is None else hub.why_no_staff.value,
        "posts": [_post(post) for post in hub.posts],
        "running": [_other(one) for one in hub.running],
        "set_up": [_other(one) for one in hub.set_up],
        "reported_staff": [_other(one) for one in hub.reported],
    }


def _post(post: PostCost) -> dict[str, Any]:
    return {
        "id": post.id,
        "role": post.role,
        "band": post.band,
        "wte": _estimate(post.wte),
        "wte_of": "funded" if post.is_funded else "in post",
        "pay": _estimate(post.pay),
        "on_costs": _estimate(post.on_costs),
        "total": _estimate(post.total),
        "why_not": None if post.why is None else post.why.value,
    }


def _other(one: OtherCost) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "amount": _amount(one.amount),
        "price_year": one.price_year,
        "counted": _estimate(one.counted),
        "why_not": None if one.why is None else one.why.value,
    }


def _rate(rate: Rate) -> dict[str, Any]:
    why = None if rate.why is None else rate.why.value
    return {"each": _estimate(rate.each), "of": _amount(rate.of), "counts": rate.counts, "why_not": why}


def _estimate(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {end: _number(value) for end, value in zip(("low", "mid", "high"), estimate, strict=True)}


def _amount(amount: Amount | None) -> dict[str, Any] | None:
    return None if amount is None else {"low": _number(amount.low), "high": _number(amount.high)}


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else round(float(number), 2 * _PLACES)
