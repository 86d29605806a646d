"""Tables as one page of HTML that needs nothing else: it may be opened from an e-mail, without a network or scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import NamedTuple

from mapper.compare.comparison import Comparison, HubSource
from mapper.compare.summary import summary
from mapper.compare.table import Cell, Row, Table
from mapper.render.cell_words import OVER_HUBS, cell_lines, column_heading, is_missing, over_hubs_lines
from mapper.render.footnotes import INLINE_ONLY
from mapper.render.page_templates import template
from mapper.render.provenance_words import provenance, source_lines
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import MISSING, counts_of, lines_below, marks_of
from mapper.schema.scalars import slug
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import counted, shown

_MOST_IN_WINDOW = 4
"""Columns beside the rows' headings that a desktop window shows whole: such a table needs no frame that scrolls."""
_MOST_HUBS_ON_A4, _MOST_ON_A4 = 10, 12
"""Columns that can be read on A4, of Hubs or of short words; a table with more is printed on a wider page."""
_COLUMN_MM, _WIDEST_MM = 26, 5000
"""The width of a column on such a page, and that of the widest page which a PDF can have."""

Files = Mapping[str | None, str | None]
"""The name of the file of each Hub, by the id of its column; None where labels stand for names."""
PlaceOf = Callable[[Cell, str | None], str | None]
"""Where a cell of the Hub of an id stands, in words; None where that is nowhere."""


class _HtmlCell(NamedTuple):
    """A cell of a Hub. `place` is where it stands, “hub.yaml:12”; None where that is nowhere."""

    status: str
    place: str | None
    line: int
    is_missing: bool
    lines: tuple[str, ...]


class _HtmlRow(NamedTuple):
    """A row. `over` are the lines over all Hubs, each with whether it says if Hubs differ, which `stands` names too."""

    id: str
    label: str
    cells: Iterator[_HtmlCell]
    stands: str
    over: tuple[tuple[str, bool], ...]


class _HtmlTable(NamedTuple):
    """A table. `groups` are its rows under their headings; `counts` tells what is missing in each column."""

    id: str
    title: str
    caption: str
    row_heading: str
    headings: tuple[str, ...]
    over_hubs: str | None
    groups: Iterator[tuple[str | None, Iterator[_HtmlRow]]]
    counts: tuple[str, ...]
    notes: tuple[str, ...]
    fits_window: bool
    fits_paper: bool
    has_rows: bool


def comparison_html(compared: Comparison) -> str:
    """A comparison whole: what it is made from, its summary, all tables, and the sources."""
    files = files_of(compared)
    widest = max((len(table.columns) for table in compared.tables), default=0)
    return template("comparison.html").render(
        title=compared.title,
        is_fictional=compared.is_fictional,
        has_files=any(files.values()),
        provenance=provenance(compared),
        passages=summary_passages(summary(compared), compared.frame.words),
        legend=marks_of(compared),
        contents=[(table.id, table.title) for table in compared.tables],
        tables=html_tables(compared, place_in(files)),
        missing=MISSING,
        sources=[(column_heading(hub.column), source_links(hub)) for hub in compared.hubs if hub.sources],
        page_mm=min(_WIDEST_MM, _COLUMN_MM * (widest + 4)),
    )


def files_of(compared: Comparison) -> Files:
    """The names of the files of the Hubs, and no more: where a file lies differs from one computer to the next, and is
    nobody's business.
    """
    return {hub.column.hub: hub.file and FilePath(hub.file).name for hub in compared.hubs}


def place_in(files: Files) -> PlaceOf:
    """What says in which file and line a cell stands."""

    def place(cell: Cell, hub: str | None) -> str | None:
        file = files.get(hub)
        return (f"{file}:{cell.line}" if file else f"line {cell.line}") if cell.line else None

    return place


def html_tables(compared: Comparison, place_of: PlaceOf) -> Iterator[_HtmlTable]:
    """The tables as a template writes them."""
    return (_table(table, place_of, compared.frame.words) for table in compared.tables)


def _table(table: Table, place_of: PlaceOf, vocabulary: Vocabulary) -> _HtmlTable:
    number, rows = len(table.columns), len(table.rows)
    caption = f"{table.title}: {counted(rows, 'row')}" + (f", {counted(number, 'Hub')}" if table.is_of_hubs else "")
    return _HtmlTable(
        table.id,
        table.title,
        caption,
        table.row_heading,
        tuple(map(column_heading, table.columns)),
        OVER_HUBS if table.is_of_hubs else None,
        _groups(table, place_of, vocabulary),
        counts_of(table),
        tuple(lines_below(table, INLINE_ONLY)),
        fits_window=number <= _MOST_IN_WINDOW,
        fits_paper=number <= (_MOST_HUBS_ON_A4 if table.is_of_hubs else _MOST_ON_A4),
        has_rows=rows > 0,
    )


def _groups(table: Table, place_of: PlaceOf, vocabulary: Vocabulary) -> Iterator[tuple[str | None, Iterator[_HtmlRow]]]:
    own = tuple(column.hub for column in table.columns)
    ids = _ids(table)
    for group, rows in table.groups():
        yield group, (_row(row, ids, own, place_of, vocabulary) for row in rows)


def _ids(table: Table) -> Iterator[str]:
    """What links call the rows of a table: by their ids, and where two would be called alike, by their numbers too."""
    taken = set[str]()
    for number, row in enumerate(table.rows, 1):
        its_id = f"{table.id}-{slug(row.id)}"
        if its_id in taken or not slug(row.id):
            its_id = f"{its_id}-{number}"
        taken.add(its_id)
        yield its_id


def _row(
    row: Row, ids: Iterator[str], own: tuple[str | None, ...], place_of: PlaceOf, vocabulary: Vocabulary
) -> _HtmlRow:
    hubs = own if row.hub is None else (row.hub,) * len(own)
    stands = row.comparability
    return _HtmlRow(
        next(ids),
        row.label,
        (_cell(cell, place_of(cell, hub), vocabulary) for cell, hub in zip(row.cells, hubs, strict=True)),
        "" if stands is None else stands.name.lower().replace("_", "-"),
        tuple((line, stands is not None and line == stands.value) for line in over_hubs_lines(row)),
    )


def _cell(cell: Cell, place: str | None, vocabulary: Vocabulary) -> _HtmlCell:
    return _HtmlCell(cell.status.value, place, cell.line, is_missing(cell), cell_lines(cell, vocabulary))


def source_links(hub: HubSource) -> Iterator[tuple[str, str]]:
    """The sources of a Hub, each as its text and the address behind it; without one where that is no web address."""
    for source, line in zip(hub.sources, source_lines(hub), strict=True):
        address = source.url or ""
        is_web = address.lower().startswith(("http://", "https://")) and shown(address) == address
        yield (line.removesuffix(address), address) if is_web else (line, "")
