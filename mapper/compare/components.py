"""Table `components`: what each Hub provides of what the guidance names, and what it has added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapper.compare.table import Cell, Row, Table, columns_of, in_order, not_in, notes_that_apply
from mapper.derived import Fidelity, entry_in_force, fidelity, is_provided
from mapper.schema.hub import Hub
from mapper.schema.scalars import PartialDate
from mapper.study import Study
from mapper.vocabulary.guidance import GuidanceSet


@dataclass(frozen=True, slots=True)
class Provided:
    """What a Hub says of a component: provision (a word, or None where only a missing word or nothing stands),
    fidelity (None for a local component that is not provided), reasons, and the time it is about.
    `until_remark` says why the end is not known, where it has a remark; `is_provided` is the answer as of the date of
    the record (None: unknown).
    """

    provision: str | None
    fidelity: Fidelity | None
    reasons: tuple[str, ...]
    since: PartialDate | None
    until: PartialDate | None
    until_remark: str | None
    is_provided: bool | None


@dataclass(frozen=True, slots=True)
class Provision:
    """How many Hubs provide a component (some of them only partly), how many do not, and of how many it is unknown."""

    provide: int
    partly: int
    do_not: int
    unknown: int

    @property
    def hubs(self) -> int:
        """All Hubs."""
        return self.provide + self.do_not + self.unknown


_FIDELITY_NOTES = (
    "As specified: provided as the guidance says. Adapted: provided otherwise or in part.",
    "Added: provided, and not named in the guidance. Absent: named in the guidance, and not provided.",
    "Fidelity unknown: the answers do not tell whether it is provided as the guidance says.",
)


def components(study: Study) -> Table:
    """The components of the guidance in its order, then the local ones that any Hub mentions."""
    core = study.guidance.core
    words = study.vocabulary["component"]
    mentioned = {entry.component for mapped in study.hubs for entry in mapped.hub.service_model.components}
    local = in_order(mentioned - set(core), words.position)
    rows = []
    groups = ((f"In the guidance ({study.guidance.id})", core), ("Not named in the guidance", local))
    for group, listed in groups:
        for component in listed:
            cells = tuple(_cell(mapped.hub, component, study.guidance) for mapped in study.hubs)
            rows.append(Row(component, words.label(component), group, cells, _over_hubs(cells)))
    return Table(
        "components",
        "Components of the service",
        "Component",
        columns_of(study),
        tuple(rows),
        notes=notes_that_apply(
            rows,
            (
                f"Guidance: {study.guidance.title}."
                + ("" if core else " It names principles and no components, so that nothing is said of fidelity."),
                *_FIDELITY_NOTES,
                *(f"{words.label(word)}: {said}" for word, said in study.guidance.unsettled.items() if word in local),
            ),
        ),
        over_hubs_heading="All Hubs",
    )


def _cell(hub: Hub, component: str, guidance: GuidanceSet) -> Cell:
    listed = hub.service_model.components
    found = entry_in_force(hub, component)
    if found is None:
        return not_in(listed, ("service_model", "components"))
    number, entry = found
    value = Provided(
        entry.provision.value,
        fidelity(entry, guidance, hub.record.as_of.value),
        entry.reasons.items,
        entry.from_.value,
        entry.to.value,
        entry.to.note if entry.to.missing is not None else None,
        is_provided(entry, hub.record.as_of.value),
    )
    return Cell(
        values=(value,) if entry.provision.value is not None else tuple(r.value for r in entry.provision.readings),
        missing=entry.provision.missing,
        is_conflict=len(entry.provision.readings) > 1,
        sources=(*entry.sources.items, *entry.provision.cited),
        path=("service_model", "components", *listed.paths[number]),
    )


def _over_hubs(cells: Sequence[Cell]) -> Provision:
    entries = [cell.values[0] if cell.values and not cell.is_conflict else None for cell in cells]
    said = [entry.is_provided if entry is not None else None for entry in entries]
    partly = sum(entry is not None and bool(entry.is_provided) and entry.provision == "partly" for entry in entries)
    return Provision(said.count(True), partly, said.count(False), said.count(None))
