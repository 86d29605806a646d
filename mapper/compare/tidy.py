"""A comparison as records: one for each Hub × item × field (and entry, where a Hub says several things of an item)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import singledispatch
from typing import Any, NamedTuple

from mapper.compare.care_balance import Variety
from mapper.compare.care_rates import NotDivided, People, Rate, Unlisted
from mapper.compare.care_types import CodedIn, CodedTeams, NoCodes, TeamsWith
from mapper.compare.comparison import Comparison, HubSource
from mapper.compare.sums import Total
from mapper.compare.table import Cell, Coded, Column, Entry, Fact, Parts, Row, Status, Table, Told
from mapper.esms.measures import Share, rounded
from mapper.findings import Path, path_text
from mapper.schema.scalars import Amount
from mapper.vocabulary.fields import field_of


class Record(NamedTuple):
    """What one Hub says of one field of one item. `values` are texts and numbers as data hold them; `low` and `high`
    are the ends of what a number may be, also where sources conflict (None: no number, or no such end). `origin` says
    whether it is an answer, follows from answers, or is an answer that another table tells too; `signed` whether it
    stands in a section of which a sign-off holds (None: in none); `plan` whether the Hub is only planned.
    """

    table: str
    group: str
    item: str
    item_label: str
    hub: str
    hub_label: str
    fictional: bool
    entry: str
    field: str
    values: tuple[str, ...]
    low: Decimal | None
    high: Decimal | None
    unit: str
    status: Status
    origin: str
    comparability: str
    note: str
    sources: tuple[str, ...]
    file: str
    line: int | None
    path: str
    signed: bool | None
    plan: bool = False


def records(compared: Comparison) -> Iterator[Record]:
    """Every record of a comparison: table by table, item by item, Hub by Hub."""
    by_id = {hub.column.hub: hub for hub in compared.hubs}
    for table in compared.tables:
        for row in table.rows:
            yield from _of_row(table, row, by_id)


def _of_row(table: Table, row: Row, by_id: dict[str | None, HubSource]) -> Iterator[Record]:
    for column, cell in zip(table.columns, row.cells, strict=True):
        hub = by_id[column.hub if row.hub is None else row.hub]
        yield from _of_cell(table, row, column, cell, hub)


def _of_cell(table: Table, row: Row, column: Column, cell: Cell, hub: HubSource) -> Iterator[Record]:
    item = row.id if column.hub is not None else f"{row.id}:{column.heading}"
    head = (
        table.id,
        row.group or "",
        item,
        row.label,
        hub.column.hub or "",
        hub.column.heading,
        hub.column.is_fictional,
    )
    compares = row.comparability.value if row.comparability is not None else ""
    if not cell.entries:
        where = _where(hub, cell.path, cell.line)
        nothing = (cell.status, "", compares, cell.note or "", ())
        yield Record(*head, "", "", (), None, None, "", *nothing, *where, hub.column.is_plan)
    for number, entry in enumerate(cell.entries, 1):
        name = _entry_name(entry, number, many=len(cell.entries) > 1)
        for fact in entry.facts:
            where = _where(hub, fact.path, fact.line)
            said = (fact.status, fact.origin.value, compares, fact.note or "", fact.sources)
            for field, values, (low, high) in fields_of(fact):
                unit = unit_of(field) if low is not None or high is not None else ""
                yield Record(*head, name, field, values, low, high, unit, *said, *where, hub.column.is_plan)


def _where(hub: HubSource, path: Path, line: int) -> tuple[str, int | None, str, bool | None]:
    """Where something stands: file, line, path; and whether that is signed off."""
    return hub.file or "", line or None, path_text(path), path[0] in hub.signed if path else None


def unit_of(field: str) -> str:
    """The unit of a field's numbers; empty where they have none."""
    return field_of(PART_NUMBERS.sub("", field)).unit or ""


def _entry_name(entry: Entry, number: int, *, many: bool) -> str:
    return entry.id or (str(number) if many else "")


Ends = tuple[Decimal | None, Decimal | None]
Plain = tuple[str, tuple[str, ...], Ends]
_NO_ENDS: Ends = (None, None)
_PLACES = 4
"""Decimal places of numbers that have been worked out."""
PART_NUMBERS = re.compile(r"\.\d+(?=\.|$)")
"""The numbers in the names of fields of which a fact has several."""


