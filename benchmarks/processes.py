"""Running a command as a whole process: how long it takes, and how much memory it and its children hold."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BETWEEN_SAMPLES = 0.02
MAX_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


class Run(NamedTuple):
    """What one run took: seconds, processor seconds of all its processes, the peak megabytes of its largest process."""

    seconds: float
    cpu: float
    largest: float


def run(command: list[str], folder: Path) -> Run:
    """Run a command to its end, its output thrown away. Raises CalledProcessError if it fails."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * MAX_RSS_UNIT / 1e6)


def peak_together(command: list[str], folder: Path) -> float | None:
    """The peak megabytes of a command and its children at one time, memory that they share counted once.

    Looked at every fiftieth of a second, so that it may miss a short peak; None where the system does not tell (it is
    read from Linux's /proc).
    """
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, sum(map(_proportional, _tree(process.pid))))
            time.sleep(BETWEEN_SAMPLES)
    return peak or None


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _tree(int(child))


def _proportional(pid: int) -> float:
    """The megabytes of a process, its part of what it shares with others."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1000
    return 0.0
