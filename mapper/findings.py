"""What is wrong with a file, as values: Severity, Place, Problem (where by path) and Finding (where by line)."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

Path = tuple[str | int, ...]
"""Where an answer stands in a file: keys and list positions from the top, positions counted from 0."""


class Severity(StrEnum):
    """How much a finding weighs: only an error makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Stage(StrEnum):
    """The stages of a record, in their order."""

    DRAFT = "draft"
    CHECKED = "checked"
    PUBLISHED = "published"


STAGES = tuple(stage.value for stage in Stage)
"""The stages as a file says them."""
ONLY_MISSING = None
"""In place of a severity: what is only missing weighs by the stage of the record, see `severity_of_missing`."""


def severity_of_missing(stage: str) -> Severity:
    """How much weighs what is only missing: a note in a draft, a warning once checked, an error once published."""
    return {Stage.DRAFT: Severity.NOTE, Stage.CHECKED: Severity.WARNING}.get(Stage(stage), Severity.ERROR)


class Place(NamedTuple):
    """A stretch of a file. Lines and columns count from 1; the end column is the first one after it."""

    line: int
    column: int
    end_line: int
    end_column: int


class Fix(NamedTuple):
    """A correction that cannot be wrong: `value` takes the place of the value found, or of the key where the key is
    wrong. A tuple of the value found stands for a list of it.
    """

    description: str
    value: Any


class Problem(NamedTuple):
    """Something wrong with an answer, before anyone has looked up its line.

    Without a severity it is only missing (`ONLY_MISSING`). `on_key` says that the key itself is wrong rather than what
    stands behind it. `place` is known only to the reader, which meets trouble where no path leads yet. `part` is what
    is wrong within a text, and looked up where the text goes over several lines.
    """

    code: str
    severity: Severity | None
    path: Path
    message: str
    hint: str | None = None
    on_key: bool = False
    place: Place | None = None
    fix: Fix | None = None
    part: str | None = None


class Finding(NamedTuple):
    """A problem with its place, ready to be shown: `item` names the answer in the reader's words."""

    code: str
    severity: Severity
    file: str
    place: Place
    path: Path
    item: str
    message: str
    hint: str | None = None
    on_key: bool = False
    fix: Fix | None = None
    only_missing: bool = False


def path_text(path: Path) -> str:
    """A path as people write it: `staffing.posts[2].band`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
