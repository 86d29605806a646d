"""What Hubs say of the codes of their care teams, read once for all rows: what counts, and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from mapper.compare.table import Cell, Entry, Fact, Origin, Status
from mapper.compare.view import HubView, own_sources
from mapper.esms.codes import ReadCode
from mapper.esms.parsing import read_codes
from mapper.esms.teams import codes_in, version_of
from mapper.esms.tree import VERSIONS, load_tree
from mapper.findings import Path
from mapper.schema.answers import Answer
from mapper.schema.care_teams import CareTeam
from mapper.schema.scalars import Amount

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
    line: int
    sources: tuple[str, ...]
    counted: tuple[ReadCode, ...]
    proposals: tuple[Proposal, ...]
    unread: tuple[str, ...]

    @cached_property
    def care_types(self) -> tuple[CareType, ...]:
        """The types of care that count, once each."""
        return tuple(dict.fromkeys(map(care_type_of, self.counted)))


@dataclass(frozen=True)
class HubCodes:
    """The care teams of a Hub, with what its rates are worked out on: the people of the workforce in scope. `nothing`
    is the cell of what no care team has: the word that stands instead of teams or codes, blank, or not listed. `line`
    is where care teams stand in the file.
    """

    id: str
    teams: tuple[TeamCodes, ...]
    people: Answer[Amount]
    nothing: Cell
    line: int

    @cached_property
    def care_types(self) -> tuple[CareType, ...]:
        """The types of care of all care teams: each as often as there are teams with it."""
        return tuple(care_type for team in self.teams for care_type in team.care_types)

    def cell(
        self,
        field: str,
        *values: Any,
        status: Status = Status.ANSWERED,
        sources: tuple[str, ...] = (),
        path: Path = CARE_TEAMS,
        line: int | None = None,
    ) -> Cell:
        """The cell of some values; without any, that of what no care team has. With another status than answered, the
        values only say what it is that has no answer.
        """
        if not values:
            return self.nothing
        line = self.line if line is None else line
        is_whole = all(getattr(value, "is_whole", True) for value in values)
        fact = Fact(field, values, status, None, sources, path, line, Origin.DERIVED, is_whole)
        return Cell((Entry((fact,)),), status, None, path, line)


def care_type_of(code: ReadCode) -> CareType:
    """The type of care that a known code names."""
    return CareType(code.version, code.mtc)


def hub_codes(view: HubView) -> HubCodes:
    """The care teams of a Hub."""
    teams = tuple(_teams(view))
    people = view.hub.context.workforce_in_scope.people
    return HubCodes(view.mapped.id, teams, people, _nothing(view, teams), view.line(CARE_TEAMS))


def _nothing(view: HubView, teams: tuple[TeamCodes, ...]) -> Cell:
    listed = view.hub.care_teams
    cell = view.not_listed(listed, CARE_TEAMS)
    if not len(listed) or any(len(team.team.codes) for team in teams):
        return cell
    reasons = (team.team.codes.missing for team in teams)
    return cell._replace(status=Status.of(next(filter(None, reasons), None)))


def not_open(codes: HubCodes, why: str) -> HubCodes:
    """The care teams of a Hub that was not open: none."""
    return replace(codes, teams=(), nothing=Cell((), Status.NOT_OPEN, why))


def _teams(view: HubView) -> Iterator[TeamCodes]:
    for path, team in view.hub.care_teams.placed():
        counted, unread = _read(team)
        proposals, unread_proposals = _read_proposals(team)
        has = {care_type_of(code) for code in counted}
        others = (proposal for proposal in proposals if proposal.care_type not in has)
        place = (*CARE_TEAMS, *path)
        cited = view.source_names((*own_sources(team), *team.codes.cited))
        yield TeamCodes(
            team, place, view.line(place), cited, tuple(counted), tuple(others), (*unread, *unread_proposals)
        )


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
