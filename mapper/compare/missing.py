"""Why answers are missing from a comparison, counted by reason: for a row, for a Hub, and for a whole table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from mapper.compare.table import REASONS_FOR_NO_ANSWER, Cell, Status, Table

Counts = Mapping[Status, int]


def missing_in(cells: Iterable[Cell]) -> Counts:
    """How often each reason stands in cells, details beside an answer included; in the order of the reasons."""
    found: Counter[Status] = Counter()
    for cell in cells:
        if not cell.entries:
            found[cell.status] += 1
        found.update(fact.status for fact in cell.facts())
    return {reason: found[reason] for reason in REASONS_FOR_NO_ANSWER if found[reason]}


def missing_by_column(table: Table) -> tuple[Counts, ...]:
    """How often each reason stands in each column of a table."""
    return tuple(missing_in(row.cells[number] for row in table.rows) for number in range(len(table.columns)))
