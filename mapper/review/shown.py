"""A Hub with what is known of its sign-offs, for outputs that say or show only what is signed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as FilePath

from mapper.review.content import SECTIONS
from mapper.review.review_file import read_review
from mapper.review.sign_offs import sections_in_force
from mapper.schema.base import questions
from mapper.schema.hub import Hub
from mapper.study import MappedHub

_ALWAYS_SHOWN = ("record",)
"""What says which Hub it is and from when."""


def with_sign_offs(mapped: MappedHub, *, only_signed: bool = False) -> MappedHub:
    """A Hub with the sections of which the sign-off holds; or one that says nothing but what is in these, and which it
    is. A review file that cannot be used signs nothing.
    """
    review = read_review(FilePath(mapped.file))
    signed = frozenset[str]() if review.problems or review.hub != mapped.id else sections_in_force(mapped, review)
    found = replace(mapped, signed=signed)
    return _only_signed(found) if only_signed else found


def _only_signed(mapped: MappedHub) -> MappedHub:
    hidden = frozenset(SECTIONS) - mapped.signed - frozenset(_ALWAYS_SHOWN)
    blank = Hub.model_validate({})
    update = {one.attribute: getattr(blank, one.attribute) for one in questions(Hub) if one.key in hidden}
    left_out = frozenset(path for path in mapped.left_out if not path or path[0] not in hidden)
    return replace(mapped, hub=mapped.hub.model_copy(update=update), hidden=hidden, left_out=left_out)
