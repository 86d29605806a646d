"""Pages as a Word file: the only module that knows python-docx."""

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

from mapper.render.archive import without_clock
from mapper.render.word_parts import NAMESPACE, field, paragraph, picture_id, plain, run, tab
from mapper.render.word_styles import FOOTER, NUMBERING, SETTINGS, Page, section, styles

_AUTHOR = "mapper"
_NO_TIME = datetime(1980, 1, 1)
_LONGEST_TITLE = 200
_LONGEST_IN_FOOTER = 80
_KEPT_OF_DOCUMENT = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.SETTINGS}
_KEPT_OF_PACKAGE = {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}


def word_document(
    title: str, remark: str | None, parts: Sequence[tuple[Page, str]], pictures: Sequence[bytes] = ()
) -> bytes:
    """A document of parts, each with the paper that it needs and ending with a paragraph; on every page stand the
    title, the remark and the page. `pictures` are PNG files, which the parts name by their number (`picture_id`).
    """
    document = _empty(title)
    for number, picture in enumerate(pictures):
        part = document.part.package.get_or_add_image_part(BytesIO(picture))
        document.part.load_rel(RELATIONSHIP_TYPE.IMAGE, part, picture_id(number))
    pages = [(page, "".join(text for _, text in texts)) for page, texts in groupby(parts, key=itemgetter(0))]
    # One text, parsed and put in its place whole: lxml is slow to move thousands of cells one table after the other.
    content = "".join(_sections(pages))
    document.element.replace(document.element.body, parse_xml(f"<w:body {NAMESPACE}>{content}</w:body>"))
    for placed, (page, _) in zip(document.sections, pages, strict=True):
        placed.footer.is_linked_to_previous = False
        _fill(placed.footer.part.element, f"<w:ftr {NAMESPACE}>{_footer(title, remark, page)}</w:ftr>")
    saved = BytesIO()
    document.save(saved)
    return without_clock(saved.getvalue())


def _empty(title: str) -> Word:
    """A document with nothing in it, and with nothing of the model that python-docx brings along."""
    document = Document()
    for relations, kept in ((document.part.rels, _KEPT_OF_DOCUMENT), (document.part.package.rels, _KEPT_OF_PACKAGE)):
        for key in [key for key, relation in relations.items() if relation.reltype not in kept]:
            del relations[key]
    _fill(document.styles.element, styles())
    _fill(document.part.numbering_part.element, NUMBERING)
    _fill(document.settings.element, SETTINGS)
    about = document.core_properties
    about.title = plain(title, _LONGEST_TITLE)
    about.author = about.last_modified_by = _AUTHOR
    about.created = about.modified = _NO_TIME
    about.language = "en-GB"
    about.comments = ""
    return document


def _fill(element: BaseOxmlElement, text: str) -> None:
    element.clear()
    element.extend(list(parse_xml(text)))


def _footer(title: str, remark: str | None, page: Page) -> str:
    """The title, whether Hubs are invented, and the page."""
    layout = (
        '<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="808080"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{page.text_width}"/></w:tabs>'
    )
    left = plain(title, _LONGEST_IN_FOOTER) + (f" · {remark}" if remark else "")
    runs = run(left), tab(), run("Page "), field("PAGE", "1"), run(" of "), field("NUMPAGES", "1")
    return paragraph(FOOTER.id, *runs, layout=layout)


def _sections(pages: Sequence[tuple[Page, str]]) -> Iterator[str]:
    """The sections of the document. The last is described at the end, every other in its own last paragraph."""
    for page, text in pages[:-1]:
        before, layout, after = text.rpartition("</w:pPr>")
        yield f"{before}{section(page)}{layout}{after}"
    yield from (text + section(page) for page, text in pages[-1:])
