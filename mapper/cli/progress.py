"""A bar on the error stream while many files are read."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TypeVar

import typer

Result = TypeVar("Result")
WONDERS_AFTER = 1.0
"""Seconds after which somebody who waits wonders what is going on."""


def with_progress(reports: Iterator[Result], number: int, what: str = "Checking") -> Iterator[Result]:
    """The results of many files, with a bar on the error stream from the time on where a person would wonder."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from reports
        return
    started = time.monotonic()
    done = 0
    for report in reports:
        yield report
        done += 1
        if time.monotonic() - started > WONDERS_AFTER:
            break
    else:
        return
    with typer.progressbar(reports, length=number - done, label=what, file=sys.stderr) as rest:
        yield from rest
    sys.stderr.write("\033[1A\033[2K")  # the bar has done its work
