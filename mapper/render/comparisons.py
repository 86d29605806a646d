"""A comparison in each of its formats, as pieces of bytes; a format's library is loaded only where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapper.compare.comparison import Comparison, only_summary
from mapper.compare.tables import KINDS
from mapper.render.terminal import hanging


def comparison_pieces(compared: Comparison, file_format: str, *, width: int, color: bool) -> Iterator[bytes]:
    """The comparison in a format: `terminal`, `markdown`, `csv`, `json`, `html`, `xlsx` or `docx`."""
    if file_format == "xlsx":
        from mapper.render.tables_excel import comparison_excel

        yield comparison_excel(compared)
    elif file_format == "docx":
        from mapper.render.tables_word import comparison_word

        yield comparison_word(compared)
    else:
        yield from (piece.encode() for piece in _texts(compared, file_format, width=width, color=color))


def _texts(compared: Comparison, file_format: str, *, width: int, color: bool) -> Iterable[str]:
    if file_format == "markdown":
        from mapper.render.tables_markdown import comparison_markdown

        return [comparison_markdown(compared)]
    if file_format == "csv":
        from mapper.render.tables_csv import comparison_csv

        return comparison_csv(compared)
    if file_format == "json":
        from mapper.render.tables_json import comparison_json

        return comparison_json(compared)
    if file_format == "html":
        from mapper.render.tables_html import comparison_html

        return [comparison_html(compared)]
    from mapper.render.tables_terminal import comparison_terminal

    return [comparison_terminal(compared, width=width, color=color)]


def summary_pieces(compared: Comparison, file_format: str, *, width: int, color: bool) -> Iterator[bytes]:
    """The summary alone, in a format that is for reading."""
    if file_format == "terminal":
        from mapper.render.tables_terminal import summary_terminal

        return iter([summary_terminal(compared, width=width, color=color).encode()])
    return comparison_pieces(only_summary(compared), file_format, width=width, color=color)


def dictionary_beside(compared: Comparison, file_format: str) -> bytes | None:
    """The data dictionary that belongs beside a comparison in a format, if one does."""
    if file_format != "csv":
        return None
    from mapper.render.tables_csv import dictionary_csv

    return dictionary_csv(compared).encode()


def list_of_tables(width: int) -> str:
    """All tables with their ids."""
    longest = max(len(kind.id) for kind in KINDS) + 2
    lines = (hanging(f"{kind.id:{longest}}{kind.title}", width, longest) for kind in KINDS)
    return "\n".join(line for some in lines for line in some) + "\n"
