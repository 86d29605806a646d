"""A planned Hub as data."""

from __future__ import annotations

import json
from typing import Any

from mapper.planning.choices import Choice
from mapper.planning.set_up import SetUp
from mapper.render.capacity_json import capacity_data
from mapper.render.cost_json import cost_data

FORMAT = "mapper.plan/1"


def plan_json(found: SetUp) -> str:
    """What is planned, and what of all that mapped Hubs have is not; capacity and cost; open questions."""
    whole = {
        "format": FORMAT,
        "hub": found.view.heading,
        "fictional": found.view.mapped.is_fictional,
        "mapped_hubs": list(found.evidence.hubs),
        "fictional_hubs": list(found.evidence.fictional),
        "planned": [_choice(choice) for choice in found.taken],
        "not_planned": [_choice(choice) for choice in found.left],
        "capacity": capacity_data(found.capacity),
        "cost": None if found.costing is None else cost_data(found.costing),
        "why_no_cost": found.why_no_cost,
        "open_questions": [one._asdict() for one in found.questions],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "kind": choice.kind.value,
        "word": choice.word,
        "in_guidance": choice.is_guidance,
        "have": list(choice.have),
        "lack": list(choice.lack),
        "do_not_say": choice.unknown,
        "reasons": dict(choice.reasons),
    }
