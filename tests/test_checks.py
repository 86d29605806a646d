"""Checks on their own examples, what needs more than one file, the order of findings, and the tally."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPOSITORY, findings_of, study_of

from mapper.checks.check import Check, Subject
from mapper.checks.personal_numbers import is_nhs_number
from mapper.checks.registry import CHECKS
from mapper.checks.report import check_study
from mapper.checks.screening import thresholds_out_of_range
from mapper.findings import Finding, Severity
from mapper.render.findings_text import findings_text
from mapper.study import load_study
from mapper.tally import Tally
from mapper.vocabulary.lists import Vocabulary, Word, load_sources

WITHOUT_EXAMPLE = {"Y109", "Y114"}
"""A file of megabytes, and a file that cannot be opened: see test_cases.py and test_cli.py."""


def codes_of(text: str) -> set[str]:
    return {finding.code for finding in findings_of(text)}


def findings_of_example(text: str, folder: Path) -> list[Finding]:
    """What is found in an example of a check, written below a folder as its comments say; see `Check`."""
    text = textwrap.dedent(text).lstrip("\n")
    encoding = next(iter(re.findall(r"^# encoding: (.*)$", text, re.MULTILINE)), "utf-8")
    whole, *parts = re.split(r"^# file: (.*)\n", text, flags=re.MULTILINE)
    files = dict(zip(parts[::2], parts[1::2], strict=True)) or {"hubs/hub.yaml": whole}
    for file, content in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content.encode(encoding))
    return [finding for report in check_study(load_study([folder / "hubs"])) for finding in report.findings]


@pytest.mark.parametrize("check", [c for c in CHECKS if c.code not in WITHOUT_EXAMPLE], ids=lambda check: check.code)
def test_a_check_finds_its_bad_example_and_passes_its_good_one(check: Check, tmp_path: Path) -> None:
    found = {name: findings_of_example(getattr(check, name), tmp_path / name) for name in ("bad", "good")}
    bad, good = ({finding.path for finding in found[name] if finding.code == check.code} for name in found)
    in_a_blank_form = {finding.path for finding in findings_of("record:") if finding.code == check.code}
    assert good <= in_a_blank_form
    assert bad - good
    codes = {finding.code for findings in found.values() for finding in findings}
    assert {code[0] for code in codes - {check.code}}.isdisjoint("YS" if check.code != "X307" else "Y")
    assert not [finding for finding in found["good"] if finding.code[0] in "YS"]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_says_what_it_is_about(check: Check) -> None:
    assert check.title
    assert check.why
    assert check.source is None or check.source in load_sources()


def test_checks_are_listed_once_in_the_order_of_their_codes() -> None:
    codes = [check.code for check in CHECKS]
    assert codes == sorted(set(codes))


def test_a_threshold_below_the_lowest_score_is_out_of_range() -> None:
    k10 = Word("GAD-7", "K10", "A measure whose scores begin at ten.", "mapper", {"lowest": 10, "highest": 50})
    texts = [f"screening: {{measures: [{{measure: GAD-7, threshold: {{value: {value}}}}}]}}" for value in (9, 10)]
    study = replace(study_of(*texts), vocabulary=Vocabulary({"measure": (k10,)}))
    found = [list(thresholds_out_of_range(Subject(mapped, study))) for mapped in study.hubs]
    assert [len(problems) for problems in found] == [1, 0]


def test_two_files_with_one_id() -> None:
    reports = check_study(study_of("record: {id: a}", "record: {id: b}", "record:\n  id: a", "record: {id: a}"))
    found = [[f for f in report.findings if f.code == "X306"] for report in reports]
    assert [len(findings) for findings in found] == [0, 0, 1, 1]
    assert (found[2][0].place.line, found[2][0].place.column) == (2, 7)
    assert "hub1.yaml" in found[2][0].message


def test_a_file_without_an_id_goes_by_its_name() -> None:
    reports = check_study(study_of("record: {id: hub2}", "record: {name: B}"))
    assert [[f.code for f in report.findings if f.code == "X306"] for report in reports] == [[], ["X306"]]


def test_blank_items_of_tidier_are_counted_and_named_together() -> None:
    text = "interventions: [{id: a, name: A, why: B, training: C, modes: not known, minutes: 50, tailoring: D}]"
    (finding,) = [finding for finding in findings_of(text) if finding.code == "T601"]
    assert finding.path == ("interventions", 0)
    assert finding.only_missing
    named = re.findall(r"\d+ [a-z ]+", finding.hint or "")
    assert [int(item.split()[0]) for item in named] == [3, 4, 7, 10, 11, 12]
    assert finding.message.startswith("6 of 12")


@pytest.mark.parametrize(
    ("digits", "valid"),
    [("9434765919", True), ("9434765918", False), ("9990000050", True), ("9990000000", False), ("4010232137", True)],
)
def test_the_check_digit_of_an_nhs_number(digits: str, valid: bool) -> None:
    assert is_nhs_number(digits) is valid


MANY_THINGS_WRONG = """\
staffing:
  posts:
    - {id: nurses, role: nurse, wte: 4, headcount: 3, band: 8b-8a, bnad: 7}
    - {id: nurses, role: nurze, wte: two}
context:
  opened: 2021
  closed: 2020
  regoin: London
record:
  id: Hub A
  collected_by: Jane Example
  collected_by: Jane Example
