"""Sums of numbers that may be ranges, doubtful or unknown, and what share of posts stands at a band and above."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from mapper.amounts import ZERO, widest
from mapper.amounts import total as add_up
from mapper.compare.table import Status
from mapper.esms.measures import rounded
from mapper.schema.answers import Answer, MissingWord
from mapper.schema.scalars import Amount, BandRange
from mapper.schema.staffing import Post
from mapper.vocabulary.lists import load_list

HUNDRED = Decimal(100)
NO_BOUNDS = Amount(ZERO, None)
"""A number of which nothing is known."""


class Total(NamedTuple):
    """A sum: of those whose number is known, and how many are not. `high` is None where it has no bound. `conflicts`
    counts those on whose number sources conflict, `unsure` those that may not belong to it (at the least they count
    nothing), `reasons` says why others have no number.
    """

    low: Decimal
    high: Decimal | None
    known: int
    unknown: int
    conflicts: int
    reasons: tuple[Status, ...]
    unsure: int = 0

    @property
    def bounds(self) -> Amount:
        """What the sum over all may be: without an upper end where the number of any is not known."""
        return Amount(self.low, None if self.unknown else self.high)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out of it, and nothing is doubtful but ranges."""
        return not (self.unknown or self.conflicts or self.unsure)


class Counted(NamedTuple):
    """A number to add up: whether it surely belongs to the sum, and whether what is written cannot be used."""

    answer: Answer[Amount]
    is_sure: bool = True
    is_refused: bool = False


def total(answers: Iterable[Answer[Amount] | Counted], *, refused: int = 0) -> Total:
    """The sum of what is known, from the least to the most that readings may be. `refused` counts items of which
    nothing can be used until they are corrected.
    """
    low, high, known, conflicts, unsure = ZERO, ZERO, 0, 0, 0
    reasons = [Status.HAS_ERROR] * refused
    has_bound = True
    for one in answers:
        answer, is_sure, is_refused = one if isinstance(one, Counted) else Counted(one)
        amount = widest(answer)
        if amount is None:
            reasons.append(Status.HAS_ERROR if is_refused else Status.of(answer.missing))
            continue
        known += 1
        conflicts += len(answer.readings) > 1
        unsure += not is_sure
        low += (amount.low or ZERO) if is_sure else ZERO
        has_bound = has_bound and amount.high is not None
        high += amount.high or ZERO
    order = tuple(sorted(set(reasons), key=list(Status).index))
    return Total(low, high if has_bound else None, known, len(reasons), conflicts, order, unsure)


def remark_on(found: Total) -> str | None:
    """What a sum leaves out: “and 2 not reported”; and what of it is doubtful. None where it is whole."""
    remarks = [f"and {found.unknown} {' or '.join(found.reasons)}"] if found.unknown else []
    remarks += ["sources conflict"] if found.conflicts else []
    remarks += [f"{found.unsure} may not count"] if found.unsure else []
    return "; ".join(remarks) or None


class BandShare(NamedTuple):
    """What share of posts (in WTE or people) stands at a band and above, in per cent to a tenth: from the least to the
    most that the answers leave possible. `posts` counts those on Agenda for Change, `unsure` those of them whose band
    or number is not known for certain, `others` those on another pay system, which are left out.
    """

    share: Amount | None
    posts: int
    unsure: int
    others: int


class Held(NamedTuple):
    """A post with the number of it that counts, and whether it surely was held at the date."""

    post: Post
    number: Counted


def share_from_band(posts: Iterable[Held], band: str, *, refused: int = 0) -> BandShare:
    """The share of posts at a band and above. `share` is None where nothing of it can be told; `refused` counts posts
    of which nothing can be used until they are corrected.

    The least: posts that may be below are, with the most that they may count, and those above with the least; the most
    the other way round.
    """
    threshold = load_list("band").position(band)
    ends: dict[bool | None, list[Amount]] = {True: [], False: [], None: [NO_BOUNDS] * refused}
    counted, unsure, others = refused, refused, 0
    for post, number in posts:
        is_afc = _is_on_afc(post)
        if is_afc is False:
            others += 1
            continue
        counted += 1
        amount = total([number._replace(is_sure=number.is_sure and is_afc is True)]).bounds
        side = _side(post, threshold)
        unsure += side is None or amount.low != amount.high
        ends[side].append(amount)
    above, below, either = (add_up(ends[side]) for side in (True, False, None))
    least = _part(above.low, add_up([below, either]).high, is_of_part=False)
    most = _part(add_up([above, either]).high, below.low, is_of_part=True)
    is_known = least is not None and most is not None and (least > ZERO or most < HUNDRED or unsure < counted)
    return BandShare(Amount(least, most) if is_known else None, counted, unsure, others)


def _part(part: Decimal | None, rest: Decimal | None, *, is_of_part: bool) -> Decimal | None:
    """What per cent a part is of part and rest, to a tenth; without a bound (None) of the part all, of the rest
    nothing. None where there is nothing at all.
    """
    if part is None or rest is None:
        return HUNDRED if is_of_part else ZERO
    return None if not part + rest else rounded(HUNDRED * part / (part + rest), 1)


def _side(post: Post, threshold: int) -> bool | None:
    """Whether a post stands at the band or above; None where it may be either."""
    bands = load_list("band")
    sides = {_side_of(reading.value, threshold, bands.position) for reading in post.band.readings} or {None}
    return sides.pop() if len(sides) == 1 else None


def _side_of(band: BandRange, threshold: int, position: Callable[[str], int]) -> bool | None:
    if position(band.low) >= threshold:
        return True
    return False if position(band.high) < threshold else None


def _is_on_afc(post: Post) -> bool | None:
    """Whether a post is paid by Agenda for Change: as it says, or because it has a band; None where it may be."""
    systems = {reading.value == "afc" for reading in post.pay_system.readings}
    if len(systems) == 1:
        return systems.pop()
    if systems or post.pay_system.missing is not None:
        return None
    return False if post.band.missing is MissingWord.NOT_APPLICABLE else bool(post.band.readings) or None
