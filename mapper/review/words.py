"""What a record says, and what has changed in it, in words."""

from __future__ import annotations

from collections.abc import Callable

from mapper.review.content import Change, Said
from mapper.schema.base import Question
from mapper.vocabulary.fields import field_label
from mapper.wording import key_words

_BOX = "box"

_MOST_TOLD = 6
"""Answers of an item that has come or gone which are told."""


def question_label(question: Question) -> str:
    """What a question is called. `from` and `to` are dates, but for the ends of a link."""
    own = None if question.refers_to == _BOX else field_label(question.key)
    return own or key_words(question.key)


def change_words(change: Change, label: Callable[[str], str] = str) -> str:
    """What has changed: “2.4 → 2.6”; of an item, that it was added or removed, and what it says or said."""
    if not change.is_item:
        return f"{said_words(change.old, label)} → {said_words(change.new, label)}"
    says = change.old if change.new is None else change.new
    told = [said_words(said) for said in says.values()] if isinstance(says, dict) else []
    more = "; …" if len(told) > _MOST_TOLD else ""
    return f"{'removed' if change.new is None else 'added'} ({'; '.join(told[:_MOST_TOLD])}{more})"


def said_words(said: Said | None, label: Callable[[str], str] = str) -> str:
    """What stands at a question, for people, on one line; `label` gives the words of code lists their labels."""
    if said is None:
        return "blank"
    if isinstance(said, str):
        return str(label(said))
    if isinstance(said, list):
        return ", ".join(map(label, map(str, said))) if said else "none"
    if "conflicting" in said:
        first = f"sources conflict: {' / '.join(said_words(one, label) for one in said['conflicting'])}"
    else:
        first = said_words(next((said[key] for key in ("value", "missing", "unusable") if key in said), None), label)
    dated = [f"as of {said['as_of']}"] if "as_of" in said else []
    remarks = [*dated, *([said["note"]] if "note" in said else []), *said.get("sources", ())]
    return f"{first} ({'; '.join(map(str, remarks))})" if remarks else first
