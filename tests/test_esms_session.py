"""A guided coding, whatever is answered, skipped and taken back: nothing is lost, and it comes to an end."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st

from mapper.esms.coding import candidates, possible_codes
from mapper.esms.questions import coding_questions, opening_question
from mapper.esms.session import Session
from mapper.esms.tree import BRANCHES
from mapper.render.esms_questions import keys_text, question_text

ANSWERS = st.integers(0, 9)
"""Which of the answers offered is taken, counted on from the first again where there are fewer."""
FORWARD = st.one_of(ANSWERS, ANSWERS, st.sampled_from(["skip", "not known"]))
STEPS = st.lists(st.one_of(FORWARD, FORWARD, FORWARD, st.just("back")), max_size=90)


def after(session: Session, step: int | str) -> Session:
    if step == "back":
        return session.back()
    if session.question is None:
        return session
    if step == "skip":
        return session.skip()
    if step == "not known":
        return session.not_known()
    assert isinstance(step, int)
    return session.answered(session.offered[step % len(session.offered)])


def codes_possible(branch: str, answers: Mapping[str, str]) -> set[str]:
    return {code.code for code in possible_codes(branch, answers)}


@given(steps=STEPS)
def test_back_undoes_the_last_step_and_nothing_else(steps: list[int | str]) -> None:
    before = [Session()]
    for step in steps:
        session = after(before[-1], step)
        if step == "back":
            del before[max(1, len(before) - 1) :]
            assert session == before[-1]
        elif before[-1].question is not None:
            before.append(session)
    while len(before) > 1:
        assert before.pop().back() == before[-1]
    assert Session().back() == Session()


@given(steps=STEPS)
def test_a_session_keeps_what_was_said(steps: list[int | str]) -> None:
    said: list[tuple[str, str | None]] = []
    session = Session()
    for step in steps:
        question, offered = session.question, session.offered
        session = after(session, step)
        if step == "back":
            said = said[:-1]
        elif question is not None:
            word = step if isinstance(step, str) else offered[step % len(offered)]
            said.append((question.id, None if word == "skip" else word))
    assert session.asked == tuple(question for question, _ in said)
    assert session.answers == {question: answer for question, answer in said if answer is not None}
    assert session.skipped == {question for question, answer in said if answer is None}


@given(steps=STEPS)
def test_what_is_offered_leaves_a_code_possible_in_each_branch(steps: list[int | str]) -> None:
    session = Session()
    for step in steps:
        question, offered = session.question, session.offered
        if question is not None:
            assert [answer for answer in question.answers if answer in offered] == list(offered)
            assert len(offered) > 1
            for answer in offered:
                given = {**session.answers, question.id: answer}
                assert all(possible_codes(branch, given) for branch in BRANCHES)
        else:
            assert offered == ()
        session = after(session, step)
        assert all(candidate.possible for candidate in candidates(session.answers))


@given(steps=st.lists(FORWARD, min_size=1, max_size=15))
def test_asking_ends_and_asks_nothing_twice(steps: list[int | str]) -> None:
    session, codes = Session(), {branch: codes_possible(branch, {}) for branch in BRANCHES}
    for step, _ in zip(cycle(steps), coding_questions(), strict=False):
        if session.question is None:
            break
        branch = session.question.branch
        session = after(session, step)
        if branch is not None:
            still = codes_possible(branch, session.answers)
            assert still <= codes[branch]
            codes[branch] = still
    assert session.question is None
    assert len(session.asked) == len(set(session.asked))
    assert set(session.asked) <= set(coding_questions())


@given(steps=STEPS)
def test_questions_of_a_branch_follow_a_yes_to_the_one_that_opens_it(steps: list[int | str]) -> None:
    session = Session()
    for step in steps:
        question = session.question
        if question is not None and question.branch is not None:
            assert session.answers[opening_question(question.branch).id] == "yes"
        if question is not None and question.id != "own-staff":
            assert session.answers.get("own-staff") != "no"
        session = after(session, step)


@pytest.mark.parametrize("word", ["skip", "not known"])
def test_nothing_is_asked_of_a_branch_of_which_nothing_is_known(word: str) -> None:
    session = Session()
    while session.question is not None:
        session = after(session, word)
    opening = {opening_question(branch).id for branch in BRANCHES}
    assert {"own-staff", *opening} <= set(session.asked)
    assert not {coding_questions()[question].branch for question in session.asked} - {None}
    assert candidates(session.answers) == ()


def test_the_question_in_the_docs_is_the_one_that_is_asked() -> None:
    session = Session()
    for answer in ("yes", "no", "no", "yes", "no"):
        session = session.answered(answer)
    shown = question_text(session, None, width=80, color=False) + keys_text(has_earlier=False)
    assert f"```text\n{shown.strip()}\n  Answer:\n```" in (REPOSITORY / "docs" / "esms.md").read_text()
