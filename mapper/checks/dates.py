"""Checks X303, X304, X311: dates that are out of order, or later than the time in which answers were collected."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Path, Problem, Severity
from mapper.schema.answers import BLANK, Answer
from mapper.schema.base import Group
from mapper.schema.scalars import PartialDate


def dates_out_of_order(subject: Subject) -> Iterator[Problem]:
    """Something that ends before it begins."""
    for end_key, start_key in _STARTS.items():
        for answered in subject.asked(end_key):
            start = _date_at(answered.owner, start_key)
            for below, end in values_of(answered.value):
                if isinstance(end, PartialDate) and start.surely(end.surely_before):
                    message = (
                        f"This ends at `{end}`, before it begins at `{start.readings[0].value}` (`{start_key}`). "
                        "Please correct one of the two dates."
                    )
                    yield Problem("X303", Severity.ERROR, (*answered.path, *below), message)


_STARTS = {"to": "from", "closed": "opened"}
"""For each key that ends something, the key in the same group that begins it."""


def _date_at(group: Group, key: str) -> Answer[PartialDate]:
    answer = getattr(group, f"{key}_" if key == "from" else key, None)
    return answer if isinstance(answer, Answer) else BLANK


def opened_before_predecessor(subject: Subject) -> Iterator[Problem]:
    """A Hub that opened before the service that it grew out of."""
    context = subject.hub.context
    earlier = context.predecessor.opened
    for within, opened in values_of(context.opened):
        if earlier.surely(opened.surely_before):
            message = (
                f"The Hub opened at `{opened}`, before the service that it grew out of, at "
                f"`{earlier.readings[0].value}` (`context.predecessor.opened`). Please correct one of the two dates."
            )
            yield Problem("X311", Severity.ERROR, ("context", "opened", *within), message)


def dates_after_collection(subject: Subject) -> Iterator[Problem]:
    """Answers as of a date after the time in which they were collected. What held before may have been collected."""
    collected = subject.hub.record.collected
    for path, moment in dates_of_answers(subject, "as_of"):
        if collected.surely(moment.surely_after):
            message = (
                f"`{moment}` comes after the time in which the answers were collected, `{collected.readings[0].value}` "
                "(`record.collected`). Please correct one of the two."
            )
            yield Problem("X304", Severity.ERROR, path, message)


def dates_of_answers(subject: Subject, *keys: str) -> Iterator[tuple[Path, PartialDate]]:
    """The dates at the questions of these keys and those that stand beside a value, in the order of the form."""
    for path, question, answer, _ in subject.filled:
        if not isinstance(answer, Answer):
            continue
        if question.key in keys:
            yield from (((*path, *below), moment) for below, moment in values_of(answer))
        for below, reading in answer.placed():
            if reading.as_of is not None:
                yield (*path, *below, "as_of"), reading.as_of


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
        title="An answer is dated after the time of data collection",
        why="What was so only afterwards cannot have been among the answers when they were collected.",
        bad="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            staffing:
              as_of: 2022-06
            """,
        good="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            staffing:
              as_of: 2021-06
            """,
        run=dates_after_collection,
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
