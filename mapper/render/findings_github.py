"""Findings as workflow commands of GitHub Actions, which shows them beside the lines that they are about.

The commands and how their parts are escaped:
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Sequence

from mapper.checks.report import FileReport
from mapper.findings import Finding, Severity
from mapper.render.findings_words import message_and_hint, titled

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def findings_github(reports: Sequence[FileReport]) -> str:
    """A command on a line of its own for each finding; nothing where there is none."""
    return "".join(_command(finding) for report in reports for finding in report.findings)


def _command(finding: Finding) -> str:
    place = finding.place
    properties: dict[str, str | int] = {"file": finding.file, "line": place.line}
    if place.end_line == place.line:
        properties["col"] = place.column  # GitHub refuses columns where the lines differ
    properties["endLine"] = place.end_line
    if place.end_line == place.line:
        properties["endColumn"] = place.end_column
    properties["title"] = titled(finding)
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(message_and_hint(finding))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
