"""What can be explained, as values without wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mapper.checks.check import Check
from mapper.checks.registry import CHECKS
from mapper.explain.form import Asked, every_question
from mapper.schema.answers import MissingWord
from mapper.schema.scalars import BandRange
from mapper.vocabulary.guidance import guidance_names, load_guidance
from mapper.vocabulary.lists import Vocabulary, Word, WordList, list_names, load_sources
from mapper.wording import missing_meanings, written_for_missing

BAND_LIST = "band"
"""The code list behind questions that ask for a band."""


class Source(NamedTuple):
    """Where something comes from. A study's own word has only a title."""

    id: str | None
    title: str
    details: Mapping[str, str]


class AboutCode(NamedTuple):
    """The code of a finding."""

    check: Check
    source: Source | None


class AboutQuestion(NamedTuple):
    """A question of the form, with the code list that its words come from. `is_remark`: anything may carry it."""

    asked: Asked
    list_name: str | None
    words: WordList | None
    is_remark: bool


class AboutList(NamedTuple):
    """A code list, the paths of the questions that take its words, and where the words come from."""

    words: WordList
    asked_at: tuple[str, ...]
    sources: tuple[Source, ...]


class AboutWord(NamedTuple):
    """A word of a code list; `parts` are words of another list that belong to it. The first source is the word's."""

    words: WordList
    word: Word
    sources: tuple[Source, ...]
    asked_at: tuple[str, ...]
    parts: tuple[Word, ...]


class AboutMissing(NamedTuple):
    """A missing word: when it is right, and what people write where they mean it."""

    word: str
    when: str
    written: tuple[str, ...]


class AboutSource(NamedTuple):
    """A source, and what rests on it: code lists, codes and guidance sets."""

    source: Source
    lists: tuple[str, ...]
    codes: tuple[str, ...]
    guidance: tuple[str, ...]


About = AboutCode | AboutMissing | AboutQuestion | AboutList | AboutWord | AboutSource


def about_code(check: Check) -> AboutCode:
    """What is known of a code."""
    return AboutCode(check, source_of(check.source) if check.source else None)


def about_question(asked: Asked, vocabulary: Vocabulary, *, is_remark: bool = False) -> AboutQuestion:
    """What is known of a question."""
    name = list_of(asked)
    return AboutQuestion(asked, name, vocabulary[name] if name else None, is_remark)


def about_list(words: WordList) -> AboutList:
    """What is known of a code list."""
    return AboutList(words, _asked_at(words.name), _sources(dict.fromkeys(word.source for word in words)))


def about_word(words: WordList, word: Word, vocabulary: Vocabulary) -> AboutWord:
    """What is known of a word."""
    parts = tuple(_parts(words, word, vocabulary))
    return AboutWord(words, word, _sources(cited(word)), _asked_at(words.name), parts)


def about_missing(word: MissingWord) -> AboutMissing:
    """What is known of a missing word."""
    return AboutMissing(word.value, missing_meanings()[word.value], written_for_missing(word.value))


def about_source(its_id: str, vocabulary: Vocabulary) -> AboutSource:
    """What is known of a source."""
    lists = [name for name in list_names() if any(its_id in cited(word) for word in vocabulary[name])]
    codes = [check.code for check in CHECKS if check.source == its_id]
    guidance = [name for name in guidance_names() if load_guidance(name, vocabulary).source == its_id]
    return AboutSource(source_of(its_id), tuple(lists), tuple(codes), tuple(guidance))


def source_of(cited_as: str) -> Source:
    """A source by its id, or, in a study's own words, whatever stands in its place."""
    entry = load_sources().get(cited_as)
    if entry is None:
        return Source(None, cited_as, {})
    details = {key: value for key, value in entry.items() if key not in ("id", "title")}
    return Source(cited_as, entry["title"], details)


def cited(word: Word) -> tuple[str, ...]:
    """The ids of the sources of a word, of its cut-offs and of its usual bands, once each."""
    details = [*word.details.get("cut_offs", ()), *filter(None, [word.details.get("usual_bands")])]
    return tuple(dict.fromkeys((word.source, *(detail["source"] for detail in details))))


def list_of(asked: Asked) -> str | None:
    """The name of the code list that a question takes its words from."""
    return asked.question.code_list or (BAND_LIST if asked.question.kind is BandRange else None)


def _sources(cited_as: Iterable[str]) -> tuple[Source, ...]:
    return tuple(source_of(name) for name in cited_as)


def _asked_at(name: str) -> tuple[str, ...]:
    return tuple(asked.path for asked in every_question() if list_of(asked) == name)


def _parts(words: WordList, word: Word, vocabulary: Vocabulary) -> Iterator[Word]:
    """The sub-constructs of a construct of normalisation process theory."""
    if words.name == "npt-construct":
        yield from (part for part in vocabulary["npt"] if part.details.get("construct") == word.word)
