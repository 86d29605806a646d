"""Whether Hubs say the same of an item, differ for certain, or cannot be compared until more is known.

The first facts of the cells decide (and fields marked so): only where every Hub has one can an item be the same. What
is told beside them makes Hubs differ where it is known and differs; where it is not known it decides nothing. Ranges
and partial dates differ only where no number or day fits both, and are not the same for certain. Numbers on another
basis, such as prices of another year, are not the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any, NamedTuple

from mapper.compare.care_rates import Rate
from mapper.compare.sums import Total
from mapper.compare.table import Cell, Coded, Comparability, Entry, Fact, Origin, Parts, Status, Told
from mapper.schema.scalars import Amount, BandRange, PartialDate
from mapper.vocabulary.fields import field_of
from mapper.vocabulary.lists import load_list

_WITHOUT_VALUE = (Status.NOT_THEN, Status.NOT_APPLICABLE)
_FEWEST = 2
"""Hubs that it takes to compare."""


class Span(NamedTuple):
    """From where to where a value may lie on its scale (None: no end)."""

    low: Any
    high: Any


class Said(NamedTuple):
    """What a Hub says of a field: every value that it may be. `span` is from where to where numbers, days or bands may
    lie; without one, `options` are the words or texts that may be meant, each a list without order; without either, it
    may be anything. `is_settled` is false where it is not one answer for certain.
    """

    span: Span | None
    options: frozenset[tuple[str, ...]]
    is_settled: bool


_ANYTHING = Said(None, frozenset(), False)
_A_NAME = Said(None, frozenset([("a name of its own",)]), True)
Thing = tuple[tuple[str, Said | None], ...]
"""One of several things that a Hub says of an item: what it says of each field that is compared."""


def comparability(cells: Sequence[Cell]) -> Comparability | None:
    """Whether the Hubs whose cells these are say the same; Hubs that were not open are left out. None where there is
    nothing to differ from, or where what the cells say first is not compared, such as a date.
    """
    open_then = [cell for cell in cells if cell.status is not Status.NOT_OPEN]
    first = {cell.main.field for cell in open_then if cell.main is not None}
    if len(open_then) < _FEWEST or not all(field_of(field).is_compared for field in first):
        return None
    if any(len(cell.entries) > 1 for cell in open_then):
        return _of_several(open_then)
    mains = [_main(cell) for cell in open_then] if len(first) <= 1 else [None] * len(open_then)
    by_field = {field: [_of_field(cell, field) for cell in open_then] for field in _compared_fields(open_then)}
    if _differ(mains) or any(_differ(said) for field, said in by_field.items() if not field_of(field).is_basis):
        return Comparability.DIFFERS
    deciding = [mains, *(said for field, said in by_field.items() if field_of(field).decides)]
    beside = [[one for one in said if one is not None] for said in by_field.values()]
    are_same = all(map(_are_same, deciding)) and all(_are_same(known) for known in beside if len(known) >= _FEWEST)
    return Comparability.SAME if are_same and _are_of_one_form(by_field) else Comparability.NOT_YET


def _are_of_one_form(by_field: Mapping[str, Sequence[Said | None]]) -> bool:
    """Whether what can be told in several forms, numbers or per cent, is told in one by all that tell it."""
    forms = [said for field, said in by_field.items() if field_of(field).is_form]
    used = {tuple(one is not None for one in of_hub) for of_hub in zip(*forms, strict=True)}
    return len({form for form in used if any(form)}) <= 1


def _of_several(cells: Sequence[Cell]) -> Comparability:
    """Where a Hub says several things of an item, in whatever order: Hubs differ where what one says fits nothing that
    another says, and are the same where they say the same things.
    """
    told = [_things(cell) for cell in cells]
    distinct = list(dict.fromkeys(things for things in told if things is not None))
    if any(_lacks(one, other) or _lacks(other, one) for one, other in combinations(distinct, 2)):
        return Comparability.DIFFERS
    if None in told or len({frozenset(Counter(things).items()) for things in distinct}) > 1:
        return Comparability.NOT_YET
    is_settled = all(
        said.is_settled if said is not None else not (place == 0 or field_of(field).decides)
        for thing in distinct[0]
        for place, (field, said) in enumerate(thing)
    )
    return Comparability.SAME if is_settled else Comparability.NOT_YET


def _things(cell: Cell) -> tuple[Thing, ...] | None:
    """What a cell says, in an order of its own; None where nothing is known."""
    if not cell.entries:
        main = _main(cell)
        return None if main is None else ((("", main),),)
    return tuple(map(_thing, cell.entries))


def _thing(entry: Entry) -> Thing:
    return tuple((fact.field, _said(fact)) for fact in entry.facts if field_of(fact.field).is_compared)


def _lacks(things: Sequence[Thing], of_other: Sequence[Thing]) -> bool:
    """Whether one of some things fits nothing that the other Hub says."""
    return any(all(_do_not_fit(thing, other) for other in of_other) for thing in things)


def _do_not_fit(one: Thing, other: Thing) -> bool:
    said_of = dict(other)
    return any(_differ([said, said_of.get(field)]) for field, said in one if not field_of(field).is_basis)


def _compared_fields(cells: Iterable[Cell]) -> set[str]:
    fields = {fact.field for cell in cells for fact in cell.facts()}
    return {field for field in fields if field_of(field).is_compared}


def _main(cell: Cell) -> Said | None:
    """What a cell says first; None where nothing of it is known."""
    if not cell.entries:
        return _without_value(cell.status) if cell.status is Status.NOT_APPLICABLE else None
    return _said(cell.entries[0].facts[0])


def _of_field(cell: Cell, field: str) -> Said | None:
    fact = cell.entries[0].fact(field) if cell.entries else None
    return None if fact is None else _said(fact)


def _said(fact: Fact) -> Said | None:
    if not fact.is_whole:
        return _ANYTHING
    is_conflict = fact.status is Status.CONFLICTING
    if not fact.status.is_known and not is_conflict:
        return None
    if not fact.values:
        return _without_value(fact.status) if fact.status in _WITHOUT_VALUE else None
    if field_of(fact.field).is_own:
        return _A_NAME
    spans = [span_of(value) for value in fact.values]
    if None not in spans and (is_conflict or len(spans) == 1):
        lows, highs = ([getattr(span, end) for span in spans] for end in ("low", "high"))
        hull = Span(None if None in lows else min(lows), None if None in highs else max(highs))
        is_partial = any(isinstance(value, Total) and not value.is_whole for value in fact.values)
        is_partial |= hull.low != hull.high and fact.origin is Origin.DERIVED
        return Said(hull, frozenset(), not is_conflict and not is_partial)
    keys = sorted({key_of(value) for value in fact.values})
    options = [(key,) for key in keys] if is_conflict else [tuple(keys)]
    return Said(None, frozenset(options), not is_conflict)


def _without_value(status: Status) -> Said:
    return Said(None, frozenset([(status.value,)]), True)


def _are_same(said: Sequence[Said | None]) -> bool:
    return len(set(said)) <= 1 and all(one is not None and one.is_settled for one in said)


def _differ(said: Iterable[Said | None]) -> bool:
    """Whether there is no value that all Hubs of which something is known may have."""
    known = [one for one in set(said) if one is not None and one != _ANYTHING]
    if len(known) < 2:
        return False
    spans = [one.span for one in known if one.span is not None]
    if len(spans) < len(known):
        return bool(spans) or not frozenset.intersection(*(one.options for one in known))
    lows = [span.low for span in spans if span.low is not None]
    highs = [span.high for span in spans if span.high is not None]
    return bool(lows and highs) and max(lows) > min(highs)


def span_of(value: Any) -> Span | None:
    """Where a value lies on its scale: of numbers, days or bands. None where it lies on none."""
    if isinstance(value, Told):
        return span_of(value.value)
    if isinstance(value, Total):
        return span_of(value.bounds)
    if isinstance(value, Rate):
        return span_of(value.per_100_000)
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
    if isinstance(value, Told):
        return key_of(value.value)
    if isinstance(value, Parts):
        return repr(
            sorted((key, sorted({each for one in values for each in _words_of(one)})) for key, values in value.parts)
        )
    return " ".join(str(value).casefold().split())


def _words_of(value: Any) -> tuple[str, ...]:
    """A value by what it says; a word for several days as these days."""
    if isinstance(value, Coded) and value.list == "day":
        return tuple(load_list("day").words[value.word].details.get("days", (value.word,)))
    return (key_of(value),)
