"""Checks C904, C905, C906: findings that a record accepts with a reason (`record.accepted`), and what that silences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from mapper.checks.check import Check, Subject
from mapper.findings import Path, Problem, Severity, path_text
from mapper.schema.record import Acceptance
from mapper.wording import quoted, value_at

NEVER_ACCEPTED = ("Y10", "Y110", "Y111", "Y112", "Y113", "Y114", "S", "X306", "C904", "C905", "C906")
"""Codes, by how they begin, of findings that no reason silences: what cannot be used stays unused, whatever is said of
it, and what two files have in common is not for one of them to accept.
"""
_HERE: Path = ("record", "accepted")
_STEP = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")


class Silenced(NamedTuple):
    """A problem that the record accepts, with the reason and the role of who accepted it."""

    problem: Problem
    reason: str
    by: str | None


def silence(subject: Subject, problems: Sequence[Problem]) -> tuple[list[Problem], list[Silenced]]:
    """The problems that stand, with those of the acceptances themselves, and the ones that are accepted."""
    of_code: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        of_code[problem.code].append(problem)
    own, silenced = list[Problem](), dict[Problem, Silenced]()
    for below, acceptance in subject.hub.record.accepted.placed():
        path, reason = (*_HERE, *below), acceptance.reason.value
        met = _met(acceptance, of_code[acceptance.code], subject.mapped.document.values)
        if acceptance.code.startswith(NEVER_ACCEPTED):
            message = (
                f"{quoted(acceptance.code)} cannot be accepted: it says that an answer cannot be used. "
                "Please correct the answer, and remove these lines."
            )
            own.append(Problem("C906", Severity.WARNING, (*path, "code"), message))
        elif not met:
            own.append(Problem("C905", Severity.WARNING, path, _matches_nothing(acceptance, of_code[acceptance.code])))
        elif reason is None:
            message = (
                "A finding is accepted without a reason, so it stands. Please say why the answer is right as it is."
            )
            own.append(Problem("C904", Severity.WARNING, (*path, "reason"), message))
        else:
            silenced |= {problem: Silenced(problem, reason, acceptance.by.value) for problem in met}
    return [problem for problem in (*problems, *own) if problem not in silenced], list(silenced.values())


def _met(acceptance: Acceptance, problems: Sequence[Problem], values: Any) -> list[Problem]:
    """The problems at or below the path accepted, whose items are named by their number or by their id."""
    wanted = [(number or key, bool(key)) for number, key in _STEP.findall(acceptance.path.value or "")]
    return [problem for problem in problems if _covers(wanted, problem.path, values)]


def _covers(wanted: Sequence[tuple[str, bool]], path: Path, values: Any) -> bool:
    if len(wanted) > len(path):
        return False
    for (text, is_key), part in zip(wanted, path, strict=False):
        values = value_at(values, (part,))
        named = [str(part)] if isinstance(part, str) else [str(part), str(value_at(values, ("id",)))]
        if text not in named or is_key == isinstance(part, int):
            return False
    return True


def _matches_nothing(acceptance: Acceptance, problems: Sequence[Problem]) -> str:
    elsewhere = [path_text(problem.path) for problem in problems]
    where = f" at {quoted(acceptance.path.value)}" if acceptance.path.value else ""
    if not elsewhere:
        return (
            f"{quoted(acceptance.code)} is accepted{where}, and mapper finds no such thing in this file any more. "
            "Please remove these lines."
        )
    return (
        f"{quoted(acceptance.code)} is accepted{where}, and it is found only at `{elsewhere[0]}`. "
        "Please correct the path, or remove these lines."
    )


CHECKS = (
    Check(
        code="C904",
        title="A finding is accepted without a reason",
        why="Whoever reads the record later has to see why something unusual is right; without a reason it stands.",
        bad="""
            record:
              accepted:
                - {code: W501, path: "staffing.posts[nurses]"}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte: 3.2, headcount: 3}
            """,
        good="""
            record:
              accepted:
                - {code: W501, path: "staffing.posts[nurses]", reason: bank hours are counted in, by: clinical lead}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte: 3.2, headcount: 3}
            """,
    ),
    Check(
        code="C905",
        title="An accepted finding is no longer found",
        why="Once the answer is corrected, the acceptance would only hide the next finding at the same place.",
        bad="""
            record:
              accepted:
                - {code: W501, path: "staffing.posts[nurses]", reason: bank hours are counted in}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte: 2.8, headcount: 3}
            """,
        good="""
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte: 2.8, headcount: 3}
            """,
    ),
    Check(
        code="C906",
        title="A finding is accepted that has to be corrected",
        why="What cannot be read or used stays out of every output, whatever reason is given.",
        bad="""
            record:
              accepted:
                - {code: S205, path: context.opened, reason: written as in the source}
            """,
        good="""
            context:
              opened: 2020-10
            """,
    ),
)