def fields_of(fact: Fact) -> Iterator[Plain]:
    """The fields of a fact with their values: one, or those that its values are made of."""
    if not fact.status.has_value:
        yield fact.field, (), _NO_ENDS
        return
    for number, value in enumerate(fact.values, 1):
        under = fact.field if len(fact.values) == 1 else f"{fact.field}.{number}"
        for name, part in parts_of(value):
            yield f"{under}.{name}", (text_of(part),), ends_of([part])
    whole = [value for value in fact.values if not parts_of(value)]
    if whole:
        yield fact.field, tuple(map(text_of, whole)), ends_of(whole)


def ends_of(values: list[Any] | tuple[Any, ...]) -> Ends:
    """From the least to the most that numbers may be; nothing where a value is no number."""
    amounts = [amount_of(value) for value in values]
    if not amounts or None in amounts:
        return _NO_ENDS
    lows = [amount.low for amount in amounts if amount is not None and amount.low is not None]
    highs = [amount.high for amount in amounts if amount is not None]
    return (min(lows) if lows else None), (None if None in highs else max(high for high in highs if high is not None))


def amount_of(value: Any) -> Amount | None:
    """A value as a number or range; None where it is none."""
    if isinstance(value, Told):
        return amount_of(value.value)
    if isinstance(value, Total):
        return value.bounds
    if isinstance(value, Amount):
        return value
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Amount(Decimal(value), Decimal(value))
    return None


@singledispatch
def text_of(value: Any) -> str:
    """A value as data hold it: words of code lists as they are typed, numbers in plain figures."""
    return str(value)


@text_of.register
def _(value: Amount) -> str:
    return f"{value:f}"


@text_of.register
def _(value: Total) -> str:
    return f"{value.bounds:f}"


@text_of.register
def _(value: Coded) -> str:
    return value.word


@text_of.register
def _(value: Told) -> str:
    beside = [f"as of {value.as_of}" if value.as_of else "", value.note or "", ", ".join(value.sources)]
    said = "; ".join(filter(None, beside))
    return f"{text_of(value.value)} ({said})" if said else text_of(value.value)


@text_of.register
def _(value: Parts) -> str:
    said = (f"{key}: {', '.join(map(text_of, values))}" for key, values in value.parts if values)
    return "; ".join(said)


@singledispatch
def parts_of(_value: Any) -> tuple[tuple[str, Any], ...]:
    """The fields that a value is made of; none where it is one value."""
    return ()


@parts_of.register
def _(value: Rate) -> tuple[tuple[str, Any], ...]:
    people = value.people.number if isinstance(value.people, People) else None
    letters = value.people.letters if isinstance(value.people, Unlisted) else None
    named = (
        ("per_100_000", value.per_100_000 and Amount(*(end and rounded(end, _PLACES) for end in value.per_100_000))),
        ("number", value.number),
        ("people", people),
        ("population_not_listed", letters),
        ("version", value.version),
        ("teams_left_out", value.left_out or None),
    )
    return tuple((name, part) for name, part in named if part is not None)


@parts_of.register
def _(value: Share) -> tuple[tuple[str, Any], ...]:
    return (
        ("number", value.number),
        ("of", value.of),
        ("percentage", rounded(value.percentage, _PLACES)),
        ("wald", Amount(rounded(value.wald.low, _PLACES), rounded(value.wald.high, _PLACES))),
        ("wilson", Amount(rounded(value.wilson.low, _PLACES), rounded(value.wilson.high, _PLACES))),
    )


@parts_of.register
def _(value: TeamsWith) -> tuple[tuple[str, Any], ...]:
    proposed = "; ".join(one.code for one in value.proposals)
    named = (("teams", value.teams), ("codes", "; ".join(value.codes)), ("proposed", proposed))
    return tuple((name, part) for name, part in named if part != "")


@parts_of.register
def _(value: Variety) -> tuple[tuple[str, Any], ...]:
    number = (
        value.value
        if isinstance(value.value, int)
        else rounded(Decimal(value.value.numerator) / value.value.denominator, _PLACES)
    )
    return (("version", value.version), ("value", number))


@parts_of.register(CodedIn)
@parts_of.register(CodedTeams)
def _(value: CodedIn | CodedTeams) -> tuple[tuple[str, Any], ...]:
    return tuple((name, getattr(value, name)) for name in value.__slots__)


@parts_of.register
def _(value: NoCodes) -> tuple[tuple[str, Any], ...]:
    return (("number", value.number), ("texts", "; ".join(value.texts)))


@parts_of.register
def _(value: NotDivided) -> tuple[tuple[str, Any], ...]:
    return (("teams_not_divided", value.teams),)
