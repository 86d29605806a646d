"""A comparison as CSV: tidy records that R, Stata and pandas read as they are, and the data dictionary beside them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from io import StringIO

from mapper.compare.comparison import Comparison
from mapper.compare.tidy import Record, records
from mapper.render.data_dictionary import COLUMNS, Described, dictionary, words_of
from mapper.render.formulas import begins_formula
from mapper.render.provenance_words import about
from mapper.wording import shown

_AT_A_TIME = 2000
"""Records that are made into text at a time."""


def comparison_csv(compared: Comparison) -> Iterator[str]:
    """The records in pieces of text: a heading line, then what holds for the comparison as a whole (its `table` is
    `about`), then a line for each record.
    """
    yield _text([list(COLUMNS), *_about(compared)])
    rows: list[Sequence[str]] = []
    for record in records(compared):
        rows.append(_row(record))
        if len(rows) == _AT_A_TIME:
            yield _text(rows)
            rows = []
    yield _text(rows)


def dictionary_csv(compared: Comparison) -> str:
    """The data dictionary: the columns of the records, then the fields of each table."""
    columns = (("(columns)", name, name, text, "", "", "") for name, text in COLUMNS.items())
    about_it = (
        "about",
        "value",
        "Value",
        "What holds for the comparison as a whole.",
        "text",
        "",
        "",
    )
    described = dictionary(compared)
    rows = [*columns, about_it, *map(_cells, described), *map(_cells, words_of(described, compared.frame.study))]
    return _text([Described._fields, *rows])


def _cells(described: Described) -> tuple[str, ...]:
    return tuple(map(neutral, described))


def _about(compared: Comparison) -> Iterator[Sequence[str]]:
    for key, text in about(compared).items():
        said = {"table": "about", "item": key, "item_label": key, "field": "value", "value": neutral(text)}
        yield [said.get(column, "answered" if column == "status" else "") for column in COLUMNS]


def _row(record: Record) -> Sequence[str]:
    return (
        record.table,
        neutral(record.group),
        neutral(record.item),
        neutral(record.item_label),
        neutral(record.hub),
        neutral(record.hub_label),
        "yes" if record.fictional else "no",
        neutral(record.entry),
        record.field,
        neutral("; ".join(record.values)),
        number(record.low),
        number(record.high),
        record.unit,
        record.status.value,
        record.origin,
        record.comparability,
        neutral(record.note),
        neutral("; ".join(record.sources)),
        neutral(record.file),
        "" if record.line is None else str(record.line),
        record.path,
        "" if record.signed is None else "yes" if record.signed else "no",
        "yes" if record.plan else "no",
    )


def number(end: Decimal | None) -> str:
    """A number in plain figures; empty where there is none."""
    return "" if end is None else format(end.normalize(), "f")


@lru_cache(maxsize=20_000)  # most texts recur, in every record of a Hub or of an item
def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands in front of what could begin one, unless it
    is a number.
    """
    text = shown(text)
    return f"'{text}" if begins_formula(text) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdecimal() and text.isascii() and text[0] in "+-"


def _text(rows: Iterable[Sequence[str]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
