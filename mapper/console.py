"""The two streams of a command: results go to the output, what is said beside them to the error stream."""

from __future__ import annotations

import os
import sys

from mapper.errors import MapperError

_NARROWEST = 40
"""Columns below which text is no longer fitted to a terminal."""


def width() -> int:
    """The width of the terminal, also where only the output goes elsewhere, such as to a pager."""
    set_by_user = os.environ.get("COLUMNS", "")
    if set_by_user.isdecimal():
        return max(_NARROWEST, int(set_by_user))
    for descriptor in (1, 2, 0):
        try:
            return max(_NARROWEST, os.get_terminal_size(descriptor).columns)
        except OSError:
            continue
    return 100


def wants_color() -> bool:
    """Whether colour is wanted: on a terminal, unless NO_COLOR is set; anywhere if FORCE_COLOR is."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def put(text: str) -> None:
    """Write a result to the output. Raises MapperError if there is no room or no output."""
    if sys.stdout is None:
        raise MapperError("There is no output to write to. Please run the command with its output open.")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise MapperError(f"The output cannot be written: {error.strerror}. Please check where it goes.") from error


def read_input(most: int) -> str:
    """What comes in at the input, up to a number of characters; what is no UTF-8 becomes �."""
    if sys.stdin is None:
        return ""
    data = sys.stdin.buffer.read(4 * most)
    return data.decode("utf-8", "replace")[:most]


def ask(prompt: str) -> str | None:
    """A line typed in answer to a prompt; None at the end of the input. The prompt is said, and no result."""
    if sys.stderr is not None:
        sys.stderr.write(prompt)
        sys.stderr.flush()
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        say("")
        return None
    return line.strip()


def say(text: str) -> None:
    """Write what is said beside a result, such as that a file was written, to the error stream."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def clean_page() -> None:
    """Start a terminal on a clean page; nothing where the output goes elsewhere."""
    if sys.stdout is not None and sys.stdout.isatty():
        sys.stdout.write("\033[2J\033[H")
