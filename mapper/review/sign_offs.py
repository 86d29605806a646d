"""Sign-offs as they stand: which sections are signed, and what has changed in those that no longer are.

That a sign-off is out of date is worked out from what the record says now, and never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mapper.review.content import Change, Content, changes_between, content, digest_of
from mapper.review.entries import Entry, SignOff
from mapper.review.review_file import Review
from mapper.study import MappedHub


class SignedSection(NamedTuple):
    """A section that was signed: the last sign-off, and what has changed since; nothing where it still holds."""

    sign_off: SignOff
    changes: tuple[Change, ...]

    @property
    def is_current(self) -> bool:
        """Whether the section still says what was signed."""
        return not self.changes


def last_sign_offs(entries: Iterable[Entry]) -> Mapping[str, SignOff]:
    """The last sign-off of each section that was ever signed: by its day, and within a day by its place in the file."""
    signed = (entry for entry in entries if isinstance(entry, SignOff))
    return {sign_off.section: sign_off for sign_off in sorted(signed, key=lambda one: one.on)}


def signed_sections(says: Mapping[str, Content], entries: Iterable[Entry]) -> Mapping[str, SignedSection]:
    """The sections that were signed, held against what each says now."""
    found = {}
    for section, sign_off in last_sign_offs(entries).items():
        is_same = digest_of(says[section]) == sign_off.digest
        found[section] = SignedSection(sign_off, () if is_same else changes_between(sign_off.content, says[section]))
    return found


def sections_in_force(mapped: MappedHub, review: Review) -> frozenset[str]:
    """The sections of a Hub whose last sign-off still holds."""
    if not any(isinstance(entry, SignOff) for entry in review.entries):
        return frozenset()
    signed = signed_sections(content(mapped), review.entries)
    return frozenset(section for section, one in signed.items() if one.is_current)
