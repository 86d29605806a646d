"""DOT → SVG, PNG or PDF, in this process: the only module that knows pygraphviz, whose wheels carry Graphviz."""

from __future__ import annotations

import html
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pygraphviz

from mapper.errors import MapperError
from mapper.wording import shown

_PNG_DOTS_PER_INCH = 150
_A3_INCHES = "15.7,10.9"
"""The largest drawing, width and height, that prints on A3 with margins."""


def draw(dot: str, file_format: str, *, title: str, description: str) -> bytes:
    """A drawing from DOT whose boxes have places. An SVG carries the title and description for screen readers.

    Raises MapperError if Graphviz cannot draw it.
    """
    try:
        with _quiet():
            graph = pygraphviz.AGraph(string=dot)
            if file_format == "png":
                graph.graph_attr["dpi"] = str(_PNG_DOTS_PER_INCH)
            if file_format == "pdf":
                graph.graph_attr["size"] = _A3_INCHES
            drawn = graph.draw(format=file_format, prog="nop")
    except (ValueError, OSError, pygraphviz.DotError) as error:
        raise MapperError(f"Graphviz could not draw “{title}”: {error}. Please report this.") from error
    return _described(drawn, title, description) if file_format == "svg" else bytes(drawn)


def _described(svg: bytes, title: str, description: str) -> bytes:
    text = svg.decode()
    start = text.index("<svg ")
    end = text.index(">", start) + 1
    opening = text[start : end - 1] + ' role="img" aria-labelledby="title description">'
    names = f'\n<title id="title">{_plain(title)}</title>\n<desc id="description">{_plain(description)}</desc>'
    return (text[:start] + opening + names + text[end:]).encode()


def _plain(text: str) -> str:
    return html.escape(shown(text))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep from the error stream what the font library says there: nothing that a user could act on."""
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as swallowed:
        os.dup2(swallowed.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
