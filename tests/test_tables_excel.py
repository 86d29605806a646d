"""A comparison as an Excel workbook, read again: what is a number, a date or a text, and that no text does harm."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from conftest import REPOSITORY, WORDS, compare_all, study_of
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from mapper.compare.comparison import Comparison, only_differences
from mapper.compare.missing import missing_by_column
from mapper.compare.table import Cell, Column, Entry, Fact, Row, Status, Table
from mapper.compare.view import Frame
from mapper.render.archive import without_clock
from mapper.render.cell_words import cell_lines, column_heading, is_missing
from mapper.render.excel_values import LONGEST_SHEET_NAME, MOST_CHARACTERS, exact, safe_text, sheet_names
from mapper.render.footnotes import INLINE_ONLY
from mapper.render.provenance_words import provenance
from mapper.render.reasons import counts_words
from mapper.render.table_notes import MISSING, lines_below, marks_of
from mapper.render.tables_excel import ABOUT, SOURCES, comparison_excel
from mapper.schema.scalars import Amount
from mapper.study import load_study
from mapper.wording import shown

HEADINGS, FIRST = 3, 4
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\n=1+1", "＝1+1"]


def compared(*texts: str, study: str = "") -> Comparison:
    return compare_all(Frame(study_of(*texts, study=study)))


def read(made: Comparison) -> Workbook:
    return load_workbook(io.BytesIO(comparison_excel(made)))


@cache
def examples() -> tuple[Comparison, Workbook]:
    made = compare_all(Frame(load_study([REPOSITORY / "examples" / "hubs"])))
    return made, read(made)


def tables() -> list[tuple[Table, Worksheet]]:
    made, book = examples()
    return list(zip(made.tables, book.worksheets[1:-1], strict=True))


def column_of(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[HEADINGS] if cell.value == heading)


def cell_of(sheet: Worksheet, label: str, column: int = 0) -> Any:
    """The cell of a Hub (the first is 0) in the row of an item."""
    frozen = sheet[sheet.freeze_panes].column
    return next(row[frozen - 1 + column] for row in sheet.iter_rows(FIRST) if row[frozen - 2].value == label)


def with_cells(*cells: Cell, heading: str = "A Hub", group: str | None = None, title: str = "Table") -> Comparison:
    """A comparison with one table of one row."""
    columns = tuple(Column(f"hub-{number}", heading) for number in range(len(cells)))
    table = Table("table", title, "Item", columns, (Row("row", "Row", group, cells),))
    return replace(one_hub(), tables=(table,))


@cache
def one_hub() -> Comparison:
    return compared("record: {name: A Hub}")


def saying(*values: Any, field: str = "how", note: str | None = None, more: tuple[Fact, ...] = ()) -> Cell:
    return Cell((Entry((Fact(field, values, Status.ANSWERED, note), *more)),), Status.ANSWERED)


def amount(low: str, high: str | None = None) -> Amount:
    return Amount(Decimal(low), Decimal(low if high is None else high))


def test_sheets_stand_in_the_order_of_the_tables() -> None:
    made, book = examples()
    assert (book.sheetnames[0], book.sheetnames[-1]) == (ABOUT, SOURCES)
    assert [sheet["A1"].value for sheet in book.worksheets[1:-1]] == [table.title for table in made.tables]


def test_every_cell_says_what_the_table_says() -> None:
    for table, sheet in tables():
        frozen = sheet[sheet.freeze_panes].column
        for row, cells in zip(table.rows, sheet.iter_rows(FIRST), strict=False):
            assert cells[frozen - 2].value == row.label
            if frozen > 2:
                assert (cells[0].value or "") == (row.group or "")
            for cell, held in zip(row.cells, cells[frozen - 1 :], strict=False):
                text = "\n".join(cell_lines(cell, WORDS))
                found = exact(cell, text)
                assert held.font.italic == is_missing(cell)
                if found is None:
                    assert (held.value, held.data_type) == (text, "s")
                else:
                    assert held.data_type in ("n", "d")
                    assert held.number_format == found.number_format


def test_headings_stay_in_view_and_are_printed_again() -> None:
    for table, sheet in tables():
        has_groups = any(row.group for row in table.rows)
        last = sheet.max_column
        assert sheet.freeze_panes == ("C4" if has_groups else "B4")
        assert sheet.auto_filter.ref == f"A3:{sheet.cell(1, last).column_letter}{HEADINGS + len(table.rows)}"
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert table.title in sheet.oddFooter.left.text
        assert sheet["A1"].font.bold
        headings = [cell.value for cell in sheet[HEADINGS]]
        for column in table.columns:
            assert column_heading(column) in headings
        assert (headings[-2:] == ["Same or different", "Missing"]) == table.is_of_hubs
        assert all(12 <= dimension.width <= 45 for dimension in sheet.column_dimensions.values())


def test_many_hubs_are_not_squeezed_on_one_page() -> None:
    hubs = [f"record: {{id: hub-{number}, name: Hub {number}}}" for number in range(7)]
    for sheet in read(compared(*hubs)).worksheets[1:3]:
        assert sheet.page_setup.fitToWidth == 0
        assert not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_reasons_are_counted_below_and_beside() -> None:
    for table, sheet in tables():
        counts = [counts_words(found) for found in missing_by_column(table)]
        if table.is_of_hubs and any(counts):
            told = [cell_of(sheet, MISSING, number).value or "" for number in range(len(table.columns))]
            assert told == counts
    staffing = examples()[1]["Staffing"]
    assert staffing.cell(cell_of(staffing, "Doctor").row, column_of(staffing, "Missing")).value == "△1"


def test_notes_stand_below_and_say_what_is_left_out() -> None:
    made = only_differences(examples()[0])
    for table, sheet in zip(made.tables, read(made).worksheets[1:-1], strict=True):
        told = [cell.value for cell in sheet["A"] if cell.value]
        below = list(lines_below(table, INLINE_ONLY))
        assert told[-len(below) :] == below


def test_about_tells_what_the_workbook_is_made_from() -> None:
    made, book = examples()
    about = book[ABOUT]
    told = [(label.value, text.value) for label, text in about.iter_rows(max_col=2)]
    assert about["A1"].value == made.title
    assert [pair for pair in provenance(made) if pair not in told] == []
    assert ("Fictional", "All Hubs of this comparison are invented.") in told
    assert f"Marks: {dict(told)['Marks']}" == marks_of(examples()[0])
    links = [cell for cell in about["A"] if cell.hyperlink]
    assert [cell.value for cell in links] == [table.title for table in made.tables]
    assert [about.cell(cell.row, 2).value for cell in links] == [len(table.rows) for table in made.tables]
    for cell, name in zip(links, book.sheetnames[1:-1], strict=True):
        assert cell.hyperlink.target is None
        assert cell.hyperlink.location == f"'{name}'!A1"


def test_sources_are_plain_text() -> None:
    made, book = examples()
    rows = list(book[SOURCES].iter_rows(FIRST, values_only=True))
    assert len(rows) == sum(len(hub.sources) for hub in made.hubs)
    assert rows[0] == (
        "Exampleshire Resilience Hub (fictional)",
        "operating-procedure",
        (
            "Invented operating procedure of the Exampleshire Resilience Hub, 2021-04-19, "
            "https://example.org/exampleshire/operating-procedure"
        ),
    )
    assert not any(cell.hyperlink for row in book[SOURCES].iter_rows() for cell in row)


def test_exact_numbers_are_numbers() -> None:
    staffing, hubs = examples()[1]["Staffing"], examples()[1]["The Hubs"]
    assert (cell_of(staffing, "Total headcount").value, cell_of(staffing, "Total headcount").number_format) == (
        23,
        '#,##0" people"',
    )
    assert cell_of(staffing, "Total WTE in post").value == "20.1 to 20.5 WTE"
    assert cell_of(staffing, "Total WTE funded").value == 22.1
    assert cell_of(hubs, "People living in the area").value == 1_250_000
    assert cell_of(hubs, "People living in the area", 1).value == "390,000 to 410,000"
    posts = "staffing: {posts: [{id: a, role: nurse, wte: 0.5}, {id: b, role: nurse, wte: 1.25}]}"
    total = cell_of(read(compared(posts))["Staffing"], "Total WTE in post")
    assert (total.value, total.number_format) == (1.75, '#,##0.00" WTE"')


def test_a_total_of_which_something_is_unknown_stays_text() -> None:
    posts = "staffing: {posts: [{id: a, role: nurse, wte: 0.5}, {id: b, role: nurse, wte: not known}]}"
    assert cell_of(read(compared(posts))["Staffing"], "Total WTE in post").value == "0.5 WTE (and 1 not known)"


def test_whole_dates_are_dates() -> None:
    sheet = examples()[1]["The Hubs"]
    opened = cell_of(sheet, "Opened to staff", 1)
    assert (opened.value, opened.number_format) == (datetime(2021, 7, 5), "yyyy-mm-dd")
    assert cell_of(sheet, "Opened to staff").value == "2021-02"
    early = read(compared("context: {opened: 1900-01-31}"))
    assert cell_of(early["The Hubs"], "Opened to staff").value == "1900-01-31"


@pytest.mark.parametrize(
    ("field", "number", "value", "number_format"),
    [
        ("wte", "0.6", 0.6, '#,##0.0" WTE"'),
        ("headcount", "1", 1, '#,##0" person"'),
        ("headcount", "1200", 1200, '#,##0" people"'),
        ("amount", "24000", 24000, '"£"#,##0'),
        ("amount", "1234.50", 1234.5, '"£"#,##0.0'),
        ("share", "46.8", 46.8, '#,##0.0"%"'),
        ("wait_weeks", "1", 1, '"wait "#,##0" week"'),
        ("area_population", "0", 0, "#,##0"),
    ],
)
def test_number_formats_show_the_unit(field: str, number: str, value: float, number_format: str) -> None:
    cell = saying(amount(number), field=field)
    assert exact(cell, "\n".join(cell_lines(cell, WORDS))) == (value, number_format)


@pytest.mark.parametrize(
    "cell",
    [
        saying(amount("1", "2")),
        saying(Amount(Decimal(1), None)),
        saying(amount("1"), amount("2")),
        saying(amount("1"), note="a remark"),
        saying(amount("1"), more=(Fact("note", ("a remark",), Status.ANSWERED),)),
        saying(amount("1"), more=(Fact("from", ("2021",), Status.ANSWERED),)),
        saying(amount("1"), more=(Fact("band", ("7",), Status.ANSWERED),)),
        saying(amount("1234567890123456")),
        saying(amount("1e300")),
        saying("1"),
        saying("2021-07-05"),
        Cell((Entry((Fact("how", (amount("1"),), Status.CONFLICTING),)),), Status.CONFLICTING),
        Cell((), Status.NOT_KNOWN),
    ],
)
def test_what_is_not_exact_stays_text(cell: Cell) -> None:
    assert exact(cell, "\n".join(cell_lines(cell, WORDS))) is None


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_is_never_a_formula(text: str) -> None:
    made = with_cells(saying(text), heading=text, group=text)
    sheet = read(made).worksheets[1]
    for cell in sheet[FIRST]:
        assert cell.data_type in ("s", "n")
        assert cell.data_type == "s" or cell.value is None
    assert sheet["C4"].value == "'" + shown(text)
    assert all(cell.data_type != "f" for found in read(made).worksheets for row in found.iter_rows() for cell in row)


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "TRUE", "1", "2021-07-05", "'quoted", "a=b", "_x0041_", "a & <b>"])
def test_a_text_stays_a_text(text: str) -> None:
    held = read(with_cells(saying(text))).worksheets[1]["B4"]
    assert (held.value.replace("_x005F_", "_"), held.data_type) == (text, "s")


def test_a_long_text_is_cut() -> None:
    long = "a" * (MOST_CHARACTERS + 1)
    assert read(with_cells(saying(long))).worksheets[1]["B4"].value == long[: MOST_CHARACTERS - 7] + "… (cut)"
    assert safe_text(long[:-1]) == long[:-1]
    assert len(safe_text("😀" * MOST_CHARACTERS).encode("utf-16-le")) <= 2 * MOST_CHARACTERS


@example(["a/b", "a\\b", "A:B", "[a]", "a?", "*"])
@example(["about", "SOURCES", "History", "", "'", "'a'", "x" * 40, "x" * 41, "X" * 42])
@example(["\x00\x01", "\ud800", "😀" * 20, "😀" * 20])
@given(st.lists(st.text(st.characters(exclude_categories=[])), max_size=8))
def test_names_of_sheets_are_legal_and_differ(titles: list[str]) -> None:
    names = sheet_names(titles, (ABOUT, SOURCES))
    assert len({name.casefold() for name in (*names, ABOUT, SOURCES)}) == len(titles) + 2
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_SHEET_NAME
        assert not set(name) & set("\\/?*[]:")
        assert name.strip("'") == name
        assert name.lower() != "history"
        assert shown(name) == name


@pytest.mark.parametrize("title", ["A/B: [c]?", "'x'", "=1+1", "&P & \x07", "5 of 6" + "x" * 300, ""])
def test_a_hostile_title_does_no_harm(title: str) -> None:
    made = replace(with_cells(saying("text"), title=title), title=title)
    book = read(replace(made, tables=made.tables * 2))
    assert len(book.sheetnames) == 4
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


@example("\x00\x1b[31m\u202e\ud800")
@example("=cmd|' /C calc'!A0")
@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_of_a_hub_survives(text: str) -> None:
    made = with_cells(saying(text), heading=text, group=text)
    sheet = read(made).worksheets[1]
    told = "\n".join(cell_lines(saying(text), WORDS))
    held = sheet["C4"].value or ""
    assert held.removeprefix("'").replace("_x005F_", "_") == shown(told).removeprefix("'")


def test_the_same_input_gives_the_same_bytes() -> None:
    made = compared("record: {name: A Hub}", "record: {name: Another Hub}")
    archive = comparison_excel(made)
    assert archive == comparison_excel(made)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert {member.date_time for member in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = opened.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert ">mapper</dc:creator>" in core


def test_an_archive_loses_its_dates_only() -> None:
    def archive(year: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name in ("b.xml", "a.xml"):
                made.writestr(zipfile.ZipInfo(name, (year, 2, 3, 4, 5, 6)), name * 100)
        return out.getvalue()

    assert without_clock(archive(2020)) == without_clock(archive(2021))
    with zipfile.ZipFile(io.BytesIO(without_clock(archive(2020)))) as opened:
        assert opened.namelist() == ["b.xml", "a.xml"]
        assert opened.read("a.xml") == b"a.xml" * 100


def test_a_comparison_without_rows_is_a_workbook() -> None:
    made = with_cells(saying("text"))
    empty = replace(made.tables[0], rows=(), left_out=3)
    sheet = read(replace(made, tables=(empty,))).worksheets[1]
    assert [cell.value for cell in sheet[HEADINGS]] == ["Item", "A Hub", "Same or different", "Missing"]
    assert "Left out because nothing differs there, or not for certain: 3 of 3 rows." in [c.value for c in sheet["A"]]
