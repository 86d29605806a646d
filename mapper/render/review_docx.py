"""The Hub lead's page as a Word file to read, print and write on; answers come back by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mapper.accuracy.page import ReviewPage
from mapper.accuracy.since import Commit
from mapper.render.review_parts import CardWords, LineWords, PageWords, QueryWords, SectionWords, page_words
from mapper.render.review_words import BesideWords
from mapper.render.word_document import word_document
from mapper.render.word_parts import BOLD, ITALIC, paragraph, plain, run
from mapper.render.word_styles import BULLET, HEADING, LANDSCAPE, NORMAL, SUBHEADING, TABLE_NOTE, TITLE
from mapper.render.word_tables import grid_xml
from mapper.wording import capital

_HEADINGS = ("Item", "What is written", "Other Hubs", "Right, query, or correct to")
_WEIGHTS = (18, 36, 26, 24)
_WORD_HEADINGS, _WORD_WEIGHTS = ("Word", "What it means"), (25, 79)
_BOXES = "☐ Right\n☐ Query\n☐ Correct to:"
_SETTLED = "☐ That settles it  ☐ Still open:"
_HOW = (
    "Please check that it is right: tick a box beside each item, write what should be asked or corrected, and sign "
    "each section at its end. What the words mean stands at the end of this document. Please write roles, and no names "
    "of people."
)


def review_docx(page: ReviewPage, commits: Mapping[str, Commit]) -> bytes:
    """The page as a Word file, with the days of commits in which answers changed."""
    told = page_words(page, commits)
    remark = "Fictional" if told.is_fictional else None
    return word_document(told.title, remark, [(LANDSCAPE, "".join(_parts(told)))])


def _parts(page: PageWords) -> Iterator[str]:
    yield _text(TITLE.id, page.title)
    what = f"This document shows what the research team has written down about your Hub{page.as_of}. {_HOW}"
    yield _text(NORMAL.id, what)
    yield from _changed(page)
    yield from _settled(page)
    for section in page.sections:
        yield from _section(section)
    yield from _glossary(page)
    yield _text(TABLE_NOTE.id, page.made)


def _changed(page: PageWords) -> Iterator[str]:
    if page.changed:
        yield _text(HEADING.id, "Changed since you last signed")
    for section in page.changed:
        yield _text(SUBHEADING.id, f"{section.title}, signed by {section.by} on {section.on}")
        for change in section.changes:
            yield _text(BULLET.id, f"{change.item}: {change.told}{change.where}")


def _settled(page: PageWords) -> Iterator[str]:
    if page.settled:
        yield _text(HEADING.id, "What became of earlier queries")
    yield from (_text(BULLET.id, _asked(query)) for query in page.settled)


def _section(section: SectionWords) -> Iterator[str]:
    yield _text(HEADING.id, section.title)
    yield _text(NORMAL.id, section.help)
    yield _text(NORMAL.id, section.told or f"{capital(section.state)}.", ITALIC)
    for query in (*section.queries, *(query for card in section.cards for query in card.queries)):
        yield paragraph(BULLET.id, run("Open query: ", BOLD), run(plain(_query(query))))
    if section.cards:
        yield grid_xml(_HEADINGS, [_row(card) for card in section.cards], _WEIGHTS, LANDSCAPE, section.title)
    else:
        yield _text(NORMAL.id, "Nothing is written down in this section.")
    yield _text(NORMAL.id, f"Is anything missing in {section.title}?")
    yield _text(NORMAL.id, "☐ I have checked this section, and it is right. Role and date:")


def _query(query: QueryWords) -> str:
    return f"{_asked(query)} {_SETTLED}"


def _asked(query: QueryWords) -> str:
    suggested = [f"Suggested: {query.suggested}."] if query.suggested else []
    asked = f"{query.item}: “{query.text}” ({query.by}, {query.on})"
    return " ".join((asked, *suggested, *query.said))


def _row(card: CardWords) -> tuple[str, str, str, str]:
    told = list(map(_line, card.lines))
    told += [f"Left blank: {card.blank}"] if card.blank else []
    told += [card.confirmed] if card.confirmed else []
    return plain(card.heading), _lines(told), _lines([line for row in card.beside for line in _beside(row)]), _BOXES


def _line(line: LineWords) -> str:
    return f"{line.label}: {'; '.join(line.items)}" + (f" (from: {line.sources})" if line.sources else "")


def _beside(row: BesideWords) -> Iterator[str]:
    """What other Hubs say, all of them one by one: nothing can be opened on paper."""
    label = f"{row.label}, " if row.label else ""
    if row.over:
        yield f"{label}{row.over}"
    for hub, text in (*row.hubs, *row.more):
        yield f"{label}{hub}: {text}"


def _glossary(page: PageWords) -> Iterator[str]:
    yield _text(HEADING.id, "What the words mean")
    for section in page.sections:
        if section.glossary:
            yield _text(SUBHEADING.id, section.title)
            rows = [(plain(label), plain(meaning)) for label, meaning in section.glossary]
            yield grid_xml(_WORD_HEADINGS, rows, _WORD_WEIGHTS, LANDSCAPE, f"What the words mean: {section.title}")


def _text(style: str, text: str, look: str = "") -> str:
    return paragraph(style, run(plain(text), look))


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(map(plain, texts))
