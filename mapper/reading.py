"""YAML text → plain values, and the place of each of them: the only reader of YAML that `mapper` runs on."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path as FilePath

from mapper.composer import Composer, NotYamlError, UnreadableError
from mapper.document import Document
from mapper.errors import MapperError
from mapper.findings import Place
from mapper.syntax import problem, syntax_problems

MAX_BYTES = 5_000_000
"""A Hub file is about 20 to 40 KB; the longest that is still a form."""
_OTHER_BREAKS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
"""What ends a line for YAML beside the line feed."""


def read_file(path: FilePath) -> Document:
    """Read a file. Raises MapperError if it cannot be opened; what is wrong inside it is in `problems`."""
    try:
        if not path.is_file():
            raise MapperError(f"{path} is not a file that can be read. Please check the path.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # whatever size it had a moment ago
    except OSError as error:
        raise MapperError(f"{path} cannot be read: {error.strerror}. Please check the path and your rights.") from error
    return read_bytes(data)


def read_bytes(data: bytes) -> Document:
    """Read UTF-8 with or without a byte order mark; any other encoding is named as a problem, and so is a size beyond
    that of a form.
    """
    if len(data) > MAX_BYTES:
        return unread(
            "Y109",
            f"The file is larger than {MAX_BYTES // 1_000_000} MB, so it is not a Hub file. "
            "Please check that it is the right file.",
        )
    try:
        document = read_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        document = _wrong_encoding(data, error.start)
    return replace(document, digest=hashlib.sha256(data).hexdigest())


def read_text(text: str) -> Document:
    """Read one YAML document. Never raises: trouble is in `problems`, and `values` is None if nothing can be used."""
    lines = _lines(text)
    composer = Composer()
    try:
        composer.compose(text)
    except UnreadableError as stop:
        return Document(None, (*composer.problems, stop.problem), lines)
    except NotYamlError as error:
        return Document(None, (*composer.problems, *syntax_problems(error, lines, composer.long_quote)), lines)
    return Document(composer.values, tuple(composer.problems), lines, composer.places)


def _lines(text: str) -> tuple[str, ...]:
    for end in _OTHER_BREAKS:
        text = text.replace(end, "\n")
    return tuple(text.split("\n"))


def _wrong_encoding(data: bytes, start: int) -> Document:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return unread("Y113", "The file is saved as UTF-16 (“Unicode” in Notepad). Please save it again as UTF-8.")
    before = _lines(data[:start].decode("utf-8", "replace"))
    line, column = len(before), len(before[-1]) + 1
    character = data[start : start + 1].decode("cp1252", "replace")
    seen = f"read as Windows-1252 it would be “{character}”" if character != "\ufffd" else "it is no letter"
    lines = _lines(data.decode("utf-8", "replace"))
    message = (
        f"The file is not saved as UTF-8: a character in this line cannot be read ({seen}). "
        "Please save the file again with the encoding UTF-8."
    )
    return Document(None, (problem("Y113", Place(line, column, line, column + 1), message),), lines)


def unread(code: str, message: str) -> Document:
    """A file of which nothing can be used."""
    return Document(None, (problem(code, Place(1, 1, 1, 1), message),), ())
