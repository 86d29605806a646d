"""How long `mapper report` takes as a whole process, and how large the page is: `python benchmarks/reports.py`.

One to forty complete Hubs; the median of three runs. The aims of the design: 4 Hubs under 2 s, 40 under 12 s and 12 MB.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated import generated

RUNS = 3


def main() -> None:
    """Print a line for each number of Hubs."""
    with tempfile.TemporaryDirectory() as name:
        for number in (4, 10, 20, 40):
            folder, page = Path(name) / str(number), Path(name) / "report.html"
            generated(folder, number, is_whole=True)
            times = []
            for _ in range(RUNS):
                started = time.perf_counter()
                command = [sys.executable, "-m", "mapper", "report", str(folder), "-o", str(page)]
                subprocess.run(command, check=True, capture_output=True)
                times.append(time.perf_counter() - started)
            print(f"{number:3} Hubs: {statistics.median(times):5.2f} s, {page.stat().st_size / 1_000_000:5.2f} MB")


if __name__ == "__main__":
    main()
