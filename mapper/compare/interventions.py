"""Table `interventions`: what each Hub offers, by kind of intervention."""

from __future__ import annotations

from dataclasses import dataclass

from mapper.compare.table import NOT_LISTED_NOTE, Cell, Row, Table, columns_of, in_order, not_in
from mapper.schema.hub import Hub
from mapper.study import Study


@dataclass(frozen=True, slots=True)
class Offer:
    """An intervention: its name, who receives it and who delivers it (words of code lists, None where not known)."""

    name: str | None
    recipient: str | None
    delivered: str | None


_GROUPS = {"individual": "For people", "team": "For teams, leaders and organisations"}


def interventions(study: Study) -> Table:
    """A row for each kind that any Hub offers, those for people first, then those whose kind is not given."""
    words = study.vocabulary["intervention"]
    offered = [entry.kind.value for mapped in study.hubs for entry in mapped.hub.interventions]
    rows = []
    for kind in in_order((kind for kind in offered if kind is not None), words.position):
        details = words.words[kind].details if kind in words else {}
        group = _GROUPS.get(details.get("offered_to", ""), "Other")
        rows.append(Row(kind, words.label(kind), group, tuple(_cell(mapped.hub, kind) for mapped in study.hubs)))
    if None in offered:
        cells = tuple(_cell(mapped.hub, None) for mapped in study.hubs)
        rows.append(Row("kind-unknown", "Kind not given", "Kind not given", cells))
    return Table("interventions", "Interventions by kind", "Kind", columns_of(study), tuple(rows), (NOT_LISTED_NOTE,))


def _cell(hub: Hub, kind: str | None) -> Cell:
    listed = hub.interventions
    entries = [(path, entry) for path, entry in listed.placed() if entry.kind.value == kind]
    if not entries:
        return not_in(listed, ("interventions",))
    cited = (source for _, entry in entries for source in entry.sources)
    return Cell(
        values=tuple(Offer(entry.name.value, entry.recipient.value, entry.delivered.value) for _, entry in entries),
        sources=tuple(dict.fromkeys(cited)),
        path=("interventions", *entries[0][0]),
    )
