"""`mapper compare` as a command: choosing tables, formats and files; what it refuses."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from conftest import REPOSITORY, Mapper, hub_file

from mapper.compare.tables import KINDS

EXAMPLES = REPOSITORY / "examples" / "hubs"


def test_tables_are_chosen_by_id_and_stand_in_their_own_order(mapper: Mapper) -> None:
    ran = mapper("compare", EXAMPLES, "-t", "staffing", "--table", "components", "-f", "markdown")
    assert ran.code == 0
    headings = [line for line in ran.out.splitlines() if line.startswith("## ")]
    assert headings == ["## Summary", "## Components of the service", "## Staffing", "## Sources"]


def test_the_list_names_every_table(mapper: Mapper) -> None:
    ran = mapper("compare", "--list")
    assert [line.split()[0] for line in ran.out.splitlines()] == [kind.id for kind in KINDS]


def test_a_table_that_is_not_there_is_named_with_the_nearest(mapper: Mapper) -> None:
    ran = mapper("compare", EXAMPLES, "-t", "stafing")
    assert (ran.code, ran.out) == (2, "")
    assert "`staffing`" in ran.err


@pytest.mark.parametrize("ending", ["md", "csv", "xlsx", "docx", "html", "json", "txt", "HTML"])
def test_the_format_is_that_of_the_ending(mapper: Mapper, ending: str) -> None:
    ran = mapper("compare", EXAMPLES, "-o", f"out/tables.{ending}")
    assert ran.code == 0, ran.err
    content = Path(f"out/tables.{ending}").read_bytes()
    begins = {"md": b"# Two", "csv": b"table,", "json": b"{", "html": b"<!DOCTYPE", "xlsx": b"PK", "docx": b"PK"}
    assert content.startswith(begins.get(ending.lower(), b"Two fictional Hubs"))
    assert Path("out/tables-dictionary.csv").exists() == (ending == "csv")
    assert ran.out == ""
    assert f"tables.{ending}" in ran.err


def test_a_format_may_be_asked_for_beside_the_ending(mapper: Mapper) -> None:
    assert mapper("compare", EXAMPLES, "-f", "json", "-o", "out.txt").code == 0
    assert json.loads(Path("out.txt").read_text())["format"] == "mapper.comparison/1"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-o", "out.pdf"], "no ending that names a format"),
        (["-o", "out"], "no ending that names a format"),
        (["-f", "xlsx"], "cannot be printed"),
        (["-f", "docx"], "cannot be printed"),
        (["--as-of", "last spring"], "is not a date"),
        (["--as-of", "2021-13"], "is not a date"),
        (["--summary", "-f", "csv"], "The summary is text to read"),
    ],
)
def test_what_cannot_be_done_is_said(mapper: Mapper, arguments: list[str], says: str) -> None:
    ran = mapper("compare", EXAMPLES, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert "Please" in ran.err
    assert not list(Path().glob("out*"))


def test_only_differences_say_how_many_rows_are_left_out(mapper: Mapper) -> None:
    ran = mapper("compare", EXAMPLES, "-t", "eligibility", "--differences", "-f", "json")
    said = json.loads(ran.out)
    (table,) = said["tables"]
    assert {record["comparability"] for record in said["records"]} == {"differs"}
    assert table["left_out"] > 0
    whole = json.loads(mapper("compare", EXAMPLES, "-t", "eligibility", "-f", "json").out)
    assert table["rows"] + table["left_out"] == whole["tables"][0]["rows"]


def test_the_summary_alone(mapper: Mapper) -> None:
    ran = mapper("compare", EXAMPLES, "--summary")
    assert "Both Hubs provide proactive outreach" in ran.out
    assert "┃" not in ran.out
    for ending in ("md", "html", "docx"):
        assert mapper("compare", EXAMPLES, "--summary", "-o", f"summary.{ending}").code == 0
    assert "| --- |" not in Path("summary.md").read_text()
    assert b"<table" not in Path("summary.html").read_bytes()


def test_as_of_stands_in_the_records(mapper: Mapper) -> None:
    ran = mapper("compare", EXAMPLES, "--as-of", "2021-09", "-f", "csv")
    about = {row["item"]: row["value"] for row in csv.DictReader(StringIO(ran.out)) if row["table"] == "about"}
    assert about["as_of"] == "2021-09"


def test_a_hub_that_cannot_be_read_stops_everything(mapper: Mapper) -> None:
    hub_file("record: {id: one}\n", "hubs/one.yaml")
    hub_file("record: {id: [two\n", "hubs/two.yaml")
    ran = mapper("compare", "-o", "out.csv")
    assert (ran.code, "hubs/two.yaml cannot be read" in ran.err) == (3, True)
    assert not Path("out.csv").exists()


def test_many_hubs_are_compared_in_several_processes_as_few_are(
    mapper: Mapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(45):
        text = f"record: {{id: hub-{number:02}}}\nstaffing: {{posts: [{{id: a, wte: {number}}}]}}\n"
        hub_file(text, f"hubs/{number:02}.yaml")
    several = mapper("compare", "-f", "csv").out
    monkeypatch.setattr("mapper.workers._available", lambda: 1)
    assert mapper("compare", "-f", "csv").out == several
    assert several.count("total:wte,") == 45


def test_two_hubs_of_one_id_have_columns_of_their_own(mapper: Mapper) -> None:
    hub_file("record: {id: one, name: One}\n", "hubs/a.yaml")
    hub_file("record: {id: one, name: Other}\n", "hubs/b.yaml")
    ran = mapper("compare", "-f", "json")
    assert [hub["hub"] for hub in json.loads(ran.out)["hubs"]] == ["one", "one-2"]
    assert "1 error" in ran.err


def test_an_output_that_cannot_be_written_is_said(mapper: Mapper) -> None:
    Path("out.csv").mkdir()
    ran = mapper("compare", EXAMPLES, "-o", "out.csv")
    assert (ran.code, "out.csv cannot be written" in ran.err) == (3, True)
    assert not [path for path in Path().iterdir() if path.name.startswith(".out")]


@pytest.mark.parametrize("name", ["hubs/one.yaml", "study.yaml", "linked.md"])
def test_a_file_that_is_read_is_never_written_over(mapper: Mapper, name: str) -> None:
    hub_file("record: {id: one}\n", "hubs/one.yaml")
    hub_file("title: A study\n", "study.yaml")
    Path("linked.md").symlink_to("hubs/one.yaml")
    before = Path(name).read_text()
    ran = mapper("compare", "-f", "markdown", "-o", name)
    assert (ran.code, "Please" in ran.err) == (2, True)
    assert Path(name).read_text() == before


def test_an_output_is_written_where_a_link_leads(mapper: Mapper) -> None:
    hub_file("record: {id: one}\n", "hubs/one.yaml")
    Path("elsewhere").mkdir()
    Path("out.md").symlink_to("elsewhere/tables.md")
    assert mapper("compare", "-o", "out.md").code == 0
    assert Path("out.md").is_symlink()
    assert Path("elsewhere/tables.md").read_text().startswith("# Comparison of 1 Hub")


def test_an_ending_that_contradicts_the_format_is_said(mapper: Mapper) -> None:
    ran = mapper("compare", EXAMPLES, "-f", "docx", "-o", "out.xlsx")
    assert (ran.code, "Please" in ran.err, Path("out.xlsx").exists()) == (2, True, False)


def test_the_examples_can_be_labelled(mapper: Mapper) -> None:
    ran = mapper("compare", EXAMPLES, "--labels")
    assert (ran.code, "Hub A (fictional)" in ran.out, "ampleton" in ran.out) == (0, True, False)
