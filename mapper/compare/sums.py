"""Sums over posts whose number may be a range or unknown, and what share of them stands at a band and above."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from mapper.schema.answers import Answer, MissingWord
from mapper.schema.scalars import Amount, BandRange
from mapper.schema.staffing import Post
from mapper.vocabulary.lists import load_list

_NOTHING, _HUNDRED, _TENTH = Decimal(0), Decimal(100), Decimal("0.1")


class Total(NamedTuple):
    """A sum over posts: of those whose number is known, and how many are not. `high` is None where it has no bound.
    `conflicts` counts the posts on whose number sources conflict, `reasons` says why others have none (None: blank).
    """

    low: Decimal
    high: Decimal | None
    known: int
    unknown: int
    conflicts: int
    reasons: tuple[MissingWord | None, ...]

    @property
    def bounds(self) -> Amount:
        """What the sum over all posts may be: without an upper end where the number of any is not known."""
        return Amount(self.low, None if self.unknown else self.high)


def total(answers: Iterable[Answer[Amount]]) -> Total:
    """The sum of what is known; conflicting answers span from the lowest to the highest reading."""
    low, high, known, conflicts = _NOTHING, _NOTHING, 0, 0
    reasons: list[MissingWord | None] = []
    has_bound = True
    for answer in answers:
        amounts = [reading.value for reading in answer.readings]
        if not amounts:
            reasons.append(answer.missing)
            continue
        known += 1
        conflicts += len(amounts) > 1
        low += min(amount.low or _NOTHING for amount in amounts)
        if any(amount.high is None for amount in amounts):
            has_bound = False
        else:
            high += max(amount.high for amount in amounts if amount.high is not None)
    return Total(
        low, high if has_bound else None, known, len(reasons), conflicts, tuple(sorted(set(reasons), key=_rank))
    )


def _rank(reason: MissingWord | None) -> int:
    """Where a reason stands among the missing words; blank comes after them."""
    words = list(MissingWord)
    return len(words) if reason is None else words.index(reason)


class BandShare(NamedTuple):
    """What share of posts (in WTE or people) stands at a band and above, in per cent to a tenth: from the least to the
    most that the answers leave possible. `posts` counts those on Agenda for Change, `unsure` those of them whose band
    or number is not known for certain, `others` those on another pay system, which are left out.
    """

    share: Amount | None
    posts: int
    unsure: int
    others: int


def share_from_band(posts: Iterable[tuple[Post, Answer[Amount]]], band: str) -> BandShare:
    """The share of posts at a band and above. `share` is None where nothing of it can be told.

    The least: posts that may be below are, with the most that they may count, and those above with the least; the most
    the other way round.
    """
    threshold = load_list("band").position(band)
    above_low = above_high = below_low = below_high = maybe_low = maybe_high = _NOTHING
    unbounded_above = unbounded_below = unbounded_maybe = False
    counted = unsure = others = 0
    for post, answer in posts:
        if _is_on_another_pay_system(post):
            others += 1
            continue
        counted += 1
        number = total([answer]).bounds
        side = _side(post, threshold)
        unsure += side is None or number.high is None or number.low != number.high
        low, high = number.low or _NOTHING, number.high
        if side is None:
            maybe_low, maybe_high = maybe_low + low, maybe_high + (high or _NOTHING)
            unbounded_maybe |= high is None
        elif side:
            above_low, above_high = above_low + low, above_high + (high or _NOTHING)
            unbounded_above |= high is None
        else:
            below_low, below_high = below_low + low, below_high + (high or _NOTHING)
            unbounded_below |= high is None
    least = _part(above_low, below_high + maybe_high, is_unbounded=unbounded_below or unbounded_maybe, of_part=False)
    most = _part(above_high + maybe_high, below_low, is_unbounded=unbounded_above or unbounded_maybe, of_part=True)
    is_nothing_known = least is None or most is None or (least == _NOTHING and most == _HUNDRED and unsure == counted)
    return BandShare(None if is_nothing_known else Amount(least, most), counted, unsure, others)


def _part(part: Decimal, rest: Decimal, *, is_unbounded: bool, of_part: bool) -> Decimal | None:
    """What per cent a part is of part and rest, where the part (or the rest) may be more without bound."""
    if is_unbounded:
        return _HUNDRED if of_part else _NOTHING
    return None if part + rest == 0 else (_HUNDRED * part / (part + rest)).quantize(_TENTH, ROUND_HALF_UP)


def _side(post: Post, threshold: int) -> bool | None:
    """Whether a post stands at the band or above; None where it may be either."""
    bands = load_list("band")
    sides = {_side_of(reading.value, threshold, bands.position) for reading in post.band.readings} or {None}
    return sides.pop() if len(sides) == 1 else None


def _side_of(band: BandRange, threshold: int, position: Callable[[str], int]) -> bool | None:
    if position(band.low) >= threshold:
        return True
    return False if position(band.high) < threshold else None


def _is_on_another_pay_system(post: Post) -> bool:
    if post.pay_system.value is not None:
        return post.pay_system.value != "afc"
    return post.band.missing is MissingWord.NOT_APPLICABLE
