"""Text for a terminal: colour where it is wanted, and lines that fit its width."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mapper.wording import shown

Paint = Callable[[str, str], str]
"""Puts a text into a style, given as the numbers of an ANSI escape such as `31;1`."""
BOLD, DIM, DIM_BLUE = "1", "2", "36"
_LABEL_WIDTH = 12


def paint_for(*, color: bool) -> Paint:
    """What puts a text into a style, or leaves it as it is."""
    return _painted if color else _plain


def wrapped(text: str, width: int, indent: int = 2) -> list[str]:
    """A text as indented lines of a width, with nothing in them that moves a terminal."""
    space = " " * indent
    return textwrap.wrap(shown(text), width, initial_indent=space, subsequent_indent=space, break_on_hyphens=False)


def hanging(text: str, width: int, indent: int) -> list[str]:
    """A text as lines, all but the first of which are indented."""
    return textwrap.wrap(shown(text), width, subsequent_indent=" " * indent, break_on_hyphens=False)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: East Asian wide characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Page(NamedTuple):
    """Writes the parts of a page as lines."""

    width: int
    paint: Paint

    def heading(self, name: str, what: str) -> Iterator[str]:
        """A name, and below it what it is."""
        yield self.paint(shown(name), BOLD)
        yield from wrapped(what, self.width)
        yield ""

    def text(self, text: str) -> list[str]:
        """A paragraph."""
        return wrapped(text, self.width)

    def labelled(self, label: str, text: str) -> Iterator[str]:
        """A label, and to its right a text."""
        first, *others = wrapped(text, self.width, 2 + _LABEL_WIDTH) or [""]
        yield f"  {self.paint(f'{label:<{_LABEL_WIDTH}}', DIM_BLUE)}{first.lstrip()}".rstrip()
        yield from others

    def listed(self, entries: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Names with what they mean: in two columns, or below each other where the terminal is too narrow for that."""
        names = {shown(name): meaning for name, meaning in entries}
        column = max(map(len, names)) + 4
        beside = column <= self.width // 2
        for name, meaning in names.items():
            first, *others = wrapped(meaning, self.width, column if beside else 6) or [""]
            yield f"  {name:<{column - 2}}{first.lstrip()}".rstrip() if beside else f"  {name}"
            yield from others if beside else filter(None, (first, *others))


def _painted(text: str, style: str) -> str:
    return f"\033[{style}m{text}\033[0m"


def _plain(text: str, _style: str) -> str:
    return text
