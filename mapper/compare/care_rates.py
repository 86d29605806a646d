"""Rates of care per 100,000 of the people for whom it is meant: types of care, places, whole-time equivalents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from mapper.compare.care_codes import CareType, HubCodes, TeamCodes, care_type_of
from mapper.compare.sums import total
from mapper.compare.table import Cell, Status
from mapper.esms.codes import ReadCode
from mapper.esms.groups import CodeGroup, group_of
from mapper.esms.measures import rate_per_100_000
from mapper.esms.tree import DESDE_LTC_2
from mapper.schema.answers import Answer
from mapper.schema.care_teams import CareTeam
from mapper.schema.scalars import Amount, PartialDate
from mapper.schema.study import Population
from mapper.study import Study
from mapper.vocabulary.lists import load_list


class Measure(StrEnum):
    """What is worked out on people."""

    AVAILABILITY = "availability"
    BEDS = "beds"
    DAY_PLACES = "day places"
    WORKFORCE = "workforce"


class People(NamedTuple):
    """People that rates are worked out on: a population of the study, by the letters for whom care is meant, who they
    are and when they were counted; or the workforce in scope of the Hub (without letters).
    """

    number: Amount
    is_conflict: bool
    target: str | None = None
    group: str | None = None
    date: PartialDate | None = None


class Unlisted(NamedTuple):
    """People for whom the study lists no population, by the letters before a code; the workforce does not stand for
    them.
    """

    letters: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A number of types of care (of one `version`), beds, places or WTE, on people (None: `no_people` says why, or
    blank), and what that is per 100,000 of them (None: it cannot be told).

    `number` is None where it is known of no team; `left_out` counts the teams of which it is not known, for `reasons`.
    """

    measure: Measure
    number: Amount | None
    people: People | Unlisted | None
    per_100_000: Amount | None
    no_people: Status
    version: str | None = None
    is_conflict: bool = False
    left_out: int = 0
    reasons: tuple[Status, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is a rate, and one of all teams."""
        return self.per_100_000 is not None and not self.left_out


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """What no care team has a number of, because each says so in a missing word."""

    measure: Measure


@dataclass(frozen=True, slots=True)
class NotDivided:
    """Care teams left out because their codes are meant for different people, and their number is not divided."""

    teams: int


def availability_cell(codes: HubCodes, study: Study, group: CodeGroup | None = None) -> Cell:
    """How many types of care there are, of all or of a group, on the people for whom each is meant; versions are never
    mixed.
    """
    found: dict[tuple[str, People | Unlisted | None], set[tuple[int, CareType]]] = {}
    for number, team in enumerate(codes.teams):
        for code in team.counted if group is None else _of_group(team, group):
            for people in _people_of(code, codes, study):
                found.setdefault((code.version, people), set()).add((number, care_type_of(code)))
    rates = []
    for (version, people), care_types in found.items():
        count = Amount(Decimal(len(care_types)), Decimal(len(care_types)))
        rates.append(Rate(Measure.AVAILABILITY, count, people, _per(count, people), _why_none(codes), version))
    return codes.cell("rate", *rates)


def _of_group(team: TeamCodes, group: CodeGroup) -> Iterator[ReadCode]:
    return (code for code in team.counted if code.version == DESDE_LTC_2 and group_of(code.mtc) == group)


def beds_cell(codes: HubCodes, study: Study) -> Cell:
    """How many beds there are in care teams with a residential code."""
    return _of_teams(codes, study, Measure.BEDS, lambda code: code.mtc[0] == "R", lambda team: team.places)


def day_places_cell(codes: HubCodes, study: Study) -> Cell:
    """How many places there are in care teams with a day care code."""
    return _of_teams(codes, study, Measure.DAY_PLACES, lambda code: code.mtc[0] == "D", lambda team: team.places)


def workforce_cell(codes: HubCodes, study: Study) -> Cell:
    """How many whole-time equivalents work in care teams that have a code."""
    return _of_teams(codes, study, Measure.WORKFORCE, lambda _: True, lambda team: team.wte)


def _of_teams(
    codes: HubCodes,
    study: Study,
    measure: Measure,
    is_meant: Callable[[ReadCode], bool],
    answer: Callable[[CareTeam], Answer[Amount]],
) -> Cell:
    teams: dict[People | Unlisted | None, list[TeamCodes]] = {}
    not_divided = 0
    for team in codes.teams:
        where = {_people_of(code, codes, study) for code in team.counted if is_meant(code)}
        if len(where) > 1:
            not_divided += 1
            continue
        for people in (people for found in where for people in found):
            teams.setdefault(people, []).append(team)
    rates = [_rate(codes, measure, people, [answer(one.team) for one in found]) for people, found in teams.items()]
    told = [*rates, *([NotDivided(not_divided)] if not_divided else [])]
    if rates and not not_divided and all(rate.number is None for rate in rates):
        return codes.cell("rate", *told, status=rates[0].reasons[0])
    missing = {answer(team.team).missing for team in codes.teams}
    if not told and missing and None not in missing:
        return codes.cell("rate", Unmeasured(measure), status=Status.of(sorted(missing, key=str)[0]))
    return codes.cell("rate", *told)


def _rate(
    codes: HubCodes, measure: Measure, people: People | Unlisted | None, answers: Sequence[Answer[Amount]]
) -> Rate:
    found = total(answers)
    number = found.bounds if found.known else None
    return Rate(
        measure,
        number,
        people,
        _per(number, people),
        _why_none(codes),
        is_conflict=found.conflicts > 0,
        left_out=found.unknown,
        reasons=found.reasons,
    )


def _per(number: Amount | None, people: People | Unlisted | None) -> Amount | None:
    return rate_per_100_000(number, people.number) if number is not None and isinstance(people, People) else None


def _why_none(codes: HubCodes) -> Status:
    return Status.of(codes.people.missing)


def _people_of(code: ReadCode, codes: HubCodes, study: Study) -> tuple[People | Unlisted | None, ...]:
    """The people for whom a code is meant: each population of the study that is listed for the Hub and the letters
    before the code; or else, where people at work may be meant, the workforce in scope of the Hub; None if the number
    of neither is known.
    """
    letters = code.prefix or ""
    meant = (one for one in study.form.populations if (one.hub.value, one.target.value) == (codes.id, letters))
    populations = (_population(one, is_named=not study.shows_labels) for one in meant)
    listed = tuple(filter(None, populations))
    if listed or (letters and not _may_be_at_work(letters)):
        return listed or (Unlisted(letters),)
    return (_people(codes.people),)


def _may_be_at_work(letters: str) -> bool:
    word = load_list("target-population").words.get(letters)
    return word is not None and word.details.get("may_be_at_work") == "yes"


def _population(population: Population, *, is_named: bool) -> People | None:
    """A population of the study; who they are is left out where it would tell which Hub it is."""
    people = _people(population.people)
    group = population.group if is_named else None
    return people and people._replace(target=population.target.value, group=group, date=population.date.value)


def _people(answer: Answer[Amount]) -> People | None:
    """How many people there are, from the lowest to the highest reading where sources conflict; None if not known."""
    found = total((answer,))
    return People(Amount(found.low, found.high), found.conflicts > 0) if found.known else None
