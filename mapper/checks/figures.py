"""Checks X313, X316: figures and other answers of another time than that of the record."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject, values_of
from mapper.checks.dates import dates_of_answers
from mapper.checks.places import FUNDING, SET_UP_COSTS
from mapper.findings import Problem, Severity
from mapper.schema.answers import Answer
from mapper.schema.scalars import PartialDate


def periods_that_cannot_be(subject: Subject) -> Iterator[Problem]:
    """Figures of a period that began after the answers were collected, or was over before the Hub opened.

    Funding may be agreed for a time to come, and setting a Hub up is paid for before it opens.
    """
    collected, opened = subject.hub.record.collected, subject.hub.context.opened
    for answered in subject.asked("period"):
        if answered.path[:2] == FUNDING:
            continue
        for below, period in values_of(answered.value):
            path = (*answered.path, *below)
            if collected.surely(period.surely_after):
                message = (
                    f"This is about `{period}`, which had not begun when the answers were collected, "
                    f"`{collected.readings[0].value}` (`record.collected`). Please correct one of the two."
                )
                yield Problem("X313", Severity.WARNING, path, message)
            elif answered.path[:2] != SET_UP_COSTS and _surely_before(period, opened):
                message = (
                    f"This is about `{period}`, which was over before the Hub opened, `{opened.readings[0].value}` "
                    "(`context.opened`). Please correct one of the two, or leave out figures of an earlier service."
                )
                yield Problem("X313", Severity.WARNING, path, message)


def _surely_before(moment: PartialDate, other: Answer[PartialDate]) -> bool:
    return other.surely(moment.surely_before)


def answers_before_collection(subject: Subject) -> Iterator[Problem]:
    """Answers about a time that was over before collecting began, all of a file together: often meant, and to be known
    by whoever compares Hubs.
    """
    collected = subject.hub.record.collected
    earlier = [
        (path, moment)
        for path, moment in dates_of_answers(subject, "as_of", "period")
        if path[:2] not in (FUNDING, SET_UP_COSTS) and _surely_before(moment, collected)
    ]
    if earlier:
        (path, moment), number = earlier[0], len(earlier)
        counted = "An answer is" if number == 1 else f"{number} answers, of which this is the first, are"
        message = (
            f"{counted} about a time (`{moment}`) before the answers were collected, "
            f"`{collected.readings[0].value}` (`record.collected`). Please check that this is meant."
        )
        yield Problem("X316", Severity.NOTE, path, message)


CHECKS = (
    Check(
        code="X313",
        title="A figure is about a time in which it cannot have been counted",
        why="Nothing is counted before it happens, and what was counted before a Hub opened is not about the Hub.",
        bad="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            activity:
              counts:
                - {metric: referrals, value: 1840, period: {from: 2022-04, to: 2023-03}}
            """,
        good="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            activity:
              counts:
                - {metric: referrals, value: 1840, period: {from: 2021-04, to: 2022-03}}
            """,
        run=periods_that_cannot_be,
    ),
    Check(
        code="X316",
        title="Answers are about a time before they were collected",
        why="Hubs are compared for the time of the study; whoever compares them should know of figures from before it.",
        bad="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            activity:
              counts:
                - {metric: referrals, value: 1840, period: 2020}
            """,
        good="""
            record:
              collected: {from: 2021-03, to: 2022-03}
            activity:
              counts:
                - {metric: referrals, value: 1840, period: {from: 2021-04, to: 2022-03}}
            """,
        run=answers_before_collection,
    ),
)
