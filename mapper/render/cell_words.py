"""Cells of a comparison in words: a missing answer shows its reason and never reads as “no”."""

from __future__ import annotations

from decimal import Decimal
from functools import singledispatch
from typing import Any

from mapper.compare.components import Provided, Provision
from mapper.compare.groups import Scope
from mapper.compare.interventions import Offer
from mapper.compare.staffing import Staff, Total
from mapper.compare.table import Cell, Coded, Column
from mapper.schema.scalars import Amount, PartialDate
from mapper.vocabulary.lists import Vocabulary

NOT_ANSWERED = "not answered"
NOT_LISTED = "not listed"


def cell_words(cell: Cell, vocabulary: Vocabulary) -> str:
    """A cell as one text. Conflicting values stand side by side; without a value, the reason why there is none."""
    if not cell.values:
        if cell.missing is not None:
            return cell.missing.value
        return NOT_ANSWERED if cell.is_listed else NOT_LISTED
    said = [_say(value, vocabulary, cell) for value in cell.values]
    return f"sources conflict: {' / '.join(said)}" if cell.is_conflict else "; ".join(said)


def is_missing(cell: Cell) -> bool:
    """Whether a cell holds no value."""
    return not cell.values


def column_heading(column: Column) -> str:
    """The heading of a Hub, which says if it is fictional."""
    says_so = "fictional" in column.heading.lower()
    return f"{column.heading} (fictional)" if column.is_fictional and not says_so else column.heading


def over_hubs_words(summary: Any) -> str:
    """What a row says over all Hubs: “3 of 4 provide (1 partly), 1 unknown”."""
    if not isinstance(summary, Provision):
        return ""
    partly = f" ({summary.partly} partly)" if summary.partly else ""
    unknown = f", {summary.unknown} unknown" if summary.unknown else ""
    return f"{summary.provide} of {summary.hubs} provide{partly}{unknown}"


@singledispatch
def _say(value: Any, vocabulary: Vocabulary, cell: Cell) -> str:
    return str(value)


@_say.register
def _(value: Coded, vocabulary: Vocabulary, cell: Cell) -> str:
    return vocabulary[value.list].label(value.word)


@_say.register
def _(value: Amount, vocabulary: Vocabulary, cell: Cell) -> str:
    return amount_words(value.low, value.high)


@_say.register
def _(value: Provided, vocabulary: Vocabulary, cell: Cell) -> str:
    assert value.provision is not None
    text = _in_sentence(vocabulary["provision"].label(value.provision))
    if value.fidelity is not None:
        text += "; fidelity unknown" if value.fidelity == "unknown" else f"; {value.fidelity}"
    text += _time(value.since, value.until)
    if value.reasons:
        text += f". Reasons: {', '.join(_in_sentence(vocabulary['reason'].label(r)) for r in value.reasons)}"
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
        reason = cell.missing.value if cell.missing is not None else "not known"
        numbers.append(f"in post; numbers {reason}")
    if value.bands:
        numbers.append("band " + ", ".join(str(band) for band in value.bands))
    return "; ".join(numbers)


@_say.register
def _(value: Total, vocabulary: Vocabulary, cell: Cell) -> str:
    return total_words(value)


@_say.register
def _(value: Scope, vocabulary: Vocabulary, cell: Cell) -> str:
    answer = value.in_scope or (value.missing.value if value.missing is not None else NOT_ANSWERED)
    conditions = ", with conditions" if value.has_conditions and value.in_scope == "yes" else ""
    return answer + conditions + _time(value.since, value.until)


@_say.register
def _(value: Offer, vocabulary: Vocabulary, cell: Cell) -> str:
    delivered = _in_sentence(vocabulary["delivery"].label(value.delivered)) if value.delivered else None
    name = value.name or "offered"
    return f"{name} ({delivered})" if delivered else name


def total_words(total: Total) -> str:
    """A sum, and of how many posts the number is not known."""
    text = amount_words(total.low, total.high)
    posts = "post" if total.unknown == 1 else "posts"
    return f"{text} (and {total.unknown} {posts} not known)" if total.unknown else text


def amount_words(low: Decimal | None, high: Decimal | None) -> str:
    """A number or range in figures, with a comma at thousands: `4,200 or more`."""
    if low is None:
        return f"{_figures(high)} or fewer"
    if high is None:
        return f"{_figures(low)} or more"
    return _figures(low) if low == high else f"{_figures(low)} to {_figures(high)}"


def _figures(number: Decimal | None) -> str:
    assert number is not None
    return f"{number.normalize():,f}"


def _in_sentence(label: str) -> str:
    """A label within a sentence; one that begins with an abbreviation stays as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _time(since: PartialDate | None, until: PartialDate | None) -> str:
    parts = [f"from {since}" if since else "", f"until {until}" if until else ""]
    said = " ".join(part for part in parts if part)
    return f" ({said})" if said else ""
