"""How long drawings take: one model of 60 boxes and 120 links, and all views of 40 complete Hubs; medians.

Run it with `python benchmarks/drawings.py` in an environment in which mapper is installed. It prints a table and writes
only to a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from generated import generated
from processes import run

from mapper.logic_model.graph import Box, Column, Graph, Link, Mark, Part, View
from mapper.render.diagrams import Drawing
from mapper.vocabulary.lists import Vocabulary

COLUMNS, BOXES, LINKS = 9, 60, 120
FORMATS = ("svg", "png", "pdf", "dot", "mermaid", "text", "docx", "pptx")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, medians of {asked.runs} runs\n")
    taken = [_to_svg(number) for number in range(asked.runs + 1)][1:]
    print(f"A model of {BOXES} boxes and {LINKS} links to SVG, after start: {statistics.median(taken):.2f} s\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hubs = generated(folder / "forty", 40, is_whole=True)
        print("| all views of 40 Hubs | seconds | of all processors | largest process |")
        print("| --- | ---: | ---: | ---: |")
        for file_format in FORMATS:
            command = [sys.executable, "-m", "mapper", "diagram", str(hubs), "--view", "every", "-f", file_format]
            command += ["-o", str(folder / "out")]
            measured = [run(command, folder) for _ in range(asked.runs)]
            wall, cpu, largest = (statistics.median(column) for column in zip(*measured, strict=True))
            print(f"| {file_format} | {wall:.1f} | {cpu:.1f} | {largest:.0f} MB |")


def _to_svg(seed: int) -> float:
    graph = _any_graph(random.Random(seed))
    before = time.perf_counter()
    Drawing(graph, Vocabulary()).content("svg")
    return time.perf_counter() - before


def _any_graph(chance: random.Random) -> Graph:
    """A model of which each link leads one or more columns on."""
    columns = [number * COLUMNS // BOXES for number in range(BOXES)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < LINKS:
        start, end = chance.randrange(BOXES), chance.randrange(BOXES)
        if columns[start] < columns[end] <= columns[start] + 3:
            pairs.add((start, end))
    return Graph(
        id="any",
        view=View.MODEL,
        title="Any model",
        as_of=None,
        is_fictional=True,
        hubs=("Any Hub",),
        columns=tuple(Column(f"Column {c}", (Part(str(c), f"Column {c}"),)) for c in range(COLUMNS)),
        boxes=tuple(
            Box(str(number), str(column), f"What stands in box {number} of the model", Mark.ANSWERED, "reported")
            for number, column in enumerate(columns)
        ),
        links=tuple(Link(str(start), str(end), "leads to", "hypothesised") for start, end in sorted(pairs)),
    )


if __name__ == "__main__":
    main()
