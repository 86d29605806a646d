"""The paper on setting up a Hub: what it takes from where, what is open, and what each format of it holds."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, Mapper, hub_file
from docx import Document
from openpyxl import load_workbook

PUBLIC, EXAMPLES = REPOSITORY / "hubs", REPOSITORY / "examples" / "hubs"
OWN = (
    "workforce=20000",
    "uptake=0.02..0.04",
    "screens-per-person=0.5",
    "screen-minutes=15",
    "assessments-per-person=0.5",
    "assessment-minutes=60",
    "direct-share=0.5",
)


@pytest.fixture
def drafted(mapper: Mapper) -> Mapper:
    """A folder with a draft of the four public Hubs as `hubs/new-town.yaml`."""
    assert mapper("draft", "New Town", "--from", PUBLIC, "--include", "most", "--by", "service lead").code == 0
    return mapper


def data(mapper: Mapper, *more: str) -> Any:
    ran = mapper("plan", "new-town", "--from", PUBLIC, *more, "-f", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def filled_in(old: str, new: str) -> None:
    file = Path("hubs/new-town.yaml")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_plan_is_set_beside_the_hubs(drafted: Mapper) -> None:
    found = data(drafted)
    planned = {(one["kind"], one["word"]): one for one in found["planned"]}
    assert len(found["mapped_hubs"]) == 4
    assert found["fictional_hubs"] == []
    outreach = planned["component", "proactive outreach"]
    assert (outreach["in_guidance"], len(outreach["have"]), outreach["lack"]) == (True, 4, [])
    assert ("component", "commissioned counselling") in {(one["kind"], one["word"]) for one in found["not_planned"]}
    assert (found["capacity"]["results"], found["cost"]) == (None, None)
    assert "resources.pay_year" in found["why_no_cost"]


def test_what_only_the_plan_has_is_shown_too(drafted: Mapper) -> None:
    filled_in(
        "      provision: planned",
        "      provision: planned\n    - component: family support\n      provision: planned",
    )
    found = data(drafted)
    (own,) = [one for one in found["planned"] if one["word"] == "family support"]
    assert own["have"] == []


def test_a_question_that_is_answered_is_open_no_more(drafted: Mapper) -> None:
    before = [one["question"] for one in data(drafted)["open_questions"] if one["is_first"]]
    assert before[0] == "context.external_services"
    text = Path("hubs/new-town.yaml").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(text) if line.strip().startswith("system:"))
    text[at] = text[at].split(":")[0] + ": a system of its own"
    Path("hubs/new-town.yaml").write_text("\n".join(text), encoding="utf-8")
    after = [one["question"] for one in data(drafted)["open_questions"] if one["is_first"]]
    assert [one for one in before if one not in after] == ["records_governance.clinical_records.system"]


def test_capacity_and_cost_are_those_of_their_commands(drafted: Mapper) -> None:
    filled_in("      band:", "      band: 7")
    filled_in("      wte_funded:", "      wte_funded: 2")
    shares = [f"{one['name']}=0" for one in data(drafted)["capacity"]["inputs"] if one["name"].endswith(".share")]
    typed = [part for one in (*OWN, *shares) for part in ("--set", one)]
    found = data(drafted, *typed, "--year", "2023/24")
    alone = json.loads(drafted("capacity", "new-town", "--from", PUBLIC, *typed, "-f", "json").out)
    cost = json.loads(drafted("cost", "new-town", "--year", "2023/24", "-f", "json").out)
    assert found["capacity"] == alone
    assert found["cost"] == cost
    assert found["cost"]["hubs"][0]["staff"]["low"] == pytest.approx(2 * 55031.4056, abs=0.01)


def test_a_word_file_holds_both_drawings_and_all_parts(drafted: Mapper) -> None:
    ran = drafted("plan", "new-town", "--from", PUBLIC, "-o", "plan.docx")
    assert ran.code == 0
    document = Document(io.BytesIO(Path("plan.docx").read_bytes()))
    headings = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    for part in ("Questions to answer first", "Service model", "Staffing", "Capacity: In short", "Cost", "Sources"):
        assert part in headings
    assert len(document.inline_shapes) == 2


def test_a_workbook_holds_capacity_and_cost(drafted: Mapper) -> None:
    drafted("plan", "new-town", "--from", PUBLIC, "--year", "2023/24", "-o", "plan.xlsx")
    assert load_workbook("plan.xlsx").sheetnames == ["Capacity", "What moves it", "Assumptions", "New Town"]


@pytest.mark.parametrize("file_format", ["terminal", "markdown"])
def test_text_names_every_question_and_what_is_invented(drafted: Mapper, file_format: str) -> None:
    ran = drafted("plan", "new-town", "--from", PUBLIC, "--from", EXAMPLES, "-f", file_format)
    text = " ".join(ran.out.split())
    assert ran.code == 0
    assert "Invented are exampleshire, sampleton" in text
    assert "Where will clinical records be kept?" in text
    assert "cannot be estimated" in text


def test_what_runs_is_no_plan(mapper: Mapper) -> None:
    hub_file("record: {id: one}\ncontext: {status: operating}\n", "hubs/one.yaml")
    ran = mapper("plan", "one")
    assert (ran.code, ran.out) == (3, "")
    assert "not a plan" in ran.err
    assert "Please" in ran.err
