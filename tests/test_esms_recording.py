"""A coding put into a file that holds another: every answer given stands there, and no remark is lost untold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from conftest import WORDS
from hypothesis import given
from hypothesis import strategies as st

from mapper.esms.questions import coding_questions
from mapper.esms.recording import Given, recorded
from mapper.reading import read_bytes
from mapper.study import hub_of

QUESTIONS = coding_questions()
CODES = st.sampled_from(
    [["O9.1"], ["AX[F00-F99]-O9.1e", "A4"], "not reported", {"missing": "not known", "note": "n-code"}, None]
)


@st.composite
def items(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Answers to some questions in all forms that an answer can have, most with remarks."""
    made = []
    for number, question in enumerate(draw(st.lists(st.sampled_from(sorted(QUESTIONS)), unique=True, max_size=8))):
        word = st.sampled_from(sorted(QUESTIONS[question].answers))
        answer = draw(
            st.one_of(
                st.none(),
                st.just("not known"),
                st.just({"missing": "withheld", "note": f"n-missing{number}"}),
                word,
                word.map(
                    lambda value, number=number: {"value": value, "note": f"n-value{number}", "sources": ["visit"]}
                ),
                st.tuples(word, word).map(lambda two: {"conflicting": [{"value": value} for value in two]}),
            )
        )
        note = {"note": f"n-item{number}"} if draw(st.booleans()) else {}
        made.append({"question": question, "answer": answer, **note})
    return made


@st.composite
def sessions(draw: st.DrawFn) -> Given:
    asked = draw(st.lists(st.sampled_from(sorted(QUESTIONS)), unique=True, min_size=1, max_size=10))
    answered = draw(st.sets(st.sampled_from(asked), min_size=1))
    answers = {question: draw(st.sampled_from(sorted(QUESTIONS[question].answers))) for question in sorted(answered)}
    return Given(answers, frozenset(asked))


@given(items(), CODES, st.sampled_from(["DESDE-LTC-2", "ESMS-2000", "not known", None]), sessions())
def test_no_remark_is_lost_untold(there: list[dict[str, Any]], codes: Any, version: str | None, new: Given) -> None:
    team = {"id": "team", "codes": codes, "version": version, "coding_answers": there or None, "note": "n-team"}
    before = json.dumps({"record": {"sources": [{"id": "visit"}]}, "care_teams": [team]}).encode()
    mapped = hub_of(Path("hub.yaml"), read_bytes(before), WORDS)
    assert not mapped.left_out
    made = recorded(before, mapped.document.values, mapped.hub, "team", new)
    after = hub_of(Path("hub.yaml"), read_bytes(made.after), WORDS)
    assert not after.problems
    (coded,) = after.hub.care_teams
    read = {item.question: item.answer.value for item in coded.coding_answers}
    assert {question: read.get(question) for question in new.answers} == dict(new.answers)
    remains = made.after.decode() + " ".join(made.replaced)
    notes = re.findall(r'"(n-[a-z]+\d*)"', before.decode())
    assert [note for note in notes if not re.search(rf"{note}\b", remains)] == []
