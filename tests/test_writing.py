"""Writing: a file is written whole or not at all, whatever fails on the way."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY

from mapper.errors import MapperError
from mapper.writing import write_new, write_whole

OLD, NEW = b"what was there before", b"what is written now" * 1000


class Full:
    """A file on a disk that is full."""

    def __init__(self, handle: int, mode: str) -> None:
        self.handle = handle

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *error: object) -> None:
        os.close(self.handle)

    def write(self, content: bytes) -> None:
        os.write(self.handle, content[:10])
        raise OSError(28, "No space left on device")


def failing(*_: Any, **__: Any) -> None:
    raise OSError(5, "Input/output error")


FAILURES = {"fdopen": Full, "fsync": failing, "replace": failing}


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize("name", ["fdopen", "fsync", "replace"])
def test_a_file_that_cannot_be_written_stays_as_it_was(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "out.svg"
    file.write_bytes(OLD)
    monkeypatch.setattr(os, name, FAILURES[name])
    with pytest.raises(MapperError):
        write_whole(file, NEW)
    assert names(tmp_path) == ["out.svg"]
    assert file.read_bytes() == OLD


@pytest.mark.parametrize("name", ["fdopen", "fsync"])
def test_a_new_file_that_cannot_be_written_is_not_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, name, FAILURES[name])
    with pytest.raises(MapperError):
        write_new(tmp_path / "hub.yaml", NEW)
    assert names(tmp_path) == []


def test_a_file_is_written_over_an_older_one(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "out.svg"
    for content in (OLD, NEW, b""):
        write_whole(file, content)
        assert file.read_bytes() == content
    assert names(file.parent) == ["out.svg"]


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    file = tmp_path / "hub.yaml"
    write_new(file, OLD)
    with pytest.raises(MapperError):
        write_new(file, NEW)
    assert file.read_bytes() == OLD
    assert names(tmp_path) == ["hub.yaml"]


def test_a_new_file_never_replaces_one_that_appears_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "hub.yaml"
    link = os.link

    def link_too_late(source: Path, target: Path) -> None:
        Path(target).write_bytes(OLD)
        link(source, target)

    monkeypatch.setattr(os, "link", link_too_late)
    with pytest.raises(MapperError):
        write_new(file, NEW)
    assert file.read_bytes() == OLD
    assert names(tmp_path) == ["hub.yaml"]


def test_a_new_file_is_written_where_there_are_no_links_and_never_replaces_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", failing)
    file = tmp_path / "hub.yaml"
    write_new(file, OLD)
    with pytest.raises(MapperError):
        write_new(file, NEW)
    assert file.read_bytes() == OLD
    assert names(tmp_path) == ["hub.yaml"]


def test_a_new_file_never_replaces_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "hub.yaml"
    file.symlink_to(tmp_path / "nowhere.yaml")
    with pytest.raises(MapperError):
        write_new(file, NEW)
    assert names(tmp_path) == ["hub.yaml"]


@pytest.mark.parametrize("write", [write_whole, write_new])
def test_a_file_in_the_place_of_the_folder_stops_the_program(write: Any, tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(OLD)
    for path in (tmp_path / "build" / "out.svg", tmp_path / "build" / "below" / "out.svg"):
        with pytest.raises(MapperError):
            write(path, NEW)
    assert (tmp_path / "build").read_bytes() == OLD


def test_a_folder_in_the_place_of_the_file_stops_the_program(tmp_path: Path) -> None:
    (tmp_path / "out.svg").mkdir()
    with pytest.raises(MapperError):
        write_whole(tmp_path / "out.svg", NEW)
    assert names(tmp_path) == ["out.svg"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the rights of a folder do not stop root or Windows")
def test_a_folder_that_may_not_be_written_stops_the_program(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(MapperError):
        write_whole(tmp_path / "out.svg", NEW)


def test_others_may_read_what_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "out.svg", NEW)
    (tmp_path / "plain").touch()
    assert stat.S_IMODE((tmp_path / "out.svg").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


KILLED_IN_MID_WRITE = """
import os, sys, time
from pathlib import Path
from mapper import writing

def wait(_handle):
    print("half written", flush=True)
    time.sleep(60)

os.fsync = wait
getattr(writing, sys.argv[1])(Path(sys.argv[2]), b"what is written now" * 1000)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a signal of POSIX")
@pytest.mark.parametrize("write", ["write_whole", "write_new"])
def test_a_process_killed_in_mid_write_leaves_the_file_as_it_was(write: str, tmp_path: Path) -> None:
    file = tmp_path / "hub.yaml"
    if write == "write_whole":
        file.write_bytes(OLD)
    command = [sys.executable, "-c", KILLED_IN_MID_WRITE, write, str(file)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half written\n"
        process.send_signal(signal.SIGKILL)
    assert (file.read_bytes() if file.exists() else None) == (OLD if write == "write_whole" else None)
    (left,) = set(names(tmp_path)) - {"hub.yaml"}
    assert left.startswith(".hub.yaml.")  # hidden, so that it is never taken for a Hub
    write_whole(file, NEW)
    assert file.read_bytes() == NEW


def test_whoever_reads_between_two_writers_sees_one_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "out.svg"
    contents = {letter * 300_000 for letter in (b"a", b"b")}
    write_whole(file, min(contents))
    with ThreadPoolExecutor() as pool:
        written = [pool.submit(write_whole, file, content) for _ in range(20) for content in contents]
        while not all(one.done() for one in written):
            assert file.read_bytes() in contents
        for one in written:
            one.result()
    assert file.read_bytes() in contents
    assert names(tmp_path) == ["out.svg"]


def test_of_many_that_start_one_new_file_one_wins(tmp_path: Path) -> None:
    file = tmp_path / "hub.yaml"

    def start(number: int) -> int | None:
        try:
            write_new(file, b"%d" % number * 100_000)
        except MapperError:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        (winner,) = [number for number in pool.map(start, range(8)) if number is not None]
    assert file.read_bytes() == b"%d" % winner * 100_000
    assert names(tmp_path) == ["hub.yaml"]
