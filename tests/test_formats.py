"""Findings in the formats for other programs: JSON against its published schema, GitHub's commands, SARIF."""

from __future__ import annotations

import copy
import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import DATA, REPOSITORY, study_of
from jsonschema import Draft4Validator, Draft202012Validator

import mapper
from mapper.checks.registry import CHECKS
from mapper.checks.report import Accepted, FileReport, check_study
from mapper.findings import Finding, Fix, Place, Severity
from mapper.render.findings_github import findings_github
from mapper.render.findings_json import findings_json
from mapper.render.findings_sarif import findings_sarif
from mapper.study import load_study

SCHEMA = json.loads((Path(mapper.__file__).parent / "render/schemas/findings-1.schema.json").read_text())
SARIF_SCHEMA = json.loads((DATA / "sarif" / "sarif-2.1.0-rtm.5.json").read_text())


def closed(schema: Any) -> Any:
    """A JSON Schema that refuses every key which it does not name."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    extra = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {}
    return {**extra, **{key: closed(value) for key, value in schema.items()}}


OURS = Draft202012Validator(closed(SCHEMA))
SARIF = Draft4Validator(SARIF_SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER)

WRONG = """\
record:
  id: a
  stage: checked
  accepted:
    - {code: W501, path: "staffing.posts[nurses]", reason: bank hours are in it, by: clinical lead}
    - {code: W502, reason: as in the source}
staffing:
  posts:
    - {id: nurses, role: nurse, clinical: clinical, wte: 3.2, headcount: 3, band: 8b-8a}
    - {id: doctors, role: nurze, wte: {from: 4, to: 2}, headcount: 3, bnad: 8}
