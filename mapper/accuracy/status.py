"""How far the accuracy check of each section has come: computed from the record and its review file, never stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from mapper.checks.report import FileReport
from mapper.checks.sign_offs import CODES
from mapper.findings import Finding, Severity
from mapper.review.content import SECTIONS, Content, content
from mapper.review.queries import QueryState, queries
from mapper.review.review_file import Review
from mapper.review.sections import REQUIRED
from mapper.review.sign_offs import SignedSection, signed_sections
from mapper.study import MappedHub


class State(StrEnum):
    """How far a section has come, from the first word to the sign-off."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    READY = "ready to check"
    QUERIED = "queried"
    SIGNED = "signed"
    OUT_OF_DATE = "out of date"


class SectionStatus(NamedTuple):
    """A section: its errors, how many needed answers are blank, its open queries, and its last sign-off."""

    section: str
    state: State
    errors: tuple[Finding, ...]
    blank: int
    open: tuple[QueryState, ...]
    signed: SignedSection | None


class HubStatus(NamedTuple):
    """A Hub: its sections in the order of the form, and all its queries. `elsewhere` are errors that stand in no
    section, and so in the way of all; `says` is what the sections say.
    """

    mapped: MappedHub
    review: Review
    sections: tuple[SectionStatus, ...]
    queries: tuple[QueryState, ...]
    elsewhere: tuple[Finding, ...]
    says: Mapping[str, Content]

    def section(self, name: str) -> SectionStatus:
        """One of the sections."""
        return self.sections[SECTIONS.index(name)]

    @property
    def is_signed(self) -> bool:
        """Whether every section that a published record needs signed is, and none that was signed is out of date."""
        needed = all(self.section(name).state is State.SIGNED for name in REQUIRED)
        return needed and not self.count(State.OUT_OF_DATE)

    def count(self, state: State) -> int:
        """How many sections are in a state."""
        return sum(section.state is state for section in self.sections)


def hub_status(mapped: MappedHub, review: Review, report: FileReport) -> HubStatus:
    """The status of a Hub, given what was found wrong with its record."""
    says = content(mapped)
    errors = [
        finding for finding in report.findings if finding.severity is Severity.ERROR and finding.code not in CODES
    ]
    by_section = {section: tuple(e for e in errors if e.path[:1] == (section,)) for section in SECTIONS}
    elsewhere = tuple(error for error in errors if not error.path or error.path[0] not in SECTIONS)
    asked = queries(review.entries)
    signed = signed_sections(says, review.entries)
    blank = [finding.path[0] for finding in report.findings if finding.code == "C901"]
    sections = []
    for section in SECTIONS:
        opened = tuple(one for one in asked if one.is_open and one.query.section == section)
        state = _state(signed.get(section), opened, by_section[section], blank.count(section), says[section])
        sections.append(
            SectionStatus(section, state, by_section[section], blank.count(section), opened, signed.get(section))
        )
    return HubStatus(mapped, review, tuple(sections), asked, elsewhere, says)


def _state(
    signed: SignedSection | None, opened: Sequence[QueryState], errors: Sequence[Finding], blank: int, says: Content
) -> State:
    if signed is not None and not signed.is_current:
        return State.OUT_OF_DATE
    if opened:
        return State.QUERIED
    if signed is not None:
        return State.SIGNED
    if not says:
        return State.NOT_STARTED
    return State.IN_PROGRESS if errors or blank else State.READY
