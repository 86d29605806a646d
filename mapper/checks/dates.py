"""Checks X303, X304, X311: dates that are out of order or outside the time that the record covers."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Path, Problem, Severity
from mapper.schema.answers import Answer
from mapper.schema.base import Group
from mapper.schema.scalars import PartialDate


def dates_out_of_order(subject: Subject) -> Iterator[Problem]:
    """Something that ends before it begins."""
    for end_key, start_key in _STARTS.items():
        for answered in subject.asked(end_key):
            start = _date_at(answered.owner, start_key)
            for below, end in values_of(answered.value):
                if isinstance(end, PartialDate) and start is not None and start.surely_after(end):
                    message = (
                        f"This ends at `{end}`, before it begins at `{start}` (`{start_key}`). "
                        "Please correct one of the two dates."
                    )
                    yield Problem("X303", Severity.ERROR, (*answered.path, *below), message)


_STARTS = {"to": "from", "closed": "opened"}
"""For each key that ends something, the key in the same group that begins it."""


def _date_at(group: Group, key: str) -> PartialDate | None:
    answer = getattr(group, f"{key}_" if key == "from" else key, None)
    value = answer.value if isinstance(answer, Answer) else None
    return value if isinstance(value, PartialDate) else None


def opened_before_predecessor(subject: Subject) -> Iterator[Problem]:
    """A Hub that opened before the service that it grew out of."""
    context = subject.hub.context
    earlier = [reading.value for reading in context.predecessor.opened.readings]
    for within, opened in values_of(context.opened):
        if earlier and all(moment.surely_after(opened) for moment in earlier):
            message = (
                f"The Hub opened at `{opened}`, before the service that it grew out of, at `{earlier[0]}` "
                "(`context.predecessor.opened`). Please correct one of the two dates."
            )
            yield Problem("X311", Severity.ERROR, ("context", "opened", *within), message)


def dates_outside_record(subject: Subject) -> Iterator[Problem]:
    """A date of the record that lies outside the time in which its answers were collected."""
    window = subject.hub.record.collected.value
    if window is None:
        return
    for path, moment in _dates_of_answers(subject):
        if moment.surely_after(window) or window.surely_after(moment):
            message = (
                f"`{moment}` lies outside the time in which the answers were collected, `{window}` "
                "(`record.collected`). Please correct one of the two."
            )
            yield Problem("X304", Severity.ERROR, path, message)


def _dates_of_answers(subject: Subject) -> Iterator[tuple[Path, PartialDate]]:
    for answered in subject.asked("as_of"):
        for below, moment in values_of(answered.value):
            yield (*answered.path, *below), moment
    for answered in subject.filled:
        answer = answered.value
        if isinstance(answer, Answer) and any(reading.as_of is not None for reading in answer.readings):
            for within, reading in answer.placed():
                if reading.as_of is not None:
                    yield (*answered.path, *within, "as_of"), reading.as_of


CHECKS = (
    Check(
        code="X303",
        title="Dates are out of order",
        why="Nothing ends before it begins, so one of the two dates is wrong.",
        bad="""
            context:
              opened: 2021-02
              closed: 2020-12
            """,
        good="""
            context:
              opened: 2020-12
              closed: 2021-02
            """,
        run=dates_out_of_order,
    ),
    Check(
        code="X304",
        title="An answer is dated outside the time of data collection",
        why="The record says when its answers were collected; an answer as of another time was not among them.",
        bad="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            staffing:
              as_of: 2019-06
            """,
        good="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            staffing:
              as_of: 2021-06
            """,
        run=dates_outside_record,
        source="allsopp-2024",
    ),
    Check(
        code="X311",
        title="A Hub opened before its predecessor",
        why="What a Hub grew out of was there before it, so a date is wrong, or another service is meant.",
        bad="""
            context:
              opened: 2020-10
              predecessor: {name: Exampleshire Incident Response Service, opened: 2021-07}
            """,
        good="""
            context:
              opened: 2020-10
              predecessor: {name: Exampleshire Incident Response Service, opened: 2017-07}
            """,
        run=opened_before_predecessor,
    ),
)
