"""The summary of a comparison in sentences that a Hub lead can check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mapper.compare.components import Provision
from mapper.compare.summary import HubStanding, Summary
from mapper.compare.variation import ComponentVariation
from mapper.derived import Fidelity
from mapper.render.cell_words import column_heading, over_hubs_words
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import capital, counted, in_sentence

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_MOST_ROWS = 4
"""Rows of a table that are named of those that differ."""
_NO_HUB = "No Hub was open at the date of the comparison: there is nothing to say of any."
_MOST_HUBS = 12
"""Beyond so many Hubs the summary says no more what each of them does: the tables do."""


class Passage(NamedTuple):
    """A part of the summary: a heading and its sentences."""

    heading: str
    sentences: tuple[str, ...]


def summary_passages(found: Summary, vocabulary: Vocabulary) -> tuple[Passage, ...]:
    """The summary as short passages. Empty ones are left out."""
    if not found.hubs:
        return (Passage("No Hub", (_NO_HUB,)),)
    core = [one for one in found.components if one.is_core]
    local = [one for one in found.components if not one.is_core]
    passages = (
        Passage("What the guidance names", tuple(_sentences(core, found, vocabulary))),
        Passage("What Hubs do beside it", tuple(_sentences(local, found, vocabulary))),
        Passage("Hub by Hub", tuple(_by_hub(found.by_hub)) if found.guidance.core and found.hubs <= _MOST_HUBS else ()),
        Passage("What differs for certain, table by table", tuple(_tables(found)) if found.hubs > 1 else ()),
    )
    return tuple(passage for passage in passages if passage.sentences)


def _sentences(components: Iterable[ComponentVariation], found: Summary, vocabulary: Vocabulary) -> Iterator[str]:
    """How components vary, those of which there is the same to say together."""
    alike: dict[object, list[ComponentVariation]] = {}
    for one in components:
        stands_alone = one.reasons or one.reasons_against or one.provision.provide not in (0, found.hubs)
        same = (one._replace(component="", label=""), one.component in found.guidance.unsettled)
        alike.setdefault(one.component if stands_alone else repr(same), []).append(one)
    return (_sentence(several, found, vocabulary) for several in alike.values())


def _sentence(several: Sequence[ComponentVariation], found: Summary, vocabulary: Vocabulary) -> str:
    """How components vary: “All four Hubs provide in-house therapy; the guidance does not name it.”."""
    one, is_one = several[0], len(several) == 1
    provision = one.provision
    partly = f" ({provision.partly} in part{'' if is_one else ', each'})" if provision.partly else ""
    labels = _listed([in_sentence(each.label) for each in several], "and" if provision.provide else "or")
    parts = [f"{_how_many(provision, found.hubs)} {labels}{partly}", *_not_provided(one, vocabulary)]
    if provision.unknown:
        parts.append(f"of {counted(provision.unknown, 'Hub')} it is not known")
    parts += _stands(one) if one.is_core else _named(one, found, "it" if is_one else "them")
    text = "; ".join(parts) + "."
    if provision.provide > 1:
        text += f" {_ways(one, 'It' if is_one else 'Each')}"
    text += _reasons("Reasons given", one.reasons, vocabulary)
    if one.without_reasons:
        text += f" {counted(one.without_reasons, 'Hub')} gave no reason." if one.reasons else " No reason is reported."
    return text + _reasons("Reasons of those that do not provide it", one.reasons_against, vocabulary)


def _reasons(heading: str, reasons: Mapping[str, int], vocabulary: Vocabulary) -> str:
    words = vocabulary["reason"]
    told = [f"{in_sentence(words.label(reason))} ({counted(number, 'Hub')})" for reason, number in reasons.items()]
    return f" {heading}: {', '.join(told)}." if told else ""


def _not_provided(one: ComponentVariation, vocabulary: Vocabulary) -> list[str]:
    """Of the Hubs that do not provide a component, how many plan it or have withdrawn it."""
    words = vocabulary["provision"]
    told = ((number, word) for word, number in one.not_provided.items() if word != "not provided")
    return [f"{counted(number, 'Hub')}: {in_sentence(words.label(word))}" for number, word in told]


def _listed(labels: Sequence[str], last: str) -> str:
    """Labels in a sentence; with a comma before the last, because a label may hold an “and” of its own."""
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])}, {last} {labels[-1]}"


def _ways(one: ComponentVariation, what: str) -> str:
    if one.ways.low != one.ways.high:
        return f"{what} is done in {over_hubs_words(one)}, as far as is known."
    return (
        f"{what} is done in {over_hubs_words(one)}." if one.ways.low != 1 else "No difference between them is reported."
    )


def _named(one: ComponentVariation, found: Summary, what: str) -> list[str]:
    """That the guidance does not name a local component (`what`: it or them), as far as that is settled."""
    if not found.guidance.core:
        return []
    is_unsettled = one.component in found.guidance.unsettled
    return [
        f"whether the guidance names {what} is not settled" if is_unsettled else f"the guidance does not name {what}"
    ]


def _how_many(provision: Provision, hubs: int) -> str:
    provide = provision.provide
    if provide == hubs:
        return {1: "The Hub provides", 2: "Both Hubs provide"}.get(hubs, f"All {_number(hubs)} Hubs provide")
    if not provide:
        return "No Hub is known to provide" if provision.unknown else "No Hub provides"
    return f"{capital(_number(provide))} of {_number(hubs)} Hubs provide{'s' if provide == 1 else ''}"


def _number(number: int) -> str:
    return _NUMBERS[number].lower() if number < len(_NUMBERS) else f"{number:,}"


def _stands(one: ComponentVariation) -> list[str]:
    """How Hubs stand to the guidance on a component that it names."""
    as_specified, adapted, unknown = (
        one.fidelity.get(word.value, 0) for word in (Fidelity.AS_SPECIFIED, Fidelity.ADAPTED, Fidelity.UNKNOWN)
    )
    unknown -= one.provision.unknown
    said = [f"{as_specified} as the guidance says"] if as_specified else []
    said += [f"{adapted} in another way"] if adapted else []
    said += [f"whether {_of_them(unknown, one)} as the guidance says is not known"] if unknown > 0 else []
    return said


def _of_them(number: int, one: ComponentVariation) -> str:
    """How many of the Hubs that provide it do so: “they do so”, “2 of them do so”."""
    if number == one.provision.provide:
        return "it does so" if number == 1 else "they do so"
    return f"{number:,} of them do{'es' if number == 1 else ''} so"


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
    """Of each table in which something differs for certain, which rows; then the others together."""
    for table in found.tables:
        if table.differing:
            differing, more = len(table.differing), len(table.differing) - _MOST_ROWS
            named = "; ".join(table.differing[:_MOST_ROWS]) + (f"; and {more:,} more" if more > 0 else "")
            differ = "differs" if differing == 1 else "differ"
            yield f"{table.title}: {differing:,} of {counted(table.rows, 'row')} {differ}: {named}."
    if others := [in_sentence(table.title) for table in found.tables if table.rows and not table.differing]:
        yield f"Nothing differs for certain in: {', '.join(others)}."
