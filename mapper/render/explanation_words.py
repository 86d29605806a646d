"""What is said of codes, words and sources wherever they are explained: in a terminal and on the reference pages."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mapper.explain.subjects import AboutQuestion, Source
from mapper.schema.base import DRAFTED
from mapper.vocabulary.lists import Word, WordList
from mapper.wording import key_words, shown

_TOLD_WITH_ANOTHER = ("highest", "heading")
_MARKS = (
    "adds", "apart", "are_clients", "assesses", "at_a_distance", "at_home", "away", "axis", "begins", "branch",
    "by_hub", "by_partner", "counts_events", "counts_people", "days", "each_person_once", "ends", "fits_any_role",
    "has_bands", "in_groups", "in_one_place", "in_private", "letter", "may_be_at_work", "needs_training",
    "never_met_at", "opens", "reviews", "screens", "visible", "with_clients",
)  # fmt: skip
"""Details that only say to checks what the description says to people."""


class Detail(NamedTuple):
    """Something that only some words say of themselves, with the id of its source where it has one of its own."""

    label: str
    text: str
    source: str | None = None


def example_text(example: str) -> str:
    """An example of a check as it stands in a file; tabs and control characters are made visible."""
    return shown(textwrap.dedent(example).strip("\n")).replace("\t", "\N{RIGHTWARDS ARROW}   ")


def when_words(when: str) -> str:
    """When a missing word is right, as a sentence."""
    return f"{when[:1].upper()}{when[1:]}. It is an answer, and means neither “no” nor zero."


def meaning_words(word: Word) -> str:
    """A word's label, where it says more than the word itself, and its description."""
    says_more = word.label.lower() != word.word.lower()
    if not says_more:
        return word.description
    end = "" if word.label.endswith("?") else "."
    return f"{word.label}{end} {word.description}"


def adding_words(words: WordList) -> str:
    """Whether a study may add words to a list."""
    if words.open:
        return "A study can add words of its own in `study.yaml`."
    return "The list is fixed: a study cannot add words."


def place_words(about: AboutQuestion) -> str:
    """Where a question is asked."""
    if about.is_remark:
        if about.asked.question.attribute in DRAFTED:
            return "a remark: an item of a list that `mapper draft` wrote carries it"
        may_end = about.asked.question.key in ("from", "to")
        return f"a remark: {'what may hold only for a time' if may_end else 'any part of the form'} may carry it"
    if about.asked.is_of_study:
        return "a question of the study file, study.yaml"
    return "a question of the form" if "." in about.asked.path else "a section of the form"


def detail_words(word: Word) -> Iterator[Detail]:
    """The details of a word, those that have several parts once for each: (“Scores”, “0 to 27”). Raises KeyError for
    one that has no words yet.
    """
    for key in word.details:
        if key not in (*_TOLD_WITH_ANOTHER, *_MARKS):
            yield from _DETAILS[key](word.details)


def source_words(source: Source) -> Iterator[tuple[str, str]]:
    """Each detail of a source with its label: (“DOI”, “10.1177/…”)."""
    for key, value in source.details.items():
        yield {"doi": "DOI", "url": "Address"}.get(key, key_words(key)), str(value)


def _as_it_is(label: str, key: str) -> Callable[[Mapping[str, Any]], Iterator[Detail]]:
    def told(details: Mapping[str, Any]) -> Iterator[Detail]:
        yield Detail(label, details[key])

    return told


def _usual_bands(details: Mapping[str, Any]) -> Iterator[Detail]:
    bands = details["usual_bands"]
    profession = f"; holds for the profession {bands['profession']} only" if "profession" in bands else ""
    yield Detail("Usual bands", f"{_from_to(bands)} ({bands['profile']}){profession}", bands["source"])


def _realised_by(details: Mapping[str, Any]) -> Iterator[Detail]:
    traces = details["realised_by"]
    yield Detail("Shown by", "; ".join(f"{trace['answer']} ({_any_of(trace.get('words', ()))})" for trace in traces))


def _any_of(words: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:]))) or "any answer"


def _answers(details: Mapping[str, Any]) -> Iterator[Detail]:
    for answer in details["answers"]:
        yield Detail("Answer", f"{answer['answer']} ({answer['label']})")


def _construct(details: Mapping[str, Any]) -> Iterator[Detail]:
    yield Detail("Part of", f"{details['construct']} ({details['heading']})")


def _scores(details: Mapping[str, Any]) -> Iterator[Detail]:
    yield Detail("Scores", f"{details['lowest']} to {details['highest']}")


def _cut_offs(details: Mapping[str, Any]) -> Iterator[Detail]:
    for cut_off in details["cut_offs"]:
        scores = cut_off["value"] if "value" in cut_off else _from_to(cut_off)
        operator = f"{cut_off['operator']} " if "operator" in cut_off else ""
        yield Detail("Cut-off", f"{operator}{scores}: {cut_off['meaning']}", cut_off["source"])


def _from_to(ends: Mapping[str, Any]) -> str:
    return f"{ends['from']} to {ends['to']}" if ends["from"] != ends["to"] else str(ends["from"])


_DETAILS: dict[str, Callable[[Mapping[str, Any]], Iterator[Detail]]] = {
    "answers": _answers,
    "below": _as_it_is("Drawn in the column of", "below"),
    "confidence": _as_it_is("Confidence", "confidence"),
    "construct": _construct,
    "cut_offs": _cut_offs,
    "domain": _as_it_is("Measures", "domain"),
    "lowest": _scores,
    "nesta_level": _as_it_is("Level of Nesta’s Standards of Evidence", "nesta_level"),
    "offered_to": _as_it_is("Offered to", "offered_to"),
    "realised_by": _realised_by,
    "scoring": _as_it_is("Scoring", "scoring"),
    "treats": _as_it_is("Treats", "treats"),
    "usual_bands": _usual_bands,
    "usual_class": _as_it_is("Usual class", "usual_class"),
}
"""How each detail is told."""
