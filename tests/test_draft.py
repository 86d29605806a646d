"""A draft of a new Hub: what is taken over, by what rule, where it comes from, and what never is."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, Mapper, hub_file, study_of
from hypothesis import given
from hypothesis import strategies as st

from mapper.compare.view import Frame, HubView
from mapper.planning.choices import Choice, Evidence, Kind, evidence_of, said_by
from mapper.planning.decisions import Rule, Why, decided, is_enough_for
from mapper.reading import read_text
from mapper.schema.base import walk
from mapper.study import load_studies

PUBLIC, EXAMPLES = REPOSITORY / "hubs", REPOSITORY / "examples/hubs"
ONE = """
record: {id: one, name: One Town Hub, as_of: 2022-03}
context: {host: {organisation: One Town Trust}}
service_model:
  components:
    - {component: proactive outreach, provision: provided}
    - {component: in-house therapy, provision: provided, reasons: [external waits], how_it_differs: In One Town only}
    - {component: family support, provision: not provided}
access: {routes: [{route: self, available: yes}, {route: GP, available: no}]}
screening: {measures: [{measure: PHQ-9, use: assessment}]}
pathway:
  steps:
    - {id: first, step: contact, next: [{to: second, when: always}]}
    - {id: second, step: assess, done_by: [doctors]}
interventions:
  - {id: talks, kind: CBT, name: One Town Talks, recipient: individual, component: in-house therapy, wait_weeks: 3,
     provided_by: [doctors], sessions: {usual: 8}}
staffing:
  posts: [{id: doctors, role: clinical psychologist, clinical: clinical, band: 7, wte: 2,
           local_title: Doctor of One Town}]
"""
TWO = """
record: {id: two, name: Two Town Hub, as_of: 2022-03}
service_model:
  components:
    - {component: in-house therapy, provision: partly, reasons: [external waits, funding]}
    - {component: family support, provision: provided}
access: {routes: [{route: self, available: yes}]}
screening: {offered: no}
pathway:
  steps:
    - {id: a, step: contact, next: [{to: b}, {to: c}]}
    - {id: b, step: assess, done_by: [people]}
    - {id: c, step: discharge}
interventions:
  - {id: cbt, kind: CBT, recipient: group, component: in-house therapy, provided_by: [people]}
