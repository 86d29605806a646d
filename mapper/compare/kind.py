"""A kind of table: what is taken from each Hub, on its own, and the table that is made of what all Hubs gave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from mapper.compare.comparability import comparability
from mapper.compare.lines import ANY_GROUP, Said
from mapper.compare.table import Cell, Column, Comparability, Item, Row, Status, Table
from mapper.compare.view import Frame, HubView


class Mapped(NamedTuple):
    """The Hubs of a comparison, in the order of their columns, with the frame."""

    frame: Frame
    columns: tuple[Column, ...]


def _as_it_is(found: Any, _why: str) -> Any:
    return found


def _nothing_then(_found: Any, why: str) -> Said:
    return Said((), {ANY_GROUP: Cell((), Status.NOT_OPEN, why)})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table. `extract` takes from a Hub what the table needs of it, and `build` makes the table: cost grows
    with the number of Hubs, and a Hub's file need not be kept. `when_not_open` makes what stands in place of what was
    taken from a Hub that was not open at the date of the comparison, given why.
    """

    id: str
    title: str
    extract: Callable[[HubView], Any]
    build: Callable[[Mapped, Sequence[Any]], Table]
    when_not_open: Callable[[Any, str], Any] = _as_it_is


OverHubs = Callable[[Sequence[Cell]], Any]
NOT_LISTED = Cell((), Status.NOT_LISTED)
NOT_LISTED_NOTE = "“Not listed”: what the Hub lists does not mention it, which does not mean that there is none."


def of_lines(
    kind_id: str,
    title: str,
    row_heading: str,
    lines: Callable[[HubView], Said],
    *,
    items: Callable[[Frame], Iterable[Item]] | None = None,
    notes: Sequence[str] = (),
    notes_of: Callable[[Frame, Sequence[Row]], Iterable[str]] | None = None,
    over_hubs: OverHubs | None = None,
    of_several_groups: tuple[str, int] | None = None,
    is_of_a_date: bool = True,
) -> Kind:
    """A kind of table with a row for each item of which any Hub has a line, and for `items`, which stand anyway. An
    item that Hubs put into different groups stands in the group `of_several_groups`, which has a name and a rank. A
    table that is not `is_of_a_date` tells of Hubs that were not open then too.
    """

    def build(mapped: Mapped, said: Sequence[Said]) -> Table:
        standing = items(mapped.frame) if items is not None else ()
        plans = sum(column.is_plan for column in mapped.columns)
        rows = tuple(_rows(standing, said, over_hubs, of_several_groups, plans))
        told = (*(notes_of(mapped.frame, rows) if notes_of is not None else ()), *notes)
        return Table(kind_id, title, row_heading, mapped.columns, rows, notes_that_apply(rows, told))

    return Kind(kind_id, title, lines, build, _nothing_then if is_of_a_date else _as_it_is)


def _rows(
    items: Iterable[Item],
    said: Sequence[Said],
    over_hubs: OverHubs | None,
    of_several_groups: tuple[str, int] | None,
    plans: int,
) -> Iterable[Row]:
    by_hub: list[Mapping[str, Cell]] = [{line.item.id: line.cell for line in one.lines} for one in said]
    known = {item.id: item for item in items}
    for line in (line for one in said for line in one.lines):
        known[line.item.id] = _one_of(known.get(line.item.id), line.item, of_several_groups)
    for item in sorted(known.values(), key=lambda item: item.order):
        cells = tuple(
            cells.get(item.id) or one.absent_from(item.group) or NOT_LISTED
            for one, cells in zip(said, by_hub, strict=True)
        )
        row = Row(item.id, item.label, item.group, cells, plans=plans)
        summary = over_hubs(row.of_hubs) if over_hubs is not None else None
        compares = comparability(row.of_hubs) if item.is_told else Comparability.NOT_YET
        yield row._replace(comparability=compares, over_hubs=summary)


def _one_of(known: Item | None, found: Item, of_several_groups: tuple[str, int] | None) -> Item:
    """The same item, whichever Hub speaks of it first: that of the least order and label."""
    if known is None or known == found:
        return found
    one = min(known, found, key=lambda item: (item.order, item.label))
    if known.group == found.group or of_several_groups is None:
        return one
    group, rank = of_several_groups
    return one._replace(group=group, order=(rank, *one.order[1:]))


def notes_that_apply(rows: Iterable[Row], notes: Iterable[str]) -> tuple[str, ...]:
    """The notes of a table, with the one on items that are not listed only where there is such a cell."""
    has_unlisted = any(cell.status is Status.NOT_LISTED for row in rows for cell in row.cells)
    return (*notes, NOT_LISTED_NOTE) if has_unlisted else tuple(notes)
