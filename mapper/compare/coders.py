"""How far coders who coded care teams on their own agree, where they differ, and what would settle each difference.

Teams are the units. Coders agree on a team at a level if all of them gave it the same set of codes there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from mapper.errors import MapperError
from mapper.esms.codings import CoderRole, Level, TeamCoding, codings_of
from mapper.esms.reliability import Alpha, Kappa, cohens_kappa, krippendorffs_alpha
from mapper.esms.settling import Point, settled_by
from mapper.findings import Path
from mapper.study import MappedHub, Study
from mapper.vocabulary.lists import WordList


class WhyAlpha(StrEnum):
    """Why Cohen's kappa, which is for the same two coders throughout, does not apply."""

    MORE_CODERS = "more than two coders"
    MISSING = "missing codings"


class TeamPlace(NamedTuple):
    """A care team and where it stands. Where outputs show labels, the Hub's id and the team's name are left out."""

    hub: str | None
    heading: str
    is_fictional: bool
    id: str
    name: str | None
    path: Path


class CoderCodes(NamedTuple):
    """The codes of one coder as they are usually written, or as typed where they are none."""

    coder: CoderRole
    codes: tuple[str, ...]


class Disagreement(NamedTuple):
    """A care team on whose codes not all coders agree exactly, and what would settle it."""

    team: TeamPlace
    codings: tuple[CoderCodes, ...]
    settled_by: tuple[Point, ...]


class NotCompared(NamedTuple):
    """A care team of which fewer than two coders gave codes: those who did, and those who did not."""

    team: TeamPlace
    coded: tuple[CoderRole, ...]
    not_coded: tuple[CoderRole, ...]


class LevelAgreement(NamedTuple):
    """On how many of the teams all coders agree at a level; without a coefficient where it is not defined."""

    level: Level
    agree: int
    of: int
    coefficient: Kappa | Alpha | None


class Agreement(NamedTuple):
    """How far coders agree over all teams that at least two of them coded. Coefficients are Cohen's kappa, or
    Krippendorff's alpha where there is a reason for it (`why_alpha`).
    """

    coders: tuple[CoderRole, ...]
    why_alpha: tuple[WhyAlpha, ...]
    levels: tuple[LevelAgreement, ...]
    disagreements: tuple[Disagreement, ...]
    not_compared: tuple[NotCompared, ...]

    @property
    def teams(self) -> int:
        """How many care teams are compared."""
        return self.levels[0].of


class _Team(NamedTuple):
    place: TeamPlace
    codings: tuple[TeamCoding, ...]

    @property
    def given(self) -> tuple[TeamCoding, ...]:
        return tuple(coding for coding in self.codings if not coding.is_missing)


def agreement(study: Study) -> Agreement:
    """How far the coders of a study agree. Raises MapperError if no care team has codes by two coders."""
    spelling: dict[str, str] = {}
    teams = [team for mapped in study.hubs for team in _teams(study, mapped, spelling)]
    compared = [team for team in teams if len(team.given) > 1]
    if not compared:
        raise MapperError(
            "No care team has codes by two coders under `coders`. Please have each of them code it, with "
            "`mapper esms code HUB --team ID --coder ROLE`."
        )
    coders = tuple(dict.fromkeys(coding.coder for team in compared for coding in team.given))
    why_alpha = tuple(_why_alpha(compared, coders))
    words = study.vocabulary["coding-question"]
    return Agreement(
        coders,
        why_alpha,
        tuple(_at_level(level, compared, coders, is_alpha=bool(why_alpha)) for level in Level),
        tuple(_disagreement(team, words) for team in compared if not _agree(team, Level.EXACT)),
        tuple(_not_compared(team) for team in teams if len(team.given) < 2),
    )


def _teams(study: Study, mapped: MappedHub, spelling: dict[str, str]) -> Iterator[_Team]:
    """The care teams of a Hub that anyone has coded. `spelling` holds each role as it is first written."""
    hides = study.shows_labels
    for below, team in mapped.hub.care_teams.placed():
        if not team.coders.items:
            continue
        place = TeamPlace(
            None if hides else mapped.id,
            study.heading(mapped),
            mapped.is_fictional,
            team.id,
            None if hides else team.name.value,
            ("care_teams", *below),
        )
        yield _Team(place, tuple(codings_of(team, spelling)))


def _why_alpha(compared: Iterable[_Team], coders: Sequence[CoderRole]) -> Iterator[WhyAlpha]:
    if len(coders) > 2:
        yield WhyAlpha.MORE_CODERS
    if any(len(team.given) < len(team.codings) for team in compared):
        yield WhyAlpha.MISSING


def _agree(team: _Team, level: Level) -> bool:
    return len({coding.label(level) for coding in team.given}) == 1


def _at_level(level: Level, teams: Sequence[_Team], coders: Sequence[CoderRole], *, is_alpha: bool) -> LevelAgreement:
    agree = sum(_agree(team, level) for team in teams)
    labels = [{coding.coder: coding.label(level) for coding in team.given} for team in teams]
    coefficient: Kappa | Alpha | None
    if is_alpha:
        coefficient = krippendorffs_alpha([tuple(by_coder.values()) for by_coder in labels])
    else:
        first, second = coders
        coefficient = cohens_kappa([(by_coder[first], by_coder[second]) for by_coder in labels])
    return LevelAgreement(level, agree, len(teams), coefficient)


def _not_compared(team: _Team) -> NotCompared:
    coded = tuple(coding.coder for coding in team.given)
    return NotCompared(team.place, coded, tuple(coding.coder for coding in team.codings if coding.is_missing))


def _disagreement(team: _Team, words: WordList) -> Disagreement:
    codings = tuple(CoderCodes(coding.coder, coding.shown()) for coding in team.codings)
    return Disagreement(team.place, codings, settled_by(team.given, words))
