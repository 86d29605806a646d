"""Tables as one page of HTML that needs nothing else: it may be opened from an e-mail, without a network or scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from mapper.compare.comparison import Comparison, HubSource
from mapper.compare.summary import summary
from mapper.compare.table import Cell, Row, Table
from mapper.render.cell_words import OVER_HUBS, cell_lines, column_heading, is_missing, over_hubs_lines
from mapper.render.footnotes import INLINE_ONLY
from mapper.render.provenance_words import provenance, source_lines
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import MISSING, counts_of, lines_below, marks_of
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import counted, shown

_FOLDER = FilePath(__file__).parent / "templates"
_MOST_IN_WINDOW = 4
"""Columns beside the rows' headings that a desktop window shows whole: such a table needs no frame that scrolls."""
_MOST_HUBS_ON_A4, _MOST_ON_A4 = 10, 12
"""Columns that can be read on A4, of Hubs or of short words; a table with more is printed on a wider page."""
_COLUMN_MM, _WIDEST_MM = 26, 5000
"""The width of a column on such a page, and that of the widest page which a PDF can have."""

_Files = Mapping[str | None, str | None]
"""The name of the file of each Hub, by the id of its column; None where labels stand for names."""


class _HtmlCell(NamedTuple):
    """A cell of a Hub. `place` is where it stands, “hub.yaml:12”; None where that is nowhere."""

    status: str
    place: str | None
    line: int
    is_missing: bool
    lines: tuple[str, ...]


class _HtmlRow(NamedTuple):
    """A row. `over` are the lines over all Hubs, each with whether it says if Hubs differ, which `stands` names too."""

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
    # The name alone: where a file lies differs from one computer to the next, and is nobody's business.
    files = {hub.column.hub: hub.file and FilePath(hub.file).name for hub in compared.hubs}
    widest = max((len(table.columns) for table in compared.tables), default=0)
    return _template().render(
        title=compared.title,
        is_fictional=compared.is_fictional,
        has_files=any(files.values()),
        provenance=provenance(compared),
        passages=summary_passages(summary(compared), compared.frame.words),
        legend=marks_of(compared),
        contents=[(table.id, table.title) for table in compared.tables],
        tables=(_table(table, files, compared.frame.words) for table in compared.tables),
        missing=MISSING,
        sources=[(column_heading(hub.column), _sources(hub)) for hub in compared.hubs if hub.sources],
        page_mm=min(_WIDEST_MM, _COLUMN_MM * (widest + 4)),
    )


@cache
def _template() -> Template:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        finalize=_cleaned,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("comparison.html")


def _cleaned(value: Any) -> Any:
    """What the template writes: every text passes here, so that none can be forgotten."""
    return shown(value) if isinstance(value, str) else value


def _table(table: Table, files: _Files, vocabulary: Vocabulary) -> _HtmlTable:
    number, rows = len(table.columns), len(table.rows)
    caption = f"{table.title}: {counted(rows, 'row')}" + (f", {counted(number, 'Hub')}" if table.is_of_hubs else "")
    return _HtmlTable(
        table.id,
        table.title,
        caption,
        table.row_heading,
        tuple(map(column_heading, table.columns)),
        OVER_HUBS if table.is_of_hubs else None,
        _groups(table, files, vocabulary),
        counts_of(table),
        tuple(lines_below(table, INLINE_ONLY)),
        fits_window=number <= _MOST_IN_WINDOW,
        fits_paper=number <= (_MOST_HUBS_ON_A4 if table.is_of_hubs else _MOST_ON_A4),
        has_rows=rows > 0,
    )


def _groups(table: Table, files: _Files, vocabulary: Vocabulary) -> Iterator[tuple[str | None, Iterator[_HtmlRow]]]:
    own = tuple(files.get(column.hub) for column in table.columns)
    for group, rows in table.groups():
        yield (
            group,
            (_row(row, own if row.hub is None else (files.get(row.hub),) * len(own), vocabulary) for row in rows),
        )


def _row(row: Row, files: tuple[str | None, ...], vocabulary: Vocabulary) -> _HtmlRow:
    stands = row.comparability
    return _HtmlRow(
        row.label,
        (_cell(cell, file, vocabulary) for cell, file in zip(row.cells, files, strict=True)),
        "" if stands is None else stands.name.lower().replace("_", "-"),
        tuple((line, stands is not None and line == stands.value) for line in over_hubs_lines(row)),
    )


def _cell(cell: Cell, file: str | None, vocabulary: Vocabulary) -> _HtmlCell:
    place = (f"{file}:{cell.line}" if file else f"line {cell.line}") if cell.line else None
    return _HtmlCell(cell.status.value, place, cell.line, is_missing(cell), cell_lines(cell, vocabulary))


def _sources(hub: HubSource) -> Iterator[tuple[str, str]]:
    """The sources of a Hub, each as its text and the address behind it; without one where that is no web address."""
    for source, line in zip(hub.sources, source_lines(hub), strict=True):
        address = source.url or ""
        is_web = address.lower().startswith(("http://", "https://")) and shown(address) == address
        yield (line.removesuffix(address), address) if is_web else (line, "")
