"""Tables as Markdown (GitHub's pipe tables), for a paper, a page or an e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.compare.comparison import Comparison
from mapper.compare.summary import summary
from mapper.compare.table import Cell, Row, Table
from mapper.render.cell_words import cell_lines, column_heading, is_missing, over_hubs_lines
from mapper.render.footnotes import Footnotes
from mapper.render.markdown import escaped, table_row
from mapper.render.provenance_words import provenance, source_lines
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import MISSING, counts_of, headings_of, lines_below, marks_of
from mapper.vocabulary.lists import Vocabulary

_BREAK = "<br>"


def comparison_markdown(compared: Comparison) -> str:
    """A comparison whole: what it is made from, its summary, all tables, and the sources."""
    lines = [*_head(compared), *_summary(compared)]
    for table in compared.tables:
        lines += [*_table(table, compared.frame.words), ""]
    lines += _sources(compared)
    return "\n".join(lines).rstrip() + "\n"


def _head(compared: Comparison) -> Iterator[str]:
    yield f"# {escaped(compared.title)}"
    yield ""
    for label, text in provenance(compared):
        yield f"- {label}: {escaped(text)}"
    yield ""


def _summary(compared: Comparison) -> Iterator[str]:
    yield "## Summary"
    yield ""
    for passage in summary_passages(summary(compared), compared.frame.words):
        yield f"### {escaped(passage.heading)}"
        yield ""
        yield from (f"- {escaped(sentence)}" for sentence in passage.sentences)
        yield ""
    if marks := marks_of(compared):
        yield escaped(marks)
        yield ""


def _table(table: Table, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"## {escaped(table.title)}"
    yield ""
    headings = list(map(escaped, headings_of(table)))
    yield table_row(headings)
    yield table_row(["---"] * len(headings))
    notes = Footnotes()
    for group, rows in table.groups():
        if group is not None:
            yield table_row([f"**{escaped(group)}**", *[""] * (len(headings) - 1)])
        for row in rows:
            yield table_row(_row(row, table, vocabulary, notes))
    if counts := counts_of(table):
        yield table_row([f"*{MISSING}*", *counts, ""])
    for line in lines_below(table, notes):
        yield ""
        yield escaped(line)


def _row(row: Row, table: Table, vocabulary: Vocabulary, notes: Footnotes) -> list[str]:
    cells = [escaped(row.label), *(_cell(cell, vocabulary, notes) for cell in row.cells)]
    return [*cells, _lines(over_hubs_lines(row))] if table.is_of_hubs else cells


def _cell(cell: Cell, vocabulary: Vocabulary, notes: Footnotes) -> str:
    words = _lines(cell_lines(cell, vocabulary, notes))
    return f"*{words}*" if is_missing(cell) else words


def _lines(lines: Sequence[str]) -> str:
    return _BREAK.join(map(escaped, lines))


def _sources(compared: Comparison) -> Iterator[str]:
    if not any(hub.sources for hub in compared.hubs):
        return
    yield "## Sources"
    yield ""
    for hub in compared.hubs:
        if hub.sources:
            yield f"### {escaped(column_heading(hub.column))}"
            yield ""
            yield from (f"- {escaped(line)}" for line in source_lines(hub))
            yield ""
