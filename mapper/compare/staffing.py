"""Table `staffing`: posts by role, in WTE and in people, which never add up to each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mapper.compare.table import NOT_LISTED_NOTE, Cell, Row, Table, columns_of, in_order, not_in
from mapper.schema.answers import Answer, MissingWord
from mapper.schema.hub import Hub
from mapper.schema.scalars import Amount, BandRange
from mapper.schema.staffing import Post
from mapper.study import Study

_POSTS = ("staffing", "posts")


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over posts: of those whose number is known, and how many are not. `high` is None where it has no bound."""

    low: Decimal
    high: Decimal | None
    known: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Staff:
    """The posts of a role in a Hub: WTE in post, people in post, and the bands given."""

    wte: Total
    headcount: Total
    bands: tuple[BandRange, ...]


def staffing(study: Study) -> Table:
    """A row for each role that any Hub lists, then total WTE and total headcount."""
    roles = study.vocabulary["role"]
    listed = {post.role.value for mapped in study.hubs for post in mapped.hub.staffing.posts if post.role.value}
    rows = [
        Row(role, roles.label(role), "Roles", tuple(_role_cell(mapped.hub, role) for mapped in study.hubs))
        for role in in_order(listed, roles.position)
    ]
    if any(post.role.value is None for mapped in study.hubs for post in mapped.hub.staffing.posts):
        cells = tuple(_role_cell(mapped.hub, None) for mapped in study.hubs)
        rows.append(Row("role-unknown", "Role not given", "Roles", cells))
    rows += [
        Row("as-of", "Posts counted as of", "Totals", tuple(_as_of_cell(mapped.hub) for mapped in study.hubs)),
        Row("total-wte", "Total WTE in post", "Totals", tuple(_total_cell(mapped.hub, "wte") for mapped in study.hubs)),
        Row("total-headcount", "Total headcount", "Totals", tuple(
            _total_cell(mapped.hub, "headcount") for mapped in study.hubs)),
    ]  # fmt: skip
    notes = ("WTE is whole-time equivalents, headcount is people: one never stands in for the other.", NOT_LISTED_NOTE)
    return Table("staffing", "Staffing", "Role", columns_of(study), tuple(rows), notes)


def total(answers: Iterable[Answer[Amount]]) -> Total:
    """The sum of what is known; conflicting answers span from the lowest to the highest reading."""
    low, high, known, unknown = Decimal(0), Decimal(0), 0, 0
    has_bound = True
    for answer in answers:
        amounts = [reading.value for reading in answer.readings]
        if not amounts:
            unknown += 1
            continue
        known += 1
        low += min(amount.low or Decimal(0) for amount in amounts)
        if any(amount.high is None for amount in amounts):
            has_bound = False
        else:
            high += max(amount.high for amount in amounts if amount.high is not None)
    return Total(low, high if has_bound else None, known, unknown)


def _role_cell(hub: Hub, role: str | None) -> Cell:
    posts = [(path, post) for path, post in hub.staffing.posts.placed() if post.role.value == role]
    if not posts:
        return not_in(hub.staffing.posts, _POSTS)
    staff = [post for _, post in posts]
    value = Staff(
        total(post.wte for post in staff),
        total(post.headcount for post in staff),
        tuple(dict.fromkeys(post.band.value for post in staff if post.band.value is not None)),
    )
    cited = (source for post in staff for source in (*post.sources, *post.wte.cited, *post.headcount.cited))
    return Cell(
        (value,),
        missing=_shared_missing(staff),
        sources=tuple(dict.fromkeys(cited)),
        path=(*_POSTS, *posts[0][0]),
    )


def _shared_missing(posts: list[Post]) -> MissingWord | None:
    """Why neither number is known, where all posts give the same reason."""
    words = {answer.missing for post in posts for answer in (post.wte, post.headcount)}
    return words.pop() if len(words) == 1 else None


def _total_cell(hub: Hub, measure: str) -> Cell:
    posts = hub.staffing.posts
    if not len(posts):
        return not_in(posts, _POSTS)
    answers = [getattr(post, measure) for post in posts]
    value = total(answers)
    if value.known == 0:
        reasons = {answer.missing for answer in answers}
        return Cell(missing=reasons.pop() if len(reasons) == 1 else MissingWord.NOT_KNOWN, path=_POSTS)
    return Cell((value,), path=_POSTS)


def _as_of_cell(hub: Hub) -> Cell:
    answer = hub.staffing.as_of
    return Cell(tuple(r.value for r in answer.readings), answer.missing, path=("staffing", "as_of"))
