"""Pieces of GitHub's Markdown: text without its marks, links and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mapper.explain.subjects import Source
from mapper.wording import shown

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")


def escaped(text: str) -> str:
    """A text on one line in which no mark of Markdown means anything."""
    return _SPECIAL.sub(r"\\\1", " ".join(shown(text).split()))


def prose(text: str) -> str:
    """A text of our own, in which words between backticks stay code."""
    parts = " ".join(shown(text).split()).split("`")
    return "".join(f"`{part}`" if number % 2 else _SPECIAL.sub(r"\\\1", part) for number, part in enumerate(parts))


def linked(text: str, address: str) -> str:
    """A link; the text is Markdown already."""
    return f"[{text}]({address})"


def source_link(source: Source) -> str:
    """A source, with a link where it is known where it can be read."""
    doi = source.details.get("doi")
    address = f"https://doi.org/{doi}" if doi else source.details.get("url")
    return linked(escaped(source.title), address) if address else escaped(source.title)


def anchor(heading: str) -> str:
    """The address within a page that GitHub gives to a heading."""
    return "#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table whose cells are Markdown already."""
    yield table_row(headings)
    yield table_row(["---"] * len(headings))
    yield from map(table_row, rows)


def table_row(cells: Sequence[str]) -> str:
    """A row of a table."""
    return "| " + " | ".join(cells) + " |"
