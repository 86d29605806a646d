"""Notes on what somebody wrote for a code: what had to be put right to read it, and what is not sure."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from mapper.wording import shown

_LONGEST = 60
"""Characters of what was typed that a note repeats."""


class NoteKind(StrEnum):
    """What a note says of a text."""

    LOWER_CASE = "lower-case"
    ZERO = "zero"
    LETTER = "letter"
    STRAY_DOT = "stray-dot"
    NO_DOT = "no-dot"
    SPACE = "space"
    DASH = "dash"
    RANGE = "range"
    BROKEN_RANGE = "broken-range"
    FIGURE = "figure"
    VARIANT = "variant"
    NO_BRACKET_END = "no-bracket-end"
    NO_DASH = "no-dash"
    UNKNOWN = "unknown"
    NEAR = "near"
    UNDIVIDED = "undivided"
    UNKNOWN_PREFIX = "unknown-prefix"
    UNKNOWN_QUALIFIER = "unknown-qualifier"
    UNREADABLE_NEED = "unreadable-need"
    NOT_A_LEAF = "not-a-leaf"
    LOW_CONFIDENCE = "low-confidence"
    NO_MEANING = "no-meaning"
    REMARK = "remark"
    INCONSISTENT = "inconsistent"
    UNREAD = "unread"
    UNREAD_MORE = "unread-more"
    TOO_MANY = "too-many"
    NOTHING = "nothing"


MENDED = frozenset(
    (
        NoteKind.LOWER_CASE,
        NoteKind.ZERO,
        NoteKind.LETTER,
        NoteKind.STRAY_DOT,
        NoteKind.NO_DOT,
        NoteKind.SPACE,
        NoteKind.DASH,
    )
)
"""What is read without doubt, and usually written otherwise."""
MALFORMED = frozenset((NoteKind.NO_BRACKET_END, NoteKind.NO_DASH, NoteKind.UNREADABLE_NEED, NoteKind.UNKNOWN_QUALIFIER))
"""What makes a full code ill formed."""

_WORDS = {
    NoteKind.LOWER_CASE: "“{about}” is read as {meant}: codes are in capitals, and qualifiers in small letters.",
    NoteKind.ZERO: "The letter O in “{about}” is read as a zero.",
    NoteKind.LETTER: "The zero in “{about}” is read as the letter O.",
    NoteKind.STRAY_DOT: "There is a dot too many in “{about}”.",
    NoteKind.NO_DOT: "“{about}” is read as {meant}: it is written without its dots.",
    NoteKind.SPACE: "“{about}” is read as {meant}: there is a space in it.",
    NoteKind.DASH: "The dash or the space around it in “{about}” is usually a plain hyphen.",
    NoteKind.RANGE: "It is one code of the range “{about}”.",
    NoteKind.BROKEN_RANGE: "“{about}” reads as a range, and what lies between the two cannot be told.",
    NoteKind.FIGURE: "The letter {about} before it names a figure: {meant}.",
    NoteKind.VARIANT: "“{about}” is {meant}. It has no meaning in DESDE-LTC or ESMS.",
    NoteKind.NO_BRACKET_END: "A square bracket in “{about}” is opened and not closed. Please close it.",
    NoteKind.NO_DASH: "There is no dash before the code in “{about}”. Please write it with one: {meant}.",
    NoteKind.UNKNOWN: "There is no code “{about}” in {meant}.",
    NoteKind.NEAR: "Below {about} there are {meant}.",
    NoteKind.UNDIVIDED: "{about} is not divided further. Did you mean {about}?",
    NoteKind.UNKNOWN_PREFIX: "The letters “{about}” before the code are none of those known for the people it is for.",
    NoteKind.UNKNOWN_QUALIFIER: "The letter “{about}” behind the code is none of those in use.",
    NoteKind.UNREADABLE_NEED: "“{about}” in square brackets is no code of ICD-10 or ICF.",
    NoteKind.NOT_A_LEAF: "It is not fully specified: it may be {meant}.",
    NoteKind.LOW_CONFIDENCE: "Confidence in this code is low.",
    NoteKind.NO_MEANING: "The meaning of the letter “{about}” behind the code has not been recovered.",
    NoteKind.REMARK: "{about}",
    NoteKind.INCONSISTENT: "The answers speak against it: {about}.",
    NoteKind.UNREAD: "“{about}” is not read as a code.",
    NoteKind.UNREAD_MORE: "{about} more parts of the text are not read as codes.",
    NoteKind.TOO_MANY: "Reading ends after {about} codes. Please give the text in parts.",
    NoteKind.NOTHING: "There is no code in this text. A code reads like O9.1 or AX[F00-F99]-O9.1e.",
}


class Note(NamedTuple):
    """A note: what it is about, as typed, and what is meant by that."""

    kind: NoteKind
    about: str = ""
    meant: str = ""


def note_words(note: Note) -> str:
    """A note as a sentence."""
    about = note.about if len(note.about) <= _LONGEST or note.kind is NoteKind.REMARK else f"{note.about[:_LONGEST]}…"
    return shown(_WORDS[note.kind].format(about=about, meant=note.meant))
