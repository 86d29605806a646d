"""Costs as a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mapper.planning.cost import Costing, HubCost, OtherCost, PostCost, Rate, Why
from mapper.planning.estimate import Estimate, to_place
from mapper.render.paper import Grid, Paper, Passage
from mapper.schema.scalars import Amount, slug
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import counted

_POUND = Decimal(1)
_SMALL = Decimal(100)
_NOT_IN = (
    "What is not in: high cost area supplements, pay for unsocial hours and overtime, recruitment, sickness cover, "
    "redundancy, premises and overheads beyond those that the record lists, the employer's allowance for the levy, and "
    "any change of prices."
)
_POST_HEADINGS = ("Post", "Band", "WTE", "Pay", "On-costs", "Together", "Middle")


def cost_paper(costing: Costing, words: Vocabulary) -> Paper:
    """The costs of some Hubs or scenarios, with what they rest on."""
    hubs = costing.hubs
    heading = hubs[0].heading if len(hubs) == 1 else f"{counted(len(hubs), 'version')} side by side"
    invented = [hub.is_fictional for hub in hubs]
    remark = "Fictional" if all(invented) else "Fictional in part" if any(invented) else None
    return Paper(f"Cost: {heading}", tuple(cost_passages(costing, words)), remark)


def cost_passages(costing: Costing, words: Vocabulary) -> Iterator[Passage]:
    """The parts of the paper: the whole side by side, the posts and other costs of each, and the basis."""
    yield Passage("In short", grids=(_overview(costing),), remarks=tuple(_remarks(costing)))
    for hub in costing.hubs:
        yield _of_hub(hub, words)
    yield Passage("Basis", items=(*basis(costing), _NOT_IN))


def basis(costing: Costing) -> Iterator[str]:
    """What the costs rest on: pay, on-costs, price year."""
    for scale in costing.scales:
        yield f"Pay: {scale.title}, {scale.year} ({scale.source}). Prices are those of {scale.year}."
    yield (
        "Least: the first point of the lowest band that a post may have, times the least WTE. Most: the top point of "
        "the highest, times the most WTE. Middle: the point in the middle of the band, or where none is published, the "
        "middle of the first and the top one."
    )
    yield "WTE: those funded, or where these are not known, those in post."
    yield on_costs_words(costing)


def on_costs_words(costing: Costing) -> str:
    """How on-costs are worked out."""
    found = costing.on_costs
    if found.rules is None:
        central = "includes" if found.includes_central else "is not said to include"
        return (
            f"On-costs: what a post costs is {found.multiplier} times its pay, as given. The multiplier {central} the "
            "share of the pension that is paid centrally."
        )
    rules = found.rules
    central = (
        f"with the {percent(rules.pension_central)} that is paid for them centrally"
        if found.includes_central
        else f"without the {percent(rules.pension_central)} that is paid for them centrally"
    )
    return (
        f"On-costs: employer's National Insurance of {percent(rules.insurance)} on what each person earns above "
        f"{pounds(rules.threshold)} (by headcount where it is known, else by WTE), pension of "
        f"{percent(rules.pension_employer)} that employers pay, {central}, and the apprenticeship levy of "
        f"{percent(rules.levy)} ({', '.join(dict.fromkeys(rules.sources))})."
    )


def _overview(costing: Costing) -> Grid:
    rows = (
        ("Posts a year, with on-costs", [_staff_words(hub) for hub in costing.hubs]),
        ("Other running costs a year", [_sum_words(hub.running) for hub in costing.hubs]),
        ("Total a year", [_total_words(hub) for hub in costing.hubs]),
        ("For each person supported", [_rate_words(hub.person, hub) for hub in costing.hubs]),
        ("For 1,000 of the workforce", [_rate_words(hub.thousand, hub) for hub in costing.hubs]),
        ("Set-up, once", [_sum_words(hub.set_up) for hub in costing.hubs]),
    )
    headings = ("", *(_heading(hub) for hub in costing.hubs))
    weights = (3, *([4] * len(costing.hubs)))
    return Grid("Cost in pounds", headings, tuple((label, *cells) for label, cells in rows), weights)


def _heading(hub: HubCost) -> str:
    marks = [word for word, holds in (("fictional", hub.is_fictional), ("plan", hub.is_plan)) if holds]
    marks = [word for word in marks if word not in hub.heading.lower()]
    return f"{hub.heading} ({', '.join(marks)})" if marks else hub.heading


def _remarks(costing: Costing) -> Iterator[str]:
    for hub in costing.hubs:
        by_why: dict[Why | None, list[str]] = {}
        for left in hub.left_out:
            by_why.setdefault(left.why, []).append(_name(left))
        if by_why:
            told = "; ".join(f"{', '.join(names)} ({why_words(why)})" for why, names in by_why.items())
            missing = "Missing from the total, which is therefore too low" if hub.total is not None else "Not known"
            yield f"{hub.heading}. {missing}: {told}."
        for one in hub.set_up:
            if one.counted is None:
                yield f"{hub.heading}: set-up, {one.kind}, is not added, because {why_words(one.why)}{_said(one)}."
        for one in hub.reported:
            yield (
                f"{hub.heading} itself reports staff costs of {_amount_words(one.amount)}"
                f"{f' at prices of {one.price_year}' if one.price_year else ''}; they are not used here."
            )


def _said(one: OtherCost) -> str:
    if one.amount is None:
        return ""
    return f" ({_amount_words(one.amount)}{f', {one.price_year}' if one.price_year else ''})"


def _name(one: PostCost | OtherCost) -> str:
    return one.id if isinstance(one, PostCost) else one.kind


def why_words(why: Why | None) -> str:
    """Why something is not counted."""
    return "" if why is None else why.value


def _staff_words(hub: HubCost) -> str:
    if hub.staff is None:
        return f"cannot be told: {why_words(hub.why_no_staff)}"
    return _or_more(hub.staff, is_whole=all(post.pay is not None for post in hub.posts))


def _total_words(hub: HubCost) -> str:
    return "cannot be told" if hub.total is None else _or_more(hub.total, is_whole=hub.is_whole)


def _or_more(estimate: Estimate, *, is_whole: bool) -> str:
    return estimate_words(estimate) if is_whole else f"{estimate_words(estimate)}\nand what is left out"


def _sum_words(costs: Sequence[OtherCost]) -> str:
    known = [one.counted for one in costs if one.counted is not None]
    if not costs:
        return "none listed"
    if not known:
        return "cannot be told"
    summed = known[0]
    for one in known[1:]:
        summed = summed.plus(one)
    return _or_more(summed, is_whole=len(known) == len(costs))


def _rate_words(rate: Rate, hub: HubCost) -> str:
    if rate.each is None:
        return f"cannot be told: {why_words(rate.why)}"
    of = f"{_amount_words(rate.of, is_money=False)} {rate.counts or 'people'}"
    return f"{_or_more(rate.each, is_whole=hub.is_whole)}\n({of})"


def _of_hub(hub: HubCost, words: Vocabulary) -> Passage:
    grids = []
    if hub.posts:
        rows = tuple(_post_row(post, words) for post in hub.posts)
        grids.append(Grid("Posts: pounds a year", _POST_HEADINGS, rows, (9, 3, 4, 6, 6, 6, 4)))
    others = [*(("a year", one) for one in hub.running), *(("once", one) for one in hub.set_up)]
    if others:
        rows = tuple(_other_row(when, one, words) for when, one in others)
        headings = ("Cost", "When", "Amount", "Counted")
        grids.append(Grid("Other costs", headings, rows, (4, 2, 4, 5)))
    texts = () if hub.posts else (f"No posts are listed, so that nothing can be said of what {hub.heading} costs.",)
    return Passage(_heading(hub), texts, grids=tuple(grids))


def _post_row(post: PostCost, words: Vocabulary) -> tuple[str, ...]:
    wte = "–" if post.wte is None else f"{_number(post.wte)}{'' if post.is_funded else ' in post'}"
    head = (_post_name(post, words), post.band or "–", wte)
    if post.pay is None or post.on_costs is None or post.total is None:
        return (*head, "not counted", "–", "–", "–")
    return (*head, _range(post.pay), _range(post.on_costs), _range(post.total), _figure(post.total.mid))


def _post_name(post: PostCost, words: Vocabulary) -> str:
    name = words["role"].label(post.role) if post.role else "Role not given"
    return name if slug(name) == post.id else f"{name} ({post.id})"


def _range(estimate: Estimate) -> str:
    low, high = _figure(estimate.low), _figure(estimate.high)
    return low if low == high else f"{low} to {high}"


def _figure(amount: Decimal) -> str:
    return pounds(amount).removeprefix("£")


def _other_row(when: str, one: OtherCost, words: Vocabulary) -> tuple[str, ...]:
    counted_words = estimate_words(one.counted) if one.counted is not None else f"no: {why_words(one.why)}"
    year = f", prices of {one.price_year}" if one.price_year else ""
    return (words["cost-kind"].label(one.kind), when, f"{_amount_words(one.amount)}{year}", counted_words)


def _amount_words(amount: Amount | None, *, is_money: bool = True) -> str:
    if amount is None:
        return "not known"
    return f"£{amount:,f}".replace(" to ", " to £") if is_money else f"{amount:,f}"


def _number(estimate: Estimate) -> str:
    low, high = (format(end.normalize(), "f") for end in (estimate.low, estimate.high))
    return low if low == high else f"{low} to {high}"


def estimate_words(estimate: Estimate) -> str:
    """From the least to the most, and the middle: “£93,000 to £104,000 (middle £98,000)”."""
    low, mid, high = (pounds(end) for end in estimate)
    return low if low == high else f"{low} to {high} (middle {mid})"


def pounds(amount: Decimal) -> str:
    """An amount in whole pounds, or with pence where it is small."""
    unit = _POUND if amount >= _SMALL or amount == amount.to_integral_value() else Decimal("0.01")
    return f"£{to_place(amount, unit):,f}"


def percent(share: Decimal) -> str:
    """A share of one in per cent."""
    return f"{format((share * 100).normalize(), 'f')}%"
