"""What was read of a text with codes, for a terminal and as JSON (`mapper.esms/1`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mapper.esms.codes import ReadCode, Reading
from mapper.esms.coding import Answers, contradictions, is_held_against
from mapper.esms.notation import needs, prefix_parts, qualifiers
from mapper.esms.notes import Note, NoteKind, note_words
from mapper.esms.questions import CodingQuestion
from mapper.esms.tree import branch_titles, load_tree
from mapper.render.esms_letters import letter_words
from mapper.render.terminal import DIM, Page, paint_for
from mapper.wording import counted, in_sentence, shortened


def reading_text(reading: Reading, answers: Answers | None, *, width: int, color: bool) -> str:
    """Each code with its parts and what is to be said of it, then what is no code; ends with a line break.

    Codes are held against answers to the coding questions where there are any.
    """
    page = Page(width, paint_for(color=color))
    lines: list[str] = []
    for code in reading.codes:
        lines += [*_code(page, code, answers), ""]
    for note in reading.notes:
        lines += page.text(note_words(note))
    known = sum(code.is_known for code in reading.codes)
    if reading.codes:
        lines += page.text(f"{counted(len(reading.codes), 'code')}, {known} known.")
    return "\n".join(lines) + "\n"


def reading_json(reading: Reading, answers: Answers | None) -> str:
    """The codes and notes as JSON; ends with a line break. `consistent` is null where no answer is about a code."""
    result = {
        "format": "mapper.esms/1",
        "input": reading.text,
        "codes": [_as_data(code, answers) for code in reading.codes],
        "notes": [note_words(note) for note in reading.notes],
    }
    return json.dumps(result, indent=2, ensure_ascii=True) + "\n"


def _as_data(code: ReadCode, answers: Answers | None) -> dict[str, Any]:
    against = contradictions(code, answers) if answers is not None else ()
    is_held = answers is not None and is_held_against(code, answers)
    return {
        "text": code.text,
        "canonical": code.mtc,
        "full": code.full,
        "well_formed": code.is_well_formed,
        "known": code.is_known,
        "leaf": code.is_leaf,
        "consistent": not against if is_held else None,
        "version": None if code.is_variant else code.version,
        "branch": code.code.branch if code.code else None,
        "label": code.code.label if code.code else None,
        "confidence": code.code.confidence if code.code else None,
        "prefix": code.prefix,
        "diagnoses": list(code.needs),
        "qualifiers": list(code.qualifiers),
        "notes": [note_words(note) for note in (*code.notes, *map(_against, against))],
    }


def _code(page: Page, code: ReadCode, answers: Answers | None) -> Iterator[str]:
    yield page.paint(shortened(code.text, page.width - 2), "1")
    if code.code is not None:
        yield from page.labelled("Code", f"{code.mtc}: {code.code.label}")
        yield from page.labelled("Branch", branch_titles()[code.code.branch])
    if code.prefix or code.brackets:
        yield from page.labelled("For", "; ".join(_for_whom(code)))
    for letter in code.qualifiers:
        known = qualifiers().get(letter)
        yield from page.labelled(f"Letter {letter}", letter_words(known) if known else "none of those in use")
    if code.code is not None:
        title = load_tree(code.version).title
        yield from page.labelled("Version", f"{title}; confidence {code.code.confidence}")
    if code.full != code.text and code.code is not None and not code.is_of_range:
        yield from page.labelled("Write", code.full)
    against = contradictions(code, answers) if answers is not None else ()
    checks = [("well formed", code.is_well_formed), ("known", code.is_known), ("fully specified", code.is_leaf)]
    said = [f"{name}: {'yes' if holds else 'no'}" for name, holds in checks]
    if answers is not None:
        fits = "not answered" if not is_held_against(code, answers) else "no" if against else "yes"
        said.append(f"fits the answers: {fits}")
    yield from page.labelled("Checks", ", ".join(said))
    for number, note in enumerate((*code.notes, *map(_against, against))):
        for line in page.labelled("" if number else "Notes", note_words(note)):
            yield page.paint(line, DIM)


def _for_whom(code: ReadCode) -> Iterator[str]:
    if code.prefix:
        parts = prefix_parts(code.prefix)
        said = ", ".join(map(letter_words, parts)) if parts else "meaning not known"
        yield f"{code.prefix}, {in_sentence(said)}"
    for need in code.needs:
        yield f"[{need}], {letter_words(needs()[need])}" if need in needs() else f"[{shortened(need, 40)}]"


def _against(contradiction: tuple[CodingQuestion, str]) -> Note:
    question, answer = contradiction
    return Note(NoteKind.INCONSISTENT, f"{question.id} is “{answer}” ({question.answers[answer]})")
