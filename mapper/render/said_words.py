"""What stands at an answer in words, with the labels of code lists in place of their words; what was said of it."""

from __future__ import annotations

from collections.abc import Callable

from mapper.review.content import Change, Said
from mapper.review.entries import Closing, Outcome, Reopening, Reply
from mapper.review.queries import QueryState
from mapper.review.target import Target
from mapper.review.words import change_words, said_words
from mapper.vocabulary.lists import Vocabulary


def labelled(said: Said | None, target: Target | None, vocabulary: Vocabulary) -> str:
    """What stands or stood at an answer. The target is None for an answer that is not in the record any more."""
    return said_words(said, _label(target, vocabulary))


def labelled_change(change: Change, target: Target | None, vocabulary: Vocabulary) -> str:
    """What has changed at an answer or item."""
    return change_words(change, _label(target, vocabulary))


def reply_words(one: Reply | Closing | Reopening) -> str:
    """What was said to a query, by whom, and when."""
    match one:
        case Reply():
            told = f"Answered: “{one.text}”"
        case Reopening():
            told = f"Reopened: “{one.text}”"
        case Closing():
            told = f"Closed, {one.outcome}" + (f": {one.note}" if one.note else "")
    return f"{told} ({one.by}, {one.on})"


def undone_words(state: QueryState, target: Target | None) -> tuple[str, ...]:
    """A sentence where a query was closed as corrected, and what it was about says again what it said then."""
    if state.closing is None or state.closing.outcome != Outcome.CORRECTED or state.query.value is None:
        return ()
    if target is None or target.said != state.query.value:
        return ()
    return ("It says again what it said when the query was raised.",)


def _label(target: Target | None, vocabulary: Vocabulary) -> Callable[[str], str]:
    code_list = target.asked.question.code_list if target is not None and target.asked is not None else None
    return str if code_list is None else vocabulary[code_list].label
