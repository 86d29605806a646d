"""Check P805: counts of people so small that they may show who the people are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapper.amounts import limit
from mapper.checks.activity import placed_shares
from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Path, Problem, Severity
from mapper.schema.answers import Answer
from mapper.schema.scalars import Amount
from mapper.vocabulary.lists import word_set

_FILE = "group_words.yaml"
_WORD = re.compile(r"[^\W\d_]+")


def small_counts(subject: Subject) -> Iterator[Problem]:
    """Counts of people from one up to below the smallest count that may be shown."""
    smallest = smallest_count(subject)
    for path, answer in _counts_of_people(subject):
        for below, count in values_of(answer):
            if count.low is not None and count.high is not None and count.low >= 1 and count.high < smallest:
                message = (
                    f"A count of `{count}` people is small enough to show who they are. Please write "
                    f"`{{to: {smallest - 1}}}`, which says no more than that they are few, or `withheld`."
                )
                yield Problem("P805", Severity.WARNING, (*path, *below), message)


def smallest_count(subject: Subject) -> int:
    """The smallest count of people that may be shown: the study's own, or else the one that ships."""
    own = subject.study.form.smallest_count.value
    return limit("smallest_count") if own is None or own.low is None else int(own.low)


def _counts_of_people(subject: Subject) -> Iterator[tuple[Path, Answer[Amount]]]:
    activity = subject.hub.activity
    for below, count in activity.counts.placed():
        if subject.detail("metric", count.metric, "counts_people") == "yes":
            yield ("activity", "counts", *below, "value"), count.value
    for share in placed_shares(subject):
        yield (*share.path, "n"), share.answers.n
    for below, outcome in activity.outcomes.placed():
        yield ("activity", "outcomes", *below, "n"), outcome.n
    for path, intervention in subject.interventions:
        unit = intervention.volume.unit.value
        if unit is not None and subject.detail("count-unit", unit, "counts_people") == "yes":
            yield (*path, "volume", "count"), intervention.volume.count
    yield ("team_support", "participants"), subject.hub.team_support.participants
    yield ("outreach", "reach", "people"), subject.hub.outreach.reach.people
    denominator = subject.hub.resources.denominator
    if denominator.what.surely(_are_people):
        yield ("resources", "denominator", "value"), denominator.value


def _are_people(what: str) -> bool:
    """Whether what is counted are people by its words, as keyworkers supported are, and client contacts are not."""
    words = _WORD.findall(what.lower())
    return not word_set(_FILE, "people").isdisjoint(words) and word_set(_FILE, "not_people").isdisjoint(words)


CHECKS = (
    Check(
        code="P805",
        title="A count of people is small enough to identify them",
        why="Colleagues may know who one of three people is; small numbers are held back wherever data are shared.",
        bad="""
            activity:
              shares:
                - {of: occupation, group: paramedics, n: 2, denominator: 300, period: 2021}
            """,
        good="""
            activity:
              shares:
                - {of: occupation, group: paramedics, n: {to: 4}, denominator: 300, period: 2021}
            """,
        run=small_counts,
        source="ons-2006",
    ),
)
