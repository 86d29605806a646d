"""`mapper esms code`: what it writes into a Hub file and what it leaves alone, by typed replies and by --answers."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Mapper, Ran, hub_file

from mapper.checks.report import check_study
from mapper.esms.questions import coding_questions
from mapper.esms.teams import answers_given
from mapper.reading import read_bytes
from mapper.schema.care_teams import CareTeam, Coding
from mapper.schema.hub import Hub
from mapper.study import load_study

Given = dict[str, str]

CLOSED = {"residential": "no", "day": "no", "outpatient": "no", "access": "no", "information": "no", "self-help": "no"}
NO_TEAM = {"own-staff": "no"}
AROUND = {"population": "AX", "need": "F00-F99", "at-a-distance": "yes", "in-groups": "no"}
THERAPY = {
    "own-staff": "yes",
    **CLOSED,
    "outpatient": "yes",
    "outpatient-acute": "no",
    "outpatient-contacts": "medium",
    "outpatient-mobile": "no",
    "outpatient-health": "health",
    **AROUND,
}
THERAPY_CODE = "AX[F00-F99]-O9.1e"
THERAPY_TYPED = ("1", "2", "2", "1", "2", "2", "2", "1", "2", "2", "2", "1", "1", "1", "2", "yes")
HOUSE = {
    "own-staff": "yes",
    **CLOSED,
    "residential": "yes",
    "residential-acute": "yes",
    "residential-doctor": "no",
    "residential-hospital": "no",
    "residential-health-staff": "other",
    "population": "AX",
    "in-groups": "no",
}
HOUSE_CODE = "AX-R3.1.2"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let somebody type lines, after which the input ends."""
    return lambda *replies: monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{one}\n" for one in replies)))


@pytest.fixture(autouse=True)
def nobody_types(typed: Callable[..., None]) -> None:
    typed()


def answers_file(answers: Given | str, name: str = "answers.yaml") -> Path:
    text = answers if isinstance(answers, str) else "".join(f'{question}: "{a}"\n' for question, a in answers.items())
    return hub_file(text, name)


def hub_in(file: Path) -> Hub:
    return load_study([file]).hubs[0].hub


def team_in(file: Path, team: str) -> CareTeam:
    (found,) = (one for one in hub_in(file).care_teams if one.id == team)
    return found


def coding_in(file: Path, team: str, role: str) -> Coding:
    (found,) = (one for one in team_in(file, team).coders if one.role == role)
    return found


def codes_found(file: Path, begin: str = "E") -> set[str]:
    (report,) = check_study(load_study([file]))
    return {finding.code for finding in report.findings if finding.code[0] in begin}


def comments(content: bytes) -> Counter[str]:
    return Counter(line.strip() for line in content.decode().splitlines() if line.strip().startswith("#"))


def assert_written(
    file: Path, before: bytes, answers: Given, codes: Collection[str], team: str = "team-a", allowed: str = ""
) -> None:
    found = team_in(file, team)
    assert list(found.codes) == list(codes)
    assert found.version.value == ("DESDE-LTC-2" if codes else None)
    assert answers_given(found.coding_answers) == answers
    assert codes_found(file) <= {allowed}
    assert comments(file.read_bytes()) == comments(before)


def assert_refused(ran: Ran, file: Path, before: bytes, code: int = 3) -> None:
    assert (ran.code, file.read_bytes()) == (code, before)
    assert "mapper: " in ran.err.splitlines()[-1]
    assert "fault of the program" not in ran.err


# ---- Where a coding is written

