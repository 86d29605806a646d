"""Table `staffing`: posts by role, in WTE and in people, which never add up to each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mapper.compare.table import Cell, Row, Table, cell_of, columns_of, in_order, not_in, notes_that_apply
from mapper.findings import Path
from mapper.periods import may_hold
from mapper.schema.answers import Answer, MissingWord
from mapper.schema.hub import Hub
from mapper.schema.scalars import Amount, BandRange
from mapper.schema.staffing import Post
from mapper.study import Study

_POSTS = ("staffing", "posts")


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over posts: of those whose number is known, and how many are not. `high` is None where it has no bound.
    `conflicts` counts the posts on whose number sources conflict, `reasons` says why others have none (None: blank).
    """

    low: Decimal
    high: Decimal | None
    known: int
    unknown: int
    conflicts: int
    reasons: tuple[MissingWord | None, ...]


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
    rows = [Row("as-of", "Posts counted as of", None, tuple(_as_of_cell(mapped.hub) for mapped in study.hubs))]
    rows += [
        Row(role, roles.label(role), "Roles", tuple(_role_cell(mapped.hub, role) for mapped in study.hubs))
        for role in in_order(listed, roles.position)
    ]
    if any(post.role.value is None for mapped in study.hubs for post in mapped.hub.staffing.posts):
        cells = tuple(_role_cell(mapped.hub, None) for mapped in study.hubs)
        rows.append(Row("role-unknown", "Role not given, or sources conflict", "Roles", cells))
    rows += [
        Row("total-wte", "Total WTE in post", "Totals", tuple(_total_cell(mapped.hub, "wte") for mapped in study.hubs)),
        Row("total-headcount", "Total headcount", "Totals", tuple(
            _total_cell(mapped.hub, "headcount") for mapped in study.hubs)),
    ]  # fmt: skip
    notes = ("WTE is whole-time equivalents, headcount is people: one never stands in for the other.",)
    return Table("staffing", "Staffing", "Role", columns_of(study), tuple(rows), notes_that_apply(rows, notes))


def total(answers: Iterable[Answer[Amount]]) -> Total:
    """The sum of what is known; conflicting answers span from the lowest to the highest reading."""
    low, high, known, conflicts = Decimal(0), Decimal(0), 0, 0
    reasons: list[MissingWord | None] = []
    has_bound = True
    for answer in answers:
        amounts = [reading.value for reading in answer.readings]
        if not amounts:
            reasons.append(answer.missing)
            continue
        known += 1
        conflicts += len(amounts) > 1
        low += min(amount.low or Decimal(0) for amount in amounts)
        if any(amount.high is None for amount in amounts):
            has_bound = False
        else:
            high += max(amount.high for amount in amounts if amount.high is not None)
    return Total(low, high if has_bound else None, known, len(reasons), conflicts, tuple(dict.fromkeys(reasons)))


def _role_cell(hub: Hub, role: str | None) -> Cell:
    posts = [(path, post) for path, post in _posts(hub) if post.role.value == role]
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
        sources=tuple(dict.fromkeys(cited)),
        path=(*_POSTS, *posts[0][0]),
    )


def _posts(hub: Hub) -> list[tuple[Path, Post]]:
    """The posts that may hold at the date at which posts are counted, so that successors are not added up."""
    as_of = hub.staffing.as_of.value or hub.record.as_of.value
    return [(path, post) for path, post in hub.staffing.posts.placed() if may_hold(post, as_of)]


def _total_cell(hub: Hub, measure: str) -> Cell:
    posts = [post for _, post in _posts(hub)]
    if not posts:
        return not_in(hub.staffing.posts, _POSTS)
    return Cell((total(getattr(post, measure) for post in posts),), path=_POSTS)


def _as_of_cell(hub: Hub) -> Cell:
    return cell_of(hub.staffing.as_of, ("staffing", "as_of"))
