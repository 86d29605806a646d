"""Checks X342, X344: groups that add up to more than everybody, or to less, so that somebody is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from mapper.amounts import HALF, WHOLE, ZERO, difference, not_below_zero, rounded, surely_differ, total, widest
from mapper.checks.activity import PlacedShare, in_tenths, percent_counted, placed_shares
from mapper.checks.check import Check, Subject, values_of
from mapper.checks.small_counts import smallest_count
from mapper.findings import Path, Problem, Severity
from mapper.periods import may_hold
from mapper.schema.activity import Share
from mapper.schema.answers import Answer
from mapper.schema.scalars import Amount
from mapper.vocabulary.lists import word_set
from mapper.wording import quoted

_FILE = "group_words.yaml"


class GroupPercent(NamedTuple):
    """A group of people and how many per cent of all it is, as counted or else as said."""

    share: PlacedShare
    percent: Amount
    is_counted: bool


class Breakdown(NamedTuple):
    """The groups that the same people are broken down into and of which the share is known (none where a person may be
    in several), the group among them that holds whoever is in no other, the group that stands for everybody, and
    whether there may be more groups: one is apart that may be one of them, or is a part of another by its name.
    """

    groups: Sequence[GroupPercent]
    rest: GroupPercent | None
    everybody: GroupPercent | None
    may_have_more: bool


def groups_above_everybody(subject: Subject) -> Iterator[Problem]:
    """Groups that together are more than the people who were counted."""
    for breakdown in subject.once(breakdowns):
        groups = breakdown.groups
        over_alone = any(group.percent.surely_above(WHOLE) for group in groups)
        if percent_of(groups).surely_above(WHOLE) and not over_alone:
            message = (
                f"The groups by {groups[0].share.of} {_added_up(groups)}, so some people are counted "
                "twice. Please correct the numbers, or give what is about other people its own denominator or period."
            )
            yield Problem("X342", Severity.ERROR, groups[0].share.of_path, message)


def subtotals_apart(subject: Subject) -> Iterator[Problem]:
    """Groups that are fewer than the people counted, groups of all that are not all, and vacancies that do not follow
    from the posts.
    """
    for breakdown in subject.once(breakdowns):
        yield from _too_few(breakdown, smallest_count(subject))
        yield from _not_everybody(breakdown.everybody)
    yield from _vacancies_apart(subject)


def _too_few(breakdown: Breakdown, smallest: int) -> Iterator[Problem]:
    """Where no group holds all others, a group too small to be shown may be left out, and others may be too."""
    groups, rest = breakdown.groups, breakdown.rest
    is_alone = rest is None and len(groups) < _FEWEST_GROUPS
    if breakdown.may_have_more or is_alone or not WHOLE.surely_above(percent_of(groups)):
        return
    is_sure = rest is not None and _name(rest) in word_set(_FILE, "remainder")
    if is_sure or _surely_left_out(groups) >= smallest:
        message = f"The groups by {groups[0].share.of} {_added_up(groups)}, {_told_of_others(groups, rest)}"
        yield Problem("X344", Severity.ERROR if is_sure else Severity.WARNING, groups[0].share.of_path, message)


_FEWEST_GROUPS = 2
"""A group alone is no breakdown: it is given because it is of interest, and says nothing of all others."""


def _told_of_others(groups: Sequence[GroupPercent], rest: GroupPercent | None) -> str:
    if rest is not None:
        return (
            f"although {quoted(rest.share.group)} leaves nobody out. Please correct the numbers, or add the group that "
            "is not there."
        )
    missing = (
        "group that is missing, such as `not known`" if isinstance(groups[0].share.answers, Share) else "missing one"
    )
    return (
        f"so somebody may have been left out. Please correct the numbers, or add the {missing}; a small number can be "
        "`withheld`."
    )


def _not_everybody(everybody: GroupPercent | None) -> Iterator[Problem]:
    if everybody is not None and surely_differ(percent_of([everybody]), WHOLE):
        message = (
            f"{quoted(everybody.share.group)} stands for everybody, and it is `{in_tenths(everybody.percent)}` per "
            "cent. Please correct its numbers, or the name of the group."
        )
        yield Problem("X344", Severity.ERROR, everybody.share.of_path, message)


def breakdowns(subject: Subject) -> Sequence[Breakdown]:
    """All breakdowns of the people counted."""
    return tuple(_breakdowns(subject))


def _breakdowns(subject: Subject) -> Iterator[Breakdown]:
    """The groups that belong together: of one breakdown, denominator and period. Where a group is named twice, or one
    has no name, they are not of the same people or nobody can tell, and they are left out.
    """
    together: dict[Any, list[GroupPercent]] = defaultdict(list)
    loose: dict[str, set[Path]] = defaultdict(set)
    unread = subject.is_left_out(("activity", "shares"))
    for share in placed_shares(subject):
        answers = share.answers
        counted = percent_counted(answers)
        percent = counted or widest(answers.percent)
        if percent is not None:
            key = share.of, _as_written(answers.denominator), _as_written(answers.period)
            together[key].append(GroupPercent(share, percent, counted is not None))
        if percent is None or not answers.denominator.readings or not answers.period.readings:
            loose[share.of].add(share.path)
    for found in together.values():
        names = [_name(group) for group in found]
        if None not in names and len(set(names)) == len(names):
            everybody = next((group for group in found if _name(group) in word_set(_FILE, "total")), None)
            groups = [group for group in found if group is not everybody and group.share.each_person_once]
            wholes = [group for group in groups if not _is_within(_name(group), names)]
            apart = loose[found[0].share.of] - {group.share.path for group in found}
            may_have_more = bool(apart) or unread or len(wholes) < len(groups)
            yield Breakdown(wholes, _rest(wholes), everybody, may_have_more)


def _is_within(name: str | None, names: Sequence[str | None]) -> bool:
    """Whether a group is, by its name, a part of another, as `NHS acute` is of `NHS`: nobody is counted twice then."""
    words = (name or "").split()
    beginnings = {" ".join(words[:length]) for length in range(1, len(words))}
    return not beginnings.isdisjoint(names) and beginnings.isdisjoint(word_set(_FILE, "remainder"))


def _rest(groups: Sequence[GroupPercent]) -> GroupPercent | None:
    """The group of all others, or else that of those who did not say."""
    kinds = (word_set(_FILE, "remainder"), word_set(_FILE, "not_stated"))
    return next((group for names in kinds for group in groups if _name(group) in names), None)


def percent_of(groups: Sequence[GroupPercent]) -> Amount:
    """How many per cent groups are together, before what was said was rounded."""
    added = total([group.percent for group in groups])
    if added == WHOLE:
        return added
    return total([group.percent if group.is_counted else rounded(group.percent, HALF) for group in groups])


def _as_written(answer: Answer[Any]) -> Any:
    return answer.missing, tuple(reading.value for reading in answer.readings)


def _added_up(groups: Sequence[GroupPercent]) -> str:
    numbers = _numbers(groups)
    if numbers is not None:
        return f"add up to `{numbers[0]}` of `{numbers[1]}`"
    return f"add up to `{in_tenths(total([group.percent for group in groups]))}` per cent"


def _numbers(groups: Sequence[GroupPercent]) -> tuple[Amount, Amount] | None:
    """How many people groups are together, and out of how many; None where one of the numbers is not known."""
    denominator = widest(groups[0].share.answers.denominator)
    numbers = [number for group in groups if (number := widest(group.share.answers.n)) is not None]
    return None if denominator is None or len(numbers) < len(groups) else (total(numbers), denominator)


def _surely_left_out(groups: Sequence[GroupPercent]) -> Decimal:
    """How many people, at the least, are in no group; nobody where that is not known."""
    numbers = _numbers(groups)
    if numbers is not None:
        return difference(numbers[1], numbers[0]).low or ZERO
    denominator, left = widest(groups[0].share.answers.denominator), difference(WHOLE, percent_of(groups)).low
    return ZERO if denominator is None else (denominator.low or ZERO) * (left or ZERO) / 100


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


def _name(group: GroupPercent) -> str | None:
    return None if group.share.group is None else " ".join(group.share.group.lower().split())


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
                - {of: gender, group: men, n: 54, denominator: 300, period: 2021}
            """,
        run=groups_above_everybody,
    ),
    Check(
        code="X344",
        title="Subtotals do not add up",
        why="Groups of which each person is in one make up everybody; else a number is wrong or a group is not there.",
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
