"""How long `mapper compare` takes with many complete Hubs, and how much memory it holds; medians of whole processes.

Run it with `python benchmarks/comparisons.py` in an environment in which mapper is installed. It prints a table and
writes only to a temporary folder. Formats alternate, so that what else the machine does meets all of them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from generated import generated
from processes import peak_together, run

MAPPER = [sys.executable, "-m", "mapper", "compare"]
AIMS = {"md": "less than 2 s", "xlsx": "less than 6 s", "docx": "less than 6 s", "html": "", "json": "", "csv": ""}
GROWTH = (250, 500, 1000)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command with 40 Hubs")
    parser.add_argument("--hubs", type=int, nargs="*", default=GROWTH, help="numbers of Hubs for CSV")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        forty = generated(folder / "forty", 40, is_whole=True)
        size = next(forty.glob("*.yaml")).stat().st_size / 1000
        print(f"\nAll tables of 40 complete Hubs of {size:.0f} KB, median of {asked.runs} runs\n")
        print("| format | seconds | of all processors | largest process | aim |")
        print("| --- | ---: | ---: | ---: | --- |")
        seconds: dict[str, list[tuple[float, float, float]]] = {ending: [] for ending in AIMS}
        for _ in range(asked.runs):
            for ending, measured in seconds.items():
                measured.append(run([*MAPPER, str(forty), "-o", str(folder / f"out.{ending}")], folder))
        for ending, measured in seconds.items():
            wall, cpu, largest = (statistics.median(column) for column in zip(*measured, strict=True))
            print(f"| {ending} | {wall:.2f} | {cpu:.2f} | {largest:.0f} MB | {AIMS[ending]} |")
        print("\nAll tables to CSV\n")
        print("| Hubs | seconds | milliseconds a Hub | all processes together |")
        print("| ---: | ---: | ---: | ---: |")
        for number in asked.hubs:
            hubs = generated(folder / f"hubs-{number}", number, is_whole=True)
            command = [*MAPPER, str(hubs), "-o", str(folder / "out.csv")]
            taken, peak = run(command, folder), peak_together(command, folder)
            memory = "–" if peak is None else f"{peak:.0f} MB"
            print(f"| {number} | {taken.seconds:.1f} | {1000 * taken.seconds / number:.0f} | {memory} |")


if __name__ == "__main__":
    main()
