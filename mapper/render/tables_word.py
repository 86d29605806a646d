"""Tables as a Word file, for the supplement of a paper: the only module that knows python-docx."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import groupby
from operator import itemgetter

from docx import Document
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from mapper.compare.comparison import Comparison
from mapper.compare.summary import summary
from mapper.render.archive import without_clock
from mapper.render.cell_words import column_heading
from mapper.render.provenance_words import EACH_ITS_OWN_DATE, provenance, source_lines
from mapper.render.summary_words import summary_passages
from mapper.render.table_notes import marks_of
from mapper.render.word_parts import BOLD, NAMESPACE, field, paragraph, plain, run, tab
from mapper.render.word_styles import (
    BULLET,
    FOOTER,
    HEADING,
    NORMAL,
    NUMBERING,
    PORTRAIT,
    SETTINGS,
    SUBHEADING,
    TITLE,
    Page,
    section,
    styles,
)
from mapper.render.word_tables import page_of, table_xml

_AUTHOR = "mapper"
_NO_TIME = datetime(1980, 1, 1)
_LONGEST_TITLE = 200
_LONGEST_IN_FOOTER = 80
_KEPT_OF_DOCUMENT = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.SETTINGS}
_KEPT_OF_PACKAGE = {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}


def comparison_word(compared: Comparison) -> bytes:
    """A comparison whole: what it is made from, its summary, all tables, and the sources."""
    document = _empty(compared)
    pages = [(page, "".join(text for _, text in parts)) for page, parts in groupby(_parts(compared), key=itemgetter(0))]
    # One text, parsed and put in its place whole: lxml is slow to move thousands of cells one table after the other.
    content = "".join(_sections(pages))
    document.element.replace(document.element.body, parse_xml(f"<w:body {NAMESPACE}>{content}</w:body>"))
    for placed, (page, _) in zip(document.sections, pages, strict=True):
        placed.footer.is_linked_to_previous = False
        _fill(placed.footer.part.element, f"<w:ftr {NAMESPACE}>{_footer(compared, page)}</w:ftr>")
    saved = BytesIO()
    document.save(saved)
    return without_clock(saved.getvalue())


def _empty(compared: Comparison) -> Word:
    """A document with nothing in it, and with nothing of the model that python-docx brings along."""
    document = Document()
    for relations, kept in ((document.part.rels, _KEPT_OF_DOCUMENT), (document.part.package.rels, _KEPT_OF_PACKAGE)):
        for key in [key for key, relation in relations.items() if relation.reltype not in kept]:
            del relations[key]
    _fill(document.styles.element, styles())
    _fill(document.part.numbering_part.element, NUMBERING)
    _fill(document.settings.element, SETTINGS)
    about = document.core_properties
    about.title = plain(compared.title, _LONGEST_TITLE)
    about.author = about.last_modified_by = _AUTHOR
    about.created = about.modified = _NO_TIME
    about.language = "en-GB"
    about.comments = ""
    return document


def _fill(element: BaseOxmlElement, text: str) -> None:
    element.clear()
    element.extend(list(parse_xml(text)))


def _footer(compared: Comparison, page: Page) -> str:
    """The title, whether Hubs are invented, and the page."""
    invented = any(hub.column.is_fictional for hub in compared.hubs)
    says_so = " · Fictional" if compared.is_fictional else " · Fictional in part" if invented else ""
    layout = (
        '<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="808080"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{page.text_width}"/></w:tabs>'
    )
    left = plain(compared.title, _LONGEST_IN_FOOTER) + says_so
    runs = run(left), tab(), run("Page "), field("PAGE", "1"), run(" of "), field("NUMPAGES", "1")
    return paragraph(FOOTER.id, *runs, layout=layout)


def _parts(compared: Comparison) -> Iterator[tuple[Page, str]]:
    """The parts of the document, each with the paper that it needs; each ends with a paragraph."""
    yield PORTRAIT, "".join((*_head(compared), *_summary(compared)))
    for number, table in enumerate(compared.tables, 1):
        yield page_of(table), table_xml(table, number, compared.as_of or EACH_ITS_OWN_DATE, compared.frame.words)
    if any(hub.sources for hub in compared.hubs):
        yield PORTRAIT, "".join(_sources(compared))


def _sections(pages: Sequence[tuple[Page, str]]) -> Iterator[str]:
    """The sections of the document. The last is described at the end, every other in its own last paragraph."""
    for page, text in pages[:-1]:
        before, layout, after = text.rpartition("</w:pPr>")
        yield f"{before}{section(page)}{layout}{after}"
    yield from (text + section(page) for page, text in pages[-1:])


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
