"""Hub files for the benchmarks: as many as wanted, made from the larger fictional example, whole or cut to 20 KB."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = (
    "interventions:",
    "onward_referral:",
    "care_teams:",
    "adaptations:",
    "activity:",
    "access:",
    "implementation:",
)
"""The sections of the example that are cut, so that the rest makes up the size."""


def generated(folder: Path, number: int, *, is_whole: bool = False) -> Path:
    """Write Hubs, each with an id and a name of its own in its texts, into a new folder; with every section, or without
    those that are cut.
    """
    text = (ROOT / "examples" / "hubs" / "exampleshire.yaml").read_text(encoding="utf-8")
    text = text if is_whole else _cut(text)
    folder.mkdir()
    for hub in range(number):
        own = text.replace("xample", f"xample{hub}")
        (folder / f"hub-{hub:03}.yaml").write_text(own, encoding="utf-8")
    return folder


def _cut(text: str) -> str:
    lines: list[str] = []
    keep = True
    for line in text.splitlines(keepends=True):
        if line[:1].isalpha():
            keep = not line.startswith(LEFT_OUT)
        if keep:
            lines.append(line)
    return "".join([*lines, "interventions: not collected\n"])  # a record as far as this one needs an answer
