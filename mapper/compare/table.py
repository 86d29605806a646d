"""The one shape of every table: rows of cells, a cell of entries, an entry of facts, each fact with its standing, its
sources and its place in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple

from mapper.findings import Path
from mapper.schema.answers import MissingWord
from mapper.schema.scalars import PartialDate


class Status(StrEnum):
    """How far something is answered: a value, several that conflict, one of the five missing words, or why else not.
    `CANNOT_BE_TOLD` is said of what follows from answers, where these do not tell.
    """

    ANSWERED = "answered"
    CONFLICTING = "sources conflict"
    NOT_KNOWN = "not known"
    NOT_REPORTED = "not reported"
    NOT_COLLECTED = "not collected"
    NOT_APPLICABLE = "not applicable"
    WITHHELD = "withheld"
    NOT_ANSWERED = "not answered"
    NOT_LISTED = "not listed"
    CANNOT_BE_TOLD = "cannot be told"
    NOT_THEN = "not at this date"
    NOT_OPEN = "not open then"
    HAS_ERROR = "has an error"
    NOT_SIGNED = "not signed off"

    @classmethod
    def of(cls, reason: MissingWord | None) -> Status:
        """The standing of an answer without a value: its missing word, or that it is blank."""
        return cls.NOT_ANSWERED if reason is None else cls(reason.value)

    @property
    def has_value(self) -> bool:
        """Whether there is a value, or several."""
        return self in _WITH_VALUE

    @property
    def is_known(self) -> bool:
        """Whether the answer is settled: a value, that the item does not hold then, or that it does not arise."""
        return self in _KNOWN


_WITH_VALUE = (Status.ANSWERED, Status.CONFLICTING)
_KNOWN = (Status.ANSWERED, Status.NOT_THEN, Status.NOT_APPLICABLE)
_OF_ANOTHER_DATE = (Status.NOT_THEN, Status.NOT_OPEN)
REASONS_FOR_NO_ANSWER = tuple(status for status in Status if status not in (*_WITH_VALUE, *_OF_ANOTHER_DATE))
"""The standings that are counted as missing, in the order in which they are told."""


class Coded(NamedTuple):
    """A word of a code list, to be shown by its label."""

    list: str
    word: str


class Told(NamedTuple):
    """A value with what stands beside it: the date at which it was so; and, where sources conflict, those that say so
    and the remark on it.
    """

    value: Any
    as_of: PartialDate | None
    sources: tuple[str, ...] = ()
    note: str | None = None


def bare(value: Any) -> Any:
    """A value without what stands beside it."""
    return value.value if isinstance(value, Told) else value


class Parts(NamedTuple):
    """An item of a list within an item, such as the opening hours of some days: values by the key of the question."""

    parts: tuple[tuple[str, tuple[Any, ...]], ...]


class Origin(StrEnum):
    """Where a fact is from: an answer, what follows from answers, or an answer that another table tells too."""

    ANSWER = "answer"
    DERIVED = "derived"
    REPEATED = "repeated"


class Fact(NamedTuple):
    """What is said in answer to one question, or follows from answers: one value, several where sources conflict or a
    list was asked, or none. `field` names the question by its keys within the item; `line` counts from 1 (0: nowhere).
    `is_whole` is false where it is told of several posts, say, and not known of some: its note says so.
    """

    field: str
    values: tuple[Any, ...]
    status: Status
    note: str | None = None
    sources: tuple[str, ...] = ()
    path: Path = ()
    line: int = 0
    origin: Origin = Origin.ANSWER
    is_whole: bool = True


class Entry(NamedTuple):
    """One thing that a Hub says of an item. The first fact is the one that the item is about. `id` and `name` tell it
    from others in the cell.
    """

    facts: tuple[Fact, ...]
    id: str | None = None
    name: str | None = None

    def fact(self, field: str) -> Fact | None:
        """The fact of a field, if the entry has one."""
        return next((fact for fact in self.facts if fact.field == field), None)


class Cell(NamedTuple):
    """What one Hub says of one item. Without entries, `status` says why; with entries, how far the first facts are
    answered. `is_unsigned` marks a cell of which something is not signed off, where that is asked for.
    """

    entries: tuple[Entry, ...]
    status: Status
    note: str | None = None
    path: Path = ()
    line: int = 0
    is_unsigned: bool = False

    @property
    def main(self) -> Fact | None:
        """The fact that the first entry is about."""
        return self.entries[0].facts[0] if self.entries else None

    @property
    def values(self) -> tuple[Any, ...]:
        """What the entries say first."""
        return tuple(value for entry in self.entries for value in entry.facts[0].values)

    def facts(self) -> Iterator[Fact]:
        """Every fact of every entry."""
        for entry in self.entries:
            yield from entry.facts


class Item(NamedTuple):
    """What a row is about. Rows are matched by `id` alone; `order` says where the row stands. `is_told` is false where
    Hubs do not say what it is, such as a role that is not given: then they cannot be compared by it.
    """

    id: str
    label: str
    group: str | None
    order: tuple[Any, ...]
    is_told: bool = True


class Column(NamedTuple):
    """A column: a Hub, or else (`hub` is None) something that is said of every row."""

    hub: str | None
    heading: str
    is_fictional: bool = False
    is_plan: bool = False


class Comparability(StrEnum):
    """Whether Hubs say the same of an item."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_YET = "not comparable yet"


class Row(NamedTuple):
    """An item with what stands of it in each column; `over_hubs` sums it up where that means something. `hub` is the
    Hub that the row is about where columns are no Hubs. The last so many cells, `plans`, are of Hubs that are only
    planned.
    """

    id: str
    label: str
    group: str | None
    cells: tuple[Cell, ...]
    comparability: Comparability | None = None
    over_hubs: Any = None
    hub: str | None = None
    plans: int = 0

    @property
    def of_hubs(self) -> tuple[Cell, ...]:
        """The cells of the Hubs that are mapped, which alone are counted and compared; of plans where all are."""
        return self.cells[: len(self.cells) - self.plans] or self.cells


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison of Hubs on one subject. `left_out` counts the rows that are not shown because nothing differs."""

    id: str
    title: str
    row_heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def is_of_hubs(self) -> bool:
        """Whether columns are Hubs."""
        return all(column.hub is not None for column in self.columns)

    def groups(self) -> Iterator[tuple[str | None, Iterator[Row]]]:
        """The rows by the groups in which they stand."""
        return groupby(self.rows, lambda row: row.group)
