"""A text as people write it and papers print it → the codes in it, each with what had to be put right to read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mapper.esms.codes import ReadCode, Reading, full_text
from mapper.esms.lexing import Kind, pieces, plain
from mapper.esms.notation import ages, canonical_need, prefix_parts
from mapper.esms.notes import Note, NoteKind
from mapper.esms.ranges import codes_between
from mapper.esms.remarks import code_notes
from mapper.esms.tree import BRANCHES, DESDE_LTC_2, ESMS_2000, load_tree
from mapper.esms.words import CodeWord, code_word
from mapper.wording import shortened

_PREFIX = re.compile(r"[A-Za-z]{2,3}", re.ASCII)
_NUMBERS = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}", re.ASCII)
_ENDS_LIST = (";", "\n")
"""What ends a list of codes that begins with the name of its version."""
_BETWEEN = ("and", "or", "plus")
_UP_TO = ("to", "through")
_VERSION_MARK, _ITS_YEAR = "ESMS", "2000"
_FARTHEST = 12
"""Pieces after a square bracket that is not closed in which its code is looked for."""
_FARTHEST_DASH = 3
"""Pieces between a square bracket and a code that somebody may have put in place of a dash."""
_MOST_UNREAD = 20
_MOST_CODES = 10_000
"""Codes in a text; with more of them it is no list that anybody wrote, and ranges in it may multiply without end."""


def read_codes(text: str, version: str = DESDE_LTC_2) -> Reading:
    """All codes in a text, read by a version unless a code names another (`ESMS:R4`). Never raises."""
    reader = _Reader(text, version)
    reader.read()
    notes = [Note(NoteKind.UNREAD, shortened(part, 40)) for part in reader.unread[:_MOST_UNREAD]]
    if len(reader.unread) > _MOST_UNREAD:
        notes.append(Note(NoteKind.UNREAD_MORE, f"{len(reader.unread) - _MOST_UNREAD:,}"))
    if not reader.is_whole:
        notes.insert(0, Note(NoteKind.TOO_MANY, f"{len(reader.codes):,}"))
    if not reader.codes:
        notes.insert(0, Note(NoteKind.NOTHING))
    return Reading(text, tuple(reader.codes), tuple(notes))


class _Around(NamedTuple):
    """What stands around the word of a code: letters and needs before it, and what had to be put right there."""

    prefix: str | None = None
    brackets: tuple[tuple[str, ...], ...] = ()
    notes: tuple[Note, ...] = ()


class _Reader:
    """Goes through the pieces of a text once, from left to right."""

    def __init__(self, text: str, version: str) -> None:
        self.codes: list[ReadCode] = []
        self.is_whole = True
        self.unread: list[str] = []
        self._text = text
        self._version = self._usual_version = version
        self._pieces = list(pieces(text))
        self._mark: int | None = None
        self._is_marked = False
        self._is_lone = sum(piece.kind is not Kind.SPACE for piece in self._pieces) == 1
        self._unread_to = -1

    def read(self) -> None:
        at = 0
        while at < len(self._pieces) and len(self.codes) < _MOST_CODES:
            at = self._next(at)
        self.is_whole = at >= len(self._pieces)

    def _next(self, at: int) -> int:
        """Take what begins at a piece, and say where to go on."""
        piece = self._pieces[at]
        if piece.kind in (Kind.SPACE, Kind.DASH, Kind.OTHER, Kind.JOIN):
            if piece.plain in _ENDS_LIST:
                self._version, self._is_marked = self._usual_version, False
            return at + 1
        if piece.kind is Kind.WORD:
            if piece.plain.lower() in _BETWEEN:
                return at + 1
            after = self._after_version(at)
            if self._kind(after) is not Kind.WORD:
                after = at
            if after != at:
                self._version, self._mark, self._is_marked = ESMS_2000, piece.start, True
            for take in (self._take_full, self._take_bare, self._take_spaced, self._take_branch):
                end = take(after)
                if end is not None:
                    self._mark = None
                    return end
        self._version, self._mark, self._is_marked = self._usual_version, None, False
        self._leave(at)
        return at + 1

    def _after_version(self, at: int) -> int:
        """The piece behind the name of a version, which the codes of a list may begin with: `ESMS:`, `ESMS 2000`."""
        if self._plain(at).upper() != _VERSION_MARK:
            return at
        at = self._after_space(at + 1)
        year = self._after_space(at + 1) if self._kind(at) is Kind.DASH else at
        at = self._after_space(year + 1) if self._plain(year) == _ITS_YEAR else at
        return self._after_space(at + 1) if self._plain(at) == ":" else at

    def _take_full(self, at: int) -> int | None:
        """A code with letters before it, and perhaps square brackets."""
        letters = self._pieces[at].plain
        if not _PREFIX.fullmatch(letters) or code_word(letters, self._version) is not None:
            return None
        brackets, after = self._brackets(at + 1)
        if self._plain(after) == "[" and after < len(self._pieces):
            return self._take_unclosed(at, after)
        dash, word = after, self._after_space(after + 1)
        has_dash = self._kind(dash) is Kind.DASH and self._kind(word) is Kind.WORD
        if not has_dash:
            word = self._first_word(after) if brackets else after
        is_prefix = bool(brackets) or letters.isupper() or (has_dash and letters.upper()[:2] in ages())
        found = self._code_word(word) if is_prefix and (has_dash or brackets or letters[:2] in ages()) else None
        if found is None:
            return None
        notes = [*_prefix_notes(letters), *_need_notes(brackets)]
        prefix, written = letters.upper(), tuple(map(_written, brackets))
        if not has_dash:
            meant = full_text(prefix, written, found.mtc + found.qualifiers)
            notes.append(Note(NoteKind.NO_DASH, self._typed(at, word), meant))
        elif self._kind(dash - 1) is Kind.SPACE or word > dash + 1 or _has_other_dash(self._typed(at, word)):
            notes.append(Note(NoteKind.DASH, self._typed(at, word)))
        return self._take_range(at, word, found, _Around(prefix, written, tuple(notes)))

    def _first_word(self, at: int) -> int:
        """The first word from a piece on that a few other pieces may stand before."""
        ahead = range(at, at + _FARTHEST_DASH + 1)
        return next((piece for piece in ahead if self._kind(piece) is Kind.WORD), at)

    def _take_unclosed(self, at: int, bracket: int) -> int | None:
        """A code after a square bracket that is opened and not closed."""
        last = None
        for ahead in range(bracket + 1, min(bracket + _FARTHEST, len(self._pieces))):
            if self._kind(ahead) is Kind.JOIN:
                break
            if self._kind(ahead - 1) is Kind.DASH and self._code_word(ahead) is not None:
                last = ahead
        found = None if last is None else self._code_word(last)
        if last is None or found is None:
            return None
        letters = self._pieces[at].plain
        inside = "".join(piece.plain for piece in self._pieces[bracket + 1 : last - 1])
        notes = (*_prefix_notes(letters), Note(NoteKind.NO_BRACKET_END, self._typed(at, last)))
        self._add(at, last, found, _Around(letters.upper(), (_written(inside),), notes))
        return last + 1

    def _take_bare(self, at: int) -> int | None:
        found = self._code_word(at)
        return None if found is None else self._take_range(at, at, found, _Around())

    def _take_spaced(self, at: int) -> int | None:
        """A branch and its numbers with a space between them, if that makes a code that there is."""
        if self._pieces[at].plain not in BRANCHES or self._kind(at + 1) is not Kind.SPACE:
            return None
        joined = self._pieces[at].plain + self._plain(at + 2)
        found = code_word(joined, self._version) if self._plain(at + 2)[:1].isdigit() else None
        if found is None or found.mtc not in load_tree(self._version).codes:
            return None
        note = Note(NoteKind.SPACE, self._typed(at, at + 2), found.mtc + found.qualifiers)
        self._add(at, at + 2, found, _Around(notes=(note,)))
        return at + 3

    def _take_branch(self, at: int) -> int | None:
        """A branch alone, if nothing else stands in the text or its version is named."""
        letter = self._pieces[at].plain.upper()
        if letter not in BRANCHES or not (self._is_lone or self._mark is not None):
            return None
        self._add(at, at, CodeWord(letter, "", ()), _Around())
        return at + 1

    def _take_range(self, at: int, word: int, first: CodeWord, around: _Around) -> int:
        """A code, and those up to another if a range begins with it."""
        last_at, last = self._range_end(word, first)
        if last is None:
            self._add(at, word, first, around)
            return word + 1
        typed = self._typed(at, last_at)
        between = codes_between(first.mtc, last.mtc, self._version)
        note = Note(NoteKind.RANGE if between else NoteKind.BROKEN_RANGE, typed)
        figure = tuple(one for one in first.notes if one.kind is NoteKind.FIGURE)
        ends = {last.mtc: last._replace(notes=(*figure, *last.notes)), first.mtc: first}
        for mtc in between or (first.mtc, last.mtc):
            own = ends.get(mtc, CodeWord(mtc, "", figure))
            self._add(at, last_at, own, around._replace(notes=(*around.notes, note)))
        return last_at + 1

    def _range_end(self, word: int, first: CodeWord) -> tuple[int, CodeWord | None]:
        sign = self._after_space(word + 1)
        is_dash = self._kind(sign) is Kind.DASH
        if first.is_variant or not (is_dash or self._plain(sign).lower() in _UP_TO):
            return word, None
        end = self._after_space(sign + 1)
        numbers = self._plain(end)
        if is_dash and end == word + 2 and _NUMBERS.fullmatch(numbers):
            kept = first.mtc.split(".")[: max(0, first.mtc.count(".") - numbers.count("."))]
            return end, CodeWord(".".join((*kept, numbers)) if kept else first.mtc[0] + numbers, "", ())
        last = self._code_word(end)
        if last is None or last.is_variant or last.mtc[0] != first.mtc[0]:
            return word, None
        return end, last

    def _add(self, start: int, end: int, word: CodeWord, around: _Around) -> None:
        code = None if word.is_variant else load_tree(self._version).codes.get(word.mtc)
        notes = (*around.notes, *word.notes, *code_notes(word, self._version))
        typed = self._typed(start, end)
        self.codes.append(
            ReadCode(
                typed,
                around.prefix,
                around.brackets,
                word.mtc,
                word.qualifiers,
                self._version,
                code,
                notes,
                is_marked=self._is_marked,
            )
        )

    def _brackets(self, at: int) -> tuple[list[str], int]:
        """What stands in each square bracket from a piece on, and the first piece that is neither they nor space."""
        brackets: list[str] = []
        at = self._after_space(at)
        while self._kind(at) is Kind.BRACKET:
            brackets.append(self._pieces[at].plain[1:-1])
            at = self._after_space(at + 1)
            if self._plain(at) == "," and self._kind(self._after_space(at + 1)) is Kind.BRACKET:
                at = self._after_space(at + 1)
        return brackets, at

    def _leave(self, at: int) -> None:
        """Keep a piece as one that is no code, together with the one before it if that is none either."""
        piece = self._pieces[at]
        if self.unread and self._unread_to >= 0 and not self._text[self._unread_to : piece.start].strip():
            self.unread[-1] = (self.unread[-1] + self._text[self._unread_to : piece.end])[:80]
        else:
            self.unread.append(piece.plain[:80])
        self._unread_to = piece.end

    def _code_word(self, at: int) -> CodeWord | None:
        if self._kind(at) is not Kind.WORD:
            return None
        return code_word(self._pieces[at].plain, self._version, alone=self._is_lone)

    def _after_space(self, at: int) -> int:
        return at + 1 if self._kind(at) is Kind.SPACE else at

    def _kind(self, at: int) -> Kind | None:
        return self._pieces[at].kind if 0 <= at < len(self._pieces) else None

    def _plain(self, at: int) -> str:
        return self._pieces[at].plain if 0 <= at < len(self._pieces) else ""

    def _typed(self, start: int, end: int) -> str:
        first = self._pieces[start].start if self._mark is None else self._mark
        return self._text[first : self._pieces[end].end]


def _has_other_dash(typed: str) -> bool:
    return any(one != "-" and other == "-" for one, other in zip(typed, plain(typed), strict=True))


def _written(bracket: str) -> tuple[str, ...]:
    return tuple(canonical_need(need.strip())[0] for need in bracket.split(","))


def _prefix_notes(letters: str) -> Iterator[Note]:
    if prefix_parts(letters.upper()) is None:
        yield Note(NoteKind.UNKNOWN_PREFIX, letters)
    elif letters != letters.upper():
        yield Note(NoteKind.LOWER_CASE, letters, letters.upper())


def _need_notes(brackets: list[str]) -> Iterator[Note]:
    for need in (need for bracket in brackets for need in bracket.split(",")):
        if not canonical_need(need.strip())[1]:
            yield Note(NoteKind.UNREADABLE_NEED, need.strip())
