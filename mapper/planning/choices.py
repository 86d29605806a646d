"""What a new Hub may take over from the mapped Hubs: each thing once, with the Hubs that have it and that do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from mapper.compare.components import is_provided_by
from mapper.compare.staffing import posts_then
from mapper.compare.view import Frame, HubView
from mapper.derived import entry_in_force
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


class Had(NamedTuple):
    """What one Hub says of a thing: whether it has it (None: it does not say), and the items that say so."""

    has: bool | None
    items: tuple[Group, ...] = ()


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


def evidence_of(studies: Sequence[Study], home: Study, plan: HubView | None = None) -> Evidence:
    """Everything that the mapped Hubs of some studies have, each Hub as of its own record, in words that the study of
    the new Hub knows, and whose guidance it is held against; and what its plan has, where there is one. Plans are no
    evidence.
    """
    views = [
        HubView(mapped, Frame(study), number)
        for study in studies
        for number, mapped in enumerate(study.hubs, 1)
        if not mapped.is_plan
    ]
    names = [str(view.column.hub) for view in views]
    choices = tuple(
        _choice(kind, word, [_HAD[kind](view, word) for view in views], views, names, home)
        for kind in Kind
        for word in _words(kind, home, [*views, *([plan] if plan else [])])
    )
    fictional = tuple(name for name, view in zip(names, views, strict=True) if view.mapped.is_fictional)
    return Evidence(tuple(names), fictional, choices)


def is_planned(view: HubView, choice: Choice) -> bool | None:
    """Whether a plan has something; None where it does not say."""
    return _HAD[choice.kind](view, choice.word).has


def _words(kind: Kind, home: Study, views: Sequence[HubView]) -> Iterator[str]:
    """The words of a kind that any Hub has, those of the guidance first, then in the order of the code list."""
    core, known = home.guidance.core if kind is Kind.COMPONENT else (), home.vocabulary[kind.value]
    yield from core
    met = {word for view in views for word in _MET[kind](view) if word in known}
    yield from sorted(met.difference(core), key=lambda word: (known.position(word), word))


def _choice(
    kind: Kind, word: str, said: Sequence[Had], views: Sequence[HubView], names: Sequence[str], home: Study
) -> Choice:
    having = [(view, one) for view, one in zip(views, said, strict=True) if one.has]
    roles = [_roles(view, one.items) for view, one in having]
    following = [_following(view, one.items) for view, one in having]
    return Choice(
        kind,
        word,
        kind is Kind.COMPONENT and word in home.guidance.core,
        tuple(name for name, one in zip(names, said, strict=True) if one.has),
        tuple(name for name, one in zip(names, said, strict=True) if one.has is False),
        sum(one.has is None for one in said),
        Counter(reason for _, one in having for reason in _reasons(one.items)),
        _agreed(kind, [item for _, one in having for item in one.items]),
        _in_all(roles),
        _in_all(following),
    )


def _component(view: HubView, word: str) -> Had:
    entry = entry_in_force(view.hub, word, view.as_of)
    return Had(is_provided_by(view, word), () if entry is None else (entry[1],))


def _route(view: HubView, word: str) -> Had:
    items = tuple(one for one in view.hub.access.routes if one.route == word and view.holds(one))
    said = {one.available.value for one in items}
    has = True if said == {"yes"} else False if said == {"no"} else None
    return Had(has, items)


def _measure(view: HubView, word: str) -> Had:
    screening = view.hub.screening
    items = tuple(one for one in screening.measures if one.measure == word)
    return Had(True if items else False if screening.offered.value == "no" else None, items)


def _step(view: HubView, word: str) -> Had:
    return _listed(one for one in view.hub.pathway.steps if one.step.value == word)


def _intervention(view: HubView, word: str) -> Had:
    return _listed(one for one in view.hub.interventions if one.kind.value == word and view.holds(one))


def _role(view: HubView, word: str) -> Had:
    return _listed(post for _, post in posts_then(view) if post.role.value == word)


def _listed(items: Iterable[Group]) -> Had:
    """A thing of a list: that a Hub does not list it does not mean that it has none."""
    found = tuple(items)
    return Had(True if found else None, found)


_HAD: Mapping[Kind, Callable[[HubView, str], Had]] = {
    Kind.COMPONENT: _component,
    Kind.ROUTE: _route,
    Kind.MEASURE: _measure,
    Kind.STEP: _step,
    Kind.INTERVENTION: _intervention,
    Kind.ROLE: _role,
}
_MET: Mapping[Kind, Callable[[HubView], Iterable[str]]] = {
    Kind.COMPONENT: lambda view: (one.component for one in view.hub.service_model.components),
    Kind.ROUTE: lambda view: (one.route for one in view.hub.access.routes),
    Kind.MEASURE: lambda view: (one.measure for one in view.hub.screening.measures),
    Kind.STEP: lambda view: _values(one.step for one in view.hub.pathway.steps),
    Kind.INTERVENTION: lambda view: _values(one.kind for one in view.hub.interventions),
    Kind.ROLE: lambda view: _values(post.role for _, post in posts_then(view)),
}


def _values(answers: Iterable[Any]) -> Iterator[str]:
    return (answer.value for answer in answers if answer.value is not None)


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


def _agreed(kind: Kind, items: Sequence[Group]) -> Mapping[str, str]:
    found = {}
    for question in _AGREED[kind]:
        words = {getattr(item, question).value for item in items}
        if len(words) == 1 and None not in words:
            found[question] = str(words.pop())
    return found


def _reasons(items: Iterable[Group]) -> Iterator[str]:
    return (reason for item in items for reason in getattr(item, "reasons", ()))


def _roles(view: HubView, items: Iterable[Group]) -> set[str]:
    """The roles of the posts that give or do something in a Hub."""
    roles = {post.id: post.role.value for post in view.hub.staffing.posts}
    ids = (one for item in items for key in ("provided_by", "done_by") for one in getattr(item, key, ()))
    return {role for one in ids if (role := roles.get(one)) is not None}


def _following(view: HubView, items: Iterable[Group]) -> set[str]:
    """The words of the steps that follow a step in a Hub."""
    words = {step.id: step.step.value for step in view.hub.pathway.steps}
    ids = (one.to for item in items for one in getattr(item, "next", ()))
    return {word for one in ids if (word := words.get(one)) is not None}


def _in_all(found: Sequence[set[str]]) -> tuple[str, ...]:
    return tuple(sorted(set.intersection(*found))) if found else ()
