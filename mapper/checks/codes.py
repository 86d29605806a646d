"""Checks E401 to E404, E407 and E408: whether there is such a code, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject
from mapper.checks.coded import Coded, coded
from mapper.esms.codes import ReadCode
from mapper.esms.notes import MALFORMED, MENDED, Note, NoteKind, note_words
from mapper.esms.tree import DESDE_LTC_2
from mapper.findings import Fix, Path, Problem, Severity
from mapper.wording import quoted


def unreadable_codes(subject: Subject) -> Iterator[Problem]:
    """Texts that are no code, and full codes of which a part does not stand where it belongs."""
    for one in subject.once(coded):
        if not one.reading.codes:
            message = (
                f"{quoted(one.reading.text)} is not read as a code. Please write one such as `O9.1` or "
                "`AX[F00-F99]-O9.1e`; `mapper esms tree` shows them."
            )
            yield Problem("E401", Severity.ERROR, one.path, message)
            continue
        wrong = [*one.reading.notes] if any(note.kind is NoteKind.UNREAD for note in one.reading.notes) else []
        for note in wrong:
            message = f"{note_words(note)} Please put remarks under `note`, and one code to an item."
            yield Problem("E401", Severity.WARNING, one.path, message)
        for code in one.reading.codes:
            yield from _malformed(one.path, code)


def _malformed(path: Path, code: ReadCode) -> Iterator[Problem]:
    note = next((note for note in code.notes if note.kind in MALFORMED - {NoteKind.UNKNOWN_QUALIFIER}), None)
    if note is None:
        return
    message = note_words(note)
    hint = f"Did you mean `{code.full}`?" if note.kind is not NoteKind.UNREADABLE_NEED else None
    if "Please" not in message:
        message += " Please correct it, or leave the brackets out."
    yield Problem("E401", Severity.ERROR, path, message, hint)


def unknown_codes(subject: Subject) -> Iterator[Problem]:
    """Codes that the version does not have, and codes of a local variant."""
    for one, code in _each_code(subject):
        note = next((note for note in code.notes if note.kind in (NoteKind.UNKNOWN, NoteKind.VARIANT)), None)
        if note is not None:
            message = f"{note_words(note)} Please correct it; `mapper esms tree{_of_version(code)}` shows all codes."
            kinds = (NoteKind.NEAR, NoteKind.UNDIVIDED)
            near = next((note_words(other) for other in code.notes if other.kind in kinds), None)
            yield Problem("E402", Severity.ERROR, one.path, message, near)


def codes_not_in_full(subject: Subject) -> Iterator[Problem]:
    """Codes below which there are others, so that they leave open what is meant."""
    for one, code in _each_code(subject):
        note = next((note for note in code.notes if note.kind is NoteKind.NOT_A_LEAF), None)
        if note is not None:
            message = (
                f"`{code.mtc}` is not fully specified: it may be {note.meant}. Please write the code in full; "
                f"`mapper esms show {code.mtc}{_of_version(code)}` says what tells them apart."
            )
            yield Problem("E403", Severity.WARNING, one.path, message)


def codes_written_otherwise(subject: Subject) -> Iterator[Problem]:
    """Codes that can be read and are usually written otherwise, and several codes in one item."""
    for one in subject.once(coded):
        codes = one.reading.codes
        if len(codes) > 1 and codes[0].is_of_range:
            message = (
                f"{quoted(one.reading.text)} reads as a range, which leaves the code open and is not counted. "
                "Please write the codes of the team, each as an item of its own."
            )
            yield Problem("E404", Severity.WARNING, one.path, message)
        elif len(codes) > 1:
            listed = ", ".join(f'"{code.full}"' for code in codes)
            message = (
                f"{quoted(one.reading.text)} holds {len(codes)} codes. "
                f"Please write each as an item of its own: {listed}."
            )
            yield Problem("E404", Severity.WARNING, one.path, message)
        elif codes and codes[0].is_mended and codes[0].is_well_formed:
            yield _mended(one, codes[0])


def _mended(one: Coded, code: ReadCode) -> Problem:
    note = next(note for note in code.notes if note.kind in MENDED)
    message = f"{note_words(note)} Please write `{code.full}`."
    is_whole = one.reading.text.strip() == code.text
    fix = Fix(f"{quoted(code.full)} for {quoted(one.reading.text)}", code.full) if is_whole and code.is_known else None
    return Problem("E404", Severity.WARNING, one.path, message, fix=fix)


def codes_of_low_confidence(subject: Subject) -> Iterator[Problem]:
    """Codes that no text at hand confirms."""
    for one, code in _each_code(subject):
        if code.code is not None and code.code.confidence == "low":
            message = (
                f"Confidence in the code `{code.mtc}` of {code.version} is low. Please check it against the instrument "
                f"that was used; `mapper esms show {code.mtc}{_of_version(code)}` says what is known of it."
            )
            yield Problem("E407", Severity.WARNING, one.path, message)


def letters_without_meaning(subject: Subject) -> Iterator[Problem]:
    """Letters around a code that are not known, or whose meaning has not been recovered."""
    kinds = (NoteKind.UNKNOWN_PREFIX, NoteKind.UNKNOWN_QUALIFIER, NoteKind.NO_MEANING)
    for one, code in _each_code(subject):
        for note in (note for note in code.notes if note.kind in kinds):
            yield Problem("E408", Severity.WARNING, one.path, _letter_words(note))


def _letter_words(note: Note) -> str:
    return f"{note_words(note)} Please correct it, or accept it in the record with what it means."


def _of_version(code: ReadCode) -> str:
    """What a command needs to be told of the version of a code."""
    return "" if code.version == DESDE_LTC_2 else f" --version {code.version}"


def _each_code(subject: Subject) -> Iterator[tuple[Coded, ReadCode]]:
    for one in subject.once(coded):
        for code in one.reading.codes:
            yield one, code


CHECKS = (
    Check(
        code="E401",
        title="An answer is not a code",
        why="A code that cannot be read is counted nowhere; remarks have a place of their own.",
        bad="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: ["AX[F00-F99-O9.1"]}
            """,
        good="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: ["AX[F00-F99]-O9.1"]}
            """,
        run=unreadable_codes,
    ),
    Check(
        code="E402",
        title="There is no such code",
        why="A code that the version does not have says nothing; most often a figure is wrong.",
        bad="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: [R15]}
            """,
        good="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: [R14]}
            """,
        run=unknown_codes,
        source="desde-ltc",
    ),
    Check(
        code="E403",
        title="A code is not fully specified",
        why="Papers print such codes, and they can be counted; yet they leave open what tells types of care apart.",
        bad="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: [O9]}
            """,
        good="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: [O9.1]}
            """,
        run=codes_not_in_full,
        source="edesde-glossary",
    ),
    Check(
        code="E404",
        title="A code is usually written otherwise",
        why="One way of writing makes codes easy to find and to count, also by other programs.",
        bad="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: [r.3.1.1]}
            """,
        good="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: [R3.1.1]}
            """,
        run=codes_written_otherwise,
    ),
    Check(
        code="E407",
        title="A code is not confirmed",
        why="Some codes are later or informal, and no text at hand confirms them. Who uses them should know.",
        bad="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: [O11]}
            """,
        good="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: [O10.1]}
            """,
        run=codes_of_low_confidence,
    ),
    Check(
        code="E408",
        title="A letter around a code has no known meaning",
        why="Letters around a code say for whom a team is and how it works; an unknown one says nothing to a reader.",
        bad="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: ["AX-O9.1k"]}
            """,
        good="""
            care_teams:
              - {id: clinical-team, version: DESDE-LTC-2, codes: ["AX-O9.1e"]}
            """,
        run=letters_without_meaning,
    ),
)
