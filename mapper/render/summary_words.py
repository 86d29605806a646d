"""The summary of a comparison in sentences that a Hub lead can check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mapper.compare.summary import HubStanding, Summary, TableDifferences
from mapper.compare.variation import ComponentVariation
from mapper.derived import Fidelity
from mapper.render.cell_words import column_heading, over_hubs_words
from mapper.render.reasons import counts_words
from mapper.render.terminal import counted
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import in_sentence

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_BOTH = 2
_MOST_HUBS = 12
"""Beyond so many Hubs the summary says no more what each of them does: the tables do."""


class Passage(NamedTuple):
    """A part of the summary: a heading and its sentences."""

    heading: str
    sentences: tuple[str, ...]


def summary_passages(found: Summary, vocabulary: Vocabulary) -> tuple[Passage, ...]:
    """The summary as short passages. Empty ones are left out."""
    core = [one for one in found.components if one.is_core]
    local = [one for one in found.components if not one.is_core]
    passages = (
        Passage("What the guidance names", tuple(_sentence(one, found, vocabulary) for one in core)),
        Passage("What Hubs do beside it", tuple(_sentence(one, found, vocabulary) for one in local)),
        Passage("Hub by Hub", tuple(_by_hub(found.by_hub)) if found.guidance.core and found.hubs <= _MOST_HUBS else ()),
        Passage("What differs, table by table", tuple(_tables(found)) if found.hubs > 1 else ()),
    )
    return tuple(passage for passage in passages if passage.sentences)


def _sentence(one: ComponentVariation, found: Summary, vocabulary: Vocabulary) -> str:
    """How a component varies: “All four Hubs provide in-house therapy; the guidance does not name it.”."""
    provision = one.provision
    partly = f" ({provision.partly} in part)" if provision.partly else ""
    parts = [f"{_how_many(provision.provide, found.hubs)} {in_sentence(one.label)}{partly}"]
    if provision.unknown:
        parts.append(f"of {_hubs(provision.unknown)} it is not known")
    parts += _stands(one) if one.is_core else _named(one, found)
    text = "; ".join(parts) + "."
    if provision.provide > 1:
        text += f" {_ways(one)}"
    words = vocabulary["reason"]
    reasons = [f"{in_sentence(words.label(reason))} ({_hubs(number)})" for reason, number in one.reasons.items()]
    text += f" Reasons given: {', '.join(reasons)}." if reasons else ""
    if one.without_reasons:
        text += f" {_hubs(one.without_reasons)} gave no reason." if reasons else " No reason is given."
    return text


def _ways(one: ComponentVariation) -> str:
    if one.ways.low != one.ways.high:
        return f"It is done in {over_hubs_words(one)}, as far as is known."
    return f"It is done in {over_hubs_words(one)}." if one.ways.low != 1 else "No difference in how is reported."


def _named(one: ComponentVariation, found: Summary) -> list[str]:
    """That the guidance does not name a local component, as far as that is settled."""
    if not found.guidance.core:
        return []
    is_unsettled = one.component in found.guidance.unsettled
    return ["whether the guidance names it is not settled" if is_unsettled else "the guidance does not name it"]


def _how_many(provide: int, hubs: int) -> str:
    if provide == hubs:
        return (
            "The Hub provides"
            if hubs == 1
            else "Both Hubs provide"
            if hubs == _BOTH
            else f"All {_number(hubs)} Hubs provide"
        )
    if not provide:
        return "No Hub is known to provide"
    return f"{_number(provide).capitalize()} of {_number(hubs)} Hubs provide{'s' if provide == 1 else ''}"


def _number(number: int) -> str:
    return _NUMBERS[number].lower() if number < len(_NUMBERS) else f"{number:,}"


def _hubs(number: int) -> str:
    return "1 Hub" if number == 1 else f"{number:,} Hubs"


def _stands(one: ComponentVariation) -> list[str]:
    """How Hubs stand to the guidance on a component that it names."""
    as_specified, adapted, unknown = (
        one.fidelity.get(word.value, 0) for word in (Fidelity.AS_SPECIFIED, Fidelity.ADAPTED, Fidelity.UNKNOWN)
    )
    unknown -= one.provision.unknown
    said = [f"{as_specified} as the guidance says"] if as_specified else []
    said += [f"{adapted} otherwise"] if adapted else []
    said += [f"of {_hubs(unknown)} it is not known whether as the guidance says"] if unknown > 0 else []
    return said


_TOLD_BY_HUB = {Fidelity.ADAPTED: "Adapted", Fidelity.ABSENT: "Left out", Fidelity.ADDED: "Added"}


def _by_hub(standings: Iterable[HubStanding]) -> Iterator[str]:
    for standing in standings:
        heading = column_heading(standing.column)
        parts = [f"{heading}: {standing.provided:,f} of the {standing.core} components of the guidance provided"]
        for fidelity, label in _TOLD_BY_HUB.items():
            if named := standing.components[fidelity]:
                parts.append(f"{label}: {', '.join(map(in_sentence, named))}")
        yield f"{'. '.join(parts)}."


def _tables(found: Summary) -> Iterator[str]:
    return (_table(table) for table in found.tables if table.same + table.differs + table.not_yet)


def _table(table: TableDifferences) -> str:
    rows = table.same + table.differs + table.not_yet
    missing = counts_words(table.missing)
    return (
        f"{table.title}: {counted(rows, 'row')}; {table.differs:,} different, {table.same:,} the same, "
        f"{table.not_yet:,} not comparable yet." + (f" Missing: {missing}." if missing else "")
    )
