"""`mapper validate`: stages, which findings are shown and fail, corrections, many files, watching."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import Mapper, Ran, findings_of, hub_file, study_of

from mapper.checks.report import Gap, check_study
from mapper.cli.progress import with_progress

SWAPPED = "staffing:\n  posts:\n    - {id: nurses, role: nurse, clinical: clinical, wte: 3.2, headcount: 3}\n"
DRAFT = "record: {id: a, name: A}\n" + SWAPPED
MISSPELT = "record: {id: a, name: A}\ncontext: {regoin: London}  # as on the website\n"


def found(ran: Ran) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(ran.out)
    return result


@pytest.mark.parametrize(("stage", "severity"), [("draft", "note"), ("checked", "warning"), ("published", "error")])
def test_what_is_only_missing_weighs_by_stage_and_what_is_wrong_does_not(
    stage: str, severity: str, mapper: Mapper
) -> None:
    hub_file(DRAFT)
    ran = mapper("validate", "-f", "json", "--stage", stage)
    severities = {finding["code"]: finding["severity"] for finding in found(ran)["findings"]}
    assert (severities["C901"], severities["W501"], ran.code) == (severity, "error", 1)
    assert found(ran)["stage"] == stage
    assert {f.severity for f in findings_of(f"record: {{stage: {stage}}}") if f.code == "C901"} == {severity}


def test_the_stage_of_the_option_holds_for_every_file(mapper: Mapper) -> None:
    hub_file("record: {id: a, stage: published}\n", "hubs/a.yaml")
    hub_file("record: {id: b, stage: draft}\n", "hubs/b.yaml")
    assert found(mapper("validate", "-f", "json"))["stage"] is None
    ran = mapper("validate", "-f", "json", "--stage", "checked")
    assert found(ran)["stage"] == "checked"
    assert {f["severity"] for f in found(ran)["findings"] if f["code"] == "C901"} == {"warning"}


def test_what_stands_between_a_record_and_the_next_stage() -> None:
    checked, published = DRAFT.replace("id: a", "id: b, stage: checked"), DRAFT.replace("id: a", "stage: published")
    gaps = [report.gap for report in check_study(study_of(DRAFT, checked, published))]
    missing = len(
        {f.path for f in findings_of(DRAFT) if f.only_missing}
    )  # a checked one lacks sign-offs, not the stage
    assert gaps == [Gap("checked", 1, missing, 0), Gap("published", 1, missing, 0), None]


def test_an_id_that_another_hub_has_stands_before_the_next_stage() -> None:
    first, second = (report.gap for report in check_study(study_of("record: {id: a}", "record: {id: a}")))
    assert first
    assert second
    assert (first.errors, second.errors) == (0, 1)


@pytest.mark.parametrize(
    ("options", "codes", "code"),
    [
        ([], {"C901", "W501"}, 1),
        (["--select", "W"], {"W501"}, 1),
        (["--select", "w501, C"], {"C901", "W501"}, 1),
        (["--select", "C", "--select", "X"], {"C901"}, 0),
        (["--ignore", "W501"], {"C901"}, 0),
        (["--select", "W,C9", "--ignore", "C901"], {"W501"}, 1),
        (["--ignore", "W501", "--fail-on", "note"], {"C901"}, 1),
        (["--ignore", "W501", "--fail-on", "warning"], {"C901"}, 0),
        (["--fail-on", "never"], {"C901", "W501"}, 0),
    ],
)
def test_which_findings_are_shown_and_fail(options: list[str], codes: set[str], code: int, mapper: Mapper) -> None:
    hub_file(DRAFT)
    ran = mapper("validate", "-f", "json", *options)
    assert {finding["code"] for finding in found(ran)["findings"]} == codes
    assert ran.code == code


@pytest.mark.parametrize(
    "options",
    [["--select", "W999"], ["--ignore", "W5,Q"], ["--watch", "--fix"], ["--stage", "x"], ["--diff", "-f", "json"]],
)
def test_what_cannot_be_asked_for_is_2(options: list[str], mapper: Mapper) -> None:
    hub_file(DRAFT)
    ran = mapper("validate", *options)
    assert (ran.code, ran.out) == (2, "")


def test_an_accepted_finding_is_counted_and_fails_nothing(mapper: Mapper) -> None:
    hub_file(
        "record:\n  id: a\n  name: A\n  accepted:\n"
        "    - {code: W501, path: 'staffing.posts[nurses]', reason: bank hours, by: clinical lead}\n" + SWAPPED
    )
    ran = mapper("validate", "-f", "json")
    assert ran.code == 0
    assert found(ran)["summary"]["accepted"] == 1
    (accepted,) = found(ran)["files"][0]["accepted"]
    assert (accepted["code"], accepted["path"]) == ("W501", "staffing.posts[0].wte")
    assert (accepted["reason"], accepted["by"]) == ("bank hours", "clinical lead")
    out = mapper("validate").out
    assert "W501" in out
    assert "bank hours" not in out


def test_fix_corrects_the_file_and_reports_what_is_left(mapper: Mapper) -> None:
    file = hub_file(MISSPELT)
    ran = mapper("validate", "--fix", "-f", "json")
    assert file.read_text() == MISSPELT.replace("regoin", "region")
    assert (ran.code, found(ran)["summary"]["errors"]) == (0, 0)
    assert mapper("validate", "--fix").code == 0
    assert file.read_text() == MISSPELT.replace("regoin", "region")


def test_diff_shows_the_changes_and_writes_nothing(mapper: Mapper) -> None:
    file = hub_file(MISSPELT)
    ran = mapper("validate", "--diff")
    assert file.read_text() == MISSPELT
    assert [line for line in ran.out.splitlines() if line[:1] in "+-"] == [
        "--- hubs/hub.yaml",
        "+++ hubs/hub.yaml",
        "-context: {regoin: London}  # as on the website",
        "+context: {region: London}  # as on the website",
    ]
    assert ran.code == 1
    assert mapper("validate", "--diff", "--fix").code == 1
    assert file.read_text() == MISSPELT


def test_words_of_a_study_that_is_corrected_hold_for_its_hubs(mapper: Mapper) -> None:
    word = "{list: reason, word: rural travel, label: L, description: D, source: S}"
    study = hub_file(f"wrods: [{word}]\n", "study.yaml")
    component = "service_model: {components: [{component: family support, provision: provided, reasons: [%s]}]}\n"
    file = hub_file("record: {id: a}\n" + component % "rural travl")
    mapper("validate", "--fix")
    assert study.read_text() == f"words: [{word}]\n"
    assert file.read_text() == "record: {id: a}\n" + component % "rural travel"


def test_two_hubs_with_one_id_are_found_beside_corrections(mapper: Mapper) -> None:
    for name in ("a", "b"):
        hub_file(MISSPELT, f"hubs/{name}.yaml")
    codes = [(Path(f["file"]).name, f["code"]) for f in found(mapper("validate", "--fix", "-f", "json"))["findings"]]
    assert [code for code in codes if code[1] != "C901"] == [("b.yaml", "X306")]


def test_a_file_that_may_not_be_written_is_3_and_stays(mapper: Mapper, monkeypatch: pytest.MonkeyPatch) -> None:
    file = hub_file(MISSPELT)

    def refuse(_path: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    assert mapper("validate", "--fix").code == 3
    assert file.read_text() == MISSPELT
    assert list(file.parent.iterdir()) == [file]


def test_many_files_without_findings_are_only_counted(mapper: Mapper) -> None:
    for number in range(30):
        hub_file("record: not known\n" if number else BROKEN, f"hubs/hub-{number:02}.yaml")
    out = mapper("validate", "--select", "S201").out
    assert "hubs/hub-00.yaml" in out
    assert "hub-01.yaml" not in out
    assert {"29", "30"} <= set(re.findall(r"\d+", out))


BROKEN = "record: {nmae: A}\n"


def test_progress_hands_on_every_report(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = check_study(study_of(*[f"record: {{id: h{number}}}" for number in range(5)]))
    monkeypatch.setattr("mapper.cli.progress.WONDERS_AFTER", -1.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(with_progress(iter(reports), len(reports))) == list(reports)


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal that Ctrl-C sends")
def test_watching_checks_again_when_a_file_is_saved_and_ends_at_ctrl_c(tmp_path: Path) -> None:
    file = tmp_path / "hubs" / "a.yaml"
    file.parent.mkdir()
    file.write_text("record: {nmae: A}\n")
    log = tmp_path / "log.txt"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "mapper", "validate", "--watch"],
            cwd=tmp_path,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        try:
            await_text(log, "S201", times=1)
            beside = file.with_suffix(".tmp")
            beside.write_text("record: {nmae: A}\ncontext: {regoin: x}\n")
            end = time.monotonic() + 20
            while log.read_text().count("S201") < 3:  # the watch may begin a moment after the first report
                assert time.monotonic() < end, log.read_text()
                beside.replace(file) if beside.exists() else file.touch()
                time.sleep(0.2)
                assert process.poll() is None
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()
    assert "Traceback" not in log.read_text()


def await_text(log: Path, text: str, times: int) -> None:
    end = time.monotonic() + 20
    while log.read_text().count(text) < times:
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.05)
