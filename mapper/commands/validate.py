"""`mapper validate`: check, correct if that is asked, show what is found, and do so again whenever a file is saved."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mapper.checks.report import FileReport
from mapper.checks.selection import Selection
from mapper.console import clean_page, put, say, wants_color, width
from mapper.errors import MapperError
from mapper.fixing import Fixed, difference
from mapper.study import files_to_watch, open_study
from mapper.validating import validated

Progress = Callable[[Iterator[FileReport], int], Iterator[FileReport]]


class Request(NamedTuple):
    """What is to be checked: at which stage, if not at that of the records; which findings are wanted; whether what can
    be corrected is (`fix`), or only shown (`diff`).
    """

    paths: Sequence[Path]
    stage: str | None
    selection: Selection
    fix: bool
    diff: bool


def check(request: Request, progress: Progress) -> tuple[tuple[FileReport, ...], int]:
    """The reports of all files, and how many of them were corrected or, with `diff`, would be."""
    changed = 0

    def take(file: str, fixed: Fixed) -> None:
        from mapper.writing import write_over  # only where something is corrected: it takes a while to import

        nonlocal changed
        changed += 1
        if request.diff:
            put(difference(file, fixed.before, fixed.after))
        else:
            write_over(Path(file), fixed.before, fixed.after)
        done = "Would correct" if request.diff else "Corrected"
        for finding, fix in fixed.made:
            _tell(f"{done} {file}, line {finding.place.line}: {fix.description}")

    study, files = open_study(request.paths)
    take_fixed = take if request.fix or request.diff else None
    reports = validated(study, files, stage=request.stage, selection=request.selection, take_fixed=take_fixed)
    found = tuple(progress(reports, len(files)))
    if take_fixed is not None and not changed:
        _tell("There is nothing that mapper can correct by itself. “mapper validate” says what else is found.")
    return found, changed


def show(reports: Sequence[FileReport], file_format: str) -> None:
    """Write the findings of all files to the output: as `text`, `json`, `github` or `sarif`."""
    if file_format == "json":
        from mapper.render.findings_json import findings_json

        put(findings_json(reports))
    elif file_format == "github":
        from mapper.render.findings_github import findings_github

        put(findings_github(reports))
    elif file_format == "sarif":
        from mapper.render.findings_sarif import findings_sarif

        put(findings_sarif(reports))
    else:
        from mapper.render.findings_text import findings_text

        put(findings_text(reports, width=width(), color=wants_color()))


def watch(paths: Sequence[Path], check_and_show: Callable[[], object]) -> None:
    """Check now and whenever a file is saved, until Ctrl-C; on a terminal each time on a clean page."""
    from mapper.watching import saved

    for _ in saved(files_to_watch(paths)):
        clean_page()
        try:
            check_and_show()
        except MapperError as error:
            say(f"mapper: {error}")
        say("Watching: save a file to check it again. Ctrl-C ends.")


def _tell(text: str) -> None:
    say(textwrap.fill(text, width(), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False))
