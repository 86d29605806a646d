"""Table `staffing`: posts by role, in WTE and in people, which never add up to each other; totals; shares by band."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from mapper.amounts import widest
from mapper.compare.kind import of_lines
from mapper.compare.lines import ANY_GROUP, Line, Said, all_lines, question_lines
from mapper.compare.sums import BandShare, share_from_band, total
from mapper.compare.table import Cell, Coded, Fact, Item, Status
from mapper.compare.view import HubView, own_sources
from mapper.esms.measures import rate_per_100_000
from mapper.findings import Path
from mapper.schema.answers import Answer
from mapper.schema.scalars import Amount
from mapper.schema.staffing import Post
from mapper.vocabulary.lists import load_data

_PATH: Path = ("staffing",)
_POSTS: Path = ("staffing", "posts")
_TOTALS, _SHARES, _MORE = "Totals", "Share at senior bands", "More on staffing"
_CLASS_DIFFERS = ("Clinical class differs between posts or Hubs", 3)
_CLASS_NOT_GIVEN = "Clinical class not given"
_MEASURES = (("wte", "WTE in post"), ("headcount", "headcount"), ("wte_funded", "WTE funded"))
_TEN, _HUNDREDTH = Decimal(10), Decimal("0.01")

Placed = Sequence[tuple[Path, Post]]


def _said(view: HubView) -> Said:
    posts = posts_then(view)
    counted = view.cell(view.fact(view.hub.staffing, "as_of", _PATH))
    lines = all_lines(
        [Line(Item("as_of", "Posts counted as of", None, (-1,)), counted)],
        _role_lines(view, posts),
        _total_lines(view, posts),
        _share_lines(view, posts),
        question_lines(view, view.hub.staffing, _PATH, ("vacant_wte", "recruitment_issues"), _MORE, 9),
    )
    return Said(lines, {ANY_GROUP: _no_posts(view)})


def posts_then(view: HubView) -> Placed:
    """The posts that may hold at the date at which posts are counted, so that successors are not added up."""
    as_of = view.frame.as_of or view.hub.staffing.as_of.value or view.hub.record.as_of.value
    placed = view.hub.staffing.posts.placed()
    then = [((*_POSTS, *below), post) for below, post in placed if view.holds(post, as_of)]
    return sorted(then, key=lambda placed: placed[1].id)


def _no_posts(view: HubView) -> Cell:
    return view.not_listed(view.hub.staffing.posts, _POSTS)


def _role_lines(view: HubView, posts: Placed) -> Iterator[Line]:
    """A line for each role, in the group of the clinical class of its posts."""
    roles, by_role = view.words["role"], dict[str, list[tuple[Path, Post]]]()
    for path, post in posts:
        by_role.setdefault(post.role.value or "", []).append((path, post))
    for role, of_role in by_role.items():
        group, rank = _class_of(view, of_role)
        label = roles.label(role) if role else "Role not given, or sources conflict"
        item = Item(
            f"role:{role or 'not given'}", label, group, (rank, not role, roles.position(role), role), bool(role)
        )
        yield Line(item, view.cell(*_role_facts(view, of_role)))


def _class_of(view: HubView, posts: Placed) -> tuple[str, int]:
    """The clinical class that posts have in common, with its rank among the groups of rows."""
    classes = {post.clinical.value for _, post in posts}
    if len(classes) > 1:
        return _CLASS_DIFFERS
    word = classes.pop()
    words = view.words["clinical-class"]
    return (_CLASS_NOT_GIVEN, 4) if word is None else (words.label(word), words.position(word))


def _role_facts(view: HubView, posts: Placed) -> Iterator[Fact]:
    for measure in ("wte", "headcount"):
        yield _sum(view, posts, measure, posts[0][0])
    first = posts[0][0]
    bands = sorted({reading.value for _, post in posts for reading in post.band.readings}, key=_band_order(view))
    if bands:
        is_conflict = len(posts) == 1 and len(posts[0][1].band.readings) > 1
        known = view.known("band", bands, (*first, "band"), sources=_cited(posts, "band"))
        yield known._replace(status=Status.CONFLICTING) if is_conflict else known
    else:
        yield view.fact(posts[0][1], "band", first)
    titles = [view.fact(post, "local_title", path) for path, post in posts]
    if values := dict.fromkeys(value for fact in titles for value in fact.values):
        yield view.known("local_title", values, (*first, "local_title"))
    words = view.words["clinical-class"]
    classes = {post.clinical.value for _, post in posts if post.clinical.value is not None}
    if classes:
        of_class = [Coded("clinical-class", word) for word in sorted(classes, key=words.position)]
        yield view.known("clinical", of_class, (*first, "clinical"))
    else:
        yield view.fact(posts[0][1], "clinical", first)


def _band_order(view: HubView) -> Callable[..., tuple[int, int]]:
    position = view.words["band"].position
    return lambda band: (position(band.low), position(band.high))


def _sum(view: HubView, posts: Placed, measure: str, path: Path) -> Fact:
    """A sum over posts; without any number known, why not."""
    answers: list[Answer[Amount]] = [getattr(post, measure) for _, post in posts]
    found = total(answers)
    here = (*path, measure) if len(posts) == 1 else path
    if len(posts) == 1:
        return _of_one_post(view, posts[0], measure)
    if not found.known:
        reasons = [Status.NOT_ANSWERED if reason is None else Status(reason.value) for reason in found.reasons]
        others = f"or {', '.join(reasons[1:])}" if len(reasons) > 1 else None
        return view.without(measure, reasons[0], here, note=others)
    return view.known(measure, [found], here, sources=_cited(posts, measure))


def _of_one_post(view: HubView, placed: tuple[Path, Post], measure: str) -> Fact:
    path, post = placed
    return view.fact(post, measure, path)


def _cited(posts: Placed, measure: str) -> tuple[str, ...]:
    cited = (source for _, post in posts for source in (*getattr(post, measure).cited, *own_sources(post)))
    return tuple(dict.fromkeys(cited))


def _total_lines(view: HubView, posts: Placed) -> Iterator[Line]:
    words = view.words["clinical-class"]
    for rank, (measure, label) in enumerate(_MEASURES):
        item = Item(f"total:{measure}", f"Total {label}", _TOTALS, (5, rank, -1))
        yield Line(item, view.cell(_sum(view, posts, measure, _POSTS)) if posts else _no_posts(view))
        for word in words if measure != "wte_funded" else ():
            of_class = [(path, post) for path, post in posts if post.clinical.value == word.word]
            if of_class:
                label_of = f"of them {word.label.lower()}: {label}"
                item = Item(f"total:{measure}:{word.word}", label_of, _TOTALS, (5, rank, words.position(word.word)))
                yield Line(item, view.cell(_sum(view, of_class, measure, _POSTS)))
    item = Item("wte-per-10000", "WTE in post per 10,000 of the workforce in scope", _TOTALS, (5, 9))
    yield Line(item, view.cell(*_rate(view, posts)))


def _rate(view: HubView, posts: Placed) -> Iterator[Fact]:
    """WTE in post per 10,000 of the workforce in scope, where both are known for all."""
    workforce = view.hub.context.workforce_in_scope
    people = widest(workforce.people)
    wte = total(post.wte for _, post in posts)
    path: Path = ("context", "workforce_in_scope")
    if people is None:
        yield view.without("rate", view.status_of(workforce.people, (*path, "people")), path, note="workforce in scope")
    elif not posts or wte.unknown:
        status = _no_posts(view).status if not posts else _sum_status(wte.reasons)
        yield view.without("rate", status, _POSTS, note="WTE")
    elif (found := rate_per_100_000(wte.bounds, people)) is not None:
        yield view.known(
            "rate", [Amount(*(end if end is None else (end / _TEN).quantize(_HUNDREDTH) for end in found))], _POSTS
        )
        yield view.known("numerator", [wte.bounds], _POSTS)
        yield view.known("denominator", [people], (*path, "people"), sources=workforce.people.cited)
    else:
        yield view.without("rate", Status.NOT_APPLICABLE, path, note="nobody in scope")


def _sum_status(reasons: Sequence[object]) -> Status:
    return Status.NOT_ANSWERED if reasons[0] is None else Status(str(reasons[0]))


def _share_lines(view: HubView, posts: Placed) -> Iterator[Line]:
    for rank, band in enumerate(senior_bands()):
        for number, (measure, label) in enumerate(_MEASURES[:2]):
            item = Item(
                f"share:{measure}:{band}",
                f"{label[0].upper()}{label[1:]} at band {band} and above",
                _SHARES,
                (6, rank, number),
            )
            share = share_from_band([(post, getattr(post, measure)) for _, post in posts], band)
            yield Line(item, view.cell(*_share_facts(view, share)) if posts else _no_posts(view))


def _share_facts(view: HubView, share: BandShare) -> Iterator[Fact]:
    if share.share is None:
        status = Status.NOT_APPLICABLE if not share.posts else Status.NOT_KNOWN
        yield view.without("share", status, _POSTS, note="no post on Agenda for Change" if not share.posts else None)
        return
    remarks = []
    if share.unsure:
        remarks.append(f"{share.unsure} of {share.posts} posts with a range or unknown")
    if share.others:
        remarks.append(f"{share.others} on another pay system left out")
    yield view.known("share", [share.share], _POSTS, note="; ".join(remarks) or None)


def senior_bands() -> tuple[str, ...]:
    """The bands from which on the share of posts is told."""
    return tuple(str(band) for band in load_data("staffing.yaml")["shares_from_band"])


_NOTES = (
    "WTE is whole-time equivalents, headcount is people: one never stands in for the other.",
    (
        "A share is of all posts on Agenda for Change, from the least to the most that ranges and unknown answers "
        "leave possible. Posts stand as of the date at which they were counted."
    ),
)

STAFFING = of_lines("staffing", "Staffing", "Role", _said, notes=_NOTES, of_several_groups=_CLASS_DIFFERS)
