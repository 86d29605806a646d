"""Table `components`: what each Hub provides of what the guidance names, and what it has added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mapper.compare.kind import of_lines
from mapper.compare.lines import ANY_GROUP, Line, Said
from mapper.compare.table import Cell, Coded, Fact, Item, Row, Status, bare
from mapper.compare.view import Frame, HubView
from mapper.derived import PROVIDING, Fidelity, entry_in_force, fidelity, is_provided
from mapper.findings import Path
from mapper.schema.service_model import Component
from mapper.study import PLANNED
from mapper.wording import in_sentence

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
    def extent(self) -> str:
        """Which Hubs provide it, all, some, one or none, as far as that is known."""
        if self.provide == self.hubs:
            return "all"
        known = "none" if not self.provide else "one" if self.provide == 1 else "some"
        return known if not self.unknown else "none known" if not self.provide else f"at least {known}"


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
    """What holds of a component at the date. Where several entries may hold then and do not say the same, all of them
    are told as conflicting: which holds cannot be known.
    """
    listed = view.hub.service_model.components
    placed = [((*_PATH, *below), entry) for below, entry in listed.placed() if entry.component == component]
    then = [(path, entry) for path, entry in placed if view.holds(entry)]
    said = [tuple(_facts(view, entry, path)) for path, entry in sorted(then, key=_order)]
    if len(set(map(_standing, said))) > 1:
        return view.cell(*_conflicting(view, said))
    if said:
        return view.cell(*said[-1])
    found = entry_in_force(view.hub, component, view.as_of)
    assert found is not None
    number, entry = found
    return view.cell(*_facts(view, entry, (*_PATH, *listed.paths[number])))


def _order(placed: tuple[Path, Component]) -> tuple[str, str]:
    """An order of entries that their place in the file does not change: by since when, then by what they say."""
    _, entry = placed
    start = entry.from_.value
    return ("" if start is None else str(start.earliest)), repr(entry)


def _standing(facts: Sequence[Fact]) -> tuple[object, ...]:
    """Provision and fidelity, by which entries of one component say the same or not."""
    told = (fact for fact in facts if fact.field in ("provision", "fidelity"))
    return tuple((fact.field, fact.status, frozenset(map(bare, fact.values))) for fact in told)


def _conflicting(view: HubView, said: Sequence[Sequence[Fact]]) -> Iterator[Fact]:
    provision = [facts[0] for facts in said]
    values = tuple(sorted({bare(value) for fact in provision for value in fact.values}))
    status = Status.CONFLICTING if len(values) > 1 else provision[0].status
    if not all(fact.values for fact in provision):
        values, status = (), Status.CANNOT_BE_TOLD
    yield provision[0]._replace(values=values, status=status, note="several entries may hold then")
    if view.frame.study.guidance.core:
        yield view.without("fidelity", Status.CANNOT_BE_TOLD, provision[0].path[:-1])


def _facts(view: HubView, entry: Component, path: Path) -> Iterator[Fact]:
    provision = _provision(view, entry, path)
    yield provision
    yield from _fidelity(view, entry, path, provision)
    is_core = entry.component in view.frame.study.guidance.core
    is_adapted = fidelity(entry, view.frame.study.guidance, view.as_of) is Fidelity.ADAPTED
    arises = {"as_specified": is_core, "how_it_differs": is_adapted}
    for key in ("as_specified", "how_it_differs", "reasons", "view"):
        fact = view.fact(entry, key, path)
        if arises.get(key, True) or fact.status not in (Status.NOT_ANSWERED, Status.NOT_APPLICABLE):
            yield fact
    yield from view.remarks(entry, path)


def _fidelity(view: HubView, entry: Component, path: Path, provision: Fact) -> Iterator[Fact]:
    """How the component stands to the guidance; where that cannot be told, for the reason why an answer is missing."""
    if view.mapped.is_plan and entry.provision.surely(lambda word: word == PLANNED):
        return  # what is planned is neither there nor absent
    stands = fidelity(entry, view.frame.study.guidance, view.as_of)
    if stands is not Fidelity.UNKNOWN:
        yield from [] if stands is None else [view.known("fidelity", [stands.value], path)]
    elif not provision.values:
        yield view.without("fidelity", provision.status, path)
    else:
        reason = entry.as_specified.missing
        yield view.without("fidelity", Status.CANNOT_BE_TOLD if reason is None else Status.of(reason), path)


def _provision(view: HubView, entry: Component, path: Path) -> Fact:
    """Provision at the date: what is provided only at another time is not provided then, and an answer that it is not
    says nothing of another time.
    """
    fact = view.fact(entry, "provision", path)
    if view.holds(entry) or not fact.values:
        return fact
    if is_provided(entry, view.as_of) is False:
        now = in_sentence(view.words["provision"].label(bare(fact.values[0]).word))
        return view.known("provision", [Coded("provision", "not provided")], path, note=f"{now} at another time")
    return view.without("provision", Status.NOT_ANSWERED, path, note="the answer is about another time")


def provision_of(cells: Iterable[Cell]) -> Provision:
    """How many Hubs provide a component, from their cells; Hubs that were not open are none of them."""
    counted = [cell for cell in cells if cell.status is not Status.NOT_OPEN]
    said = [provides(cell) for cell in counted]
    partly = sum(provision_word(cell) == "partly" for cell in counted)
    return Provision(said.count(True), partly, said.count(False), said.count(None))


def is_provided_by(view: HubView, component: str) -> bool | None:
    """Whether a Hub provides a component at the date, as the table of components says."""
    is_listed = any(entry.component == component for entry in view.hub.service_model.components)
    return provides(_cell(view, component)) if is_listed else None


def provides(cell: Cell) -> bool | None:
    """Whether a Hub provides a component, from its cell in this table; None where that is not known for certain."""
    words = {bare(value).word in PROVIDING for value in cell.values}
    return words.pop() if len(words) == 1 and cell.status.has_value else None


def provision_word(cell: Cell) -> str | None:
    """The word of provision that a cell of this table holds; None where it is not known for certain."""
    return str(bare(cell.values[0]).word) if cell.status is Status.ANSWERED and cell.values else None


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
