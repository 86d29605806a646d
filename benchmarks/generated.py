"""Hub files for the benchmarks: as many as wanted, of about 20 KB, made from the larger fictional example."""

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


def generated(folder: Path, number: int) -> Path:
    """Write Hubs, each with an id and a name of its own in its texts, into a new folder."""
    text = (ROOT / "examples" / "hubs" / "exampleshire.yaml").read_text(encoding="utf-8")
    lines: list[str] = []
    keep = True
    for line in text.splitlines(keepends=True):
        if line[:1].isalpha():
            keep = not line.startswith(LEFT_OUT)
        if keep:
            lines.append(line)
    lines.append("interventions: not collected\n")  # a record as far as this one needs an answer
    folder.mkdir()
    for hub in range(number):
        own = "".join(lines).replace("xample", f"xample{hub}")
        (folder / f"hub-{hub:03}.yaml").write_text(own, encoding="utf-8")
    return folder
