"""How many WTE of a post count in a plan."""

from __future__ import annotations

from mapper.amounts import widest
from mapper.planning.estimate import Estimate, closed
from mapper.schema.staffing import Post


def counted_wte(post: Post) -> tuple[Estimate | None, bool]:
    """The WTE of a post, those funded, or where these are not known, those in post; and whether they are funded."""
    funded = closed(widest(post.wte_funded))
    return (closed(widest(post.wte)), False) if funded is None else (funded, True)
