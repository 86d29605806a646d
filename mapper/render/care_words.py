"""The cells of the table of care types in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mapper.compare.care_balance import Variety
from mapper.compare.care_rates import Measure, NotDivided, People, Rate, Unlisted, Unmeasured
from mapper.compare.care_types import CodedIn, CodedTeams, NoCodes, Spread, TeamsWith
from mapper.esms.measures import Share, rounded
from mapper.esms.tree import DESDE_LTC_2
from mapper.render.esms_balance import share_words
from mapper.render.reasons import reasons_words
from mapper.schema.scalars import Amount
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import counted, in_sentence, shortened


def _coded_in(value: CodedIn, vocabulary: Vocabulary) -> str:
    said = vocabulary["esms-version"].label(value.version)
    return f"{said}, assumed for {counted(value.assumed, 'team')}" if value.assumed else said


def _teams_with(value: TeamsWith, vocabulary: Vocabulary) -> str:
    parts = [f"{counted(value.teams, 'team')}: {', '.join(value.codes)}"] if value.teams else []
    if value.proposals:
        sure = vocabulary["confidence"].label
        proposed = (
            f"{one.code} ({in_sentence(sure(one.confidence))} confidence)" if one.confidence else one.code
            for one in value.proposals
        )
        parts.append(f"proposed: {', '.join(proposed)}; not counted")
    return "; ".join(parts)


def _no_codes(value: NoCodes, vocabulary: Vocabulary) -> str:
    texts = ", ".join(f"“{shortened(text, 40)}”" for text in value.texts)
    return texts or (f"{value.number:,}" if value.number else "none")


def _not_divided(value: NotDivided, vocabulary: Vocabulary) -> str:
    return f"{counted(value.teams, 'team')} left out: meant for different people, and the number is not divided"


def _rate(value: Rate, vocabulary: Vocabulary) -> str:
    if value.number is None:
        is_listed = isinstance(value.people, People) and value.people.target
        of_whom = f", population {value.people.target}" if isinstance(value.people, People) and is_listed else ""
        return f"{_units(value, many=True)} {reasons_words(value.reasons)}{of_whom}"
    number = f"{value.number:,f} {_units(value, many=not value.number.low == value.number.high == 1)}"
    conflict = " (sources conflict)" if value.is_conflict else ""
    left_out = f"{counted(value.left_out, 'team')} left out: {reasons_words(value.reasons)}" if value.left_out else ""
    if isinstance(value.people, Unlisted):
        parts = (f"{number}{conflict}", f"no population {value.people.letters} listed", left_out)
    elif value.people is None:
        parts = (f"{number}{conflict}", f"population {reasons_words((value.no_people,))}", left_out)
    else:
        rate = "no rate" if value.per_100_000 is None else f"{_figures(value.per_100_000):,f} per 100,000"
        parts = (f"{rate}: {number}{conflict} for {_people_words(value.people)}", left_out, "")
    return "; ".join(filter(None, parts))


def _unmeasured(value: Unmeasured, vocabulary: Vocabulary) -> str:
    return {Measure.BEDS: "beds", Measure.DAY_PLACES: "places", Measure.WORKFORCE: "WTE"}.get(value.measure, "number")


def _units(rate: Rate, *, many: bool) -> str:
    if rate.measure is Measure.WORKFORCE:
        return "WTE"
    if rate.measure in (Measure.BEDS, Measure.DAY_PLACES):
        return ("beds" if many else "bed") if rate.measure is Measure.BEDS else ("places" if many else "place")
    version = f" ({rate.version})" if rate.version != DESDE_LTC_2 else ""
    return ("care types" if many else "care type") + version


def _people_words(people: People) -> str:
    number = f"{people.number:,f} people{' (sources conflict)' if people.is_conflict else ''}"
    if people.target is None:
        return f"{number}, workforce in scope"
    who = ", ".join(filter(None, (people.group, str(people.date) if people.date else "")))
    return f"{number}, population {people.target}" + (f" ({who})" if who else "")


def _figures(rate: Amount) -> Amount:
    """A rate to one decimal place; below 1, to two figures that count."""
    low, high = (end and rounded(end, 1 if end >= 1 else 1 - end.adjusted()) for end in rate)
    return Amount(low, high)


def _coded_teams_words(value: CodedTeams) -> str:
    others = (
        (value.proposed, "with proposed codes only"),
        (value.unread, "with no code that can be counted"),
    )
    said = f"{value.coded:,} of {counted(value.teams, 'care team')} coded"
    return "; ".join((said, *(f"{number:,} {what}" for number, what in others if number)))


def _variety_words(value: Variety) -> str:
    number = f"{value.value:,}" if isinstance(value.value, int) else f"{rounded(value.value, 2):f}"
    return number if value.version == DESDE_LTC_2 else f"{number} ({value.version})"


def _spread_words(summary: Spread) -> str:
    parts = [
        (summary.hubs, f"{counted(summary.teams, 'team')} in {summary.hubs}"),
        (summary.only_proposed, f"proposed in {summary.only_proposed}"),
    ]
    first, *others = (text for number, text in parts if number)
    not_coded = [f"{summary.not_coded} not coded"] if summary.not_coded else []
    return ", ".join((f"{first} of {counted(summary.of_hubs, 'Hub')}", *others, *not_coded))


def _varieties_words(summary: tuple[Variety, ...]) -> str:
    return "; ".join(map(_variety_words, summary))


CARE_WORDS: Mapping[type[Any], Callable[[Any, Vocabulary], str]] = {
    CodedIn: _coded_in,
    CodedTeams: lambda value, vocabulary: _coded_teams_words(value),
    TeamsWith: _teams_with,
    NoCodes: _no_codes,
    Share: lambda value, vocabulary: share_words(value),
    Variety: lambda value, vocabulary: _variety_words(value),
    NotDivided: _not_divided,
    Unmeasured: _unmeasured,
    Rate: _rate,
}
"""How the values of cells are said."""
OVER_HUBS_WORDS: Mapping[type[Any], Callable[[Any], str]] = {
    CodedTeams: _coded_teams_words,
    Spread: _spread_words,
    Share: share_words,
    tuple: _varieties_words,
}
"""How what a row says over all Hubs is said."""
