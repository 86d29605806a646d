"""What stands below a table, in the order in which it is read; and the words that tables of all formats share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.compare.comparison import Comparison
from mapper.compare.missing import missing_by_column, missing_in, sources_by_column
from mapper.compare.table import Cell, Status, Table
from mapper.render.cell_words import OVER_HUBS, column_heading
from mapper.render.footnotes import Footnotes
from mapper.render.reasons import counts_words, legend_of

MISSING = "Missing, by reason"
"""What the last row of a table is called, which counts for each Hub why answers are missing."""
NO_ROWS = "No row."
NO_DIFFERENCES = "No row differs for certain."
_LEFT_OUT = "Left out because nothing differs there, or not for certain: {:,} of {:,} rows."


def headings_of(table: Table) -> list[str]:
    """The headings of a table whole: that of the items, those of the Hubs, and that of what holds for all of them."""
    return [table.row_heading, *map(column_heading, table.columns), *([OVER_HUBS] if table.is_of_hubs else [])]


def counts_of(table: Table) -> tuple[str, ...]:
    """What is missing in each column, by reason; nothing where nothing is, and where columns are no Hubs."""
    counts = tuple(map(counts_words, missing_by_column(table))) if table.is_of_hubs else ()
    return counts if any(counts) else ()


def marks_of(compared: Comparison) -> str:
    """What the marks in all tables mean; empty where there are none."""
    return _legend([cell for table in compared.tables for row in table.rows for cell in row.cells])


def lines_below(table: Table, notes: Footnotes) -> Iterator[str]:
    """The remarks on cells, how many rows are left out, the notes of the table, what its marks mean, and the sources of
    each Hub, whose references stand at the end.
    """
    yield from remarks_below(table, notes)
    for column, sources in zip(table.columns, sources_by_column(table), strict=True):
        if sources and column.hub is not None:
            yield f"Sources, {column_heading(column)}: {', '.join(sources)}."


def remarks_below(table: Table, notes: Footnotes) -> Iterator[str]:
    """What stands below a table but for the sources."""
    if not table.rows:
        yield NO_DIFFERENCES if table.left_out else NO_ROWS
    yield from notes.lines()
    if table.left_out:
        yield _LEFT_OUT.format(table.left_out, table.left_out + len(table.rows))
    yield from table.notes
    if marks := _legend([cell for row in table.rows for cell in row.cells]):
        yield marks


def _legend(cells: Sequence[Cell]) -> str:
    """What the marks of some cells mean: those of reasons, and that of what is not signed off."""
    is_marked = any(cell.is_unsigned for cell in cells)
    return legend_of(dict.fromkeys((*missing_in(cells), *([Status.NOT_SIGNED] if is_marked else []))))
