"""Tables as Markdown (GitHub's pipe tables), for a paper, a page or an e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.compare.comparison import Comparison
from mapper.compare.missing import missing_by_column
from mapper.compare.summary import summary
from mapper.compare.table import Cell, Row, Table
from mapper.render.cell_words import OVER_HUBS, cell_lines, column_heading, is_missing, over_hubs_lines
from mapper.render.footnotes import Footnotes
from mapper.render.markdown import escaped, table_row
from mapper.render.provenance_words import provenance, source_lines
from mapper.render.reasons import counts_words, legend
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import MISSING, lines_below
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
    yield escaped(legend())
    yield ""


def _table(table: Table, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"## {escaped(table.title)}"
    yield ""
    headings = [table.row_heading, *(escaped(column_heading(column)) for column in table.columns)]
    headings += [OVER_HUBS] if table.is_of_hubs else []
    yield table_row(headings)
    yield table_row(["---"] * len(headings))
    notes = Footnotes()
    group = None
    for row in table.rows:
        if row.group != group and row.group is not None:
            group = row.group
            yield table_row([f"**{escaped(group)}**", *[""] * (len(headings) - 1)])
        yield table_row(_row(row, table, vocabulary, notes))
    if table.is_of_hubs and table.rows:
        counts = [counts_words(found) for found in missing_by_column(table)]
        if any(counts):
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
