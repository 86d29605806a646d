"""Table `components`: what each Hub provides of what the guidance names, and what it has added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mapper.compare.kind import of_lines
from mapper.compare.lines import ANY_GROUP, Line, Said
from mapper.compare.table import Cell, Coded, Fact, Item, Row, Status
from mapper.compare.view import Frame, HubView
from mapper.derived import PROVIDING, Fidelity, entry_in_force, fidelity, is_provided
from mapper.findings import Path
from mapper.schema.service_model import Component

_PATH = ("service_model", "components")
_FIDELITY_NOTES = (
    "As specified: provided as the guidance says. Adapted: provided otherwise or in part.",
    "Added: provided, and not named in the guidance. Absent: named in the guidance, and not provided.",
    "Fidelity unknown: the answers do not tell whether it is provided as the guidance says.",
)
_LOCAL = "Not named in the guidance"


class Provision(NamedTuple):
    """How many Hubs provide a component (some of them only partly), how many do not, and of how many it is unknown."""

    provide: int
    partly: int
    do_not: int
    unknown: int

    @property
    def hubs(self) -> int:
        """All Hubs."""
        return self.provide + self.do_not + self.unknown

    @property
    def extents(self) -> tuple[str, ...]:
        """Which Hubs provide it: all, some, one or none; where it is not known of all, from the least to the most."""
        return tuple(dict.fromkeys((self._extent(self.provide), self._extent(self.provide + self.unknown))))

    def _extent(self, provide: int) -> str:
        if provide == self.hubs:
            return "all"
        return "none" if not provide else "one" if provide == 1 else "some"


def _said(view: HubView) -> Said:
    listed = view.hub.service_model.components
    lines = tuple(
        Line(_item(view.frame, component), _cell(view, component))
        for component in dict.fromkeys(entry.component for entry in listed)
    )
    return Said(lines, {ANY_GROUP: view.not_listed(listed, _PATH)})


def _item(frame: Frame, component: str) -> Item:
    core, words = frame.study.guidance.core, frame.words["component"]
    if component in core:
        return Item(component, words.label(component), _core_group(frame), (0, core.index(component), component))
    return Item(component, words.label(component), _LOCAL, (1, words.position(component), component))


def _core_group(frame: Frame) -> str:
    return f"In the guidance ({frame.study.guidance.id})"


def _core_items(frame: Frame) -> Iterator[Item]:
    """The components of the guidance, which have a row whether or not any Hub mentions them."""
    return (_item(frame, component) for component in frame.study.guidance.core)


def _cell(view: HubView, component: str) -> Cell:
    found = entry_in_force(view.hub, component, view.as_of)
    assert found is not None
    number, entry = found
    path = (*_PATH, *view.hub.service_model.components.paths[number])
    return view.cell(*_facts(view, entry, path))


def _facts(view: HubView, entry: Component, path: Path) -> Iterator[Fact]:
    provision = _provision(view, entry, path)
    yield provision
    stands = fidelity(entry, view.frame.study.guidance, view.as_of)
    if stands is Fidelity.UNKNOWN:
        yield view.without("fidelity", Status.NOT_KNOWN if provision.values else provision.status, path)
    elif stands is not None:
        yield view.known("fidelity", [stands.value], path)
    for key in ("as_specified", "how_it_differs", "reasons", "view"):
        yield view.fact(entry, key, path)
    yield from view.remarks(entry, path)


def _provision(view: HubView, entry: Component, path: Path) -> Fact:
    """Provision at the date: what is provided only at another time is not provided then."""
    if entry.provision.value in PROVIDING and is_provided(entry, view.as_of) is False:
        now = view.words["provision"].label(entry.provision.value).lower()
        return view.known("provision", [Coded("provision", "not provided")], path, note=f"{now} at another time")
    return view.fact(entry, "provision", path)


def provision_of(cells: Iterable[Cell]) -> Provision:
    """How many Hubs provide a component, from their cells."""
    words = [provision_word(cell) for cell in cells]
    provide = sum(word in PROVIDING for word in words)
    unknown = words.count(None)
    return Provision(provide, words.count("partly"), len(words) - provide - unknown, unknown)


def provision_word(cell: Cell) -> str | None:
    """The word of provision that a cell of this table holds; None where it is not known for certain."""
    main = cell.main
    return main.values[0].word if main is not None and main.status is Status.ANSWERED else None


def _notes(frame: Frame, rows: Sequence[Row]) -> Iterator[str]:
    guidance, words = frame.study.guidance, frame.words["component"]
    principles = "" if guidance.core else " It names principles and no components, so that nothing is said of fidelity."
    yield f"Guidance: {guidance.title}.{principles}"
    if guidance.core:
        yield from _FIDELITY_NOTES
    shown = {row.id for row in rows}
    yield from (f"{words.label(word)}: {said}" for word, said in guidance.unsettled.items() if word in shown)


COMPONENTS = of_lines(
    "components",
    "Components of the service",
    "Component",
    _said,
    items=_core_items,
    notes_of=_notes,
    over_hubs=provision_of,
)
