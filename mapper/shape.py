"""Plain values → a form (a Hub, a study), and what is wrong with their shape.

What pydantic refuses is put into words and left out, so that there is always a form for the checks to go on with.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from mapper.composer import MAX_DEPTH
from mapper.findings import Path, Problem, Severity
from mapper.refusals.fixes import key_fix
from mapper.refusals.refusal import Refused, refusal
from mapper.schema.base import Group, answer_path, question_at, questions
from mapper.schema.readings import ALL_ANSWER_KEYS, LIST_KEYS, MISSING_WORDS, STRANGE_KEYS, is_blank
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import nearest, quoted, unseen_words

_MOST_WORDS = 30
"""The longest code list that is spelt out in a message."""


Form = TypeVar("Form", bound=Group)


class Shaped(NamedTuple, Generic[Form]):
    """A form without what could not be used, the problems that say so, and the paths that were left out."""

    form: Form
    problems: tuple[Problem, ...]
    left_out: frozenset[Path]


def read_form(form: type[Form], values: Any, vocabulary: Vocabulary) -> Shaped[Form]:
    """The form that plain values fill in. Never raises: what cannot be used becomes a problem and is left out."""
    context = {"words": vocabulary}
    if not isinstance(values, dict):
        nothing = () if values is None else (_not_a_form(values),)
        return Shaped(form.model_validate({}, context=context), nothing, frozenset([()]))
    problems: list[Problem] = []
    left_out = set[Path]()
    for attempt in range(MAX_DEPTH):
        try:
            return Shaped(form.model_validate(values, context=context), tuple(problems), frozenset(left_out))
        except ValidationError as error:
            errors = error.errors(include_url=False)
            if attempt == 0:
                problems, misspelt = _problems(form, errors, values, vocabulary)
                left_out |= misspelt
                values = copy.deepcopy(values)
            for found in errors:
                whole = answer_path(form, _path_of(found)) if found["type"] not in STRANGE_KEYS else _path_of(found)
                path = whole[: max(1, len(whole) - attempt)]
                _leave_out(values, path, is_unknown=found["type"] in STRANGE_KEYS and path == whole)
                left_out.add(path)
    return Shaped(form.model_validate({}, context=context), tuple(problems), frozenset([()]))


def _leave_out(values: Any, path: Path, *, is_unknown: bool) -> None:
    try:
        for part in path[:-1]:
            values = values[part]
        if is_unknown or (isinstance(values, dict) and values.get(path[-1]) is None):
            values.pop(path[-1], None)
        else:
            values[path[-1]] = None
    except (KeyError, IndexError, TypeError, AttributeError):
        return  # what holds it has been left out already


def _path_of(error: Mapping[str, Any]) -> Path:
    """Where an error stands; a missing key is the matter of the record that lacks it."""
    path: Path = tuple(error["loc"])
    return path[:-1] if error["type"] == "missing" else path


def _not_a_form(values: Any) -> Problem:
    kind = "a list" if isinstance(values, list) else f"only the text {quoted(values)}"
    message = f"The file holds {kind} instead of a form. Please start from the form that `mapper template` prints."
    return Problem("S200", Severity.ERROR, (), message)


def _problems(
    form: type[Group], errors: list[Any], values: Any, vocabulary: Vocabulary
) -> tuple[list[Problem], set[Path]]:
    """The problems of all errors, and the paths that misspelt keys are meant for: their answers are there, unread."""
    problems, misspelt = [], set[Path]()
    errors = [named for error in errors for named in _by_key(form, error)]
    for error in errors:
        if error["type"] in STRANGE_KEYS:
            problem, meant = _unknown_key(form, error, values)
            problems.append(problem)
            if meant is not None:
                misspelt.add((*tuple(error["loc"])[:-1], meant))
    problems += [
        _problem(form, error, vocabulary)
        for error in errors
        if error["type"] not in STRANGE_KEYS and tuple(error["loc"]) not in misspelt
    ]
    return problems, misspelt


def _by_key(form: type[Group], error: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """An answer that is refused for keys which no answer has, as errors of these keys: they are what is wrong.

    Where nothing in a group looks like part of an answer, the group itself is.
    """
    value, path = error["input"], tuple(error["loc"])
    question = question_at(form, path)
    if not isinstance(value, dict) or error["type"] in (*STRANGE_KEYS, "missing") or question is None:
        return [error]
    allowed = sorted(LIST_KEYS if question.group is not None else ALL_ANSWER_KEYS)
    unknown = [key for key in value if key not in allowed]
    asked = [q.key for q in questions(question.group)] if question.group is not None else []
    is_answer = len(unknown) < len(value) or any(
        nearest(key, allowed) or value[key] in MISSING_WORDS.values() for key in unknown
    )
    if not unknown or not is_answer or any(key in asked or ":" in key for key in unknown):
        return [error]
    context = {"allowed": ", ".join(allowed)}
    return [{"type": "unknown_remark", "loc": (*path, key), "input": value[key], "ctx": context} for key in unknown]


def _unknown_key(form: type[Group], error: Mapping[str, Any], values: Any) -> tuple[Problem, str | None]:
    """The problem of a key that is not asked, and the key that is meant, if that can be told."""
    path: Path = tuple(error["loc"])
    key = str(path[-1])
    asked = error.get("ctx", {}).get("allowed")
    known = asked.split(", ") if asked else [q.key for q in questions(_group_at(form, path[:-1]))]
    holder: Any = values
    for part in path[:-1]:
        holder = holder[part]
    meant = nearest(key, [k for k in known if is_blank(holder.get(k))]) or nearest(key, known)
    message = f"{quoted(key)} is not a question of this part of the form. "
    hint: str | None
    if error["input"] is None and " " in key:
        message += "Please put a text that holds a comma in quotation marks, or remove this part of it."
        return Problem("S201", Severity.ERROR, path, message, on_key=True), None
    if meant is not None and meant in holder and holder[meant] is None:
        hint = f"Did you mean `{meant}`, which stands blank beside it?"
        message += "Please move the answer there."
    elif meant is not None and holder.get(meant) is None:
        hint = f"Did you mean `{meant}`?"
        message += "Please correct the name."
    elif meant is not None:
        hint = f"Did you mean `{meant}`, which is answered already?"
        message += "Please keep one of the two."
    elif not asked and (elsewhere := _asked_elsewhere(form, key)):
        hint = f"`{key}` is asked under {', '.join(elsewhere)}."
        message += "Please move the line there, or remove it."
    else:
        hint = f"Asked here: {', '.join(known)}." if len(known) <= _MOST_WORDS else None
        message += "Please remove the line, or write it as a `note`."
    fix = None if key in _every_key(form) else key_fix(key, [k for k in known if k not in holder])
    message += unseen_words(key)
    is_meant = meant is not None and holder.get(meant) is None
    return Problem("S201", Severity.ERROR, path, message, hint, on_key=True, fix=fix), meant if is_meant else None


def _group_at(form: type[Group], path: Path) -> type[Group]:
    question = question_at(form, path)
    return question.group if question is not None and question.group is not None else form


@cache
def _every_key(form: type[Group]) -> frozenset[str]:
    below = [_every_key(question.group) for question in questions(form) if question.group is not None]
    return frozenset(question.key for question in questions(form)).union(*below)


def _asked_elsewhere(form: type[Group], key: str) -> list[str]:
    """The parts of the form that ask a question of this name, at most three, as paths."""
    found: list[str] = []

    def look(group: type[Group], under: str) -> None:
        for question in questions(group):
            if question.is_remark:
                continue
            if question.key == key:
                found.append(f"`{under}`" if under else "the top of the form")
            if question.group is not None:
                look(question.group, f"{under}.{question.key}" if under else question.key)

    look(form, "")
    return found if len(found) <= 3 else []


def _problem(form: type[Group], error: Mapping[str, Any], vocabulary: Vocabulary) -> Problem:
    path: Path = tuple(error["loc"])
    question = question_at(form, path)
    if error["type"] == "missing" or (error["input"] is None and question is not None and question.identifies):
        record = path[:-1]
        noun, key = _group_at(form, record).noun, path[-1]
        message = (
            f"This {noun} has no answer to `{key}`, and without it the {noun} cannot be told from others. "
            f"Please fill in `{key}`."
        )
        return Problem("S202", Severity.ERROR, record if error["type"] == "missing" else path, message)
    return refusal(Refused(path, error["input"], error["type"], error.get("ctx") or {}, question), vocabulary)
