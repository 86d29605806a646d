"""The Hub lead's page in words as values, which a page of HTML and a Word file both write out whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mapper import __version__
from mapper.accuracy.page import Card, Line, PageSection, ReviewPage
from mapper.accuracy.since import Commit
from mapper.render.review_words import (
    BesideWords,
    ChangeWords,
    answer_lines,
    beside_words,
    blank_words,
    changes_words,
    confirmed_words,
    glossary,
    heading_of,
    label_of,
    others_words,
    section_state,
    section_told,
    sources_words,
    title_of,
)
from mapper.render.said_words import labelled, reply_words, undone_words
from mapper.review.queries import QueryState
from mapper.wording import short_digest


class LineWords(NamedTuple):
    """An answer; `sources` are those that are written at it."""

    id: str
    label: str
    items: tuple[str, ...]
    sources: str
    is_missing: bool


class QueryWords(NamedTuple):
    """A query, with what was said to it."""

    id: str
    item: str
    text: str
    by: str
    on: str
    suggested: str
    said: tuple[str, ...]


class CardWords(NamedTuple):
    """A card."""

    id: str
    digest: str
    heading: str
    lines: tuple[LineWords, ...]
    blank: str
    beside: tuple[BesideWords, ...]
    queries: tuple[QueryWords, ...]
    confirmed: str


class SectionWords(NamedTuple):
    """A section; `errors` are those that stand in the way of signing it."""

    id: str
    title: str
    help: str
    state: str
    told: str
    digest: str
    errors: int
    is_signed: bool
    glossary: tuple[tuple[str, str], ...]
    queries: tuple[QueryWords, ...]
    cards: tuple[CardWords, ...]


class ChangedWords(NamedTuple):
    """A section that was changed since somebody signed it."""

    id: str
    title: str
    by: str
    on: str
    changes: tuple[ChangeWords, ...]


class PageWords(NamedTuple):
    """The page, with the queries that are settled; `made` says what it is made of."""

    title: str
    is_fictional: bool
    as_of: str
    changed: tuple[ChangedWords, ...]
    settled: tuple[QueryWords, ...]
    sections: tuple[SectionWords, ...]
    made: str


def page_words(page: ReviewPage, commits: Mapping[str, Commit]) -> PageWords:
    """The page in words, with the days of commits in which answers changed."""
    mapped, as_of = page.view.mapped, page.view.hub.record.as_of.value
    return PageWords(
        f"Accuracy check: {mapped.name}",
        mapped.is_fictional,
        "" if as_of is None else f", as it was in {as_of}",
        tuple(_changed(page, commits)),
        tuple(_query(state, page) for state in page.status.queries if not state.is_open),
        tuple(_section(section, page) for section in page.sections),
        f"Made by mapper {__version__} from the record of {mapped.name}, with the digest {short_digest(page.id)} "
        f"{others_words(page)}".strip(),
    )


def _changed(page: ReviewPage, commits: Mapping[str, Commit]) -> Iterator[ChangedWords]:
    for section in page.sections:
        signed = section.status.signed
        if signed is not None and signed.changes:
            told = tuple(changes_words(page, commits, section))
            yield ChangedWords(section.name, title_of(section), signed.sign_off.by, signed.sign_off.on, told)


def _section(section: PageSection, page: ReviewPage) -> SectionWords:
    return SectionWords(
        section.name,
        title_of(section),
        section.help,
        section_state(section),
        section_told(section),
        section.digest,
        len(section.status.errors) + len(page.status.elsewhere),
        section.status.signed is not None and section.status.signed.is_current,
        glossary(section),
        tuple(_query(state, page) for state in section.queries),
        tuple(_card(card, page) for card in section.cards),
    )


def _card(card: Card, page: ReviewPage) -> CardWords:
    return CardWords(
        card.id,
        card.digest,
        heading_of(card, page.view.words),
        tuple(_line(line, page) for line in card.lines),
        blank_words(card),
        tuple(beside_words(card, page)),
        tuple(_query(state, page) for state in card.queries),
        confirmed_words(card),
    )


def _line(line: Line, page: ReviewPage) -> LineWords:
    is_missing = not line.fact.status.has_value
    return LineWords(line.id, label_of(line), answer_lines(line, page), sources_words(line, page), is_missing)


def _query(state: QueryState, page: ReviewPage) -> QueryWords:
    query, target = state.query, page.targets.get(state.query.path)
    suggested = "" if query.suggested is None else labelled(query.suggested, target, page.view.words)
    said = (*map(reply_words, state.said), *undone_words(state, target))
    return QueryWords(query.id, query.item, query.text, query.by, query.on, suggested, said)
