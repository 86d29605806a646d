"""The capacity that a Hub needs: sums by hand, where inputs come from, what stops them, ranges, workbooks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, Mapper, hub_file, study_of
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from spreadsheet import needs_office, row_of, worked_out

from mapper.compare.view import Frame, HubView
from mapper.planning.assumptions import typed_assumptions
from mapper.planning.capacity import NEEDED, PEOPLE, Capacity, at_the_ends, capacity_of, divisors
from mapper.planning.estimate import Estimate, between
from mapper.planning.inputs import Basis, needed_inputs, offered
from mapper.planning.sensitivity import moved
from mapper.planning.waiting import covered, waiting

PUBLIC, EXAMPLES = REPOSITORY / "hubs", REPOSITORY / "examples" / "hubs"
PLAN = """
record: {id: plan, name: Planned Hub, as_of: 2026-01, collected_by: service lead}
context: {status: planned, workforce_in_scope: {people: 20000}}
staffing:
  posts:
    - {id: lead, role: clinical lead, clinical: clinical, band: 8b, wte: 0.5}
    - {id: therapists, role: psychological therapist, clinical: clinical, band: 7, wte: 0.5}
    - {id: office, role: administrator, clinical: non-clinical, band: 3, wte: 1}
interventions:
  - id: cbt
    kind: CBT
    recipient: individual
    provided_by: [therapists]
    sessions: {usual: {from: 8, to: 10}}
    minutes: 50
"""
OWN = (
    "uptake=0.03",
    "screens-per-person=1",
    "screen-minutes=10",
    "assessments_per_person=50%",
    "assessment-minutes=60",
    "cbt.share=0.4",
    "direct-share=0.5",
)
MAPPED = """
record: {id: mapped, as_of: 2022-03}
context: {status: operating, workforce_in_scope: {people: 10000}}
activity:
  counts:
    - {metric: referrals, value: 250, period: {from: 2021-04, to: 2021-09}}
    - {metric: screens, value: 200, denominator: 250, period: {from: 2021-04, to: 2021-09}}
    - {metric: assessments, value: 100, denominator: 250, period: {from: 2021-04, to: 2021-09}}
interventions:
  - id: a
    kind: CBT
    recipient: individual
    sessions: {usual: 6}
    minutes: 50
    volume: {count: 25, unit: people, period: {from: 2021-04, to: 2021-09}}
