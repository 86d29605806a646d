"""Work in several processes: the same results in the same order, and a clear end whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from mapper import workers
from mapper.checks.report import FileReport
from mapper.errors import MapperError
from mapper.study import open_study
from mapper.validating import validated
from mapper.workers import in_order

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
HUBS = Path(__file__).parent.parent / "hubs"


def square(number: int) -> int:
    return number * number


def no_child_is_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@pytest.mark.parametrize("number", [0, 1, 2, 3, 7, 100])
@pytest.mark.parametrize("processes", [1, 2, 3, 8])
def test_results_come_in_the_order_of_the_items(number: int, processes: int) -> None:
    assert list(in_order(square, range(number), processes)) == [square(item) for item in range(number)]
    assert no_child_is_left()


def test_the_first_item_is_worked_on_here_and_the_others_are_shared_out() -> None:
    first, *others = in_order(lambda _: os.getpid(), range(90), 2)
    assert first == os.getpid()
    assert first not in others
    assert 1 <= len(set(others)) <= 2


def test_few_items_start_no_process_and_one_more_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_available", lambda: 8)
    enough = range(2 * workers.FEWEST)
    assert set(in_order(lambda _: os.getpid(), enough[:-1])) == {os.getpid()}
    assert set(in_order(lambda _: os.getpid(), enough)) > {os.getpid()}


def test_an_error_is_raised_where_the_results_are_used() -> None:
    def refuse_five(number: int) -> int:
        if number == 5:
            raise ValueError("five")
        return number

    with pytest.raises(ValueError, match="five"):
        list(in_order(refuse_five, range(50), 3))
    assert no_child_is_left()


def test_a_process_that_dies_is_an_error_and_nothing_hangs() -> None:
    def die_at_five(number: int) -> int:
        if number == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(MapperError, match="ended before its work was done"):
        list(in_order(die_at_five, range(50), 2))
    assert no_child_is_left()


def test_whoever_stops_early_leaves_no_process_behind() -> None:
    results = in_order(square, range(10_000), 2)
    assert list(islice(results, 3)) == [0, 1, 4]
    results.close()  # type: ignore[attr-defined]
    assert no_child_is_left()


def test_an_interruption_ends_everything_at_once() -> None:
    script = """
import os, signal, time
from mapper.workers import in_order

def interrupt(number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getppid(), signal.SIGINT)
        time.sleep(0.2)
    return number

try:
    list(in_order(interrupt, range(50), 2))
except KeyboardInterrupt:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("interrupted, no process left")
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert (run.stdout, run.stderr) == ("interrupted, no process left\n", "")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Hubs with every kind of trouble, among them twins far apart, files that are not YAML and one that is no file."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(HUBS.glob("*.yaml"))]
    for number in range(240):
        text = texts[number % len(texts)]
        if number % 40 != 0:  # every fortieth keeps the id of a public Hub, so that it is a twin of one far away
            text = text.replace("  id: ", f"  id: copy-{number}-of-", 1)
        broken = {1: "a: [", 2: "- a list", 3: "", 4: text.replace("staffing:", "stafing:"), 5: text[:5000]}
        (tmp_path / f"{number:03}.yaml").write_text(broken.get(number % 30, text), encoding="utf-8")
    (tmp_path / "latin.yaml").write_bytes("record:\n  name: Stra\u00dfe\n".encode("cp1252"))
    (tmp_path / "nowhere.yaml").symlink_to(tmp_path / "missing")
    return tmp_path


def test_findings_are_those_of_one_process(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def checked(processes: int) -> tuple[FileReport, ...]:
        monkeypatch.setattr(workers, "_available", lambda: processes)
        return tuple(validated(*open_study([many])))

    alone = checked(1)
    assert checked(3) == alone
    assert [Path(report.file).stem for report in alone if any(f.code == "X306" for f in report.findings)] == [
        f"{number:03}" for number in range(40, 240, 40)
    ]
    assert {"Y102", "S200", "Y101", "S201", "Y113", "Y114"} <= {f.code for report in alone for f in report.findings}


def test_no_process_outlives_one_that_is_killed(tmp_path: Path) -> None:
    script = f"""
import os, time
from pathlib import Path
from mapper.workers import in_order

def note(number):
    (Path({str(tmp_path)!r}) / str(os.getpid())).touch()
    time.sleep(0.02)

list(in_order(note, range(10_000), 2))
"""
    process = subprocess.Popen([sys.executable, "-c", script])
    try:
        await_true(lambda: len(list(tmp_path.iterdir())) == 3)
    finally:
        process.kill()
        process.wait()
    for pid in (int(file.name) for file in tmp_path.iterdir()):
        await_true(lambda pid=pid: has_ended(pid))


def await_true(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def has_ended(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
