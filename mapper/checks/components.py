"""Checks X310, X314, X332, X333: what is said of a component agrees with the rest of the file."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject, placed, values_of
from mapper.checks.places import COMPONENTS
from mapper.derived import Fidelity, fidelity, is_provided
from mapper.errors import MapperError
from mapper.findings import ONLY_MISSING, Problem, Severity
from mapper.periods import surely_holds
from mapper.vocabulary.guidance import GuidanceSet


def unlisted_components(subject: Subject) -> Iterator[Problem]:
    """Components to which an intervention or an adaptation belongs and that the service model does not list."""
    listed = {entry.component for entry in subject.hub.service_model.components}
    if not listed or subject.is_left_out(COMPONENTS):
        return
    interventions, adaptations = subject.interventions, placed(("adaptations",), subject.hub.adaptations)
    named = [(path, item.component) for path, item in interventions]
    named += [(path, item.component) for path, item in adaptations]
    for path, component in named:
        for below, word in values_of(component):
            if word not in listed:
                message = (
                    f"The component `{word}` is not listed under `service_model.components`. Please list it there, "
                    "also if the Hub no longer provides it, or correct it here."
                )
                yield Problem("X310", Severity.WARNING, (*path, "component", *below), message)


def interventions_without_component(subject: Subject) -> Iterator[Problem]:
    """Interventions that go on although the component that they belong to is not provided."""
    if subject.is_left_out(COMPONENTS):
        return
    for path, intervention in subject.interventions:
        component = intervention.component
        goes_on = surely_holds(intervention, subject.hub.record.as_of.value)
        if goes_on and component.surely(lambda word: _is_over(subject, word)):
            message = (
                f"This intervention is said to go on, and its component `{component.readings[0].value}` is not "
                "provided at the date of the record (`service_model.components`). Please say with `from` and `to` "
                "when it was or will be given, or correct the component."
            )
            yield Problem("X314", Severity.WARNING, (*path, "component"), message)


def _is_over(subject: Subject, word: str) -> bool:
    """Whether a component is listed, and surely not provided at the date of the record."""
    entries = [entry for _, entry in subject.components if entry.component == word]
    return bool(entries) and all(is_provided(entry, subject.hub.record.as_of.value) is False for entry in entries)


def added_without_reason(subject: Subject) -> Iterator[Problem]:
    """Components that the Hub added to the guidance and gives no reason for."""
    message = (
        "The component `{}` is provided beyond the guidance, and no reason is given. Please say why under `reasons`, "
        "or why there is no answer."
    )
    return _unexplained(subject, Fidelity.ADDED, "reasons", "X332", message)


def adapted_without_difference(subject: Subject) -> Iterator[Problem]:
    """Components of the guidance that the Hub provides in part or otherwise, and does not say how."""
    message = (
        "The component `{}` is provided otherwise than the guidance says, or in part, and nobody can see how. Please "
        "say so under `how_it_differs`, or why there is no answer."
    )
    return _unexplained(subject, Fidelity.ADAPTED, "how_it_differs", "X333", message)


def _unexplained(subject: Subject, kind: Fidelity, key: str, code: str, message: str) -> Iterator[Problem]:
    guidance, as_of = guidance_of(subject), subject.hub.record.as_of.value
    if guidance is None:
        return
    for path, entry in subject.components:
        if subject.is_unanswered((*path, key), getattr(entry, key)) and fidelity(entry, guidance, as_of) is kind:
            yield Problem(code, ONLY_MISSING, (*path, key), message.format(entry.component))


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
