"""Capacity as data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from mapper.planning.capacity import NEEDED, PEOPLE, Capacity, Line
from mapper.planning.estimate import Estimate
from mapper.planning.inputs import WTE, Given, Input
from mapper.planning.sensitivity import moved
from mapper.planning.waiting import waiting

FORMAT = "mapper.capacity/1"
_PLACES = 6


def capacity_json(capacity: Capacity) -> str:
    """The capacity as a text of JSON."""
    return json.dumps(capacity_data(capacity), indent=1, ensure_ascii=False) + "\n"


def capacity_data(capacity: Capacity) -> dict[str, Any]:
    """The capacity: inputs with what they rest on, sums with their results, what moves them, and who waits. Numbers are
    `low`, `mid` and `high`; `results` is null where something is missing.
    """
    return {
        "format": FORMAT,
        "hub": capacity.heading,
        "fictional": capacity.is_fictional,
        "mapped_hubs": list(capacity.hubs),
        "missing": [one.key for one in capacity.missing],
        "without_source": [one.key for one in capacity.unowned],
        "invented": [one.key for one in capacity.invented],
        "left_out": [one._asdict() for one in capacity.left_out],
        "inputs": [_input(one, capacity.given.get(one.key)) for one in capacity.inputs],
        "sums": [_line(one) for one in capacity.lines],
        "results": None
        if capacity.results is None
        else {key: estimate_data(found) for key, found in capacity.results.items()},
        "sensitivity": _sensitivity(capacity),
        "waiting": _waiting(capacity),
    }


def _input(one: Input, given: Given | None) -> dict[str, Any]:
    found: dict[str, Any] = {"name": one.key, "label": one.label, "unit": one.asked.unit, "asks": one.asked.asks}
    if given is None:
        return {**found, "value": None, "basis": None, "origins": []}
    return {
        **found,
        "value": estimate_data(given.estimate),
        "basis": given.basis.value,
        "origins": [origin._asdict() for origin in given.origins],
    }


def _line(line: Line) -> dict[str, Any]:
    found = {**line._asdict(), "by": _number(line.by)}
    return {key: value for key, value in found.items() if value not in ((), None)}


def _sensitivity(capacity: Capacity) -> Sequence[Mapping[str, Any]]:
    if capacity.results is None:
        return []
    return [
        {
            "name": one.key,
            "at_least": _number(one.at_least),
            "at_most": _number(one.at_most),
            "a_tenth_more": _number(one.a_tenth_more),
        }
        for one in moved(capacity.lines, capacity.estimates)
    ]


def _waiting(capacity: Capacity) -> Sequence[Mapping[str, Any]] | None:
    planned = capacity.given.get(WTE)
    if capacity.results is None or planned is None:
        return None
    return [
        {
            "months": after.months,
            "people": estimate_data(after.people),
            "weeks": [None if weeks is None else _number(weeks) for weeks in after.weeks],
        }
        for after in waiting(capacity.results[PEOPLE], capacity.results[NEEDED], planned.estimate)
    ]


def estimate_data(estimate: Estimate) -> dict[str, int | float]:
    """A number as `low`, `mid` and `high`."""
    return {end: _number(value) for end, value in zip(("low", "mid", "high"), estimate, strict=True)}


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else round(float(number), _PLACES)
