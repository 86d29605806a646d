"""Drawings in each of their formats, as files: one for each graph, or one for all where the format is a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial

from mapper.logic_model.graph import Graph
from mapper.logic_model.outline import outline
from mapper.render.diagram_dot import picture_dot
from mapper.render.diagram_look import Theme
from mapper.render.diagram_page import Paper, page_for
from mapper.render.diagram_picture import picture
from mapper.render.picture import Picture
from mapper.vocabulary.lists import Vocabulary
from mapper.workers import in_order

ENDINGS = {
    "svg": "svg",
    "png": "png",
    "pdf": "pdf",
    "dot": "dot",
    "mermaid": "mmd",
    "text": "txt",
    "markdown": "md",
    "docx": "docx",
    "pptx": "pptx",
}
"""The formats, and how their files end."""
_DOCUMENTS = ("docx", "pptx")
"""The formats in which all drawings are one file."""
_WIDTH_OF_TEXT = 100


class Drawing:
    """A graph that is to be written in several formats: what they share is made once."""

    def __init__(
        self, graph: Graph, words: Vocabulary, theme: Theme = Theme.COLOUR, paper: Paper | None = None
    ) -> None:
        self.graph, self.words, self.theme, self.paper = graph, words, theme, paper

    @cached_property
    def picture(self) -> Picture:
        """Everything at its place."""
        return picture(self.graph, self.words, self.theme)

    @cached_property
    def dot(self) -> str:
        """The picture as DOT."""
        return picture_dot(self.picture)

    def content(self, file_format: str) -> bytes:
        """The drawing in a format of its own file. Raises MapperError if Graphviz cannot draw it."""
        return _MAKERS[file_format](self)


def drawing_files(drawings: Sequence[Drawing], formats: Sequence[str], name: str) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file; documents that hold all drawings are called `name`."""
    own = [file_format for file_format in formats if file_format not in _DOCUMENTS]
    for drawing, contents in zip(drawings, _contents(drawings, own), strict=True):
        for file_format, content in zip(own, contents, strict=True):
            yield f"{drawing.graph.id}.{ENDINGS[file_format]}", content
    for file_format in formats:
        if file_format in _DOCUMENTS:
            yield f"{name}.{ENDINGS[file_format]}", document(drawings, file_format)


def _contents(drawings: Sequence[Drawing], formats: Sequence[str]) -> Iterator[list[bytes]]:
    """Each drawing in some formats; many are drawn in several processes."""
    yield from in_order(partial(_content, drawings, formats), range(len(drawings)))


def _content(drawings: Sequence[Drawing], formats: Sequence[str], number: int) -> list[bytes]:
    return [drawings[number].content(file_format) for file_format in formats]


def document(drawings: Sequence[Drawing], file_format: str) -> bytes:
    """All drawings as a Word file (`docx`) or PowerPoint file (`pptx`)."""
    title = drawings[0].graph.title if len(drawings) == 1 else "Logic models"
    if file_format == "pptx":
        from mapper.render.diagram_powerpoint import drawings_powerpoint

        return drawings_powerpoint([drawing.picture for drawing in drawings], title)
    from mapper.render.diagram_word import Pictured, drawings_word

    drawn = zip(drawings, _contents(drawings, ["png"]), strict=True)
    pictured = [Pictured(outline(drawing.graph), drawing.picture, png) for drawing, (png,) in drawn]
    return drawings_word(pictured, title, drawings[0].words)


def _svg(drawing: Drawing) -> bytes:
    from mapper.render.diagram_svg import accessible_svg
    from mapper.render.drawing import draw

    return accessible_svg(draw(drawing.dot, "svg", title=drawing.graph.title), drawing.picture)


def _png(drawing: Drawing) -> bytes:
    from mapper.render.drawing import draw

    return draw(drawing.dot, "png", title=drawing.graph.title)


def _pdf(drawing: Drawing) -> bytes:
    from mapper.render.drawing import draw

    return draw(
        picture_dot(drawing.picture, page_for(drawing.picture, drawing.paper)), "pdf", title=drawing.graph.title
    )


def _dot(drawing: Drawing) -> bytes:
    return drawing.dot.encode()


def _mermaid(drawing: Drawing) -> bytes:
    from mapper.render.diagram_mermaid import diagram_mermaid

    return diagram_mermaid(drawing.graph).encode()


def _text(drawing: Drawing) -> bytes:
    from mapper.render.diagram_text import diagram_text

    return diagram_text(drawing.graph, drawing.words, _WIDTH_OF_TEXT).encode()


def _markdown(drawing: Drawing) -> bytes:
    from mapper.render.diagram_markdown import diagram_markdown

    return diagram_markdown(drawing.graph, drawing.words, f"{drawing.graph.id}.svg").encode()


_MAKERS: dict[str, Callable[[Drawing], bytes]] = {
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
    "dot": _dot,
    "mermaid": _mermaid,
    "text": _text,
    "markdown": _markdown,
}
