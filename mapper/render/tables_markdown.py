"""Tables as Markdown (GitHub's pipe tables), for a paper, a page or an e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.compare.table import Cell, Table
from mapper.render.cell_words import cell_words, column_heading, is_missing, over_hubs_words
from mapper.render.markdown import escaped, table_row
from mapper.vocabulary.lists import Vocabulary


def tables_markdown(tables: Sequence[Table], vocabulary: Vocabulary, *, title: str | None = None) -> str:
    """All tables under headings; ends with a line break. Missing answers are in italics."""
    lines = [f"# {escaped(title)}", ""] if title else []
    for table in tables:
        lines += [*_table(table, vocabulary), ""]
    return "\n".join(lines)


def _table(table: Table, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"## {escaped(table.title)}"
    yield ""
    headings = [table.row_heading, *(escaped(column_heading(column)) for column in table.columns)]
    if table.over_hubs_heading:
        headings.append(table.over_hubs_heading)
    yield table_row(headings)
    yield table_row(["---"] * len(headings))
    group = None
    for row in table.rows:
        if row.group != group and row.group is not None:
            group = row.group
            yield table_row([f"**{escaped(group)}**", *[""] * (len(headings) - 1)])
        cells = [escaped(row.label), *(_cell(cell, vocabulary) for cell in row.cells)]
        if table.over_hubs_heading:
            cells.append(over_hubs_words(row.over_hubs))
        yield table_row(cells)
    for note in table.notes:
        yield ""
        yield escaped(note)


def _cell(cell: Cell, vocabulary: Vocabulary) -> str:
    words = escaped(cell_words(cell, vocabulary))
    return f"*{words}*" if is_missing(cell) else words
