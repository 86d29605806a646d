"""What each coder made of a care team on their own: the codes by what of them counts at a level, and the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import count
from typing import NamedTuple

from mapper.esms.codes import ReadCode, full_text
from mapper.esms.coding import is_activity, is_open
from mapper.esms.teams import answers_given, codes_in, version_of
from mapper.esms.tree import BRANCHES
from mapper.schema.answers import MissingWord
from mapper.schema.care_teams import CareTeam, Coding
from mapper.wording import loosely


class Level(StrEnum):
    """What of the codes has to be the same: all of it, the types of care, or the branches."""

    EXACT = "exact"
    MTC = "mtc"
    BRANCH = "branch"


class CoderRole(NamedTuple):
    """Who coded, by role; with a number where several coders of a team have the role."""

    role: str
    number: int | None = None

    def __str__(self) -> str:
        return self.role if self.number is None else f"{self.role} {self.number}"


class TeamCoding(NamedTuple):
    """A coder's codes of a team by their labels, so that what is the same is there once; texts that hold no code; and
    the answers to the coding questions.
    """

    coder: CoderRole
    version: str
    codes: Mapping[str, ReadCode]
    unread: tuple[str, ...]
    answers: Mapping[str, str]
    says_none: bool

    @property
    def is_missing(self) -> bool:
        """Whether the coder gave no code, and did not say either that there is none to give."""
        return not (self.codes or self.unread or self.says_none)

    def label(self, level: Level) -> str:
        """The set of its codes at a level as one text."""
        read = [label_at(code, level) for code in self.codes.values()]
        if level is Level.BRANCH:
            read += (f"{self.version}:{branch}" for branch in BRANCHES if is_open(branch, self.answers))
        return "\n".join(sorted({*read, *(f"{self.version}:{text}" for text in self.unread)}))

    def shown(self) -> tuple[str, ...]:
        """The codes as they are usually written, and what holds none as typed."""
        return (*(code.full for code in self.codes.values()), *self.unread)

    def in_branch(self, branch: str) -> dict[str, ReadCode]:
        """The codes of a branch by their labels."""
        return {label: code for label, code in self.codes.items() if branch_of(code) == branch}


def codings_of(team: CareTeam, spelling: dict[str, str]) -> Iterator[TeamCoding]:
    """What each coder made of a team. `spelling` holds each role as it is first written."""
    for coder, coding in zip(_coders(team, spelling), team.coders, strict=True):
        yield _coding(coder, coding, version_of(team))


def _coders(team: CareTeam, spelling: dict[str, str]) -> Iterator[CoderRole]:
    """Who coded a team, one for each coding; numbers that would make two coders look the same are passed over."""
    roles = [loosely(coding.role) for coding in team.coders]
    several = [role for role, times in Counter(roles).items() if times > 1]
    numbers = {role: _numbers_beside(role, roles) for role in several}
    for role, coding in zip(roles, team.coders, strict=True):
        written = spelling.setdefault(role, " ".join(coding.role.split()))
        yield CoderRole(written, next(numbers[role]) if role in numbers else None)


def _numbers_beside(role: str, roles: Sequence[str]) -> Iterator[int]:
    return (number for number in count(1) if f"{role} {number}" not in roles)


def _coding(coder: CoderRole, coding: Coding, version: str) -> TeamCoding:
    readings = [reading for _, reading in codes_in(coding.codes, version)]
    codes = {label_at(code, Level.EXACT): code for reading in readings for code in reading.codes}
    unread = dict.fromkeys(" ".join(reading.text.split()) for reading in readings if not reading.codes)
    answers = answers_given(coding.coding_answers)
    says_none = coding.codes.missing is MissingWord.NOT_APPLICABLE or is_activity(answers)
    return TeamCoding(coder, version, codes, tuple(unread), answers, says_none)


def label_at(code: ReadCode, level: Level) -> str:
    """What of a code counts at a level, with its version."""
    if level is Level.BRANCH:
        return f"{code.version}:{branch_of(code) or code.mtc}"
    if level is Level.MTC:
        return f"{code.version}:{code.mtc}"
    return f"{code.version}:{full_in_order(code)}"


def full_in_order(code: ReadCode) -> str:
    """A full code with its needs and its qualifiers in one order."""
    return full_text(code.prefix or "", needs_in_order(code), code.mtc + "".join(sorted(set(code.qualifiers))))


def branch_of(code: ReadCode) -> str | None:
    """The branch of a code, also of one that there is not; None for one of a local variant."""
    return None if code.is_variant else code.mtc[0]


def needs_in_order(code: ReadCode) -> list[tuple[str, ...]]:
    """The needs in square brackets, in one order."""
    return sorted(tuple(sorted(bracket)) for bracket in code.brackets)
