"""The sections that are signed one by one: their names, and which of them a published record needs signed."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.errors import UsageError
from mapper.review.content import SECTIONS
from mapper.schema.base import Question, questions
from mapper.schema.hub import Hub
from mapper.wording import key_words, loosely, nearest, quoted


def _is_needed(question: Question) -> bool:
    """Whether a question, or one in the group that it opens, must be answered, whatever lists hold."""
    below = questions(question.group) if question.group is not None and not question.is_list else ()
    return question.needed or any(map(_is_needed, below))


REQUIRED = tuple(question.key for question in questions(Hub) if _is_needed(question))
"""The sections with a question that a record beyond the stage draft must answer."""


def section_words(section: str) -> str:
    """A section as its heading says it."""
    return key_words(section)


def sections_named(typed: Sequence[str]) -> tuple[str, ...]:
    """Sections by what somebody typed, in the order of the form; all of them where nothing was typed. Raises UsageError
    at one that there is not.
    """
    by_words = {loosely(section): section for section in SECTIONS}
    found = set()
    for name in typed:
        if loosely(name) not in by_words:
            meant = nearest(name, SECTIONS)
            hint = f"Did you mean `{meant}`?" if meant else f"Please use one of: {', '.join(SECTIONS)}."
            raise UsageError(f"There is no section {quoted(name)}. {hint}")
        found.add(by_words[loosely(name)])
    return tuple(section for section in SECTIONS if not typed or section in found)
