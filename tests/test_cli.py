"""The commands: exit codes, what goes to which stream, and that nothing is overwritten or half written."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPOSITORY, Mapper, Ran, hub_file

from mapper import __version__
from mapper.cli import app
from mapper.study import load_study

COMMANDS = [command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands]
FINE, BROKEN = "record: {id: a, name: A}\n", "record: {nmae: A}\n"


def assert_one_sentence(ran: Ran) -> None:
    assert ran.out == ""
    assert ran.err.startswith("mapper: ")
    assert ran.err.count("\n") == 1


def test_nothing_wrong_is_0(mapper: Mapper) -> None:
    hub_file(FINE)
    ran = mapper("validate")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_an_error_is_1(mapper: Mapper) -> None:
    file = hub_file(BROKEN)
    ran = mapper("validate", file)
    assert (ran.code, ran.err) == (1, "")
    assert "hubs/hub.yaml:1:10" in ran.out


def test_a_warning_is_0(mapper: Mapper) -> None:
    hub_file("record: {id: a, stage: checked}\n")
    ran = mapper("validate", "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["summary"]["warnings"] > 0


def test_an_error_in_the_study_file_is_1(mapper: Mapper) -> None:
    hub_file(FINE)
    hub_file("titel: Two Hubs\n", "study.yaml")
    assert mapper("validate").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "--format", "xml"],
        ["validat"],
        ["--none"],
        ["new"],
        ["new", "?!"],
        ["diagram", "-f", "gif"],
        ["explain"],
        ["explain", " "],
        ["explain", "zzzz"],
        ["explain", "W501", "--all", "checks"],
        ["explain", "--all", "zzzz"],
    ],
)
def test_wrong_usage_is_2(arguments: list[str], mapper: Mapper) -> None:
    ran = mapper(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


@pytest.mark.parametrize("command", ["validate", "compare", "diagram"])
def test_no_hub_is_3(command: str, mapper: Mapper) -> None:
    for arguments in ([], ["nowhere"], ["nowhere.yaml"]):
        ran = mapper(command, *arguments)
        assert ran.code == 3
        assert_one_sentence(ran)


@pytest.mark.parametrize("command", ["validate", "compare", "diagram"])
def test_a_folder_without_a_hub_is_3(command: str, mapper: Mapper, tmp_path: Path) -> None:
    for name in ("notes.txt", ".hidden.yaml", "study.yaml"):
        (tmp_path / name).write_text(FINE)
    (tmp_path / "folder.yaml").mkdir()
    ran = mapper(command, tmp_path)
    assert ran.code == 3
    assert_one_sentence(ran)


def test_a_file_that_cannot_be_opened_is_a_finding_beside_those_of_the_others(mapper: Mapper) -> None:
    hub_file(BROKEN, "hubs/a.yaml")
    Path("hubs/b.yaml").symlink_to("nowhere")
    ran = mapper("validate", "--format", "json")
    assert ran.code == 1
    found = [(Path(f["file"]).name, f["code"]) for f in json.loads(ran.out)["findings"] if f["severity"] == "error"]
    assert found == [("a.yaml", "S201"), ("b.yaml", "Y114")]


def test_hubs_of_two_studies_are_3(mapper: Mapper) -> None:
    files = [hub_file(FINE, f"{study}/hubs/hub.yaml") for study in ("one", "other")]
    for file in files:
        (file.parent.parent / "study.yaml").write_text("title: A study\n")
    ran = mapper("validate", *files)
    assert ran.code == 3
    assert_one_sentence(ran)
    assert mapper("validate", files[0]).code == 0


def test_files_are_found_once_and_in_order(mapper: Mapper) -> None:
    for name in ("b.yaml", "a.yml", "C.YAML"):
        hub_file(f"record: {{id: {name[0].lower()}}}", f"hubs/{name}")
    ran = mapper("validate", "hubs/b.yaml", "hubs", "hubs/../hubs/a.yml", "--format", "json")
    files = [Path(file["file"]).name for file in json.loads(ran.out)["files"]]
    assert files == ["b.yaml", "C.YAML", "a.yml"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "Y113"),
        (b"PK\x03\x04\x14\x00\x06\x00", "Y112"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "Y113"),
        (b"", "Y101"),
        (b"- a\n- b\n", "S200"),
        (b"a,b,c\n1,2,3\n", "S200"),
    ],
)
def test_a_file_of_another_kind_gives_a_finding(content: bytes, code: str, mapper: Mapper, tmp_path: Path) -> None:
    file = tmp_path / "picture.yaml"
    file.write_bytes(content)
    ran = mapper("validate", file, "--format", "json")
    assert ran.code == 1
    assert [finding["code"] for finding in json.loads(ran.out)["findings"]] == [code]
    for command in ("compare", "diagram"):
        ran = mapper(command, file)
        assert ran.code == 3
        assert_one_sentence(ran)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str, mapper: Mapper) -> None:
    ran = mapper(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"Example: mapper {command}" in ran.out
    assert command in mapper("--help").out


def committed(message: str) -> None:
    """Have git keep the folder in which the command runs."""
    who = ["-c", "user.name=tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "--allow-empty", "-m", message]):
        subprocess.run(["git", *arguments], check=True, capture_output=True)


@pytest.mark.parametrize("command", app.registered_commands, ids=COMMANDS)
def test_the_example_of_a_command_works(command: object, mapper: Mapper, tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "hubs", tmp_path / "hubs")
    for message in ("one version", "another"):
        committed(message)
    example = str(getattr(command, "epilog", "")).removeprefix("Example: mapper ").split(" > ")[0]
    assert mapper(*shlex.split(example)).code == 0


def test_the_version_is_shown(mapper: Mapper) -> None:
    assert mapper("--version") == Ran(0, f"mapper {__version__}\n", "")


def test_the_template_is_the_committed_one(mapper: Mapper) -> None:
    ran = mapper("template")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (REPOSITORY / "templates" / "esms_mapping.yaml").read_text()


@pytest.mark.parametrize(
    ("name", "hub_id"),
    [
        ("Greater Exampleshire", "greater-exampleshire"),
        ('  Hwb Gŵyr: a\'r "Fro" #1 🌧 ', "hwb-gwyr-a-r-fro-1"),
        ("null", "null"),
        ("C:\\Hubs", "c-hubs"),
        ("../../etc", "etc"),
    ],
)
def test_a_new_hub_has_its_id_and_name_and_nothing_is_wrong(name: str, hub_id: str, mapper: Mapper) -> None:
    ran = mapper("new", name)
    assert (ran.code, ran.out) == (0, "")
    file = Path("hubs") / f"{hub_id}.yaml"
    assert file.as_posix() in ran.err
    (mapped,) = load_study([file]).hubs
    assert (mapped.hub.record.id.value, mapped.hub.record.name.value) == (hub_id, name.strip())
    assert mapper("validate").code == 0


def test_a_new_hub_never_replaces_a_file(mapper: Mapper) -> None:
    file = hub_file(FINE, "hubs/a.yaml")
    ran = mapper("new", "A")
    assert ran.code == 3
    assert_one_sentence(ran)
    assert file.read_text() == FINE
    assert list(Path("hubs").iterdir()) == [file]


def test_a_new_hub_goes_into_the_folder_that_is_asked(mapper: Mapper) -> None:
    assert mapper("new", "A", "--folder", "some/folder").code == 0
    assert sorted(file.name for file in Path("some/folder").iterdir()) == ["a.yaml", "esms_mapping.schema.json"]


@pytest.mark.parametrize("arguments", [["new", "B", "--folder", "file"], ["diagram", "-o", "file"]])
def test_an_output_that_cannot_be_written_is_3(arguments: list[str], mapper: Mapper, tmp_path: Path) -> None:
    hub_file(FINE)
    Path("file").write_text("in the way")
    before = sorted(tmp_path.rglob("*"))
    ran = mapper(*arguments)
    assert ran.code == 3
    assert_one_sentence(ran)
    assert sorted(tmp_path.rglob("*")) == before
    assert Path("file").read_text() == "in the way"


def test_drawings_are_written_and_named_on_the_error_stream(mapper: Mapper) -> None:
    hub_file(FINE, "hubs/a.yaml")
    hub_file(BROKEN, "hubs/b.yaml")
    ran = mapper("diagram", "--format", "dot", "--format", "svg", "--format", "dot")
    assert (ran.code, ran.out) == (0, "")
    files = {f"{name}.{file_format}" for name in ("a", "b", "all-hubs") for file_format in ("dot", "svg")}
    assert {file.name for file in Path("build").iterdir()} == files
    assert all(file.as_posix() in ran.err for file in Path("build").iterdir())


def test_a_comparison_of_a_file_with_errors_says_so_on_the_error_stream(mapper: Mapper) -> None:
    hub_file(FINE, "hubs/a.yaml")
    hub_file(BROKEN, "hubs/b.yaml")
    ran = mapper("compare", "--format", "markdown")
    assert ran.code == 0
    assert "hubs/b.yaml" in ran.err
    assert "hubs/a.yaml" not in ran.err
    assert ran.out.startswith("# Comparison of 2 Hubs")


NAMED = """
record: {id: north-town, name: North Town Hub, label: Hub A}
interventions: [{id: drop-in, kind: CBT, name: Drop-in at north town}]
logic_model: {adds: [{id: drop-in-box, kind: output, text: "Staff of NORTH  TOWN hub", reason: ours}]}
"""


@pytest.mark.parametrize("command", ["compare", "diagram"])
def test_nothing_is_shown_if_a_name_is_left_where_labels_are_asked(
    command: str, mapper: Mapper, tmp_path: Path
) -> None:
    hub_file(NAMED)
    assert mapper(command, "hubs").code == 0
    shutil.rmtree("build", ignore_errors=True)
    Path("study.yaml").write_text("names_in_output: labels\n")
    ran = mapper(command, "hubs")
    assert (ran.code, ran.out) == (3, "")
    assert "orth" in ran.err
    assert_one_sentence(replace(ran, err=ran.err.splitlines(keepends=True)[-1]))
    assert not Path("build").exists()


def test_words_need_no_quotation_marks_to_be_explained(mapper: Mapper) -> None:
    ran = mapper("explain", "not", "reported")
    assert (ran.code, ran.err) == (0, "")
    assert ran == mapper("explain", "not reported")


def test_a_name_that_is_not_known_is_answered_with_near_ones(mapper: Mapper) -> None:
    ran = mapper("explain", "bnad")
    assert_one_sentence(ran)
    assert "`band`" in ran.err


def test_a_word_of_the_study_in_the_folder_is_explained(mapper: Mapper) -> None:
    assert mapper("explain", "gardener").code == 2
    hub_file(FINE)
    hub_file(
        "words: [{list: role, word: gardener, label: Gardener, description: Gardens., source: us}]\n", "study.yaml"
    )
    assert mapper("explain", "gardener").code == 0


@pytest.mark.parametrize("study", ["- a\n", "words: [\n", "guidance: nowhere.yaml\n"])
def test_a_study_that_cannot_be_used_keeps_nothing_from_being_explained(study: str, mapper: Mapper) -> None:
    hub_file(FINE)
    hub_file(study, "study.yaml")
    assert mapper("explain", "W501").code == 0


def test_only_json_goes_to_the_output_stream(mapper: Mapper) -> None:
    hub_file(BROKEN)
    ran = mapper("validate", "--format", "json")
    assert json.loads(ran.out)["summary"]["errors"] == 1
    assert ran.err == ""


@pytest.mark.parametrize("command", ["validate", "compare"])
def test_there_is_colour_only_where_it_is_wanted(command: str, mapper: Mapper, monkeypatch: pytest.MonkeyPatch) -> None:
    hub_file(BROKEN)
    assert "\x1b" not in mapper(command).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in mapper(command).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in mapper(command).out


def test_the_text_of_findings_fits_the_terminal(mapper: Mapper, monkeypatch: pytest.MonkeyPatch) -> None:
    hub_file("record: {nmae: " + "long " * 50 + ", name: A}\ncontext: {region: Lodnon}\n")
    for columns in ("40", "60", "120"):
        monkeypatch.setenv("COLUMNS", columns)
        assert max(map(len, mapper("validate").out.splitlines())) <= int(columns)


def started(*arguments: str, **streams: int) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-m", "mapper", *arguments]
    return subprocess.run(command, text=True, env=environment, check=False, **{"stderr": subprocess.PIPE, **streams})


def test_python_runs_it_as_a_module() -> None:
    ran = started("--version", stdout=subprocess.PIPE)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"mapper {__version__}\n", "")


def test_no_traceback_where_nobody_reads_the_output() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = started("template", stdout=writing)
    os.close(writing)
    assert ran.stderr == ""
    assert ran.returncode != 0


def test_what_is_printed_is_utf_8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    ran = started("template", stdout=subprocess.PIPE)
    assert ran.returncode == 0
    assert ran.stdout == (REPOSITORY / "templates" / "esms_mapping.yaml").read_text()


def test_a_new_form_and_its_schema_hold_the_words_of_the_study(mapper: Mapper) -> None:
    hub_file("words: [{list: role, word: gardener, label: Gardener, description: G., source: us}]\n", "study.yaml")
    mapper("new", "First", "Hub")
    mapper("new", "Second Hub")
    for name in ("first-hub.yaml", "second-hub.yaml", "esms_mapping.schema.json"):
        assert "gardener" in Path("hubs", name).read_text(), name
