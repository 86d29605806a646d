"""How long mapper takes, as whole processes, each alternating with a peer; medians.

Run it with `python benchmarks/speed.py` in an environment in which mapper is installed. It prints a table and writes
only to a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated import ROOT, generated

TYPER = [sys.executable, "-c", "import typer"]
LIBRARIES = [sys.executable, "-c", "import typer, pydantic, yaml"]
MAPPER = [sys.executable, "-m", "mapper"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11, help="counted runs of each command")
    runs = parser.parse_args().runs
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, median of {runs} runs, in ms")
    print(f"{'what':44}{'mapper':>9}{'peer':>9}{'ratio':>8}  aim")
    with tempfile.TemporaryDirectory() as folder:
        one, forty = generated(Path(folder) / "one", 1), generated(Path(folder) / "forty", 40)
        size = next(forty.glob("*.yaml")).stat().st_size / 1000
        row("--help, against import typer", [*MAPPER, "--help"], TYPER, runs, "ratio 1.5 or less")
        row("validate hubs/, against import of libraries", [*MAPPER, "validate", "hubs"], LIBRARIES, runs, "ratio 2")
        with_forty, with_one = pair([*MAPPER, "validate", str(forty)], [*MAPPER, "validate", str(one)], runs)
        each = (with_forty - with_one) / 39
        print(f"{f'validate, each further Hub of {size:.0f} KB':44}{each:9.1f}{'':17}  less than 8 at 20 KB")
        draw = [*MAPPER, "diagram", "hubs/greater-manchester.yaml", "--output", folder]
        drawn, validated = pair(draw, [*MAPPER, "validate", "hubs/greater-manchester.yaml"], runs)
        print(f"{'diagram of one Hub, beyond validate (2 SVG)':44}{drawn - validated:9.0f}{'':17}  less than 300")


def row(what: str, ours: list[str], peer: list[str], runs: int, aim: str) -> None:
    """Measure two commands in turn and print their medians."""
    a, b = pair(ours, peer, runs)
    print(f"{what:44}{a:9.0f}{b:9.0f}{a / b:8.2f}  {aim}")


def pair(one: list[str], other: list[str], runs: int) -> tuple[float, float]:
    """The median milliseconds of two commands run in turn, after one run of each that does not count."""
    took: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for times, command in zip(took, (one, other), strict=True):
            start = time.perf_counter()
            subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            if run:
                times.append((time.perf_counter() - start) * 1000)
    return statistics.median(took[0]), statistics.median(took[1])


if __name__ == "__main__":
    main()
