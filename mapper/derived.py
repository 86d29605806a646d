"""What follows from a Hub's answers and is therefore never asked."""

from __future__ import annotations

from enum import StrEnum

from mapper.periods import may_hold
from mapper.schema.hub import Hub
from mapper.schema.scalars import PartialDate
from mapper.schema.service_model import Component
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
    if component.provision.value == "partly" or component.as_specified.value == "no":
        return Fidelity.ADAPTED
    return Fidelity.AS_SPECIFIED if component.as_specified.value == "yes" else Fidelity.UNKNOWN


def is_provided(component: Component, as_of: PartialDate | None) -> bool | None:
    """Whether clients can have a component at a date: None where the answers do not tell."""
    provision = component.provision.value
    if provision is None:
        return None
    return provision in PROVIDING and may_hold(component, as_of)


def entry_in_force(hub: Hub, component: str) -> tuple[int, Component] | None:
    """Of the entries for a component, the last that holds as of the record's date, or else the last; with its number
    among the components.
    """
    entries = [(n, entry) for n, entry in enumerate(hub.service_model.components) if entry.component == component]
    in_force = [(n, entry) for n, entry in entries if may_hold(entry, hub.record.as_of.value)] or entries
    return in_force[-1] if in_force else None
