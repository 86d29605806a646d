"""What follows from a Hub's answers and is therefore never asked."""

from __future__ import annotations

from enum import StrEnum

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


def fidelity(component: Component, guidance: GuidanceSet) -> Fidelity | None:
    """How a component stands to the guidance: derived from provision and `as_specified`, never asked.

    In the guidance: *as specified* if provided as it says, *adapted* if provided otherwise or in part, *absent* if not
    provided, else *unknown*. Not in the guidance: *added* if provided (*unknown* where the guidance leaves that
    unsettled), else nothing (None).
    """
    provision = component.provision.value
    if provision is None:
        return Fidelity.UNKNOWN
    if component.component not in guidance.core:
        if provision not in PROVIDING:
            return None
        return Fidelity.UNKNOWN if component.component in guidance.unsettled else Fidelity.ADDED
    if provision not in PROVIDING:
        return Fidelity.ABSENT
    if provision == "partly" or component.as_specified.value == "no":
        return Fidelity.ADAPTED
    return Fidelity.AS_SPECIFIED if component.as_specified.value == "yes" else Fidelity.UNKNOWN


def entry_in_force(hub: Hub, component: str) -> tuple[int, Component] | None:
    """Of the entries for a component, the one that holds as of the record's date, or else the last; with its number
    among the components.
    """
    entries = [(n, entry) for n, entry in enumerate(hub.service_model.components) if entry.component == component]
    as_of = hub.record.as_of.value
    holding = [(n, entry) for n, entry in entries if as_of is None or _holds(entry, as_of)]
    chosen = holding or entries
    return chosen[-1] if chosen else None


def _holds(entry: Component, as_of: PartialDate) -> bool:
    since, until = entry.from_.value, entry.to.value
    return not (since is not None and since.surely_after(as_of)) and not (
        until is not None and as_of.surely_after(until)
    )
