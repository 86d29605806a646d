"""`mapper validate` beside two validators by schema, on the same files: time and memory of whole processes.

Run it with `python benchmarks/validators.py` in an environment that has mapper and the dependency group `benchmark`
(`pip install --group benchmark`). It prints a table and writes only to a temporary folder.

check-jsonschema validates against the JSON Schema that `mapper schema` prints, yamale against an equivalent schema of
its own (`benchmarks/yamale_schema.py`), both with the processes that they use by themselves (yamale: four). Both check
the shape only, and neither says at which line; mapper runs all of its checks and gives the place of every finding.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from generated import ROOT, generated
from processes import Run, peak_together, run

MAPPER = [sys.executable, "-m", "mapper"]
OURS, YAMALE, CHECK_JSONSCHEMA = "mapper validate", "yamale", "check-jsonschema"
PEERS = (YAMALE, CHECK_JSONSCHEMA)
ONCE_ABOVE = 100
"""Files from which on check-jsonschema is run only once: it takes minutes."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command (default: 5)")
    parser.add_argument("--files", type=int, nargs="+", default=[4, 40, 1000], help="numbers of Hubs")
    parser.add_argument("--without", choices=PEERS, action="append", default=[], help="a peer to leave out")
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, median of up to {chosen.runs} runs in turn\n")
    print("| Hubs | command | runs | seconds | of all processors | mapper takes | largest process | all together |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if CHECK_JSONSCHEMA not in chosen.without:
            printed([*MAPPER, "schema"], folder / "schema.json")
        printed([sys.executable, str(ROOT / "benchmarks" / "yamale_schema.py")], folder / "schema.yaml")
        for number in chosen.files:
            by_name = commands(generated(folder / str(number), number))
            compare({name: by_name[name] for name in by_name if name not in chosen.without}, number, chosen.runs)


def printed(command: list[str], file: Path) -> None:
    """Keep what a command prints."""
    file.write_bytes(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)


def commands(hubs: Path) -> dict[str, list[str]]:
    """The commands that validate the Hubs in a folder, by what they are called."""
    beside, files = hubs.parent, sorted(map(str, hubs.iterdir()))
    tools = Path(sys.executable).parent
    return {
        OURS: [*MAPPER, "validate", str(hubs)],
        YAMALE: [str(tools / "yamale"), "--schema", str(beside / "schema.yaml"), str(hubs)],
        CHECK_JSONSCHEMA: [str(tools / "check-jsonschema"), "--schemafile", str(beside / "schema.json"), *files],
    }


def compare(by_name: dict[str, list[str]], number: int, runs: int) -> None:
    """Run the commands in turn, after one run of each that is not timed, and print a line for each."""
    wanted = {name: 1 if name == CHECK_JSONSCHEMA and number > ONCE_ABOVE else runs for name in by_name}
    together = {name: peak_together(command, ROOT) for name, command in by_name.items() if wanted[name] > 1}
    took: dict[str, list[Run]] = {name: [] for name in by_name}
    for turn in range(runs):
        for name, command in by_name.items():
            if turn < wanted[name]:
                took[name].append(run(command, ROOT))
    ours = statistics.median(one.seconds for one in took[OURS])
    for name, counted in took.items():
        seconds, cpu, largest = map(statistics.median, zip(*counted, strict=True))
        ratio = "" if name == OURS else f"{ours / seconds:.2f} of it"
        all_of_it = f"{together[name]:.0f} MB" if together.get(name) else "–"
        figures = (f"{seconds:.2f}", f"{cpu:.2f}", ratio, f"{largest:.0f} MB", all_of_it)
        print("|", " | ".join((str(number), name, str(len(counted)), *figures)), "|", flush=True)


if __name__ == "__main__":
    main()
