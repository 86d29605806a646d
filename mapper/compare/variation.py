"""Table `variation`: in how many ways Hubs do each component and why; and what each Hub adds, adapts and leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from mapper.compare.comparability import comparability
from mapper.compare.components import COMPONENTS, Provision, provision_of, provision_word
from mapper.compare.kind import Kind, Mapped
from mapper.compare.lines import Said
from mapper.compare.table import Cell, Coded, Entry, Fact, Row, Status, Table
from mapper.derived import PROVIDING, Fidelity
from mapper.schema.scalars import Amount

_WAYS, _HUBS = "Ways in which Hubs do it", "What each Hub makes of the guidance"


class ComponentVariation(NamedTuple):
    """How a component varies over Hubs: how many provide it, in how many ways (`ways`: at the least those that are
    known to differ among those that provide it, at the most with one for each Hub of which it is not known), how Hubs
    stand to the guidance, and the reasons given, each with the number of Hubs that give it.
    """

    component: str
    label: str
    is_core: bool
    provision: Provision
    ways: Amount
    fidelity: Mapping[str, int]
    reasons: Mapping[str, int]
    without_reasons: int


def component_variations(components: Table) -> tuple[ComponentVariation, ...]:
    """How each component varies, from the table of components."""
    return tuple(_variation(row, is_core=row.group != "Not named in the guidance") for row in components.rows)


def _variation(row: Row, *, is_core: bool) -> ComponentVariation:
    ways = [_way(cell) for cell in row.cells if provision_word(cell) in (None, *PROVIDING)]
    known, unknown = len(set(ways) - {None}), ways.count(None)
    least = max(known, 1) if provision_of(row.cells).provide else 0
    reasons = Counter(reason for cell in row.cells for reason in _reasons(cell))
    return ComponentVariation(
        row.id,
        row.label,
        is_core,
        provision_of(row.cells),
        Amount(Decimal(least), Decimal(known + unknown)),
        Counter(stands for cell in row.cells if (stands := fidelity_of(cell)) is not None),
        dict(sorted(reasons.items(), key=lambda counted: (-counted[1], counted[0]))),
        sum(provision_word(cell) in PROVIDING and not _reasons(cell) for cell in row.cells),
    )


def _way(cell: Cell) -> tuple[str, ...] | None:
    """The way in which a Hub does a component: its provision, whether as the guidance says, and how it differs."""
    provision, stands = provision_word(cell), fidelity_of(cell)
    if provision is None or stands == Fidelity.UNKNOWN:
        return None
    differs = cell.entries[0].fact("how_it_differs")
    texts = differs.values if differs is not None else ()
    return (provision, stands or "", *(" ".join(str(text).casefold().split()) for text in texts))


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
    components = COMPONENTS.build(mapped, said)
    rows = [
        Row(f"ways:{one.component}", one.label, _WAYS, _ways_cells(row), comparability(row.cells), one)
        for one, row in zip(component_variations(components), components.rows, strict=True)
    ]
    rows += _by_hub(components)
    notes = (
        "A way is what is known to differ: whether it is provided in full or in part, as the guidance says or not.",
        "Nothing here ranks Hubs: to add, adapt or leave out may each be right.",
    )
    return Table("variation", "Variation", "Component", mapped.columns, tuple(rows), notes)


def _ways_cells(row: Row) -> tuple[Cell, ...]:
    """Each Hub's way in short: provision, how it stands to the guidance, and the reasons."""
    return tuple(
        cell._replace(entries=tuple(Entry(_in_short(entry.facts), entry.id) for entry in cell.entries))
        for cell in row.cells
    )


def _in_short(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.field in ("provision", "fidelity", "how_it_differs", "reasons"))


def _by_hub(components: Table) -> Iterator[Row]:
    """For each way to stand to the guidance, the components of each Hub that do."""
    for stands in Fidelity:
        cells = tuple(_standing_so(components, number, stands.value) for number in range(len(components.columns)))
        label = {"unknown": "Fidelity unknown"}.get(stands.value, stands.value.capitalize())
        yield Row(f"stands:{stands.value}", label, _HUBS, cells, comparability(cells))


def _standing_so(components: Table, column: int, stands: str) -> Cell:
    found = [row for row in components.rows if fidelity_of(row.cells[column]) == stands]
    if not found:
        cells = [row.cells[column] for row in components.rows]
        is_told = any(cell.entries for cell in cells)
        missing = next((cell for cell in cells if not cell.entries), None)
        if is_told or missing is None:
            return Cell((Entry((Fact("components", ("none",), Status.ANSWERED),)),), Status.ANSWERED)
        return missing
    first = found[0].cells[column]
    words = tuple(Coded("component", row.id) for row in found)
    fact = Fact("components", words, Status.ANSWERED, None, (), first.path, first.line)
    return Cell((Entry((fact,)),), Status.ANSWERED, None, first.path, first.line)


VARIATION = Kind("variation", "Variation", COMPONENTS.extract, _table)
