"""What changed between two versions of one Hub: answers matched by what they are about, never by position; and what
that does to the tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from mapper.compare.comparison import comparison, extract
from mapper.compare.lines import sort_key
from mapper.compare.table import Cell, Fact, Origin, Row, Status, Table
from mapper.compare.tables import KINDS
from mapper.compare.view import Frame, HubView
from mapper.identity import Key, Twins, about, identified, twins_in
from mapper.schema.answers import Answer, Answers

_LISTED = "items"
"""What is said of a list that has items, where it had none before or after."""


class How(StrEnum):
    """What happened to an answer or item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Change(NamedTuple):
    """A change of an answer, or of an item of a list as a whole (`is_item`: of it, the facts are those that it has).
    `old` and `new` are what stood and stands there; a change may be one of sources or of a remark alone.
    """

    how: How
    key: Key
    about: str
    is_item: bool
    old: tuple[Fact, ...]
    new: tuple[Fact, ...]


class RowChange(NamedTuple):
    """A row of a table that says something else (None: the row was not, or is not any more)."""

    table: str
    title: str
    row: str
    group: str | None
    old: Cell | None
    new: Cell | None


class Changes(NamedTuple):
    """All that changed between two versions of a Hub."""

    heading: str
    changes: tuple[Change, ...]
    rows: tuple[RowChange, ...]


class _Found(NamedTuple):
    """An answer met in a Hub: what it says, with the sources written at it alone; the items that it stands in; and
    what it is about, in words.
    """

    fact: Fact
    items: tuple[Key, ...]
    about: str


def changes(old: HubView, new: HubView) -> Changes:
    """What changed from one version of a Hub to another."""
    twins = twins_in(old.hub) | twins_in(new.hub)
    before, after = dict(_answers(old, twins)), dict(_answers(new, twins))
    return Changes(new.heading, tuple(_changes(before, after)), tuple(_row_changes(old, new)))


def _changes(before: Mapping[Key, _Found], after: Mapping[Key, _Found]) -> Iterator[Change]:
    items_before = {item for found in before.values() for item in found.items}
    items_after = {item for found in after.values() for item in found.items}
    told: set[Key] = set()
    for key in (*before, *(key for key in after if key not in before)):
        old, new = before.get(key), after.get(key)
        present = new or old
        assert present is not None
        gone = next((item for item in present.items if item not in items_after), None)
        come = next((item for item in present.items if item not in items_before), None)
        whole = gone or come
        if whole is not None:
            if whole not in told:
                told.add(whole)
                yield _item_change(whole, before if gone else after, How.REMOVED if gone else How.ADDED)
            continue
        if _differs(old, new) and not _tells_of_items(old, new):
            yield _answer_change(key, present, old, new)


def _item_change(item: Key, answers: Mapping[Key, _Found], how: How) -> Change:
    facts = tuple(found.fact for found in answers.values() if item in found.items and _has_own(found.fact))
    old, new = (facts, ()) if how is How.REMOVED else ((), facts)
    return Change(how, item, about(item), True, old, new)


def _has_own(fact: Fact) -> bool:
    return bool(fact.values) and not _is_listed(fact)


def _differs(old: _Found | None, new: _Found | None) -> bool:
    return (None if old is None else _said(old.fact)) != (None if new is None else _said(new.fact))


def _tells_of_items(old: _Found | None, new: _Found | None) -> bool:
    """Whether all there is to say is that a list has items, or has none any more: its items say so."""
    return (old is None or new is None) and all(found is None or _is_listed(found.fact) for found in (old, new))


def _is_listed(fact: Fact) -> bool:
    return fact.values == (_LISTED,) and fact.origin is Origin.DERIVED


def _answer_change(key: Key, present: _Found, old: _Found | None, new: _Found | None) -> Change:
    was = old.fact if old is not None else None
    now = new.fact if new is not None else None
    is_new = was is None or was.status is Status.NOT_ANSWERED
    is_gone = now is None or now.status is Status.NOT_ANSWERED
    how = How.ADDED if is_new and not is_gone else How.REMOVED if is_gone and not is_new else How.CHANGED
    return Change(how, key, present.about, False, (was,) if was else (), (now,) if now else ())


def _said(fact: Fact) -> tuple[Any, ...]:
    """What a fact says, without where it stands; a list of words in no order."""
    return fact.status, tuple(sorted(map(sort_key, fact.values))), fact.note, tuple(sorted(fact.sources))


def _answers(view: HubView, twins: Twins) -> Iterator[tuple[Key, _Found]]:
    for key, path, items, question, owner, answer in identified(view.hub, twins):
        if question.group is None:
            fact = view.fact(owner, question.key, path[:-1])
            own = answer.cited if isinstance(answer, (Answer, Answers)) else ()
            yield key, _Found(fact._replace(sources=own), items, about(key))
            continue
        status = view.status_of(answer, path)
        if len(answer):
            yield key, _Found(view.known(question.key, [_LISTED], path), items, about(key))
        elif status is not Status.NOT_ANSWERED:
            yield key, _Found(view.without(question.key, status, path, note=answer.note), items, about(key))


def _row_changes(old: HubView, new: HubView) -> Iterator[RowChange]:
    tables_before, tables_after = _tables(old), _tables(new)
    for before, after in zip(tables_before, tables_after, strict=True):
        yield from _of_table(before, after)


def _tables(view: HubView) -> Sequence[Table]:
    return comparison(Frame(view.frame.study, view.frame.as_of), [extract(view, KINDS)]).tables


def _of_table(before: Table, after: Table) -> Iterator[RowChange]:
    old, new = ({row.id: row for row in table.rows} for table in (before, after))
    for row_id in (*new, *(row_id for row_id in old if row_id not in new)):
        was, now = old.get(row_id), new.get(row_id)
        row = now or was
        assert row is not None
        if _cells(was) != _cells(now):
            yield RowChange(after.id, after.title, row.label, row.group, _first(was), _first(now))


def _cells(row: Row | None) -> tuple[Any, ...] | None:
    """What the cells of a row say, without where it stands."""
    if row is None:
        return None
    return tuple(
        (cell.status, cell.note, tuple(tuple((f.field, *_said(f)[:3]) for f in entry.facts) for entry in cell.entries))
        for cell in row.cells
    )


def _first(row: Row | None) -> Cell | None:
    return row.cells[0] if row is not None and len(row.cells) == 1 else None
