"""Tables as Markdown (GitHub's pipe tables), for a paper, a page or an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mapper.compare.table import Cell, Table
from mapper.render.cell_words import cell_words, column_heading, is_missing, over_hubs_words
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import shown

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")


def tables_markdown(tables: Sequence[Table], vocabulary: Vocabulary, *, title: str | None = None) -> str:
    """All tables under headings; ends with a line break. Missing answers are in italics."""
    lines = [f"# {_escaped(title)}", ""] if title else []
    for table in tables:
        lines += [*_table(table, vocabulary), ""]
    return "\n".join(lines)


def _table(table: Table, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"## {_escaped(table.title)}"
    yield ""
    headings = [table.row_heading, *(_escaped(column_heading(column)) for column in table.columns)]
    if table.over_hubs_heading:
        headings.append(table.over_hubs_heading)
    yield _line(headings)
    yield _line(["---"] * len(headings))
    group = None
    for row in table.rows:
        if row.group != group and row.group is not None:
            group = row.group
            yield _line([f"**{_escaped(group)}**", *[""] * (len(headings) - 1)])
        cells = [_escaped(row.label), *(_cell(cell, vocabulary) for cell in row.cells)]
        if table.over_hubs_heading:
            cells.append(over_hubs_words(row.over_hubs))
        yield _line(cells)
    for note in table.notes:
        yield ""
        yield _escaped(note)


def _cell(cell: Cell, vocabulary: Vocabulary) -> str:
    words = _escaped(cell_words(cell, vocabulary))
    return f"*{words}*" if is_missing(cell) else words


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(shown(text).split()))
