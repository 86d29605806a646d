"""What follows from a Hub's answers and is therefore never asked."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from mapper.periods import may_hold
from mapper.schema.answers import Answer, Answers, Reading
from mapper.schema.hub import Hub
from mapper.schema.scalars import PartialDate
from mapper.schema.service_model import Component
from mapper.study import PLANNED
from mapper.vocabulary.guidance import GuidanceSet

PROVIDING = ("provided", "partly")
"""The words of `provision` that mean that clients can have the component now."""


class Fidelity(StrEnum):
    """How a Hub's component stands to the guidance."""

    AS_SPECIFIED = "as specified"
    ADAPTED = "adapted"
    ADDED = "added"
    ABSENT = "absent"
    UNKNOWN = "unknown"


def fidelity(component: Component, guidance: GuidanceSet, as_of: PartialDate | None) -> Fidelity | None:
    """How a component stands to the guidance: derived from provision and `as_specified`, never asked.

    In the guidance: *as specified* if provided as it says, *adapted* if provided otherwise or in part, *absent* if not
    provided, else *unknown*. Not in the guidance: *added* if provided (*unknown* where the guidance leaves that
    unsettled), else nothing (None). Nothing either where the guidance names no components.
    """
    if not guidance.core:
        return None
    provided = is_provided(component, as_of)
    if provided is None:
        return Fidelity.UNKNOWN
    if component.component not in guidance.core:
        if not provided:
            return None
        return Fidelity.UNKNOWN if component.component in guidance.unsettled else Fidelity.ADDED
    if not provided:
        return Fidelity.ABSENT
    if component.provision.surely(_is_partly) or component.as_specified.value == "no":
        return Fidelity.ADAPTED
    is_whole = component.provision.surely(lambda word: not _is_partly(word))
    return Fidelity.AS_SPECIFIED if is_whole and component.as_specified.value == "yes" else Fidelity.UNKNOWN


def is_provided(component: Component, as_of: PartialDate | None) -> bool | None:
    """Whether clients can have a component at a date: None where the answers do not tell. What is provided at another
    time is not provided then; what is not provided at another time may be.
    """
    if component.provision.surely(_is_providing):
        return may_hold(component, as_of)
    is_not = component.provision.surely(lambda word: not _is_providing(word))
    return False if is_not and may_hold(component, as_of) else None


def as_it_is_to_run(hub: Hub) -> Hub:
    """A Hub that is only planned, with what it plans to provide as provided, as its drawings show it."""
    listed = hub.service_model.components
    meant = tuple(_as_provided(entry) for entry in listed)
    components = Answers(meant, listed.paths, listed.missing, listed.note, listed.sources)
    return hub.model_copy(update={"service_model": hub.service_model.model_copy(update={"components": components})})


def _as_provided(entry: Component) -> Component:
    if entry.provision.value != PLANNED:
        return entry
    return entry.model_copy(update={"provision": Answer((Reading(PROVIDING[0]),))})


def _is_partly(word: str) -> bool:
    return word == "partly"


def _is_providing(word: str) -> bool:
    return word in PROVIDING


def entry_in_force(hub: Hub, component: str, as_of: PartialDate | None = None) -> tuple[int, Component] | None:
    """Of the entries for a component, the last that holds at a date (without one, that of the record), or else the
    last; with its number among the components.
    """
    as_of = as_of or hub.record.as_of.value
    entries = [(n, entry) for n, entry in enumerate(hub.service_model.components) if entry.component == component]
    in_force = [(n, entry) for n, entry in entries if may_hold(entry, as_of)] or entries
    return max(in_force, key=_begins) if in_force else None


def _begins(numbered: tuple[int, Component]) -> date:
    start = numbered[1].from_.value
    return date.min if start is None or start.earliest is None else start.earliest
