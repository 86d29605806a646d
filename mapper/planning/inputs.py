"""The numbers that the capacity of a planned Hub is worked out from: which ones its record makes necessary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from mapper.amounts import widest
from mapper.compare.view import HubView
from mapper.planning.estimate import Estimate, between, closed
from mapper.planning.guide import AskedInput, asked_inputs, working_year
from mapper.schema.answers import Answer
from mapper.schema.interventions import Intervention

WORKFORCE, UPTAKE, HOURS, DIRECT, WTE = "workforce", "uptake", "hours-per-year", "direct-share", "wte"
SCREENS, SCREEN_MINUTES = "screens-per-person", "screen-minutes"
ASSESSMENTS, ASSESSMENT_MINUTES = "assessments-per-person", "assessment-minutes"
SHARE, STARTS, SESSIONS, GROUP, MINUTES = "share", "starts", "sessions", "group-size", "minutes"
_BEFORE = (WORKFORCE, UPTAKE, SCREENS, SCREEN_MINUTES, ASSESSMENTS, ASSESSMENT_MINUTES)
_AFTER = (HOURS, DIRECT, WTE)
_UNLESS_NONE = {SCREEN_MINUTES: SCREENS, ASSESSMENT_MINUTES: ASSESSMENTS}
_OF_ONE = (SESSIONS, GROUP, MINUTES)
_GROUPS, _YES = "group", "yes"


class Input(NamedTuple):
    """A number that capacity is worked out from. `key` is its name, made of the name of what is `asked` and, for an
    intervention, of its id; `kind` the word of that intervention. It is needless where the input `unless_none` is
    zero.
    """

    key: str
    label: str
    asked: AskedInput
    kind: str | None = None
    unless_none: str | None = None


class Basis(StrEnum):
    """Where the value of an input comes from."""

    GIVEN = "given"
    RECORD = "the record of the Hub"
    HUBS = "mapped Hubs"
    PUBLISHED = "published"


class Origin(NamedTuple):
    """What a value rests on: who says it, in words, and where it stands if it stands in a file."""

    text: str
    file: str | None = None
    line: int | None = None
    is_fictional: bool = False


class Given(NamedTuple):
    """The value of an input: the least, the middle and the most, and what it rests on."""

    estimate: Estimate
    basis: Basis
    origins: tuple[Origin, ...]

    @property
    def is_fictional(self) -> bool:
        """Whether it rests on nothing but what is invented."""
        return bool(self.origins) and all(one.is_fictional for one in self.origins)


class Offered(NamedTuple):
    """An intervention that takes hours of the Hub's clinicians: by its id and name, with the roles that give it (none
    where they are not chosen), and whether it is given to groups. `follows` says whether it follows an assessment, as
    it does for clients; for teams, leaders and organisations it does not.
    """

    id: str
    label: str
    kind: str | None
    roles: tuple[str, ...]
    in_groups: bool
    follows: bool

    @property
    def needs_group(self) -> bool:
        """Whether a session is one of several clients at once."""
        return self.in_groups and self.follows


class LeftOut(NamedTuple):
    """An intervention that is not counted, by its id and name, and why."""

    id: str
    label: str
    why: str


BY_OTHERS = "others give it"
NO_STARTS = "it does not follow from assessments, and it is not said how often it is given"


def offered(view: HubView) -> tuple[tuple[Offered, ...], tuple[LeftOut, ...]]:
    """The interventions that take hours of the Hub's own clinicians, and those that others give."""
    counted: list[Offered] = []
    others: list[LeftOut] = []
    for one in view.hub.interventions:
        if not view.holds(one):
            continue
        label = one.name.value or _kind_label(view, one) or one.id
        if _marked(view, "delivery", one.delivered, "by_partner") and not _marked(
            view, "delivery", one.delivered, "by_hub"
        ):
            others.append(LeftOut(one.id, label, BY_OTHERS))
            continue
        in_groups = _marked(view, "format", one.format, "in_groups") or one.recipient.value == _GROUPS
        follows = not one.recipient.readings or _marked(view, "recipient", one.recipient, "are_clients")
        counted.append(Offered(one.id, label, one.kind.value, roles_of(view, one.provided_by), in_groups, follows))
    return tuple(counted), tuple(others)


def roles_of(view: HubView, posts: Iterable[str]) -> tuple[str, ...]:
    """The roles of posts by their ids, each once."""
    roles = {post.id: post.role.value for post in view.hub.staffing.posts}
    return tuple(sorted({role for post in posts if (role := roles.get(post)) is not None}))


def needed_inputs(interventions: Sequence[Offered]) -> tuple[Input, ...]:
    """The inputs, in the order in which they are used."""
    asked = asked_inputs()
    before = (Input(key, asked[key].label, asked[key], unless_none=_UNLESS_NONE.get(key)) for key in _BEFORE)
    of_each = (one for intervention in interventions for one in _of(intervention, asked))
    after = (Input(key, asked[key].label, asked[key]) for key in _AFTER)
    return (*before, *of_each, *after)


def key_of(intervention: str, asked: str) -> str:
    """The name of an input of an intervention: `cbt.sessions`."""
    return f"{intervention}.{asked}"


def published() -> Mapping[str, Given]:
    """What is published of the inputs: the hours of a whole-time post."""
    year = working_year()
    text = (
        f"{year.hours_a_week} hours in {year.weeks} weeks, less {year.leave_days} days of leave and "
        f"{year.public_holidays} public holidays ({', '.join(year.sources)})"
    )
    return {HOURS: Given(between(year.hours, year.hours), Basis.PUBLISHED, (Origin(text),))}


def done_by(view: HubView, mark: str) -> tuple[str, ...]:
    """The roles that do the steps which the code list marks so: `screens` or `assesses`."""
    steps = (one for one in view.hub.pathway.steps if _marked(view, "step", one.step, mark))
    return roles_of(view, (post for step in steps for post in step.done_by))


def sessions_of(one: Intervention) -> Estimate | None:
    """How many sessions an intervention has: the usual number, or from the fewest to the most; None if neither is
    known.
    """
    fewest, most = closed(widest(one.sessions.min)), closed(widest(one.sessions.max))
    if fewest is not None and most is not None and not one.sessions.usual.readings:
        return between(fewest.low, most.high)
    return closed(widest(one.sessions.usual))


def _of(one: Offered, asked: Mapping[str, AskedInput]) -> Iterator[Input]:
    first = SHARE if one.follows else STARTS
    counts = key_of(one.id, first)
    for key in (first, *_OF_ONE):
        if key == GROUP and not one.needs_group:
            continue
        label = f"{one.label}: {asked[key].label}"
        yield Input(key_of(one.id, key), label, asked[key], one.kind, None if key == first else counts)


def _kind_label(view: HubView, one: Intervention) -> str | None:
    return None if one.kind.value is None else view.words["intervention"].label(one.kind.value)


def _marked(view: HubView, code_list: str, answer: Answer[str], mark: str) -> bool:
    """Whether a code list marks any word of an answer."""
    words = view.words[code_list].words
    return any(one.value in words and words[one.value].details.get(mark) == _YES for one in answer.readings)
