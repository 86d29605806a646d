"""A new Hub as drafted from decisions: what goes into its file, each item with the Hubs that it was drafted from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mapper.planning.choices import Choice, Evidence, Kind
from mapper.planning.decisions import Decided
from mapper.schema.base import questions
from mapper.schema.hub import Hub
from mapper.schema.scalars import slug
from mapper.study import PLANNED
from mapper.vocabulary.guidance import GuidanceSet


class DraftedItem(NamedTuple):
    """An item of a list of the form: its answers in their order, and the choice that it was drafted from."""

    answers: Mapping[str, Any]
    choice: Choice


class Draft(NamedTuple):
    """What is known of a new Hub: items by the path of their list, and what was proposed and not taken."""

    id: str
    name: str
    evidence: Evidence
    items: Mapping[str, tuple[DraftedItem, ...]]
    not_taken: Mapping[str, tuple[Decided, ...]]
    guidance: GuidanceSet


LISTS: Mapping[Kind, str] = {
    Kind.COMPONENT: "service_model.components",
    Kind.ROUTE: "access.routes",
    Kind.MEASURE: "screening.measures",
    Kind.STEP: "pathway.steps",
    Kind.INTERVENTION: "interventions",
    Kind.ROLE: "staffing.posts",
}
"""The list of the form that holds what is chosen."""
_RESTS_ON = ("record", "context", *(path.partition(".")[0] for path in LISTS.values()))
NOT_ASKED = frozenset(question.key for question in questions(Hub)) - frozenset(_RESTS_ON)
"""The sections of a mapped Hub that nothing in a draft is made from."""


def draft(hub_id: str, name: str, evidence: Evidence, decisions: Sequence[Decided], guidance: GuidanceSet) -> Draft:
    """The draft that decisions make."""
    taken = {kind: [one.choice for one in decisions if one.is_taken and one.choice.kind is kind] for kind in Kind}
    words = {kind: [choice.word for choice in choices] for kind, choices in taken.items()}
    items = {
        LISTS[kind]: tuple(DraftedItem(dict(_answers(choice, words, evidence)), choice) for choice in choices)
        for kind, choices in taken.items()
    }
    left = {
        LISTS[kind]: tuple(one for one in decisions if not one.is_taken and one.choice.kind is kind) for kind in Kind
    }
    return Draft(hub_id, name, evidence, items, left, guidance)


def _answers(choice: Choice, taken: Mapping[Kind, Sequence[str]], evidence: Evidence) -> Iterator[tuple[str, Any]]:
    """The answers of an item: what it is, what all Hubs that have it say of its nature, and where it comes from."""
    yield from _IDENTIFIED[choice.kind](choice.word)
    for question, word in choice.agreed.items():
        if question != "component" or word in taken[Kind.COMPONENT]:
            yield question, word
    if roles := [slug(role) for role in choice.given_by if role in taken[Kind.ROLE]]:
        yield ("done_by" if choice.kind is Kind.STEP else "provided_by"), roles
    following = [word for word in taken[Kind.STEP] if word in choice.followed_by]
    if following:
        yield "next", [{"to": slug(word)} for word in following]
    yield "drafted_from", list(choice.have)
    yield "drafted_of", len(evidence.hubs)


_IDENTIFIED: Mapping[Kind, Callable[[str], list[tuple[str, Any]]]] = {
    Kind.COMPONENT: lambda word: [("component", word), ("provision", PLANNED)],
    Kind.ROUTE: lambda word: [("route", word), ("available", "yes")],
    Kind.MEASURE: lambda word: [("measure", word)],
    Kind.STEP: lambda word: [("id", slug(word)), ("step", word)],
    Kind.INTERVENTION: lambda word: [("id", slug(word)), ("kind", word)],
    Kind.ROLE: lambda word: [("id", slug(word)), ("role", word)],
}
"""The answers that say what an item is. A plan says `planned` of its components; its routes are those it is to have."""