"""


def test_everything_is_found_in_one_run_in_the_order_of_places() -> None:
    findings = [f for f in findings_of(MANY_THINGS_WRONG) if f.severity is Severity.ERROR]
    assert [(finding.place.line, finding.code) for finding in findings] == [
        (3, "W501"),
        (3, "W502"),
        (3, "S201"),
        (4, "X301"),
        (4, "S203"),
        (4, "S206"),
        (7, "X303"),
        (8, "S201"),
        (10, "S210"),
        (11, "P801"),
        (12, "Y103"),
    ]
    places = [(finding.place.line, finding.place.column) for finding in findings]
    assert places == sorted(places)


def test_a_finding_shows_its_place_and_the_line_with_a_marker() -> None:
    text = findings_text(check_study(study_of(MANY_THINGS_WRONG)), width=100, color=False)
    lines = text.splitlines()
    where = next(number for number, line in enumerate(lines) if line.startswith("hub1.yaml:8:3"))
    assert "S201" in lines[where]
    excerpt, marker = lines[where + 2 : where + 4]
    assert excerpt.endswith("|   regoin: London")
    assert marker.index("^") == excerpt.index("regoin")
    assert marker.count("^") == len("regoin")


@pytest.mark.parametrize("before", ["🙂", "日本", "Gŵyr", "e\u0301", "x" * 300])
def test_a_marker_stands_under_its_part_whatever_stands_before_it(before: str) -> None:
    wide = {"🙂": 1, "日本": 2}.get(before, 0)  # characters that take two columns of a terminal
    narrow = 1 if "\u0301" in before else 0  # characters that take none
    text = findings_text(check_study(study_of(f"record: {{name: {before}, nmae: x}}")), width=100, color=False)
    excerpt, marker = next(
        pair for pair in zip(text.splitlines(), text.splitlines()[1:], strict=False) if "^" in pair[1]
    )
    assert marker.index("^") == excerpt.index("nmae") + wide - narrow
    assert len(excerpt) <= 100


def test_findings_of_a_broken_file_stop_at_what_could_be_read() -> None:
    assert codes_of("record: {name: A\n") == {"Y102"}
    assert codes_of("- record\n") == {"S200"}


TALLIED = """\
record:
  id: a
  name: not reported
  label: {missing: withheld, note: commercial}
  note: not counted
  sources: [{id: press}]
context:
  opened: {conflicting: [{value: 2020}, {value: 2021}]}
  places: [Exampleton, Sampleton]
  closed: {value: not known}
  sources: [press]
  as_of: 2022
staffing:
  posts: [{id: nurses, wte: 2.4, headcount: not known}]
"""


def tally_of(text: str) -> Tally:
    (report,) = check_study(study_of(text))
    assert report.tally is not None
    return report.tally


def test_the_tally_counts_questions_by_hand() -> None:
    empty, counted = tally_of("record:"), tally_of(TALLIED)
    assert empty.answered == 0
    assert empty.missing == {}
    # record id, source id, opened, places, post id and wte
    assert counted.answered == 6
    assert counted.missing == {"not known": 2, "not reported": 1, "withheld": 1}
    # no longer blank: record id, name, label, opened, places, closed, and the lists of sources and posts;
    # blank as well: four questions of the source (kind, title, date, url), and 11 of the post beside the three above
    assert counted.blank == empty.blank - 6 - 2 + 4 + 11


def test_a_missing_word_for_a_section_counts_for_every_question_in_it() -> None:
    counted, blank = tally_of("outreach: not collected"), tally_of("record:").blank
    assert counted == Tally(answered=0, blank=blank - 4, missing={"not collected": 4})


def test_every_code_of_the_program_is_in_the_registry() -> None:
    source = "".join(file.read_text() for file in (REPOSITORY / "mapper").rglob("*.py"))
    used = set(re.findall(r"""["']([A-Z]\d{3})["']""", source))
    assert used == {check.code for check in CHECKS}


def test_a_check_without_an_example_says_so() -> None:
    assert {check.code for check in CHECKS if not (check.bad and check.good)} == WITHOUT_EXAMPLE
    assert all("no" in check.why and "example" in check.why for check in CHECKS if check.code in WITHOUT_EXAMPLE)


def test_no_control_character_of_a_file_reaches_the_terminal() -> None:
    reports = check_study(study_of('record:\n  "\\e[31mred": 1\n  stage: "\\e[2J"\n'))
    assert sum(len(report.findings) for report in reports) > 1
    text = findings_text(reports, width=80, color=False)
    assert [c for c in text if not c.isprintable() and c != "\n"] == []


def test_a_person_with_a_title_is_quoted_with_the_whole_name() -> None:
    text = "access: {adjustments: [Ask Dr Sarah Jones-Smith Clinical Lead, Ring Prof. J. Élan today]}"
    found = [finding for finding in findings_of(text) if finding.code == "P801"]
    assert [re.findall("`(.*?)`", finding.message)[0] for finding in found] == ["Dr Sarah Jones-Smith", "Prof. J. Élan"]


def test_one_slip_in_a_reference_is_one_finding() -> None:
    text = """
        pathway: {steps: [{id: first-call, step: call, done_by: [nurses, therapist]}]}
        staffing: {posts: [{id: nurses, clinical: clinical}, {id: therapists, clinical: clinical}]}
    """
    assert [finding.code for finding in findings_of(text) if finding.code in ("X302", "X309")] == ["X302"]
