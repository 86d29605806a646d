"""A comparison as a Word file: read again, its headings, captions, tables and texts are those of the comparison."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from conftest import REPOSITORY, compare_all, study_of
from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from mapper.compare.comparison import Comparison, only_differences
from mapper.compare.missing import missing_by_column
from mapper.compare.summary import summary
from mapper.compare.table import Row, Table
from mapper.compare.view import Frame
from mapper.render.cell_words import OVER_HUBS, cell_lines, column_heading, is_missing, over_hubs_lines
from mapper.render.footnotes import Footnotes
from mapper.render.provenance_words import source_lines
from mapper.render.reasons import counts_words
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import MISSING, lines_below, marks_of
from mapper.render.tables_word import comparison_word
from mapper.study import load_study

HUB = """
record: {{name: "{name}", fictional: {fictional}}}
service_model: {{components: [{{component: in-house therapy, provided: provided}}]}}
"""
HOSTILE = (
    "<script>alert('x')</script>",
    "a\x00b\x0bc\x1b[31md",
    "a \ud800 lone surrogate and \ufffe",
    "\u202eright to left\u202c עברית",
    "x" * 10_000,
    "👩‍👩‍👧 😀 &amp; ]]> \"quoted\" 'too'",
    "lines\nand\ttabs\r\n and    spaces ",
)


def compared_of(*texts: str) -> Comparison:
    return compare_all(Frame(study_of(*texts)))


def hubs(number: int, *, fictional: bool = False) -> Comparison:
    said = "yes" if fictional else "no"
    return compared_of(*(HUB.format(name=f"Hub of Town {one}", fictional=said) for one in range(1, number + 1)))


def read(compared: Comparison) -> Word:
    return Document(BytesIO(comparison_word(compared)))


def texts(word: Word, *styles: str) -> list[str]:
    return [one.text for one in word.paragraphs if one.style is not None and one.style.name in styles]


def tables(word: Word) -> list[Any]:
    return word.element.body.xpath("./w:tbl")


def said(element: Any) -> str:
    """What a paragraph or cell says: its paragraphs as lines, fields included."""
    paragraphs = element.xpath("self::w:p|./w:p")
    return "\n".join("".join(text.text or "" for text in one.xpath(".//w:t")) for one in paragraphs)


def cells(row: Any) -> list[str]:
    return [said(cell) for cell in row.xpath("./w:tc")]


def one_line(text: str) -> str:
    return " ".join(text.split())


def wanted(row: Row, table: Table, compared: Comparison, notes: Footnotes) -> list[str]:
    lines = [(row.label,), *(cell_lines(cell, compared.frame.words, notes) for cell in row.cells)]
    if table.is_of_hubs:
        lines.append(over_hubs_lines(row))
    return ["\n".join(map(one_line, found)) for found in lines]


@pytest.fixture(scope="module")
def example() -> Comparison:
    return compare_all(Frame(load_study([REPOSITORY / "examples" / "hubs"])))


@pytest.fixture(scope="module")
def example_word(example: Comparison) -> Word:
    return read(example)


def test_headings_stand_in_the_order_of_the_comparison(example: Comparison, example_word: Word) -> None:
    assert texts(example_word, "Title") == [example.title]
    titles = [table.title for table in example.tables]
    assert texts(example_word, "Heading 1") == ["Summary", *titles, "Sources"]
    passages = summary_passages(summary(example), example.frame.words)
    named = [column_heading(hub.column) for hub in example.hubs if hub.sources]
    assert texts(example_word, "Heading 2") == [*(passage.heading for passage in passages), *named]


def test_summary_legend_and_sources_are_told_in_full(example: Comparison, example_word: Word) -> None:
    bullets = texts(example_word, "List Bullet")
    passages = summary_passages(summary(example), example.frame.words)
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    sources = [line for hub in example.hubs for line in source_lines(hub)]
    assert bullets[0] == "Fictional: All Hubs of this comparison are invented."
    assert bullets[-len(sentences) - len(sources) :] == [*sentences, *sources]
    assert texts(example_word, "Normal") == [marks_of(example)]


def test_every_table_stands_below_its_numbered_caption(example: Comparison, example_word: Word) -> None:
    found = tables(example_word)
    assert len(found) == len(example.tables)
    for number, (drawn, table) in enumerate(zip(found, example.tables, strict=True), 1):
        caption = drawn.getprevious()
        assert caption.xpath("./w:pPr/w:pStyle/@w:val") == ["Caption"]
        assert said(caption) == f"Table {number}. {table.title}, as of the date of each record."
        (field,) = caption.xpath("./w:fldSimple")
        assert field.get(qn("w:instr")).split() == ["SEQ", "Table", r"\*", "ARABIC"]
        assert "".join(text.text for text in field.iter(qn("w:t"))) == str(number)
        assert drawn.xpath("./w:tblPr/w:tblCaption/@w:val") == [f"Table {number}. {table.title}"]
        assert drawn.xpath("./w:tblPr/w:tblDescription/@w:val")[0].startswith(f"{len(table.rows)} rows. Columns: ")


def test_cells_say_what_the_words_say(example: Comparison, example_word: Word) -> None:
    for drawn, table in zip(tables(example_word), example.tables, strict=True):
        heading, *rows = drawn.xpath("./w:tr")
        over = [OVER_HUBS] if table.is_of_hubs else []
        assert cells(heading) == [table.row_heading, *map(column_heading, table.columns), *over]
        expected: list[list[str]] = []
        group, notes = None, Footnotes()
        for row in table.rows:
            if row.group is not None and row.group != group:
                group = row.group
                expected.append([group])
            expected.append(wanted(row, table, example, notes))
        counts = [counts_words(counted) for counted in missing_by_column(table)] if table.is_of_hubs else []
        if any(counts):
            expected.append([MISSING, *counts, ""])
        assert [cells(row) for row in rows] == expected


def test_only_the_header_repeats_and_no_row_is_split(example_word: Word) -> None:
    for drawn in tables(example_word):
        heading, *rows = drawn.xpath("./w:tr")
        assert heading.xpath("./w:trPr/w:tblHeader")
        assert not any(row.xpath("./w:trPr/w:tblHeader") for row in rows)
        assert all(row.xpath("./w:trPr/w:cantSplit") for row in (heading, *rows))


def test_a_row_that_could_fill_a_page_may_be_split() -> None:
    word = read(put_everywhere(hubs(2), "x" * 10_000))
    rows = [row for drawn in tables(word) for row in drawn.xpath("./w:tr")]
    of_items = [row for row in rows if len(cells(row)[0]) == 10_000]
    assert of_items
    assert not any(row.xpath("./w:trPr") for row in of_items)
    assert all(len(text) < 200 for row in rows if row.xpath("./w:trPr/w:tblHeader") for text in cells(row))


def test_missing_cells_are_in_italics_and_marked(example: Comparison, example_word: Word) -> None:
    seen = set()
    for drawn, table in zip(tables(example_word), example.tables, strict=True):
        rows = [row for row in drawn.xpath("./w:tr")[1:] if not row.xpath("./w:tc/w:tcPr/w:gridSpan")]
        for row, compared in zip(rows, table.rows, strict=False):
            for cell, told in zip(row.xpath("./w:tc")[1:], compared.cells, strict=False):
                assert bool(cell.xpath("./w:p/w:r/w:rPr/w:i")) == is_missing(told)
                seen.add(is_missing(told))
    assert seen == {True, False}


def test_groups_span_the_table_in_bold_on_grey(example_word: Word) -> None:
    groups = [row for drawn in tables(example_word) for row in drawn.xpath("./w:tr[w:tc/w:tcPr/w:gridSpan]")]
    assert groups
    for row in groups:
        (cell,) = row.xpath("./w:tc")
        columns = len(row.getparent().xpath("./w:tblGrid/w:gridCol"))
        assert cell.xpath("./w:tcPr/w:gridSpan/@w:val") == [str(columns)]
        assert cell.xpath("./w:tcPr/w:shd/@w:fill")
        assert cell.xpath("./w:p/w:pPr/w:keepNext")
        assert cell.xpath("./w:p/w:r/w:rPr/w:b")


def test_notes_stand_below_their_table(example: Comparison, example_word: Word) -> None:
    for drawn, table in zip(tables(example_word), example.tables, strict=True):
        below = [said(one) for one in drawn.itersiblings() if is_in_a_row(one, drawn)]
        notes = Footnotes()
        for row in table.rows:
            wanted(row, table, example, notes)
        assert [note for note in below if note] == [one_line(note) for note in lines_below(table, notes)]


def is_in_a_row(one: Any, drawn: Any) -> bool:
    """Whether a paragraph is a note, with nothing but notes between it and its table."""
    between = [drawn, *drawn.itersiblings()]
    return all(
        part is drawn or part.xpath("./w:pPr/w:pStyle/@w:val") == ["TableNote"]
        for part in between[: between.index(one) + 1]
    )


def test_rows_left_out_are_told() -> None:
    compared = only_differences(hubs(2))
    notes = texts(read(compared), "Table Note")
    for table in compared.tables:
        if table.left_out:
            assert any(f"{table.left_out:,} of {table.left_out + len(table.rows):,} rows" in note for note in notes)


@pytest.mark.parametrize(("number", "orientations"), [(2, "plp"), (3, "pl"), (14, "pl")])
def test_wide_tables_stand_on_pages_turned_round(number: int, orientations: str) -> None:
    sections = read(hubs(number)).sections
    turned = {"p": WD_ORIENT.PORTRAIT, "l": WD_ORIENT.LANDSCAPE}
    assert [section.orientation for section in sections] == [turned[one] for one in orientations]
    for section in sections:
        size = (section.page_width or 0, section.page_height or 0)
        assert [round(one.mm) for one in sorted(size)] == [210, 297]
        assert (size[0] > size[1]) == (section.orientation is WD_ORIENT.LANDSCAPE)


@pytest.mark.parametrize("number", [0, 1, 2, 4, 14])
def test_columns_fill_the_page_and_are_told_twice(number: int) -> None:
    word = read(hubs(number))
    assert tables(word)
    for drawn in tables(word):
        section = drawn.xpath("(following::w:sectPr)[1]")[0]
        (page,) = section.xpath("./w:pgSz/@w:w")
        left, right = section.xpath("./w:pgMar/@w:left | ./w:pgMar/@w:right")
        grid = [int(width) for width in drawn.xpath("./w:tblGrid/w:gridCol/@w:w")]
        assert sum(grid) == int(page) - int(left) - int(right)
        assert drawn.xpath("./w:tblPr/w:tblLayout/@w:type") == ["fixed"]
        for row in drawn.xpath("./w:tr[not(w:tc/w:tcPr/w:gridSpan)]"):
            assert [int(width) for width in row.xpath("./w:tc/w:tcPr/w:tcW/@w:w")] == grid


def test_more_than_six_hubs_go_on_in_blocks() -> None:
    compared = hubs(14)
    word = read(compared)
    of_hubs = [table for table in compared.tables if table.is_of_hubs]
    drawn = [one for one in tables(word) if "part" in said(one.getprevious())]
    assert len(drawn) == 3 * len(of_hubs)
    for table in of_hubs:
        number = compared.tables.index(table) + 1
        parts = [one for one in drawn if said(one.getprevious()).startswith(f"Table {number}, ")]
        headings = [cells(one.xpath("./w:tr")[0]) for one in parts]
        named = [column_heading(column) for column in table.columns]
        item = table.row_heading
        assert headings == [[item, *named[:6], OVER_HUBS], [item, *named[6:12]], [item, *named[12:]]]
        assert [said(one.getprevious()).partition(". ")[0] for one in parts] == [
            f"Table {number}, part 1 of 3: Hubs 1 to 6",
            f"Table {number}, part 2 of 3: Hubs 7 to 12",
            f"Table {number}, part 3 of 3: Hubs 13 to 14",
        ]
        fields = [one.getprevious().xpath("./w:fldSimple/@w:instr")[0].split() for one in parts]
        assert fields[1:] == [["SEQ", "Table", r"\c"]] * 2
        notes = Footnotes()
        for row, *placed in zip(table.rows, *(rows_without_groups(one) for one in parts), strict=False):
            (item, *first, over_hubs), *others = placed
            joined = [item, *first, *(text for part in others for text in part[1:]), over_hubs]
            assert joined == wanted(row, table, compared, notes)


def rows_without_groups(drawn: Any) -> list[list[str]]:
    return [cells(row) for row in drawn.xpath("./w:tr[not(w:tc/w:tcPr/w:gridSpan)]")[1:]]


def test_one_hub_alone_in_a_block_is_told_as_one() -> None:
    captions = texts(read(hubs(7)), "Caption")
    assert any("part 2 of 2: Hub 7. " in caption for caption in captions)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_text_gives_a_valid_file(hostile: str) -> None:
    compared = hubs(3)
    compared = put_everywhere(compared, hostile)
    word = read(compared)
    assert len(tables(word)) == len(compared.tables)
    for heading in texts(word, "Title", "Heading 1"):
        assert heading == heading.strip()
        assert "\x00" not in heading
    assert len(word.core_properties.title) <= 255


def put_everywhere(compared: Comparison, text: str) -> Comparison:
    def hostile(table: Table) -> Table:
        columns = tuple(column._replace(heading=text) for column in table.columns)
        rows = tuple(
            row._replace(
                label=text, group=text, cells=tuple(cell._replace(entries=(), note=text) for cell in row.cells)
            )
            for row in table.rows
        )
        return replace(table, title=text, row_heading=text, columns=columns, rows=rows, notes=(text,))

    return replace(compared, title=text, tables=tuple(map(hostile, compared.tables)))


def test_texts_from_a_hub_are_kept_as_text() -> None:
    compared = hubs(2)
    word = read(put_everywhere(compared, "<b>1 & 2</b> \x07"))
    assert texts(word, "Title") == ["<b>1 & 2</b> \ufffd"]


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert comparison_word(hubs(3)) == comparison_word(hubs(3))


def test_properties_name_no_clock_and_no_person(example: Comparison, example_word: Word) -> None:
    about = example_word.core_properties
    assert (about.title, about.author, about.last_modified_by) == (example.title, "mapper", "mapper")
    assert (about.language, about.comments) == ("en-GB", "")
    assert {about.created.replace(tzinfo=None), about.modified.replace(tzinfo=None)} == {datetime(1980, 1, 1)}
    with zipfile.ZipFile(BytesIO(comparison_word(example))) as archive:
        names = archive.namelist()
        assert b'w:val="en-GB"' in archive.read("word/styles.xml")
    assert not [name for name in names if "thumbnail" in name or "app.xml" in name]


@pytest.mark.parametrize(("fictional", "says_so"), [(True, True), (False, False)])
def test_every_page_says_what_it_is_and_if_it_is_invented(fictional: bool, says_so: bool) -> None:
    compared = hubs(2, fictional=fictional)
    word = read(compared)
    for section in word.sections:
        (footer,) = section.footer.part.element.xpath("./w:p")
        text = said(footer)
        assert compared.title in text
        assert ("· Fictional" in text) == says_so
        assert [one.strip() for one in footer.xpath("./w:fldSimple/@w:instr")] == ["PAGE", "NUMPAGES"]
        assert text.endswith("Page 1 of 1")
    for drawn in tables(word):
        heading = cells(drawn.xpath("./w:tr")[0])
        assert any("(fictional)" in one for one in heading) == (says_so and OVER_HUBS in heading)


def test_some_invented_hubs_are_told_in_the_footer() -> None:
    mixed = compared_of(
        *(HUB.format(name=f"Hub {one}", fictional=said) for one, said in enumerate(("yes", "no"), 1)),
    )
    (footer, *_) = read(mixed).sections[0].footer.part.element.xpath("./w:p")
    assert "· Fictional in part" in said(footer)


def test_tables_are_parted_by_paragraphs() -> None:
    body = read(hubs(14)).element.body
    assert not any(one.tag == two.tag == qn("w:tbl") for one, two in pairwise(body))
