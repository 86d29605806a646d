"""What `mapper diff` tells: changes by what they are about, and what they do to the tables; files and git."""

from __future__ import annotations

import json
import random
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPOSITORY, WORDS, Mapper, hub_file, hub_from, shuffled, study_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.compare.changes import Change, Changes, How, changes
from mapper.compare.view import Frame, HubView
from mapper.reading import read_file
from mapper.study import hub_of

FRAME = Frame(study_of("record:"))


def between(old: str, new: str) -> Changes:
    return changes(*(HubView(hub_from(text), FRAME, 1) for text in (old, new)))


def told(found: Changes) -> list[tuple[str, str]]:
    return [(change.how.value, change.about) for change in found.changes]


CASES = [
    ("context: {region: London}", "context: {region: Midlands}", [("changed", "Context, region")]),
    ("context: {region: }", "context: {region: Midlands}", [("added", "Context, region")]),
    ("context: {region: London}", "context:", [("removed", "Context, region")]),
    ("context: {region: London}", "context: {region: not known}", [("changed", "Context, region")]),
    ("context: {region: London}", "context: {region: London} # a remark", []),
    ("context: {region: London}", "context: {region: {value: London, note: new}}", [("changed", "Context, region")]),
    (
        "access: {routes: [{route: self, available: yes}, {route: GP, available: no}]}",
        "access: {routes: [{route: GP, available: no}, {route: self, available: yes}]}",
        [],
    ),
    (
        "access: {routes: [{route: self, available: yes}, {route: GP, available: no}]}",
        "access: {routes: [{route: GP, available: yes}, {route: HR, available: yes}]}",
        [("removed", "Access, routes “self”"), ("changed", "Access, routes “GP”, available"),
         ("added", "Access, routes “HR”")],
    ),
    (
        "staffing: {posts: [{id: a, wte: 1}, {id: b, wte: 2}]}",
        "staffing: {posts: [{id: b, wte: 2}, {id: a, wte: 3}]}",
        [("changed", "Staffing, posts “a”, WTE")],
    ),
    ("access: {languages: [English, Polish]}", "access: {languages: [Polish, English]}", []),
    ("access: {languages: [English]}", "access: {languages: [Polish, English]}", [("changed", "Access, languages")]),
    (
        "service_model: {components: [{component: family support, provision: planned, to: 2021}]}",
        """
        service_model:
          components:
            - {component: family support, provision: planned, to: 2021}
            - {component: family support, provision: provided, from: 2022}
        """,
        [("added", "Service model, components “family support, from 2022”")],
    ),
    ("care_teams: not known", "care_teams: withheld", [("changed", "Care teams")]),
    (
        "service_model: {goals: [{text: one}, {text: two}]}",
        "service_model: {goals: [{text: two}, {text: three}]}",
        [("removed", "Service model, goals “one”"), ("added", "Service model, goals “three”")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_changes_are_told_by_what_they_are_about(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(told(between(old, new))) == sorted(expected)


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_there_and_back_says_the_opposite(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted((opposite[how], about) for how, about in told(between(new, old))) == sorted(expected)


def test_a_change_holds_both_values_and_lines() -> None:
    found = between("record:\nstaffing: {posts: [{id: a, wte: 1}]}", "staffing: {posts: [{id: a, wte: 3}]}")
    (change,) = found.changes
    assert isinstance(change, Change)
    assert ([str(f.values[0]) for f in (*change.old, *change.new)], change.how) == (["1", "3"], How.CHANGED)
    assert [fact.line for fact in (*change.old, *change.new)] == [2, 1]


def test_it_is_told_what_that_does_to_the_tables() -> None:
    post = "staffing: {posts: [{id: a, role: nurse, wte: %s}]}"
    found = between(post % 1, post % 3)
    rows = {(row.table, row.row) for row in found.rows}
    assert {("staffing", "Nurse"), ("staffing", "Total WTE in post")} <= rows
    assert not any(row.table == "components" for row in found.rows)


def test_an_item_that_comes_is_told_once_with_its_answers() -> None:
    found = between("record:", "interventions: [{id: a, kind: CBT, name: Therapy, minutes: 50}]")
    (item,) = [change for change in found.changes if change.key[0] == "interventions"]
    assert (item.how, item.is_item, item.about) == (How.ADDED, True, "Interventions “a”")
    assert {fact.field for fact in item.new} >= {"kind", "name", "minutes"}


EXAMPLE = REPOSITORY / "examples" / "hubs" / "exampleshire.yaml"


@settings(max_examples=15)
@given(st.integers(0, 1000))
def test_order_changes_nothing(seed: int) -> None:
    document = read_file(EXAMPLE)
    other = replace(document, values=shuffled(document.values, random.Random(seed)))
    views = [HubView(hub_of(EXAMPLE, one, WORDS), FRAME, 1) for one in (document, other)]
    assert changes(*views).changes == ()


def git(*arguments: str) -> None:
    who = ["-c", "user.name=tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def committed(text: str, name: str = "hubs/hub.yaml") -> Path:
    file = hub_file(text, name)
    git("add", ".")
    git("commit", "-q", "-m", "a version")
    return file


def test_versions_that_git_keeps_are_compared(mapper: Mapper) -> None:
    git("init", "-q")
    file = committed("context: {region: London}\n")
    committed("context: {region: Midlands}\n")
    hub_file("context: {region: South West}\n")
    for old, new, values in (
        ("HEAD", file, ("Midlands", "South West")),
        ("HEAD~1", file, ("London", "South West")),
        (f"HEAD~1:{file}", f"HEAD:{file}", ("London", "Midlands")),
    ):
        ran = mapper("diff", old, new)
        assert ran.code == 0, ran.err
        assert all(value in ran.out for value in values)
    assert "Nothing differs" in mapper("diff", file, file).out


@pytest.mark.parametrize(
    ("old", "says"),
    [
        ("no-such.yaml", "git keeps nothing under"),
        ("HEAD~99", "git keeps nothing under"),
        ("HEAD:no/such.yaml", "git keeps nothing under"),
        ("--output=x", "No such option"),
    ],
)
def test_a_version_that_is_not_there_is_said_in_one_sentence(mapper: Mapper, old: str, says: str) -> None:
    git("init", "-q")
    file = committed("context: {region: London}\n")
    ran = mapper("diff", old, file)
    assert ran.code in (2, 3)
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_a_path_is_that_of_the_folder_or_of_the_repository(
    mapper: Mapper, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    git("init", "-q")
    committed("context: {region: London}\n", "study/hubs/hub.yaml")
    monkeypatch.chdir(tmp_path / "study")
    for path in ("hubs/hub.yaml", "study/hubs/hub.yaml"):
        assert "Nothing differs" in mapper("diff", f"HEAD:{path}", "hubs/hub.yaml").out


def test_two_hubs_are_compared_and_it_is_said_that_they_are_two(mapper: Mapper) -> None:
    hub_file("record: {id: one}\n", "one.yaml")
    hub_file("record: {id: two}\n", "two.yaml")
    ran = mapper("diff", "one.yaml", "two.yaml")
    assert (ran.code, "two Hubs" in ran.err) == (0, True)


def test_a_study_with_labels_has_no_diff(mapper: Mapper) -> None:
    file = hub_file("record: {id: one, name: One Town}\n")
    Path("study.yaml").write_text("names_in_output: labels\n")
    ran = mapper("diff", file, file)
    assert (ran.code, ran.out, "Please" in ran.err) == (3, "", True)


def test_a_file_that_cannot_be_read_is_said(mapper: Mapper) -> None:
    hub_file("context: {region: London}\n")
    Path("broken.yaml").write_text("context: {region: [London\n")
    ran = mapper("diff", "hubs/hub.yaml", "broken.yaml")
    assert (ran.code, "broken.yaml cannot be read" in ran.err) == (3, True)
    assert mapper("diff", "nothing.yaml", "nowhere.yaml").code == 3


def test_changes_as_json_and_markdown(mapper: Mapper) -> None:
    hub_file("staffing: {posts: [{id: a, role: nurse, wte: 1}]}\n", "a.yaml")
    hub_file("staffing: {posts: [{id: a, role: nurse, wte: {from: 2, to: 3}}]}\n", "b.yaml")
    said = json.loads(mapper("diff", "a.yaml", "b.yaml", "-f", "json").out)
    assert said["format"] == "mapper.changes/1"
    (change,) = said["changes"]
    assert (change["how"], change["old"][0]["values"], change["new"][0]["values"]) == ("changed", ["1"], ["2 to 3"])
    assert {row["row"] for row in said["tables"]} >= {"Nurse"}
    assert "## Changed" in mapper("diff", "a.yaml", "b.yaml", "-f", "markdown").out


def test_a_second_item_of_a_kind_leaves_the_first_as_it_was() -> None:
    one = "{kind: staff, amount: 100, price_year: 2021/22}"
    other = "{kind: staff, amount: 200, price_year: 2021/22}"
    found = between(f"resources: {{running_costs: [{one}]}}", f"resources: {{running_costs: [{other}, {one}]}}")
    (change,) = found.changes
    assert (change.how, change.is_item) == (How.ADDED, True)


def test_a_list_that_has_a_reason_instead_of_items_was_answered() -> None:
    items, reason = "staffing: {posts: [{id: a, role: nurse}]}", "staffing: {posts: not reported}"
    for old, new in ((items, reason), (reason, items)):
        (change,) = [change for change in between(old, new).changes if not change.is_item]
        assert change.how is How.CHANGED


def test_lists_within_answers_have_no_order() -> None:
    hours = "access: {channels: [{channel: phone, hours: [{days: [%s], opens: '09:00', closes: '17:00'}]}]}"
    found = between(hours % "monday, tuesday", hours % "tuesday, monday")
    assert (found.changes, found.rows) == ((), ())
