"""The codes of a Hub's care teams wherever they stand, read, for the checks on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mapper.checks.check import Subject
from mapper.checks.places import CARE_TEAMS
from mapper.esms.codes import Reading
from mapper.esms.parsing import read_codes
from mapper.esms.teams import answers_given, codes_in, version_of
from mapper.findings import Path
from mapper.schema.care_teams import CareTeam


class Coded(NamedTuple):
    """A text that should hold a code: where it stands, what is read of it, the team, and the answers to the coding
    questions that it is held against. `is_own`: it is a code of the team, and neither proposed nor of a single coder.
    """

    path: Path
    reading: Reading
    team: CareTeam
    answers: Mapping[str, str]
    is_own: bool
    is_proposed: bool = False


def coded(subject: Subject) -> Sequence[Coded]:
    """Every text that should hold a code of a care team."""
    return list(_coded(subject))


def types_of_team(subject: Subject, team: CareTeam) -> tuple[str, ...]:
    """The types of care that the codes of a team name, once each."""
    own = (one for one in subject.once(coded) if one.team is team and one.is_own)
    return tuple(dict.fromkeys(code.mtc for one in own for code in one.reading.codes if code.is_countable))


def _coded(subject: Subject) -> Iterator[Coded]:
    for number, team in subject.hub.care_teams.placed():
        path, version = (*CARE_TEAMS, *number), version_of(team)
        answers = answers_given(team.coding_answers)
        for below, reading in codes_in(team.codes, version):
            yield Coded((*path, "codes", *below), reading, team, answers, is_own=True)
        for below, proposed in team.proposed.placed():
            reading = read_codes(proposed.code, version)
            at = (*path, "proposed", *below, "code")
            yield Coded(at, reading, team, answers, is_own=False, is_proposed=True)
        for below, coding in team.coders.placed():
            given = answers_given(coding.coding_answers)
            for within, reading in codes_in(coding.codes, version):
                yield Coded((*path, "coders", *below, "codes", *within), reading, team, given, is_own=False)
