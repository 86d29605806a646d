"""Findings as SARIF 2.1.0, the format in which code hosts and editors take the findings of any tool.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html; numbers of sections
below are of this standard.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any
from urllib.parse import quote

from mapper import __version__
from mapper.checks.registry import check_of
from mapper.checks.report import Accepted, FileReport
from mapper.findings import Finding, Place, path_text
from mapper.render.findings_words import docs_of, message_and_hint

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LINE_ENDS = ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029"]
"""What ends a line where places are counted, see `reading.py`."""


def findings_sarif(reports: Sequence[FileReport]) -> str:
    """All findings of all files, and those that records accept as suppressed ones; ends with a line break."""
    found: list[tuple[Finding, Accepted | None]] = []
    for report in reports:
        found += [(finding, None) for finding in report.findings]
        found += [(accepted.finding, accepted) for accepted in report.accepted]
    codes = sorted({finding.code for finding, _ in found})
    driver = {"name": "mapper", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "language": "en-GB",
        "columnKind": "unicodeCodePoints",
        "newlineSequences": _LINE_ENDS,
        "results": [_result(finding, codes.index(finding.code), accepted) for finding, accepted in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=True) + "\n"


def _rule(code: str) -> dict[str, Any]:
    check = check_of(code)
    return {
        "id": code,
        "shortDescription": _message(f"{check.title}."),
        "fullDescription": _message(check.why),
        "help": _message(f"{check.why} See {docs_of(code)}."),
    }


def _result(finding: Finding, rule: int, accepted: Accepted | None) -> dict[str, Any]:
    artifact = {"artifactLocation": {"uri": _uri(finding.file)}, "region": _region(finding.place)}
    location: dict[str, Any] = {"physicalLocation": artifact}
    text = message_and_hint(finding)
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": path_text(finding.path)}]
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": _message(f"{finding.item}: {text}" if finding.path else text),
        "locations": [location],
        "suppressions": [_suppression(accepted)] if accepted else [],  # all results have them or none has (3.27.23)
    }


def _suppression(accepted: Accepted) -> dict[str, Any]:
    suppression: dict[str, Any] = {"kind": "inSource", "justification": accepted.reason}
    if accepted.by is not None:
        suppression["properties"] = {"by": accepted.by}
    return suppression


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _message(text: str) -> dict[str, str]:
    """A message of nothing but text, in which braces would stand for something else (3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _uri(file: str) -> str:
    """The URI of a file: relative for a relative path. What it is relative to (`uriBaseId`) is not known here."""
    path = FilePath(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
