"""Tables as an Excel workbook: a sheet for each, with what they are made from before and the sources behind.

Exact numbers and whole dates are numbers and dates, and all else is text, so that a sheet can be sorted, filtered and
counted.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from mapper.compare.comparison import Comparison
from mapper.compare.missing import missing_by_column
from mapper.compare.summary import summary
from mapper.compare.table import Table
from mapper.render.archive import NO_TIME, without_clock
from mapper.render.cell_words import column_heading
from mapper.render.excel_grid import (
    GROUP,
    HEADING,
    LABEL,
    ON_ONE_LINE,
    TEXT,
    TITLE,
    Look,
    Told,
    columns_kept,
    grid_of,
    said,
    widths_of,
)
from mapper.render.excel_layout import row_height
from mapper.render.excel_values import one_line, safe_text, sheet_names
from mapper.render.footnotes import INLINE_ONLY
from mapper.render.provenance_words import provenance, source_lines
from mapper.render.reasons import counts_words
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import MISSING, lines_below, marks_of

ABOUT, SOURCES = "About", "Sources"
_HEADING_ROW = 3
_TOLD_ON_SHEETS = ("Fictional", "As of", "Guidance")
_NOTE_WIDTH, _MOST_HUBS_ON_A_PAGE, _SCALE_OF_MANY = 140, 6, 60
_FONT, _A4 = "Arial", "9"
_OF_SIZE, _OF_BOLD = 1.4, 0.85
"""How high a line is for the size of its letters; how much less of a bold text a column holds."""
_LONGEST_FOOTER, _LONGEST_PROPERTY = 100, 255
_LABEL_AND_TEXT, _OF_SOURCES = (40, 100), (36, 30, 100)


_LINES = {"grey": Side("thin", "BFBFBF"), "black": Side("thin", "000000")}


def comparison_excel(compared: Comparison) -> bytes:
    """A comparison whole, as a workbook: what it is made from with its summary, all tables, and the sources."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book._named_styles["Normal"].font = Font(_FONT, 10)  # type: ignore[attr-defined]  # measures columns
    book.properties.title, book.properties.creator = one_line(compared.title)[:_LONGEST_PROPERTY], "mapper"
    book.properties.created = book.properties.modified = datetime(*NO_TIME)
    names = sheet_names((table.title for table in compared.tables), (ABOUT, SOURCES))
    styles: dict[Look, StyleArray] = {}
    _about(_Sheet(book.create_sheet(ABOUT), styles), compared, names)
    for table, name in zip(compared.tables, names, strict=True):
        _table(_Sheet(book.create_sheet(name), styles), table, compared)
    _sources(_Sheet(book.create_sheet(SOURCES), styles), compared)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(book, archive).write_data()  # `Workbook.save` would say when it was made
    return without_clock(out.getvalue())


class _Sheet:
    """A sheet that is filled row by row. `styles` holds the style of each look: openpyxl is slow to make them anew."""

    def __init__(self, sheet: Worksheet, styles: dict[Look, StyleArray]) -> None:
        self.sheet, self.styles, self.widths = sheet, styles, list[float]()

    def set_widths(self, widths: Iterable[float]) -> None:
        """Set the widths of the columns, which the heights of the rows to come follow from."""
        self.widths = list(widths)
        for number, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width

    def row(self, *told: Told) -> list[Cell]:
        """Append a row."""
        cells = [self._cell(one) for one in told]
        self.sheet.append(cells)
        widths = [_OF_BOLD * width for width in self.widths] if told[0].look.is_heading else self.widths
        height = row_height((one.text if one.look.wraps else "" for one in told), widths)
        self.sheet.row_dimensions[cells[0].row].height = max(height, _OF_SIZE * told[0].look.size)
        return cells

    def texts(self, *texts: str, look: Look = TEXT) -> list[Cell]:
        """Append a row of texts of one look."""
        return self.row(*(said(text, look) for text in texts))

    def labelled(self, label: str, text: str) -> None:
        """Append a label and what stands beside it."""
        self.row(said(label, LABEL), said(text))

    def _cell(self, told: Told) -> Cell:
        """A cell. A text is a text even where it looks like a formula or an error."""
        style = self.styles.get(told.look)
        if style is None:
            style = self.styles[told.look] = _style(self.sheet, told.look)
        is_text = isinstance(told.value, str)
        cell = Cell(self.sheet, 1, 1, (safe_text(told.value) or None) if is_text else told.value, style)
        if is_text and told.value:
            cell.data_type = "s"
        return cell


