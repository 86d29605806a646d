"""Answers to the coding questions from a file: `question: answer` on each line, or the list that a Hub file holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from mapper.document import Document
from mapper.errors import MapperError
from mapper.esms.questions import CodingQuestion, coding_questions
from mapper.findings import Path
from mapper.reading import read_file
from mapper.schema.readings import MISSING_WORDS, missing_form
from mapper.wording import nearest, quoted

_EMPTY = "Y101"
_LIST_KEY = "coding_answers"


def read_answers_file(file: FilePath) -> dict[str, str]:
    """The answers by their questions: words of the questions, or missing words. Blank ones are left out.

    Raises MapperError at the first line that cannot be used, and says which questions or answers there are.
    """
    document = read_file(file)
    problem = next(iter(document.problems), None)
    if problem is not None and problem.code != _EMPTY:
        line = f", line {problem.place.line}" if problem.place else ""
        raise MapperError(f"{file}{line} cannot be read: {problem.message}")
    answers: dict[str, str] = {}
    for path, question, answer in _entries(file, document):
        where = f"{file}, line {document.place(path).line}"
        known = _question(question, where)
        if known.id in answers:
            raise MapperError(f"{where}: `{known.id}` is answered twice. Please keep one of the two.")
        word = _answer(known, answer, where)
        if word is not None:
            answers[known.id] = word
    if not answers:
        raise _no_answers(file)
    return answers


def _entries(file: FilePath, document: Document) -> Iterator[tuple[Path, Any, Any]]:
    """Each question with its answer, and the path of that."""
    path: Path = ()
    values = document.values
    if isinstance(values, dict) and set(values) == {_LIST_KEY}:
        path, values = (_LIST_KEY,), values[_LIST_KEY]
    if isinstance(values, dict):
        yield from (((*path, question), question, answer) for question, answer in values.items())
        return
    if not isinstance(values, list) or not all(isinstance(item, dict) and "question" in item for item in values):
        raise _no_answers(file)
    yield from (((*path, number), item["question"], item.get("answer")) for number, item in enumerate(values))


def _no_answers(file: FilePath) -> MapperError:
    return MapperError(
        f"{file} holds no answers. Please write a line such as `outpatient: yes` for each question; "
        "`mapper esms questions` prints them all."
    )


def _question(question: Any, where: str) -> CodingQuestion:
    questions = coding_questions()
    if isinstance(question, str) and question in questions:
        return questions[question]
    meant = nearest(question, questions) if isinstance(question, str) else None
    raise MapperError(
        f"{where}: there is no coding question {quoted(question)}. "
        + (f"Did you mean `{meant}`? " if meant else "")
        + f"Please use one of these questions: {', '.join(questions)}."
    )


def _answer(question: CodingQuestion, answer: Any, where: str) -> str | None:
    """The word of an answer; None if it is blank. It may stand as in a Hub file; remarks are not taken over."""
    if isinstance(answer, dict) and answer.keys() & {"value", "missing"}:
        answer = answer["missing"] if "missing" in answer else answer["value"]
    text = "" if answer is None else str(getattr(answer, "text", answer)).strip()
    if not text:
        return None
    if missing_form(text) in MISSING_WORDS:
        return missing_form(text)
    meant = question.meant_by(text)
    if meant is not None:
        return meant
    raise MapperError(
        f"{where}: {quoted(answer)} is no answer to `{question.id}`. "
        f"Please use one of these: {', '.join(question.answers)}, or say why there is none, such as `not known`."
    )
