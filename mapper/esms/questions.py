"""The coding questions, as the code list `coding-question` holds them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from mapper.vocabulary.lists import load_list
from mapper.wording import loosely

OWN_STAFF = "own-staff"
"""The question whether there is a care team at all."""


class CodingQuestion(NamedTuple):
    """A coding question: `answers` are its words with what each says, `values` what each means on an axis.

    It stands for an `axis` of the codes of a `branch`, or `opens` a branch, or adds a part to the full code (`adds`,
    and for a qualifier its `letter`).
    """

    id: str
    text: str
    help: str
    source: str
    confidence: str
    answers: Mapping[str, str]
    values: Mapping[str, frozenset[str | None]]
    branch: str | None
    axis: str | None
    opens: str | None
    adds: str | None
    letter: str | None

    def answer_for(self, value: str) -> str:
        """The answer that means a value on the axis."""
        return next(answer for answer, values in self.values.items() if value in values)

    def meant_by(self, text: str) -> str | None:
        """The answer that a text stands for, if it is one, or its label, but for capitals and dashes."""
        if text in self.answers:
            return text
        by_form = {loosely(form): word for word, label in self.answers.items() for form in (label, word)}
        return by_form.get(loosely(text))


@cache
def coding_questions() -> Mapping[str, CodingQuestion]:
    """All questions by their ids, in the order in which they are asked."""
    questions = {}
    for word in load_list("coding-question"):
        told = word.details
        questions[word.word] = CodingQuestion(
            id=word.word,
            text=word.label,
            help=word.description,
            source=word.source,
            confidence=told["confidence"],
            answers={entry["answer"]: entry["label"] for entry in told["answers"]},
            values={entry["answer"]: frozenset((entry["answer"], *entry.get("also", ()))) for entry in told["answers"]},
            branch=told.get("branch"),
            axis=told.get("axis"),
            opens=told.get("opens"),
            adds=told.get("adds"),
            letter=told.get("letter"),
        )
    return questions


def questions_of(branch: str) -> tuple[CodingQuestion, ...]:
    """The questions that tell the codes of a branch apart."""
    return tuple(question for question in coding_questions().values() if question.branch == branch)


def opening_question(branch: str) -> CodingQuestion:
    """The question whether there is anything to code in a branch."""
    return next(question for question in coding_questions().values() if question.opens == branch)
