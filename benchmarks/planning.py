"""How long a planner waits, as whole processes: `python benchmarks/planning.py`.

A draft, its capacity, its cost and the paper on it in Word, from 4 and from 40 complete Hubs; the median of five runs.
The aims: `draft` and `cost` under 1 s from 40 Hubs.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated import generated

RUNS = 5
PLAN = "plans/new-town.yaml"
COMMANDS = {
    "draft": ("draft", "New Town", "--from", "{hubs}", "--include", "most", "--folder", "plans"),
    "capacity": ("capacity", PLAN, "--from", "{hubs}"),
    "cost": ("cost", PLAN, "--year", "2023/24"),
    "plan": ("plan", PLAN, "--from", "{hubs}", "-o", "plan.docx"),
}


def main() -> None:
    """Print a line for each command and number of Hubs."""
    with tempfile.TemporaryDirectory() as name:
        for number in (4, 40):
            hubs = Path(name) / str(number)
            generated(hubs, number, is_whole=True)
            for command, arguments in COMMANDS.items():
                typed = [part.format(hubs=hubs) for part in arguments]
                times = [_seconds(typed, Path(name), afresh=command == "draft") for _ in range(RUNS)]
                print(f"{command:9} {number:3} Hubs: {statistics.median(times):5.2f} s")


def _seconds(typed: list[str], folder: Path, *, afresh: bool) -> float:
    if afresh:
        (folder / PLAN).unlink(missing_ok=True)
    started = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "mapper", *typed], cwd=folder, capture_output=True, text=True, check=False
    )
    if ran.returncode not in (0, 1):
        raise SystemExit(ran.stderr)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
