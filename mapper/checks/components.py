"""Checks X310, X314, X332, X333: what is said of a component agrees with the rest of the file."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject, values_of
from mapper.derived import Fidelity, fidelity, is_provided
from mapper.errors import MapperError
from mapper.findings import ONLY_MISSING, Path, Problem, Severity
from mapper.schema.answers import MissingWord, Standing
from mapper.schema.base import TimedItem
from mapper.schema.scalars import PartialDate
from mapper.schema.service_model import Component
from mapper.vocabulary.guidance import GuidanceSet

COMPONENTS: Path = ("service_model", "components")
"""Where the components are listed."""


def unlisted_components(subject: Subject) -> Iterator[Problem]:
    """Components to which an intervention or an adaptation belongs and that the service model does not list."""
    listed = {entry.component for entry in subject.hub.service_model.components}
    if not listed or subject.is_left_out(COMPONENTS):
        return
    hub = subject.hub
    for section, items in (("interventions", hub.interventions), ("adaptations", hub.adaptations)):
        for below, item in items.placed():
            for within, word in values_of(item.component):
                if word not in listed:
                    message = (
                        f"The component `{word}` is not listed under `service_model.components`. Please list it there, "
                        "also if the Hub no longer provides it, or correct it here."
                    )
                    yield Problem("X310", Severity.WARNING, (section, *below, "component", *within), message)


def interventions_without_component(subject: Subject) -> Iterator[Problem]:
    """Interventions that go on although the component that they belong to is not provided."""
    hub, as_of = subject.hub, subject.hub.record.as_of.value
    if subject.is_left_out(COMPONENTS):
        return
    for below, intervention in hub.interventions.placed():
        word = intervention.component.value
        entries = [entry for entry in hub.service_model.components if entry.component == word]
        is_over = bool(entries) and all(is_provided(entry, as_of) is False for entry in entries)
        if is_over and _surely_goes_on(intervention, as_of):
            message = (
                f"This intervention is said to go on, and its component `{word}` is not provided at the date of the "
                "record (`service_model.components`). Please say with `from` and `to` when it was or will be given, or "
                "correct the component."
            )
            yield Problem("X314", Severity.WARNING, ("interventions", *below, "component"), message)


def _surely_goes_on(item: TimedItem, as_of: PartialDate | None) -> bool:
    """Whether an item surely holds at a date; one that may begin or end at that date, or ended nobody knows when, does
    not.
    """
    if item.to.missing not in (None, MissingWord.NOT_APPLICABLE):
        return False
    has_begun = all(as_of is not None and as_of.surely_after(reading.value) for reading in item.from_.readings)
    return has_begun and all(as_of is not None and reading.value.surely_after(as_of) for reading in item.to.readings)


def added_without_reason(subject: Subject) -> Iterator[Problem]:
    """Components that the Hub added to the guidance and gives no reason for."""
    for path, entry in _entries_of(subject, Fidelity.ADDED):
        if entry.reasons.standing is Standing.BLANK and not subject.is_left_out((*path, "reasons")):
            message = (
                f"The component `{entry.component}` is provided beyond the guidance, and no reason is given. Please "
                "say why under `reasons`, or why there is no answer."
            )
            yield Problem("X332", ONLY_MISSING, (*path, "reasons"), message)


def adapted_without_difference(subject: Subject) -> Iterator[Problem]:
    """Components of the guidance that the Hub provides in part or otherwise, and does not say how."""
    for path, entry in _entries_of(subject, Fidelity.ADAPTED):
        if entry.how_it_differs.standing is Standing.BLANK and not subject.is_left_out((*path, "how_it_differs")):
            message = (
                f"The component `{entry.component}` is provided otherwise than the guidance says, or in part, and "
                "nobody can see how. Please say so under `how_it_differs`, or why there is no answer."
            )
            yield Problem("X333", ONLY_MISSING, (*path, "how_it_differs"), message)


def _entries_of(subject: Subject, kind: Fidelity) -> Iterator[tuple[Path, Component]]:
    guidance, as_of = guidance_of(subject), subject.hub.record.as_of.value
    for below, entry in subject.hub.service_model.components.placed():
        if guidance is not None and fidelity(entry, guidance, as_of) is kind:
            yield (*COMPONENTS, *below), entry


def guidance_of(subject: Subject) -> GuidanceSet | None:
    """The guidance in use; None if it cannot be read, which is a finding of the study file."""
    try:
        return subject.study.guidance if len(subject.hub.service_model.components) else None
    except MapperError:
        return None


CHECKS = (
    Check(
        code="X310",
        title="A component is not listed",
        why="The comparison counts the components that the service model lists; what belongs to another is left out.",
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            adaptations:
              - {what: Counselling bought in, kind: add, component: commissioned counselling}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
                - {component: commissioned counselling, provision: provided, reasons: [demand]}
            adaptations:
              - {what: Counselling bought in, kind: add, component: commissioned counselling}
            """,
        run=unlisted_components,
    ),
    Check(
        code="X314",
        title="An intervention goes on although its component is not provided",
        why="Either people can still have the intervention, or they cannot; the two answers contradict each other.",
        bad="""
            record: {as_of: 2022-03}
            service_model:
              components:
                - {component: commissioned counselling, provision: withdrawn, from: 2022-01}
            interventions:
              - {id: counselling, kind: counselling, recipient: individual, component: commissioned counselling}
            """,
        good="""
            record: {as_of: 2022-03}
            service_model:
              components:
                - {component: commissioned counselling, provision: withdrawn, from: 2022-01}
            interventions:
              - id: counselling
                kind: counselling
                recipient: individual
                component: commissioned counselling
                to: 2021-12
            """,
        run=interventions_without_component,
    ),
    Check(
        code="X332",
        title="A component is added without a reason",
        why="Why Hubs do more than the guidance asks is what a mapping is there to find out.",
        bad="""
            service_model:
              components:
                - {component: in-house therapy, provision: provided}
            """,
        good="""
            service_model:
              components:
                - {component: in-house therapy, provision: provided, reasons: [external waits]}
            """,
        run=added_without_reason,
        source="allsopp-2024",
    ),
    Check(
        code="X333",
        title="A component is adapted, and it is not said how",
        why="That a Hub departs from the guidance says little until it is known what it does instead.",
        bad="""
            service_model:
              components:
                - {component: rapid clinical assessment, provision: provided, as_specified: no}
            """,
        good="""
            service_model:
              components:
                - component: rapid clinical assessment
                  provision: provided
                  as_specified: no
                  how_it_differs: Nurses assess by phone; a psychologist sees those at high risk.
            """,
        run=adapted_without_difference,
        source="allsopp-2024",
    ),
)