staffing: {posts: [{id: people, role: clinical psychologist, clinical: clinical, band: 8a}]}
"""
PLAN = "record: {id: plan, name: A Plan}\ncontext: {status: planned}\naccess: {routes: [{route: GP, available: yes}]}"


def evidence(*texts: str) -> Evidence:
    study = study_of(*texts)
    running = [HubView(hub, Frame(study), number) for number, hub in enumerate(study.hubs, 1) if not hub.is_plan]
    return evidence_of([said_by(view) for view in running], study)


def choice(found: Evidence, kind: Kind, word: str) -> Choice:
    return next(one for one in found.choices if (one.kind, one.word) == (kind, word))


def taken(found: Evidence, rule: Rule, *wanted: str, without: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    return {(one.choice.kind.value, one.choice.word) for one in decided(found, rule, wanted, without) if one.is_taken}


def drafted(file: Path) -> Any:
    return read_text(file.read_text()).values


def test_hubs_are_counted_by_what_they_say() -> None:
    found = evidence(ONE, TWO, "record: {id: three}", PLAN)
    assert found.hubs == ("one", "two", "three")  # a plan is no evidence
    therapy = choice(found, Kind.COMPONENT, "in-house therapy")
    assert (therapy.have, therapy.lack, therapy.unknown, therapy.hubs) == (("one", "two"), (), 1, 3)
    assert dict(therapy.reasons) == {"external waits": 2, "funding": 1}
    family = choice(found, Kind.COMPONENT, "family support")
    assert (family.have, family.lack, family.unknown) == (("two",), ("one",), 1)
    measure = choice(found, Kind.MEASURE, "PHQ-9")
    assert (measure.have, measure.lack, measure.unknown) == (("one",), ("two",), 1)
    gp = choice(found, Kind.ROUTE, "GP")
    assert (gp.have, gp.lack, gp.unknown) == ((), ("one",), 2)
    outreach = choice(found, Kind.COMPONENT, "team capacity building")
    assert (outreach.is_guidance, outreach.have, outreach.hubs) == (True, (), 3)


def test_only_what_all_agree_on_is_said_of_an_item() -> None:
    cbt = choice(evidence(ONE, TWO), Kind.INTERVENTION, "CBT")
    assert (dict(cbt.agreed), cbt.given_by) == ({"component": "in-house therapy"}, ("clinical psychologist",))
    contact = choice(evidence(ONE, TWO), Kind.STEP, "contact")
    assert contact.followed_by == ("assess",)


@pytest.mark.parametrize(
    ("have", "hubs", "expected"),
    [(4, 4, "all most some"), (3, 4, "most some"), (2, 4, "some"), (1, 4, "some"), (0, 4, ""), (0, 0, "")],
)
def test_rules(have: int, hubs: int, expected: str) -> None:
    names = tuple(map(str, range(have)))
    one = Choice(Kind.ROUTE, "self", False, names, (), hubs - have, {}, {})
    assert [rule.value for rule in Rule if is_enough_for(one, rule)] == expected.split()


@given(st.lists(st.sampled_from(["have", "lack", "unknown"]), max_size=12))
def test_a_stricter_rule_never_takes_more(said: list[str]) -> None:
    have, lack = (tuple(str(n) for n, one in enumerate(said) if one == word) for word in ("have", "lack"))
    one = Choice(Kind.ROLE, "nurse", False, have, lack, said.count("unknown"), {}, {})
    assert one.hubs == len(said)
    enough = [is_enough_for(one, rule) for rule in (Rule.ALL, Rule.MOST, Rule.SOME)]
    assert enough == sorted(enough)


def test_guidance_is_always_taken_and_others_by_rule() -> None:
    found = evidence(ONE, TWO)
    core = {
        ("component", word)
        for word in (
            "proactive outreach",
            "team capacity building",
            "rapid clinical assessment",
            "onward referral and rapid access",
        )
    }
    by_all = taken(found, Rule.ALL)
    assert by_all == core | {
        ("component", "in-house therapy"),
        ("route", "self"),
        ("step", "contact"),
        ("step", "assess"),
        ("intervention", "CBT"),
        ("role", "clinical psychologist"),
    }
    assert taken(found, Rule.SOME) == by_all | {
        ("component", "family support"),
        ("measure", "PHQ-9"),
        ("step", "discharge"),
    }
    assert taken(found, Rule.ALL, "Family support") == by_all | {("component", "family support")}
    assert taken(found, Rule.ALL, "measure:PHQ-9") == taken(found, Rule.ALL, "phq-9") == by_all | {("measure", "PHQ-9")}
    assert taken(found, Rule.ALL, without=("CBT",)) == by_all - {("intervention", "CBT")}
    why = {one.choice.word: one.why for one in decided(found, Rule.ALL, ["family support"], ["CBT"])}
    assert (why["family support"], why["CBT"], why["PHQ-9"]) == (Why.ASKED_FOR, Why.LEFT_OUT, Why.TOO_FEW)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--component", "family support", "--without", "family support"], "at once"),
        (["--without", "proactive outreach"], "guidance"),
        (["--component", "yoga"], "yoga"),
        (["--without", "role:CBT"], "role:CBT"),
        (["--from", "nowhere"], "nowhere"),
        (["--by", "Jane Smith"], "Jane Smith"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(mapper: Mapper, arguments: list[str], told: str) -> None:
    hub_file(ONE, "hubs/one.yaml")
    hub_file(TWO, "hubs/two.yaml")
    ran = mapper("draft", "New Town", *arguments)
    assert ran.code in (2, 3)
    assert told in ran.err
    assert "Please" in ran.err
    assert not Path("hubs/new-town.yaml").exists()


def test_a_draft_never_goes_over_a_file(mapper: Mapper) -> None:
    hub_file(ONE, "hubs/one.yaml")
    before = hub_file(TWO, "hubs/new-town.yaml").read_bytes()
    ran = mapper("draft", "New Town")
    assert (ran.code, Path("hubs/new-town.yaml").read_bytes()) == (3, before)
    assert mapper("draft", "One More", "--from", hub_file(PLAN, "plans/plan.yaml")).code == 3  # plans alone


def test_what_belongs_to_a_place_is_never_taken_over(mapper: Mapper) -> None:
    hub_file(ONE, "hubs/one.yaml")
    assert mapper("draft", "New Town", "--include", "some", "--by", "service planner").code == 0
    values = drafted(Path("hubs/new-town.yaml"))
    assert "One Town" not in Path("hubs/new-town.yaml").read_text()
    assert values["record"]["collected_by"] == "service planner"
    assert values["context"]["status"] == "planned"
    assert values["record"]["as_of"] is None
    post, blank = values["staffing"]["posts"]
    said = {key: value for key, value in post.items() if value is not None}
    assert said == {
        "id": "clinical-psychologist",
        "role": "clinical psychologist",
        "clinical": "clinical",
        "drafted_from": ["one"],
        "drafted_of": 1,
    }
    assert not any(blank.values()) or set(blank) > {"id"}
    (cbt, _) = values["interventions"]
    assert (cbt["id"], cbt["name"], cbt["wait_weeks"], cbt["sessions"]["usual"]) == ("cbt", None, None, None)
    assert cbt["provided_by"] == ["clinical-psychologist"]
    assert values["pathway"]["steps"][0]["next"] == [{"to": "assess"}]


def test_a_draft_of_the_public_hubs_is_a_hub_without_errors(mapper: Mapper) -> None:
    assert mapper("draft", "New Town", "--from", PUBLIC, "--from", EXAMPLES, "--include", "some").code == 0
    ran = mapper("validate", "hubs", "-f", "json")
    found = json.loads(ran.out)
    assert (ran.code, found["summary"]["errors"]) == (0, 0)
    # posts that nothing names yet
    assert {one["code"] for one in found["findings"] if one["severity"] != "note"} <= {"X309"}
    (study,) = load_studies([Path("hubs")])
    (hub,) = study.hubs
    assert hub.is_plan
    drafted_items = [one.owner for one in walk(hub.hub) if one.question.key == "drafted_of"]
    assert all(item.drafted_of.value is not None and item.drafted_of.value.low == 6 for item in drafted_items)
    assert len(drafted_items) > 40
    assert "Invented are exampleshire, sampleton" in str(hub.hub.record.note.value)


def test_a_plan_stands_beside_hubs_and_is_not_counted(mapper: Mapper) -> None:
    for file in PUBLIC.glob("*.yaml"):
        hub_file(file.read_text(), f"hubs/{file.name}")
    before = json.loads(mapper("compare", "hubs", "-t", "components", "-f", "json").out)
    assert mapper("draft", "A New Town").code == 0
    after = json.loads(mapper("compare", "hubs", "-t", "components", "-f", "json").out)
    assert [(hub["hub"], hub["plan"]) for hub in after["hubs"]][-1] == ("a-new-town", True)
    assert len(after["hubs"]) == len(before["hubs"]) + 1
    assert [one for one in after["records"] if not one["plan"]] == before["records"]
    assert {one["hub"] for one in after["records"] if one["plan"]} == {"a-new-town"}
    assert mapper("draft", "Second Town").code == 0  # rests on the Hubs alone
    assert drafted(Path("hubs/second-town.yaml"))["service_model"]["components"][0]["drafted_of"] == 4
    summary = mapper("compare", "hubs", "--summary").out
    assert "All four Hubs provide" in summary
    assert "A New Town (plan)" in summary


def test_labels_stand_for_the_names_of_hubs(mapper: Mapper) -> None:
    hub_file(ONE.replace("as_of", "label: Hub Z, as_of"), "hubs/one.yaml")
    Path("study.yaml").write_text("names_in_output: labels\n")
    assert mapper("draft", "New Town").code == 0
    values = drafted(Path("hubs/new-town.yaml"))
    assert values["service_model"]["components"][0]["drafted_from"] == ["hub-z"]


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_one_thing_at_a_time(mapper: Mapper, monkeypatch: pytest.MonkeyPatch) -> None:
    hub_file(ONE, "hubs/one.yaml")
    hub_file(TWO, "hubs/two.yaml")
    # in-house therapy no, family support yes, back, family support later; the rest as proposed
    typed(monkeypatch, "n", "y", "back", "later", "what?", *[""] * 20)
    ran = mapper("draft", "New Town", "--ask")
    assert ran.code == 0, ran.err
    assert "1 of 2 Hubs provide" in ran.err
    values = drafted(Path("hubs/new-town.yaml"))
    words = [one["component"] for one in values["service_model"]["components"] if one["component"]]
    assert words == [
        "proactive outreach",
        "team capacity building",
        "rapid clinical assessment",
        "onward referral and rapid access",
    ]
    text = Path("hubs/new-town.yaml").read_text()
    assert "Family support: 1 of 2 Hubs provides it, 1 does not; not taken: to be decided later" in text


@pytest.mark.parametrize("lines", [["y", "quit"], ["y"]])
def test_leaving_writes_nothing(mapper: Mapper, monkeypatch: pytest.MonkeyPatch, lines: list[str]) -> None:
    hub_file(ONE, "hubs/one.yaml")
    typed(monkeypatch, *lines)
    assert mapper("draft", "New Town", "--ask").code == 3
    assert not Path("hubs/new-town.yaml").exists()
