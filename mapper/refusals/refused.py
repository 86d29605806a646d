"""A value that the schema refuses: where it stands, why it is refused, and the question that it cannot answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mapper.findings import Path
from mapper.schema.base import Question
from mapper.schema.readings import MISSING_WORDS, missing_form
from mapper.wording import meant_as_missing


class Refused(NamedTuple):
    """A value at its path, the kind of its error as `schema/scalars.py` and pydantic name it, what the error says of
    limits, and the question that the value cannot answer.
    """

    path: Path
    value: Any
    kind: str
    limits: Mapping[str, Any]
    question: Question | None


def missing_within_list(refused: Refused) -> str | None:
    """The missing word that stands, perhaps in other words, as an item of a list; None where none does."""
    is_item = refused.question is not None and refused.question.is_list and isinstance(refused.path[-1], int)
    return as_missing_word(refused.value) if is_item and isinstance(refused.value, str) else None


def as_missing_word(text: str) -> str | None:
    """The missing word that a text is or means; None where it is none."""
    return meant_as_missing(text) or (missing_form(text) if missing_form(text) in MISSING_WORDS else None)
