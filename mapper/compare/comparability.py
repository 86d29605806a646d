"""Whether Hubs say the same of an item, differ for certain, or cannot be compared until more is known.

The first facts of the cells decide (and fields marked so): only where every Hub has one can an item be the same. What
is told beside them makes Hubs differ where it is known and differs; where it is not known it decides nothing. Ranges
and partial dates differ only where no number or day fits both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from mapper.compare.sums import Total
from mapper.compare.table import Cell, Comparability, Dated, Fact, Parts, Status
from mapper.schema.scalars import Amount, BandRange, PartialDate
from mapper.vocabulary.fields import field_of
from mapper.vocabulary.lists import load_list


class Span(NamedTuple):
    """From where to where a value may lie on its scale (None: no end)."""

    low: Any
    high: Any


class Said(NamedTuple):
    """What a Hub says of a field, without order: spans for what may be a range, else plain keys."""

    spans: tuple[Span, ...]
    keys: tuple[str, ...]

    @property
    def is_exact(self) -> bool:
        """Whether nothing of it is a range."""
        return all(span.low is not None and span.low == span.high for span in self.spans)


_WITHOUT_VALUE = (Status.NOT_THEN, Status.NOT_APPLICABLE)


def comparability(cells: Sequence[Cell]) -> Comparability:
    """Whether the Hubs whose cells these are say the same. With one Hub there is nothing to differ from."""
    others = {
        fact.field for cell in cells for entry in cell.entries for fact in entry.facts[1:] if is_compared(fact.field)
    }
    mains = [_main(cell) for cell in cells]
    beside = {field: [_of_field(cell, field) for cell in cells] for field in others}
    if _differ(mains) or any(map(_differ, beside.values())):
        return Comparability.DIFFERS
    deciding = [mains, *(said for field, said in beside.items() if field_of(field).decides)]
    return Comparability.SAME if all(map(_are_same, deciding)) else Comparability.NOT_YET


def is_compared(field: str) -> bool:
    """Whether Hubs are compared by a field."""
    return field_of(field).is_compared


def _main(cell: Cell) -> Said | None:
    """What a cell says first; None where it is not known for certain."""
    if not cell.entries:
        return Said((), (cell.status.value,)) if cell.status in _WITHOUT_VALUE else None
    return _said([entry.facts[0] for entry in cell.entries])


def _of_field(cell: Cell, field: str) -> Said | None:
    facts = [fact for entry in cell.entries for fact in entry.facts[1:] if fact.field == field]
    return _said(facts) if facts else None


def _said(facts: Sequence[Fact]) -> Said | None:
    if not all(fact.status.is_known for fact in facts):
        return None
    values = [value for fact in facts for value in fact.values]
    settled = tuple(sorted({fact.status.value for fact in facts if fact.status in _WITHOUT_VALUE}))
    if not values:
        return Said((), settled) if settled else None
    spans = [span for value in values if (span := span_of(value)) is not None]
    keys = [key_of(value) for value in values if span_of(value) is None]
    return Said(tuple(sorted(spans, key=str)), tuple(sorted(keys)))


def _are_same(said: Sequence[Said | None]) -> bool:
    return None not in said and len(set(said)) <= 1


def _differ(said: Iterable[Said | None]) -> bool:
    """Whether two of what is known surely differ."""
    known = set(said) - {None}
    if len(known) < 2:
        return False
    alone = [one.spans[0] for one in known if one is not None and len(one.spans) == 1 and not one.keys]
    if len(alone) == len(known):
        lows = [span.low for span in alone if span.low is not None]
        highs = [span.high for span in alone if span.high is not None]
        return bool(lows and highs) and max(lows) > min(highs)
    return len({one for one in known if one is not None and one.is_exact}) > 1


def span_of(value: Any) -> Span | None:
    """Where a value lies on its scale: of numbers, days or bands. None where it lies on none."""
    if isinstance(value, Dated):
        return span_of(value.value)
    if isinstance(value, Total):
        return span_of(value.bounds)
    if isinstance(value, Amount):
        return Span(value.low, value.high)
    if isinstance(value, PartialDate):
        return Span(value.earliest or date.min, value.latest or date.max)
    if isinstance(value, BandRange):
        bands = load_list("band")
        return Span(Decimal(bands.position(value.low)), Decimal(bands.position(value.high)))
    return None


def key_of(value: Any) -> str:
    """A value by what it says, whatever capitals and spaces it is written with."""
    if isinstance(value, Dated):
        return key_of(value.value)
    if isinstance(value, Parts):
        return repr(sorted((key, sorted(map(key_of, values))) for key, values in value.parts))
    return " ".join(str(value).casefold().split())
