"""The accuracy check at the command line: queries, corrections, sign-offs, what is stale, what outputs say of it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import Mapper, Ran, compare_all, compared, hub_file
from docx import Document as WordDocument
from openpyxl import load_workbook

from mapper.accuracy.making import review_page
from mapper.accuracy.page import Card, ReviewPage
from mapper.accuracy.status import hub_status
from mapper.checks.report import report_of
from mapper.compare.signed import coverage
from mapper.compare.view import Frame, HubView
from mapper.render.review_parts import page_words
from mapper.render.review_words import answer_lines, label_of
from mapper.review.review_file import read_review
from mapper.study import load_study

HUB = """\
record: {id: hub, name: Own Hub, label: Hub A, stage: draft, sources: [{id: payroll, title: Payroll of March}]}
# what the Hub offers
screening:
  offered: yes  # asked of everybody
staffing:
  as_of: 2022-03
  posts:
    - id: nurses
      role: nurse
      clinical: clinical
      wte: 2.5   # of the payroll
      headcount: 3
      band: {value: 6, sources: [payroll], note: as of March}
access: {languages: [English, Polish], routes: [{route: self, available: yes}]}
"""
LEAD, ASSISTANT = ("--by", "Hub lead", "--on", "2026-03-01"), ("--by", "research assistant", "--on", "2026-03-02")


@pytest.fixture
def hub(mapper: Mapper) -> Path:
    return hub_file(HUB)


def ok(done: Ran) -> Ran:
    assert done.code == 0, done.err
    return done


def listed(mapper: Mapper, *options: str) -> list[dict[str, Any]]:
    hubs = json.loads(ok(mapper("query", "list", "-f", "json", *options)).out)["hubs"]
    return [query for one in hubs for query in one["queries"]]


def states(mapper: Mapper) -> dict[str, str]:
    found = json.loads(ok(mapper("status", "-f", "json")).out)["hubs"][0]["sections"]
    return {one["section"]: one["state"] for one in found}


def raised(mapper: Mapper, path: str = "staffing.posts[nurses].wte", *options: str) -> str:
    before = {query["id"] for query in listed(mapper)}
    ok(mapper("query", "raise", "hub", path, "Is that right?", *options, *LEAD))
    (new,) = {query["id"] for query in listed(mapper)} - before
    return str(new)


def test_a_query_from_raised_to_verified(mapper: Mapper, hub: Path) -> None:
    its_id = raised(mapper)
    ok(mapper("query", "answer", its_id, "Of the payroll.", *ASSISTANT))
    ok(
        mapper(
            "query", "close", its_id[:6], "--outcome", "Confirmed", "--note", "thanks", *LEAD[:2], "--on", "2026-03-03"
        )
    )
    ok(mapper("query", "reopen", its_id, "The payroll says 3.", *LEAD[:2], "--on", "2026-03-04"))
    (query,) = listed(mapper, "--open")
    assert (query["path"], query["value"], query["by"], query["on"]) == (
        "staffing.posts[nurses].wte", "2.5", "Hub lead", "2026-03-01",
    )  # fmt: skip
    assert [(one["entry"], one["by"]) for one in query["said"]] == [
        ("answer", "research assistant"), ("closed", "Hub lead"), ("reopened", "Hub lead"),
    ]  # fmt: skip
    settled = ("query", "close", its_id, "--outcome", "cannot be settled", *LEAD[:2], "--on")
    early = mapper(*settled, "2026-03-03")
    assert (early.code, "is before 2026-03-04" in early.err) == (2, True)
    ok(mapper(*settled, "2026-03-05"))
    assert listed(mapper, "--open") == []
    assert listed(mapper)[0]["outcome"] == "cannot be settled"


@pytest.mark.parametrize("file_format", ["text", "markdown"])
def test_a_list_is_read_by_hub_and_section(mapper: Mapper, hub: Path, file_format: str) -> None:
    first, second = raised(mapper), raised(mapper, "screening")
    told = ok(mapper("query", "list", "-f", file_format)).out
    assert told.index("Screening") < told.index(second) < told.index("Staffing") < told.index(first)
    assert "2.5" in told


@pytest.mark.parametrize("path", ["staffing.posts[nurses].wte", "staffing.posts[0].wte"])
def test_an_answer_is_named_by_what_it_is_about_or_by_its_place(mapper: Mapper, hub: Path, path: str) -> None:
    raised(mapper, path)
    assert listed(mapper)[0]["path"] == "staffing.posts[nurses].wte"


def test_a_query_may_be_about_an_item_a_section_or_a_blank(mapper: Mapper, hub: Path) -> None:
    for path in ("staffing.posts[nurses]", "Records governance", "context.region"):
        raised(mapper, path)
    asked = ["staffing.posts[nurses]", "records_governance", "context.region"]
    assert [query["path"] for query in listed(mapper)] == asked
    assert [query["value"] for query in listed(mapper)] == [None] * 3


WRONG = [
    (
        ("query", "raise", "hub", "staffing.posts[nurse].wte", "Why?", *LEAD),
        2,
        "Did you mean `staffing.posts[nurses].wte`",
    ),
    (("query", "raise", "hub", "nonsense", "Why?", *LEAD), 2, "Please name a section"),
    (("query", "raise", "hub", "staffing", "  ", *LEAD), 2, "empty"),
    (("query", "raise", "nobody", "staffing", "Why?", *LEAD), 3, "There is no Hub `nobody`"),
    (("query", "raise", "hubb", "staffing", "Why?", *LEAD), 3, "Did you mean `hub`?"),
    (("query", "raise", "hub", "staffing", "Why?", "--by", "Jane Smith"), 2, "reads like the name of a person"),
    (("query", "raise", "hub", "staffing", "Why?", "--by", " "), 2, "role"),
    (("query", "raise", "hub", "staffing", "Why?", "--by", "Hub lead", "--on", "2026-02-30"), 2, "no day"),
    (("query", "raise", "hub", "staffing", "Why?", "--by", "Hub lead", "--on", "2026"), 2, "no day"),
    (("query", "raise", "hub", "staffing", "Why?", "--by", "Hub lead", "--on", "2099-01-01"), 2, "still to come"),
    (("query", "answer", "q-12345678", "Yes.", *LEAD), 3, "There is no query"),
    (("query", "apply", "q-12345678", *LEAD[:2]), 3, "There is no query"),
    (("query", "list", "nowhere"), 3, "no file or folder"),
    (("sign", "hub", "--section", "stafing", *LEAD), 2, "Did you mean `staffing`?"),
    (("sign", "hub", *LEAD, "--despite", " "), 2, "reason is empty"),
    (("sign", "hubs", *LEAD), 2, "is a folder"),
    (("review", "import", "nowhere.json"), 3, "cannot be read"),
    (("review", "hub", "-o", "page.odt"), 2, "no ending that names a format"),
    (("review", "hub", "-o", "hubs/hub.yaml"), 2, "no ending"),
]


@pytest.mark.parametrize(("command", "code", "says"), WRONG, ids=lambda value: str(value)[:50])
def test_what_cannot_be_done_is_said_in_a_sentence(
    mapper: Mapper, hub: Path, command: tuple[str, ...], code: int, says: str
) -> None:
    done = mapper(*command)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert done.err.count("\n") == 1
    assert not Path("hubs/hub.review.yaml").exists()
    assert hub.read_text() == HUB


def test_a_folder_or_another_file_of_the_same_name_is_no_hub(mapper: Mapper, hub: Path) -> None:
    Path("hub").mkdir()
    ok(mapper("sign", "hub", "--section", "screening", *LEAD))
    hub_file(HUB, "hubs/copy.yaml")
    hub.rename("hubs/first.yaml")
    done = mapper("query", "raise", "hub", "staffing", "Why?", *LEAD)
    assert done.code == 3
    assert "hubs/copy.yaml and hubs/first.yaml both have the id `hub`" in done.err


def test_the_review_of_another_hub_counts_nowhere(mapper: Mapper, hub: Path) -> None:
    ok(mapper("sign", "hub", "--section", "screening", *LEAD))
    review = Path("hubs/hub.review.yaml")
    text = review.read_text()
    for other in (text.replace("hub: hub", "hub: other"), text.replace("hub: hub\n", "")):
        review.write_text(other)
        codes = [found["code"] for found in findings(mapper, hub)]
        assert codes.count("A001") == 1
        assert "A002" not in codes
        assert mapper("status").code == 3
        assert mapper("query", "list").code == 3


def test_what_is_settled_is_not_settled_again(mapper: Mapper, hub: Path) -> None:
    its_id = raised(mapper)
    assert mapper("query", "reopen", its_id, "Why?", *LEAD).code == 3
    ok(mapper("query", "close", its_id, "--outcome", "confirmed", *LEAD))
    for command in (("answer", its_id, "No."), ("close", its_id, "--outcome", "confirmed"), ("apply", its_id)):
        assert mapper("query", *command, *LEAD).code == 3
    assert mapper("query", "close", its_id, "--outcome", "done", *LEAD).code in (2, 3)


APPLIED = [
    ("staffing.posts[nurses].wte", "2.75", "      wte: 2.75   # of the payroll"),
    ("staffing.posts[nurses].wte", "2 to 3", "      wte: {from: 2, to: 3}   # of the payroll"),
    ("staffing.posts[nurses].wte", "not known", "      wte: not known   # of the payroll"),
    ("staffing.posts[nurses].headcount", "1,200", "      headcount: 1200"),
    ("staffing.posts[nurses].band", "Band 7", '      band: {value: "7", sources: [payroll], note: as of March}'),
    ("staffing.posts[nurses].role", "Clinical psychologist", "      role: clinical psychologist"),
    ("screening.offered", "No", "  offered: no  # asked of everybody"),
    (
        "access.languages",
        "English\nWelsh",
        "access: {languages: [English, Welsh], routes: [{route: self, available: yes}]}",
    ),
    ("record.as_of", "March 2022", None),
]


@pytest.mark.parametrize(("path", "suggested", "line"), APPLIED)
def test_a_correction_is_made_and_comments_stay(
    mapper: Mapper, hub: Path, path: str, suggested: str, line: str | None
) -> None:
    its_id = raised(mapper, path, "--suggest", suggested)
    ok(mapper("query", "apply", its_id, *ASSISTANT))
    after = hub.read_text().splitlines()
    changed = [new for new in after if new not in HUB.splitlines()]
    if line is not None:
        assert changed == [line]
    else:
        assert "as_of: 2022-03" in changed[0]
    assert [query["outcome"] for query in listed(mapper)] == ["corrected"]
    assert [
        f["code"] for f in json.loads(mapper("validate", hub, "-f", "json").out)["findings"] if f["code"][0] in "YS"
    ] == []


@pytest.mark.parametrize(
    "path", ["context.region", "context.host.kind", "records_governance.clinical_records.relation"]
)
def test_a_correction_of_what_nobody_has_written_yet(mapper: Mapper, hub: Path, path: str) -> None:
    value = {"context.region": "London", "context.host.kind": "partnership"}.get(path, "standalone")
    ok(mapper("query", "apply", raised(mapper, path, "--suggest", value), *ASSISTANT))
    ok(mapper("query", "apply", raised(mapper, path, "--suggest", "not known"), *ASSISTANT))
    found = raised(mapper, path)
    assert next(query["value"] for query in listed(mapper) if query["id"] == found) == "not known"
    assert hub.read_text().startswith(HUB.rstrip("\n"))


def test_a_correction_that_the_form_does_not_take_is_refused(mapper: Mapper, hub: Path) -> None:
    its_id = raised(mapper, "staffing.posts[nurses].wte", "--suggest", "about two")
    done = mapper("query", "apply", its_id, *ASSISTANT)
    assert done.code == 3
    assert "`about two` cannot stand at Staffing, post 1 (nurse), WTE in post" in done.err
    assert hub.read_text() == HUB
    ok(mapper("query", "apply", its_id, "--value", "2", *ASSISTANT))
    assert "wte: 2   #" in hub.read_text()


def test_a_correction_of_what_an_item_is_called(mapper: Mapper, hub: Path) -> None:
    its_id = raised(mapper, "access.routes[self].route", "--suggest", "GP")
    assert "self → GP" in ok(mapper("query", "apply", its_id, *ASSISTANT)).err
    assert "routes: [{route: GP, available: yes}]" in hub.read_text()
    assert [query["outcome"] for query in listed(mapper)] == ["corrected"]


def test_a_correction_that_brings_an_error_leaves_the_query_open(mapper: Mapper, hub: Path) -> None:
    its_id = raised(mapper, "staffing.posts[nurses].headcount", "--suggest", "1")
    done = ok(mapper("query", "apply", its_id, *ASSISTANT))
    assert "headcount: 1" in hub.read_text()
    assert "hub.yaml, line 11" in done.err
    assert [query["id"] for query in listed(mapper, "--open")] == [its_id]


def test_an_answer_that_changed_since_is_not_overwritten(mapper: Mapper, hub: Path) -> None:
    its_id = raised(mapper, "staffing.posts[nurses].wte", "--suggest", "2.75")
    hub.write_text(HUB.replace("2.5", "3"))
    done = mapper("query", "apply", its_id)
    assert done.code == 3
    assert "has changed since" in done.err
    hub.write_text(HUB.replace("2.5", "2.75"))
    assert "says so already" in ok(mapper("query", "apply", its_id, *ASSISTANT)).err
    hub.write_text(HUB.replace("nurses", "doctors"))


def test_several_corrections_are_all_made_or_none(mapper: Mapper, hub: Path) -> None:
    good = raised(mapper, "staffing.posts[nurses].wte", "--suggest", "2.75")
    bad = raised(mapper, "staffing.posts[nurses].headcount", "--suggest", "some")
    assert mapper("query", "apply", good, bad, *ASSISTANT).code == 3
    assert hub.read_text() == HUB
    assert len(listed(mapper, "--open")) == 2


def findings(mapper: Mapper, hub: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(mapper("validate", hub, "-f", "json").out)["findings"]
    return found


def test_states_from_the_first_word_to_the_sign_off(mapper: Mapper, hub: Path) -> None:
    found = states(mapper)
    assert (found["context"], found["staffing"], found["screening"]) == (
        "not started",
        "ready to check",
        "ready to check",
    )
    assert found["record"] == "in progress"  # needed answers are blank
    its_id = raised(mapper)
    assert states(mapper)["staffing"] == "queried"
    done = mapper("sign", "hub", "--section", "staffing", *LEAD)
    assert (done.code, Path("hubs/hub.review.yaml").read_text().count("sign-off,")) == (3, 0)
    assert its_id in done.err
    ok(mapper("query", "close", its_id, "--outcome", "confirmed", *LEAD))
    ok(mapper("sign", "hub", "--section", "staffing", *LEAD))
    assert states(mapper)["staffing"] == "signed"
    hub.write_text(HUB.replace("headcount: 3", "headcount: 4"))
    assert states(mapper)["staffing"] == "out of date"
    hub.write_text(HUB)
    assert states(mapper)["staffing"] == "signed"


def test_a_section_with_an_error_is_signed_only_despite_it(mapper: Mapper, hub: Path) -> None:
    hub.write_text(HUB.replace("wte: 2.5", "wte: lots"))
    done = mapper("sign", "hub", *LEAD)
    assert done.code == 3
    assert "Staffing has 1 error (line 11)" in done.err
    ok(mapper("sign", "hub", *LEAD, "--despite", "it is known, and on its way"))
    found = json.loads(mapper("status", "-f", "json").out)["hubs"][0]["sections"]
    despite = {one["section"]: one["sign_off"]["despite"] for one in found}
    assert despite["staffing"] == "it is known, and on its way"
    assert despite["screening"] is None
    assert "it is known" in mapper("status").out
    hub.write_text(HUB.replace("wte: 2.5", "wte: many"))
    assert states(mapper)["staffing"] == "out of date"  # though neither can be used


def test_what_is_signed_again_is_told(mapper: Mapper, hub: Path) -> None:
    ok(mapper("sign", "hub", "--section", "staffing", *LEAD))
    assert "New in" not in ok(mapper("sign", "hub", "--section", "staffing", *LEAD)).err
    hub.write_text(HUB.replace("2.5", "2.75"))
    done = ok(mapper("sign", "hub", "--section", "staffing", *LEAD))
    assert "Staffing, post 1 (nurse), WTE in post: 2.5 → 2.75" in done.err


def test_a_sign_off_keeps_versions_and_what_was_signed(mapper: Mapper, hub: Path) -> None:
    ok(mapper("sign", "hub", "-s", "screening", "--note", "checked by phone", *LEAD))
    (signed,) = read_review(hub).entries
    assert signed._asdict().items() >= {
        "section": "screening", "by": "Hub lead", "on": "2026-03-01", "template": "1", "note": "checked by phone",
        "content": {"screening.offered": "yes"}, "whole": None,
    }.items()  # fmt: skip
    lists = signed.code_lists  # type: ignore[union-attr]
    Path("study.yaml").write_text(
        "words: [{list: role, word: listener, label: Listener, description: Listens., source: us}]"
    )
    ok(mapper("sign", "hub", "-s", "screening", *LEAD))
    assert read_review(hub).entries[-1].code_lists != lists  # type: ignore[union-attr]
    ok(mapper("sign", "hub", *LEAD))
    assert len(read_review(hub).entries) == 2 + 19
    assert states(mapper)["context"] == "signed"  # that nothing is said was signed too


def git(*arguments: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *arguments], capture_output=True, text=True, check=True).stdout.strip()


def test_what_is_stale_names_the_commit(mapper: Mapper, hub: Path) -> None:
    git("init", "-q")
    ok(mapper("sign", "hub", *LEAD))
    commits = []
    for text in (HUB, HUB.replace("2.5", "2.75"), HUB.replace("2.5", "2.75").replace("headcount: 3", "headcount: 4")):
        hub.write_text(text)
        git("add", "-A")
        git("commit", "-qm", "x")
        commits.append(git("rev-parse", "--short", "HEAD"))
    hub.write_text(hub.read_text().replace("offered: yes", "offered: no"))
    found = json.loads(mapper("status", "-f", "json").out)["hubs"][0]["sections"]
    told = {
        change["path"]: (change["old"], change["new"], change["commit"]) for one in found for change in one["changes"]
    }
    assert told == {
        "staffing.posts[nurses].wte": ("2.5", "2.75", commits[1]),
        "staffing.posts[nurses].headcount": ("3", "4", commits[2]),
        "screening.offered": ("yes", "no", None),
    }
    shown = mapper("status").out
    assert f"2.5 → 2.75 (commit {commits[1]}" in shown
    assert "yes → no (not committed yet)" in shown


def test_items_that_came_or_went_name_the_commit_too(mapper: Mapper, hub: Path) -> None:
    git("init", "-q")
    two = HUB.replace("  posts:\n", "  posts:\n    - {id: leavers, role: nurse, clinical: clinical, wte: 1}\n")
    hub.write_text(two)
    ok(mapper("sign", "hub", *LEAD))
    commits = []
    for text in (
        two,
        HUB,
        HUB.replace("  posts:\n", "  posts:\n    - {id: comers, role: nurse, clinical: clinical}\n"),
    ):
        hub.write_text(text)
        git("add", "-A")
        git("commit", "-qm", "x")
        commits.append(git("rev-parse", "--short", "HEAD"))
    found = json.loads(mapper("status", "-f", "json").out)["hubs"][0]["sections"]
    told = {change["path"]: change["commit"] for one in found for change in one["changes"]}
    assert told == {"staffing.posts[leavers]": commits[1], "staffing.posts[comers]": commits[2]}


def test_a_hint_keeps_the_marks_of_a_value(mapper: Mapper, hub: Path) -> None:
    ok(mapper("sign", "hub", "-s", "staffing", *LEAD))
    hub.write_text(HUB.replace("role: nurse", "role: nurse\n      local_title: '`Sister`'"))
    (found,) = [one for one in findings(mapper, hub) if one["code"] == "A002"]
    assert found["hint"].endswith("blank → `Sister`")


def test_validate_asks_for_sign_offs(mapper: Mapper, hub: Path) -> None:
    def found(stage: str) -> dict[str, str]:
        report = json.loads(mapper("validate", hub, "--stage", stage, "-f", "json").out)
        return {one["code"]: one["severity"] for one in report["findings"] if one["code"][0] == "A"}

    assert found("draft") == {}
    assert found("published") == {"A003": "error"}
    ok(mapper("sign", "hub", *LEAD))
    assert found("published") == {}
    hub.write_text(HUB.replace("2.5", "2.75"))
    assert (found("checked"), found("published")) == ({"A002": "warning"}, {"A002": "error"})
    hub.write_text(HUB.replace("stage: draft", "stage: published"))
    assert found("published") == {}  # that it is published changes nothing that was signed


def test_outputs_say_how_much_is_signed(mapper: Mapper, hub: Path) -> None:
    ok(mapper("sign", "hub", "-s", "staffing", *LEAD))
    about = {one["hub"]: one for one in json.loads(mapper("compare", "-f", "json").out)["hubs"]}
    assert list(about) == ["hub"]
    data = json.loads(mapper("compare", "-f", "json").out)
    signed = {record["path"].split(".")[0]: record["signed"] for record in data["records"] if record["path"]}
    assert (signed["staffing"], signed["access"]) == (True, False)
    shown = int(data["about"]["answers_signed"]), int(data["about"]["answers_shown"])
    assert 0 < shown[0] < shown[1]
    assert f"Signed off: {shown[0]} of the {shown[1]} answers shown" in mapper("compare", "--summary").out
    hub.write_text(HUB.replace("2.5", "2.75"))
    assert "Signed off: none of the answers shown" in mapper("compare").out


def test_what_follows_from_answers_is_no_answer_that_is_shown() -> None:
    found = compared(
        "record: {id: one, name: One}\n"
        "service_model: {components: [{component: proactive outreach, provision: provided}]}\n"
        "care_teams: [{id: team, name: Team, codes: ['AX[F00-F99]-O9.1e']}]\n"
    )
    (column,) = {column for table in found.tables if table.id == "components" for column in table.columns}
    assert coverage(found.tables, column.hub, frozenset({"service_model"})) == (1, 1)


def test_only_what_is_signed(mapper: Mapper, hub: Path) -> None:
    ok(mapper("sign", "hub", "-s", "staffing", *LEAD))
    data = json.loads(mapper("compare", "--signed-only", "-f", "json").out)
    values = [one for one in data["records"] if one["path"].startswith(("access", "screening")) and one["values"]]
    assert values == []
    assert {one["status"] for one in data["records"] if one["path"].startswith("access")} == {"not signed off"}
    assert [one["values"] for one in data["records"] if one["field"] == "wte" and one["item"] == "role:nurse"] == [
        ["2.5"]
    ]
    drawn = mapper("diagram", "--signed-only", "-f", "text").out
    assert "not signed off" in drawn


def test_what_is_not_signed_is_marked(mapper: Mapper, hub: Path) -> None:
    ok(mapper("sign", "hub", "-s", "access", *LEAD))
    lines = mapper("compare", "-t", "access", "-t", "staffing", "--mark-unsigned", "-f", "markdown").out.splitlines()
    assert any("Total WTE" in line and "◌" in line for line in lines)
    assert not any("Self-referral" in line and "◌" in line for line in lines)
    assert any("◌ not signed off" in line for line in lines)
    for ending in ("xlsx", "docx", "html"):
        ok(mapper("compare", "--mark-unsigned", "-o", f"table.{ending}"))
    cells = [
        cell for sheet in load_workbook("table.xlsx") for row in sheet for cell in row if "◌" in cell.number_format
    ]
    assert [cell.value for cell in cells if isinstance(cell.value, (int, float))] != []
    assert "◌" in Path("table.html").read_text()
    drawn = mapper("diagram", "--mark-unsigned", "-f", "text").out
    assert "Signed off: " in drawn


def page(name: str = "hub", *, compares: bool = False) -> ReviewPage:
    study = load_study([Path("hubs")])
    mapped = next(one for one in study.hubs if one.id == name)
    status = hub_status(mapped, read_review(Path(mapped.file)), report_of(mapped, study))
    beside = compare_all(Frame(study)) if compares else None
    return review_page(HubView(mapped, Frame(study), 1), status, beside)


def card_at(found: ReviewPage, key: str) -> Card:
    return next(card for section in found.sections for card in section.cards if card.key == key)


def answers(found: ReviewPage, **said: Any) -> dict[str, Any]:
    """The payload of a file as the page saves it."""
    return {
        "hub": found.view.mapped.id, "page": found.id, "by": "Hub lead", "on": "2026-03-05", "items": [], "queries": [],
        "missed": [], "signed": [], "note": "", **said,
    }  # fmt: skip


def item(found: ReviewPage, key: str, answer: str, text: str = "", **corrections: str) -> dict[str, Any]:
    card = card_at(found, key)
    ids = {line.key.rpartition(".")[2]: line.id for line in card.lines}
    corrected = {ids[name]: value for name, value in corrections.items()}
    return {
        "card": card.id, "about": card.key, "digest": card.digest, "answer": answer, "text": text,
        "corrections": corrected,
    }  # fmt: skip


def file_of(payload: Any) -> Path:
    text = payload if isinstance(payload, str) else json.dumps(payload)
    seal = hashlib.sha256(text.encode()).hexdigest()
    file = Path("answers.json")
    file.write_text(json.dumps({"format": "mapper.answers/1", "seal": seal, "answers": text}))
    return file


def signs(found: ReviewPage, *names: str) -> list[dict[str, str]]:
    return [{"section": one.name, "digest": one.digest} for one in found.sections if one.name in names]


def test_answers_become_entries(mapper: Mapper, hub: Path) -> None:
    found = page()
    items = [
        item(found, "staffing.posts[nurses]", "correct", "payslips", wte="2.75", headcount="4"),
        item(found, "access", "query", "Also Welsh?"),
        item(found, "screening", "right"),
    ]
    file = file_of(answers(found, items=items, signed=signs(found, "screening")))
    shown = ok(mapper("review", "import", file, "--yes"))
    assert "Query on Staffing, post 1 (nurse), WTE in post → 2.75" in shown.out
    assert "Signed: Screening" in shown.out
    assert {(query["path"], query["suggested"]) for query in listed(mapper)} == {
        ("staffing.posts[nurses].wte", "2.75"), ("staffing.posts[nurses].headcount", "4"), ("access.languages", None),
    }  # fmt: skip
    assert states(mapper)["screening"] == "signed"
    assert card_at(page(), "screening").confirmed is not None
    before = Path("hubs/hub.review.yaml").read_bytes()
    twice = mapper("review", "import", file, "--yes")
    assert (twice.code, "taken over before" in twice.err) == (3, True)
    assert Path("hubs/hub.review.yaml").read_bytes() == before


def test_the_page_tells_what_became_of_a_query(mapper: Mapper, hub: Path) -> None:
    its_id = raised(mapper, "staffing.posts[nurses].wte", "--suggest", "2.75")
    assert page_words(page(), {}).settled == ()
    ok(mapper("query", "apply", its_id, *ASSISTANT))
    (settled,) = page_words(page(), {}).settled
    assert (settled.id, len(settled.said)) == (its_id, 1)
    assert "corrected" in settled.said[0]
    hub.write_text(HUB)
    (undone,) = page_words(page(), {}).settled
    assert len(undone.said) == 2
    assert undone.said[1] in ok(mapper("query", "list")).out


def test_a_page_that_is_saved_twice_asks_once(mapper: Mapper, hub: Path) -> None:
    found = page()
    items = [
        item(found, "staffing.posts[nurses]", "correct", "payslips", wte="2.75"),
        item(found, "screening", "right"),
    ]
    ok(mapper("review", "import", file_of(answers(found, items=items)), "--yes"))
    more = [*items, item(found, "access", "query", "Also Welsh?")]
    ok(mapper("review", "import", file_of(answers(found, items=more, on="2026-03-06")), "--yes"))
    assert [query["path"] for query in listed(mapper)] == ["staffing.posts[nurses].wte", "access.languages"]
    again = ok(mapper("review", "import", file_of(answers(found, items=more, on="2026-03-06", note="Hello")), "--yes"))
    assert "nothing new" in again.err


def test_a_page_is_another_once_its_answers_are_on_record(mapper: Mapper, hub: Path) -> None:
    its_id = raised(mapper)
    first = page()
    assert page().id == first.id
    ok(mapper("query", "answer", its_id, "Of the payroll.", *ASSISTANT))  # the record itself says what it said
    assert page().id != first.id


def test_what_was_found_right_is_so_only_while_nothing_of_it_is_gone(mapper: Mapper, hub: Path) -> None:
    def confirm(on: str, by: str) -> None:
        found = page()
        said = answers(found, items=[item(found, "staffing.posts[nurses]", "right")], on=on, by=by)
        ok(mapper("review", "import", file_of(said), "--yes"))

    def confirmed() -> tuple[str, str] | None:
        found = card_at(page(), "staffing.posts[nurses]").confirmed
        return None if found is None else (found.by, found.on)

    confirm("2026-03-05", "Hub lead")
    assert confirmed() == ("Hub lead", "2026-03-05")
    hub.write_text(HUB.replace("      wte: 2.5   # of the payroll\n", ""))
    assert confirmed() is None
    confirm("2026-03-06", "clinical lead")
    assert confirmed() == ("clinical lead", "2026-03-06")
    hub.write_text(HUB)
    assert confirmed() is None  # of what stands there, one found all right but the WTE, and another before that


def test_an_empty_list_says_that_there_is_none(mapper: Mapper, hub: Path) -> None:
    hub.write_text(HUB.replace("languages: [English, Polish]", "languages: []") + "interventions: []\n")
    found = page()
    for card, field in (("access", "languages"), ("interventions", "interventions")):
        (line,) = [one for one in card_at(found, card).lines if one.fact.field == field]
        assert answer_lines(line, found) == ("none",)


def test_nothing_is_written_before_it_is_agreed_to(mapper: Mapper, hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = page()
    file = file_of(answers(found, items=[item(found, "screening", "right")]))
    for reply, code in (("no\n", 0), ("", 3), ("what\n", 0)):
        monkeypatch.setattr("sys.stdin", __import__("io").StringIO(reply))
        assert mapper("review", "import", file).code == code
        assert not Path("hubs/hub.review.yaml").exists()
    monkeypatch.setattr("sys.stdin", __import__("io").StringIO("yes\n"))
    ok(mapper("review", "import", file))
    assert len(read_review(hub).entries) == 1


def test_what_was_answered_on_an_older_version_is_refused_for_what_has_changed(mapper: Mapper, hub: Path) -> None:
    found = page()
    items = [item(found, "staffing.posts[nurses]", "right"), item(found, "access", "right")]
    file = file_of(answers(found, items=items, signed=signs(found, "staffing", "screening")))
    hub.write_text(HUB.replace("2.5", "2.75"))
    done = mapper("review", "import", file, "--yes")
    assert done.code == 1
    assert "staffing.posts[nurses]: it has changed since the page was made" in done.out
    assert "The sign-off of Staffing: it has changed since the page was made" in done.out
    assert (states(mapper)["staffing"], states(mapper)["screening"]) == ("ready to check", "signed")
    assert card_at(page(), "access").confirmed is not None


def test_a_section_with_open_questions_is_not_signed_on_the_way(mapper: Mapper, hub: Path) -> None:
    found = page()
    items = [item(found, "access", "query", "Also Welsh?")]
    missed = [{"section": "screening", "text": "The second measure."}]
    file = file_of(answers(found, items=items, missed=missed, signed=signs(found, "access", "screening", "staffing")))
    assert mapper("review", "import", file, "--yes").code == 1
    assert [states(mapper)[name] for name in ("access", "screening", "staffing")] == ["queried", "queried", "signed"]


def tampered(payload: dict[str, Any]) -> dict[str, str]:
    """Files that no page saved, by what is wrong with them."""
    good = json.loads(file_of(payload).read_text())
    whole = json.dumps(good)
    other = {**payload, "items": [{**payload["items"][0], "answer": "perfect"}]}
    return {
        "half": whole[: len(whole) // 2],
        "empty": "",
        "no JSON": "format: mapper.answers/1",
        "a list": "[]",
        "deep": "[" * 100_000,
        "foreign": json.dumps({**good, "format": "other/1"}),
        "changed": whole.replace("Hub lead", "Hub boss"),
        "without seal": json.dumps({key: value for key, value in good.items() if key != "seal"}),
        "another seal": json.dumps({**good, "seal": "0" * 64}),
        "an answer that there is not": file_of(other).read_text(),
        "too little": file_of({key: value for key, value in payload.items() if key != "items"}).read_text(),
        "too much": file_of({**payload, "more": 1}).read_text(),
        "a section that there is not": file_of({**payload, "signed": [{"section": "soul", "digest": "x"}]}).read_text(),
        "no day": file_of({**payload, "on": "yesterday"}).read_text(),
        "a day to come": file_of({**payload, "on": "2099-01-01"}).read_text(),
        "a section that is a list": file_of({**payload, "signed": [{"section": [], "digest": "x"}]}).read_text(),
        "a text that is none": file_of({**payload, "items": [{**payload["items"][0], "text": None}]}).read_text(),
        "half a character": file_of({**payload, "note": "\ud800"}).read_text(),
        "a long text": file_of({**payload, "note": "a" * 10_001}).read_text(),
        "a name": file_of({**payload, "by": "Jane Smith"}).read_text(),
        "another Hub": file_of({**payload, "hub": "elsewhere"}).read_text(),
        "a query without a question": file_of(
            {**payload, "items": [{**payload["items"][0], "answer": "query"}]}
        ).read_text(),
    }


def test_tampered_foreign_and_partial_files_are_refused_whole(mapper: Mapper, hub: Path) -> None:
    found = page()
    for what, text in tampered(answers(found, items=[item(found, "screening", "right")])).items():
        Path("answers.json").write_text(text)
        done = mapper("review", "import", "answers.json", "--yes")
        assert done.code in (2, 3), what
        assert done.err.count("\n") == 1, what
        assert "Traceback" not in done.err
        assert not Path("hubs/hub.review.yaml").exists(), what


def test_a_name_in_place_of_a_role_can_be_replaced(mapper: Mapper, hub: Path) -> None:
    found = page()
    file = file_of(answers(found, by="Jane Smith", items=[item(found, "screening", "right")]))
    ok(mapper("review", "import", file, "--yes", "--by", "Hub lead"))
    assert [entry.by for entry in read_review(hub).entries] == ["Hub lead"]


def test_the_page_in_word(mapper: Mapper, hub: Path) -> None:
    hub_file(
        HUB.replace("id: hub", "id: other").replace("Own Hub", "Far Hub").replace("Hub A", "Hub B"), "hubs/other.yaml"
    )
    raised(mapper)
    ok(mapper("review", "hub", "-o", "page.docx"))
    document = WordDocument("page.docx")
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("WTE in post: 2.5 whole-time equivalents" in cell for cell in cells)
    assert any("Far Hub" in cell for cell in cells)
    assert any("Is that right?" in paragraph.text for paragraph in document.paragraphs)
    labelled = ok(mapper("review", "hub", "-o", "page.docx", "--labels"))
    cells = [cell.text for table in WordDocument("page.docx").tables for row in table.rows for cell in row.cells]
    assert not any("Far Hub" in cell for cell in cells), labelled
    assert any("Hub B" in cell for cell in cells)


def texts_of(told: Any) -> set[str]:
    """All texts of a page in words, apart from ids and digests."""
    if isinstance(told, str):
        return {told} - {""}
    fields = told._asdict().items() if hasattr(told, "_asdict") else enumerate(told) if isinstance(told, tuple) else ()
    return {text for name, one in fields if name not in ("id", "digest") for text in texts_of(one)}


def test_word_tells_all_that_the_page_tells(mapper: Mapper, hub: Path) -> None:
    for number in range(8):
        other = HUB.replace("id: hub", f"id: other{number}").replace("Own Hub", f"Far Hub {number}")
        hub_file(other, f"hubs/other{number}.yaml")
    hub.write_text(HUB.replace("stage: draft", "stage: draft, as_of: 2022-04"))
    its_id = raised(mapper, "staffing.posts[nurses].wte", "--suggest", "2.75")
    ok(mapper("query", "close", its_id, "--outcome", "cannot be settled", "--note", "no payroll", *ASSISTANT))
    ok(mapper("query", "reopen", its_id, "There is one.", *LEAD[:2], "--on", "2026-03-03"))
    found = page()
    file = file_of(answers(found, items=[item(found, "screening", "right")], signed=signs(found, "access")))
    ok(mapper("review", "import", file, "--yes"))
    hub.write_text(hub.read_text().replace("Polish", "Welsh"))
    ok(mapper("review", "hub", "-o", "page.docx"))
    ok(mapper("review", "hub", "-o", "page.html"))
    document = WordDocument("page.docx")
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    word = " ".join("\n".join([*cells, *(one.text for one in document.paragraphs)]).split())
    html = " ".join(unescape(re.sub(r"<[^>]*>", " ", Path("page.html").read_text())).split())
    told = page_words(page(compares=True), {})
    texts = {" ".join(text.split()) for text in texts_of(told)} - {section.state for section in told.sections}
    assert {text for text in texts if text not in word} == set()
    assert {text for text in texts if text not in html} == set()
    assert len(told.sections[0].cards[0].beside[0].more) > 0
    for text in ("2.75", "cannot be settled", "no payroll", "Payroll of March", "2022-04", "Far Hub 7"):
        assert text in word


def test_labels_do_not_let_names_of_other_hubs_through(mapper: Mapper, hub: Path) -> None:
    other = HUB.replace("id: hub", "id: other").replace("Own Hub", "Farawayshire Hub").replace("Hub A", "Hub B")
    hub_file(other.replace("available: yes", "available: yes, note: as at Farawayshire"), "hubs/other.yaml")
    done = mapper("review", "hub", "-o", "page.html", "--labels")
    assert done.code == 3
    assert "Farawayshire" in done.err
    assert not Path("page.html").exists()
    ok(mapper("review", "hub", "-o", "page.html", "--labels", "--accept-names"))


def test_the_same_record_gives_the_same_page(mapper: Mapper, hub: Path) -> None:
    made = []
    for name in ("one", "two"):
        for ending in ("html", "docx"):
            ok(mapper("review", "hub", "-o", f"{name}.{ending}"))
        made.append([Path(f"{name}.{ending}").read_bytes() for ending in ("html", "docx")])
    assert made[0] == made[1]


KILLED_AT = """
import os, sys, pathlib, shutil, tempfile
import mapper.writing
left = int(sys.argv.pop(1))
def counting(function):
    def counted(*arguments, **named):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        result = function(*arguments, **named)
        left -= 1
        if left < 0:
            os._exit(9)
        return result
    return counted
