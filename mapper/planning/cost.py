"""What a Hub costs a year: its posts by pay and on-costs, what else it spends, and what that is for each person."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from mapper.amounts import ONE, widest
from mapper.compare.staffing import posts_then
from mapper.compare.view import HubView
from mapper.periods import is_one_year
from mapper.planning.estimate import Estimate, added_up, between, closed
from mapper.planning.on_costs import OnCosts
from mapper.planning.pay import PayScale
from mapper.planning.posts import counted_wte
from mapper.schema.resources import Cost
from mapper.schema.scalars import Amount
from mapper.schema.staffing import Post

_STAFF = "staff"
_SUPPORTED = "people supported"
_THOUSAND = Decimal(1000)


class Why(StrEnum):
    """Why something is not counted, or cannot be worked out."""

    NO_WTE = "its WTE is not known"
    NO_BAND = "its band is not known"
    OTHER_PAY = "it is on another pay system, and no pay is given for it"
    NO_PAY = "the pay table has no pay for its band"
    NO_AMOUNT = "its amount is not known"
    OTHER_PRICES = "it is at the prices of another year"
    NOT_A_YEAR = "it is not of one year"
    NO_POSTS = "no post is listed"
    NO_POST_KNOWN = "no post has a known cost"
    NO_PEOPLE = "it is not known how many people are supported in a year"
    NO_WORKFORCE = "it is not known how many people are in scope"
    NOBODY = "it would be divided by nobody"


class PostCost(NamedTuple):
    """A post with its cost a year, in pounds. `wte` is what counts, funded or in post; `people` those whose thresholds
    count: the headcount where it is known, else the WTE. Without `pay`, `why` says why not.
    """

    id: str
    role: str | None
    band: str | None
    wte: Estimate | None
    is_funded: bool
    people: Estimate | None
    is_headcount: bool
    scale: Estimate | None
    pay: Estimate | None
    on_costs: Estimate | None
    why: Why | None

    @property
    def total(self) -> Estimate | None:
        """Pay and on-costs."""
        return None if self.pay is None or self.on_costs is None else self.pay.plus(self.on_costs)


class OtherCost(NamedTuple):
    """Something else that a Hub spends, by the word of its kind. Without `counted`, `why` says why it is not."""

    kind: str
    amount: Amount | None
    price_year: str | None
    counted: Estimate | None
    why: Why | None


class Rate(NamedTuple):
    """A cost for each of a number (`of`), what that counts where the Hub says it, or why there is none."""

    each: Estimate | None
    of: Amount | None
    counts: str | None
    why: Why | None


class HubCost(NamedTuple):
    """What a Hub costs. Posts and other costs that cannot be counted are left out of the totals, which are then the
    least that it is: `is_whole` says whether nothing is left out. `reported` is what the Hub itself says of its staff.
    """

    heading: str
    is_fictional: bool
    is_plan: bool
    posts: tuple[PostCost, ...]
    running: tuple[OtherCost, ...]
    set_up: tuple[OtherCost, ...]
    reported: tuple[OtherCost, ...]
    staff: Estimate | None
    why_no_staff: Why | None
    total: Estimate | None
    person: Rate
    thousand: Rate

    @property
    def left_out(self) -> tuple[PostCost | OtherCost, ...]:
        """What is left out of the total a year."""
        return (*(one for one in self.posts if one.pay is None), *(one for one in self.running if one.counted is None))

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not self.left_out


class Costing(NamedTuple):
    """The costs of Hubs or scenarios side by side, with what they rest on. `people` is the number that was given for
    all of them.
    """

    scales: tuple[PayScale, ...]
    on_costs: OnCosts
    people: Decimal | None
    hubs: tuple[HubCost, ...]


def hub_cost(view: HubView, scales: Sequence[PayScale], on_costs: OnCosts, people: Decimal | None) -> HubCost:
    """What a Hub costs a year at the pay of a scale; the first of several that has the pay of a post is taken."""
    posts = tuple(_post(post, scales, on_costs) for _, post in posts_then(view))
    year = scales[-1].year
    resources, workforce = view.hub.resources, view.hub.context.workforce_in_scope
    others = [_other(cost, year) for cost in resources.running_costs]
    running = tuple(one for one in others if one.kind != _STAFF)
    known = [total for post in posts if (total := post.total) is not None]
    staff = added_up(known) if known else None
    why = None if known else Why.NO_POST_KNOWN if posts else Why.NO_POSTS
    total = None if staff is None else added_up([staff, *(one.counted for one in running if one.counted is not None)])
    return HubCost(
        view.heading,
        view.mapped.is_fictional,
        view.mapped.is_plan,
        posts,
        running,
        tuple(_other(cost, year, needs_year=False) for cost in resources.set_up_costs),
        tuple(one for one in others if one.kind == _STAFF),
        staff,
        why,
        total,
        _rate(total, why, *_people(view, people), ONE, Why.NO_PEOPLE),
        _rate(total, why, widest(workforce.people), workforce.counts.value, _THOUSAND, Why.NO_WORKFORCE),
    )


def _post(post: Post, scales: Sequence[PayScale], on_costs: OnCosts) -> PostCost:
    wte, is_funded = counted_wte(post)
    scale, why = _paid(post, scales)
    headcount = closed(widest(post.headcount))
    people = headcount if headcount is not None and headcount.low > 0 else wte
    if wte is None:
        why = Why.NO_WTE
    pay = cost = None
    if wte is not None and scale is not None and people is not None:
        pay = Estimate(scale.low * wte.low, scale.mid * wte.mid, scale.high * wte.high)
        cost = on_costs.on(pay, people)
    return PostCost(
        post.id,
        post.role.value,
        None if post.band.value is None else str(post.band.value),
        wte,
        is_funded,
        people,
        headcount is not None and people is headcount,
        scale,
        pay,
        cost,
        None if pay is not None else why,
    )


def _paid(post: Post, scales: Sequence[PayScale]) -> tuple[Estimate | None, Why]:
    """The pay of a whole-time post, or why it is not known."""
    own = next((scale.posts[post.id] for scale in scales if post.id in scale.posts), None)
    if own is not None:
        return between(own, own), Why.NO_PAY
    if post.pay_system.readings and post.pay_system.value != "afc":
        return None, Why.OTHER_PAY
    bands = [reading.value for reading in post.band.readings]
    if not bands:
        return None, Why.NO_BAND
    for scale in scales:
        paid = [pay for band in bands if (pay := scale.of(band)) is not None]
        if len(paid) == len(bands):  # where sources conflict, from the least to the most
            low, high = min(one.low for one in paid), max(one.high for one in paid)
            mids = [one.mid for one in paid]
            return Estimate(low, between(min(mids), max(mids)).mid, high), Why.NO_PAY
    return None, Why.NO_PAY


def _other(cost: Cost, year: str, *, needs_year: bool = True) -> OtherCost:
    """A cost, which counts where it is known, at the prices of the year and, if it is one that recurs, of one year."""
    amount, period = widest(cost.amount), cost.period.value
    counted, why = closed(amount), None
    if counted is None:
        why = Why.NO_AMOUNT
    elif cost.price_year.value != year:
        why = Why.OTHER_PRICES
    elif needs_year and (period is None or not is_one_year(period)):
        why = Why.NOT_A_YEAR
    return OtherCost(cost.kind, amount, cost.price_year.value, None if why else counted, why)


def _people(view: HubView, people: Decimal | None) -> tuple[Amount | None, str | None]:
    """How many people are supported in a year, and what the number counts: as given, as counted, or as what the Hub
    divides its costs by.
    """
    if people is not None:
        return Amount(people, people), "people supported, as given"
    divided_by = view.hub.resources.denominator
    for number, period, counts in (
        *((one.value, one.period, _SUPPORTED) for one in view.hub.activity.counts if one.metric == _SUPPORTED),
        (divided_by.value, divided_by.period, divided_by.what.value),
    ):
        when = period.value
        if number.readings and when is not None and is_one_year(when):
            return widest(number), counts
    return None, None


def _rate(
    total: Estimate | None, why: Why | None, of: Amount | None, counts: str | None, per: Decimal, unknown: Why
) -> Rate:
    number = closed(of)
    if number is None:
        return Rate(None, of, counts, unknown)
    if number.low <= 0:
        return Rate(None, of, counts, Why.NOBODY)
    if total is None:
        return Rate(None, of, counts, why)
    each = Estimate(total.low * per / number.high, total.mid * per / number.mid, total.high * per / number.low)
    return Rate(each, of, counts, None)
