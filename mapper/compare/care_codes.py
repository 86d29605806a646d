"""What Hubs say of the codes of their care teams, read once for all rows: what counts, and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from mapper.compare.table import Cell, not_in
from mapper.esms.codes import ReadCode
from mapper.esms.parsing import read_codes
from mapper.esms.teams import codes_in, version_of
from mapper.esms.tree import VERSIONS, load_tree
from mapper.findings import Path
from mapper.schema.care_teams import CareTeam
from mapper.study import MappedHub, Study

CARE_TEAMS = ("care_teams",)


class CareType(NamedTuple):
    """A type of care (MTC) of a version of the codes."""

    version: str
    code: str

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands among all codes of all versions."""
        return VERSIONS.index(self.version), list(load_tree(self.version).codes).index(self.code)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code that is proposed for a care team, in full; `confidence` is a word (None: not given)."""

    care_type: CareType
    code: str
    confidence: str | None


@dataclass(frozen=True)
class TeamCodes:
    """A care team: its codes that count, those proposed of other types of care, and texts that are no known code."""

    team: CareTeam
    path: Path
    counted: tuple[ReadCode, ...]
    proposals: tuple[Proposal, ...]
    unread: tuple[str, ...]

    @cached_property
    def care_types(self) -> tuple[CareType, ...]:
        """The types of care that count, once each."""
        return tuple(dict.fromkeys(map(care_type_of, self.counted)))


@dataclass(frozen=True)
class HubCodes:
    """The care teams of a Hub."""

    mapped: MappedHub
    teams: tuple[TeamCodes, ...]

    @cached_property
    def care_types(self) -> tuple[CareType, ...]:
        """The types of care of all care teams: each as often as there are teams with it."""
        return tuple(care_type for team in self.teams for care_type in team.care_types)

    def cell(self, *values: Any) -> Cell:
        """The cell of some values; without any, that of what no care team has."""
        return Cell(values, path=CARE_TEAMS) if values else self.nothing

    @cached_property
    def nothing(self) -> Cell:
        """The cell of what no care team has: the word that stands instead of teams or codes, blank, or not listed."""
        listed = self.mapped.hub.care_teams
        if not len(listed) or any(len(team.team.codes) for team in self.teams):
            return not_in(listed, CARE_TEAMS)
        reasons = (team.team.codes.missing for team in self.teams)
        return Cell(missing=next(filter(None, reasons), None), path=CARE_TEAMS)


def care_type_of(code: ReadCode) -> CareType:
    """The type of care that a known code names."""
    return CareType(code.version, code.mtc)


def hub_codes(study: Study) -> tuple[HubCodes, ...]:
    """The care teams of every Hub."""
    return tuple(HubCodes(mapped, tuple(_teams(mapped))) for mapped in study.hubs)


def _teams(mapped: MappedHub) -> Iterator[TeamCodes]:
    for path, team in mapped.hub.care_teams.placed():
        counted, unread = _read(team)
        proposals, unread_proposals = _read_proposals(team)
        has = {care_type_of(code) for code in counted}
        others = (proposal for proposal in proposals if proposal.care_type not in has)
        yield TeamCodes(team, path, tuple(counted), tuple(others), (*unread, *unread_proposals))


def _read(team: CareTeam) -> tuple[list[ReadCode], list[str]]:
    counted, unread = list[ReadCode](), list[str]()
    for _, reading in codes_in(team.codes, version_of(team)):
        counted += (code for code in reading.codes if code.is_countable)
        unread += (code.text for code in reading.codes if not code.is_countable)
        unread += [] if reading.codes else [reading.text]
    return counted, unread


def _read_proposals(team: CareTeam) -> tuple[list[Proposal], list[str]]:
    found, unread = list[Proposal](), list[str]()
    for proposed in team.proposed:
        known = [code for code in read_codes(proposed.code, version_of(team)).codes if code.is_countable]
        found += (Proposal(care_type_of(code), code.full, proposed.confidence.value) for code in known)
        unread += [] if known else [proposed.code]
    return found, unread
