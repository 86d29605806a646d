"""A comparison, or a plain table, for a terminal, by rich: the only module that knows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from io import StringIO
from typing import Literal

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from mapper.compare.comparison import Comparison
from mapper.compare.summary import summary
from mapper.compare.table import Cell, Comparability, Row, Table
from mapper.compare.tables import KINDS
from mapper.render.cell_words import OVER_HUBS, cell_lines, cell_words, column_heading, is_missing, over_hubs_lines
from mapper.render.footnotes import Footnotes
from mapper.render.provenance_words import provenance
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import MISSING, counts_of, headings_of, remarks_below
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import counted, shown

MOST_HUBS = 12
"""Beyond so many Hubs a terminal shows the summary and no tables."""
_NARROWEST_COLUMN = 15
"""Columns of the terminal below which a Hub's column is too narrow to read."""
_WIDEST_WORD = 18
"""The longest word of a row's label that is kept whole on a narrow terminal."""
_MOST_SAID = 4
"""Different answers of many Hubs that are told of a row."""
_MISSING_STYLE = "dim italic"
_TOO_MANY = (
    "{} Hubs do not fit a terminal, so that only the summary is shown. For the tables please run the command again "
    "with --output comparison.xlsx"
)


def comparison_terminal(compared: Comparison, *, width: int, color: bool) -> str:
    """A comparison fitted to the width of the terminal: the tables, or with many Hubs the summary and where to find the
    tables; missing answers are dim and in italics where there is colour.
    """
    out, console = _console(width, color=color)
    _head(console, compared)
    if len(compared.hubs) > MOST_HUBS:
        _summary(console, compared)
        for table in compared.tables if len(compared.tables) < len(KINDS) else ():
            _print_differences(console, table, compared.frame.words)
        console.print(Text(_TOO_MANY.format(f"{len(compared.hubs):,}"), style="bold"))
        return _plain_ends(out)
    for table in compared.tables:
        _print_table(console, table, compared.frame.words, width)
    return _plain_ends(out)


def summary_terminal(compared: Comparison, *, width: int, color: bool) -> str:
    """The summary alone."""
    out, console = _console(width, color=color)
    _head(console, compared)
    _summary(console, compared)
    return _plain_ends(out)


def grid_terminal(
    headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Collection[int], width: int, *, color: bool
) -> list[str]:
    """A plain table as lines: columns, those in `numbers` set to the right, or where these would be too narrow to read,
    each row as a list of what it says.
    """
    out, console = _console(width, color=color)
    told = [[shown(cell) for cell in row] for row in rows]
    widths = _fitted(headings, told, width)
    if widths is None:
        for first, *others in told:
            console.print(Padding(Text(first, style="underline"), (0, 0, 0, 1)))
            for heading, cell in zip(headings[1:], others, strict=True):
                console.print(Padding(Text(f"{shown(heading)}: {cell}"), (0, 0, 0, 3)))
        return _plain_ends(out).strip("\n").splitlines()
    drawn = RichTable(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=False)
    for number, (heading, column) in enumerate(zip(headings, widths, strict=True)):
        justify: Literal["right", "left"] = "right" if number in numbers else "left"
        drawn.add_column(Text(shown(heading)), width=column, overflow="fold", justify=justify)
    for row in told:
        drawn.add_row(*map(Text, row))
    console.print(drawn)
    return _plain_ends(out).strip("\n").splitlines()


