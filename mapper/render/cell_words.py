"""Cells of a comparison in words: a missing answer shows its reason and its mark, and never reads as “no”."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import singledispatch
from typing import Any

from mapper.compare.components import Provision
from mapper.compare.missing import missing_in
from mapper.compare.table import Cell, Coded, Column, Entry, Fact, Row, Status
from mapper.compare.variation import ComponentVariation
from mapper.render.care_words import OVER_HUBS_WORDS
from mapper.render.footnotes import INLINE_ONLY, Footnotes
from mapper.render.reasons import counts_words, marked, marks
from mapper.render.value_words import value_words
from mapper.schema.scalars import Amount, PartialDate
from mapper.vocabulary.fields import field_of
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import in_sentence, key_words

OVER_HUBS = "All Hubs"
"""The heading of what a row says over all Hubs."""
_TIMES = ("from", "to")
_TOLD_LAST = (*_TIMES, "note")
_ONE = Decimal(1)


def cell_lines(cell: Cell, vocabulary: Vocabulary, notes: Footnotes = INLINE_ONLY) -> tuple[str, ...]:
    """A cell as lines of text, one for each thing that the Hub says; without one, the reason why. Remarks stand where
    `notes` puts them.
    """
    if not cell.entries:
        lines: tuple[str, ...] = (marked(cell.status.value) + _note(cell.note, notes),)
    else:
        is_named = len(cell.entries) > 1
        lines = tuple(_entry(entry, vocabulary, notes, is_named=is_named) for entry in cell.entries)
    return (*lines[:-1], lines[-1] + unsigned_mark()) if cell.is_unsigned else lines


def unsigned_mark() -> str:
    """What stands behind a cell of which something is not signed off."""
    return f" {marks()[Status.NOT_SIGNED]}"


def cell_words(cell: Cell, vocabulary: Vocabulary, notes: Footnotes = INLINE_ONLY) -> str:
    """A cell as one text."""
    return "; ".join(cell_lines(cell, vocabulary, notes))


def fact_words(fact: Fact, vocabulary: Vocabulary) -> str:
    """A fact as one text, its remark included."""
    return _first(fact, vocabulary, INLINE_ONLY) or ", ".join(value_words(value, vocabulary) for value in fact.values)


def is_missing(cell: Cell) -> bool:
    """Whether a cell holds no answer."""
    return all(not entry.facts[0].status.has_value for entry in cell.entries)


def column_heading(column: Column) -> str:
    """The heading of a Hub, which says if it is fictional, and if it is only planned."""
    told = [word for word, holds in (("fictional", column.is_fictional), ("plan", column.is_plan)) if holds]
    marks = [word for word in told if word not in re.findall(r"\w+", column.heading.lower())]
    return f"{column.heading} ({', '.join(marks)})" if marks else column.heading


def over_hubs_lines(row: Row) -> tuple[str, ...]:
    """What a row says over all Hubs: what sums it up, whether Hubs differ, and how many answers are missing and why."""
    comparability = row.comparability.value if row.comparability is not None else ""
    return tuple(filter(None, (over_hubs_words(row.over_hubs), comparability, counts_words(missing_in(row.of_hubs)))))


@singledispatch
def over_hubs_words(summary: Any) -> str:
    """What sums up a row: “some: 3 of 4 provide (1 partly)”."""
    return ""


@over_hubs_words.register
def _(summary: Provision) -> str:
    partly = f" ({summary.partly} partly)" if summary.partly else ""
    unknown = f", {summary.unknown} unknown" if summary.unknown else ""
    return f"{summary.extent}: {summary.provide} of {summary.hubs} provide{partly}{unknown}"


@over_hubs_words.register
def _(summary: ComponentVariation) -> str:
    return f"{summary.ways:,f} {'way' if summary.ways == Amount(_ONE, _ONE) else 'ways'}"


for _kind, _summed in OVER_HUBS_WORDS.items():
    over_hubs_words.register(_kind, _summed)


def _entry(entry: Entry, vocabulary: Vocabulary, notes: Footnotes, *, is_named: bool) -> str:
    first, *others = entry.facts
    text = _first(first, vocabulary, notes)
    for fact in others:
        said = _beside(fact, vocabulary, notes) if fact.values and fact.field not in _TOLD_LAST else ""
        if said:
            is_joined = bool(first.values) and field_of(fact.field).is_joined
            text = said if not text else f"{text} {said}" if is_joined else f"{text.removesuffix('.')}; {said}"
    name = f"{entry.name}: " if is_named and entry.name and first.field != "name" else ""
    text = name + (text or "listed") + _times(entry, vocabulary)
    missing = _missing_beside(entry)
    return (text.removesuffix(".") + missing if missing else text) + _remark(entry, notes)


def _first(fact: Fact, vocabulary: Vocabulary, notes: Footnotes) -> str:
    text = _said(fact, vocabulary, is_first=True) if fact.values else ""
    if not fact.status.has_value:
        text = f"{marks().get(fact.status, '')} {text}".strip() if text else marked(fact.status.value)
    return text + _note(fact.note, notes)


def _beside(fact: Fact, vocabulary: Vocabulary, notes: Footnotes) -> str:
    """What is told beside the first fact of an entry."""
    if field_of(fact.field).said == "":
        return ""
    return _said(fact, vocabulary, is_first=False) + _note(fact.note, notes)


def _missing_beside(entry: Entry) -> str:
    """The details for which there is a reason why they have no answer. One that nobody has answered, that does not
    arise, or that is missing for the same reason as the whole, is not told, unless there is a remark on it.
    """
    untold = (Status.NOT_ANSWERED, Status.NOT_APPLICABLE, entry.facts[0].status)
    by_reason: dict[str, list[str]] = {}
    for fact in entry.facts[1:]:
        if fact.values or field_of(fact.field).said == "" or (fact.field in _TIMES and fact.note):
            continue
        reason = marked(fact.status.value) + (f" ({fact.note})" if fact.note else "")
        if fact.note or fact.status not in untold:
            by_reason.setdefault(reason, []).append(in_sentence(_label(fact)))
    return "".join(f"; {reason}: {', '.join(dict.fromkeys(labels))}" for reason, labels in by_reason.items())


def _label(fact: Fact) -> str:
    return field_of(fact.field).label or key_words(fact.field.rpartition(".")[2])


def _note(text: str | None, notes: Footnotes) -> str:
    return notes.mark(text) if text else ""


def _said(fact: Fact, vocabulary: Vocabulary, *, is_first: bool) -> str:
    field = field_of(fact.field)
    if field.said_of_one and fact.values == (Amount(_ONE, _ONE),):
        return field.said_of_one
    form = "{}" if is_first and field.is_joined else field.said
    words = [value_words(value, vocabulary) for value in fact.values]
    if form is not None or not is_first:
        pairs = zip(words, fact.values, strict=True)
        words = [in_sentence(text) if isinstance(value, Coded) else text for text, value in pairs]
    is_conflict = fact.status is Status.CONFLICTING
    if form is None or (is_conflict and not is_first):
        form = "{}" if is_first else f"{in_sentence(_label(fact))}: {{}}"
    between = "; " if is_first and form == "{}" else ", "
    text = f"sources conflict: {' / '.join(words)}" if is_conflict else between.join(words)
    return _on_a_day(form, fact).replace("{}", text)


def _on_a_day(form: str, fact: Fact) -> str:
    """What is said of a period, as it is said of a day."""
    is_day = all(isinstance(value, PartialDate) and value.earliest == value.latest for value in fact.values)
    return f"on {form.removeprefix('in ')}" if form.startswith("in ") and is_day else form


def _times(entry: Entry, vocabulary: Vocabulary) -> str:
    """Since and until when, in brackets."""
    times = [
        f"{'from' if fact.field == 'from' else 'until'} {_time(fact, vocabulary)}"
        for fact in entry.facts
        if fact.field in _TIMES and (fact.values or fact.note)
    ]
    return f" ({', '.join(times)})" if times else ""


def _time(fact: Fact, vocabulary: Vocabulary) -> str:
    if not fact.values:
        return fact.note or ""
    return " / ".join(value_words(value, vocabulary) for value in fact.values)


def _remark(entry: Entry, notes: Footnotes) -> str:
    note = entry.fact("note")
    return notes.mark(" / ".join(str(value) for value in note.values)) if note is not None and note.values else ""
