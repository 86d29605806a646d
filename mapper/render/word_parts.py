"""Pieces of a Word file as XML text: paragraphs, runs and fields, with nothing in them that XML forbids."""

from __future__ import annotations

from html import escape

from mapper.wording import shown

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
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