def _fitted(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Widths of columns in which no word is cut; what room is left goes where lines are longest. None where there is
    none for the words.
    """
    columns = [[heading, *(row[number] for row in rows)] for number, heading in enumerate(headings)]
    widths = [max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    longest = [max(len(line) for cell in column for line in cell.split("\n")) for column in columns]
    room = width - 1 - 2 * len(headings) - sum(widths)
    if room < 0:
        return None
    for _ in range(room):
        number = max(range(len(widths)), key=lambda one: longest[one] / max(widths[one], 1))
        widths[number] += longest[number] > widths[number]
    return widths


def _console(width: int, *, color: bool) -> tuple[StringIO, Console]:
    out = StringIO()
    return out, Console(
        file=out, width=width, force_terminal=color, color_system="standard" if color else None, highlight=False
    )


def _plain_ends(out: StringIO) -> str:
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines()) + "\n"


def _head(console: Console, compared: Comparison) -> None:
    console.print(Text(shown(compared.title), style="bold"))
    for label, text in provenance(compared):
        console.print(Text(f"{label}: {shown(text)}"))
    console.print()


def _summary(console: Console, compared: Comparison) -> None:
    for passage in summary_passages(summary(compared), compared.frame.words):
        console.print(Text(passage.heading, style="bold"))
        for sentence in passage.sentences:
            line = RichTable.grid(padding=(0, 1, 0, 0))
            line.add_row(Text("  •"), Text(shown(sentence)))
            console.print(line)
        console.print()


def _print_table(console: Console, table: Table, vocabulary: Vocabulary, width: int) -> None:
    console.print(Text(table.title, style="bold"))
    notes = Footnotes()
    if table.rows and width / (len(table.columns) + 1 + table.is_of_hubs) >= _NARROWEST_COLUMN:
        console.print(_rich(table, vocabulary, notes, width))
    else:
        for line in _stacked(table, vocabulary, notes):
            console.print(line)
    for below in remarks_below(table, notes):
        console.print(Text(shown(below)))
    console.print()


def _stacked(table: Table, vocabulary: Vocabulary, notes: Footnotes) -> Iterator[Text | Padding]:
    """A table whose columns would be too narrow to read: under each item a line for each Hub."""
    for group, rows in table.groups():
        if group is not None:
            yield Text(f"\n{shown(group)}", style="bold")
        for row in rows:
            over_hubs = "; ".join(over_hubs_lines(row)) if table.is_of_hubs else ""
            label = shown(row.label) + (f": {over_hubs}" if over_hubs else "")
            yield Padding(Text(label, style="underline"), (0, 0, 0, 1))
            yield from _stacked_cells(table, row, vocabulary, notes)
    if counts := counts_of(table):
        yield Padding(Text(MISSING, style="underline"), (0, 0, 0, 1))
        for column, count in zip(table.columns, counts, strict=True):
            yield Padding(Text(f"{shown(column_heading(column))}: {count or 'nothing'}"), (0, 0, 0, 3))


def _stacked_cells(table: Table, row: Row, vocabulary: Vocabulary, notes: Footnotes) -> Iterator[Padding]:
    """What the cells of a row say, once for all columns that say the same."""
    alike: dict[tuple[str, str], list[str]] = {}
    for column, cell in zip(table.columns, row.cells, strict=True):
        alike.setdefault((cell_words(cell, vocabulary, notes), _style(cell)), []).append(shown(column_heading(column)))
    for (said, style), headings in alike.items():
        is_all = table.is_of_hubs and len(headings) == len(table.columns) > 1
        words = Text(f"{OVER_HUBS if is_all else '; '.join(headings)}: ")
        words.append(shown(said), style=style)
        yield Padding(words, (0, 0, 0, 3))


def _print_differences(console: Console, table: Table, vocabulary: Vocabulary) -> None:
    """Of the rows in which many Hubs differ, how many say what."""
    differing = [row for row in table.rows if row.comparability is Comparability.DIFFERS]
    if not table.is_of_hubs or not differing:
        return
    console.print(Text(f"{table.title}: what Hubs say where they differ", style="bold"))
    for row in differing:
        said = Counter(shown(cell_words(cell, vocabulary)) for cell in row.cells).most_common()
        told = "; ".join(f"{counted(number, 'Hub')}: {words}" for words, number in said[:_MOST_SAID])
        more = f"; {len(said) - _MOST_SAID:,} other answers" if len(said) > _MOST_SAID else ""
        console.print(Padding(Text(f"{shown(row.label)}. {told}{more}"), (0, 0, 0, 2)))
    console.print()


def _rich(table: Table, vocabulary: Vocabulary, notes: Footnotes, width: int) -> RichTable:
    headings = headings_of(table)
    rows = list(_rows(table, vocabulary, notes))
    drawn = RichTable(box=box.SIMPLE_HEAD, show_lines=False, padding=(0, 1, 0, 0), expand=False)
    for heading, column in zip(headings, _widths(headings, rows, width), strict=True):
        drawn.add_column(Text(shown(heading)), width=column, overflow="fold")
    for row in rows:
        drawn.add_row(*row)
    return drawn


def _rows(table: Table, vocabulary: Vocabulary, notes: Footnotes) -> Iterator[Sequence[Text]]:
    for group, rows in table.groups():
        if group is not None:
            yield [Text(shown(group), style="bold")]
        yield from (_texts(table, row, vocabulary, notes) for row in rows)
    if counts := counts_of(table):
        yield [Text(text, style="italic") for text in (MISSING, *counts, "")]


def _widths(headings: Sequence[str], rows: Sequence[Sequence[Text]], width: int) -> list[int]:
    """The width of each column: what its longest line takes, or else its part of the terminal. Given to rich as they
    are, because widths that it works out from parts and least widths may be more than there is, and text is lost.
    """
    longest = [
        max((line.cell_len for row in rows for line in _lines_of(row, number)), default=0)
        for number in range(len(headings))
    ]
    words = max((len(word) for row in rows for word in row[0].plain.split()), default=0)
    room = width - 1 - len(headings)
    first = min(max(longest[0], len(headings[0])), max(room // len(headings), min(words, _WIDEST_WORD)))
    widths, others = [first], room - first
    for number, heading in enumerate(headings[1:], 1):
        part = others // (len(headings) - number)
        needed = max(longest[number], len(heading))
        widths.append(min(part, needed))
        others -= widths[-1]
    return widths


def _lines_of(row: Sequence[Text], number: int) -> Sequence[Text]:
    return list(row[number].split("\n")) if number < len(row) else []


def _texts(table: Table, row: Row, vocabulary: Vocabulary, notes: Footnotes) -> Sequence[Text]:
    texts = [Text(shown(row.label))]
    said = ((cell, cell_lines(cell, vocabulary, notes)) for cell in row.cells)
    texts += [Text("\n".join(map(shown, lines)), style=_style(cell)) for cell, lines in said]
    return [*texts, Text("\n".join(over_hubs_lines(row)))] if table.is_of_hubs else texts


def _style(cell: Cell) -> str:
    return _MISSING_STYLE if is_missing(cell) else ""
