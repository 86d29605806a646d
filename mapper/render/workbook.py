"""Workbooks of Excel: sheets that are filled row by row. The only module that knows openpyxl."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple

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

from mapper.render.archive import NO_TIME, without_clock
from mapper.render.excel_grid import LABEL, TEXT, Look, Told, said
from mapper.render.excel_layout import row_height
from mapper.render.excel_values import one_line, safe_text

_FONT, _A4 = "Arial", "9"
_OF_SIZE, _OF_BOLD = 1.4, 0.85
"""How high a line is for the size of its letters; how much less of a bold text a column holds."""
_LONGEST_FOOTER, _LONGEST_PROPERTY = 100, 255
_NOTE_WIDTH, _SCALE_OF_MANY = 140, 60
_LINES = {"grey": Side("thin", "BFBFBF"), "black": Side("thin", "000000")}


class Formula(NamedTuple):
    """What a spreadsheet works out itself, as it is typed there, without the sign of equality before it."""

    text: str


class Book:
    """A workbook that is filled sheet by sheet."""

    def __init__(self, title: str) -> None:
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._book._named_styles["Normal"].font = Font(_FONT, 10)  # type: ignore[attr-defined]  # measures columns
        properties = self._book.properties
        properties.title, properties.creator = one_line(title)[:_LONGEST_PROPERTY], "mapper"
        properties.created = properties.modified = datetime(*NO_TIME)
        self._styles: dict[Look, StyleArray] = {}

    def sheet(self, name: str) -> Sheet:
        """A new sheet behind the others."""
        return Sheet(self._book.create_sheet(name), self._styles)

    def content(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            ExcelWriter(self._book, archive).write_data()  # `Workbook.save` would say when it was made
        return without_clock(out.getvalue())


class Sheet:
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

    @property
    def next_row(self) -> int:
        """The number of the row that comes next."""
        return int(self.sheet._current_row) + 1  # type: ignore[attr-defined]  # `max_row` is 1 for an empty sheet

    def texts(self, *texts: str, look: Look = TEXT) -> list[Cell]:
        """Append a row of texts of one look."""
        return self.row(*(said(text, look) for text in texts))

    def labelled(self, label: str, text: str) -> None:
        """Append a label and what stands beside it."""
        self.row(said(label, LABEL), said(text))

    def finish(self, heading_row: int, labels: int) -> None:
        """Say what stays in view and repeats when printed, the row of headings and the first columns, and filter by
        what stands in the rows up to here.
        """
        sheet = self.sheet
        sheet.freeze_panes = f"{get_column_letter(labels + 1)}{heading_row + 1}"
        sheet.auto_filter.ref = f"A{heading_row}:{get_column_letter(sheet.max_column)}{sheet.max_row}"
        sheet.print_title_rows = f"{heading_row}:{heading_row}"
        sheet.print_title_cols = f"A:{get_column_letter(labels)}"

    def across(self, text: str) -> None:
        """Append a text that goes across several columns."""
        widths = list(accumulate(self.widths))
        columns = next((number for number, width in enumerate(widths, 1) if width >= _NOTE_WIDTH), len(widths))
        row = self.texts(text)[0].row
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        self.sheet.row_dimensions[row].height = row_height([text], [widths[columns - 1]])

    def page(self, title: str, *, is_squeezed: bool = True) -> None:
        """Say how the sheet is printed: one page wide, or else (with many Hubs) as wide as it comes."""
        setup = self.sheet.page_setup
        setup.orientation, setup.paperSize = "landscape", _A4
        setup.fitToWidth, setup.fitToHeight = int(is_squeezed), 0
        setup.scale = None if is_squeezed else _SCALE_OF_MANY
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=is_squeezed)
        self.sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.7, footer=0.35)
        footer = HeaderFooterItem()
        footer.left.text = one_line(title)[:_LONGEST_FOOTER].replace("&", "&&")
        footer.right.text = "Page &P of &N"
        self.sheet.oddFooter = footer

    def hide_lines(self) -> None:
        """Leave out the lines between cells."""
        self.sheet.sheet_view.showGridLines = False

    def _cell(self, told: Told) -> Cell:
        """A cell. A text is a text even where it looks like a formula or an error."""
        style = self.styles.get(told.look)
        if style is None:
            style = self.styles[told.look] = _style(self.sheet, told.look)
        if isinstance(told.value, Formula):
            return Cell(self.sheet, 1, 1, f"={told.value.text}", style)
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
    if look.is_entered:
        cell.fill = PatternFill("solid", "FFF2CC")
    cell.number_format = look.number_format
    return cell._style  # type: ignore[attr-defined,no-any-return]


def link_to(cell: Cell, sheet: str) -> None:
    """Make a cell a link to the top of a sheet."""
    cell.hyperlink = Hyperlink("", location=f"{quote_sheetname(sheet)}!A1")
