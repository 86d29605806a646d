"""Everything that goes by a name that somebody typed, and what is near where nothing does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapper.checks.registry import CHECKS
from mapper.explain.form import Asked, every_question, remarks
from mapper.explain.subjects import (
    About,
    AboutMissing,
    AboutQuestion,
    about_code,
    about_list,
    about_missing,
    about_question,
    about_source,
    about_word,
)
from mapper.schema.answers import MissingWord
from mapper.vocabulary.lists import Vocabulary, Word, list_names, load_sources
from mapper.wording import NEAR, loosely, meant_as_missing

_MOST_NEAR = 6
_CODE = re.compile(r"[a-z]\d{1,4}")
_IN_BRACKETS = re.compile(r"\[[^\]]*\]?")


def find(what: str, vocabulary: Vocabulary) -> tuple[About, ...]:
    """All that a name stands for: codes, missing words, questions, code lists, their words, sources."""
    return (
        *(about_code(check) for check in CHECKS if check.code == what.strip().upper()),
        *_missing(what),
        *_questions(what, vocabulary),
        *_lists_and_words(what, vocabulary),
        *(about_source(its_id, vocabulary) for its_id in load_sources() if its_id == what.strip().lower()),
    )


def near(what: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names that somebody may have meant: those that are spelt alike, then those that hold what was typed."""
    from difflib import get_close_matches

    names = {loosely(name): name for name in _names(vocabulary, with_paths="." in what)}
    typed = loosely(_IN_BRACKETS.sub("", what))
    alike = get_close_matches(typed, names, n=_MOST_NEAR, cutoff=NEAR)
    like_a_code = [form for form in names if _CODE.fullmatch(typed) and form[:2] == typed[:2] and _CODE.fullmatch(form)]
    holding = [form for form in names if typed[:1].isalnum() and re.search(rf"\b{re.escape(typed)}", form)]
    found = tuple(names[form] for form in dict.fromkeys((*like_a_code, *alike, *holding)))[:_MOST_NEAR]
    last_key = what.rpartition(".")[2]
    return near(last_key, vocabulary) if not found and last_key != what else found


def _names(vocabulary: Vocabulary, *, with_paths: bool) -> Iterator[str]:
    yield from (check.code for check in CHECKS)
    yield from MissingWord
    yield from (asked.path if with_paths else asked.question.key for asked in every_question())
    for name in list_names():
        yield name
        yield from (word.word for word in vocabulary[name])
    yield from load_sources()


def _missing(what: str) -> Iterator[AboutMissing]:
    meant = meant_as_missing(what)
    yield from (about_missing(word) for word in MissingWord if word == meant or loosely(what) == word)


def _questions(what: str, vocabulary: Vocabulary) -> Iterator[AboutQuestion]:
    """The question at a path from the top, or else all whose path ends so; a remark of any part is explained once."""
    keys = [loosely(key) for key in _IN_BRACKETS.sub("", what).split(".")]
    ending = [asked for asked in every_question() if _keys(asked)[-len(keys) :] == keys]
    whole = [asked for asked in ending if len(_keys(asked)) == len(keys)]
    for asked in whole or ending:
        yield about_question(asked, vocabulary)
    parts = [asked for asked in every_question() if asked.below and _keys(asked)[1 - len(keys) :] == keys[:-1]]
    if len(keys) == 1 or (parts and not ending):
        for remark in remarks():
            if loosely(remark.path) == keys[-1]:
                yield about_question(remark, vocabulary, is_remark=True)


def _keys(asked: Asked) -> list[str]:
    return [loosely(key) for key in asked.path.split(".")]


def _lists_and_words(what: str, vocabulary: Vocabulary) -> Iterator[About]:
    typed = loosely(what)
    lists = [vocabulary[name] for name in list_names()]
    yield from (about_list(words) for words in lists if typed in (loosely(words.name), loosely(words.title)))
    for words in lists:
        yield from (about_word(words, word, vocabulary) for word in words if typed in _called(word))


def _called(word: Word) -> set[str]:
    """What a word goes by: itself, its label, and the label's parts outside and inside brackets."""
    outside, _, inside = word.label.partition(" (")
    return {loosely(name) for name in (word.word, word.label, outside, inside.rstrip(")")) if name}
