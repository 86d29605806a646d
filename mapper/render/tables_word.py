"""Tables as a Word file, for the supplement of a paper."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.compare.comparison import Comparison
from mapper.compare.summary import summary
from mapper.render.cell_words import column_heading
from mapper.render.provenance_words import EACH_ITS_OWN_DATE, provenance, source_lines
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import marks_of
from mapper.render.word_document import word_document
from mapper.render.word_parts import BOLD, paragraph, plain, run
from mapper.render.word_styles import BULLET, HEADING, NORMAL, PORTRAIT, SUBHEADING, TITLE, Page
from mapper.render.word_tables import page_of, table_xml


def comparison_word(compared: Comparison) -> bytes:
    """A comparison whole: what it is made from, its summary, all tables, and the sources."""
    invented = any(hub.column.is_fictional for hub in compared.hubs)
    says_so = "Fictional" if compared.is_fictional else "Fictional in part" if invented else None
    return word_document(compared.title, says_so, list(comparison_parts(compared)))


def comparison_parts(compared: Comparison) -> Iterator[tuple[Page, str]]:
    """The parts of the document, each with the paper that it needs; each ends with a paragraph."""
    yield PORTRAIT, "".join((*_head(compared), *_summary(compared)))
    for number, table in enumerate(compared.tables, 1):
        yield page_of(table), table_xml(table, number, compared.as_of or EACH_ITS_OWN_DATE, compared.frame.words)
    if any(hub.sources for hub in compared.hubs):
        yield PORTRAIT, "".join(_sources(compared))


def _head(compared: Comparison) -> Iterator[str]:
    yield paragraph(TITLE.id, run(plain(compared.title)))
    for label, text in provenance(compared):
        yield paragraph(BULLET.id, run(f"{label}: ", BOLD), run(plain(text)))


def _summary(compared: Comparison) -> Iterator[str]:
    yield paragraph(HEADING.id, run("Summary"))
    for passage in summary_passages(summary(compared), compared.frame.words):
        yield paragraph(SUBHEADING.id, run(plain(passage.heading)))
        yield from (paragraph(BULLET.id, run(plain(sentence))) for sentence in passage.sentences)
    if marks := marks_of(compared):
        yield paragraph(NORMAL.id, run(plain(marks)))


def _sources(compared: Comparison) -> Iterator[str]:
    yield paragraph(HEADING.id, run("Sources"))
    for hub in compared.hubs:
        if hub.sources:
            yield paragraph(SUBHEADING.id, run(plain(column_heading(hub.column))))
            yield from (paragraph(BULLET.id, run(plain(line))) for line in source_lines(hub))
