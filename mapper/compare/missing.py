"""What holds for many cells together: why answers are missing, counted by reason, and which sources they cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from mapper.compare.table import REASONS_FOR_NO_ANSWER, Cell, Status, Table

Counts = Mapping[Status, int]


def missing_in(cells: Iterable[Cell]) -> Counts:
    """How many cells have no answer, for each reason, in the order of the reasons. Details beside an answer do not
    count: so that whoever looks at the table can count the same.
    """
    found = Counter(cell.status for cell in cells)
    return {reason: found[reason] for reason in REASONS_FOR_NO_ANSWER if found[reason]}


def sources_by_column(table: Table) -> tuple[tuple[str, ...], ...]:
    """The sources that the cells of each column of a table cite, once each, in alphabetical order."""
    return tuple(
        tuple(sorted({source for row in table.rows for fact in row.cells[number].facts() for source in fact.sources}))
        for number in range(len(table.columns))
    )


def missing_by_column(table: Table) -> tuple[Counts, ...]:
    """How often each reason stands in each column of a table."""
    return tuple(missing_in(row.cells[number] for row in table.rows) for number in range(len(table.columns)))
