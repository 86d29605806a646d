"""Checks X301, X302, X305, X307: ids, what refers to them, and components that are listed twice. X306, two files with
one id, is found in `report.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Path, Problem, Severity
from mapper.schema.answers import Answer, Answers, Standing
from mapper.schema.base import Answered, Group
from mapper.schema.scalars import PartialDate
from mapper.schema.service_model import Component
from mapper.wording import nearest


def _items_with_ids(subject: Subject) -> Iterator[tuple[Path, Group, str]]:
    for answered in subject.filled:
        if answered.question.key == "id" and answered.question.identifies:
            yield answered.path, answered.owner, answered.value


def duplicate_ids(subject: Subject) -> Iterator[Problem]:
    """Ids that stand for two things in one file."""
    first: dict[str, Path] = {}
    for path, item, its_id in _items_with_ids(subject):
        if its_id in first:
            other = subject.words(first[its_id][:-1])
            message = (
                f"The id `{its_id}` already belongs to “{other}”, so nobody can tell which of the two is meant. "
                f"Please give this {item.noun} another id."
            )
            yield Problem("X301", Severity.ERROR, path, message)
        else:
            first[its_id] = path


def dangling_references(subject: Subject) -> Iterator[Problem]:
    """Ids that are referred to and do not exist."""
    known: dict[str, set[str]] = defaultdict(set)
    for _, item, its_id in _items_with_ids(subject):
        known[item.noun].add(its_id)
    references = list(_references(subject))
    nouns = {noun for _, noun, _ in references}
    if "box" in nouns:
        known["box"] |= subject.study.shared_model.box_ids
    unread = {noun for noun, path in _LISTED_UNDER.items() if _lost_an_item(subject, path)}
    hints: dict[tuple[str, str], str | None] = {}
    for path, noun, its_id in references:
        if its_id in known[noun] or noun in unread:
            continue
        if (noun, its_id) not in hints:
            hints[noun, its_id] = nearest(its_id, known[noun])
        meant = hints[noun, its_id]
        listed = ".".join(str(part) for part in _LISTED_UNDER[noun])
        message = (
            f"There is no {noun} with the id `{its_id}`. Please add it under `{listed}`, or correct the id that stands "
            "here."
        )
        yield Problem("X302", Severity.ERROR, path, message, f"Did you mean `{meant}`?" if meant else None)
    for noun in sorted(unread & nouns):
        message = (
            f"Whether every {noun} that is referred to exists was not checked, because a {noun} above could not be "
            "read. Please correct that one first."
        )
        yield Problem("X307", Severity.NOTE, _LISTED_UNDER[noun], message)


_LISTED_UNDER: dict[str, Path] = {
    "source": ("record", "sources"),
    "service": ("context", "external_services"),
    "step": ("pathway", "steps"),
    "post": ("staffing", "posts"),
    "factor": ("implementation", "factors"),
    "box": ("logic_model", "adds"),
}


def _lost_an_item(subject: Subject, listed_under: Path) -> bool:
    length = len(listed_under)
    return any(
        left == listed_under[: len(left)]
        or (left[:length] == listed_under and (len(left) == length + 1 or left[-1] == "id"))
        for left in subject.mapped.left_out
    )


def _references(subject: Subject) -> Iterator[tuple[Path, str, str]]:
    for answered in subject.filled:
        noun = answered.question.refers_to
        if noun is not None:
            for below, value in values_of(answered.value):
                yield (*answered.path, *below), noun, value
        for path, source in _cited(answered):
            yield path, "source", source


def _cited(answered: Answered) -> Iterator[tuple[Path, str]]:
    answer = answered.value
    if not isinstance(answer, (Answer, Answers)):
        return
    for number, source in enumerate(answer.sources):
        yield (*answered.path, "sources", number), source
    if isinstance(answer, Answer):
        for within, reading in answer.placed():
            for number, source in enumerate(reading.sources):
                yield (*answered.path, *within, "sources", number), source


def repeated_components(subject: Subject) -> Iterator[Problem]:
    """A component that has two answers for the same time."""
    listed: dict[str, list[tuple[Path, Component]]] = defaultdict(list)
    for below, component in subject.hub.service_model.components.placed():
        listed[component.component].append((("service_model", "components", *below), component))
    for word, entries in listed.items():
        for number, (path, component) in enumerate(entries):
            earlier = next((at for at, other in entries[:number] if _surely_overlap(component, other)), None)
            if earlier is not None:
                other = subject.words(earlier)
                message = (
                    f"The component `{word}` is listed twice for the same time: here and as “{other}”. "
                    "Please keep one of the two, or say with `from` and `to` which time each is about."
                )
                yield Problem("X305", Severity.ERROR, (*path, "component"), message)


def _surely_overlap(one: Component, other: Component) -> bool:
    """Whether there is a day for which both hold. A blank date leaves a time open; one that is not known proves
    nothing.
    """
    starts = [_day(entry.from_, "latest", date.min) for entry in (one, other)]
    ends = [_day(entry.to, "earliest", date.max) for entry in (one, other)]
    if None in starts or None in ends:
        return False
    return max(day for day in starts if day) <= min(day for day in ends if day)


def _day(answer: Answer[PartialDate], end: str, blank: date) -> date | None:
    if answer.standing is Standing.BLANK:
        return blank
    return getattr(answer.value, end, None)


CHECKS = (
    Check(
        code="X301",
        title="An id is used twice",
        why="Other answers point at an item by its id; two items with one id cannot be told apart.",
        bad="""
            staffing:
              posts:
                - {id: clinicians, role: nurse, clinical: clinical}
                - {id: clinicians, role: counsellor, clinical: clinical}
            """,
        good="""
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical}
                - {id: counsellors, role: counsellor, clinical: clinical}
            """,
        run=duplicate_ids,
    ),
    Check(
        code="X302",
        title="A reference leads nowhere",
        why="An answer that rests on a source, post, step or service has to name one that the file describes.",
        bad="""
            pathway:
              steps:
                - {id: first-call, step: call, done_by: [nurse]}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical}
            """,
        good="""
            pathway:
              steps:
                - {id: first-call, step: call, done_by: [nurses]}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical}
            """,
        run=dangling_references,
    ),
    Check(
        code="X305",
        title="A component is listed twice for the same time",
        why="The comparison counts a component of a Hub once; with two answers it cannot tell which one holds.",
        bad="""
            service_model:
              components:
                - {component: in-house therapy, provision: provided}
                - {component: in-house therapy, provision: planned}
            """,
        good="""
            service_model:
              components:
                - {component: in-house therapy, provision: planned, to: 2021-03}
                - {component: in-house therapy, provision: provided, from: 2021-04}
            """,
        run=repeated_components,
    ),
    Check(
        code="X306",
        title="Two files have the same Hub id",
        why="Tables and drawings tell Hubs apart by their id, so two with the same one would be mixed.",
        bad="""
            # file: hubs/exampleshire.yaml
            record: {id: exampleshire, name: Exampleshire Hub}
            # file: hubs/sampleton.yaml
            record: {id: exampleshire, name: Sampleton Hub}
            """,
        good="""
            # file: hubs/exampleshire.yaml
            record: {id: exampleshire, name: Exampleshire Hub}
            # file: hubs/sampleton.yaml
            record: {id: sampleton, name: Sampleton Hub}
            """,
    ),
    Check(
        code="X307",
        title="References were not checked, because an item that they may mean could not be read",
        why="Only once every item of a list can be read is it known which references lead nowhere.",
        bad="""
            pathway:
              steps:
                - {id: first-call, step: call, done_by: [nurses]}
            staffing:
              posts:
                - {id: Nurses, role: nurse, clinical: clinical}
            """,
        good="""
            pathway:
              steps:
                - {id: first-call, step: call, done_by: [nurses]}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical}
            """,
    ),
)
