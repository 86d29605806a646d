"""Tables as an Excel workbook: a sheet for each, with what they are made from before and the sources behind.

Exact numbers and whole dates are numbers and dates, and all else is text, so that a sheet can be sorted, filtered and
counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from mapper.compare.comparison import Comparison
from mapper.compare.missing import missing_by_column
from mapper.compare.summary import summary
from mapper.compare.table import Table
from mapper.render.cell_words import column_heading
from mapper.render.excel_grid import (
    GROUP,
    HEADING,
    ON_ONE_LINE,
    TITLE,
    Look,
    Told,
    columns_kept,
    grid_of,
    said,
    widths_of,
)
from mapper.render.excel_values import one_line, sheet_names
from mapper.render.footnotes import INLINE_ONLY
from mapper.render.provenance_words import provenance, source_lines
from mapper.render.reasons import counts_words
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import MISSING, lines_below, marks_of
from mapper.render.workbook import Book, Sheet, link_to

ABOUT, SOURCES = "About", "Sources"
_HEADING_ROW = 3
_TOLD_ON_SHEETS = ("Fictional", "As of", "Guidance")
_MOST_HUBS_ON_A_PAGE = 6
_LABEL_AND_TEXT, _OF_SOURCES = (40, 100), (36, 30, 100)


def comparison_excel(compared: Comparison) -> bytes:
    """A comparison whole, as a workbook: what it is made from with its summary, all tables, and the sources."""
    book = Book(compared.title)
    names = sheet_names((table.title for table in compared.tables), (ABOUT, SOURCES))
    _about(book.sheet(ABOUT), compared, names)
    for table, name in zip(compared.tables, names, strict=True):
        _table(book.sheet(name), table, compared)
    _sources(book.sheet(SOURCES), compared)
    return book.content()


def _about(sheet: Sheet, compared: Comparison, names: Sequence[str]) -> None:
    sheet.set_widths(_LABEL_AND_TEXT)
    sheet.texts(one_line(compared.title), look=TITLE)
    for label, text in provenance(compared):
        sheet.labelled(label, one_line(text))
    for passage in summary_passages(summary(compared), compared.frame.words):
        sheet.texts("")
        for number, sentence in enumerate(passage.sentences):
            sheet.labelled("" if number else passage.heading, one_line(sentence))
    sheet.texts("")
    label, _, marks = marks_of(compared).partition(": ")
    if marks:
        sheet.labelled(label, marks)
        sheet.texts("")
    sheet.texts("Table", "Rows", look=HEADING)
    for table, name in zip(compared.tables, names, strict=True):
        rows = len(table.rows)
        cell, _ = sheet.row(said(one_line(table.title), Look(underline="single")), Told(rows, str(rows)))
        link_to(cell, name)
    sheet.hide_lines()
    sheet.page(compared.title)


def _table(sheet: Sheet, table: Table, compared: Comparison) -> None:
    grid = grid_of(table, compared.frame.words)
    kept = columns_kept(table)
    sheet.set_widths(widths_of(table, grid))
    sheet.texts(one_line(table.title), look=TITLE)
    told = (f"{label}: {text.rstrip('.')}." for label, text in provenance(compared) if label in _TOLD_ON_SHEETS)
    sheet.across(one_line(" ".join(told)))
    for row in grid:
        sheet.row(*row)
    sheet.finish(_HEADING_ROW, 2 if GROUP in kept else 1)
    counts = [counts_words(found) for found in missing_by_column(table)] if table.is_of_hubs else []
    if any(counts):
        before = ("", MISSING) if GROUP in kept else (MISSING,)
        behind = [""] * (len(grid[0]) - len(before) - len(counts))
        sheet.texts(*before, *counts, *behind, look=Look(is_italic=True, line="black"))
    sheet.texts("")
    for text in lines_below(table, INLINE_ONLY):
        sheet.across(one_line(text))
    is_squeezed = not table.is_of_hubs or len(table.columns) <= _MOST_HUBS_ON_A_PAGE
    sheet.page(f"{compared.title}: {table.title}", is_squeezed=is_squeezed)


def _sources(sheet: Sheet, compared: Comparison) -> None:
    sheet.set_widths(_OF_SOURCES)
    sheet.texts(SOURCES, look=TITLE)
    sheet.texts("The names by which cells cite their sources.", look=ON_ONE_LINE)
    sheet.texts("Hub", "Name", "Reference", look=HEADING)
    for hub in compared.hubs:
        for source, reference in zip(hub.sources, source_lines(hub), strict=True):
            told = (column_heading(hub.column), source.name, reference.removeprefix(f"{source.name}: "))
            sheet.texts(*map(one_line, told), look=Look(line="grey"))
    sheet.finish(_HEADING_ROW, 2)
    sheet.page(f"{compared.title}: {SOURCES}")
