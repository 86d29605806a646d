"""The one shape of every table: rows of cells, a column for each Hub, each cell with its standing and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from mapper.findings import Path
from mapper.schema.answers import Answer, Answers, MissingWord, Reading
from mapper.schema.scalars import PartialDate
from mapper.study import Study


@dataclass(frozen=True, slots=True)
class Coded:
    """A word of a code list, to be shown by its label."""

    list: str
    word: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A value with the date at which it was so."""

    value: Any
    as_of: PartialDate


@dataclass(frozen=True, slots=True)
class Cell:
    """What one Hub says of one item: one value, several where sources conflict or a list was asked, or none.

    `missing` says why there is none; `is_listed` is false where the Hub's list does not mention the item at all, and
    `is_refused` true where there is an answer that cannot be used until it is corrected.
    """

    values: tuple[Any, ...] = ()
    missing: MissingWord | None = None
    is_conflict: bool = False
    is_listed: bool = True
    is_refused: bool = False
    note: str | None = None
    sources: tuple[str, ...] = ()
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A Hub in a table."""

    hub: str
    heading: str
    is_fictional: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An item with what each Hub says of it, in the order of the columns; `over_hubs` sums it up where that means
    something.
    """

    id: str
    label: str
    group: str | None
    cells: tuple[Cell, ...]
    over_hubs: Any = None


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison of Hubs on one subject."""

    id: str
    title: str
    row_heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    over_hubs_heading: str | None = None


NOT_LISTED_NOTE = "“Not listed”: what the Hub lists does not mention it, which does not mean that there is none."


def notes_that_apply(rows: Iterable[Row], notes: Iterable[str]) -> tuple[str, ...]:
    """The notes of a table, with the one on items that are not listed only where there is such a cell."""
    has_unlisted = any(not cell.is_listed and cell.missing is None for row in rows for cell in row.cells)
    return (*notes, NOT_LISTED_NOTE) if has_unlisted else tuple(notes)


def columns_of(study: Study) -> tuple[Column, ...]:
    """A column for each Hub."""
    return tuple(Column(mapped.id, study.heading(mapped), mapped.is_fictional) for mapped in study.hubs)


def cell_of(answer: Answer[Any], path: Path, show: Callable[[Any], Any] = lambda value: value) -> Cell:
    """A cell for one question; `show` says what of a value belongs into the table."""
    return Cell(
        values=tuple(_shown(reading, show) for reading in answer.readings),
        missing=answer.missing,
        is_conflict=len(answer.readings) > 1,
        note=answer.note or next((reading.note for reading in answer.readings if reading.note), None),
        sources=answer.cited,
        path=path,
    )


def _shown(reading: Reading[Any], show: Callable[[Any], Any]) -> Any:
    value = show(reading.value)
    return value if reading.as_of is None else Dated(value, reading.as_of)


def cell_of_list(answers: Answers[Any], path: Path, show: Callable[[Any], Any] = lambda value: value) -> Cell:
    """A cell for a question that takes a list."""
    return Cell(
        values=tuple(show(item) for item in answers),
        missing=answers.missing,
        note=answers.note,
        sources=answers.cited,
        path=path,
    )


def not_in(answers: Answers[Any], path: Path) -> Cell:
    """The cell of an item that a Hub's list does not mention: the list's own missing word, or blank, or not listed."""
    return Cell(missing=answers.missing, is_listed=not len(answers), path=path)


def in_order(words: Iterable[str], position: Callable[[str], int]) -> list[str]:
    """Words once each, in the order of their code list; unknown ones last, as they come."""
    return sorted(dict.fromkeys(words), key=position)
