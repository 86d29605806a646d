"""Table `interventions`: what each Hub offers, by kind of intervention."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from mapper.compare.table import Cell, Row, Table, columns_of, in_order, not_in, notes_that_apply
from mapper.schema.hub import Hub
from mapper.schema.interventions import Intervention
from mapper.schema.scalars import PartialDate
from mapper.study import Study
from mapper.vocabulary.lists import WordList


@dataclass(frozen=True, slots=True)
class Offer:
    """An intervention: its name (several where sources conflict), who receives it and who delivers it (words of code
    lists, None where not known), and the time for which it is offered.
    """

    names: tuple[str, ...]
    recipient: str | None
    delivered: str | None
    since: PartialDate | None
    until: PartialDate | None


KIND_UNKNOWN = "Kind not given, or sources conflict"
_PEOPLE, _TEAMS, _OTHER = "For people", "For teams, leaders and organisations", "Recipient not given"
_GROUPS = {"individual": _PEOPLE, "team": _TEAMS}
_RECIPIENTS: dict[str, tuple[str | None, ...]] = {
    _PEOPLE: ("individual", "couple or family", "group"),
    _TEAMS: ("team", "leader", "organisation"),
    _OTHER: (None,),
}


def interventions(study: Study) -> Table:
    """A row for each kind that any Hub offers, those for people first; those whose kind is not given by recipient."""
    words = study.vocabulary["intervention"]
    offered = {entry.kind.value for mapped in study.hubs for entry in mapped.hub.interventions}
    rows = []
    for group, recipients in _RECIPIENTS.items():
        kinds = in_order((kind for kind in offered if kind and _group(kind, words) == group), words.position)
        rows += [_row(study, kind, words.label(kind), group, _of_kind(kind)) for kind in kinds]
        unnamed = _row(study, f"kind-unknown-{group}", KIND_UNKNOWN, group, _of_no_kind(recipients))
        if any(cell.values for cell in unnamed.cells):
            rows.append(unnamed)
    rows = rows or [_row(study, "none", "No intervention listed", _OTHER, lambda _: False)]
    return Table(
        "interventions", "Interventions by kind", "Kind", columns_of(study), tuple(rows), notes_that_apply(rows, ())
    )


def _group(kind: str, words: WordList) -> str:
    details = words.words[kind].details if kind in words else {}
    return _GROUPS.get(details.get("offered_to", ""), _OTHER)


def _of_kind(kind: str) -> Callable[[Intervention], bool]:
    return lambda entry: entry.kind.value == kind


def _of_no_kind(recipients: Collection[str | None]) -> Callable[[Intervention], bool]:
    return lambda entry: entry.kind.value is None and entry.recipient.value in recipients


def _row(study: Study, row_id: str, label: str, group: str, is_meant: Callable[[Intervention], bool]) -> Row:
    return Row(row_id, label, group, tuple(_cell(mapped.hub, is_meant) for mapped in study.hubs))


def _cell(hub: Hub, is_meant: Callable[[Intervention], bool]) -> Cell:
    listed = hub.interventions
    entries = [(path, entry) for path, entry in listed.placed() if is_meant(entry)]
    if not entries:
        return not_in(listed, ("interventions",))
    cited = (source for _, entry in entries for source in entry.sources)
    return Cell(
        values=tuple(
            Offer(
                tuple(reading.value for reading in entry.name.readings),
                entry.recipient.value,
                entry.delivered.value,
                entry.from_.value,
                entry.to.value,
            )
            for _, entry in entries
        ),
        sources=tuple(dict.fromkeys(cited)),
        path=("interventions", *entries[0][0]),
    )
