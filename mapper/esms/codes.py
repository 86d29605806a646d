"""Codes as they are read from a text or lead out of answers: the parts of a full code, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from mapper.esms.notes import MALFORMED, MENDED, Note, NoteKind
from mapper.esms.tree import Code, load_tree


class ReadCode(NamedTuple):
    """A code read from a text, with its parts as they are usually written; `code` is None where there is no such code.

    `text` is what was typed; `is_marked` says that the version was named with the code. The first three of the four
    answers (well formed, known, fully specified) follow from the rest; the fourth, whether it agrees with the answers
    to the coding questions, is the matter of `coding.py`.
    """

    text: str
    prefix: str | None
    brackets: tuple[tuple[str, ...], ...]
    mtc: str
    qualifiers: str
    version: str
    code: Code | None
    notes: tuple[Note, ...]
    is_marked: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        """What stands in the square brackets."""
        return tuple(need for bracket in self.brackets for need in bracket)

    @property
    def is_well_formed(self) -> bool:
        """Whether every part stands where it belongs."""
        return not self._has(MALFORMED)

    @property
    def is_known(self) -> bool:
        """Whether there is such a code, well formed as it stands, and the letters before it are known."""
        return self.code is not None and self.is_well_formed and not self._has({NoteKind.UNKNOWN_PREFIX})

    @property
    def is_countable(self) -> bool:
        """Whether it names one type of care, whatever is unknown around it; a range leaves open which."""
        is_readable = not self._has(MALFORMED - {NoteKind.UNKNOWN_QUALIFIER}) and not self.is_of_range
        return self.code is not None and is_readable

    @property
    def is_variant(self) -> bool:
        """Whether it belongs to a local variant, and so to no version."""
        return self._has({NoteKind.VARIANT})

    @property
    def is_leaf(self) -> bool:
        """Whether it is fully specified."""
        return self.code is not None and load_tree(self.version).is_leaf(self.mtc)

    @property
    def is_of_range(self) -> bool:
        """Whether it is one of the codes of a range, whose text it has."""
        return self._has({NoteKind.RANGE, NoteKind.BROKEN_RANGE})

    @property
    def is_mended(self) -> bool:
        """Whether it is usually written otherwise than it was typed."""
        return self._has(MENDED)

    @property
    def full(self) -> str:
        """All parts as they are usually written."""
        mark = "ESMS:" if self.is_marked else ""
        return mark + full_text(self.prefix or "", self.brackets, self.mtc + self.qualifiers)

    def _has(self, kinds: Collection[NoteKind]) -> bool:
        return any(note.kind in kinds for note in self.notes)


class Reading(NamedTuple):
    """What was read of a text: its codes in their order, and notes on what is no code."""

    text: str
    codes: tuple[ReadCode, ...]
    notes: tuple[Note, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out that may be a part of a code: a figure, or square brackets."""
        left = (note.about for note in self.notes if note.kind is NoteKind.UNREAD)
        is_to_end = not any(note.kind in (NoteKind.TOO_MANY, NoteKind.UNREAD_MORE) for note in self.notes)
        return is_to_end and not any(any(c.isdigit() or c in "[]" for c in text) for text in left)


def full_text(prefix: str, brackets: Collection[Collection[str]], behind: str) -> str:
    """A full code: the letters before it, the needs in square brackets, and the type of care with its qualifiers."""
    before = "".join((prefix, *(f"[{','.join(bracket)}]" for bracket in brackets)))
    return f"{before}-{behind}" if before else behind
