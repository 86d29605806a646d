"""How much of what a comparison shows is signed off by the Hubs, and which of its cells are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from mapper.compare.table import Cell, Origin, Row, Table
from mapper.findings import Path


class Coverage(NamedTuple):
    """How many of the answers that are shown of a Hub stand in sections of which a sign-off holds."""

    signed: int
    shown: int


def coverage(tables: Sequence[Table], hub: str | None, signed: frozenset[str]) -> Coverage:
    """The coverage of the Hub of a column, each answer counted once in whatever tables it stands."""
    paths = {path for table in tables for cell in _cells_of(table, hub) for path in _answers(cell)}
    return Coverage(sum(path[0] in signed for path in paths), len(paths))


def with_marks(table: Table, signed: dict[str | None, frozenset[str]]) -> Table:
    """A table of which the cells are marked in which something is not signed, given the signed sections of each Hub."""
    return replace(table, rows=tuple(_marked(row, table, signed) for row in table.rows))


def _marked(row: Row, table: Table, signed: dict[str | None, frozenset[str]]) -> Row:
    hubs = (column.hub if row.hub is None else row.hub for column in table.columns)
    cells = (
        cell._replace(is_unsigned=not _sections(cell) <= signed.get(hub, frozenset()))
        for cell, hub in zip(row.cells, hubs, strict=True)
    )
    return row._replace(cells=tuple(cells))


def _sections(cell: Cell) -> set[str]:
    paths = [fact.path for fact in cell.facts()] or [cell.path]
    return {str(path[0]) for path in paths if path}


def _cells_of(table: Table, hub: str | None) -> Iterator[Cell]:
    for row in table.rows:
        if row.hub is not None:
            yield from row.cells if row.hub == hub else ()
        else:
            yield from (cell for column, cell in zip(table.columns, row.cells, strict=True) if column.hub == hub)


def _answers(cell: Cell) -> Iterator[Path]:
    """Where the answers that a cell shows stand; what follows from answers is none."""
    told = (fact for fact in cell.facts() if fact.origin is not Origin.DERIVED)
    return (fact.path for fact in told if fact.path and fact.status.has_value)
