"""What is refused where words of a code list, or a list of any kind, are asked: each in words, with what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from mapper.findings import Problem, Severity
from mapper.refusals.fixes import list_fix, word_fix
from mapper.refusals.messages import MESSAGES, MISSING_AS_ITEM, OTHERWISE, PUT_IN_BRACKETS, WHY_NOT
from mapper.refusals.numbers_meant import amount_meant
from mapper.refusals.refused import Refused, missing_within_list
from mapper.schema.answers import MissingWord
from mapper.schema.base import Question, questions
from mapper.schema.scalars import Amount, read_text, slug
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import (
    as_typed,
    in_sentence,
    loosely,
    meant_as_missing,
    nearest_words,
    quoted,
    unseen_words,
)

_BETWEEN = re.compile(r"\s*[,;/&+\n]\s*|\s+and\s+")
"""What people write between several words."""
_SHORTEST = 3
"""Letters of the shortest beginning by which a word can be told, such as `Mon`."""
_PLAIN = re.compile(r"\w[\w .,()/&'-]{0,59}")
"""A text that can stand in square brackets as it is."""


def missing_as_item(refused: Refused) -> Problem | None:
    """The problem of a missing word that stands as an item of a list; None where the value is none."""
    word = missing_within_list(refused)
    if word is None or refused.question is None:
        return None
    code = "S203" if refused.kind == "unknown_word" else MESSAGES.get(refused.kind, OTHERWISE)[0]
    message = MISSING_AS_ITEM.format(value=quoted(refused.value))
    return Problem(code, Severity.ERROR, refused.path, message, f"Did you mean `{refused.question.key}: {word}`?")


def unknown_word(refused: Refused, vocabulary: Vocabulary) -> Problem:
    """The problem of a value that is none of the words of a code list."""
    words, value = vocabulary[refused.limits["list"]], refused.value
    listed = [word.word for word in words]
    if several := value if isinstance(value, list) and len(value) > 1 else _several(value, listed):
        return _several_words(refused, several)
    if isinstance(value, (dict, list)):
        message = f"One word is expected here, not {quoted(value)}. Please write a single word of the list."
        value = value[0] if isinstance(value, list) and value else value
    else:
        ways = ["Please use a word of the list"]
        ways += ["add yours to study.yaml"] if words.open else []
        ways += [WHY_NOT] if _can_be_missing(refused.question) else []
        ways[-1] = f"or {ways[-1]}" if len(ways) > 1 else ways[-1]
        message = f"{quoted(value)} is not one of the words for {in_sentence(words.title)}. {', '.join(ways)}."
        message += unseen_words(value)
    is_item = bool(refused.path) and isinstance(refused.path[-1], int)
    fix = word_fix(refused.value, listed, or_missing=_can_be_missing(refused.question) and not is_item)
    return Problem("S203", Severity.ERROR, refused.path, message, _word_hint(refused, value, listed), fix=fix)


def not_a_list(refused: Refused, vocabulary: Vocabulary) -> Problem:
    """The problem of a value that is no list where one is asked."""
    value = refused.value
    if isinstance(value, dict) and isinstance(value.get("value"), (str, int, float)):
        value = value["value"]
    question = refused.question if refused.path[-1] != "sources" else None  # sources stand beside any answer
    if question is not None and question.group is not None:
        please, hint = _begin_items(value, [asked.key for asked in questions(question.group)])
    else:
        please = PUT_IN_BRACKETS
        hint = _list_hint(value, question, vocabulary)
    is_number_in_words = question is not None and question.kind is Amount and isinstance(value, str)
    fix = None if is_number_in_words else list_fix(refused.value, _words_asked(question, vocabulary))
    hint = f"Did you mean `{missing}`?" if (missing := meant_as_missing(value)) else hint
    message = f"A list is expected here, not {quoted(value)}. Please {please}" + unseen_words(value)
    return Problem("S207", Severity.ERROR, refused.path, message, hint, fix=fix)


def _words_asked(question: Question | None, vocabulary: Vocabulary) -> Sequence[str] | None:
    """The words that an item of a list can be; none where it is a group, and None where it is text or a number."""
    if question is None or (question.group is None and question.code_list is None):
        return None
    return list(vocabulary[question.code_list].words) if question.code_list else ()


def _begin_items(value: Any, asked: Sequence[str]) -> tuple[str, str | None]:
    """What to do where a list of groups is asked, and what the answers of each are called if that seems unknown."""
    first = next(iter(value), None) if isinstance(value, dict) else None
    if first in asked:
        return f"put `- ` before `{first}`, and two spaces more before each line that belongs to the same item.", None
    please = "begin each item with `- ` on a line of its own, and write its answers behind and below it."
    return please, f"The answers of an item begin with: {', '.join(asked[:4])}."


def _can_be_missing(question: Question | None) -> bool:
    return question is None or not question.identifies


def _several(value: Any, listed: Iterable[str]) -> list[str]:
    """The words of a list that stand in one text, if there is nothing else in it."""
    parts = _BETWEEN.split(value) if isinstance(value, str) else []
    by_form = {loosely(word): word for word in listed}
    words = [by_form.get(loosely(part), "") for part in parts]
    return words if len(words) > 1 and all(words) else []


def _several_words(refused: Refused, several: Sequence[Any]) -> Problem:
    is_item = refused.question is not None and refused.question.is_list
    hint = _bracketed(map(str, several)) if is_item and isinstance(refused.value, str) else None
    if hint:
        what = "write them apart."
    else:
        stands_in_list = any(isinstance(part, int) for part in refused.path)
        what = "write one item of the list for each." if stands_in_list else "write the one that fits best."
    message = f"One word is asked here, and several stand here. Please {what}"
    return Problem("S203", Severity.ERROR, refused.path, message, hint)


def _word_hint(refused: Refused, value: Any, listed: Sequence[str]) -> str:
    known = (*listed, *MissingWord) if _can_be_missing(refused.question) else listed
    missing = meant_as_missing(value) if known is not listed else None
    meant = (missing,) if missing else _near(value, known)
    if meant:
        return f"Did you mean {' or '.join(f'`{word}`' for word in meant)}?"
    return _all_words(listed)


def _near(value: Any, known: Iterable[str]) -> tuple[str, ...]:
    """The words near a text that leave out nothing of it: where several are written, one alone is not what is meant."""
    if not isinstance(value, str):
        return ()
    known, form, parts = tuple(known), loosely(value), len(_BETWEEN.split(value))
    begun = [word for word in known if loosely(word).startswith(form)] if len(form) >= _SHORTEST else []
    near = nearest_words(value, known) or (begun if len(begun) == 1 else ())
    return tuple(word for word in near if len(_BETWEEN.split(word)) >= parts)


def _list_hint(value: Any, question: Question | None, vocabulary: Vocabulary) -> str | None:
    """What a text can mean as a list, so that each item of it answers the question."""
    if isinstance(value, (dict, list)) or value is None:
        return None
    text = as_typed(read_text(value))
    if question is not None and question.code_list is not None:
        return _listed_words(text, [word.word for word in vocabulary[question.code_list]])
    if question is not None and question.kind is Amount:
        amount = amount_meant(text, question.key, whole=True)
        return f"Did you mean [{amount.low:f}]?" if amount and amount.low == amount.high is not None else None
    refers = question is None or question.refers_to is not None
    return f"Did you mean [{text}]?" if _PLAIN.fullmatch(text) and (not refers or slug(text) == text) else None


def _listed_words(text: str, listed: Sequence[str]) -> str:
    whole = _near(text, listed)[:1]
    parts = whole or [next(iter(_near(part, listed)), "") for part in _BETWEEN.split(text)]
    return _bracketed(parts) if all(parts) else _all_words(listed)


def _bracketed(words: Iterable[str]) -> str:
    items = [f'"{word}"' if "," in word else word for word in words]
    return f"Did you mean [{', '.join(items)}]?"


def _all_words(listed: Iterable[str]) -> str:
    return f"The words are: {' · '.join(listed)}."
