"""Correct in a file what can only be meant in one way, until nothing of the kind is left to correct."""

from __future__ import annotations

import difflib
import io
from collections.abc import Callable, Sequence
from typing import NamedTuple

from mapper.checks.report import FileReport
from mapper.checks.selection import Selection
from mapper.editing import Change, edited
from mapper.findings import Finding, Fix

_MOST_ROUNDS = 10
"""A correction may bring another to light, such as a misspelt word below a misspelt name; never so many in turn."""


class Fixed(NamedTuple):
    """A file's content before and after its corrections, these with the findings they settle, and what is left."""

    before: bytes
    after: bytes
    made: tuple[tuple[Finding, Fix], ...]
    report: FileReport


def fixed(before: bytes, check: Callable[[bytes], FileReport], selection: Selection) -> Fixed:
    """Content with all corrections that the wanted findings offer. `check` says what is found in a content."""
    after, made, report = before, tuple[tuple[Finding, Fix], ...](), check(before)
    for _ in range(_MOST_ROUNDS):
        fixes = [(finding, finding.fix) for finding in selection.of(report).findings if finding.fix is not None]
        offered = {Change(f.path, f.on_key, fix.value): (f, fix) for f, fix in fixes if not _is_rivalled(f, fix, fixes)}
        changed, changes = edited(after, offered) if offered else (after, ())
        if changed == after:
            break
        after, made, report = changed, (*made, *(offered[change] for change in changes)), check(changed)
    return Fixed(before, after, made, report)


def _is_rivalled(finding: Finding, fix: Fix, fixes: Sequence[tuple[Finding, Fix]]) -> bool:
    """Whether another name in the same group would become the same question, so that nobody can tell which is meant."""
    alike = [f for f, other in fixes if f.on_key and f.path[:-1] == finding.path[:-1] and other.value == fix.value]
    return finding.on_key and len(alike) > 1


def difference(file: str, before: bytes, after: bytes) -> str:
    """A unified diff of two contents of a file; empty if they are the same."""
    old, new = (list(io.StringIO(content.decode("utf-8"), newline="")) for content in (before, after))
    lines = difflib.unified_diff(old, new, file, file)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
