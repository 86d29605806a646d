"""The headings and rows of a table as a workbook holds them: what stands in each cell, and how it looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from mapper.compare.missing import missing_in
from mapper.compare.table import Row, Table
from mapper.render.cell_words import OVER_HUBS, cell_lines, column_heading, is_missing, over_hubs_words
from mapper.render.excel_layout import WIDEST, column_width
from mapper.render.excel_values import exact, one_line
from mapper.render.reasons import counts_words
from mapper.vocabulary.lists import Vocabulary

GROUP, COMPARABILITY, MISSING_IN_ROW = "Group", "Same or different", "Missing"
_WIDEST_GROUP, _WIDEST_OF_MANY, _FEW_HUBS = 24, 34, 2


class Look(NamedTuple):
    """How a cell looks. `line` is the border above it: grey between rows, black between groups. `is_entered` marks what
    somebody may change where a spreadsheet works out the rest.
    """

    is_bold: bool = False
    is_italic: bool = False
    is_heading: bool = False
    underline: Literal["single"] | None = None
    size: int = 10
    wraps: bool = True
    line: Literal["grey", "black"] | None = None
    number_format: str = "General"
    is_entered: bool = False


TITLE, ON_ONE_LINE = Look(is_bold=True, size=14, wraps=False), Look(wraps=False)
LABEL, TEXT, HEADING = Look(is_bold=True), Look(), Look(is_bold=True, is_heading=True)


class Told(NamedTuple):
    """What stands in a cell, the text as which it reads, and how it looks."""

    value: Any
    text: str
    look: Look = TEXT


def said(text: str, look: Look = TEXT) -> Told:
    """A cell that holds a text."""
    return Told(text, text, look)


def columns_kept(table: Table) -> frozenset[str]:
    """Which columns beside the Hubs have anything in them, or are always there."""
    kept = {COMPARABILITY, MISSING_IN_ROW} if table.is_of_hubs else set()
    if any(row.group is not None for row in table.rows):
        kept.add(GROUP)
    if table.is_of_hubs and any(over_hubs_words(row.over_hubs) for row in table.rows):
        kept.add(OVER_HUBS)
    return frozenset(kept)


def grid_of(table: Table, vocabulary: Vocabulary) -> list[list[Told]]:
    """The headings and the rows of a table."""
    kept = columns_kept(table)
    columns = (one_line(column_heading(column)) for column in table.columns)
    behind = (heading for heading in (OVER_HUBS, COMPARABILITY, MISSING_IN_ROW) if heading in kept)
    headings = (*((GROUP,) if GROUP in kept else ()), table.row_heading, *columns, *behind)
    grid = [[said(heading, HEADING) for heading in headings]]
    group = table.rows[0].group if table.rows else None
    for row in table.rows:
        grid.append(list(_row(row, vocabulary, kept, "grey" if row.group == group else "black")))
        group = row.group
    return grid


def _row(row: Row, vocabulary: Vocabulary, kept: frozenset[str], line: Literal["grey", "black"]) -> Iterator[Told]:
    plain, missing = Look(line=line), Look(line=line, is_italic=True)
    group, label = one_line(row.group or ""), one_line(row.label)
    if GROUP in kept:
        yield said(group, plain)
    yield said(label, plain)
    for cell in row.cells:
        text = "\n".join(cell_lines(cell, vocabulary))
        found = exact(cell, text)
        if found is not None:
            yield Told(found.value, text, Look(line=line, number_format=found.number_format))
        else:
            yield said(text, missing if is_missing(cell) else plain)
    behind = {
        OVER_HUBS: over_hubs_words(row.over_hubs),
        COMPARABILITY: row.comparability.value if row.comparability is not None else "",
        MISSING_IN_ROW: counts_words(missing_in(row.cells)),
    }
    yield from (said(text, plain) for heading, text in behind.items() if heading in kept)


def widths_of(table: Table, grid: Sequence[Sequence[Told]]) -> Iterator[float]:
    """The widths of the columns: a group is narrow, and Hubs are narrower where there are many."""
    of_hub = WIDEST if len(table.columns) <= _FEW_HUBS else _WIDEST_OF_MANY
    for number, column in enumerate(zip(*grid, strict=True)):
        widest = _WIDEST_GROUP if column[0].text == GROUP and number == 0 else of_hub
        yield column_width((told.text for told in column), widest)