"""
KINDS = {
    "hubs": REPOSITORY / "hubs",
    "examples": REPOSITORY / "examples" / "hubs",
    "wrong": {"hub.yaml": WRONG},
    "broken": {"a.yaml": 'record: {name: "A\n', "b.yaml": "- a\n", "c.yaml": "", "d.yaml": "a: \x00\n"},
    "unreadable": {"hub.yaml": None, "other.yaml": WRONG},
    "a wrong study file": {
        "study.yaml": "titel: x\nguidance: nowhere.yaml\nwords: [{list: role}]\n",
        "hub.yaml": WRONG,
    },
    "a broken study file": {"study.yaml": "a: [\n", "hub.yaml": WRONG},
}


@pytest.fixture
def reports(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[FileReport, ...]:
    """What is found in one of KINDS: a folder, or files by name with their text (None: a link that leads nowhere)."""
    kind = KINDS[request.param]
    if isinstance(kind, Path):
        return check_study(load_study([kind]))
    for name, text in kind.items():
        if text is None:
            (tmp_path / name).symlink_to("nowhere")
        else:
            (tmp_path / name).write_text(text)
    return check_study(load_study([tmp_path]))


of_all_kinds = pytest.mark.parametrize("reports", KINDS, indirect=True)


@of_all_kinds
def test_json_is_what_its_schema_says(reports: tuple[FileReport, ...]) -> None:
    result = json.loads(findings_json(reports))
    OURS.validate(result)
    findings = result["findings"]
    counts = [sum(f["severity"] == severity for f in findings) for severity in ("error", "warning", "note")]
    assert list(result["summary"].values())[:4] == [len(reports), *counts]
    assert {finding["file"] for finding in findings} <= {file["file"] for file in result["files"]}


def test_the_schema_is_one_and_refuses_other_shapes() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    result = json.loads(findings_json(check_study(study_of(WRONG))))
    assert {key for finding in result["findings"] for key in finding} == set(SCHEMA["$defs"]["finding"]["properties"])
    for part in ("findings", "files"):
        for key in result[part][0]:
            without = copy.deepcopy(result)
            del without[part][0][key]
            assert not OURS.is_valid(without)
    for place, value in (("line", 0), ("severity", "fatal"), ("docs", "#w501"), ("fix", {"safe": True}), ("code", "x")):
        other = copy.deepcopy(result)
        other["findings"][0][place] = value
        assert not OURS.is_valid(other)


def test_the_documented_example_is_what_the_schema_says() -> None:
    text = (REPOSITORY / "docs" / "findings.md").read_text()
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    OURS.validate(json.loads(example))


def test_json_gives_place_path_and_explanation() -> None:
    result = json.loads(findings_json(check_study(study_of(WRONG))))
    found = next(finding for finding in result["findings"] if finding["path"] == "staffing.posts[1].bnad")
    assert {key: found[key] for key in ("code", "severity", "file", "line", "column", "end_line", "end_column")} == {
        "code": "S201",
        "severity": "error",
        "file": "hub1.yaml",
        "line": 10,
        "column": 71,
        "end_line": 10,
        "end_column": 75,
    }
    assert (found["docs"], found["hint"]) == ("docs/checks.md#s201", "Did you mean `band`?")
    assert result["stage"] == "checked"


def test_json_lists_what_records_accept() -> None:
    result = json.loads(findings_json(check_study(study_of(WRONG, "record: {id: b}"))))
    first, second = result["files"]
    assert first["accepted"] == [
        {
            "code": "W501",
            "line": 9,
            "path": "staffing.posts[0].wte",
            "item": "Staffing, post 1 (nurse), wte",
            "reason": "bank hours are in it",
            "by": "clinical lead",
        },
        {
            "code": "W502",
            "line": 9,
            "path": "staffing.posts[0].band",
            "item": "Staffing, post 1 (nurse), band",
            "reason": "as in the source",
            "by": None,
        },
    ]
    assert second["accepted"] == []
    assert result["summary"]["accepted"] == 2
    assert {"W501", "W502"}.isdisjoint(finding["code"] for finding in result["findings"])


def test_json_names_no_stage_where_files_differ() -> None:
    study = study_of("record: {id: a, stage: draft}", "record: {id: b, stage: published}")
    assert json.loads(findings_json(check_study(study)))["stage"] is None


def finding(**other: Any) -> Finding:
    """A finding with everything that a format has to escape."""
    said: dict[str, Any] = {
        "code": "S206",
        "severity": Severity.ERROR,
        "file": "hubs/50%, a:b\nŵ.yaml",
        "place": Place(3, 5, 3, 9),
        "path": ("staffing", "posts", 0, "a.b"),
        "item": "Staffing, post 1: 50%",
        "message": "`100%, {a: b}`\r\nis wrong::error::. Please …",
        "hint": "Did you mean {from: 1, to: 2}?",
    }
    return Finding(**{**said, **other})


def report(*findings: Finding, accepted: tuple[Accepted, ...] = ()) -> FileReport:
    return FileReport("hub.yaml", "hub", "draft", None, None, findings, accepted, {}, Place(1, 1, 1, 1))


def test_json_says_whether_there_is_a_fix() -> None:
    fixed = report(finding(), finding(fix=Fix("write `2020`", 2020)))
    result = json.loads(findings_json([fixed]))
    OURS.validate(result)
    assert [one["fix"] for one in result["findings"]] == [None, {"description": "write `2020`", "safe": True}]


def test_github_is_escaped_as_it_documents() -> None:
    assert findings_github([report(finding())]) == (
        "::error file=hubs/50%25%2C a%3Ab%0Aŵ.yaml,line=3,col=5,endLine=3,endColumn=9,"
        "title=S206 Staffing%2C post 1%3A 50%25"
        "::`100%25, {a: b}`%0D%0Ais wrong::error::. Please … Did you mean {from: 1, to: 2}?\n"
    )


@pytest.mark.parametrize(
    ("severity", "command"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "notice")],
)
def test_github_has_a_command_for_each_severity(severity: Severity, command: str) -> None:
    assert findings_github([report(finding(severity=severity))]).startswith(f"::{command} file=")


def test_github_takes_no_columns_over_several_lines() -> None:
    command = findings_github([report(finding(place=Place(3, 5, 4, 9), file="a.yaml"))])
    assert command.startswith("::error file=a.yaml,line=3,endLine=4,title=")


def test_github_names_no_item_where_the_whole_file_is_wrong() -> None:
    assert ",title=Y102::" in findings_github([report(finding(code="Y102", path=(), item="The whole file"))])


@of_all_kinds
def test_github_gives_each_finding_a_line(reports: tuple[FileReport, ...]) -> None:
    lines = findings_github(reports).splitlines()
    assert len(lines) == sum(len(report.findings) for report in reports)
    assert all(re.fullmatch(r"::(error|warning|notice) file=[^:,]+,line=\d+,[^:]*::.+", line) for line in lines)


@of_all_kinds
def test_sarif_is_what_its_schema_says(reports: tuple[FileReport, ...]) -> None:
    log = json.loads(findings_sarif(reports))
    SARIF.validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    assert len(run["results"]) == sum(len(report.findings) + len(report.accepted) for report in reports)


def test_the_schema_of_sarif_refuses_other_shapes() -> None:
    log = json.loads(findings_sarif([report(finding())]))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] = 0
    assert not SARIF.is_valid(log)


def results_of(*reports: FileReport) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = json.loads(findings_sarif(reports))["runs"][0]["results"]
    return results


def test_sarif_says_where_and_what() -> None:
    run = json.loads(findings_sarif([report(finding(place=Place(3, 5, 4, 2)))]))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["semanticVersion"] == mapper.__version__
    (result,) = run["results"]
    (location,) = result["locations"]
    place = location["physicalLocation"]
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 4, "endColumn": 2}
    assert place["artifactLocation"] == {"uri": "hubs/50%25%2C%20a%3Ab%0A%C5%B5.yaml"}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "staffing.posts[0].a.b"}]
    assert (result["level"], result["suppressions"]) == ("error", [])
    assert "`100%, {{a: b}}`" in result["message"]["text"]
    assert result["message"]["text"].startswith("Staffing, post 1: 50%: ")


def test_sarif_counts_characters_as_they_are_read() -> None:
    (result,) = [
        result
        for result in results_of(*check_study(study_of("record: {name: 🙂🙂, nmae: x}")))
        if result["ruleId"] == "S201"
    ]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (20, 24)


def test_sarif_suppresses_what_records_accept() -> None:
    accepted = [result for result in results_of(*check_study(study_of(WRONG))) if result["suppressions"]]
    by_a_role = {"kind": "inSource", "justification": "bank hours are in it", "properties": {"by": "clinical lead"}}
    by_nobody = {"kind": "inSource", "justification": "as in the source"}
    assert [(result["ruleId"], result["suppressions"]) for result in accepted] == [
        ("W501", [by_a_role]),
        ("W502", [by_nobody]),
    ]


@pytest.mark.parametrize("name", ["a b.yaml", "100%.yaml", "Gŵyr.yaml", "a:b.yaml", "a?b#c.yaml", "\udcff.yaml"])
def test_the_uri_of_a_file_leads_back_to_it(name: str, tmp_path: Path) -> None:
    for path in (Path("hubs") / name, tmp_path / name):
        (result,) = results_of(report(finding(file=path.as_posix())))
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"(file:///)?[A-Za-z0-9%._~/-]+", uri)
        assert uri.startswith("file:///") == path.is_absolute()
        assert unquote(uri.removeprefix("file://"), errors="surrogateescape") == path.as_posix()


def test_rules_say_what_checks_are_about() -> None:
    run = json.loads(findings_sarif(check_study(study_of(WRONG))))["runs"][0]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == sorted({result["ruleId"] for result in run["results"]})
    (check,) = [check for check in CHECKS if check.code == "W502"]
    assert rules["W502"]["shortDescription"]["text"] == f"{check.title}."
    assert rules["W502"]["fullDescription"]["text"] == check.why
    assert "docs/checks.md#w502" in rules["W502"]["help"]["text"]


@pytest.mark.parametrize("render", [findings_json, findings_github, findings_sarif])
def test_the_same_files_give_the_same_text_wherever_they_are(
    render: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = []
    for folder in (tmp_path / "one", tmp_path / "other"):
        shutil.copytree(REPOSITORY / "hubs", folder / "hubs")
        (folder / "hubs" / "wrong.yaml").write_text(WRONG)
        (folder / "study.yaml").write_text("titel: x\n")
        monkeypatch.chdir(folder)
        texts.append(render(check_study(load_study([Path("hubs")]))))
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]
