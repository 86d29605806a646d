"""A paper as what was asked for: printed, or written to a file by its ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from mapper.commands.compare import FORMATS, format_of
from mapper.console import put, say, wants_color, width
from mapper.render.paper import Paper
from mapper.vocabulary.lists import Vocabulary
from mapper.writing import write_whole

ENDINGS = {ending: name for ending, name in FORMATS.items() if name in ("terminal", "markdown", "docx", "xlsx", "json")}


def show_paper(
    paper: Paper,
    words: Vocabulary,
    output: Path | None,
    asked: str | None,
    others: Mapping[str, Callable[[], bytes]],
) -> None:
    """Print a paper, or write it to a file. `others` makes the formats that are not made from the paper: xlsx, json.

    Raises UsageError where the file's ending names no format of a paper.
    """
    wanted = format_of(output, asked, ENDINGS)
    content = _content(paper, words, wanted, others, is_printed=output is None)
    if output is None:
        put(content.decode())
        return
    write_whole(output, content)
    say(f"Wrote {output}")


def _content(
    paper: Paper, words: Vocabulary, wanted: str, others: Mapping[str, Callable[[], bytes]], *, is_printed: bool
) -> bytes:
    if wanted in others:
        return others[wanted]()
    if wanted == "docx":
        from mapper.render.paper_docx import paper_docx

        return paper_docx(paper, words)
    from mapper.render.paper_text import paper_markdown, paper_terminal

    if wanted == "markdown":
        return paper_markdown(paper, words).encode()
    return paper_terminal(paper, width=width(), color=wants_color() and is_printed).encode()