FILES = {
    "no care teams": "record: {id: a}  # head\n# tail\n",
    "no end of line": "record: {id: a}",
    "a blank list": "record: {id: a}\ncare_teams:\n# tail\nactivity:\n",
    "an empty list": "care_teams: []  # none yet\nrecord: {id: a}\n",
    "a missing word": "# head\ncare_teams: not reported  # why\nrecord: {id: a}\n",
    "a blank team": "care_teams:\n  # help\n  - id:\n    # more help\n    codes:\nrecord: {id: a}\n",
    "another team": "care_teams:\n  - id: other  # the other\n    codes: not known\n\n# tail\nrecord: {id: a}\n",
    "another team on one line": "care_teams: [{id: other, codes: not known}]  # one\nrecord: {id: a}\n",
    "the team": "care_teams:\n  - id: team-a  # ours\n    name: Team A\n    # about it\n    wte: 3\n",
    "the team on one line": "care_teams:\n  - {id: team-a, wte: 3}  # ours\n",
    "the team with blanks": (
        "care_teams:\n  - id: team-a\n    # codes\n    codes:  # [text, …]\n    version:  # which\n"
        "    coding_answers:\n        # asked\n      - question:\n        # said\n        answer:\n    wte: 3\n"
    ),
    "the team with missing words": (
        "care_teams:\n  - id: team-a\n    codes: not known  # yet\n    version: not known\n"
        "    coding_answers: not collected\n"
    ),
    "the team after another": "care_teams:\n  - id: other\n    # of it\n  - id: team-a\n  # behind\nrecord: {id: a}\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
def test_a_coding_by_a_file_with_answers(text: str, ends: str, mark: bytes, mapper: Mapper) -> None:
    file = hub_file("")
    before = mark + text.replace("\n", ends).encode()
    file.write_bytes(before)
    ran = mapper("esms", "code", file, "--team", "team-a", "--answers", answers_file(THERAPY))
    after = file.read_bytes()
    assert ran.code == 0, ran.err
    assert_written(file, before, THERAPY, [THERAPY_CODE])
    assert after.startswith(mark)
    assert after.count(b"\r") == (after.count(b"\n") if ends == "\r\n" and ends in text.replace("\n", ends) else 0)
    assert mapper("esms", "code", file, "--team", "team-a", "--answers", answers_file(THERAPY)).code == 0
    assert file.read_bytes() == after


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_a_coding_by_typed_replies(text: str, typed: Callable[..., None], mapper: Mapper) -> None:
    file = hub_file(text)
    typed(*THERAPY_TYPED)
    ran = mapper("esms", "code", file, "--team", "team-a")
    assert ran.code == 0, ran.err
    assert_written(file, text.encode(), THERAPY, [THERAPY_CODE])
    after = file.read_bytes()
    typed(*THERAPY_TYPED)
    assert mapper("esms", "code", file, "--team", "team-a").code == 0
    assert file.read_bytes() == after


def test_a_new_team_in_a_new_form(typed: Callable[..., None], mapper: Mapper) -> None:
    mapper("new", "Exampleshire")
    file = Path("hubs/exampleshire.yaml")
    before, other_findings = file.read_bytes(), codes_found(file, "YSEXWTP")
    typed(*THERAPY_TYPED)
    assert mapper("esms", "code", "exampleshire", "--team", "team-a").code == 0
    assert_written(file, before, THERAPY, [THERAPY_CODE])
    assert mapper("esms", "code", file, "--team", "team-b", "--answers", answers_file(HOUSE)).code == 0
    assert_written(file, before, HOUSE, [HOUSE_CODE], "team-b")
    assert_written(file, before, THERAPY, [THERAPY_CODE])
    lines = iter(file.read_bytes().splitlines())
    assert [line for line in before.splitlines() if line not in lines] == []  # in their order, and no line is gone
    assert codes_found(file, "YSEXWTP") <= other_findings


def test_nothing_in_what_is_written_is_found_fault_with(mapper: Mapper) -> None:
    file = hub_file("record: {id: a}\n")
    before = codes_found(file, "YSEXWTP")
    mapper("esms", "code", file, "--team", "team-a", "--answers", answers_file(THERAPY))
    mapper("esms", "code", file, "--team", "team-a", "--answers", answers_file(HOUSE), "--coder", "evaluator")
    assert codes_found(file, "YSEXWTP") == before


def test_several_types_of_care_of_one_team(mapper: Mapper) -> None:
    file = hub_file("record: {id: a}\n")
    answers = {**THERAPY, **{q: a for q, a in HOUSE.items() if q.startswith("residential")}}
    assert mapper("esms", "code", file, "--team", "team-a", "--answers", answers_file(answers)).code == 0
    assert_written(file, b"", answers, ["AX[F00-F99]-R3.1.2e", THERAPY_CODE])


@pytest.mark.parametrize(
    ("answers", "codes", "allowed"),
    [
        (NO_TEAM, [], ""),
        ({"own-staff": "yes", **CLOSED}, [], ""),
        ({"own-staff": "not known", "outpatient": "not reported", "residential": "withheld"}, [], ""),
        ({"outpatient": "yes", "outpatient-acute": "no"}, [], ""),
        ({q: a for q, a in THERAPY.items() if q != "outpatient-health"}, ["AX[F00-F99]-O9e"], "E403"),
        ({**THERAPY, "outpatient-health": "not known"}, ["AX[F00-F99]-O9e"], "E403"),
        ({"access": "yes", "access-help": "other"}, ["A5"], ""),
        ({"access": "yes", "access-help": "other", "access-related": "work"}, ["A5.4"], "E407"),
        ({**THERAPY, "outpatient-mobile": "yes", "outpatient-contacts": "high", "outpatient-days": "7"},
         ["AX[F00-F99]-O5.1.2e"], ""),
    ],
)  # fmt: skip
def test_answers_are_kept_whatever_they_lead_to(answers: Given, codes: list[str], allowed: str, mapper: Mapper) -> None:
    file = hub_file("record: {id: a}\n")
    assert mapper("esms", "code", file, "--team", "team-a", "--answers", answers_file(answers)).code == 0
    assert_written(file, b"", answers, codes, allowed=allowed)


@pytest.mark.parametrize("left_out", ["population", "need"])
def test_a_code_without_one_of_the_parts_before_it(left_out: str, mapper: Mapper) -> None:
    file = hub_file("record: {id: a}\n")
    answers = {question: answer for question, answer in THERAPY.items() if question != left_out}
    assert mapper("esms", "code", file, "--team", "team-a", "--answers", answers_file(answers)).code == 0
    assert codes_found(file) == set()


# ---- Which team

TWO_TEAMS = "care_teams:\n  - {id: one}\n  - {id: two}\n"


WRONG_USAGE = {
    "several teams": (TWO_TEAMS, []),
    "no id": ("record: {id: a}\n", ["--team", "Team A"]),
    "a blank id": ("record: {id: a}\n", ["--team", ""]),
    "a date without a coder": (TWO_TEAMS, ["--team", "one", "--date", "2026-04-12"]),
    "no date": (TWO_TEAMS, ["--team", "one", "--coder", "evaluator", "--date", "yesterday"]),
    "a date in no calendar": (TWO_TEAMS, ["--team", "one", "--coder", "evaluator", "--date", "2026-02-30"]),
    "a blank coder": (TWO_TEAMS, ["--team", "one", "--coder", ""]),
}


@pytest.mark.parametrize(("text", "options"), WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_wrong_usage(text: str, options: list[str], mapper: Mapper) -> None:
    file = hub_file(text)
    ran = mapper("esms", "code", file, *options, "--answers", answers_file(THERAPY))
    assert_refused(ran, file, text.encode(), 2)


def test_the_teams_to_choose_from_are_named(mapper: Mapper) -> None:
    ran = mapper("esms", "code", hub_file(TWO_TEAMS), "--answers", answers_file(THERAPY))
    assert "--team one" in ran.err
    assert "--team two" in ran.err


def test_the_only_team_need_not_be_named(mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    assert mapper("esms", "code", file, "--answers", answers_file(THERAPY)).code == 0
    assert_written(file, b"", THERAPY, [THERAPY_CODE])


# ---- What is there already

CODED = "care_teams:\n  - id: team-a\n    codes: {}  # by hand\n    version: DESDE-LTC-2\n"


@pytest.mark.parametrize(
    ("there", "then"),
    [
        ("[R2]", [THERAPY_CODE]),
        ("[O9]", [THERAPY_CODE]),
        ('["AXF[F00-F99]-O9.1se", R2]', ["AXF[F00-F99]-O9.1se"]),
        ('["CX[F00-F99]-O9.1"]', [THERAPY_CODE]),
        ('["AX[F00-F99]-O9.1g"]', [THERAPY_CODE]),
        ("[O9.1, O9.2]", [THERAPY_CODE]),
        ("[by appointment]", [THERAPY_CODE]),
    ],
)
def test_other_codes_are_only_written_over_if_that_is_asked(there: str, then: list[str], mapper: Mapper) -> None:
    before = CODED.replace("{}", there)
    file = hub_file(before)
    arguments = ("esms", "code", file, "--answers", answers_file(THERAPY))
    assert_refused(mapper(*arguments), file, before.encode())
    assert mapper(*arguments, "--replace").code == 0
    assert_written(file, before.encode(), THERAPY, then)


@pytest.mark.parametrize("there", ["AXF[F00-F99]-O9.1sbe", "AX[e310][F00-F99]-O9.1ue"])
def test_a_code_of_the_same_type_of_care_stays_as_it_was_typed(there: str, mapper: Mapper) -> None:
    before = CODED.replace("{}", f'["{there}"]')
    file = hub_file(before)
    assert mapper("esms", "code", file, "--answers", answers_file(THERAPY)).code == 0
    assert_written(file, before.encode(), THERAPY, [there])
    assert f'    codes: ["{there}"]  # by hand\n' in file.read_text()


@pytest.mark.parametrize("there", ["O9.1", "AX-O9.1", "AX[F00-F99]-O9.1"])
def test_a_code_that_says_less_is_completed(there: str, mapper: Mapper) -> None:
    before = CODED.replace("{}", f'["{there}"]')
    file = hub_file(before)
    assert mapper("esms", "code", file, "--answers", answers_file(THERAPY)).code == 0
    assert_written(file, before.encode(), THERAPY, [THERAPY_CODE])


@pytest.mark.parametrize("replace", [[], ["--replace"]], ids=["", "replace"])
@pytest.mark.parametrize(
    "answers",
    [NO_TEAM, {"own-staff": "yes", **CLOSED}, {"outpatient": "yes", "outpatient-acute": "yes"}],
    ids=["no staff", "no branch", "no code yet"],
)
def test_codes_do_not_stay_beside_answers_that_speak_against_them(
    answers: Given, replace: list[str], mapper: Mapper
) -> None:
    file = hub_file(CODED.replace("{}", "[O9.1]"))
    before = file.read_bytes()
    ran = mapper("esms", "code", file, "--answers", answers_file(answers), *replace)
    if ran.code == 0:
        assert codes_found(file) == set()
    else:
        assert_refused(ran, file, before)


def test_a_code_of_esms_2000_does_not_become_one_of_desde_by_its_number(mapper: Mapper) -> None:
    before = "care_teams:\n  - {id: team-a, codes: [R5], version: ESMS-2000}\n"
    file = hub_file(before)
    away = {"residential-acute": "no", "residential-care": "yes", "residential-doctor": "yes"}
    answers = {"residential": "yes", **away, "residential-hospital": "no", "residential-stay": "time-limited"}
    assert_refused(mapper("esms", "code", file, "--answers", answers_file(answers)), file, before.encode())
    assert mapper("esms", "code", file, "--answers", answers_file(answers), "--replace").code == 0
    assert_written(file, before.encode(), answers, ["R5"])


def test_a_coder_of_a_team_in_esms_2000(mapper: Mapper) -> None:
    file = hub_file("care_teams:\n  - {id: team-a, codes: [R5], version: ESMS-2000}\n")
    before, found = file.read_bytes(), codes_found(file)
    ran = mapper("esms", "code", file, "--coder", "evaluator", "--answers", answers_file(THERAPY))
    if ran.code == 0:
        assert codes_found(file) == found
    else:
        assert_refused(ran, file, before)


REMARKS = {
    "sources of a missing code": ("codes", "{missing: not known, sources: [visit]}"),
    "a note on a missing code": ("codes", "{missing: not known, note: ask again}"),
    "a note on a blank code": ("codes", "{value: [], note: ask again}"),
    "sources of codes": ("codes", "{value: [R2], sources: [visit]}"),
    "a note on an answer": ("coding_answers", '[{question: day, answer: {value: "no", note: by phone}}]'),
    "sources of an answer": ("coding_answers", '[{question: day, answer: {value: "no", sources: [visit]}}]'),
    "a note on a missing answer": ("coding_answers", "[{question: day, answer: {missing: not known, note: by phone}}]"),
    "conflicting answers": (
        "coding_answers",
        '[{question: day, answer: {conflicting: [{value: "yes", note: one}, {value: "no"}]}}]',
    ),
    "a note on missing answers": ("coding_answers", "{missing: not collected, note: by phone}"),
    "sources of answers": ("coding_answers", '{value: [{question: day, answer: "no"}], sources: [visit]}'),
    "a note on a version": ("version", "{value: DESDE-LTC-2, note: by phone}"),
    "a note beside an answer": ("coding_answers", '[{question: day, answer: "no", note: by phone}]'),
}


@pytest.mark.parametrize(("key", "value"), REMARKS.values(), ids=REMARKS)
def test_remarks_and_sources_are_kept_unless_replacing_is_asked(key: str, value: str, mapper: Mapper) -> None:
    file = hub_file(f"record: {{sources: [{{id: visit}}]}}\ncare_teams:\n  - id: team-a\n    {key}: {value}\n")
    before = file.read_bytes()
    ran = mapper("esms", "code", file, "--answers", answers_file(THERAPY))
    if ran.code == 0:
        kept = {key: set(texts_in(values)) for key, values in read_bytes(file.read_bytes()).values.items()}
        there = {key: set(texts_in(values)) for key, values in read_bytes(before).values.items()}
        lost = there["care_teams"] - kept["care_teams"] - {"not known", "not collected"}
        assert lost == set()
    else:
        assert_refused(ran, file, before)


def texts_in(values: Any) -> Iterator[str]:
    if isinstance(values, dict):
        values = list(values.values())
    if not isinstance(values, list):
        yield str(values)
        return
    for value in values:
        yield from texts_in(value)


OTHER_PATTERN = {q: a for q, a in THERAPY.items() if q not in ("outpatient-mobile", "outpatient-health")}


@pytest.mark.parametrize(
    ("earlier", "answers"),
    [
        (HOUSE, THERAPY),
        (THERAPY, {**OTHER_PATTERN, "outpatient-contacts": "other"}),
        (NO_TEAM, {question: answer for question, answer in THERAPY.items() if question != "own-staff"}),
    ],
    ids=["another branch", "fewer questions", "no staff"],
)
def test_answers_of_an_earlier_coding_do_not_stay_among_the_new_ones(
    earlier: Given, answers: Given, mapper: Mapper
) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    assert mapper("esms", "code", file, "--answers", answers_file(earlier)).code == 0
    assert mapper("esms", "code", file, "--answers", answers_file(answers), "--replace").code == 0
    assert codes_found(file) <= {"E407"}
    assert answers_given(team_in(file, "team-a").coding_answers) == answers


def test_an_answer_that_is_skipped_does_not_stay_from_before(typed: Callable[..., None], mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    assert mapper("esms", "code", file, "--answers", answers_file(THERAPY)).code == 0
    typed(*(THERAPY_TYPED[:7]), "s", *THERAPY_TYPED[8:])
    assert mapper("esms", "code", file, "--replace").code == 0
    assert list(team_in(file, "team-a").codes) == ["AX[F00-F99]-O9e"]
    assert "outpatient-health" not in answers_given(team_in(file, "team-a").coding_answers)


# ---- Coders


def test_two_coders_on_their_own(mapper: Mapper) -> None:
    file = hub_file("care_teams:\n  # ours\n  - id: team-a\n")
    before = file.read_bytes()
    assert mapper("esms", "code", file, "--answers", answers_file(THERAPY)).code == 0
    own = team_in(file, "team-a")
    one, other = {**THERAPY, "need": "not known"}, HOUSE
    arguments = ("esms", "code", file, "--team", "team-a", "--coder")
    assert mapper(*arguments, "evaluator", "--date", "2026-04-12", "--answers", answers_file(one)).code == 0
    assert mapper(*arguments, "manager", "--answers", answers_file(other)).code == 0
    found = team_in(file, "team-a")
    assert (found.codes, found.version, found.coding_answers) == (own.codes, own.version, own.coding_answers)
    first, second = coding_in(file, "team-a", "evaluator"), coding_in(file, "team-a", "manager")
    assert (list(first.codes), answers_given(first.coding_answers)) == (["AX-O9.1e"], one)
    assert (list(second.codes), answers_given(second.coding_answers)) == ([HOUSE_CODE], other)
    assert first.date.value is not None
    assert second.date.value is None
    assert codes_found(file) == set()
    assert comments(file.read_bytes()) == comments(before)
    after = file.read_bytes()
    assert mapper(*arguments, "evaluator", "--date", "2026-04-12", "--answers", answers_file(one)).code == 0
    assert file.read_bytes() == after


def test_the_codes_of_a_coder_are_only_written_over_if_that_is_asked(mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    arguments = ("esms", "code", file, "--coder", "evaluator", "--answers")
    assert mapper(*arguments, answers_file(HOUSE)).code == 0
    before = file.read_bytes()
    assert_refused(mapper(*arguments, answers_file(THERAPY)), file, before)
    assert mapper(*arguments, answers_file(THERAPY), "--replace").code == 0
    assert list(coding_in(file, "team-a", "evaluator").codes) == [THERAPY_CODE]
    assert len(team_in(file, "team-a").coders) == 1


def test_a_coder_is_not_shown_what_others_answered(typed: Callable[..., None], mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    assert mapper("esms", "code", file, "--answers", answers_file(HOUSE)).code == 0
    assert mapper("esms", "code", file, "--coder", "manager", "--answers", answers_file(HOUSE)).code == 0
    typed("", *THERAPY_TYPED[:1], "", *THERAPY_TYPED[1:])  # nothing to keep: a blank line is no answer
    assert mapper("esms", "code", file, "--coder", "evaluator").code == 0
    assert answers_given(coding_in(file, "team-a", "evaluator").coding_answers) == THERAPY


def test_a_coder_of_a_team_that_is_not_there(mapper: Mapper) -> None:
    file = hub_file(TWO_TEAMS)
    ran = mapper("esms", "code", file, "--team", "three", "--coder", "evaluator", "--answers", answers_file(THERAPY))
    assert_refused(ran, file, TWO_TEAMS.encode())


# ---- Typed replies


@pytest.mark.parametrize("left_after", [0, 1, 4, 12, 15])
@pytest.mark.parametrize("leaving", [["q"], ["quit"], ["Q"], []], ids=["q", "quit", "Q", "end of input"])
def test_a_coding_that_is_left_writes_nothing(
    left_after: int, leaving: list[str], typed: Callable[..., None], mapper: Mapper
) -> None:
    file = hub_file(FILES["the team"])
    typed(*THERAPY_TYPED[:left_after], *leaving)
    assert_refused(mapper("esms", "code", file), file, FILES["the team"].encode())


KEYS = {
    "back": ["2", "b", *THERAPY_TYPED],
    "back at the beginning": ["b", "b", *THERAPY_TYPED],
    "back over a branch that was opened": ["1", "1", "1", "2", "b", "b", "b", *THERAPY_TYPED[1:]],
    "back over what was skipped and not known": ["s", "?", "b", "b", *THERAPY_TYPED],
    "back from the end": [*THERAPY_TYPED[:-1], "b", "b", "1", *THERAPY_TYPED[-2:]],
    "wrong replies": ["0", "3", "-1", "1.5", "x", "", "none", "1 2", "²", *THERAPY_TYPED],
    "a number without end": ["9" * 5000, *THERAPY_TYPED],
    "something else than yes at the end": [*THERAPY_TYPED[:-1], "maybe", "", "1", "yes"],
    "words of answers": ["yes", "no", "no", "yes", "no", "medium", "no", "health", "no", "no", "no", "AX", "F00-F99",
                         "yes", "no", "y"],
    "spaces": [f"  {reply} " for reply in THERAPY_TYPED],
}  # fmt: skip


@pytest.mark.parametrize("replies", KEYS.values(), ids=KEYS)
def test_keys(replies: list[str], typed: Callable[..., None], mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    typed(*replies)
    ran = mapper("esms", "code", file)
    assert ran.code == 0, ran.err[-400:]
    assert_written(file, b"", THERAPY, [THERAPY_CODE])


def test_not_known_is_kept_and_a_question_passed_over_is_not(typed: Callable[..., None], mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    typed("?", "s", "not known", *THERAPY_TYPED[3:12], "s", "?", "s", "yes")
    assert mapper("esms", "code", file).code == 0
    skipped = {"residential", "need", "in-groups"}
    kept = {question: answer for question, answer in THERAPY.items() if question not in skipped}
    answers = {**kept, "own-staff": "not known", "day": "not known", "at-a-distance": "not known"}
    assert_written(file, b"", answers, ["AX-O9.1"])


def test_enter_keeps_the_answer_so_far(typed: Callable[..., None], mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    answers = {**THERAPY, "need": "not known"}
    assert mapper("esms", "code", file, "--answers", answers_file(answers)).code == 0
    before = file.read_bytes()
    typed(*[""] * 15, "yes")
    assert mapper("esms", "code", file).code == 0
    assert file.read_bytes() == before


def test_the_end_of_the_input_is_never_a_yes(typed: Callable[..., None], mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    before = file.read_bytes()
    typed(*THERAPY_TYPED[:-1], "")
    assert_refused(mapper("esms", "code", file), file, before)


def test_the_codes_still_possible_are_shown(typed: Callable[..., None], mapper: Mapper) -> None:
    typed(*THERAPY_TYPED[:6])
    ran = mapper("esms", "code", hub_file("care_teams: [{id: team-a}]\n"))
    last = ran.err.replace(",", " ").split()[-120:]
    assert {word for word in last if word[0] in "RDOAIS" and word[1:2].isdigit()} == {"O6.1", "O6.2", "O9.1", "O9.2"}


# ---- What is shown


def outcome(mapper: Mapper, answers: Given) -> str:
    file = hub_file("care_teams: [{id: team-a}]\n")
    ran = mapper("esms", "code", file, "--answers", answers_file(answers))
    assert ran.code == 0
    return ran.out


def test_the_code_is_a_result_with_the_answers_behind_it(mapper: Mapper) -> None:
    shown = " ".join(outcome(mapper, THERAPY).split())
    assert "O9.1" in shown
    assert THERAPY_CODE in shown
    for question in ("outpatient-contacts", "outpatient-mobile", "outpatient-health"):
        assert coding_questions()[question].text in shown
        assert coding_questions()[question].answers[THERAPY[question]] in shown


@pytest.mark.parametrize("question", ["residential", "day", "access", "information", "self-help"])
def test_what_is_not_known_does_not_read_like_a_no(question: str, mapper: Mapper) -> None:
    said = outcome(mapper, {**THERAPY, question: "no"})
    not_known = outcome(mapper, {**THERAPY, question: "not known"})
    skipped = outcome(mapper, {q: answer for q, answer in THERAPY.items() if q != question})
    assert said != not_known
    assert said != skipped


def test_the_code_that_is_shown_is_the_one_that_is_written(mapper: Mapper) -> None:
    file = hub_file(CODED.replace("{}", '["AXF[F00-F99]-O9.1se"]'))
    ran = mapper("esms", "code", file, "--answers", answers_file(THERAPY))
    assert ran.code == 0
    assert next(iter(team_in(file, "team-a").codes)) in ran.out


# ---- Files that cannot be used


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# nothing\n",
        b"- record\n",
        b"a text\n",
        b"record: [\n",
        "record: {name: Zürich}\n".encode("cp1252"),
        b"care_teams: 3\n",
        b"care_teams:\n  - {name: Without an id}\n",
        b"care_teams:\n  - {id: team-a, code: O9.1}\n",
        b"care_teams: &all\n  - {id: team-a}\nother: *all\n",
        b"\x00\x01\x02",
    ],
)
def test_a_hub_file_that_cannot_be_written_to(content: bytes, mapper: Mapper) -> None:
    file = hub_file("")
    file.write_bytes(content)
    ran = mapper("esms", "code", file, "--team", "team-a", "--answers", answers_file(THERAPY))
    assert_refused(ran, file, content)


def test_a_hub_file_that_cannot_be_read(mapper: Mapper, tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to("nowhere")
    for name in ("none.yaml", "link.yaml", "."):
        ran = mapper("esms", "code", name, "--team", "team-a", "--answers", answers_file(THERAPY))
        assert ran.code == 3
        assert ran.err.startswith("mapper: ")
        assert ran.err.count("\n") == 1


def test_a_hub_file_that_may_only_be_read(mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    file.chmod(0o444)
    before = file.read_bytes()
    assert_refused(mapper("esms", "code", file, "--answers", answers_file(THERAPY)), file, before)
    assert sorted(path.name for path in file.parent.iterdir()) == ["hub.yaml"]


# ---- Files with answers

LISTED = "".join(f'- {{question: {question}, answer: "{answer}"}}\n' for question, answer in THERAPY.items())
LINES = "".join(f"{question}: {answer}\n" for question, answer in THERAPY.items())
ANSWERS = {
    "with quotation marks": "".join(f'{question}: "{answer}"\n' for question, answer in THERAPY.items()),
    "without quotation marks": LINES,
    "in another order": "".join(reversed(LINES.splitlines(keepends=True))),
    "on one line": "{" + LINES.strip().replace("\n", ", ") + "}",
    "a list": LISTED,
    "a list without quotation marks": LISTED.replace('"', ""),
    "as in a Hub file": "coding_answers:\n" + "".join(f"  {line}\n" for line in LISTED.splitlines()),
    "below its name": "coding_answers:\n" + "".join(f"  {line}\n" for line in LINES.splitlines()),
    "with comments": "# by hand\n" + LINES.replace("\n", "  # sure\n"),
    "with blank ones": "residential-acute:\naccess-help:\n" + LINES,
    "with a byte order mark": "\ufeff" + LINES.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("text", ANSWERS.values(), ids=ANSWERS)
def test_forms_of_answers(text: str, mapper: Mapper) -> None:
    file, answers = hub_file("care_teams: [{id: team-a}]\n"), answers_file("")
    answers.write_bytes(text.encode())
    assert mapper("esms", "code", file, "--answers", answers).code == 0
    found = team_in(file, "team-a")
    assert list(found.codes) == [THERAPY_CODE]
    assert answers_given(found.coding_answers) == THERAPY
    assert codes_found(file) == set()


def test_the_printed_form_filled_in(mapper: Mapper) -> None:
    form = mapper("esms", "questions").out
    asked = [line[:-1] for line in form.splitlines() if line.endswith(":") and not line.startswith("#")]
    assert asked == list(coding_questions())
    filled = [f"{line} {THERAPY.get(line[:-1], '')}" if line[:-1] in asked else line for line in form.splitlines()]
    file = hub_file("care_teams: [{id: team-a}]\n")
    assert mapper("esms", "code", file, "--answers", answers_file("\n".join(filled))).code == 0
    assert_written(file, b"", THERAPY, [THERAPY_CODE])


def test_an_answer_that_is_a_number(mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    text = "outpatient: yes\noutpatient-acute: no\noutpatient-contacts: high\noutpatient-mobile: yes\n"
    assert mapper("esms", "code", file, "--answers", answers_file(f"{text}outpatient-days: 7\n")).code == 0
    assert answers_given(team_in(file, "team-a").coding_answers)["outpatient-days"] == "7"


WRONG_ANSWERS = {
    "nothing": "",
    "only comments": "# nothing\n",
    "a text": "by appointment\n",
    "a number": "3\n",
    "a list of texts": "[outpatient, day]\n",
    "a list of other groups": "- {outpatient: yes}\n",
    "no YAML": "outpatient: [\n",
    "a tab": "outpatient:\n\tyes\n",
    "an unknown question": "outpatient: yes\noutpatent-acute: no\n",
    "a question in a list": "- {question: outpatent, answer: yes}\n",
    "a question that is no text": "3: yes\n",
    "a list as a question": "- {question: [a], answer: yes}\n",
    "a group as a question": "- {question: {a: b}, answer: yes}\n",
    "an unknown answer": "outpatient: maybe\n",
    "an answer of another question": "outpatient: medium\n",
    "an answer that is a list": "outpatient: [yes]\n",
    "an answer that is a group": "outpatient: {yes: no}\n",
    "true": "outpatient: true\n",
    "twice": "outpatient: yes\noutpatient: no\n",
    "twice in a list": "- {question: outpatient, answer: yes}\n- {question: outpatient, answer: yes}\n",
}


@pytest.mark.parametrize("text", WRONG_ANSWERS.values(), ids=WRONG_ANSWERS)
def test_answers_that_cannot_be_used(text: str, mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    before = file.read_bytes()
    assert_refused(mapper("esms", "code", file, "--answers", answers_file(text)), file, before)


def test_answers_that_cannot_be_read(mapper: Mapper, tmp_path: Path) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    before = file.read_bytes()
    (tmp_path / "other.yaml").write_bytes("outpatient: ja, natürlich\n".encode("cp1252"))
    (tmp_path / "bytes.yaml").write_bytes(b"\x00\xff\x00")
    for answers in ("none.yaml", ".", "other.yaml", "bytes.yaml"):
        assert_refused(mapper("esms", "code", file, "--answers", answers), file, before)


@pytest.mark.parametrize("text", [WRONG_ANSWERS["an unknown question"], WRONG_ANSWERS["a question in a list"]])
def test_an_unknown_question_names_all_that_there_are(text: str, mapper: Mapper) -> None:
    ran = mapper("esms", "code", hub_file("care_teams: [{id: team-a}]\n"), "--answers", answers_file(text))
    named = {word.strip(".,`?“”") for word in ran.err.split()}
    assert set(coding_questions()) <= named


def test_an_unknown_answer_names_all_that_there_are(mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    ran = mapper("esms", "code", file, "--answers", answers_file("outpatient-contacts: weekly\n"))
    assert all(answer in ran.err for answer in coding_questions()["outpatient-contacts"].answers)


def test_where_the_answers_go_wrong_is_named(mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    for text, line in (("# c\noutpatient: yes\nday: maybe\n", 3), ("# c\n\n- {question: dya, answer: no}\n", 3)):
        assert f"answers.yaml, line {line}" in mapper("esms", "code", file, "--answers", answers_file(text)).err


def test_an_empty_file_with_answers_points_to_the_questions(mapper: Mapper) -> None:
    file = hub_file("care_teams: [{id: team-a}]\n")
    assert "mapper esms questions" in mapper("esms", "code", file, "--answers", answers_file("")).err


REMARKED = """\
care_teams:
  - id: team-a
    codes: ["AX[F00-F99]-O9.1e", A4]
    version: DESDE-LTC-2
    coding_answers:
      - {question: own-staff, answer: "yes", note: since 2020}
      - {question: outpatient, answer: {value: "yes", sources: [visit]}}
      - {question: outpatient-contacts, answer: medium, note: weekly}
      - {question: outpatient-mobile, answer: withheld, note: secret}
      - {question: access, answer: "yes"}
      - {question: access-help, answer: coordination, note: ask again}
record: {sources: [{id: visit}]}
"""


def test_only_what_is_answered_otherwise_changes_and_all_of_it_is_told(mapper: Mapper) -> None:
    file = hub_file(REMARKED)
    new = answers_file({"outpatient": "yes", "outpatient-contacts": "low", "outpatient-mobile": "no"})
    refused = mapper("esms", "code", file, "--answers", new)
    assert refused.code == 3
    assert all(told in refused.err for told in ("O9.1e", "medium (weekly)", "withheld (secret)"))
    assert "since 2020" not in refused.err
    assert mapper("esms", "code", file, "--answers", new, "--replace").code == 0
    kept = [
        line for line in REMARKED.splitlines() if "codes:" not in line and "weekly" not in line and "secret" not in line
    ]
    assert set(kept) <= set(file.read_text().splitlines())
    assert "note: weekly" in file.read_text()
    assert "note: secret" in file.read_text()


def test_an_activity_without_a_team_has_no_code_and_says_so(mapper: Mapper) -> None:
    file = hub_file("record: {id: hub}\n")
    assert mapper("esms", "code", file, "--team", "outreach", "--answers", answers_file({"own-staff": "no"})).code == 0
    (team,) = load_study([file]).hubs[0].hub.care_teams
    assert (team.codes.missing, team.codes.items) == ("not applicable", ())


def test_the_first_care_team_of_a_hub_needs_no_name(mapper: Mapper) -> None:
    file = hub_file("record: {id: hub}\n")
    for _ in range(2):
        assert mapper("esms", "code", file, "--answers", answers_file(THERAPY)).code == 0
    (team,) = load_study([file]).hubs[0].hub.care_teams
    assert (team.id, team.codes.items) == ("care-team", (THERAPY_CODE,))
