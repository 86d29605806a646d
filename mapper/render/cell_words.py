"""Cells of a comparison in words: a missing answer shows its reason and never reads as “no”."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from mapper.compare.care_rates import Rate
from mapper.compare.components import Provided, Provision
from mapper.compare.groups import Scope
from mapper.compare.interventions import Offer
from mapper.compare.staffing import Staff, Total
from mapper.compare.table import Cell, Coded, Column, Dated
from mapper.render.care_words import CARE_WORDS, OVER_HUBS_WORDS
from mapper.render.reasons import NOT_ANSWERED, reasons_words
from mapper.schema.scalars import Amount, PartialDate
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import in_sentence

NOT_LISTED = "not listed"
REFUSED = "has an error"


def cell_words(cell: Cell, vocabulary: Vocabulary) -> str:
    """A cell as one text. Conflicting values stand side by side; without a value, the reason why there is none."""
    note = f" ({cell.note})" if cell.note else ""
    if cell.is_refused:
        return REFUSED
    if not cell.values:
        if cell.missing is not None:
            return cell.missing.value + note
        return NOT_ANSWERED if cell.is_listed else NOT_LISTED
    said = [_say(value, vocabulary, cell) for value in cell.values]
    return (_in_conflict(said) if cell.is_conflict else "; ".join(said)) + note


def is_missing(cell: Cell) -> bool:
    """Whether a cell holds no value."""
    return all(
        (isinstance(value, Total) and not value.known) or (isinstance(value, Rate) and value.number is None)
        for value in cell.values
    )


def column_heading(column: Column) -> str:
    """The heading of a Hub, which says if it is fictional."""
    says_so = "fictional" in column.heading.lower()
    return f"{column.heading} (fictional)" if column.is_fictional and not says_so else column.heading


@singledispatch
def over_hubs_words(summary: Any) -> str:
    """What a row says over all Hubs: “3 of 4 provide (1 partly), 1 unknown”."""
    return ""


@over_hubs_words.register
def _(summary: Provision) -> str:
    partly = f" ({summary.partly} partly)" if summary.partly else ""
    unknown = f", {summary.unknown} unknown" if summary.unknown else ""
    return f"{summary.provide} of {summary.hubs} provide{partly}{unknown}"


@singledispatch
def _say(value: Any, vocabulary: Vocabulary, cell: Cell) -> str:
    return str(value)


@_say.register
def _(value: Amount, vocabulary: Vocabulary, cell: Cell) -> str:
    return f"{value:,f}"


@_say.register
def _(value: Coded, vocabulary: Vocabulary, cell: Cell) -> str:
    return vocabulary[value.list].label(value.word)


@_say.register
def _(value: Dated, vocabulary: Vocabulary, cell: Cell) -> str:
    return f"{_say(value.value, vocabulary, cell)} (as of {value.as_of})"


@_say.register
def _(value: Provided, vocabulary: Vocabulary, cell: Cell) -> str:
    assert value.provision is not None
    text = in_sentence(vocabulary["provision"].label(value.provision))
    if value.fidelity is not None:
        text += "; fidelity unknown" if value.fidelity == "unknown" else f"; {value.fidelity}"
    text += _time(value.since, value.until, value.until_remark)
    if value.reasons:
        text += f". Reasons: {', '.join(in_sentence(vocabulary['reason'].label(r)) for r in value.reasons)}"
    return text


@_say.register
def _(value: Staff, vocabulary: Vocabulary, cell: Cell) -> str:
    numbers = []
    if value.wte.known:
        numbers.append(f"{total_words(value.wte)} WTE")
    if value.headcount.known:
        people = "person" if value.headcount.low == value.headcount.high == 1 else "people"
        numbers.append(f"{total_words(value.headcount)} {people}")
    if not numbers:
        reasons = dict.fromkeys((*value.wte.reasons, *value.headcount.reasons))
        numbers.append(f"in post; numbers {reasons_words(tuple(reasons))}")
    if value.bands:
        numbers.append("band " + ", ".join(str(band) for band in value.bands))
    return "; ".join(numbers)


@_say.register
def _(value: Total, vocabulary: Vocabulary, cell: Cell) -> str:
    return total_words(value)


@_say.register
def _(value: Scope, vocabulary: Vocabulary, cell: Cell) -> str:
    answer = _in_conflict(value.in_scope) or (value.missing.value if value.missing is not None else NOT_ANSWERED)
    conditions = f": {value.conditions}" if value.conditions and value.in_scope else ""
    return answer + _time(value.since, value.until) + conditions


@_say.register
def _(value: Offer, vocabulary: Vocabulary, cell: Cell) -> str:
    delivered = in_sentence(vocabulary["delivery"].label(value.delivered)) if value.delivered else None
    name = _in_conflict(value.names) or "offered"
    return (f"{name} ({delivered})" if delivered else name) + _time(value.since, value.until)


def total_words(total: Total) -> str:
    """A sum, and of how many posts the number is missing or in conflict; without any, the reasons."""
    if not total.known:
        return reasons_words(total.reasons)
    remarks = []
    if total.unknown:
        posts = "post" if total.unknown == 1 else "posts"
        remarks.append(f"and {total.unknown} {posts} {reasons_words(total.reasons)}")
    if total.conflicts:
        remarks.append("sources conflict")
    text = f"{Amount(total.low, total.high):,f}"
    return f"{text} ({'; '.join(remarks)})" if remarks else text


def _in_conflict(values: Sequence[str]) -> str:
    return f"sources conflict: {' / '.join(values)}" if len(values) > 1 else "".join(values)


def _time(since: PartialDate | None, until: PartialDate | None, until_remark: str | None = None) -> str:
    parts = [f"from {since}" if since else "", f"until {until}" if until else until_remark or ""]
    said = ", ".join(part for part in parts if part)
    return f" ({said})" if said else ""


for _kind, _words in CARE_WORDS.items():
    _say.register(_kind, _words)
for _kind, _summed in OVER_HUBS_WORDS.items():
    over_hubs_words.register(_kind, _summed)
