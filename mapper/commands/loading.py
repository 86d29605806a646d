"""Load a study of which something is to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mapper.checks.report import FileReport, check_study
from mapper.checks.sign_offs import SAID_OTHERWISE
from mapper.console import say
from mapper.errors import MapperError
from mapper.findings import Finding, Severity
from mapper.study import Study, load_study
from mapper.wording import counted


def load_to_show(paths: Sequence[Path]) -> Study:
    """The study, if every Hub in it can be read; says on the error stream which files have errors of other kinds."""
    study = load_study(paths)
    for report in check_study(study):
        refuse_unreadable(report)
        say_errors(report)
    return study


def refuse_unreadable(report: FileReport) -> None:
    """Raise MapperError if a file cannot be read."""
    errors = _errors(report)
    if errors and report.tally is None:
        raise MapperError(
            f"{report.file} cannot be read (line {errors[0].place.line}), and nothing is shown without it. "
            f"Please run: mapper validate {report.file}"
        )


def say_errors(report: FileReport) -> None:
    """Say on the error stream how many errors a file has, if it has any."""
    if errors := _errors(report):
        say(f"{report.file} has {counted(len(errors), 'error')}; answers that cannot be used are left out or marked.")
        say(f"Please run: mapper validate {report.file}")


def _errors(report: FileReport) -> list[Finding]:
    errors = (finding for finding in report.findings if finding.severity is Severity.ERROR)
    return [error for error in errors if error.code not in SAID_OTHERWISE]
