"""What `mapper plan` does: a planned Hub, mapped Hubs and figures to all that a paper on setting it up holds."""

from __future__ import annotations

from dataclasses import replace

from mapper.commands import capacity as of_capacity
from mapper.commands import cost as of_cost
from mapper.commands.draft import mapped_views
from mapper.commands.hub_at_hand import Opened, opened
from mapper.compare.view import Frame, HubView
from mapper.derived import as_it_is_to_run
from mapper.errors import MapperError
from mapper.planning.choices import evidence_of, said_by
from mapper.planning.cost import Costing
from mapper.planning.set_up import SetUp, set_up

_NO_YEAR = (
    "it is not said of which year the pay is. Please fill in `resources.pay_year`, or give such as --year 2023/24"
)


def planned(capacity: of_capacity.Request, cost: of_cost.Request) -> tuple[SetUp, Opened]:
    """The planned Hub with its capacity and its cost. Raises MapperError or UsageError at what cannot be used."""
    found = opened(capacity.hub, capacity.folder)
    if not found.mapped.is_plan:
        raise MapperError(
            f"{found.mapped.file}: {found.mapped.name} is not a plan. Please run `mapper report` for Hubs that run, or "
            "write `planned` as its `context.status`."
        )
    others = mapped_views(of_capacity.asked_paths(capacity))
    view = HubView(replace(found.mapped, hub=as_it_is_to_run(found.mapped.hub)), Frame(found.study), 1)
    evidence = evidence_of([said_by(other) for other in others], found.study, said_by(view))
    costing = _costing(cost, found)
    why = None if costing else _NO_YEAR
    return set_up(view, found.study, evidence, of_capacity.worked_out(capacity, found, others), costing, why), found


def _costing(cost: of_cost.Request, found: Opened) -> Costing | None:
    """The cost; None where it is not said of which year the pay is."""
    if cost.year or cost.pay_table or found.mapped.hub.resources.pay_year.value:
        return of_cost.costing(cost)[0]
    return None
