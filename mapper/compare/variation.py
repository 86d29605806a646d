"""Table `variation`: in how many ways Hubs do each component and why; and what each Hub adds, adapts and leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from mapper.compare.comparability import comparability, key_of
from mapper.compare.components import COMPONENTS, Provision, provides, provision_of, provision_word
from mapper.compare.kind import Kind, Mapped
from mapper.compare.lines import Said
from mapper.compare.table import Cell, Coded, Comparability, Entry, Fact, Origin, Row, Status, Table
from mapper.derived import Fidelity
from mapper.schema.scalars import Amount
from mapper.wording import capital

_UNKNOWN = Fidelity.UNKNOWN.value
_WAYS, _HUBS = "Ways in which Hubs do it", "What each Hub makes of the guidance"


class ComponentVariation(NamedTuple):
    """How a component varies over Hubs: how many provide it, in how many ways (`ways`: at the least those that are
    known to differ among those that provide it, at the most with one for each Hub of which it is not known), how Hubs
    stand to the guidance, and the reasons of those that provide it, each with the number of Hubs that give it;
    `not_provided` are the words of provision of the others, with their reasons against it.
    """

    component: str
    label: str
    is_core: bool
    provision: Provision
    ways: Amount
    fidelity: Mapping[str, int]
    reasons: Mapping[str, int]
    without_reasons: int
    not_provided: Mapping[str, int]
    reasons_against: Mapping[str, int]


def component_variations(components: Table, core: Collection[str]) -> tuple[ComponentVariation, ...]:
    """How each component varies, from the table of components; `core` are those that the guidance names."""
    return tuple(_variation(row, is_core=row.id in core) for row in components.rows)


def _variation(row: Row, *, is_core: bool) -> ComponentVariation:
    cells = row.of_hubs
    ways = [_way(cell) for cell in cells if provides(cell) is not False and cell.status is not Status.NOT_OPEN]
    known, unknown = len(set(ways) - {None}), ways.count(None)
    least = max(known, 1) if provision_of(cells).provide else 0
    providing = [cell for cell in cells if provides(cell)]
    others = [cell for cell in cells if provides(cell) is False]
    return ComponentVariation(
        row.id,
        row.label,
        is_core,
        provision_of(cells),
        Amount(Decimal(least), Decimal(known + unknown)),
        Counter(stands for cell in cells if (stands := fidelity_of(cell)) is not None),
        _counted_reasons(providing),
        sum(not _reasons(cell) for cell in providing),
        Counter(str(provision_word(cell)) for cell in others),
        _counted_reasons(others),
    )


def _counted_reasons(cells: Iterable[Cell]) -> Mapping[str, int]:
    """How many of some Hubs give each reason, the most frequent first."""
    reasons = Counter(reason for cell in cells for reason in _reasons(cell))
    return dict(sorted(reasons.items(), key=lambda counted: (-counted[1], counted[0])))


def _way(cell: Cell) -> tuple[str, ...] | None:
    """The way in which a Hub does a component: its provision, whether as the guidance says, and how it differs."""
    provision, stands = provision_word(cell), fidelity_of(cell)
    if provision is None or stands == Fidelity.UNKNOWN:
        return None
    differs = cell.entries[0].fact("how_it_differs")
    if differs is None:
        return (provision, stands or "")
    return (provision, stands or "", *map(key_of, differs.values)) if differs.values else None


def fidelity_of(cell: Cell) -> str | None:
    """How a Hub's component stands to the guidance, from its cell; None where that is not asked."""
    fact = cell.entries[0].fact("fidelity") if cell.entries else None
    if fact is None:
        return None
    return str(fact.values[0]) if fact.values else Fidelity.UNKNOWN.value


def _reasons(cell: Cell) -> tuple[str, ...]:
    fact = cell.entries[0].fact("reasons") if cell.entries else None
    return tuple(value.word for value in fact.values) if fact is not None else ()


def _table(mapped: Mapped, said: Sequence[Said]) -> Table:
    components, core = COMPONENTS.build(mapped, said), mapped.frame.study.guidance.core
    rows = [
        Row(
            f"ways:{one.component}",
            one.label,
            _WAYS,
            _ways_cells(row),
            comparability(row.of_hubs),
            one,
            plans=row.plans,
        )
        for one, row in zip(component_variations(components, core), components.rows, strict=True)
    ]
    rows += _by_hub(components, core)
    notes = (
        "A way is what is known to differ: whether it is provided in full or in part, as the guidance says or not.",
        "Rows differ where ways differ, and where reasons do. Nothing here ranks Hubs: each may be right.",
    )
    return Table("variation", "Variation", "Component", mapped.columns, tuple(rows), notes)


def _ways_cells(row: Row) -> tuple[Cell, ...]:
    """Each Hub's way in short: provision, how it stands to the guidance, and the reasons."""
    return tuple(
        cell._replace(entries=tuple(Entry(_in_short(entry.facts), entry.id) for entry in cell.entries))
        for cell in row.cells
    )


def _in_short(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    shown = ("provision", "fidelity", "how_it_differs", "reasons")
    return tuple(fact._replace(origin=Origin.REPEATED) for fact in facts if fact.field in shown)


def _by_hub(components: Table, core: Collection[str]) -> Iterator[Row]:
    """For each way to stand to the guidance, the components of each Hub that do; nothing where it names none."""
    for stands in Fidelity if core else ():
        found = [_standing_so(components, core, number, stands) for number in range(len(components.columns))]
        cells = tuple(cell for cell, _ in found)
        label = "Fidelity unknown" if stands is Fidelity.UNKNOWN else capital(stands.value)
        plans = sum(column.is_plan for column in components.columns)
        row = Row(f"stands:{stands.value}", label, _HUBS, cells, plans=plans)
        is_whole = all(is_whole for _, is_whole in found[: len(row.of_hubs)])
        compares = comparability(row.of_hubs) if is_whole else Comparability.NOT_YET
        yield row._replace(comparability=compares if len(row.of_hubs) > 1 else None)


def _standing_so(components: Table, core: Collection[str], column: int, stands: Fidelity) -> tuple[Cell, bool]:
    """The components of a Hub that stand so to the guidance, and whether these are all of them for certain."""
    cells = {row.id: row.cells[column] for row in components.rows}
    not_open = next((cell for cell in cells.values() if cell.status is Status.NOT_OPEN), None)
    if not_open is not None:
        return not_open, True
    standing = {word: fidelity_of(cell) or (_UNKNOWN if word in core else None) for word, cell in cells.items()}
    found = [word for word, stand in standing.items() if stand == stands.value]
    is_whole = stands is Fidelity.UNKNOWN or _UNKNOWN not in standing.values()
    if not found and not is_whole:
        return Cell((), Status.CANNOT_BE_TOLD), False
    place = cells[found[0]] if found else Cell((), Status.ANSWERED)
    words = tuple(Coded("component", word) for word in found) or ("none",)
    fact = Fact("components", words, Status.ANSWERED, None, (), place.path, place.line, Origin.DERIVED)
    return Cell((Entry((fact,)),), Status.ANSWERED, None, place.path, place.line), is_whole


VARIATION = Kind("variation", "Variation", COMPONENTS.extract, _table, COMPONENTS.when_not_open)
