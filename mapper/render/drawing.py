"""DOT → SVG, PNG or PDF, in this process: the only module that knows pygraphviz, whose wheels carry Graphviz."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pygraphviz

from mapper.errors import MapperError

_PNG_DOTS_PER_INCH = 200
_NO_TIME = b"D:19800101000000Z"
_TIMES = re.compile(rb"(?<=/CreationDate \()D:\d{14}(?:Z|[+-]\d\d'\d\d'?)")


def draw(dot: str, file_format: str, *, title: str) -> bytes:
    """A drawing, as `svg`, `png` or `pdf`, from DOT in which everything has its place. The same DOT, the same bytes.

    Raises MapperError if Graphviz cannot draw it.
    """
    try:
        with _quiet():
            graph = pygraphviz.AGraph(string=dot)
            if file_format == "png":
                graph.graph_attr["dpi"] = str(_PNG_DOTS_PER_INCH)
            drawn = bytes(graph.draw(format=file_format, prog="nop2"))
    except (ValueError, OSError, pygraphviz.DotError) as error:
        raise MapperError(f"Graphviz could not draw “{title}”: {error}. Please report this.") from error
    return _without_time(drawn) if file_format == "pdf" else drawn


def _without_time(pdf: bytes) -> bytes:
    """A PDF that does not say when it was made; places within it stay as they are."""
    return _TIMES.sub(lambda found: _NO_TIME.ljust(len(found[0])), pdf)


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
