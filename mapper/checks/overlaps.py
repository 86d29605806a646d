"""Checks X305, X312: components and groups of people that are listed twice for the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TypeVar

from mapper.checks.check import Check, Placed, Subject, placed
from mapper.findings import Path, Problem, Severity
from mapper.periods import surely_overlap
from mapper.schema.base import TimedItem
from mapper.schema.eligibility import EligibleGroup

Item = TypeVar("Item", bound=TimedItem)


def repeated_components(subject: Subject) -> Iterator[Problem]:
    """A component that has two answers for the same time."""
    yield from _repeated(subject, "X305", subject.components, "component", surely_overlap)


def repeated_groups(subject: Subject) -> Iterator[Problem]:
    """A group of people of whom it is said twice, for the same time, whether they may use the Hub."""
    yield from _repeated(
        subject, "X312", placed(("eligibility", "groups"), subject.hub.eligibility.groups), "group", _same_people
    )


def _same_people(one: EligibleGroup, other: EligibleGroup) -> bool:
    """Whether two answers are about the same people at the same time; conditions that differ may tell people apart."""
    conditions = [{reading.value for reading in entry.conditions.readings} for entry in (one, other)]
    return surely_overlap(one, other) and not (all(conditions) and conditions[0].isdisjoint(conditions[1]))


def _repeated(
    subject: Subject, code: str, items: Placed[Item], key: str, is_same: Callable[[Item, Item], bool]
) -> Iterator[Problem]:
    listed: dict[str, list[tuple[Path, Item]]] = defaultdict(list)
    for path, item in items:
        alike = listed[getattr(item, key)]
        earlier = next((at for at, other in alike if is_same(item, other)), None)
        if earlier is not None:
            message = (
                f"The {key} `{getattr(item, key)}` is listed twice for the same time: here and as "
                f"“{subject.words(earlier)}”. Please keep one of the two, or say with `from` and `to` which "
                "time each is about."
            )
            yield Problem(code, Severity.ERROR, (*path, key), message)
        alike.append((path, item))


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
