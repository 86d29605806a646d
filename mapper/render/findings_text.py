"""Findings as text for a terminal: the place, the source line with a marker, the item in words, what to do."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from mapper.checks.registry import CHECKS
from mapper.checks.report import FileReport
from mapper.findings import Finding, Severity
from mapper.render.terminal import BOLD, Paint, paint_for, wrapped
from mapper.wording import shown

_STYLES = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36"}


def findings_text(reports: Sequence[FileReport], *, width: int, color: bool) -> str:
    """All findings with a summary of each Hub and of the run; ends with a line break."""
    paint = paint_for(color=color)
    lines: list[str] = []
    for report in reports:
        notes = [finding for finding in report.findings if finding.severity is Severity.NOTE]
        for finding in report.findings:
            if finding.severity is not Severity.NOTE:
                lines += _finding(finding, report.lines, width, paint)
        lines += _notes(report.file, notes, width, paint)
    lines += _summary(reports, width, paint)
    return "\n".join(lines) + "\n"


def _finding(finding: Finding, source: Mapping[int, str], width: int, paint: Paint) -> Iterator[str]:
    place = finding.place
    where = f"{finding.file}:{place.line}:{place.column}"
    yield f"{shown(where)}  {paint(f'{finding.severity} {finding.code}', _STYLES[finding.severity])}"
    if finding.path:
        yield from textwrap.wrap(finding.item, width, initial_indent="  ", subsequent_indent="    ")
    line = source.get(place.line, "")
    if line.strip():
        yield from _excerpt(line, finding, width, paint)
    yield from wrapped(finding.message, width)
    if finding.hint:
        for number, text in enumerate(wrapped(finding.hint, width)):
            yield paint(text, BOLD) if number == 0 or len(finding.hint) < width else text
    yield ""


def _notes(file: str, notes: Sequence[Finding], width: int, paint: Paint) -> Iterator[str]:
    """Notes in brief, so that they do not hide what is wrong: a line for each, below what they have in common."""
    titles = {check.code: check.title for check in CHECKS}
    for code in sorted({note.code for note in notes}):
        alike = [note for note in notes if note.code == code]
        counted = f"{len(alike)} {_plural('note', len(alike))} {code}"
        yield f"{shown(file)}  {paint(counted, _STYLES[Severity.NOTE])}"
        yield from wrapped(titles[code] + ":" if code in titles else alike[0].message, width)
        for note in alike:
            place = f"line {note.place.line}"
            yield from textwrap.wrap(f"{place:>11}  {note.item}", width, subsequent_indent=" " * 13)
        yield ""


def _plural(noun: str, number: int) -> str:
    return noun if number == 1 else f"{noun}s"


def _excerpt(line: str, finding: Finding, width: int, paint: Paint) -> Iterator[str]:
    place = finding.place
    gutter = f"{place.line:>5} | "
    room = max(20, width - len(gutter) - 1)
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    cut = max(0, min(start - room // 2, len(line) - room))
    if _columns(line[cut : cut + room]) > room:
        room //= 2  # so that wide characters fit
        cut = max(0, min(start - room // 2, len(line) - room))
    text = shown(line[cut : cut + room]).replace("\t", "\u2192")
    before = _columns(text[: start - cut])
    marked = max(1, _columns(text[start - cut : max(start + 1, end) - cut]))
    yield f"{gutter}{text}".rstrip()
    yield f"{'|':>7} {' ' * before}{paint('^' * min(marked, max(1, room - before)), '31;1')}"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: East Asian wide characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _summary(reports: Sequence[FileReport], width: int, paint: Paint) -> Iterator[str]:
    for report in reports:
        counts = Counter(finding.severity for finding in report.findings)
        verdict = _counts(counts) if counts else "nothing wrong"
        yield f"{paint(shown(report.file), BOLD)}: {verdict}"
        if report.tally is None and report.hub is not None:
            yield "  The file cannot be read, so nothing else in it was checked yet."
        if report.tally is not None:
            missing = sum(report.tally.missing.values())
            reasons = ", ".join(f"{number} {word}" for word, number in report.tally.missing.items())
            text = f"{report.tally.answered} answered, {report.tally.blank} blank, {missing} missing"
            yield from wrapped(text + (f" ({reasons})" if reasons else ""), width)
    total = Counter(finding.severity for report in reports for finding in report.findings)
    files = f"{len(reports)} {_plural('file', len(reports))}"
    yield ""
    yield from textwrap.wrap(f"{files} checked: {_counts(total) or 'nothing wrong'}. {_next(total)}".strip(), width)


def _counts(counts: Counter[Severity]) -> str:
    return ", ".join(
        f"{counts[severity]} {_plural(severity, counts[severity])}" for severity in Severity if counts[severity]
    )


def _next(total: Counter[Severity]) -> str:
    if total[Severity.ERROR]:
        return "Please correct the errors and run the command again."
    if total[Severity.NOTE]:
        return "Nothing here is wrong; notes say what is still to be filled in."
    return ""
