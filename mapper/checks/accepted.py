"""Checks C904, C905, C906: findings that a record accepts with a reason (`record.accepted`), and what that silences."""

from __future__ import annotations

import re
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
    standing, silenced = list(problems), list[Silenced]()
    for below, acceptance in subject.hub.record.accepted.placed():
        path: Path = (*_HERE, *below)
        if acceptance.code.startswith(NEVER_ACCEPTED):
            message = (
                f"{quoted(acceptance.code)} cannot be accepted: it says that an answer cannot be used. "
                "Please correct the answer, and remove these lines."
            )
            standing.append(Problem("C906", Severity.WARNING, (*path, "code"), message))
            continue
        met = [p for p in standing if p.code == acceptance.code and _covers(acceptance, p.path, subject)]
        if not met:
            standing.append(Problem("C905", Severity.WARNING, path, _matches_nothing(acceptance, problems)))
        elif acceptance.reason.value is None:
            message = (
                "A finding is accepted without a reason, so it stands. Please say why the answer is right as it is."
            )
            standing.append(Problem("C904", Severity.WARNING, (*path, "reason"), message))
        else:
            silenced += [Silenced(problem, acceptance.reason.value, acceptance.by.value) for problem in met]
            standing = [problem for problem in standing if problem not in met]
    return standing, silenced


def _matches_nothing(acceptance: Acceptance, problems: Sequence[Problem]) -> str:
    elsewhere = [path_text(problem.path) for problem in problems if problem.code == acceptance.code]
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


def _covers(acceptance: Acceptance, path: Path, subject: Subject) -> bool:
    """Whether a path lies at or below the one accepted, whose items are named by their number or by their id."""
    values: Any = subject.mapped.document.values
    wanted = [(number or key, bool(key)) for number, key in _STEP.findall(acceptance.path.value or "")]
    if len(wanted) > len(path):
        return False
    for (text, is_key), part in zip(wanted, path, strict=False):
        values = value_at(values, (part,))
        its_id = value_at(values, ("id",))
        named = [str(part)] if is_key or isinstance(part, str) else [str(part), str(its_id)]
        if text not in named or is_key == isinstance(part, int):
            return False
    return True


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
