"""How a Word file looks: pages, styles, bullets and settings as XML text; black on white, as a journal prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mapper.render.word_parts import NAMESPACE

_FONT = "Arial"
_MARGIN = 1134


class Page(NamedTuple):
    """A size of paper, in twentieths of a point."""

    width: int
    height: int

    @property
    def text_width(self) -> int:
        """How wide text and tables may be."""
        return self.width - 2 * _MARGIN


class Style(NamedTuple):
    """A style of paragraphs: its id, its name, the size of its letters in half points, the space above and below in
    twentieths of a point; `first` and `last` stand around the space, since Word wants an order.
    """

    id: str
    name: str
    size: int
    above: int = 0
    below: int = 0
    is_bold: bool = False
    first: str = ""
    last: str = ""


PORTRAIT = Page(11906, 16838)
LANDSCAPE = Page(16838, 11906)
_KEPT = "<w:keepNext/><w:keepLines/>"

NORMAL = Style("Normal", "Normal", 20, 120, 120)
TITLE = Style("Title", "Title", 36, 0, 240, is_bold=True, first=_KEPT)
HEADING = Style("Heading1", "heading 1", 26, 400, 120, is_bold=True, first=_KEPT, last='<w:outlineLvl w:val="0"/>')
SUBHEADING = Style("Heading2", "heading 2", 21, 200, 80, is_bold=True, first=_KEPT, last='<w:outlineLvl w:val="1"/>')
BULLET = Style("ListBullet", "List Bullet", 20, 0, 60, first='<w:numPr><w:numId w:val="1"/></w:numPr>')
CAPTION = Style("Caption", "caption", 18, 120, 100, first=_KEPT)
TABLE_TEXT = Style("TableText", "Table Text", 18, 20, 20)
SMALL_TABLE_TEXT = Style("TableTextSmall", "Table Text Small", 16, 20, 20)
TABLE_NOTE = Style("TableNote", "Table Note", 15, 50, 0)
FOOTER = Style("Footer", "footer", 16, 60, 0)


def section(page: Page) -> str:
    """A section of a document that has such pages."""
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    margins = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def styles() -> str:
    """All styles."""
    return f"<w:styles {NAMESPACE}>{''.join(_styles())}</w:styles>"


def _styles() -> Iterator[str]:
    yield (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{_FONT}" w:eastAsia="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    for style in (
        NORMAL,
        TITLE,
        HEADING,
        SUBHEADING,
        BULLET,
        CAPTION,
        TABLE_TEXT,
        SMALL_TABLE_TEXT,
        TABLE_NOTE,
        FOOTER,
    ):
        based = f'<w:basedOn w:val="{NORMAL.id}"/>' if style is not NORMAL else ""
        default = ' w:default="1"' if style is NORMAL else ""
        yield (
            f'<w:style w:type="paragraph"{default} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{based}'
            f"<w:qFormat/><w:pPr>{style.first}"
            f'<w:spacing w:before="{style.above}" w:after="{style.below}"/>{style.last}</w:pPr>'
            f"<w:rPr>{'<w:b/>' if style.is_bold else ''}"
            f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
        )


NUMBERING = (
    f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{BULLET.id}"/>'
    '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
"""Bullets."""

SETTINGS = (
    f'<w:settings {NAMESPACE}><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
"""A file of today's Word, which it opens without compatibility mode."""
