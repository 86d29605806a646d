"""What `mapper capacity` does: a planned Hub, mapped Hubs and what the planner assumes, to the WTE that are needed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mapper.amounts import ZERO, widest
from mapper.commands.draft import mapped_views
from mapper.commands.hub_at_hand import Opened, opened, refuse_errors
from mapper.compare.view import Frame, HubView
from mapper.errors import MapperError
from mapper.planning.assumptions import read_assumptions, typed_assumptions
from mapper.planning.capacity import Capacity, capacity_of
from mapper.planning.inputs import needed_inputs, offered

_RESTS_ON = ("context", "interventions", "pathway", "staffing")


class Request(NamedTuple):
    """What is asked: a Hub by file or id in the folder `hubs`; the mapped Hubs that figures are taken from; what is
    assumed, as typed and in a file; and the role that answers for it.
    """

    hub: str
    folder: Path
    sources: Sequence[Path]
    typed: Sequence[str]
    assumptions: Path | None
    by: str | None


def capacity(request: Request) -> tuple[Capacity, Opened]:
    """The capacity that a Hub needs. Raises MapperError or UsageError at what cannot be used."""
    found = opened(request.hub, request.folder)
    return worked_out(request, found, mapped_views(asked_paths(request))), found


def worked_out(request: Request, found: Opened, others: Sequence[HubView]) -> Capacity:
    """The same for a Hub that is opened, and mapped Hubs that are read."""
    refuse_errors(found, _RESTS_ON)
    view = HubView(found.mapped, Frame(found.study), 1)
    _refuse_nobody(view)
    inputs = needed_inputs(offered(view)[0])
    by = request.by or view.hub.record.collected_by.value
    assumed = {} if request.assumptions is None else read_assumptions(request.assumptions, inputs, by)
    return capacity_of(view, others, {**assumed, **typed_assumptions(request.typed, inputs, by)}, by)


def asked_paths(request: Request) -> list[Path]:
    """Where mapped Hubs are looked for; the usual folder need not be there."""
    return [path for path in request.sources if path.exists() or path != request.folder]


def _refuse_nobody(view: HubView) -> None:
    """Raise MapperError where nobody is in scope."""
    people = widest(view.hub.context.workforce_in_scope.people)
    if people is not None and people.high == ZERO:
        line = view.line(("context", "workforce_in_scope", "people"))
        raise MapperError(
            f"{view.mapped.file}, line {line}: `0` people are in scope, and nothing can be worked out from that. "
            "Please correct it, or write `not known`."
        )
