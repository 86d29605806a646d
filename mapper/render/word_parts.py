"""Pieces of a Word file as XML text: paragraphs, runs and fields, with nothing in them that XML forbids."""

from __future__ import annotations

from html import escape

from mapper.wording import shown

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:pic="{_PICTURE}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_UNITS_IN_A_POINT = 12700
_LONGEST_NAME, _LONGEST_DESCRIPTION = 200, 2000
BOLD = "<w:rPr><w:b/></w:rPr>"
ITALIC = "<w:rPr><w:i/></w:rPr>"


def plain(text: str, most: int | None = None) -> str:
    """A text on one line, without characters that XML forbids, and shortened where it may not be longer than that."""
    line = shown(" ".join(text.split()))
    return line if most is None or len(line) <= most else line[: most - 1] + "…"


def attribute(text: str, most: int) -> str:
    """A text as the value of an attribute, in quotation marks."""
    return f'"{escape(plain(text, most))}"'


def run(text: str, look: str = "") -> str:
    """A text within a paragraph, which is on one line already (`plain`)."""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def tab() -> str:
    """A step to the next tab stop."""
    return "<w:r><w:tab/></w:r>"


def field(instruction: str, cached: str, look: str = "") -> str:
    """What Word works out itself, with what it says until then."""
    return f'<w:fldSimple w:instr=" {instruction} ">{run(cached, look)}</w:fldSimple>'


def paragraph(style: str, *runs: str, layout: str = "") -> str:
    """A paragraph in a style, given by its id; `layout` is what it has beyond its style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{"".join(runs)}</w:p>'


def picture_id(number: int) -> str:
    """The name by which parts of a document refer to one of its pictures."""
    return f"picture{number + 1}"


def picture(number: int, size: tuple[float, float], title: str, description: str) -> str:
    """A picture in a line of text, with its size in points and what it shows for whoever cannot see it."""
    width, height = (round(length * _UNITS_IN_A_POINT) for length in size)
    name, told = attribute(title, _LONGEST_NAME), attribute(description, _LONGEST_DESCRIPTION)
    about = f'id="{number + 1}" name="Picture {number + 1}" title={name} descr={told}'
    extent = f'cx="{width}" cy="{height}"'
    return (
        f"<w:r><w:drawing><wp:inline {_DRAWING}><wp:extent {extent}/><wp:docPr {about}/><a:graphic><a:graphicData "
        f'uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{picture_id(number)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
