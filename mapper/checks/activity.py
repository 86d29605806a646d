"""Checks X341, X343: counts and percentages held against the denominators they are given with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from mapper.amounts import HALF, ZERO, last_place, rounded, widest
from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Path, Problem, Severity
from mapper.schema.access import RouteShare
from mapper.schema.activity import Share
from mapper.schema.answers import Answer
from mapper.schema.scalars import Amount


class PlacedShare(NamedTuple):
    """A share of the people counted: the path of its answers and of its breakdown, the word for the breakdown, the
    group (None where it has no name), whether everybody is in one group of the breakdown only, and the answers.
    """

    path: Path
    of_path: Path
    of: str
    group: str | None
    each_person_once: bool
    answers: Share | RouteShare


def placed_shares(subject: Subject) -> Iterator[PlacedShare]:
    """The shares of people by group, then those by the route on which they came."""
    for below, share in subject.hub.activity.shares.placed():
        path = ("activity", "shares", *below)
        group = share.group.value or share.group.missing
        once = subject.detail("share-of", share.of, "each_person_once") == "yes"
        yield PlacedShare(path, (*path, "of"), share.of, group, once, share)
    for below, route in subject.hub.access.routes.placed():
        path = ("access", "routes", *below, "share")
        yield PlacedShare(path, path, "route", route.route, True, route.share)  # whoever comes, comes on one route


def counted(subject: Subject) -> Iterator[tuple[Path, Answer[Amount], Answer[Amount]]]:
    """Every number that is counted out of a denominator: its path, the number, the denominator. Events, of which a
    person may have several, are not counted out of people.
    """
    activity = subject.hub.activity
    for below, count in activity.counts.placed():
        if subject.detail("metric", count.metric, "counts_events") != "yes":
            yield ("activity", "counts", *below, "value"), count.value, count.denominator
    for share in placed_shares(subject):
        yield (*share.path, "n"), share.answers.n, share.answers.denominator
    for below, outcome in activity.outcomes.placed():
        yield ("activity", "outcomes", *below, "n"), outcome.n, outcome.denominator


def percent_counted(answers: Share | RouteShare) -> Amount | None:
    """The percentage that follows from the counts of a share; None where one of them is not known, or nobody counts."""
    n, denominator = widest(answers.n), widest(answers.denominator)
    if n is None or denominator is None or not denominator.high:
        return None
    low = ZERO if n.low is None else 100 * n.low / denominator.high
    return Amount(low, 100 * n.high / denominator.low if n.high is not None and denominator.low else None)


def counts_above_denominators(subject: Subject) -> Iterator[Problem]:
    """Counts that are more than what they are counted out of."""
    for path, answer, denominator in counted(subject):
        most = widest(denominator)
        for below, value in values_of(answer) if most is not None else ():
            if value.surely_above(most):
                message = f"`{value}` is counted out of `{most}`, which is less. Please correct one of the two numbers."
                yield Problem("X341", Severity.ERROR, (*path, *below), message)


def percentages_apart(subject: Subject) -> Iterator[Problem]:
    """Percentages that do not follow from the counts beside them, neither rounded nor cut off."""
    for share in placed_shares(subject):
        answers = share.answers
        if not answers.percent.readings:
            continue
        follows = percent_counted(answers)
        if follows is None or (follows.low is not None and follows.low > 100):
            continue
        for below, percent in values_of(answers.percent):
            if _surely_apart(percent, follows):
                message = (
                    f"`{percent}` per cent does not follow from the counts: `{widest(answers.n)}` of "
                    f"`{widest(answers.denominator)}` is `{in_tenths(follows)}` per cent. "
                    "Please correct one of the three numbers, or leave the percentage out."
                )
                yield Problem("X343", Severity.ERROR, (*share.path, "percent", *below), message)


def _surely_apart(said: Amount, follows: Amount) -> bool:
    """Whether what follows is less than what is said once rounded up, or a whole unit of its last place more."""
    if rounded(said, HALF).surely_above(follows):
        return True
    return said.high is not None and follows.low is not None and follows.low - said.high >= last_place(said.high)


def in_tenths(amount: Amount) -> Amount:
    """An amount to one decimal place, to be shown."""
    return Amount(*(None if end is None else Decimal(f"{end:.1f}") for end in amount))


CHECKS = (
    Check(
        code="X341",
        title="A count is more than its denominator",
        why="What is counted out of a number cannot be more than that number; one of the two is about something else.",
        bad="""
            activity:
              counts:
                - {metric: therapy starts, value: 640, denominator: 460, period: 2021}
            """,
        good="""
            activity:
              counts:
                - {metric: therapy starts, value: 460, denominator: 640, period: 2021}
            """,
        run=counts_above_denominators,
    ),
    Check(
        code="X343",
        title="A percentage does not follow from its counts",
        why="A count, its denominator and the percentage say one thing; where they differ, one of the three is wrong.",
        bad="""
            activity:
              shares:
                - {of: gender, group: women, n: 246, denominator: 300, percent: 84, period: 2021}
            """,
        good="""
            activity:
              shares:
                - {of: gender, group: women, n: 246, denominator: 300, percent: 82, period: 2021}
            """,
        run=percentages_apart,
    ),
)
