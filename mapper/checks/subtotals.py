"""Checks X342, X344: groups that add up to more than everybody, or to less although nobody is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from mapper.checks.activity import Portion, in_tenths, percent_counted, portions
from mapper.checks.amounts import HALF, WHOLE, difference, not_below_zero, rounded, surely_differ, total, widest
from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Path, Problem, Severity
from mapper.periods import may_hold
from mapper.schema.answers import Answer
from mapper.schema.scalars import Amount
from mapper.vocabulary.lists import load_data
from mapper.wording import quoted


class Slice(NamedTuple):
    """A group of people and how many per cent of all it is, as counted or else as said."""

    portion: Portion
    percent: Amount
    is_counted: bool


class Breakdown(NamedTuple):
    """The groups that the same people are broken down into and of which the share is known, the name of the group that
    holds whoever is in no other (if there is one, and no group is apart that may be one of them), and the group that
    stands for everybody.
    """

    groups: Sequence[Slice]
    rest: str | None
    everybody: Slice | None


def groups_above_everybody(subject: Subject) -> Iterator[Problem]:
    """Groups that together are more than the people who were counted."""
    for breakdown in breakdowns(subject):
        groups = breakdown.groups
        over_alone = any(group.percent.surely_above(WHOLE) for group in groups)
        if percent_of(groups).surely_above(WHOLE) and not over_alone:
            message = (
                f"The groups by {groups[0].portion.of} {_added_up(groups)}, so some people are counted "
                "twice. Please correct the numbers, or give what is about other people its own denominator or period."
            )
            yield Problem("X342", Severity.ERROR, groups[0].portion.of_path, message)


def subtotals_apart(subject: Subject) -> Iterator[Problem]:
    """Groups that leave nobody out and are fewer than the people counted, groups of all that are not all, and
    vacancies that do not follow from the posts.
    """
    for breakdown in breakdowns(subject):
        yield from _too_few(breakdown)
        yield from _not_everybody(breakdown.everybody)
    yield from _vacancies_apart(subject)


def _too_few(breakdown: Breakdown) -> Iterator[Problem]:
    groups = breakdown.groups
    if breakdown.rest is not None and WHOLE.surely_above(percent_of(groups)):
        message = (
            f"The groups by {groups[0].portion.of} {_added_up(groups)}, although {quoted(breakdown.rest)} leaves "
            "nobody out. Please correct the numbers, or add the group that is not there."
        )
        yield Problem("X344", Severity.ERROR, groups[0].portion.of_path, message)


def _not_everybody(everybody: Slice | None) -> Iterator[Problem]:
    if everybody is not None and surely_differ(percent_of([everybody]), WHOLE):
        message = (
            f"{quoted(everybody.portion.group)} stands for everybody, and it is `{in_tenths(everybody.percent)}` per "
            "cent. Please correct its numbers, or the name of the group."
        )
        yield Problem("X344", Severity.ERROR, everybody.portion.of_path, message)


def breakdowns(subject: Subject) -> Iterator[Breakdown]:
    """The groups that belong together: of one breakdown, denominator and period. Where a group is named twice, or one
    has no name, they are not of the same people or nobody can tell, and they are left out.
    """
    together: dict[Any, list[Slice]] = defaultdict(list)
    loose: dict[str, set[Path]] = defaultdict(set)
    unread = subject.is_left_out(("activity", "shares"))
    for portion in portions(subject):
        answers = portion.answers
        counted = percent_counted(answers)
        percent = counted or widest(answers.percent)
        if percent is not None:
            key = portion.of, _said(answers.denominator), _said(answers.period)
            together[key].append(Slice(portion, percent, counted is not None))
        if percent is None or not answers.denominator.readings:
            loose[portion.of].add(portion.path)
    for found in together.values():
        names = [_name(group) for group in found]
        if None not in names and len(set(names)) == len(names):
            everybody = next((group for group in found if _name(group) in _names("total")), None)
            groups = [group for group in found if group is not everybody]
            rest = next((group.portion.group for group in groups if _name(group) in _names("remainder")), None)
            apart = loose[found[0].portion.of] - {group.portion.path for group in found}
            yield Breakdown(groups, None if apart or unread else rest, everybody)


def percent_of(groups: Sequence[Slice]) -> Amount:
    """How many per cent groups are together, before what was said was rounded."""
    added = total([group.percent for group in groups])
    if added == WHOLE:
        return added
    return total([group.percent if group.is_counted else rounded(group.percent, HALF) for group in groups])


def _said(answer: Answer[Any]) -> Any:
    return answer.missing, tuple(reading.value for reading in answer.readings)


def _added_up(groups: Sequence[Slice]) -> str:
    denominator = widest(groups[0].portion.answers.denominator)
    numbers = [number for group in groups if (number := widest(group.portion.answers.n)) is not None]
    if denominator is not None and len(numbers) == len(groups):
        return f"add up to `{total(numbers)}` of `{denominator}`"
    return f"add up to `{in_tenths(total([group.percent for group in groups]))}` per cent"


def _vacancies_apart(subject: Subject) -> Iterator[Problem]:
    """Vacant WTE that are neither what is funded less what is filled nor that without the posts filled beyond it."""
    staffing = subject.hub.staffing
    if not staffing.vacant_wte.readings or subject.is_left_out(("staffing", "posts")):
        return
    posts = [post for post in staffing.posts if may_hold(post, staffing.as_of.value)]
    funded = [wte for wte in (widest(post.wte_funded) for post in posts) if wte is not None]
    filled = [wte for wte in (widest(post.wte) for post in posts) if wte is not None]
    if not posts or not len(funded) == len(filled) == len(posts):
        return
    unfilled = [not_below_zero(difference(*pair)) for pair in zip(funded, filled, strict=True)]
    follows = Amount(difference(total(funded), total(filled)).low, total(unfilled).high)
    for below, vacant in values_of(staffing.vacant_wte):
        if surely_differ(rounded(vacant, HALF), follows):
            message = (
                f"`{vacant}` WTE are said to be vacant, and of the funded WTE of the posts "
                f"`{not_below_zero(follows)}` are not filled. Please check the vacancies, and both WTE of each post."
            )
            yield Problem("X344", Severity.WARNING, ("staffing", "vacant_wte", *below), message)


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(load_data("group_words.yaml")[kind])


def _name(group: Slice) -> str | None:
    return None if group.portion.group is None else " ".join(group.portion.group.lower().split())


CHECKS = (
    Check(
        code="X342",
        title="Groups add up to more than everybody",
        why="A breakdown holds each person once; where its groups add up to more, some are counted twice or wrongly.",
        bad="""
            activity:
              shares:
                - {of: gender, group: women, n: 246, denominator: 300, period: 2021}
                - {of: gender, group: men, n: 64, denominator: 300, period: 2021}
            """,
        good="""
            activity:
              shares:
                - {of: gender, group: women, n: 246, denominator: 300, period: 2021}
                - {of: gender, group: men, n: 46, denominator: 300, period: 2021}
            """,
        run=groups_above_everybody,
    ),
    Check(
        code="X344",
        title="Subtotals do not add up",
        why="Groups that leave nobody out make up everybody; else a number is wrong or a group is not there.",
        bad="""
            activity:
              shares:
                - {of: sector, group: care homes, n: 110, denominator: 300, period: 2021}
                - {of: sector, group: all others, n: 180, denominator: 300, period: 2021}
            """,
        good="""
            activity:
              shares:
                - {of: sector, group: care homes, n: 120, denominator: 300, period: 2021}
                - {of: sector, group: all others, n: 180, denominator: 300, period: 2021}
            """,
        run=subtotals_apart,
    ),
)
