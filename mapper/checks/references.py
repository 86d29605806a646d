"""Checks X301, X302, X307, X308, X309: ids, what refers to them, and what nothing refers to. X306, two files with one
id, is found in `report.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from mapper.checks.check import Check, Subject
from mapper.derived import holds
from mapper.findings import Path, Problem, Severity
from mapper.schema.answers import Answers, MissingWord
from mapper.schema.base import Group
from mapper.wording import nearest


def _items_with_ids(subject: Subject) -> Iterator[tuple[Path, Group, str]]:
    for answered in subject.asked("id"):
        if answered.question.identifies:
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
    nouns = {noun for _, noun, _ in subject.references}
    if "box" in nouns:
        known["box"] |= subject.study.shared_model.box_ids
    unread = {noun for noun, path in _LISTED_UNDER.items() if _lost_an_item(subject, path)}
    hints: dict[tuple[str, str], str | None] = {}
    for path, noun, its_id in subject.references:
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


def uncited_sources(subject: Subject) -> Iterator[Problem]:
    """Sources that no answer cites: each, or one for the list where none is cited at all."""
    sources = list(subject.hub.record.sources.placed())
    cited = _referred_to(subject, "source")
    uncited = [(below, source.id) for below, source in sources if source.id not in cited]
    uncited = [(below, its_id) for below, its_id in uncited if not subject.is_unread(its_id)]
    if len(uncited) == len(sources) > 1:
        message = (
            "No answer cites any of these sources, so nobody can tell what rests on which. Please write their ids at "
            "the answers: `sources: [id]` for a part, or `{value: 17, sources: [id]}` for one answer."
        )
        yield Problem("X308", Severity.WARNING, _LISTED_UNDER["source"], message)
        return
    for below, its_id in uncited:
        message = (
            f"No answer cites the source `{its_id}`. Please write its id at what rests on it (`sources: [{its_id}]`), "
            "or remove the source."
        )
        yield Problem("X308", Severity.WARNING, (*_LISTED_UNDER["source"], *below, "id"), message)


def unused_items(subject: Subject) -> Iterator[Problem]:
    """Posts that work with clients and are named by no step and no intervention; external services to which nobody is
    sent on.
    """
    posts, services = _referred_to(subject, "post"), _referred_to(subject, "service")
    if posts and not _may_name_more_posts(subject):
        for below, post in subject.hub.staffing.posts.placed():
            is_clinical = post.clinical.value in _WORKS_WITH_CLIENTS and holds(post, subject.hub.record.as_of.value)
            if is_clinical and post.id not in posts and not subject.is_unread(post.id):
                message = (
                    f"The post `{post.id}` works with clients, and no step (`done_by`) or intervention "
                    "(`provided_by`) names it. Please add its id where it works."
                )
                yield Problem("X309", Severity.WARNING, (*_LISTED_UNDER["post"], *below, "id"), message)
    if services:
        for below, service in subject.hub.context.external_services.placed():
            if service.id not in services and not subject.is_unread(service.id):
                message = (
                    f"The service `{service.id}` is listed, and it is no destination under `onward_referral`. Please "
                    "add it there if clients are sent on to it, or remove it."
                )
                yield Problem("X309", Severity.WARNING, (*_LISTED_UNDER["service"], *below, "id"), message)


_WORKS_WITH_CLIENTS = ("clinical", "mixed")
"""The words of the list of clinical classes for posts that work with clients."""


def _may_name_more_posts(subject: Subject) -> bool:
    """Whether an answer that could name a post is a missing word, so that nobody can tell which posts it is about."""
    steps, interventions = subject.hub.pathway.steps, subject.hub.interventions
    asked: list[Answers[Any]] = [steps, interventions]
    asked += [step.done_by for step in steps] + [intervention.provided_by for intervention in interventions]
    return any(answer.missing not in (None, MissingWord.NOT_APPLICABLE) for answer in asked)


def _referred_to(subject: Subject, noun: str) -> set[str]:
    return {reference.id for reference in subject.references if reference.noun == noun}


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
        code="X308",
        title="A source is never cited",
        why="What a source says can be looked up only where answers name it; one that is never named backs nothing.",
        bad="""
            record:
              sources:
                - {id: annual-report, kind: report}
                - {id: lead-interview, kind: interview}
            context:
              opened: {value: 2020-10, sources: [annual-report]}
            """,
        good="""
            record:
              sources:
                - {id: annual-report, kind: report}
                - {id: lead-interview, kind: interview}
            context:
              opened: {value: 2020-10, sources: [annual-report, lead-interview]}
            """,
        run=uncited_sources,
    ),
    Check(
        code="X309",
        title="A post or a service is listed that nothing uses",
        why="A clinical post without work, or a service to which nobody is sent, is most often an answer left out.",
        bad="""
            pathway:
              steps:
                - {id: first-call, step: call, done_by: [nurses]}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical}
                - {id: counsellors, role: counsellor, clinical: clinical}
            """,
        good="""
            pathway:
              steps:
                - {id: first-call, step: call, done_by: [nurses, counsellors]}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical}
                - {id: counsellors, role: counsellor, clinical: clinical}
            """,
        run=unused_items,
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
