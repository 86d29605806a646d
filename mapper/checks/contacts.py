"""Check E406: codes that say how users are met, against the interventions and channels of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mapper.checks.check import Check, Subject
from mapper.checks.coded import coded
from mapper.esms.codes import ReadCode
from mapper.findings import Problem, Severity
from mapper.periods import may_hold
from mapper.schema.access import Channel, OpeningHours
from mapper.schema.answers import MissingWord
from mapper.schema.base import TimedItem
from mapper.schema.interventions import Intervention
from mapper.vocabulary.lists import load_list


class _Seen(NamedTuple):
    """How many parts of a file say that something is so, that it is not, and of how many nobody can tell."""

    is_so: int = 0
    is_not: int = 0
    unknown: int = 0

    @property
    def speaks_against(self) -> bool:
        """Whether something speaks against it and nothing for it, not even something that may."""
        return self.is_not > 0 and not self.is_so and not self.unknown


def codes_against_contacts(subject: Subject) -> Iterator[Problem]:
    """Codes of care away from the base, day and night, at a distance or in groups, where the file has none of it."""
    for one in subject.once(coded):
        for code in one.reading.codes if one.is_own else ():
            for claims, seen, said, please in _CLAIMS:
                if code.is_known and claims(code) and subject.once(seen).speaks_against:
                    message = f"`{code.mtc}{code.qualifiers}` says {said} Please check the code, and {please}."
                    yield Problem("E406", Severity.WARNING, one.path, message)


def _away(subject: Subject) -> _Seen:
    """Contacts away from the base, by the interventions, by outreach and, in person or not, by the channels."""
    kinds = [one.kind for one in subject.hub.outreach.activities]
    visits = _Seen(is_so=sum(subject.detail("outreach-kind", kind, "away") == "yes" for kind in kinds))
    return _added([visits, _in_person(subject), *(_is_away(subject, one) for one in _given(subject))])


def _is_away(subject: Subject, intervention: Intervention) -> _Seen:
    """Whether an intervention is given away from the base; one that is given at a distance only is not."""
    if intervention.settings.items:
        return _seen(subject, "setting", intervention.settings, "away")
    in_person = _seen(subject, "mode", intervention.modes, "in_one_place")
    return _Seen(unknown=in_person.is_so + in_person.unknown, is_not=in_person.is_not)


def _in_person(subject: Subject) -> _Seen:
    """Whether people are met in person, and so perhaps away from the base; settings tell more than channels."""
    channels = [channel.channel for channel in subject.hub.access.channels if _holds(subject, channel)]
    if not channels or any(one.settings.items for one in _given(subject)):
        return _Seen()
    in_person = _seen(subject, "channel", channels, "in_one_place")
    return _Seen(unknown=in_person.is_so + in_person.unknown, is_not=in_person.is_not)


def _at_a_distance(subject: Subject) -> _Seen:
    """Care at a distance, by the interventions, or where none is told of, by the channels."""
    given = _given(subject)
    if any(one.modes.items for one in given):
        return _added(_seen(subject, "mode", one.modes, "at_a_distance") for one in given)
    channels = [channel.channel for channel in subject.hub.access.channels if _holds(subject, channel)]
    return _seen(subject, "channel", channels, "at_a_distance") if channels else _Seen()


def _in_groups(subject: Subject) -> _Seen:
    formats = ([reading.value for reading in one.format.readings] for one in _given(subject))
    return _added(_seen(subject, "format", words, "in_groups") for words in formats)


def _at_home(subject: Subject) -> _Seen:
    return _added(_seen(subject, "setting", one.settings, "at_home") for one in _given(subject))


def _seen(subject: Subject, code_list: str, words: Iterable[str], mark: str) -> _Seen:
    """Whether the words of an answer say that something is so, by a mark in their list. Nobody can tell of an answer
    that is not there, nor of a word that the study has added.
    """
    words = list(words)
    if any(subject.detail(code_list, word, mark) == "yes" for word in words):
        return _Seen(is_so=1)
    is_told = bool(words) and all(word in load_list(code_list) for word in words)
    return _Seen(is_not=1) if is_told else _Seen(unknown=1)


def _day_and_night(subject: Subject) -> _Seen:
    channels = [channel for channel in subject.hub.access.channels if _holds(subject, channel)]
    hours = [day for channel in channels for day in channel.hours]
    untold = sum(not channel.hours.items and not _has_no_hours(channel) for channel in channels)
    known = [day for day in hours if day.open.readings and day.close.readings and day.days.items]
    covered = {day for one in known if _is_all_day(one) for word in one.days for day in _days(subject, word)}
    is_so = covered.issuperset(_days(subject, "every day"))
    return _Seen(is_so=int(is_so), is_not=int(bool(known) and not is_so), unknown=untold + len(hours) - len(known))


def _days(subject: Subject, word: str) -> Iterable[str]:
    """The days of the week that a word stands for."""
    days: Iterable[str] = subject.detail("day", word, "days") or (word,)
    return days


def _has_no_hours(channel: Channel) -> bool:
    return channel.hours.missing is MissingWord.NOT_APPLICABLE


def _is_all_day(hours: OpeningHours) -> bool:
    opens, closes = ({reading.value for reading in answer.readings} for answer in (hours.open, hours.close))
    return bool(opens & closes) or ("00:00" in opens and bool(closes & {"24:00", "23:59"}))


def _given(subject: Subject) -> list[Intervention]:
    return [one for _, one in subject.interventions if _holds(subject, one)]


def _holds(subject: Subject, item: TimedItem) -> bool:
    return may_hold(item, subject.hub.record.as_of.value)


def _added(seen: Iterable[_Seen]) -> _Seen:
    total = _Seen()
    for one in seen:
        total = _Seen(*(sum(pair) for pair in zip(total, one, strict=True)))
    return total


def _has_axis(axis: str, value: str) -> Callable[[ReadCode], bool]:
    return lambda code: code.code is not None and code.code.axes.get(axis) == value


def _has_letter(letter: str) -> Callable[[ReadCode], bool]:
    return lambda code: letter in code.qualifiers


_CLAIMS = (
    (
        _has_axis("mobile", "yes"),
        _away,
        "that at least half of the contacts are away from the base, and the file has no contact that is.",
        "where interventions are given (`settings`)",
    ),
    (
        _has_axis("hours", "24h"),
        _day_and_night,
        "that the service is there day and night, and the opening hours of the file do not.",
        "the hours of the channels",
    ),
    (
        _has_letter("e"),
        _at_a_distance,
        "that care is mainly given by phone, video or online, and no intervention of the file is.",
        "how interventions are given (`modes`)",
    ),
    (
        _has_letter("g"),
        _in_groups,
        "that care is mainly given in groups, and no intervention of the file is.",
        "with how many at a time interventions are given (`format`)",
    ),
    (
        _has_letter("d"),
        _at_home,
        "that all care is given at the user's home, and no intervention of the file is.",
        "where interventions are given (`settings`)",
    ),
)
"""What a code claims, where the file speaks of it, and how that is told."""


CHECKS = (
    Check(
        code="E406",
        title="The rest of the file speaks against a code",
        why="A code sums up how a team works. If what is said of interventions and channels shows nothing of it, one "
        "of the two is wrong, or something has been left out.",
        bad="""
            interventions:
              - {id: cbt, kind: CBT, recipient: individual, settings: [Hub base]}
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: [O6.1]}
            """,
        good="""
            interventions:
              - {id: cbt, kind: CBT, recipient: individual, settings: [Hub base, client's home]}
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: [O6.1]}
            """,
        run=codes_against_contacts,
    ),
)
