"""Files that want more time or memory than a form may have, and paths that are no files, by the whole process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import DATA, REPOSITORY

from mapper.checks.report import check_files
from mapper.study import open_study

HANGS = 20
"""Seconds after which a process is taken to hang; the slowest below takes about one."""
MEGABYTES = 300

LAUNCH = """
import json, os, subprocess, sys
process = subprocess.Popen([sys.executable, "-m", "mapper", "validate", *sys.argv[1:], "-f", "json"])
_, status, usage = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_maxrss]), file=sys.stderr)
"""
"""A small process between, since the memory of a process counts what its parent held when it began."""

posix = pytest.mark.skipif(os.name == "nt", reason="named pipes, links and the memory of a process are those of POSIX")


def found_in(*paths: Path) -> Counter[str]:
    """How often each code is found, by a process that ends in time, in memory and without a traceback."""
    ran = subprocess.run(
        [sys.executable, "-c", LAUNCH, *map(str, paths)],
        cwd=REPOSITORY,
        capture_output=True,
        timeout=HANGS,
        check=True,
        text=True,
    )
    *said, last = ran.stderr.splitlines()
    code, kilobytes = json.loads(last)
    findings = json.loads(ran.stdout)["findings"]
    assert said == []
    assert code == int(any(finding["severity"] == "error" for finding in findings))
    assert kilobytes < MEGABYTES * 1024
    return Counter(finding["code"] for finding in findings if finding["severity"] == "error")


def aliases(part: str, names: str = "abcdefghijklmnopq") -> str:
    """Anchors, each of which refers to the one before it several times."""
    return "a: &a {x: 1}\n" + "".join(
        f"{name}: &{name} {part.replace('?', f'*{before}')}\n" for before, name in pairwise(names)
    )


HOSTILE = {
    "an alias bomb": ("Y107", aliases("[?, ?, ?, ?, ?, ?, ?, ?, ?, ?]")),
    "an alias bomb of groups": ("Y107", aliases("{<<: ?, b: ?, c: ?, d: ?, e: ?}")),
    "an alias bomb of nested lists": ("Y107", aliases("[[[?, ?], [?, ?]], [[?]]]")),
    "many references to a long list": ("Y107", f"a: &a [{'x, ' * 5000}]\nb: [{'*a, ' * 200}]\n"),
    "brackets that are never closed": ("Y108", "a: " + "[" * 10_000),
    "brackets that are closed": ("Y108", "a: " + "[" * 10_000 + "]" * 10_000),
    "braces": ("Y108", "{a: " * 10_000 + "}" * 10_000),
    "dashes": ("Y108", "- " * 10_000 + "x\n"),
    "indentation": ("Y108", "".join(" " * depth + "a:\n" for depth in range(2000))),
    "indentation 10,000 deep": ("Y109", "".join(" " * depth + "a:\n" for depth in range(10_000))),
    "a line of 50 MB": ("Y109", b"a: " + b"x" * 50_000_000),
    "zeros": ("Y112", b"\0" * 4_900_000),
    "UTF-16": ("Y113", "record: {id: a}".encode("utf-16")),
    "UTF-32": ("Y113", "record: {id: a}".encode("utf-32")),
    "half a character": ("Y113", b"record: {id: \xed\xa0\x80}"),
    "half a character in escapes": ("Y102", 'record: {id: "\\ud800"}'),
    "10,000 repeated names": ("Y103", "record:\n" + "  name: a\n" * 10_000),
    "a long name": ("S201", f"? {'k' * 4_000_000}\n: 1\n"),
    "a long word": ("S203", f"record: {{stage: {'x' * 4_900_000}}}"),
}


@posix
@pytest.mark.parametrize(("code", "content"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_ends_with_a_finding(code: str, content: str | bytes, tmp_path: Path) -> None:
    file = tmp_path / "hub.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert found_in(file)[code] == 1


@posix
def test_a_sparse_file_of_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "hub.yaml").open("wb") as file:
        file.truncate(1 << 30)
    assert found_in(tmp_path) == {"Y109": 1}


LONG = {
    "a word": "record: {note: " + "x" * 4_900_000 + "}",
    "words": "record: {note: " + "No name stands here " * 240_000 + "}",
    "persons": f"record: {{note: '{'Dr Jane Example, ' * 250_000}x'}}",
    "dots and hyphens": "record: {note: x" + "a.b-" * 1_200_000 + "}",
    "100,000 items": "context:\n  places:\n" + "    - Exampleton\n" * 100_000,
}


@posix
@pytest.mark.parametrize("content", LONG.values(), ids=LONG)
def test_a_long_answer_is_read(content: str, tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text(content)
    assert found_in(tmp_path) == {}


MANY = {
    "unknown names": ("S201", "record:\n", "  k{}: 1\n"),
    "unknown words": ("S203", "staffing:\n  posts:\n", "    - {{id: p{0}, role: nurze{0}}}\n"),
    "posts without an id": ("S202", "staffing:\n  posts:\n", "    - {{wte: {0}}}\n"),
    "wrong numbers": ("S206", "staffing:\n  posts:\n", "    - {{id: p{0}, wte: x{0}}}\n"),
    "one id": ("X301", "staffing:\n  posts:\n    - {id: p}\n", "    - {{id: p}}\n"),
    "sources that are not there": ("X302", "staffing:\n  posts:\n", "    - {{id: p{0}, sources: [s{0}]}}\n"),
    "more people than hours": ("W501", "staffing:\n  posts:\n", "    - {{id: p{}, wte: 3, headcount: 2}}\n"),
    "tabs": ("Y104", "record:\n", "\tk{}: 1\n"),
}


@posix
@pytest.mark.parametrize(("code", "start", "line"), MANY.values(), ids=MANY)
def test_thousands_of_errors_are_all_found(code: str, start: str, line: str, tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text(start + "".join(line.format(number) for number in range(5000)))
    assert found_in(tmp_path)[code] == 5000


@posix
def test_what_is_no_file_is_a_finding_and_nothing_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.yaml")
    (tmp_path / "loop.yaml").symlink_to("pool.yaml")
    (tmp_path / "pool.yaml").symlink_to("loop.yaml")
    (tmp_path / "nowhere.yaml").symlink_to("nothing")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "good.yaml").write_bytes((DATA / "valid" / "writing_styles.yaml").read_bytes())
    ran = subprocess.run(
        [sys.executable, "-m", "mapper", "validate", tmp_path, "-f", "json"],
        cwd=REPOSITORY,
        capture_output=True,
        timeout=HANGS,
        check=False,
        text=True,
    )
    assert (ran.returncode, ran.stderr) == (1, "")
    errors = [finding for finding in json.loads(ran.stdout)["findings"] if finding["severity"] == "error"]
    assert [(Path(f["file"]).name, f["code"]) for f in errors] == [
        ("fifo.yaml", "Y114"),
        ("loop.yaml", "Y114"),
        ("nowhere.yaml", "Y114"),
        ("pool.yaml", "Y114"),
    ]


@posix
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="rights do not stop root")
def test_a_file_that_may_not_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text("record: {id: a}\n")
    (tmp_path / "hub.yaml").chmod(0)
    assert found_in(tmp_path) == {"Y114": 1}


def codes_after(change: str | None, tmp_path: Path) -> list[str]:
    """The codes found in a file that goes, or becomes another, after it has been listed."""
    (tmp_path / "hub.yaml").write_text("record: {id: a}\n")
    study, files = open_study([tmp_path])
    if change is None:
        (tmp_path / "hub.yaml").unlink()
    else:
        (tmp_path / "hub.yaml").write_text(change)
    (report,) = check_files(study, files)
    return [finding.code for finding in report.findings if finding.code[0] in "YS"]


def test_a_file_that_vanishes_or_grows_after_it_was_listed_is_a_finding(tmp_path: Path) -> None:
    assert codes_after(None, tmp_path) == ["Y114"]
    assert codes_after("x" * 6_000_000, tmp_path) == ["Y109"]
    assert codes_after("record: {id: a, idd: b}", tmp_path) == ["S201"]
