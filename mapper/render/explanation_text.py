"""Explanations as text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from mapper.explain.subjects import (
    About,
    AboutCode,
    AboutList,
    AboutMissing,
    AboutQuestion,
    AboutSource,
    AboutWord,
    Source,
)
from mapper.render.explanation_words import (
    adding_words,
    detail_words,
    example_text,
    meaning_words,
    place_words,
    source_words,
    when_words,
)
from mapper.render.question_words import answer_words, needed_words
from mapper.render.terminal import DIM_BLUE, Page, paint_for
from mapper.schema.answers import MissingWord

_MOST_IN_FULL = 3
"""How many questions of one name are explained in full; more are listed."""


def explanation_text(found: Sequence[About], *, width: int, color: bool) -> str:
    """All that goes by one name, one part after the other; ends with a line break."""
    page = Page(width, paint_for(color=color))
    found = [*_each_list_once(found)]
    questions = [about for about in found if isinstance(about, AboutQuestion)]
    many = questions if len(questions) > _MOST_IN_FULL else []
    parts = [_RENDERERS[type(about)](page, about) for about in found if about not in many]
    if many:
        parts.insert(0, _many_questions(page, many))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _each_list_once(found: Sequence[About]) -> Iterator[About]:
    """Questions without the words of a list that is explained as well."""
    explained = [about.words for about in found if isinstance(about, AboutList)]
    for about in found:
        yield about._replace(words=None) if isinstance(about, AboutQuestion) and about.words in explained else about


def _code(page: Page, about: AboutCode) -> Iterator[str]:
    check = about.check
    yield from page.heading(check.code, check.title)
    yield from page.text(check.why)
    for label, example in (("Not like this:", check.bad), ("Like this:", check.good)):
        if example:
            yield ""
            yield page.paint(f"  {label}", DIM_BLUE)
            yield from (f"    {line}" for line in example_text(example).splitlines())
    yield from _sources(page, [about.source] if about.source else [])


def _missing(page: Page, about: AboutMissing) -> Iterator[str]:
    yield from page.heading(about.word, "a missing word: it says why there is no answer")
    yield from page.text(when_words(about.when))
    yield ""
    yield from page.labelled("Write", f"wte: {about.word}")
    yield from page.labelled("or", f"wte: {{missing: {about.word}, note: a remark}}")
    yield from page.labelled("Also written", ", ".join(about.written))
    yield from page.labelled("See also", ", ".join(word for word in MissingWord if word != about.word))


def _question(page: Page, about: AboutQuestion) -> Iterator[str]:
    asked, question = about.asked, about.asked.question
    yield from page.heading(asked.path, place_words(about))
    yield from page.text(asked.help)
    yield ""
    yield from page.labelled("Answer", answer_words(question, about.list_name or ""))
    if question.example:
        yield from page.labelled("Example", f"{question.key}: {question.example}")
    if needed := needed_words(question):
        yield from page.labelled("Needed", needed)
    if not (question.identifies or about.is_remark):
        yield from page.labelled("No answer?", ", ".join(MissingWord))
    if about.words:
        yield ""
        yield from page.listed((word.word, meaning_words(word)) for word in about.words)
    if asked.below:
        yield ""
        yield from page.listed((below.question.key, below.help) for below in asked.below)


def _many_questions(page: Page, abouts: Sequence[AboutQuestion]) -> Iterator[str]:
    key = abouts[0].asked.question.key
    yield from page.heading(key, f"{len(abouts)} questions have this name")
    for about in abouts:
        yield from page.text(about.asked.path)
        yield from page.labelled("", about.asked.help)
    yield ""
    yield from page.text(f"For more on one of them, run: mapper explain {abouts[0].asked.path}")


def _code_list(page: Page, about: AboutList) -> Iterator[str]:
    yield from page.heading(about.words.name, f"a code list: {about.words.title}")
    yield from page.text(about.words.description)
    yield ""
    if about.asked_at:
        yield from page.labelled("Asked at", ", ".join(about.asked_at))
    yield from page.labelled("Own words", adding_words(about.words))
    yield ""
    yield from page.listed((word.word, meaning_words(word)) for word in about.words)
    yield from _sources(page, about.sources)


def _word(page: Page, about: AboutWord) -> Iterator[str]:
    yield from page.heading(about.word.word, f"a word of the list {about.words.name} ({about.words.title})")
    yield from page.text(meaning_words(about.word))
    details = [(detail.label, detail.text) for detail in detail_words(about.word)]
    details += [("Asked at", ", ".join(about.asked_at))] if about.asked_at else []
    if details:
        yield ""
    for (before, _), (label, text) in pairwise([("", ""), *details]):
        yield from page.labelled(label if label != before else "", text)
    if about.parts:
        yield ""
        yield from page.listed((part.word, meaning_words(part)) for part in about.parts)
    yield from _sources(page, about.sources)


def _source(page: Page, about: AboutSource) -> Iterator[str]:
    yield from page.heading(str(about.source.id), "a source")
    yield from page.text(about.source.title)
    yield ""
    for label, detail in source_words(about.source):
        yield from page.labelled(label, detail)
    for label, names in (("Lists", about.lists), ("Codes", about.codes), ("Guidance", about.guidance)):
        if names:
            yield from page.labelled(label, ", ".join(names))


def _sources(page: Page, sources: Iterable[Source]) -> Iterator[str]:
    for number, source in enumerate(sources):
        if number == 0:
            yield ""
        named = f" ({source.id})" if source.id else ""
        yield from page.labelled("" if number else "Source", source.title + named)


_RENDERERS: dict[type[Any], Callable[[Page, Any], Iterator[str]]] = {
    AboutCode: _code,
    AboutMissing: _missing,
    AboutQuestion: _question,
    AboutList: _code_list,
    AboutWord: _word,
    AboutSource: _source,
}
