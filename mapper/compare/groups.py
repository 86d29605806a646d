"""Table `groups`: who may use each Hub."""

from __future__ import annotations

from dataclasses import dataclass

from mapper.compare.table import Cell, Row, Table, columns_of, in_order, not_in, notes_that_apply
from mapper.schema.answers import MissingWord
from mapper.schema.hub import Hub
from mapper.schema.scalars import PartialDate
from mapper.study import Study


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether a group is in scope over a time: `yes` or `no` (both where sources conflict), or the missing word that
    stands there (None: blank).
    """

    in_scope: tuple[str, ...]
    missing: MissingWord | None
    since: PartialDate | None
    until: PartialDate | None
    conditions: str | None


def groups(study: Study) -> Table:
    """A row for each group that any Hub mentions, with every time for which the Hub answers."""
    words = study.vocabulary["group"]
    mentioned = {entry.group for mapped in study.hubs for entry in mapped.hub.eligibility.groups}
    rows = [
        Row(group, words.label(group), None, tuple(_cell(mapped.hub, group) for mapped in study.hubs))
        for group in in_order(mentioned, words.position)
    ]
    if not rows:
        rows = [Row("none", "No group listed", None, tuple(_cell(mapped.hub, "") for mapped in study.hubs))]
    return Table("groups", "Groups in scope", "Group", columns_of(study), tuple(rows), notes_that_apply(rows, ()))


def _cell(hub: Hub, group: str) -> Cell:
    listed = hub.eligibility.groups
    entries = [(path, entry) for path, entry in listed.placed() if entry.group == group]
    if not entries:
        return not_in(listed, ("eligibility", "groups"))
    scopes = tuple(
        Scope(
            tuple(reading.value for reading in entry.in_scope.readings),
            entry.in_scope.missing,
            entry.from_.value,
            entry.to.value,
            entry.conditions.value,
        )
        for _, entry in entries
    )
    cited = (source for _, entry in entries for source in (*entry.sources, *entry.in_scope.cited))
    only = scopes[0] if len(scopes) == 1 else None
    return Cell(
        values=() if only is not None and not only.in_scope else scopes,
        missing=only.missing if only is not None else None,
        sources=tuple(dict.fromkeys(cited)),
        path=("eligibility", "groups", *entries[0][0]),
    )
