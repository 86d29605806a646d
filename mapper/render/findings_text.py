"""Findings as text for a terminal: the place, the source line with a marker, the item in words, what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from mapper.checks.registry import check_of
from mapper.checks.report import FileReport
from mapper.findings import Finding, Severity, path_text
from mapper.render.findings_summary import summary
from mapper.render.terminal import DIM, Paint, columns, paint_for, wrapped
from mapper.wording import counted, shown

_BELOW_ITEM = " " * 13
_STYLES = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36"}


def findings_text(reports: Sequence[FileReport], *, width: int, color: bool) -> str:
    """All findings with a summary of each Hub and of the run; ends with a line break."""
    paint = paint_for(color=color)
    lines: list[str] = []
    for report in reports:
        brief = [finding for finding in report.findings if _is_brief(finding)]
        for finding in report.findings:
            if not _is_brief(finding):
                lines += _finding(finding, report.lines, width, paint)
        lines += _in_brief(report.file, brief, width, paint)
    lines += summary(reports, width, paint)
    return "\n".join(lines) + "\n"


def _finding(finding: Finding, source: Mapping[int, str], width: int, paint: Paint) -> Iterator[str]:
    place = finding.place
    where = f"{finding.file}:{place.line}:{place.column}"
    head = f"{shown(where)}  {paint(f'{finding.severity} {finding.code}', _STYLES[finding.severity])}"
    path = shown(path_text(finding.path)) if finding.severity is Severity.WARNING else ""
    fits = len(where) + len(f"  {finding.severity} {finding.code}  {path}") <= width
    yield f"{head}  {paint(path, DIM)}" if path and fits else head
    if finding.path:
        yield from textwrap.wrap(finding.item, width, initial_indent="  ", subsequent_indent="    ")
    line = source.get(place.line, "")
    if line.strip():
        yield from _excerpt(line, finding, width, paint)
    yield from wrapped(finding.message, width)
    if finding.hint:
        for number, text in enumerate(wrapped(finding.hint, width)):
            yield paint(text, "1") if number == 0 or len(finding.hint) < width else text
    yield ""


def _is_brief(finding: Finding) -> bool:
    return finding.only_missing or finding.severity is Severity.NOTE


def _in_brief(file: str, findings: Sequence[Finding], width: int, paint: Paint) -> Iterator[str]:
    """What is only missing, or only to be known, as a list below what it has in common, so that it does not hide what
    is wrong.
    """
    for code in sorted({finding.code for finding in findings}):
        alike = [finding for finding in findings if finding.code == code]
        severity = alike[0].severity
        yield f"{shown(file)}  {paint(f'{counted(len(alike), severity)} {code}', _STYLES[severity])}"
        yield from wrapped(f"{check_of(code).title}:", width)
        for finding in alike:
            place = f"line {finding.place.line}"
            yield from textwrap.wrap(f"{place:>11}  {finding.item}", width, subsequent_indent=_BELOW_ITEM)
            if finding.hint:
                yield from textwrap.wrap(finding.hint, width, initial_indent=_BELOW_ITEM, subsequent_indent=_BELOW_ITEM)
        yield from wrapped(_what_to_do(alike), width)
        yield ""


def _what_to_do(alike: Sequence[Finding]) -> str:
    """The whole message of a lone finding that is more than a gap, or else what the messages ask for."""
    if len(alike) == 1 and not alike[0].only_missing:
        return alike[0].message
    return "".join(alike[0].message.partition("Please ")[1:])


def _excerpt(line: str, finding: Finding, width: int, paint: Paint) -> Iterator[str]:
    place = finding.place
    gutter = f"{place.line:>5} | "
    room = max(20, width - len(gutter) - 1)
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    cut = max(0, min(start - room // 2, len(line) - room))
    if columns(line[cut : cut + room]) > room:
        room //= 2  # so that wide characters fit
        cut = max(0, min(start - room // 2, len(line) - room))
    text = shown(line[cut : cut + room]).replace("\t", "\u2192")
    before = columns(text[: start - cut])
    marked = max(1, columns(text[start - cut : max(start + 1, end) - cut]))
    yield f"{gutter}{text}".rstrip()
    marker = "^" * min(marked, max(1, room - before))
    yield f"{'|':>7} {' ' * before}{paint(marker, _STYLES[finding.severity])}"
