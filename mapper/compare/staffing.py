"""Table `staffing`: posts by role, in WTE and in people, which never add up to each other; totals; shares by band."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from mapper.amounts import widest
from mapper.compare.kind import of_lines
from mapper.compare.lines import ANY_GROUP, Line, Said, all_lines, question_lines
from mapper.compare.sums import BandShare, Counted, Held, remark_on, share_from_band, total
from mapper.compare.table import Cell, Coded, Fact, Item, Status
from mapper.compare.view import HubView, own_sources
from mapper.esms.measures import rate_per_100_000, rounded
from mapper.findings import Path
from mapper.schema.scalars import Amount, PartialDate
from mapper.schema.staffing import Post
from mapper.vocabulary.lists import load_data
from mapper.wording import in_sentence

_PATH: Path = ("staffing",)
POSTS: Path = ("staffing", "posts")
_TOTALS, _SHARES, _MORE = "Totals", "Share at senior bands", "More on staffing"
_CLASS_DIFFERS = ("Clinical class differs between posts or Hubs", 100)
_CLASS_NOT_GIVEN = ("Clinical class not given", 101)
_MEASURES = (("wte", "WTE in post"), ("headcount", "headcount"), ("wte_funded", "WTE funded"))
_TEN = Decimal(10)
_RANK = 200
"""The rank of the totals among the groups of rows: behind the clinical classes, however many a study has."""

Placed = Sequence[tuple[Path, Post]]


def _said(view: HubView) -> Said:
    posts = posts_then(view)
    counted = view.cell(view.fact(view.hub.staffing, "as_of", _PATH))
    lines = all_lines(
        [Line(Item("as_of", "Posts counted as of", None, (-1,)), counted)],
        _role_lines(view, posts),
        _total_lines(view, posts),
        _share_lines(view, posts),
        question_lines(view, view.hub.staffing, _PATH, ("vacant_wte", "recruitment_issues"), _MORE, _RANK + 2),
    )
    return Said(lines, {ANY_GROUP: _no_posts(view)})


def posts_then(view: HubView) -> Placed:
    """The posts that may hold at the date at which posts are counted, so that successors are not added up."""
    placed = view.hub.staffing.posts.placed()
    then = [((*POSTS, *below), post) for below, post in placed if view.holds(post, _counted_as_of(view))]
    return sorted(then, key=lambda placed: placed[1].id)


def _counted_as_of(view: HubView) -> PartialDate | None:
    return view.frame.as_of or view.hub.staffing.as_of.value or view.hub.record.as_of.value


def _no_posts(view: HubView) -> Cell:
    return view.not_listed(view.hub.staffing.posts, POSTS)


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
    classes = {post.clinical.value for _, post in posts if post.clinical.value is not None}
    words = view.words["clinical-class"]
    if len(classes) != 1:
        return _CLASS_DIFFERS if classes else _CLASS_NOT_GIVEN
    word = classes.pop()
    return words.label(word), words.position(word)


def _role_facts(view: HubView, posts: Placed) -> Iterator[Fact]:
    for measure in ("wte", "headcount"):
        yield _sum(view, posts, measure, posts[0][0])
    first = posts[0][0]
    bands = {reading.value for _, post in posts for reading in post.band.readings}
    yield _of_all(view, posts, "band", sorted(bands, key=_band_order(view)))
    titles = [view.fact(post, "local_title", path) for path, post in posts]
    if values := dict.fromkeys(value for fact in titles for value in fact.values):
        yield view.known("local_title", values, (*first, "local_title"))
    words = view.words["clinical-class"]
    classes = {reading.value for _, post in posts for reading in post.clinical.readings}
    ordered = sorted(classes, key=words.position)
    yield _of_all(view, posts, "clinical", [Coded("clinical-class", word) for word in ordered])


def _of_all(view: HubView, posts: Placed, key: str, values: Sequence[object]) -> Fact:
    """What the posts of a role answer, once each; with a remark where it is not known of some, or sources conflict. Of
    one post, its own answer.
    """
    path, post = posts[0]
    if len(posts) == 1 or not values:
        return view.fact(post, key, path)
    answers = [getattr(post, key) for _, post in posts]
    without = [Status.of(answer.missing) for answer in answers if not answer.readings]
    conflicts = sum(len(answer.readings) > 1 for answer in answers)
    remarks = [f"and {len(without)} {' or '.join(sorted(set(without)))}"] if without else []
    remarks += [f"sources conflict on {conflicts}"] if conflicts else []
    known = view.known(key, values, (*path, key), note="; ".join(remarks) or None, sources=_cited(posts, key))
    return known._replace(is_whole=not remarks)


def _band_order(view: HubView) -> Callable[..., tuple[int, int]]:
    position = view.words["band"].position
    return lambda band: (position(band.low), position(band.high))


def _sum(view: HubView, posts: Placed, measure: str, path: Path, *, doubtful: Placed = ()) -> Fact:
    """A sum over posts, and over those of which it is doubtful whether they belong to it; without any number known, why
    not. Of one post, its own answer. Of all posts (`path`), those count too that cannot be used.
    """
    refused = view.refused_items(POSTS) if path == POSTS else 0
    if len(posts) == 1 and not doubtful and not refused and view.surely_holds(posts[0][1], _counted_as_of(view)):
        return view.fact(posts[0][1], measure, posts[0][0])
    numbers = [
        *_numbers(view, posts, measure),
        *(one._replace(is_sure=False) for one in _numbers(view, doubtful, measure)),
    ]
    found = total(numbers, refused=refused)
    if not found.known:
        others = f"or {', '.join(found.reasons[1:])}" if len(found.reasons) > 1 else None
        return view.without(measure, found.reasons[0], path, note=others)
    return view.known(measure, [found], path, note=remark_on(found), sources=_cited((*posts, *doubtful), measure))


def _numbers(view: HubView, posts: Placed, measure: str) -> list[Counted]:
    as_of = _counted_as_of(view)
    return [
        Counted(getattr(post, measure), view.surely_holds(post, as_of), view.is_refused((*path, measure)))
        for path, post in posts
    ]


def _cited(posts: Placed, measure: str) -> tuple[str, ...]:
    cited = (source for _, post in posts for source in (*getattr(post, measure).cited, *own_sources(post)))
    return tuple(dict.fromkeys(cited))


def _total_lines(view: HubView, posts: Placed) -> Iterator[Line]:
    words = view.words["clinical-class"]
    unclassed = [(path, post) for path, post in posts if post.clinical.value is None]
    for rank, (measure, label) in enumerate(_MEASURES):
        item = Item(f"total:{measure}", f"Total {label}", _TOTALS, (_RANK, rank, -1))
        yield Line(item, view.cell(_sum(view, posts, measure, POSTS)) if posts else _no_posts(view))
        for word in words if measure != "wte_funded" else ():
            of_class = [(path, post) for path, post in posts if post.clinical.value == word.word]
            if of_class or unclassed:
                label_of = f"of them {in_sentence(word.label)}: {label}"
                order = (_RANK, rank, words.position(word.word))
                item = Item(f"total:{measure}:{word.word}", label_of, _TOTALS, order)
                yield Line(item, view.cell(_sum(view, of_class, measure, POSTS, doubtful=unclassed)))
    item = Item("wte-per-10000", "WTE in post per 10,000 of the workforce in scope", _TOTALS, (_RANK, len(_MEASURES)))
    yield Line(item, view.cell(*_rate(view, posts)))


def _rate(view: HubView, posts: Placed) -> Iterator[Fact]:
    """WTE in post per 10,000 of the workforce in scope, where both are known for all."""
    workforce = view.hub.context.workforce_in_scope
    people = widest(workforce.people)
    wte = total(_numbers(view, posts, "wte"), refused=view.refused_items(POSTS))
    path: Path = ("context", "workforce_in_scope")
    if people is None:
        yield view.without("rate", view.status_of(workforce.people, (*path, "people")), path, note="workforce in scope")
    elif not posts or wte.unknown:
        status = _no_posts(view).status if not posts else wte.reasons[0]
        yield view.without("rate", status, POSTS, note="WTE")
    elif (found := rate_per_100_000(wte.bounds, people)) is not None:
        per_10_000 = (None if end is None else rounded(end / _TEN, 2 if end >= 1 else 4) for end in found)
        yield view.known("rate", [Amount(*per_10_000)], POSTS)
        yield view.known("rate.numerator", [wte.bounds], POSTS)
        yield view.known("rate.denominator", [people], (*path, "people"), sources=workforce.people.cited)
    else:
        yield view.without("rate", Status.NOT_APPLICABLE, path, note="nobody in scope")


def _share_lines(view: HubView, posts: Placed) -> Iterator[Line]:
    for rank, band in enumerate(senior_bands()):
        for number, (measure, label) in enumerate(_MEASURES[:2]):
            item = Item(
                f"share:{measure}:{band}",
                f"{label[0].upper()}{label[1:]} at band {band} and above",
                _SHARES,
                (_RANK + 1, rank, number),
            )
            numbers = _numbers(view, posts, measure)
            held = [Held(post, number) for (_, post), number in zip(posts, numbers, strict=True)]
            share = share_from_band(held, band, refused=view.refused_items(POSTS))
            yield Line(item, view.cell(*_share_facts(view, share)) if posts else _no_posts(view))


def _share_facts(view: HubView, share: BandShare) -> Iterator[Fact]:
    if share.share is None:
        status = Status.NOT_APPLICABLE if not share.posts else Status.CANNOT_BE_TOLD
        yield view.without("share", status, POSTS, note="no post on Agenda for Change" if not share.posts else None)
        return
    remarks = []
    if share.unsure:
        remarks.append(f"{share.unsure} of {share.posts} posts with a range or unknown")
    if share.others:
        remarks.append(f"{share.others} on another pay system left out")
    yield view.known("share", [share.share], POSTS, note="; ".join(remarks) or None)


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
