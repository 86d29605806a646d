"""Checks X308, X309: sources, posts and external services that nothing in the file refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from mapper.checks.check import Check, Placed, Subject, placed
from mapper.checks.places import SERVICES, SOURCES
from mapper.findings import Problem, Severity
from mapper.periods import may_hold
from mapper.schema.answers import Answers, MissingWord
from mapper.schema.context import ExternalService
from mapper.schema.record import Source
from mapper.schema.staffing import Post
from mapper.wording import nearest

_Item = TypeVar("_Item", Source, Post, ExternalService)


def uncited_sources(subject: Subject) -> Iterator[Problem]:
    """Sources that no answer cites: each, or one for the list where none is cited at all."""
    sources = placed(SOURCES, subject.hub.record.sources)
    uncited = [(path, source.id) for path, source in _unused(subject, "source", sources)]
    if len(uncited) == len(sources) > 1:
        message = (
            "No answer cites any of these sources, so nobody can tell what rests on which. Please write their ids at "
            "the answers: `sources: [id]` for a part, or `{value: 17, sources: [id]}` for one answer."
        )
        yield Problem("X308", Severity.WARNING, SOURCES, message)
        return
    for path, its_id in uncited:
        message = (
            f"No answer cites the source `{its_id}`. Please write its id at what rests on it (`sources: [{its_id}]`), "
            "or remove the source."
        )
        yield Problem("X308", Severity.WARNING, (*path, "id"), message)


def unused_items(subject: Subject) -> Iterator[Problem]:
    """Posts that work with clients and are named by no step and no intervention; external services to which nobody is
    sent on.
    """
    yield from _posts_without_work(subject)
    yield from _services_without_referral(subject)


def _posts_without_work(subject: Subject) -> Iterator[Problem]:
    if not _referred_to(subject, "post") or _may_name_more_posts(subject):
        return
    for path, post in _unused(subject, "post", subject.posts):
        if _surely_works_with_clients(subject, post):
            message = (
                f"The post `{post.id}` works with clients, and no step (`done_by`) or intervention (`provided_by`) "
                "names it. Please add its id where it works."
            )
            yield Problem("X309", Severity.WARNING, (*path, "id"), message)


def _surely_works_with_clients(subject: Subject, post: Post) -> bool:
    may_be_there = may_hold(post, subject.hub.record.as_of.value)
    return may_be_there and post.clinical.surely(
        lambda said: subject.detail("clinical-class", said, "with_clients") == "yes"
    )


def _services_without_referral(subject: Subject) -> Iterator[Problem]:
    services = placed(SERVICES, subject.hub.context.external_services)
    for path, service in _unused(subject, "service", services) if _referred_to(subject, "service") else ():
        message = (
            f"The service `{service.id}` is listed, and it is no destination under `onward_referral`. Please add "
            "it there if clients are sent on to it, or remove it."
        )
        yield Problem("X309", Severity.WARNING, (*path, "id"), message)


def _may_name_more_posts(subject: Subject) -> bool:
    """Whether an answer that could name a post is a missing word, so that nobody can tell which posts it is about."""
    steps, interventions = subject.hub.pathway.steps, subject.hub.interventions
    asked: list[Answers[Any]] = [steps, interventions]
    asked += [step.done_by for step in steps] + [intervention.provided_by for intervention in interventions]
    return any(answer.missing not in (None, MissingWord.NOT_APPLICABLE) for answer in asked)


def _unused(subject: Subject, noun: str, items: Placed[_Item]) -> Placed[_Item]:
    """The items that nothing refers to, nor seems to mean with an id that leads nowhere, nor may in what is unread."""
    named, ids = _referred_to(subject, noun), {item.id: None for _, item in items}
    unused = [(path, item) for path, item in items if item.id not in named and not subject.is_unread(item.id)]
    meant = {nearest(its_id, ids) for its_id in named.difference(ids)} if unused else set()
    return [(path, item) for path, item in unused if item.id not in meant]


def _referred_to(subject: Subject, noun: str) -> set[str]:
    return {reference.id for reference in subject.references if reference.noun == noun}


CHECKS = (
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
)
