"""Findings as JSON, format `mapper.findings/1`; its JSON Schema is `schemas/findings-1.schema.json`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from mapper.checks.report import Accepted, FileReport
from mapper.findings import Finding, Fix, Severity, path_text
from mapper.render.findings_words import docs_of


def findings_json(reports: Sequence[FileReport]) -> str:
    """All findings of all files, with a summary; ends with a line break."""
    severities = Counter(finding.severity for report in reports for finding in report.findings)
    stages = {report.stage for report in reports if report.stage is not None}
    result = {
        "format": "mapper.findings/1",
        "stage": stages.pop() if len(stages) == 1 else None,
        "files": [_file(report) for report in reports],
        "findings": [_finding(finding) for report in reports for finding in report.findings],
        "summary": {
            "files": len(reports),
            "errors": severities[Severity.ERROR],
            "warnings": severities[Severity.WARNING],
            "notes": severities[Severity.NOTE],
            "accepted": sum(len(report.accepted) for report in reports),
        },
    }
    return json.dumps(result, indent=2, ensure_ascii=True) + "\n"


def _file(report: FileReport) -> dict[str, Any]:
    tally = report.tally
    return {
        "file": report.file,
        "hub": report.hub,
        "stage": report.stage,
        "answered": tally.answered if tally else None,
        "blank": tally.blank if tally else None,
        "missing": dict(tally.missing) if tally else None,
        "accepted": [_accepted(accepted) for accepted in report.accepted],
    }


def _accepted(accepted: Accepted) -> dict[str, Any]:
    finding = accepted.finding
    return {
        "code": finding.code,
        "line": finding.place.line,
        "path": path_text(finding.path),
        "item": finding.item,
        "reason": accepted.reason,
        "by": accepted.by,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": finding.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "end_line": finding.place.end_line,
        "end_column": finding.place.end_column,
        "path": path_text(finding.path),
        "item": finding.item,
        "message": finding.message,
        "hint": finding.hint,
        "docs": docs_of(finding.code),
        "fix": _fix(finding.fix),
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    return None if fix is None else {"description": fix.description, "safe": True}