"""


def views_of(*texts: str) -> list[HubView]:
    found = []
    for text in texts:
        study = study_of(text)
        found.append(HubView(study.hubs[0], Frame(study), 1))
    return found


def capacity(plan: str, *hubs: str, typed: tuple[str, ...] = (), by: str | None = "service lead") -> Capacity:
    (view,) = views_of(plan)
    assumed = typed_assumptions(typed, needed_inputs(offered(view)[0]), by)
    return capacity_of(view, views_of(*hubs), assumed, by)


def numbers(*ends: str) -> Estimate:
    return Estimate(*map(Decimal, ends))


def result(found: Capacity, key: str = NEEDED) -> Estimate:
    assert found.results is not None, (found.missing, found.unowned)
    return found.results[key]


def test_a_sum_by_hand() -> None:
    """600 come: 100 hours of screens, 300 of assessments, 120 × 8 to 10 sessions of 50 minutes are 800 to 1,000 hours;
    1,200 to 1,400 hours ÷ (1,687.5 × 0.5).
    """
    found = capacity(PLAN, typed=OWN)
    assert result(found, PEOPLE) == numbers("600", "600", "600")
    assert [float(end) for end in result(found, "hours")] == pytest.approx([1200, 1300, 1400])
    assert [float(end) for end in result(found)] == pytest.approx([1200 / 843.75, 1300 / 843.75, 1400 / 843.75])
    by_role = {
        line.roles: result(found, line.key) for line in found.lines if line.roles is not None and line.unit == "WTE"
    }
    assert [float(end) for end in by_role["psychological therapist",]] == pytest.approx(
        [800 / 843.75, 900 / 843.75, 1000 / 843.75]
    )
    assert float(by_role[()].mid) == pytest.approx(400 / 843.75)


def test_a_group_shares_its_sessions() -> None:
    plan = PLAN.replace("recipient: individual", "recipient: group")
    assert [one.key for one in capacity(plan, typed=OWN).missing] == ["cbt.group-size"]
    found = capacity(plan, typed=(*OWN, "cbt.group-size=4..6"))
    assert [float(end) for end in result(found, "cbt.given")] == pytest.approx([120 * 8 / 6, 120 * 9 / 5, 120 * 10 / 4])


def test_what_is_for_teams_counts_only_where_it_is_said_how_often() -> None:
    plan = PLAN.replace("recipient: individual", "recipient: team")
    found = capacity(plan, typed=OWN[:5] + OWN[6:])
    assert [one.id for one in found.left_out] == ["cbt"]
    assert float(result(found, "hours").mid) == pytest.approx(400)
    said = capacity(plan, typed=(*OWN[:5], OWN[6], "cbt.starts=12"))
    assert float(result(said, "hours").mid) == pytest.approx(400 + 12 * 9 * 50 / 60)


def test_what_others_give_takes_no_hours() -> None:
    found = capacity(
        PLAN.replace("minutes: 50", "minutes: 50\n    delivered: partner commissioned"), typed=OWN[:5] + OWN[6:]
    )
    assert [one.id for one in found.left_out] == ["cbt"]
    assert float(result(found, "hours").mid) == pytest.approx(400)


def test_figures_of_mapped_hubs_are_an_interval_over_hubs() -> None:
    """250 referrals in six months of 10,000 are 5% a year; the other Hub has 2.5% and 8 sessions."""
    other = (
        MAPPED.replace("people: 10000", "people: 20000")
        .replace("usual: 6", "usual: 8")
        .replace("minutes: 50", "minutes: {from: 45, to: 60}")
    )
    bare = PLAN.replace("sessions: {usual: {from: 8, to: 10}}\n    minutes: 50", "name: CBT")
    found = capacity(bare, MAPPED, other)
    values = {key: one.estimate for key, one in found.given.items() if one.basis is Basis.HUBS}
    assert values == {
        "uptake": numbers("0.025", "0.0375", "0.05"),
        "screens-per-person": numbers("0.8", "0.8", "0.8"),
        "assessments-per-person": numbers("0.4", "0.4", "0.4"),
        "cbt.share": numbers("0.25", "0.25", "0.25"),
        "cbt.sessions": numbers("6", "7", "8"),
        "cbt.minutes": numbers("45", "51.25", "60"),
    }
    assert len(found.given["uptake"].origins) == 2


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("people: 10000", "people: not reported", {"uptake"}),
        (
            "value: 250, period: {from: 2021-04, to: 2021-09}",
            "value: 250",
            {"uptake", "screens-per-person", "assessments-per-person"},
        ),
        (
            "to: 2021-09}}\n    - {metric: screens",
            "to: 2021-09-15}}\n    - {metric: screens",
            {"uptake", "screens-per-person", "assessments-per-person"},
        ),
        ("value: 200, denominator: 250", "value: 200, denominator: 240", {"screens-per-person"}),
        ("value: 200, denominator: 250", "value: 200", {"screens-per-person"}),
        ("unit: people", "unit: sessions", {"cbt.share"}),
        (
            "volume: {count: 25, unit: people, period: {from: 2021-04",
            "volume: {count: 25, unit: people, period: {from: 2021-05",
            {"cbt.share"},
        ),
        (
            "status: operating",
            "status: planned",
            {"uptake", "screens-per-person", "assessments-per-person", "cbt.share"},
        ),
    ],
)
def test_figures_without_numerator_denominator_and_period_are_no_evidence(
    mapper: Mapper, old: str, new: str, lost: set[str]
) -> None:
    assert old in MAPPED
    hub_file(PLAN, "plan.yaml")
    hub_file(MAPPED.replace(old, new), "hubs/mapped.yaml")
    ran = mapper("capacity", "plan.yaml", "-f", "json")
    missing = set(json.loads(ran.out)["missing"])
    always = {"screen-minutes", "assessment-minutes", "direct-share"}
    assert (ran.code, missing) == (1, always | lost)


def test_what_is_given_goes_before_the_record_and_that_before_mapped_hubs() -> None:
    found = capacity(PLAN, MAPPED, typed=("workforce=100", "uptake=0.1"))
    assert (found.given["workforce"].estimate.mid, found.given["workforce"].basis) == (100, Basis.GIVEN)
    assert (found.given["cbt.sessions"].estimate.mid, found.given["cbt.sessions"].basis) == (9, Basis.RECORD)
    assert (found.given["uptake"].basis, found.given["screens-per-person"].basis) == (Basis.GIVEN, Basis.HUBS)


def test_a_number_for_which_nobody_answers_stops_the_sum() -> None:
    plan = PLAN.replace(", collected_by: service lead", "")
    found = capacity(plan, typed=OWN, by=None)
    assert found.results is None
    assert {one.key for one in found.unowned} == {
        *(one.partition("=")[0].replace("_", "-") for one in OWN),
        "workforce",
        "cbt.sessions",
        "cbt.minutes",
        "wte",
    }
    cited = plan.replace("people: 20000", "people: {value: 20000, sources: [a]}").replace(
        "as_of: 2026-01", "as_of: 2026-01, sources: [{id: a}]"
    )
    assert "workforce" not in {one.key for one in capacity(cited, typed=OWN, by=None).unowned}


def test_what_is_never_done_needs_no_minutes() -> None:
    typed = tuple(one for one in OWN if not one.startswith(("screen", "cbt")))
    found = capacity(
        PLAN.replace("recipient: individual", "recipient: group"), typed=(*typed, "screens-per-person=0", "cbt.share=0")
    )
    assert float(result(found, "hours").mid) == pytest.approx(300)


_RANGE = st.tuples(st.decimals("0.01", "1", places=2), st.decimals("0.01", "1", places=2)).map(sorted)


@given(st.lists(_RANGE, min_size=len(OWN), max_size=len(OWN)))
def test_every_sum_lies_between_its_ends_and_moves_one_way(drawn: list[list[Decimal]]) -> None:
    found = capacity(PLAN, typed=OWN)
    ranges = {
        one.partition("=")[0].replace("_", "-"): between(low, high) for one, (low, high) in zip(OWN, drawn, strict=True)
    }
    inputs: Mapping[str, Estimate] = {**found.estimates, **ranges}
    results = at_the_ends(found.lines, inputs)
    assert all(one.low <= one.mid <= one.high for one in results.values())
    for key, one in inputs.items():
        more = {**inputs, key: Estimate(one.high, one.high, one.high)}
        after = at_the_ends(found.lines, more)[NEEDED].mid
        assert after <= results[NEEDED].mid if key in divisors(found.lines) else after >= results[NEEDED].mid


def test_what_moves_the_result_most_comes_first() -> None:
    found = capacity(PLAN, typed=(*OWN[1:], "uptake=0.01..0.05"))
    first, second = moved(found.lines, found.estimates)[:2]
    assert (first.key, second.key) == ("uptake", "cbt.sessions")
    assert float(first.at_least) == pytest.approx(1300 / 3 / 843.75)
    assert float(first.at_most) == pytest.approx(1300 * 5 / 3 / 843.75)
    assert float(first.a_tenth_more) == pytest.approx(1430 / 843.75)
    direct = next(one for one in moved(found.lines, found.estimates) if one.key == "direct-share")
    assert float(direct.a_tenth_more) == pytest.approx(1300 / 843.75 / 1.1)


def test_a_waiting_list_by_hand() -> None:
    """2 WTE needed for 600 people and 1.5 planned: 150 wait after a year, and 450 ÷ 52 are seen in a week."""
    people, needed, planned = numbers("600", "600", "600"), numbers("2", "2", "2"), numbers("1", "1.5", "2")
    after = waiting(people, needed, planned)[-1]
    assert after.people == numbers("0", "150", "300")
    assert after.weeks == (0, pytest.approx(Decimal(52) / 3), 52)
    assert covered(needed, planned) == numbers("0.5", "0.75", "1")
    nobody = waiting(people, needed, numbers("0", "0", "0"))[0]
    assert (nobody.people.mid, nobody.weeks) == (150, (None, None, None))


def test_the_public_hubs_alone_say_nothing_of_capacity(mapper: Mapper) -> None:
    hub_file(PLAN, "plan.yaml")
    ran = mapper("capacity", "plan.yaml", "--from", PUBLIC, "-f", "json")
    found = json.loads(ran.out)
    assert (ran.code, found["results"], len(found["mapped_hubs"])) == (1, None, 4)
    assert {"uptake", "screens-per-person", "assessments-per-person", "cbt.share"} <= set(found["missing"])
    text = mapper("capacity", "plan.yaml", "--from", PUBLIC).out
    assert "cannot be estimated" in text
    assert all(name in text for name in found["missing"])


def test_what_is_invented_is_said(mapper: Mapper) -> None:
    hub_file(PLAN, "plan.yaml")
    ran = mapper(
        "capacity", "plan.yaml", "--from", EXAMPLES, *(part for one in OWN[2:] for part in ("--set", one)), "-f", "json"
    )
    found = json.loads(ran.out)
    assert (ran.code, found["fictional"]) == (0, False)
    assert found["invented"] == ["uptake", "screens-per-person"]
    (uptake,) = [one for one in found["inputs"] if one["name"] == "uptake"]
    assert uptake["value"]["low"] == pytest.approx(1840 / 48500, abs=1e-6)
    assert uptake["value"]["high"] == pytest.approx(822 / 17200, abs=1e-6)
    origin = uptake["origins"][1]
    assert "referrals" in Path(origin["file"]).read_text(encoding="utf-8").splitlines()[origin["line"] - 2]


def test_assumptions_of_a_file(mapper: Mapper) -> None:
    hub_file(PLAN, "plan.yaml")
    hub_file(
        "by: planner\ninputs:\n  uptake: {from: 0.02, to: 0.04}\n  screens_per_person: 1\n"
        "  screen-minutes: {value: 10, source: a trial}\n"
        "  assessments-per-person: 50%\n  assessment-minutes: 60\n  cbt.share: 0.4\n  direct-share: 40..60%\n",
        "own.yaml",
    )
    ran = mapper("capacity", "plan.yaml", "--assumptions", "own.yaml", "--set", "cbt.share=0.2", "-f", "json")
    found = json.loads(ran.out)
    given = {one["name"]: one for one in found["inputs"]}
    assert ran.code == 0
    assert given["uptake"]["value"] == {"low": 0.02, "mid": 0.03, "high": 0.04}
    assert given["direct-share"]["value"] == {"low": 0.4, "mid": 0.5, "high": 0.6}
    assert given["cbt.share"]["value"]["mid"] == 0.2
    assert [given[key]["origins"][0]["text"] for key in ("uptake", "screen-minutes", "cbt.share")] == [
        "planner",
        "a trial",
        "service lead",
    ]
    assert given["screen-minutes"]["origins"][0]["line"] == 5


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("30,000", ("30000", "30000")),
        ("8..12", ("8", "12")),
        ("8-12", ("8", "12")),
        ("8 to 12", ("8", "12")),
        ("8 – 12", ("8", "12")),
        ("2.5..4", ("2.5", "4")),
        ("50..60%", ("0.5", "0.6")),
        ("50% to 60 %", ("0.5", "0.6")),
        ("1e3", ("1000", "1000")),
    ],
)
def test_a_number_is_taken_as_people_write_it(typed: str, ends: tuple[str, str]) -> None:
    low, high = map(Decimal, ends)
    found = typed_assumptions([f"workforce={typed}"], needed_inputs(()), "service lead")["workforce"].estimate
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "uptake"], "`uptake`"),
        (["--set", "uptake="], "`uptake=`"),
        (["--set", "uptake=0.1", "--set", "uptake=0.2"], "twice"),
        (["--set", "uptak=0.1"], "Did you mean `uptake`"),
        (["--set", "uptake=many"], "`many`"),
        (["--set", "uptake=nan"], "`nan`"),
        (["--set", "uptake=1_0"], "`1_0`"),
        (["--set", "workforce=30,00"], "`30,00`"),
        (["--set", "uptake=0.1..0.2..0.3"], "`0.2..0.3`"),
        (["--set", "uptake=..0.3"], "`..0.3`"),
        (["--set", "uptake=0.5..0.1"], "backwards"),
        (["--set", "uptake=-0.1"], "`-0.1`"),
        (["--set", "uptake=3"], "at most 1"),
        (["--set", "uptake=120%"], "at most 1"),
        (["--set", "workforce=0"], "`workforce`"),
        (["--set", "workforce=1e99"], "too large"),
        (["--set", "direct-share=0..0.5"], "`direct-share`"),
        (["--set", "talk.group-size=0.5"], "from 1 up"),
        (["--by", "Dr Jane Smith"], "name of a person"),
        (["--assumptions", "missing.yaml"], "missing.yaml"),
        (["--assumptions", "typo.yaml"], "typo.yaml, line 3"),
        (["--assumptions", "twice.yaml"], "twice.yaml, line 3"),
        (["--assumptions", "key.yaml"], "key.yaml, line 1"),
        (["--assumptions", "list.yaml"], "list.yaml, line 1"),
        (["--assumptions", "half.yaml"], "half.yaml, line 2"),
        (["--assumptions", "below.yaml"], "below.yaml, line 2"),
        (["--assumptions", "source.yaml"], "source.yaml, line 2"),
        (["--from", "nowhere"], "nowhere"),
        (["-o", "capacity.png"], "png"),
    ],
)
def test_bad_input_is_one_sentence(mapper: Mapper, arguments: list[str], said: str) -> None:
    hub_file(PLAN + "  - {id: talk, kind: group therapy, recipient: group}\n", "plan.yaml")
    for name, text in {
        "typo": "inputs:\n  workforce: 3\n  uptak: 0.1\n",
        "twice": "inputs:\n  screen-minutes: 3\n  screen_minutes: 4\n",
        "key": "inptus: 3\ninputs: {}\n",
        "list": "[1, 2]\n",
        "half": "inputs:\n  uptake: {from: 0.1}\n",
        "below": "inputs:\n  uptake: -1\n",
        "source": "inputs:\n  uptake: {value: 0.1, source: [a]}\n",
    }.items():
        hub_file(text, f"{name}.yaml")
    before = sorted(Path().rglob("*"))
    ran = mapper("capacity", "plan.yaml", *arguments)
    assert ran.code in (2, 3)
    assert ran.out == ""
    assert said in ran.err
    assert "Please" in ran.err or "Did you mean" in ran.err
    assert "fault of the program" not in ran.err
    assert sorted(Path().rglob("*")) == before


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("people: 20000", "people: -5", 3),
        ("band: 8b", "band: 17", 6),
        ("usual: {from: 8, to: 10}", "usual: {from: 10, to: 8}", 14),
    ],
)
def test_a_record_with_errors_stops_the_sum(mapper: Mapper, old: str, new: str, line: int) -> None:
    hub_file(PLAN.replace(old, new), "plan.yaml")
    ran = mapper("capacity", "plan.yaml", *(part for one in OWN for part in ("--set", one)))
    assert (ran.code, ran.out) == (3, "")
    assert f"plan.yaml, line {line}" in ran.err


def test_numbers_as_large_and_as_small_as_can_be_are_shown(mapper: Mapper) -> None:
    hub_file(PLAN.replace("minutes: 50", "minutes: 1000000000"), "plan.yaml")
    large = ("workforce=1000000000", "uptake=1", "cbt.sessions=1000000000", "direct-share=0.000000000001")
    others = [one for one in OWN if one.partition("=")[0] not in ("uptake", "direct-share")]
    ran = mapper("capacity", "plan.yaml", *(part for one in (*others, *large) for part in ("--set", one)))
    assert (ran.code, ran.err) == (0, "")


def test_a_workforce_of_nobody_needs_no_clinicians(mapper: Mapper) -> None:
    hub_file(PLAN.replace("people: 20000", "people: 0"), "plan.yaml")
    ran = mapper("capacity", "plan.yaml", *(part for one in OWN for part in ("--set", one)))
    assert (ran.code, ran.out) == (3, "")
    assert "plan.yaml, line 3" in ran.err
    assert "`0`" in ran.err


@needs_office
def test_the_workbook_works_out_what_mapper_does(mapper: Mapper, tmp_path: Path) -> None:
    hub_file(PLAN, "plan.yaml")
    typed = [part for one in (*OWN[1:], "uptake=0.02..0.05") for part in ("--set", one)]
    assert mapper("capacity", "plan.yaml", *typed, "-o", "capacity.xlsx").code == 0
    content = Path("capacity.xlsx").read_bytes()
    expected = json.loads(mapper("capacity", "plan.yaml", *typed, "-f", "json").out)

    def ends(sheet: Any, label: str, columns: str = "CDE") -> list[float]:
        return [sheet[f"{column}{row_of(sheet, label)}"].value for column in columns]

    book = worked_out(content, tmp_path, {})
    results = expected["results"]
    for label, key in (("People who come", PEOPLE), ("Clinical WTE needed", NEEDED), ("All hours", "hours")):
        assert ends(book.worksheets[0], label) == pytest.approx(list(results[key].values()), abs=1e-4)
    year = expected["waiting"][-1]
    assert ends(book.worksheets[0], "People who wait after 12") == pytest.approx(
        list(year["people"].values()), abs=1e-4
    )
    assert ends(book.worksheets[0], "Weeks that the last of them waits, after 12") == pytest.approx(
        year["weeks"], abs=1e-4
    )
    labels = {one["name"]: one["label"] for one in expected["inputs"]}
    for one in expected["sensitivity"]:
        by_sheet = ends(book.worksheets[1], labels[one["name"]], "CDF")
        assert by_sheet == pytest.approx([one["at_least"], one["at_most"], one["a_tenth_more"]], abs=1e-4)

    row = row_of(load_workbook(Path("capacity.xlsx")).worksheets[0], "Minutes for an assessment")
    changed = worked_out(content, tmp_path, {("Capacity", f"C{row}"): 90.0}).worksheets[0]
    again = [
        part
        for one in (*typed[1::2],)
        for part in ("--set", one.replace("assessment-minutes=60", "assessment-minutes=90"))
    ]
    after = json.loads(mapper("capacity", "plan.yaml", *again, "-f", "json").out)["results"]
    assert ends(changed, "Clinical WTE needed") == pytest.approx(list(after[NEEDED].values()), abs=1e-4)


@needs_office
def test_a_workbook_with_gaps_stays_blank_until_they_are_filled(mapper: Mapper, tmp_path: Path) -> None:
    hub_file(PLAN, "plan.yaml")
    typed = [part for one in OWN[:-1] for part in ("--set", one)]
    assert mapper("capacity", "plan.yaml", *typed, "-o", "capacity.xlsx").code == 1
    content = Path("capacity.xlsx").read_bytes()
    row = row_of(load_workbook(Path("capacity.xlsx")).worksheets[0], "Share of these hours")
    before = worked_out(content, tmp_path, {}).worksheets[0]
    needed = row_of(before, "Clinical WTE needed")
    assert before[f"D{needed}"].value in (None, "")
    after = worked_out(content, tmp_path, {("Capacity", f"C{row}"): 0.5}).worksheets[0]
    assert after[f"D{needed}"].value == pytest.approx(1300 / 843.75)
