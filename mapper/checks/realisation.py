"""Check X331: components of the guidance that are provided and show nowhere in what the Hub does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapper.checks.check import Check, Subject
from mapper.checks.components import guidance_of
from mapper.derived import entry_in_force, is_provided
from mapper.findings import Problem, Severity
from mapper.schema.answers import MissingWord
from mapper.written import Written, written


def components_that_nothing_shows(subject: Subject) -> Iterator[Problem]:
    """Components of the guidance that are provided and of which the rest of the file shows nothing."""
    guidance, as_of = guidance_of(subject), subject.hub.record.as_of.value
    for word in guidance.core if guidance else ():
        number, entry = entry_in_force(subject.hub, word) or (0, None)
        traces = subject.detail("component", word, "realised_by")
        if entry is None or not traces or not is_provided(entry, as_of) or _may_be_realised(subject, word, traces):
            continue
        places = " or ".join(f"`{trace['answer']}`" for trace in traces)
        message = (
            f"The component `{word}` is provided, and nothing else in the file shows how. Please name it as the "
            f"`component` of an intervention, or say what the Hub does for it: {places}."
        )
        path, _ = subject.components[number]
        yield Problem("X331", Severity.WARNING, (*path, "component"), message)


def _may_be_realised(subject: Subject, word: str, traces: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an answer shows that a component is realised, or nobody can tell: nothing is answered where it would
    show, or an answer there is missing or cannot be used.
    """
    met: list[Written] = []
    for trace in ({"answer": "interventions.component", "words": [word]}, *traces):
        question, words = trace["answer"], trace.get("words")
        found = list(written(subject.hub, question, subject.hub.record.as_of.value))
        shows = (words is None or value in words for one in found for value in one.values)
        if subject.is_left_out((question.partition(".")[0],)) or any(shows):
            return True
        met += [one for one in found if one.missing is not MissingWord.NOT_APPLICABLE]
    return not met or any(one.missing is not None for one in met)


CHECKS = (
    Check(
        code="X331",
        title="A component is provided and nothing in the file shows how",
        why="A component of the guidance shows in what the Hub does: in its interventions, steps, posts, outreach or "
        "onward referral. Which of these show which component is our own definition.",
        bad="""
            service_model:
              components:
                - {component: onward referral and rapid access, provision: provided, as_specified: yes}
            pathway:
              steps:
                - {id: call, step: call}
                - {id: discharge, step: discharge}
            """,
        good="""
            service_model:
              components:
                - {component: onward referral and rapid access, provision: provided, as_specified: yes}
            pathway:
              steps:
                - {id: call, step: call}
                - {id: refer-on, step: onward referral}
            """,
        run=components_that_nothing_shows,
    ),
)
