"""What a new Hub may take over from the mapped Hubs: each thing once, with the Hubs that have it and that do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from mapper.compare.components import is_provided_by
from mapper.compare.staffing import posts_then
from mapper.compare.view import HubView
from mapper.derived import entry_in_force
from mapper.schema.access import Route
from mapper.schema.answers import Answer
from mapper.schema.base import Group
from mapper.study import Study


class Kind(StrEnum):
    """What kind of thing is chosen, in the order in which a service is described."""

    COMPONENT = "component"
    ROUTE = "route"
    MEASURE = "measure"
    STEP = "step"
    INTERVENTION = "intervention"
    ROLE = "role"


class Said(NamedTuple):
    """What one Hub says of a thing: whether it has it (None: it does not say); and of the items that say so the
    reasons, each question's words, the roles that give or do it, and the words of the steps that follow it.
    """

    has: bool | None
    reasons: tuple[str, ...] = ()
    nature: Mapping[str, frozenset[str | None]] = MappingProxyType({})
    given_by: frozenset[str] = frozenset()
    followed_by: frozenset[str] = frozenset()


class HubSays(NamedTuple):
    """What one Hub says of all things that it names, and whether it has those of a kind that it does not name."""

    name: str
    is_fictional: bool
    things: Mapping[tuple[Kind, str], Said]
    others: Mapping[Kind, bool | None]

    def of(self, kind: Kind, word: str) -> Said:
        """What it says of a thing."""
        return self.things.get((kind, word)) or Said(self.others.get(kind))


class Choice(NamedTuple):
    """A thing, by the word of its code list. `have` are the ids of the Hubs that have it (their labels where these
    stand for names), `lack` of those that say they do not; `unknown` counts the others. `reasons` are those that Hubs
    with it give, and how many do. `agreed` is what all that have it say of it, by question, where they agree;
    `given_by` are the roles that give or do it in each of them, `followed_by` the steps that follow it in each.
    """

    kind: Kind
    word: str
    is_guidance: bool
    have: tuple[str, ...]
    lack: tuple[str, ...]
    unknown: int
    reasons: Mapping[str, int]
    agreed: Mapping[str, str]
    given_by: tuple[str, ...] = ()
    followed_by: tuple[str, ...] = ()

    @property
    def hubs(self) -> int:
        """Out of how many Hubs."""
        return len(self.have) + len(self.lack) + self.unknown


class Evidence(NamedTuple):
    """The mapped Hubs that choices rest on: the ids of all, and of those that are invented."""

    hubs: tuple[str, ...]
    fictional: tuple[str, ...]
    choices: tuple[Choice, ...]


def said_by(view: HubView) -> HubSays:
    """What a Hub says, as of its own record."""
    roles = {post.id: post.role.value for post in view.hub.staffing.posts}
    steps = {step.id: step.step.value for step in view.hub.pathway.steps}
    things = {}
    for kind, named in _NAMED.items():
        by_word: dict[str, list[Group]] = {}
        for word, item in named(view):
            by_word.setdefault(word, []).append(item)
        for word, items in by_word.items():
            has, counted = _HAS[kind](view, word, items) if kind in _HAS else (True, items)
            things[kind, word] = _said(kind, has, counted, roles, steps)
    others = {Kind.MEASURE: False} if view.hub.screening.offered.value == "no" else {}
    return HubSays(str(view.column.hub), view.mapped.is_fictional, things, others)


def _said(
    kind: Kind,
    has: bool | None,
    items: Sequence[Group],
    roles: Mapping[str, str | None],
    steps: Mapping[str, str | None],
) -> Said:
    given = (one for item in items for key in ("provided_by", "done_by") for one in getattr(item, key, ()))
    following = (one.to for item in items for one in getattr(item, "next", ()))
    return Said(
        has,
        tuple(reason for item in items for reason in getattr(item, "reasons", ())),
        {key: frozenset(getattr(item, key).value for item in items) for key in _AGREED[kind]},
        frozenset(role for one in given if (role := roles.get(one)) is not None),
        frozenset(word for one in following if (word := steps.get(one)) is not None),
    )


def evidence_of(hubs: Sequence[HubSays], home: Study, plan: HubSays | None = None) -> Evidence:
    """Everything that mapped Hubs have, in words that the study of the new Hub knows, and whose guidance it is held
    against; and what its plan has, where there is one.
    """
    naming = [*hubs, *([plan] if plan else [])]
    choices = tuple(_choice(kind, word, hubs, home) for kind in Kind for word in _words(kind, home, naming))
    return Evidence(tuple(hub.name for hub in hubs), tuple(hub.name for hub in hubs if hub.is_fictional), choices)


def _words(kind: Kind, home: Study, hubs: Sequence[HubSays]) -> Iterator[str]:
    """The words of a kind that any Hub has, those of the guidance first, then in the order of the code list."""
    core, known = home.guidance.core if kind is Kind.COMPONENT else (), home.vocabulary[kind.value]
    yield from core
    met = {word for hub in hubs for of, word in hub.things if of is kind and word in known}
    yield from sorted(met.difference(core), key=lambda word: (known.position(word), word))


def _choice(kind: Kind, word: str, hubs: Sequence[HubSays], home: Study) -> Choice:
    said = [(hub.name, hub.of(kind, word)) for hub in hubs]
    having = [one for _, one in said if one.has]
    return Choice(
        kind,
        word,
        kind is Kind.COMPONENT and word in home.guidance.core,
        tuple(name for name, one in said if one.has),
        tuple(name for name, one in said if one.has is False),
        sum(one.has is None for _, one in said),
        Counter(reason for one in having for reason in one.reasons),
        _agreed(kind, having),
        _in_all([one.given_by for one in having]),
        _in_all([one.followed_by for one in having]),
    )


def _component(view: HubView, word: str, _: Sequence[Group]) -> tuple[bool | None, Sequence[Group]]:
    entry = entry_in_force(view.hub, word, view.as_of)
    return is_provided_by(view, word), () if entry is None else (entry[1],)


def _route(_: HubView, __: str, items: Sequence[Route]) -> tuple[bool | None, Sequence[Group]]:
    said = {one.available.value for one in items}
    return (True if said == {"yes"} else False if said == {"no"} else None), items


_HAS: Mapping[Kind, Callable[[HubView, str, Any], tuple[bool | None, Sequence[Group]]]] = {
    Kind.COMPONENT: _component,
    Kind.ROUTE: _route,
}
"""Where a Hub may name a thing and not have it: whether it has it, and the items that count. That a Hub does not list
something elsewhere does not mean that it has none.
"""
_NAMED: Mapping[Kind, Callable[[HubView], Iterable[tuple[str, Group]]]] = {
    Kind.COMPONENT: lambda view: ((one.component, one) for one in view.hub.service_model.components),
    Kind.ROUTE: lambda view: ((one.route, one) for one in view.hub.access.routes if view.holds(one)),
    Kind.MEASURE: lambda view: ((one.measure, one) for one in view.hub.screening.measures),
    Kind.STEP: lambda view: _with_word((one.step, one) for one in view.hub.pathway.steps),
    Kind.INTERVENTION: lambda view: _with_word((one.kind, one) for one in view.hub.interventions if view.holds(one)),
    Kind.ROLE: lambda view: _with_word((post.role, post) for _, post in posts_then(view)),
}


def _with_word(answered: Iterable[tuple[Answer[str], Group]]) -> Iterator[tuple[str, Group]]:
    return ((answer.value, item) for answer, item in answered if answer.value is not None)


_AGREED: Mapping[Kind, tuple[str, ...]] = {
    Kind.COMPONENT: (),
    Kind.ROUTE: (),
    Kind.MEASURE: ("use",),
    Kind.STEP: (),
    Kind.INTERVENTION: ("recipient", "component", "format"),
    Kind.ROLE: ("profession", "clinical"),
}
"""What a draft takes over of an item beside what it is: words of code lists that say of what nature it is. Names,
waits, figures, dates and free text belong to a place.
"""


def _agreed(kind: Kind, said: Sequence[Said]) -> Mapping[str, str]:
    found = {}
    for question in _AGREED[kind]:
        words = {word for one in said for word in one.nature[question]}
        if len(words) == 1 and None not in words:
            found[question] = str(words.pop())
    return found


def _in_all(found: Sequence[frozenset[str]]) -> tuple[str, ...]:
    return tuple(sorted(frozenset.intersection(*found))) if found else ()
