"""Why there is no answer, in words and by a mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from mapper.compare.missing import Counts
from mapper.compare.table import Status
from mapper.vocabulary.lists import load_data


def reasons_words(reasons: Iterable[Status]) -> str:
    """Why some answers are missing."""
    return " or ".join(reason.value for reason in reasons)


@cache
def marks() -> Mapping[str, str]:
    """The mark of each reason, which tells it apart without colour."""
    return dict(load_data("missing_words.yaml")["marks"])


def marked(reason: str) -> str:
    """A reason behind its mark: “○ not reported”. What has no mark stands as it is."""
    mark = marks().get(reason)
    return f"{mark} {reason}" if mark else reason


def counts_words(counts: Counts) -> str:
    """How often each reason stands, by the marks: “○3 …1”; empty where nothing is missing."""
    return " ".join(f"{marks()[reason]}{number}" for reason, number in counts.items())


def legend_of(reasons: Iterable[Status]) -> str:
    """What the marks of some reasons mean; empty where there are none."""
    meant = ", ".join(f"{marks()[reason]} {reason.value}" for reason in reasons)
    return f"Marks: {meant}." if meant else ""
