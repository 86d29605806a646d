"""What may stand in a cell of a workbook: exact numbers and dates, texts that no spreadsheet takes for a formula, names
of sheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from mapper.compare.sums import Total
from mapper.compare.table import Cell, Fact, Status
from mapper.render.cell_words import unsigned_mark
from mapper.render.formulas import begins_formula
from mapper.schema.scalars import Amount, PartialDate
from mapper.vocabulary.fields import field_of
from mapper.wording import shown

DATE_FORMAT = "yyyy-mm-dd"
MOST_CHARACTERS, LONGEST_SHEET_NAME = 32_767, 31
_CUT = "… (cut)"
_MOST_FIGURES = 15
"""A spreadsheet keeps no more figures of a number than these."""
_FIRST_SURE_DATE = date(1900, 3, 1)
"""Before this day spreadsheets disagree: Excel holds 1900 for a leap year."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""How a workbook writes a character by its number: `_x000D_`."""
_NOT_IN_SHEET_NAMES = re.compile(r"[\\/?*\[\]:]")
_RESERVED_SHEET_NAME = "history"


class Exact(NamedTuple):
    """A number or a date, with the number format by which it reads as its text does."""

    value: int | float | date
    number_format: str


def exact(cell: Cell, text: str) -> Exact | None:
    """The one number or date that is all that a cell says, the mark of what is not signed off apart; None where its
    text says more, or less exactly.
    """
    mark = unsigned_mark() if cell.is_unsigned else ""
    found = _exact(cell, text.removesuffix(mark))
    return found if found is None or not mark else found._replace(number_format=f'{found.number_format}"{mark}"')


def _exact(cell: Cell, text: str) -> Exact | None:
    if len(cell.entries) != 1:
        return None
    fact = cell.entries[0].facts[0]
    if fact.status is not Status.ANSWERED or len(fact.values) != 1:
        return None
    (value,) = fact.values
    return _exact_date(value, text) if isinstance(value, PartialDate) else _exact_number(value, fact, text)


def _exact_date(value: PartialDate, text: str) -> Exact | None:
    day = value.earliest
    if day is None or day != value.latest or day < _FIRST_SURE_DATE or text != day.isoformat():
        return None
    return Exact(day, DATE_FORMAT)


def _exact_number(value: Any, fact: Fact, text: str) -> Exact | None:
    if not isinstance(value, (Amount, Total)) or value.low is None or value.low != value.high:
        return None
    number = value.low
    if len(number.as_tuple().digits) > _MOST_FIGURES or abs(number.adjusted()) > _MOST_FIGURES:
        return None
    figures = f"{Amount(number, number):,f}"
    form = next((form for form in _forms(fact) if form.replace("{}", figures) == text), None)
    return None if form is None else Exact(_plain(number), _number_format(form, figures))


def _forms(fact: Fact) -> Iterator[str]:
    """How a number of a field may be said, with the number in place of `{}`."""
    field = field_of(fact.field)
    said = ("{}", field.said or "", (field.said_of_one or "").replace("1", "{}", 1))
    return (form for form in said if form.count("{}") == 1 and '"' not in form)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _number_format(form: str, figures: str) -> str:
    """The number format of a form, to as many decimal places as the figures have: `"£"#,##0.00`."""
    before, _, after = form.partition("{}")
    places = len(figures.partition(".")[2])
    number = "#,##0" + ("." + "0" * places if places else "")
    return "".join((f'"{before}"' if before else "", number, f'"{after}"' if after else ""))


def safe_text(text: str) -> str:
    """A text as a cell can hold it: without control characters, never a formula (an apostrophe goes before what begins
    like one, which holds in a CSV file too), and cut where it is too long.
    """
    is_formula = begins_formula(text)
    plain = _ESCAPE.sub("_x005F_", shown(text))
    return _cut(f"'{plain}" if is_formula else plain, MOST_CHARACTERS, _CUT)


def one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(shown(" ".join(text.split())).split())


def sheet_names(titles: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """A name for the sheet of each title, which Excel allows and no other sheet has, whatever the capitals."""
    used = {_RESERVED_SHEET_NAME, *(name.casefold() for name in taken)}
    names = []
    for title in titles:
        plain = one_line(_NOT_IN_SHEET_NAMES.sub(" ", title)).strip("' ") or "Table"
        name, number = _cut(plain, LONGEST_SHEET_NAME, "…"), 1
        while name.casefold() in used:
            number += 1
            behind = f" ({number})"
            name = _cut(plain, LONGEST_SHEET_NAME - len(behind), "…") + behind
        used.add(name.casefold())
        names.append(name)
    return tuple(names)


def _cut(text: str, most: int, end: str) -> str:
    """A text of at most so many characters as a spreadsheet counts them, in units of UTF-16."""
    if 2 * len(text) <= most:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * most:
        return text
    return units[: 2 * (most - len(end))].decode("utf-16-le", "ignore").rstrip() + end
