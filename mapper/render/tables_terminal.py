"""Tables for a terminal, by rich: the only module that knows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from mapper.compare.table import Table
from mapper.render.cell_words import cell_words, column_heading, is_missing, over_hubs_words
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import shown

_NARROWEST_COLUMN = 15
"""Columns of the terminal below which a Hub's column is too narrow to read."""
_WIDEST_WORD = 18
"""The longest word of a row's label that is kept whole on a narrow terminal."""


def tables_terminal(
    tables: Sequence[Table], vocabulary: Vocabulary, *, width: int, color: bool, title: str | None = None
) -> str:
    """All tables, fitted to the width of the terminal; missing answers are dim and in italics where there is colour."""
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, color_system="standard" if color else None, highlight=False
    )
    if title:
        console.print(Text(shown(title), style="bold"))
        console.print()
    for table in tables:
        console.print(Text(table.title, style="bold"))
        if width / (len(table.columns) + (2 if table.over_hubs_heading else 1)) >= _NARROWEST_COLUMN:
            console.print(_rich(table, vocabulary))
        else:
            for line in _stacked(table, vocabulary):
                console.print(line)
        for note in table.notes:
            console.print(Text(shown(note)))
        console.print()
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _stacked(table: Table, vocabulary: Vocabulary) -> Iterator[Text | Padding]:
    """A table whose columns would be too narrow to read: under each item a line for each Hub."""
    group = None
    for row in table.rows:
        if row.group != group and row.group is not None:
            group = row.group
            yield Text(f"\n{shown(group)}", style="bold")
        over_hubs = over_hubs_words(row.over_hubs)
        yield Padding(Text(shown(row.label) + (f": {over_hubs}" if over_hubs else ""), style="underline"), (0, 0, 0, 1))
        for column, cell in zip(table.columns, row.cells, strict=True):
            words = Text(f"{shown(column_heading(column))}: ")
            words.append(shown(cell_words(cell, vocabulary)), style="dim italic" if is_missing(cell) else "")
            yield Padding(words, (0, 0, 0, 3))


def _rich(table: Table, vocabulary: Vocabulary) -> RichTable:
    drawn = RichTable(box=box.SIMPLE_HEAD, show_lines=False, padding=(0, 1, 0, 0), expand=False)
    longest = max((len(word) for row in table.rows for word in row.label.split()), default=0)
    drawn.add_column(Text(table.row_heading), ratio=3, min_width=min(longest, _WIDEST_WORD), overflow="fold")
    for column in table.columns:
        drawn.add_column(Text(shown(column_heading(column))), ratio=3, overflow="fold")
    if table.over_hubs_heading:
        drawn.add_column(Text(table.over_hubs_heading), ratio=2, min_width=_NARROWEST_COLUMN - 5, overflow="fold")
    group = None
    for row in table.rows:
        if row.group != group and row.group is not None:
            group = row.group
            drawn.add_row(Text(shown(group), style="bold"))
        texts = [
            Text(shown(row.label)),
            *(
                Text(shown(cell_words(cell, vocabulary)), style="dim italic" if is_missing(cell) else "")
                for cell in row.cells
            ),
        ]
        if table.over_hubs_heading:
            texts.append(Text(over_hubs_words(row.over_hubs)))
        drawn.add_row(*texts, end_section=False)
    return drawn
