"""The end of a report on a terminal: each file in brief, what stands before its next stage, and what to do next."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from mapper.checks.report import FileReport, Gap
from mapper.findings import Severity
from mapper.render.terminal import Paint, wrapped
from mapper.wording import counted, shown

_MOST_LISTED = 10
"""From so many files on, those in which nothing was found are only counted."""


def summary(reports: Sequence[FileReport], width: int, paint: Paint) -> Iterator[str]:
    """A few lines for each file, then what was found in all of them and what to do next."""
    listed = [report for report in reports if report.findings or len(reports) <= _MOST_LISTED]
    for report in listed:
        yield from _file(report, width, paint)
    if len(listed) < len(reports):
        yield f"{counted(len(reports) - len(listed), 'file')} more: nothing wrong"
    total = _severities(reports)
    accepted = sum(len(report.accepted) for report in reports)
    found = f"{counted(len(reports), 'file')} checked: {_counts(total) or 'nothing wrong'}"
    found += f"; {counted(accepted, 'finding')} accepted with a reason." if accepted else "."
    yield ""
    for line in (found, _fixes(reports), _next(reports, total)):
        yield from textwrap.wrap(line, width, break_on_hyphens=False)


def _file(report: FileReport, width: int, paint: Paint) -> Iterator[str]:
    yield f"{paint(shown(report.file), '1')}: {_counts(_severities([report])) or 'nothing wrong'}"
    if report.tally is None:
        if report.hub is not None:
            yield from wrapped("The file cannot be read, so nothing else in it was checked yet.", width)
        return
    words = "".join(f", {number} {word}" for word, number in report.tally.missing.items())
    yield from wrapped(f"{report.tally.answered} answered, {report.tally.blank} blank{words}", width)
    if report.accepted:
        codes = ", ".join(sorted({one.finding.code for one in report.accepted}))
        yield from wrapped(f"{counted(len(report.accepted), 'finding')} accepted with a reason ({codes})", width)
    yield from wrapped(f"Stage {report.stage}. {_gap(report.gap) if report.gap else ''}", width)


def _gap(gap: Gap) -> str:
    to_do = [counted(gap.errors, "error") + " to correct"] if gap.errors else []
    to_do += [counted(gap.missing, "gap") + " to fill in"] if gap.missing else []
    to_look = f"; {counted(gap.warnings, 'warning')} to look at" if gap.warnings else ""
    if to_do:
        return f"Before it is {gap.stage}: {', '.join(to_do)}{to_look}."
    return f"Nothing stands between it and the stage {gap.stage}{to_look}."


def _severities(reports: Sequence[FileReport]) -> Counter[Severity]:
    return Counter(finding.severity for report in reports for finding in report.findings)


def _counts(counts: Counter[Severity]) -> str:
    return ", ".join(counted(counts[severity], severity) for severity in Severity if counts[severity])


def _fixes(reports: Sequence[FileReport]) -> str:
    fixes = sum(finding.fix is not None for report in reports for finding in report.findings)
    if not fixes:
        return ""
    them = "one of these" if fixes == 1 else f"{fixes:,} of these"
    return f"mapper can correct {them} by itself: --diff shows the changes, --fix makes them."


def _next(reports: Sequence[FileReport], total: Counter[Severity]) -> str:
    worst = next((severity for severity in Severity if total[severity]), None)
    code = next((f.code for report in reports for f in report.findings if f.severity is worst), "")
    if worst is Severity.ERROR:
        return f"Please correct the errors and run the command again. “mapper explain {code}” says more of the first."
    if worst is Severity.WARNING:
        return f"Please look at the warnings. “mapper explain {code}” says more of the first."
    if worst is Severity.NOTE:
        return "Nothing here is wrong; notes say what is still to be filled in."
    return ""
