"""A comparison as Markdown, on a terminal, as CSV and as JSON: golden files, and what holds for any answers."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from conftest import REPOSITORY, WORDS, compare_all, compared, study_of
from docx import Document
from golden import assert_golden
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from mapper.compare.comparison import Comparison
from mapper.compare.table import Status
from mapper.compare.tables import KINDS
from mapper.compare.tidy import records
from mapper.compare.view import Frame
from mapper.render.cell_words import cell_words
from mapper.render.comparisons import comparison_pieces, list_of_tables, summary_pieces
from mapper.render.data_dictionary import COLUMNS
from mapper.render.footnotes import Footnotes
from mapper.render.tables_csv import comparison_csv, dictionary_csv
from mapper.render.tables_excel import comparison_excel
from mapper.render.tables_json import comparison_json
from mapper.render.tables_markdown import comparison_markdown
from mapper.render.tables_terminal import MOST_HUBS, comparison_terminal, summary_terminal
from mapper.render.tables_word import comparison_word
from mapper.schema.hub import Hub
from mapper.schema.scalars import read_date
from mapper.shape import read_form
from mapper.study import Study, load_study

SCHEMA = json.loads((REPOSITORY / "mapper" / "render" / "schemas" / "comparison-1.schema.json").read_text())
FORMATS = ("terminal", "markdown", "csv", "json", "html", "xlsx", "docx")


def of_folder(folder: str) -> Comparison:
    found = compare_all(Frame(load_study([REPOSITORY / folder])))
    return replace(found, hubs=tuple(hub._replace(file=f"{folder}/{hub.column.hub}.yaml") for hub in found.hubs))


EXAMPLES = of_folder("examples/hubs")
PUBLIC = of_folder("hubs")
FOLDERS = [(EXAMPLES, "compare_examples"), (PUBLIC, "compare_hubs")]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.parametrize(("found", "golden"), FOLDERS)
def test_markdown_is_as_it_was(found: Comparison, golden: str) -> None:
    assert_golden(f"{golden}.md", comparison_markdown(found))


def test_csv_is_as_it_was() -> None:
    assert_golden("compare_examples.csv", "".join(comparison_csv(EXAMPLES)))


def test_the_data_dictionary_is_as_it_was() -> None:
    assert_golden("compare_examples-dictionary.csv", dictionary_csv(EXAMPLES))


def test_excel_holds_what_it_held() -> None:
    workbook = load_workbook(BytesIO(comparison_excel(EXAMPLES)))
    lines = [
        f"{sheet.title}!{cell.coordinate}\t{type(cell.value).__name__}\t{cell.value!r}"
        for sheet in workbook.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    ]
    assert_golden("compare_examples_excel.txt", "\n".join(lines) + "\n")


def test_word_holds_what_it_held() -> None:
    document = Document(BytesIO(comparison_word(EXAMPLES)))
    lines = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            lines += [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in part.rows]
        else:
            lines.append(f"{part.style.name if part.style else ''}: {part.text}")
    assert_golden("compare_examples_word.txt", "\n".join(lines) + "\n")


def test_a_terminal_of_80_columns_is_as_it_was() -> None:
    text = comparison_terminal(EXAMPLES, width=80, color=False)
    assert_golden("compare_examples_80.txt", text)
    assert max(map(len, text.splitlines())) <= 80


def test_the_summary_is_as_it_was() -> None:
    pieces = summary_pieces(PUBLIC, "markdown", width=80, color=False)
    assert_golden("compare_hubs_summary.md", b"".join(pieces).decode())


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("found", [EXAMPLES, PUBLIC])
def test_a_terminal_is_never_too_narrow_and_loses_nothing(width: int, found: Comparison) -> None:
    text = comparison_terminal(found, width=width, color=False)
    assert max(map(len, text.splitlines())) <= width
    expected: Counter[str] = Counter()
    side_by_side = [table for table in found.tables if width >= 15 * (len(table.columns) + 2)]
    for table in side_by_side:
        notes = Footnotes()
        for row in table.rows:
            said = (
                [row.label, *(cell_words(cell, WORDS, notes) for cell in row.cells)]
                if table.is_of_hubs
                else [row.label]
            )
            expected.update("".join(said).replace(";", "").replace(" ", ""))
    assert not expected - Counter(text)


def test_four_hubs_stand_side_by_side_in_120_columns() -> None:
    text = comparison_terminal(PUBLIC, width=120, color=False)
    heading = next(line for line in text.splitlines() if line.count("Resilience Hub") == 4)
    assert len(heading) <= 120


def test_with_many_hubs_a_terminal_shows_the_summary_and_points_to_excel() -> None:
    found = compared(*["record: {name: A Hub}"] * (MOST_HUBS + 1))
    text = comparison_terminal(found, width=80, color=False)
    assert ".xlsx" in text
    assert KINDS[0].title + "\n" not in text
    assert summary_terminal(found, width=80, color=False).splitlines()[:10] == text.splitlines()[:10]


def test_csv_is_tidy_one_record_for_each_hub_item_entry_and_field() -> None:
    for found in (EXAMPLES, PUBLIC):
        rows = rows_of("".join(comparison_csv(found)))
        assert list(rows[0]) == list(COLUMNS)
        keys = [(row["table"], row["item"], row["hub"], row["entry"], row["field"]) for row in rows]
        assert len(keys) == len(set(keys))
        statuses = {row["status"] for row in rows}
        assert statuses <= {status.value for status in Status}
        for row in rows:
            assert (row["value"] == "") == (row["status"] not in ("answered", "sources conflict"))
            for end in (row["low"], row["high"]):
                assert end == "" or Decimal(end).is_finite()
            assert row["table"] == "about" or row["fictional"] in ("yes", "no")


def test_numbers_are_numbers_and_ranges_have_ends() -> None:
    hub = """
        context: {area_population: {from: 100, to: 200}}
        staffing:
          posts: [{id: a, wte: 2.50, headcount: 3}, {id: b, wte: not known, headcount: 1}]
        """
    rows = {(row["item"], row["field"]): row for row in rows_of("".join(comparison_csv(compared(hub))))}
    population, wte = rows["area_population", "area_population"], rows["total:wte", "wte"]
    assert (population["low"], population["high"], population["unit"]) == ("100", "200", "people")
    assert (wte["value"], wte["low"], wte["high"]) == ("2.5 or more", "2.5", "")
    assert rows["total:headcount", "headcount"]["low"] == rows["total:headcount", "headcount"]["high"] == "4"


def test_the_dictionary_describes_every_column_and_field() -> None:
    described = {(row["table"], row["field"]) for row in rows_of(dictionary_csv(EXAMPLES))}
    assert {("(columns)", column) for column in COLUMNS} <= described
    rows = [row for row in rows_of("".join(comparison_csv(EXAMPLES))) if row["table"] != "about" and row["field"]]
    fields = {(row["table"], re.sub(r"\.\d+(?=\.|$)", "", row["field"])) for row in rows}
    assert fields <= described
    assert all(row["description"] for row in rows_of(dictionary_csv(EXAMPLES)))


@pytest.mark.parametrize("found", [EXAMPLES, PUBLIC])
def test_json_keeps_to_its_schema_and_says_what_csv_says(found: Comparison) -> None:
    said = json.loads("".join(comparison_json(found)))
    Draft202012Validator(SCHEMA).validate(said)
    rows = [row for row in rows_of("".join(comparison_csv(found))) if row["table"] != "about"]
    assert len(rows) == len(said["records"])
    for row, record in zip(rows, said["records"], strict=True):
        assert row["value"].lstrip("'") == "; ".join(record["values"]).lstrip("'")
        assert (row["item"], row["status"], row["path"]) == (record["item"], record["status"], record["path"])


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_format_carries_what_it_is_made_from(file_format: str) -> None:
    text = all_text(EXAMPLES, file_format)
    for told in ("Two fictional Hubs", "nhse-2020", EXAMPLES.version, EXAMPLES.digest[:16]):
        assert told in text
    assert "fictional" in text.lower()


def test_as_of_stands_in_every_format() -> None:
    found = compare_all(EXAMPLES.frame._replace(as_of=read_date("2021-09")))
    for file_format in FORMATS:
        assert "2021-09" in all_text(found, file_format)


def all_text(found: Comparison, file_format: str) -> str:
    """All that a format says, as text."""
    content = b"".join(comparison_pieces(found, file_format, width=120, color=False))
    if file_format == "xlsx":
        sheets = load_workbook(BytesIO(content)).worksheets
        return "\n".join(
            str(cell.value) for sheet in sheets for line in sheet.iter_rows() for cell in line if cell.value is not None
        )
    if file_format == "docx":
        return "\n".join(Document(BytesIO(content)).element.itertext())
    return content.decode()


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_same_answers_give_the_same_bytes(file_format: str) -> None:
    one, other = (
        b"".join(comparison_pieces(of_folder("examples/hubs"), file_format, width=100, color=False)) for _ in range(2)
    )
    assert one == other


def test_a_change_of_one_letter_changes_the_hash() -> None:
    assert compared("context: {region: London}").digest != compared("context: {region: Midlands}").digest
    assert compared("context: {region: London}").digest == compared("context: {region: London}").digest


@pytest.mark.parametrize("text", ["=1+1", "+44 161", "-x", "@SUM(A1)", "\t=1"])
def test_csv_begins_no_formula(text: str) -> None:
    hub = f"screening: {{when: {json.dumps(text)}}}\nrecord: {{name: {json.dumps(text)}}}"
    for row in rows_of("".join(comparison_csv(compared(hub)))):
        assert not any(value[:1] in ("=", "+", "-", "@", "\t") for value in row.values())


def test_negative_ends_of_intervals_stay_numbers() -> None:
    lows = [row["low"] for row in rows_of("".join(comparison_csv(EXAMPLES))) if row["field"].endswith("wald")]
    assert min(map(Decimal, lows)) < 0


def pipes(line: str) -> int:
    """How many pipes divide cells: those without a backslash that belongs to them."""
    return re.sub(r"\\.", "", line).count("|")


@given(st.text(min_size=1), st.text(min_size=1))
@example("a|b", "a\\|b")
@example("a\nb", "\\")
@example("<script>", "[x](y)")
def test_any_name_gives_a_table_whose_rows_have_as_many_cells(name: str, label: str) -> None:
    found = compare_all(Frame(with_names(study_of("record:", "record:"), name, label)), KINDS[:3])
    blocks = re.findall(r"(?:^\|.*\n?)+", comparison_markdown(found), re.MULTILINE)
    assert len(blocks) == len(found.tables)
    for block in blocks:
        assert len({pipes(line) for line in block.splitlines()}) == 1
    assert comparison_terminal(found, width=100, color=True)
    assert len(rows_of("".join(comparison_csv(found)))) == len(list(records(found))) + 11


def with_names(study: Study, *names: str) -> Study:
    """A study whose Hubs have these names, whatever they hold."""
    hubs = []
    for mapped, name in zip(study.hubs, names, strict=True):
        answer: Any = {"record": {"name": name, "id": mapped.id}, "context": {"host": {"organisation": name}}}
        shaped = read_form(Hub, answer, WORDS)
        hubs.append(replace(mapped, hub=shaped.form))
    return replace(study, hubs=tuple(hubs))


def test_every_missing_word_has_a_mark_of_its_own_and_is_counted() -> None:
    hubs = ["context: {status: not known, origin: withheld, area_population: }", "context: not reported"]
    text = comparison_markdown(compared(*hubs))
    assert "*◇ not known*" in text
    assert "*■ withheld*" in text
    assert "*… not answered*" in text
    line = next(line for line in text.splitlines() if line.startswith("| Status |"))
    assert "◇1 ○1" in line


def test_a_fictional_hub_is_called_fictional() -> None:
    for file_format in FORMATS:
        assert "ictional" in all_text(compared("record: {name: Sampleton Hub, fictional: yes}"), file_format)
    assert "ictional" not in comparison_markdown(compared("record: {name: Sampleton Hub}"))


def test_the_list_of_tables_names_each() -> None:
    lines = list_of_tables(80).splitlines()
    assert [line.split()[0] for line in lines] == [kind.id for kind in KINDS]
