"""What all text for a terminal shares: wrapped lines, colour, widths, plurals."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable

from mapper.wording import shown

Paint = Callable[[str, str], str]
"""Puts a style, such as `31;1`, around a text."""


def paint_with(color: bool) -> Paint:
    """What styles text, or leaves it plain where no colour is wanted."""
    return (lambda text, style: f"\033[{style}m{text}\033[0m") if color else (lambda text, _style: text)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines that are indented by two columns and fit a terminal of this width."""
    return textwrap.wrap(shown(text), width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: East Asian wide characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def plural(noun: str, number: int) -> str:
    """A noun as it stands beside a number."""
    return noun if number == 1 else f"{noun}s"


def counted(number: int, noun: str) -> str:
    """A number of things: `1 error`, `1,000 errors`."""
    return f"{number:,} {plural(noun, number)}"
