"""Checks X305, X312: components and groups of people that are listed twice for the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from mapper.checks.check import Check, Subject
from mapper.findings import Path, Problem, Severity
from mapper.schema.answers import Answer, Answers, MissingWord, Standing
from mapper.schema.base import TimedItem
from mapper.schema.scalars import PartialDate

Item = TypeVar("Item", bound=TimedItem)


def repeated_components(subject: Subject) -> Iterator[Problem]:
    """A component that has two answers for the same time."""
    components = subject.hub.service_model.components
    yield from _repeated(subject, "X305", ("service_model", "components"), components, "component")


def repeated_groups(subject: Subject) -> Iterator[Problem]:
    """A group of people of whom it is said twice, for the same time, whether they may use the Hub."""
    yield from _repeated(subject, "X312", ("eligibility", "groups"), subject.hub.eligibility.groups, "group")


def _repeated(subject: Subject, code: str, under: Path, items: Answers[Item], key: str) -> Iterator[Problem]:
    listed: dict[str, list[tuple[Path, Item]]] = defaultdict(list)
    for below, item in items.placed():
        alike = listed[getattr(item, key)]
        earlier = next((at for at, other in alike if _surely_overlap(item, other)), None)
        if earlier is not None:
            message = (
                f"The {key} `{getattr(item, key)}` is listed twice for the same time: here and as "
                f"“{subject.words((*under, *earlier))}”. Please keep one of the two, or say with `from` and `to` which "
                "time each is about."
            )
            yield Problem(code, Severity.ERROR, (*under, *below, key), message)
        alike.append((below, item))


def _surely_overlap(one: TimedItem, other: TimedItem) -> bool:
    """Whether there is a day for which both hold. A date that is blank or does not apply leaves a time open; one that
    is not known proves nothing.
    """
    starts = [_day(item.from_, "latest", date.min) for item in (one, other)]
    ends = [_day(item.to, "earliest", date.max) for item in (one, other)]
    if None in starts or None in ends:
        return False
    return max(day for day in starts if day) <= min(day for day in ends if day)


def _day(answer: Answer[PartialDate], end: str, unbounded: date) -> date | None:
    if answer.standing is Standing.BLANK or answer.missing is MissingWord.NOT_APPLICABLE:
        return unbounded
    return getattr(answer.value, end, None)


CHECKS = (
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
        code="X312",
        title="A group of people is listed twice for the same time",
        why="With two answers about the same people at the same time, nobody can tell whether they may use the Hub.",
        bad="""
            eligibility:
              groups:
                - {group: care homes, in_scope: no}
                - {group: care homes, in_scope: yes, from: 2021-08}
            """,
        good="""
            eligibility:
              groups:
                - {group: care homes, in_scope: no, to: 2021-07}
                - {group: care homes, in_scope: yes, from: 2021-08}
            """,
        run=repeated_groups,
    ),
)
