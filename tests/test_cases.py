"""Every code that the program can give, on the files in `data/cases`: what it finds there, and at which place.

A case is a Hub file (`file`, or `file_escaped` with Python's escapes and an `encoding`, or `hex`), repeated `times` if
that is asked, perhaps with a `study` file and a `review` file. `finds` lists all findings of the code: line, column and
end_column, where it is not the same line `end_line`, where it matters `severity`, `file` and what was `meant`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, REPOSITORY
from ruamel.yaml import YAML

from mapper.checks.registry import CHECKS
from mapper.checks.report import check_study
from mapper.findings import Finding
from mapper.study import load_study

CASE_FILES = sorted((DATA / "cases").glob("*.yaml"))
NOT_OF_ONE_FILE = {"X306", "Y114"}  # see test_checks.py and test_cli.py


def read_cases(file: Path) -> dict[str, Any]:
    return YAML(typ="safe", pure=True).load(file.read_bytes())


def content(case: dict[str, Any]) -> bytes:
    if "hex" in case:
        data = bytes.fromhex(case["hex"])
    elif "file_escaped" in case:
        text = case["file_escaped"].encode("latin-1", "backslashreplace").decode("unicode_escape")
        data = text.encode(case.get("encoding", "utf-8"))
    else:
        data = case["file"].encode()
    return data * case.get("times", 1)


def described(finding: Finding) -> dict[str, Any]:
    """A finding by what a case can say of it."""
    place = finding.place
    return {
        "file": Path(finding.file).name,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "severity": finding.severity.value,
        "meant": next(iter(re.findall(r"Did you mean (.*)\?", (finding.hint or "").replace("`", ""))), None),
    }


CASES = [
    pytest.param(case_file["code"], case, id=f"{case_file['code']}: {case['name']}")
    for case_file in map(read_cases, CASE_FILES)
    for case in case_file["cases"]
]


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "hubs"
    folder.mkdir()
    (folder / "hub.yaml").write_bytes(content(case))
    if "study" in case:
        (tmp_path / "study.yaml").write_text(case["study"])
    if "review" in case:
        (folder / "hub.review.yaml").write_text(case["review"])
    expected = [{"file": "hub.yaml", "end_line": found["line"], **found} for found in case["finds"]]
    reports = check_study(load_study([folder]))
    found = [described(finding) for report in reports for finding in report.findings if finding.code == code]
    assert len(found) == len(expected), found
    assert [{key: one[key] for key in wanted} for one, wanted in zip(found, expected, strict=True)] == expected


def test_every_code_has_cases() -> None:
    source = "".join(file.read_text() for file in (REPOSITORY / "mapper").rglob("*.py"))
    codes = set(re.findall(r'"([YSXWPCA]\d{3})"', source)) | {check.code for check in CHECKS}
    assert {file.stem for file in CASE_FILES} == codes - NOT_OF_ONE_FILE


@pytest.mark.parametrize("file", CASE_FILES, ids=lambda file: file.stem)
def test_a_code_has_a_case_that_finds_and_one_that_passes(file: Path) -> None:
    cases = read_cases(file)
    assert cases["code"] == file.stem
    assert {bool(case["finds"]) for case in cases["cases"]} == {True, False}
    names = [case["name"] for case in cases["cases"]]
    assert len(names) == len(set(names))