os.fsync, os.link, shutil.copymode = counting(os.fsync), counting(os.link), counting(shutil.copymode)
tempfile.mkstemp, os.fdopen = counting(tempfile.mkstemp), counting(os.fdopen)
pathlib.Path.replace, pathlib.Path.chmod = counting(pathlib.Path.replace), counting(pathlib.Path.chmod)
from mapper.cli import run
run()
"""
"""A command that is killed before or after its nth step of writing, with no chance to clear up."""


@pytest.mark.parametrize("command", ["raise", "answer", "sign", "apply", "import"])
def test_killed_at_any_step_of_writing_both_files_are_whole(mapper: Mapper, hub: Path, command: str) -> None:
    its_id = raised(mapper, "staffing.posts[nurses].wte", "--suggest", "2.75")
    found = page()
    file = file_of(answers(found, items=[item(found, "screening", "right")], signed=signs(found, "screening")))
    arguments = {
        "raise": ("query", "raise", "hub", "staffing", "Who?", *LEAD),
        "answer": ("query", "answer", its_id, "Yes.", *LEAD),
        "sign": ("sign", "hub", "-s", "screening", *LEAD),
        "apply": ("query", "apply", its_id, *LEAD),
        "import": ("review", "import", str(file), "--yes"),
    }[command]
    review = Path("hubs/hub.review.yaml")
    old = hub.read_bytes(), review.read_bytes()
    ok(mapper(*arguments))
    new = hub.read_bytes(), review.read_bytes()
    assert old != new
    seen = set()
    for step in range(100):
        hub.write_bytes(old[0])
        review.write_bytes(old[1])
        done = subprocess.run(
            [sys.executable, "-c", KILLED_AT, str(step), *arguments],
            capture_output=True,
            check=False,
            env={**os.environ},
        )
        now = hub.read_bytes(), review.read_bytes()
        assert now[0] in (old[0], new[0])
        assert now[1] in (old[1], new[1])
        seen.add(now)
        if done.returncode != 9:
            break
        assert read_review(hub).problems == ()
        if command == "apply":  # what was left half done is done by the same command again
            ok(mapper(*arguments)) if now != new else None
            assert (hub.read_bytes(), review.read_bytes()) == new
    assert (done.returncode, now) == (0, new)
    assert old in seen
    assert len(seen) >= (3 if command == "apply" else 2)
    assert states(mapper)  # the parts of files that a killed command leaves are no Hubs


def test_the_ends_of_a_link_are_no_dates(mapper: Mapper) -> None:
    hub_file("record: {id: hub}\nlogic_model: {links: [{from: outreach, to: contact}]}\n")
    (section,) = [one for one in page().sections if one.name == "logic_model"]
    assert [label_of(line) for card in section.cards for line in card.lines][:2] == ["From", "To"]
