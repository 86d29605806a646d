"""Table `posts`: the posts of each role beyond their numbers: profession, contract, working time, supervision."""

from __future__ import annotations

from mapper.compare.kind import of_lines
from mapper.compare.lines import ANY_GROUP, LAST, Line, Said, all_lines, cell_of_items, refused_lines
from mapper.compare.staffing import POSTS, posts_then
from mapper.compare.table import Fact, Item
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.schema.staffing import Post

_KEYS = ("profession", "pay_system", "contract", "time", "therapies", "supervision")


def _said(view: HubView) -> Said:
    roles, by_role = view.words["role"], dict[str, list[tuple[Path, Post]]]()
    for path, post in posts_then(view):
        by_role.setdefault(post.role.value or "", []).append((path, post))

    def facts(post: Post, path: Path) -> tuple[Fact, ...]:
        return (*view.facts(post, path, _KEYS), *view.remarks(post, path))

    lines = []
    for role, posts in by_role.items():
        label = roles.label(role) if role else "Role not given, or sources conflict"
        item = Item(f"role:{role or 'not given'}", label, None, (not role, roles.position(role), role), bool(role))
        lines.append(Line(item, cell_of_items(view, posts, facts)))
    absent = view.not_listed(view.hub.staffing.posts, POSTS)
    return Said(all_lines(lines, refused_lines(view, POSTS, rank=LAST)), {ANY_GROUP: absent})


POSTS_IN_DETAIL = of_lines("posts", "Posts in detail", "Role", _said)
