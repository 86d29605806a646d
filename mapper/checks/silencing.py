"""What a record accepts (`record.accepted`), held against what is found: what is silenced, and what stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from mapper.checks.check import Subject
from mapper.checks.registry import check_of, checks_by_code
from mapper.findings import Path, Problem, Severity
from mapper.schema.answers import Standing
from mapper.schema.base import question_at, questions
from mapper.schema.hub import Hub
from mapper.schema.record import Acceptance
from mapper.wording import nearest, quoted, value_at

_HERE: Path = ("record", "accepted")
_AROUND_LIST = re.compile(r"\.value(?=\[)")
_STEP = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")


class Silenced(NamedTuple):
    """A problem that the record accepts, with the reason and the role of who accepted it."""

    problem: Problem
    reason: str
    by: str | None


class _Step(NamedTuple):
    """A part of a path as an acceptance can name it. An item, which stands in brackets, has several names, the best
    last.
    """

    names: tuple[str, ...]
    is_item: bool


def silence(subject: Subject, problems: Sequence[Problem]) -> tuple[list[Problem], list[Silenced]]:
    """The problems that stand, with those of the acceptances themselves, and the ones that are accepted. An acceptance
    of which something cannot be used accepts nothing, and what is wrong with it has been said.
    """
    own, silenced = list[Problem](), dict[Problem, Silenced]()
    is_unread = any(problem.code == "S201" for problem in problems)
    for below, acceptance in subject.hub.record.accepted.placed():
        path: Path = (*_HERE, *below)
        if subject.is_left_out(path):
            continue
        code, reason = acceptance.code.strip().upper(), acceptance.reason.value
        alike = (p for p in problems if p.code == code and p.path[:2] != _HERE)  # a reason does not excuse itself
        places = {problem: _steps(problem.path, subject.mapped.document.values) for problem in alike}
        met = [problem for problem, steps in places.items() if _covers(acceptance, steps)]
        if code not in checks_by_code():
            own.append(_no_such_code(acceptance, path))
        elif not check_of(code).can_be_accepted:
            own.append(_not_acceptable(code, path))
        elif not met and is_unread:
            continue  # what is accepted may come back once the misspelt questions are corrected
        elif not met:
            own.append(_not_found(code, acceptance, path, places.values()))
        elif reason is None:
            own.append(_without_reason(path))
        else:
            silenced |= {problem: Silenced(problem, reason, acceptance.by.value) for problem in met}
    return [problem for problem in (*problems, *own) if problem not in silenced], list(silenced.values())


def _not_acceptable(code: str, path: Path) -> Problem:
    message = f"{quoted(code)} cannot be accepted. Please correct what it says, and remove these lines."
    return Problem("C906", Severity.WARNING, (*path, "code"), message)


def _without_reason(path: Path) -> Problem:
    message = "A finding is accepted without a reason, so it stands. Please say why the answer is right as it is."
    return Problem("C904", Severity.WARNING, (*path, "reason"), message)


def _no_such_code(acceptance: Acceptance, path: Path) -> Problem:
    meant = nearest(acceptance.code, checks_by_code())
    message = f"There is no finding {quoted(acceptance.code)}. Please correct the code, or remove these lines."
    hint = f"Did you mean `{meant}`?" if meant else None
    return Problem("C905", Severity.WARNING, (*path, "code"), message, hint)


def _not_found(code: str, acceptance: Acceptance, path: Path, elsewhere: Iterable[Sequence[_Step]]) -> Problem:
    where = f" at {quoted(acceptance.path.value)}" if acceptance.path.value else ""
    places = {_text(steps, best): _text(steps, -1) for steps in elsewhere for best in (0, -1)}
    if not places:
        message = (
            f"{quoted(code)} is accepted{where}, and mapper finds no such thing in this file any more. "
            "Please remove these lines."
        )
        return Problem("C905", Severity.WARNING, path, message)
    message = (
        f"{quoted(code)} is accepted{where}, and it is found only elsewhere. "
        "Please correct the path, or remove these lines."
    )
    near = places[_nearest(acceptance.path.value or "", places)]
    return Problem("C905", Severity.WARNING, path, message, f"Did you mean `{near}`?" if near else None)


def _nearest(text: str, places: Iterable[str]) -> str:
    """The place most like a text, however unlike it is: one of them has to be meant."""
    from difflib import SequenceMatcher

    return max(places, key=lambda place: SequenceMatcher(None, text, place).ratio())


def _steps(path: Path, values: Any) -> list[_Step]:
    """The parts of a path; `value` around a list, which says nothing of where it stands, is none of them."""
    steps: list[_Step] = []
    asked: Path = ()
    for part, following in zip(path, (*path[1:], None), strict=True):
        values = value_at(values, (part,))
        if part == "value" and isinstance(following, int):
            continue
        asked = (*asked, part)
        is_item = isinstance(part, int)
        steps.append(_Step((str(part), *_identity(values, asked)) if is_item else (str(part),), is_item))
    return steps


def _identity(item: Any, path: Path) -> Iterable[str]:
    """What tells an item of a list from the others: its id, or else a word or text of its own."""
    question = question_at(Hub, path)
    for asked in questions(question.group) if question is not None and question.group is not None else ():
        if asked.identifies and (answer := value_at(item, (asked.key,))) is not None:
            yield str(answer)


def _covers(acceptance: Acceptance, steps: Sequence[_Step]) -> bool:
    """Whether a problem stands at or below the path accepted; one that is blank stands for the whole file."""
    if acceptance.path.value is None:
        return acceptance.path.standing is Standing.BLANK
    wanted = _STEP.findall(_AROUND_LIST.sub("", acceptance.path.value))
    return len(wanted) <= len(steps) and all(
        (item.strip() if step.is_item else key) in step.names for (item, key), step in zip(wanted, steps, strict=False)
    )


def _text(steps: Iterable[_Step], best: int) -> str:
    text = "".join(f"[{names[best]}]" if is_item else f".{names[best]}" for names, is_item in steps)
    return text.removeprefix(".")
