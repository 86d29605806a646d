"""Tables as XML text for a Word file: built as text, since python-docx is far too slow for thousands of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mapper.compare.table import Row, Table
from mapper.render.cell_words import cell_lines, is_missing, over_hubs_lines
from mapper.render.footnotes import Footnotes
from mapper.render.table_notes import MISSING, counts_of, headings_of, lines_below
from mapper.render.word_parts import BOLD, ITALIC, attribute, field, paragraph, plain, run
from mapper.render.word_styles import (
    CAPTION,
    HEADING,
    LANDSCAPE,
    PORTRAIT,
    SMALL_TABLE_TEXT,
    TABLE_NOTE,
    TABLE_TEXT,
    Page,
    Style,
)
from mapper.vocabulary.lists import Vocabulary

MOST_HUBS = 6
"""The most Hubs that stand side by side: a table of more goes on below."""
_MOST_UPRIGHT = 2
_LONGEST_HEADING = 150
_LONGEST_KEPT = 800
"""The longest cell, in characters, of a row that is kept on one page; beyond that a narrow column could fill a page."""
_ITEM, _HUB, _OVER_HUBS = 32, 40, 26
_ITEM_OF_MATRIX = 20
_SHORTEST_WORD, _LONGEST_WORD = 7, 13
_BESIDE_WORD = 2
_LONGEST_DESCRIPTION = 250
_KEPT = "<w:cantSplit/>"
_KEEP_NEXT = "<w:keepNext/>"
_BORDERS = (
    '<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    '<w:insideH w:val="single" w:sz="2" w:space="0" w:color="BFBFBF"/></w:tblBorders>'
)
_MARGINS = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
_BELOW_HEADING = (
    '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'
    '<w:vAlign w:val="bottom"/>'
)
_GREY = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'


class _Line(NamedTuple):
    """A row as paragraphs for each column of the whole table, or else (`is_across`) one for all of them."""

    cells: Sequence[str]
    layout: str
    is_across: bool = False
    cell_layout: str = ""


class Block(NamedTuple):
    """The columns of a table that stand side by side; the first block sums up all Hubs."""

    number: int
    columns: range
    is_first: bool


def blocks(table: Table) -> tuple[Block, ...]:
    """A table as blocks that fit a page."""
    number = len(table.columns)
    most = MOST_HUBS if table.is_of_hubs else max(number, 1)
    starts = range(0, max(number, 1), most)
    return tuple(
        Block(part, range(start, min(start + most, number)), start == starts[0]) for part, start in enumerate(starts, 1)
    )


def page_of(table: Table) -> Page:
    """The paper that a table needs."""
    return PORTRAIT if len(table.columns) <= _MOST_UPRIGHT else LANDSCAPE


def table_xml(table: Table, number: int, as_of: str, vocabulary: Vocabulary) -> str:
    """A table under its heading, each of its blocks under a caption, and its notes below."""
    return "".join(_pieces(table, number, as_of, vocabulary))


def _pieces(table: Table, number: int, as_of: str, vocabulary: Vocabulary) -> Iterator[str]:
    yield paragraph(HEADING.id, run(plain(table.title)))
    headings = _headings(table)
    notes = Footnotes()
    lines = list(_lines(table, headings, vocabulary, notes))
    weights = _weights(table, headings)
    parts = blocks(table)
    for block in parts:
        part = f", part {block.number} of {len(parts)}: {_hubs(block.columns)}" if len(parts) > 1 else ""
        title = f"{part}. {plain(table.title)}"
        # A part that goes on repeats the number.
        counted = field(r"SEQ Table \* ARABIC" if block.number == 1 else r"SEQ Table \c", str(number), BOLD)
        yield paragraph(CAPTION.id, run("Table ", BOLD), counted, run(f"{title}, as of {plain(as_of)}."))
        chosen = [0, *(column + 1 for column in block.columns)]
        if table.is_of_hubs and block.is_first:
            chosen.append(len(headings) - 1)
        widths = _widths([weights[column] for column in chosen], page_of(table).text_width)
        told = ", ".join(headings[column] for column in chosen)
        alternative = (f"Table {number}{title}", f"{len(table.rows):,} rows. Columns: {told}.")
        yield _drawn(lines, chosen, widths, alternative)
    yield from _below(lines_below(table, notes))


def grid_xml(
    headings: Sequence[str], rows: Iterable[Sequence[str]], weights: Sequence[int], page: Page, title: str
) -> str:
    """A plain table that fills the page, each line of a cell a paragraph; `weights` say how wide its columns are beside
    each other.
    """
    bold = [_paragraphs([heading], SMALL_TABLE_TEXT, look=BOLD, layout=_KEEP_NEXT) for heading in headings]
    lines = [_Line(bold, f"{_KEPT}<w:tblHeader/>", cell_layout=_BELOW_HEADING)]
    lines += [_Line([_paragraphs(cell.split("\n"), SMALL_TABLE_TEXT) for cell in row], _kept(row)) for row in rows]
    widths = _widths(weights, page.text_width)
    return _drawn(lines, range(len(headings)), widths, (title, ", ".join(headings)))


def _hubs(columns: range) -> str:
    first, last = columns[0] + 1, columns[-1] + 1
    return f"Hub {first}" if first == last else f"Hubs {first} to {last}"


def _headings(table: Table) -> list[str]:
    """The headings of the whole table, that of the items first and that of all Hubs last."""
    return [plain(heading, _LONGEST_HEADING) for heading in headings_of(table)]


def _lines(table: Table, headings: Sequence[str], vocabulary: Vocabulary, notes: Footnotes) -> Iterator[_Line]:
    style = TABLE_TEXT if page_of(table) is PORTRAIT else SMALL_TABLE_TEXT
    bold = [_paragraphs([heading], style, look=BOLD, layout=_KEEP_NEXT) for heading in headings]
    yield _Line(bold, f"{_KEPT}<w:tblHeader/>", cell_layout=_BELOW_HEADING)
    for group, rows in table.groups():
        if group is not None:
            across = _paragraphs([group], style, look=BOLD, layout=_KEEP_NEXT)
            yield _Line([across], _kept([group]), is_across=True, cell_layout=_GREY)
        yield from (_row(row, table, style, vocabulary, notes) for row in rows)
    if counts := counts_of(table):
        label = _paragraphs([MISSING], style, look=ITALIC)
        yield _Line([label, *(_paragraphs([words], style) for words in (*counts, ""))], _KEPT)


def _row(row: Row, table: Table, style: Style, vocabulary: Vocabulary, notes: Footnotes) -> _Line:
    said = ((cell_lines(cell, vocabulary, notes), ITALIC * is_missing(cell)) for cell in row.cells)
    cells = [((row.label,), ""), *said]
    if table.is_of_hubs:
        cells.append((over_hubs_lines(row), ""))
    return _Line(
        [_paragraphs(lines, style, look=look) for lines, look in cells], _kept("".join(lines) for lines, _ in cells)
    )


def _kept(cells: Iterable[str]) -> str:
    return _KEPT if max(map(len, cells)) <= _LONGEST_KEPT else ""


def _paragraphs(lines: Sequence[str], style: Style, *, look: str = "", layout: str = "") -> str:
    return "".join(paragraph(style.id, run(plain(line), look), layout=layout) for line in lines or ("",))


def _weights(table: Table, headings: Sequence[str]) -> list[int]:
    """How wide columns are beside each other: those of Hubs alike, others as their longest word asks."""
    if table.is_of_hubs:
        return [_ITEM, *([_HUB] * len(table.columns)), _OVER_HUBS]
    longest = (max(map(len, heading.split()), default=0) for heading in headings[1:])
    return [_ITEM_OF_MATRIX, *(min(max(word, _SHORTEST_WORD), _LONGEST_WORD) + _BESIDE_WORD for word in longest)]


def _widths(weights: Sequence[int], whole: int) -> list[int]:
    """Widths that fill the page to the last twentieth of a point."""
    edges = [whole * sum(weights[:column]) // sum(weights) for column in range(len(weights) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _drawn(lines: Iterable[_Line], chosen: Sequence[int], widths: Sequence[int], alternative: tuple[str, str]) -> str:
    title, description = (attribute(text, _LONGEST_DESCRIPTION) for text in alternative)
    opening = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_BORDERS}<w:tblLayout w:type="fixed"/>{_MARGINS}'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
        f'w:noVBand="0"/><w:tblCaption w:val={title}/><w:tblDescription w:val={description}/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row_xml(line, chosen, widths) for line in lines)
    return f"{opening}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _row_xml(line: _Line, chosen: Sequence[int], widths: Sequence[int]) -> str:
    if line.is_across:
        placed = [(line.cells[0], f'{_width(sum(widths))}<w:gridSpan w:val="{len(widths)}"/>')]
    else:
        placed = [(line.cells[column], _width(width)) for column, width in zip(chosen, widths, strict=True)]
    return (
        f"<w:tr>{line.layout and f'<w:trPr>{line.layout}</w:trPr>'}"
        + "".join(f"<w:tc><w:tcPr>{layout}{line.cell_layout}</w:tcPr>{text}</w:tc>" for text, layout in placed)
        + "</w:tr>"
    )


def _width(width: int) -> str:
    return f'<w:tcW w:w="{width}" w:type="dxa"/>'


def _below(lines: Iterable[str]) -> Iterator[str]:
    """What stands below a table; at least an empty line, since Word joins tables that nothing parts."""
    for line in list(lines) or [""]:
        yield paragraph(TABLE_NOTE.id, run(plain(line)))
