"""What an answer is about, whatever its position in the file: items of a list are told apart by their id, by the word
that they are about, or else by what they say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from mapper.findings import Path
from mapper.schema.answers import Answer, Answers, Standing
from mapper.schema.base import Group, Question, questions
from mapper.schema.scalars import Amount
from mapper.wording import key_words

Key = tuple[str, ...]
"""What an answer is about: keys of the form, and in brackets what tells an item of a list from the others."""
Twins = frozenset[tuple[Key, str]]
_PARTS = re.compile(r"([^.\[\]]+)|\[((?:[^\]\\]|\\.)*)\]", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Identified(NamedTuple):
    """A question met in a Hub: what it is about, where it stands, the items that it stands in, the group that asks it,
    and its answer, which may be a list of groups.
    """

    key: Key
    path: Path
    items: tuple[Key, ...]
    question: Question
    owner: Group
    answer: Any


def identified(group: Group, twins: Twins, path: Path = (), key: Key = ()) -> Iterator[Identified]:
    """Every question of a group and of all below it, in the order of the form, apart from groups and blank remarks."""
    return _of_group(group, path, key, (), twins)


def twins_in(group: Group, asked: Key = ()) -> Twins:
    """The names that several items of one list have, each with the questions that lead to the list."""
    found = set[tuple[Key, str]]()
    for question in questions(type(group)):
        if question.group is None:
            continue
        answer, here = getattr(group, question.attribute), (*asked, question.key)
        below = [item for _, item in answer.placed()] if question.is_list else [answer]
        if question.is_list:
            names = Counter(map(_name, below))
            found.update((here, name) for name, number in names.items() if number > 1)
        for one in below:
            found |= twins_in(one, here)
    return frozenset(found)


def about(key: Key) -> str:
    """What an answer is about, in words: “Staffing, posts “nurses”, WTE”."""
    words: list[str] = []
    for part in key:
        if part.startswith("[") and words:
            words[-1] += f" “{part[1:-1]}”"
        else:
            word = key_words(part)
            words.append(word if not words else word[:1].lower() + word[1:] if not word.isupper() else word)
    return ", ".join(words)


def parts_above(key: Key, path: Path) -> Iterator[tuple[Key, Path]]:
    """The parts of the form that an answer stands in, from the section down, each with its path."""
    at = 0
    for length, part in enumerate(key, 1):
        if part.startswith("["):
            while not isinstance(path[at], int):
                at += 1
        at += 1
        if length < len(key):
            yield key[:length], path[:at]


def key_text(key: Key) -> str:
    """A key as people write it: `staffing.posts[nurses].wte`. No two keys have the same text."""
    text = ""
    for part in key:
        if part.startswith("["):
            text += "[" + part[1:-1].replace("\\", "\\\\").replace("]", "\\]") + "]"
        else:
            text += f".{part}" if text else part
    return text


def key_of(text: str) -> Key:
    """The key that a text stands for."""
    return tuple(
        "[" + _ESCAPED.sub(r"\1", item) + "]" if item or not name else name for name, item in _PARTS.findall(text)
    )


def _of_group(group: Group, path: Path, key: Key, items: tuple[Key, ...], twins: Twins) -> Iterator[Identified]:
    for question in questions(type(group)):
        answer = getattr(group, question.attribute)
        here, named = (*path, question.key), (*key, question.key)
        if question.group is not None and not question.is_list:
            yield from _of_group(answer, here, named, items, twins)
            continue
        if not (question.is_remark and _is_blank(answer)):
            yield Identified(named, here, items, question, group, answer)
        if question.group is not None:
            asked = tuple(part for part in named if not part.startswith("["))
            for below, item, name in _named_items(answer, {name for at, name in twins if at == asked}):
                own = (*named, f"[{name}]")
                yield from _of_group(item, (*here, *below), own, (*items, own), twins)


def _is_blank(answer: object) -> bool:
    return isinstance(answer, (Answer, Answers)) and answer.standing is Standing.BLANK


def _named_items(answers: Answers[Any], twins: Collection[str]) -> Iterator[tuple[Path, Group, str]]:
    """The items of a list with what tells them apart: their id, the word that they are about, or else all that they
    say; `twins`, which are about the same in either version, by since when they hold, then by what they say.
    """
    placed = [(below, item, _name(item)) for below, item in answers.placed()]
    often = Counter(name for _, _, name in placed)
    seen: Counter[str] = Counter()
    for below, item, name in sorted(placed, key=lambda one: (one[2], repr(one[1]) if often[one[2]] > 1 else "")):
        own = _longer_name(item, name) if name in twins else name
        seen[own] += 1
        yield below, item, own if seen[own] == 1 else f"{own} ({seen[own]})"


def _longer_name(item: Group, name: str) -> str:
    """What tells an item from others that are about the same: since when it holds, or all that it says but numbers,
    which may be corrected.
    """
    since = getattr(item, "from_", None)
    if since is not None and since.value is not None:
        return f"{name}, from {since.value}"
    return name if since is not None else ", ".join(_words_of(item)) or name


def _name(item: Group) -> str:
    identifying = [question for question in questions(type(item)) if question.identifies]
    if identifying:
        return " → ".join(str(getattr(item, question.attribute)) for question in identifying)
    return next(_all_answers(item), "without a name")


def _words_of(item: Group) -> Iterator[str]:
    for question in questions(type(item)):
        if question.kind is not Amount and not question.is_remark:
            yield from _answered(getattr(item, question.attribute))


def _all_answers(item: Group) -> Iterator[str]:
    for question in questions(type(item)):
        yield from _answered(getattr(item, question.attribute))


def _answered(answer: Any) -> Iterator[str]:
    if isinstance(answer, Answer) and answer.readings:
        yield " / ".join(str(reading.value) for reading in answer.readings)
    elif isinstance(answer, Answers) and answer.items:
        yield ", ".join(sorted(map(str, answer.items)))