def _style(sheet: Worksheet, look: Look) -> StyleArray:
    cell = Cell(sheet, 1, 1)
    cell.font = Font(_FONT, look.size, b=look.is_bold, i=look.is_italic, u=look.underline)
    cell.alignment = Alignment("left", "top", wrap_text=look.wraps, indent=1 if look.line or look.is_heading else 0)
    above = "black" if look.is_heading else look.line
    line = _LINES[above] if above else None
    cell.border = Border(top=line, bottom=line if look.is_heading else None)
    if look.is_heading:
        cell.fill = PatternFill("solid", "E7E6E6")
    cell.number_format = look.number_format
    return cell._style  # type: ignore[attr-defined,no-any-return]


def _about(sheet: _Sheet, compared: Comparison, names: Sequence[str]) -> None:
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
        cell.hyperlink = Hyperlink("", location=f"{quote_sheetname(name)}!A1")
    sheet.sheet.sheet_view.showGridLines = False
    _page(sheet.sheet, compared.title)


def _table(sheet: _Sheet, table: Table, compared: Comparison) -> None:
    grid = grid_of(table, compared.frame.words)
    kept = columns_kept(table)
    sheet.set_widths(widths_of(table, grid))
    sheet.texts(one_line(table.title), look=TITLE)
    told = (f"{label}: {text.rstrip('.')}." for label, text in provenance(compared) if label in _TOLD_ON_SHEETS)
    _across(sheet, one_line(" ".join(told)))
    for row in grid:
        sheet.row(*row)
    _finish(sheet.sheet, 2 if GROUP in kept else 1)
    counts = [counts_words(found) for found in missing_by_column(table)] if table.is_of_hubs else []
    if any(counts):
        before = ("", MISSING) if GROUP in kept else (MISSING,)
        behind = [""] * (len(grid[0]) - len(before) - len(counts))
        sheet.texts(*before, *counts, *behind, look=Look(is_italic=True, line="black"))
    sheet.texts("")
    for text in lines_below(table, INLINE_ONLY):
        _across(sheet, one_line(text))
    is_squeezed = not table.is_of_hubs or len(table.columns) <= _MOST_HUBS_ON_A_PAGE
    _page(sheet.sheet, f"{compared.title}: {table.title}", is_squeezed=is_squeezed)


def _finish(sheet: Worksheet, item: int) -> None:
    """What stays in view and repeats when printed, and the filter, which leaves out what follows the rows."""
    sheet.freeze_panes = f"{get_column_letter(item + 1)}{_HEADING_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    sheet.print_title_cols = f"A:{get_column_letter(item)}"


def _across(sheet: _Sheet, text: str) -> None:
    """Append a text that goes across several columns."""
    widths = list(accumulate(sheet.widths))
    columns = next((number for number, width in enumerate(widths, 1) if width >= _NOTE_WIDTH), len(widths))
    row = sheet.texts(text)[0].row
    sheet.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    sheet.sheet.row_dimensions[row].height = row_height([text], [widths[columns - 1]])


def _sources(sheet: _Sheet, compared: Comparison) -> None:
    sheet.set_widths(_OF_SOURCES)
    sheet.texts(SOURCES, look=TITLE)
    sheet.texts("The names by which cells cite their sources.", look=ON_ONE_LINE)
    sheet.texts("Hub", "Name", "Reference", look=HEADING)
    for hub in compared.hubs:
        for source, reference in zip(hub.sources, source_lines(hub), strict=True):
            told = (column_heading(hub.column), source.name, reference.removeprefix(f"{source.name}: "))
            sheet.texts(*map(one_line, told), look=Look(line="grey"))
    _finish(sheet.sheet, 2)
    _page(sheet.sheet, f"{compared.title}: {SOURCES}")


def _page(sheet: Worksheet, title: str, *, is_squeezed: bool = True) -> None:
    """How a sheet is printed: one page wide, or else (with many Hubs) as wide as it comes."""
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = "landscape", _A4
    setup.fitToWidth, setup.fitToHeight = int(is_squeezed), 0
    setup.scale = None if is_squeezed else _SCALE_OF_MANY
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=is_squeezed)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.7, footer=0.35)
    footer = HeaderFooterItem()
    footer.left.text = one_line(title)[:_LONGEST_FOOTER].replace("&", "&&")
    footer.right.text = "Page &P of &N"
    sheet.oddFooter = footer
