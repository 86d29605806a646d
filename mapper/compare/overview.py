"""Table `overview`: who hosts each Hub, when it opened, what it covers, and whether it runs."""

from __future__ import annotations

from collections.abc import Callable

from mapper.compare.table import Cell, Coded, Row, Table, cell_of, cell_of_list, columns_of
from mapper.schema.hub import Hub
from mapper.study import Study


def _host_kind(hub: Hub) -> Cell:
    return cell_of(hub.context.host.kind, ("context", "host", "kind"), lambda word: Coded("host-kind", word))


def _region(hub: Hub) -> Cell:
    return cell_of(hub.context.region, ("context", "region"), lambda word: Coded("region", word))


def _origin(hub: Hub) -> Cell:
    return cell_of(hub.context.origin, ("context", "origin"), lambda word: Coded("origin", word))


def _status(hub: Hub) -> Cell:
    return cell_of(hub.context.status, ("context", "status"), lambda word: Coded("status", word))


_ROWS: tuple[tuple[str, str, bool, Callable[[Hub], Cell]], ...] = (
    ("host", "Host organisation", True, lambda hub: cell_of(
        hub.context.host.organisation, ("context", "host", "organisation"))),
    ("host-kind", "Kind of host", False, _host_kind),
    ("region", "Region", True, _region),
    ("system", "Integrated care system", True, lambda hub: cell_of(
        hub.context.integrated_care_system, ("context", "integrated_care_system"))),
    ("places", "Places covered", True, lambda hub: cell_of_list(hub.context.places, ("context", "places"))),
    ("workforce", "Workforce in scope", False, lambda hub: cell_of(
        hub.context.workforce_in_scope.people, ("context", "workforce_in_scope", "people"))),
    ("origin", "Origin", False, _origin),
    ("opened", "Opened to staff", False, lambda hub: cell_of(hub.context.opened, ("context", "opened"))),
    ("status", "Status", False, _status),
    ("closed", "Closed", False, lambda hub: cell_of(hub.context.closed, ("context", "closed"))),
    ("as-of", "Record as of", False, lambda hub: cell_of(hub.record.as_of, ("record", "as_of"))),
)  # fmt: skip
"""Id, label, whether it tells which Hub it is, and the cell."""


def overview(study: Study) -> Table:
    """One row for each fact; what would tell which Hub it is, is left out where labels stand for names."""
    rows = (
        Row(row_id, label, None, tuple(cell(mapped.hub) for mapped in study.hubs))
        for row_id, label, tells_which, cell in _ROWS
        if not (tells_which and study.shows_labels)
    )
    return Table("overview", "The Hubs", "Item", columns_of(study), tuple(rows))
