"""The codes that answers lead to, over all answers to the coding questions: against a table of every code by hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain, combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from mapper.esms.coding import Candidate, candidates, contradictions, full_codes, is_activity, possible_codes
from mapper.esms.parsing import read_codes
from mapper.esms.questions import coding_questions
from mapper.esms.session import Session
from mapper.esms.tree import BRANCHES
from mapper.schema.answers import MissingWord

Given = dict[str, str]

WAYS: dict[str, dict[str, str | None]] = YAML(typ="safe", pure=True).load("""
R0: {acute: yes, doctor: yes, hospital: no}
R1: {acute: yes, doctor: yes, hospital: yes, surveillance: high}
R2: {acute: yes, doctor: yes, hospital: yes, surveillance: medium}
R3.0: {acute: yes, doctor: no, hospital: yes}
R3.1.1: {acute: yes, doctor: no, hospital: no, health-staff: health}
R3.1.2: {acute: yes, doctor: no, hospital: no, health-staff: other}
R4: {acute: no, care: yes, doctor: yes, hospital: yes, stay: time-limited}
R5: {acute: no, care: yes, doctor: yes, hospital: no, stay: time-limited}
R6: {acute: no, care: yes, doctor: yes, hospital: yes, stay: indefinite}
R7: {acute: no, care: yes, doctor: yes, hospital: no, stay: indefinite}
R8.1: {acute: no, care: yes, doctor: no, stay: time-limited, support: 24h, stay-length: under 4 weeks}
R8.2: {acute: no, care: yes, doctor: no, stay: time-limited, support: 24h, stay-length: over 4 weeks}
R9.1: {acute: no, care: yes, doctor: no, stay: time-limited, support: daily, stay-length: under 4 weeks}
R9.2: {acute: no, care: yes, doctor: no, stay: time-limited, support: daily, stay-length: over 4 weeks}
R10.1: {acute: no, care: yes, doctor: no, stay: time-limited, support: lower, stay-length: under 4 weeks}
R10.2: {acute: no, care: yes, doctor: no, stay: time-limited, support: lower, stay-length: over 4 weeks}
R11: {acute: no, care: yes, doctor: no, stay: indefinite, support: 24h}
R12: {acute: no, care: yes, doctor: no, stay: indefinite, support: daily}
R13: {acute: no, care: yes, doctor: no, stay: indefinite, support: lower}
R14: {acute: no, care: no}
D0.1: {acute: yes, pattern: episodic, attendance: high}
D0.2: {acute: yes, pattern: episodic, attendance: low}
D1.1: {acute: yes, pattern: continuous, attendance: high}
D1.2: {acute: yes, pattern: continuous, attendance: low}
D2.1: {acute: no, activity: work, attendance: high, terms: ordinary}
D2.2: {acute: no, activity: work, attendance: high, terms: special}
D3.1: {acute: no, activity: work-related, attendance: high, time-limit: yes}
D3.2: {acute: no, activity: work-related, attendance: high, time-limit: no}
D4.1: {acute: no, activity: structured, attendance: high, related: health}
D4.2: {acute: no, activity: structured, attendance: high, related: education}
D4.3: {acute: no, activity: structured, attendance: high, related: social and culture}
D4.4: {acute: no, activity: structured, attendance: high, related: other}
D5: {acute: no, activity: unstructured, attendance: high}
D6.1: {acute: no, activity: work, attendance: low, terms: ordinary}
D6.2: {acute: no, activity: work, attendance: low, terms: special}
D7.1: {acute: no, activity: work-related, attendance: low, time-limit: yes}
D7.2: {acute: no, activity: work-related, attendance: low, time-limit: no}
D8.1: {acute: no, activity: structured, attendance: low, related: health}
D8.2: {acute: no, activity: structured, attendance: low, related: education}
D8.3: {acute: no, activity: structured, attendance: low, related: social and culture}
D8.4: {acute: no, activity: structured, attendance: low, related: other}
D9: {acute: no, activity: unstructured, attendance: low}
D10: {acute: no, activity: other}
O1.1: {acute: yes, mobile: yes, hours: 24h, health: health}
O1.2: {acute: yes, mobile: yes, hours: 24h, health: other}
O2.1: {acute: yes, mobile: yes, hours: limited, health: health}
O2.2: {acute: yes, mobile: yes, hours: limited, health: other}
O3.1: {acute: yes, mobile: no, hours: 24h, health: health}
O3.2: {acute: yes, mobile: no, hours: 24h, health: other}
O4.1: {acute: yes, mobile: no, hours: limited, health: health}
O4.2: {acute: yes, mobile: no, hours: limited, health: other}
O5.1.1: {acute: no, mobile: yes, contacts: high, health: health, days: 3 to 6}
O5.1.2: {acute: no, mobile: yes, contacts: high, health: health, days: "7"}
O5.1.3: {acute: no, mobile: yes, contacts: high, health: health, days: 7 with nights}
O5.2.1: {acute: no, mobile: yes, contacts: high, health: other, days: 3 to 6}
O5.2.2: {acute: no, mobile: yes, contacts: high, health: other, days: "7"}
O5.2.3: {acute: no, mobile: yes, contacts: high, health: other, days: 7 with nights}
O6.1: {acute: no, mobile: yes, contacts: medium, health: health}
O6.2: {acute: no, mobile: yes, contacts: medium, health: other}
O7.1: {acute: no, mobile: yes, contacts: low, health: health}
O7.2: {acute: no, mobile: yes, contacts: low, health: other}
O8.1: {acute: no, mobile: no, contacts: high, health: health}
O8.2: {acute: no, mobile: no, contacts: high, health: other}
O9.1: {acute: no, mobile: no, contacts: medium, health: health}
O9.2: {acute: no, mobile: no, contacts: medium, health: other}
O10.1: {acute: no, mobile: no, contacts: low, health: health}
O10.2: {acute: no, mobile: no, contacts: low, health: other}
O11: {acute: no, contacts: other}
A1: {help: communication}
A2: {help: transport}
A3: {help: accompaniment}
A4: {help: coordination}
A5: {help: other, related: }
A5.1: {help: other, related: health}
A5.2: {help: other, related: education}
A5.3: {help: other, related: social and culture}
A5.4: {help: other, related: work}
A5.5: {help: other, related: other}
I1.1: {purpose: assessment, related: health}
I1.2: {purpose: assessment, related: education}
I1.3: {purpose: assessment, related: social and culture}
I1.4: {purpose: assessment, related: work}
I1.5: {purpose: assessment, related: other}
I2.1.1: {purpose: information, interactive: yes, face-to-face: yes}
I2.1.2: {purpose: information, interactive: yes, face-to-face: no}
I2.2: {purpose: information, interactive: no}
S1.1: {staff: unpaid or peer, related: health}
S1.2: {staff: unpaid or peer, related: education}
S1.3: {staff: unpaid or peer, related: social and culture}
S1.4: {staff: unpaid or peer, related: work}
S1.5: {staff: unpaid or peer, related: other}
S2.1: {staff: professional, related: health}
S2.2: {staff: professional, related: education}
S2.3: {staff: professional, related: social and culture}
S2.4: {staff: professional, related: work}
S2.5: {staff: professional, related: other}
""")
"""The answers that lead to each fully specified code. A5 is the code if its last question is left open."""
ADDITIONS = {"D10", "O11", "A5.1", "A5.2", "A5.3", "A5.4", "A5.5"}
"""Later or informal codes, which the glossary does not count."""
OPENED_BY = {"R": "residential", "D": "day", "O": "outpatient", "A": "access", "I": "information", "S": "self-help"}
AROUND = ("population", "need", "at-a-distance", "in-groups")
"""The questions that add to the full code."""
in_each_branch = pytest.mark.parametrize("branch", OPENED_BY)


def asked(branch: str, way: dict[str, str | None]) -> Given:
    """A row of the table as answers to the questions, without what it leaves open."""
    return {f"{OPENED_BY[branch]}-{about}": answer for about, answer in way.items() if answer is not None}


def opened(branch: str) -> Given:
    return {"own-staff": "yes", **dict.fromkeys(OPENED_BY.values(), "no"), OPENED_BY[branch]: "yes"}


def leaves(branch: str) -> list[str]:
    return [code for code in WAYS if code[0] == branch]


def still_possible(branch: str, answers: Given) -> set[str]:
    """The codes of a branch whose row says nothing else than the answers."""

    def agrees(code: str) -> bool:
        row = WAYS[code]
        return all(row.get(question.removeprefix(f"{OPENED_BY[branch]}-"), a) == a for question, a in of_it.items())

    of_it = {q: answer for q, answer in answers.items() if q.startswith(f"{OPENED_BY[branch]}-")}
    return {code for code in leaves(branch) if agrees(code)}


def above(code: str) -> list[str]:
    """A code and all above it, from the top: R, R3, R3.1, R3.1.1."""
    parts = code[1:].split(".")
    return [code[0], *(code[0] + ".".join(parts[:length]) for length in range(1, len(parts) + 1))]


def lowest_above_all(codes: set[str]) -> str | None:
    """The lowest code that is the same as or above all of some; None if that is only a branch, or nothing."""
    shared = [level[0] for level in zip(*map(above, codes), strict=False) if len(set(level)) == 1]
    return shared[-1] if len(shared) > 1 else None


def outcome(branch: str, answers: Given) -> Candidate:
    (found,) = (candidate for candidate in candidates(answers) if candidate.branch == branch)
    return found


def assert_nothing_is_guessed(branch: str, answers: Given) -> None:
    """What the answers lead to in a branch is what the table leaves possible, and neither more nor less."""
    possible = still_possible(branch, answers)
    found = outcome(branch, answers)
    assert {code.code for code in found.possible} == possible
    assert {code.code for code in possible_codes(branch, answers)} == possible
    assert (found.code.code if found.code else None) == lowest_above_all(possible)
    assert found.is_settled == (found.code is not None and found.code.code in WAYS)


@cache
def walked(branch: str, *, may_skip: bool) -> tuple[Session, ...]:
    """The end of every way through the questions of a branch: by each answer that is offered, or by skipping too."""
    start = Session(opened(branch), frozenset(AROUND))
    return tuple(_ends(start, may_skip=may_skip))


def _ends(session: Session, *, may_skip: bool) -> Iterator[Session]:
    if session.question is None:
        yield session
        return
    for answer in session.offered:
        yield from _ends(session.answered(answer), may_skip=may_skip)
    if may_skip:
        yield from _ends(session.skip(), may_skip=may_skip)


def test_the_table_has_the_types_of_care_of_the_glossary() -> None:
    counted = {branch: len(set(leaves(branch)) - ADDITIONS) for branch in OPENED_BY}
    assert counted == {"R": 20, "D": 22, "O": 24, "A": 5, "I": 8, "S": 10}
    assert set(WAYS) >= ADDITIONS


@in_each_branch
def test_every_way_ends_in_one_code_and_every_code_ends_one_way(branch: str) -> None:
    ends = walked(branch, may_skip=False)
    expected = {code: asked(branch, WAYS[code]) for code in leaves(branch) if code != "A5"}
    found = []
    for session in ends:
        candidate = outcome(branch, dict(session.answers))
        assert candidate.code is not None
        assert candidate.is_settled
        assert candidate.possible == (candidate.code,)
        assert full_codes(session.answers) == (candidate.code.code,)
        found.append((candidate.code.code, {q: a for q, a in session.answers.items() if q in session.asked}))
    assert dict(found) == expected
    assert len(found) == len(expected)


def test_a5_is_reached_by_passing_its_last_question_over() -> None:
    session = Session(opened("A"), frozenset(AROUND)).answered("other")
    assert session.question is not None
    assert session.question.id == "access-related"
    for after in (session.skip(), session.not_known()):
        assert after.question is None
        assert outcome("A", dict(after.answers)).is_settled
        assert full_codes(after.answers) == ("A5",)


@in_each_branch
def test_no_question_passed_over_is_guessed(branch: str) -> None:
    for session in walked(branch, may_skip=True):
        answers = dict(session.answers)
        assert_nothing_is_guessed(branch, answers)
        not_known = {**answers, **dict.fromkeys(session.skipped - set(AROUND), "not known")}
        assert outcome(branch, not_known)[:3] == outcome(branch, answers)[:3]


@in_each_branch
def test_no_part_of_the_answers_leads_to_more_than_they_say(branch: str) -> None:
    for code in leaves(branch):
        way = asked(branch, WAYS[code])
        for kept in chain.from_iterable(combinations(way, size) for size in range(len(way) + 1)):
            answers = {**opened(branch), **{question: way[question] for question in kept}}
            assert_nothing_is_guessed(branch, answers)
            assert code in {possible.code for possible in outcome(branch, answers).possible} or code == "A5"


def answers_of(branch: str) -> st.SearchStrategy[Given]:
    """Answers to some questions of a branch, also such as nobody is asked together, and the one that opens it."""
    questions = [q for q in coding_questions().values() if q.branch == branch]
    some = st.fixed_dictionaries({}, optional={q.id: st.sampled_from([*q.answers, *MissingWord]) for q in questions})
    own = st.fixed_dictionaries({}, optional={OPENED_BY[branch]: st.sampled_from(["yes", "yes", "no", *MissingWord])})
    return st.tuples(own, some).map(lambda both: {question: str(a) for part in both for question, a in part.items()})


ANY_ANSWERS = st.fixed_dictionaries({branch: answers_of(branch) for branch in OPENED_BY})


def known(answers: Given) -> Given:
    return {question: answer for question, answer in answers.items() if answer not in set(MissingWord)}


@given(by_branch=ANY_ANSWERS)
def test_each_branch_is_answered_on_its_own(by_branch: dict[str, Given]) -> None:
    together = dict(chain.from_iterable(answers.items() for answers in by_branch.values()))
    alone = {branch: candidates(by_branch[branch]) for branch in OPENED_BY}
    assert candidates(together) == tuple(chain.from_iterable(alone.values()))
    for branch, answers in by_branch.items():
        assert [found.branch for found in alone[branch]] == [branch] * (answers.get(OPENED_BY[branch]) == "yes")
        assert possible_codes(branch, together) == possible_codes(branch, answers)
        if alone[branch]:
            assert_nothing_is_guessed(branch, known(together))


@given(by_branch=ANY_ANSWERS)
def test_no_branch_gets_two_codes(by_branch: dict[str, Given]) -> None:
    together = dict(chain.from_iterable(answers.items() for answers in by_branch.values()))
    branches = [code[0] for code in full_codes(together)]
    assert len(branches) == len(set(branches))


@pytest.mark.parametrize("word", MissingWord)
def test_a_missing_word_says_nothing(word: MissingWord) -> None:
    for branch in OPENED_BY:
        for session in walked(branch, may_skip=False):
            for question in session.answers:
                without = {q: answer for q, answer in session.answers.items() if q != question}
                missing = {**session.answers, question: str(word)}
                assert candidates(missing) == candidates(without)
                assert full_codes(missing) == full_codes(without)
    for question, code in product(coding_questions(), WAYS):
        assert contradictions(read_codes(f"AX[F00-F99]-{code}eg").codes[0], {question: str(word)}) == ()


def test_only_a_no_says_that_there_is_no_staff() -> None:
    for code in WAYS:
        answers = {**opened(code[0]), **asked(code[0], WAYS[code])}
        assert full_codes(answers) == (code,)
        assert candidates({**answers, "own-staff": "no"}) == full_codes({**answers, "own-staff": "no"}) == ()
    assert is_activity({"own-staff": "no"})
    assert not any(is_activity({"own-staff": word}) for word in ("yes", "", *MissingWord))
    assert not is_activity({})
    assert Session().answered("no").question is None


def test_every_question_is_asked_and_every_answer_offered_somewhere() -> None:
    offered: dict[str, set[str]] = {}

    def note(session: Session) -> Session:
        assert session.question is not None
        offered.setdefault(session.question.id, set()).update(session.offered)
        return session

    for branch in OPENED_BY:
        for end in walked(branch, may_skip=False):
            session = Session(opened(branch), frozenset(AROUND))
            for question in end.asked:
                session = note(session).answered(end.answers[question])
    session = Session()
    while session.question is not None:  # of the branches, only what opens them
        yes = session.question.id in ("own-staff", "self-help")
        session = note(session).answered("yes" if yes else session.offered[-1])
    assert offered == {question.id: set(question.answers) for question in coding_questions().values()}


def speaks_against(code: str, answers: Given) -> list[str]:
    (read,) = read_codes(code).codes
    return [question.id for question, _ in contradictions(read, answers)]


@in_each_branch
def test_answers_speak_against_every_code_but_the_one_they_lead_to(branch: str) -> None:
    for code in set(leaves(branch)) - {"A5"}:
        answers = {**opened(branch), **asked(branch, WAYS[code])}
        against = {other for other in set(leaves(branch)) - {"A5"} if speaks_against(other, answers)}
        assert against == set(leaves(branch)) - {"A5", code}


def test_answers_that_lead_to_a_code_below_a5_speak_against_a5_itself() -> None:
    below = [code for code in WAYS if code.startswith("A5.")]
    assert [code for code in below if not speaks_against("A5", {**opened("A"), **asked("A", WAYS[code])})] == []


@in_each_branch
def test_answers_never_speak_against_what_they_leave_possible(branch: str) -> None:
    for session in walked(branch, may_skip=True):
        answers = dict(session.answers)
        found = outcome(branch, answers)
        assert all(not speaks_against(code.code, answers) for code in found.possible)
        assert found.code is None or not speaks_against(found.code.code, answers)


@in_each_branch
def test_a_closed_branch_speaks_against_all_its_codes(branch: str) -> None:
    question = OPENED_BY[branch]
    assert all(speaks_against(code, {question: "no"}) == [question] for code in leaves(branch))
    assert all(speaks_against(code, {question: "no"}) == [] for code in WAYS if code[0] != branch)


THERAPY = {"outpatient": "yes", **asked("O", WAYS["O9.1"])}


@pytest.mark.parametrize(
    ("around", "full"),
    [
        ({}, "O9.1"),
        ({"population": "AX"}, "AX-O9.1"),
        ({"population": "GX", "need": "F20-F29"}, "GX[F20-F29]-O9.1"),
        ({"population": "OX", "need": "e310", "at-a-distance": "yes"}, "OX[e310]-O9.1e"),
        ({"population": "CX", "in-groups": "yes", "at-a-distance": "no"}, "CX-O9.1g"),
        ({"in-groups": "yes", "at-a-distance": "yes"}, "O9.1eg"),
        ({"population": "AX", "need": "not known", "in-groups": "not known"}, "AX-O9.1"),
        ({"population": "not known", "at-a-distance": "yes"}, "O9.1e"),
        ({"need": "F00-F99", "in-groups": "yes"}, "O9.1g"),  # brackets stand behind the letters of a population
    ],
)
def test_full_codes(around: Given, full: str) -> None:
    assert full_codes({**THERAPY, **around}) == (full,)


def test_every_code_of_a_team_gets_the_same_around_it() -> None:
    answers = {**THERAPY, "residential": "yes", **asked("R", WAYS["R2"]), "population": "AX", "need": "F00-F99"}
    assert full_codes(answers) == ("AX[F00-F99]-R2", "AX[F00-F99]-O9.1")


def test_a_code_that_is_not_settled_is_written_as_far_as_it_is() -> None:
    not_sure = {question: answer for question, answer in THERAPY.items() if question != "outpatient-health"}
    assert full_codes({**not_sure, "population": "AX", "in-groups": "yes"}) == ("AX-O9g",)
    assert full_codes({"outpatient": "yes", "outpatient-acute": "no", "population": "AX"}) == ()


def around_codes() -> Iterator[Given]:
    questions = [coding_questions()[question] for question in AROUND]
    for chosen in product(*([None, *question.answers] for question in questions)):
        yield {q.id: answer for q, answer in zip(questions, chosen, strict=True) if answer is not None}


def test_a_full_code_is_read_as_what_it_was_made_of() -> None:
    def wrong(around: Given) -> Any:
        (full,) = full_codes({**THERAPY, **around})
        reading = read_codes(full)
        (code,) = reading.codes
        parts = (code.prefix, code.needs, code.mtc, set(code.qualifiers))
        letters = {
            letter for question, letter in (("at-a-distance", "e"), ("in-groups", "g")) if around.get(question) == "yes"
        }
        meant = (
            around.get("population"),
            (around["need"],) if {"population", "need"} <= around.keys() else (),
            "O9.1",
            letters,
        )
        return None if (parts, code.full, reading.notes) == (meant, full, ()) and code.is_well_formed else full

    assert [full for around in around_codes() if (full := wrong(around))] == []


def test_what_stands_around_a_code_is_held_against_the_answers() -> None:
    code = "AX[F00-F99]-O9.1g"
    assert (
        speaks_against(code, {"population": "AX", "need": "F00-F99", "in-groups": "yes", "at-a-distance": "no"}) == []
    )
    assert speaks_against(code, {"population": "CX"}) == ["population"]
    assert speaks_against(code, {"need": "F20-F29"}) == []  # needs may lie within one another, as F50 in F00-F99
    assert speaks_against(code, {"in-groups": "no"}) == ["in-groups"]
    assert speaks_against("AXF[e310][F00-F99]-O9.1", {"population": "AX", "need": "F00-F99"}) == []
    assert speaks_against("O9.1", {"population": "CX", "need": "F20-F29", "in-groups": "no"}) == []


@given(
    st.fixed_dictionaries({}, optional={q.id: st.sampled_from(sorted(q.answers)) for q in coding_questions().values()})
)
def test_whatever_is_answered_leaves_a_code_in_each_branch(answers: Given) -> None:
    for branch in BRANCHES:
        assert possible_codes(branch, answers)
