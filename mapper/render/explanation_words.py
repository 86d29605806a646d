"""What is said of codes, words and sources wherever they are explained: in a terminal and on the reference pages."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from mapper.explain.subjects import AboutQuestion, Source
from mapper.vocabulary.lists import Word, WordList
from mapper.wording import key_words, shown

_DETAILS = {
    "offered_to": "Offered to",
    "usual_class": "Usual class",
    "domain": "Measures",
    "scoring": "Scoring",
}
_TOLD_TOGETHER = ("lowest", "highest", "cut_offs", "construct", "heading")


def example_text(example: str) -> str:
    """An example of a check as it stands in a file; tabs and control characters are made visible."""
    return shown(textwrap.dedent(example).strip("\n")).replace("\t", "\N{RIGHTWARDS ARROW}   ")


def when_words(when: str) -> str:
    """When a missing word is right, as a sentence."""
    return f"{when[:1].upper()}{when[1:]}. It is an answer, and means neither “no” nor zero."


def meaning_words(word: Word) -> str:
    """A word's label, where it says more than the word itself, and its description."""
    says_more = word.label.lower() != word.word.lower()
    return f"{word.label}. {word.description}" if says_more else word.description


def adding_words(words: WordList) -> str:
    """Whether a study may add words to a list."""
    if words.open:
        return "A study can add words of its own in `study.yaml`."
    return "The list is fixed: a study cannot add words."


def place_words(about: AboutQuestion) -> str:
    """Where a question is asked."""
    if about.is_remark:
        may_end = about.asked.question.key in ("from", "to")
        return f"a remark: {'what may hold only for a time' if may_end else 'any part of the form'} may carry it"
    if about.asked.is_of_study:
        return "a question of the study file, study.yaml"
    return "a question of the form" if "." in about.asked.path else "a section of the form"


def detail_words(word: Word) -> Iterator[tuple[str, str]]:
    """Each detail of a word with its label: (“Scores”, “0 to 27”)."""
    details = word.details
    yield from ((_DETAILS.get(k, key_words(k)), str(v)) for k, v in details.items() if k not in _TOLD_TOGETHER)
    if "construct" in details:
        yield "Part of", f"{details['construct']} ({details['heading']})"
    if "lowest" in details and "highest" in details:
        yield "Scores", f"{details['lowest']} to {details['highest']}"


def cut_off_words(word: Word) -> Iterator[tuple[str, str]]:
    """Each cut-off of a measure in words, with the id of its source: (“at least 10: usual cut-off”, “kroenke-2001”)."""
    for cut_off in word.details.get("cut_offs") or ():
        yield f"{_scores(cut_off)}: {cut_off['meaning']}", cut_off["source"]


def source_words(source: Source) -> Iterator[tuple[str, str]]:
    """Each detail of a source with its label: (“DOI”, “10.1177/…”)."""
    for key, value in source.details.items():
        yield {"doi": "DOI", "url": "Address"}.get(key, key_words(key)), str(value)


def _scores(cut_off: Mapping[str, Any]) -> str:
    scores = str(cut_off["value"]) if "value" in cut_off else f"{cut_off['from']} to {cut_off['to']}"
    return f"{cut_off['operator']} {scores}" if "operator" in cut_off else scores
