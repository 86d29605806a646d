"""Which findings are wanted, by their codes or how these begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mapper.checks.registry import checks_by_code
from mapper.checks.report import FileReport
from mapper.errors import UsageError
from mapper.wording import nearest


class Selection(NamedTuple):
    """The beginnings of codes that are wanted (all, if there are none) and of those that are not."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        """Whether a code is wanted."""
        return (not self.select or code.startswith(self.select)) and not code.startswith(self.ignore)

    def of(self, report: FileReport) -> FileReport:
        """A report with the findings that are wanted; a part of them does not tell what stands before a stage."""
        if self == EVERYTHING:
            return report
        findings = tuple(finding for finding in report.findings if self.wants(finding.code))
        accepted = tuple(one for one in report.accepted if self.wants(one.finding.code))
        return report._replace(findings=findings, accepted=accepted, gap=None)


EVERYTHING = Selection()


def selection(select: Sequence[str], ignore: Sequence[str]) -> Selection:
    """The selection of codes such as `W501` or `W`, several of which commas may join. Raises UsageError for a code that
    there is not.
    """
    return Selection(_codes(select), _codes(ignore))


def _codes(given: Sequence[str]) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for text in given for code in text.split(",") if code.strip())
    known = checks_by_code()
    for code in codes:
        if not any(one.startswith(code) for one in known):
            meant = nearest(code, known)
            hint = f" Did you mean {meant}?" if meant else ""
            raise UsageError(
                f"There is no finding with the code “{code}”.{hint} Please name a code, such as W501 or W."
            )
    return codes
