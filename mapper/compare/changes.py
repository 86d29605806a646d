"""What changed between two versions of one Hub: answers matched by what they are about, never by position; and what
that does to the tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from mapper.compare.comparison import comparison, extract
from mapper.compare.lines import sort_key
from mapper.compare.table import Cell, Fact, Origin, Row, Status, Table
from mapper.compare.tables import KINDS
from mapper.compare.view import Frame, HubView
from mapper.findings import Path
from mapper.schema.answers import Answer, Answers, Standing
from mapper.schema.base import Group, questions
from mapper.wording import key_words

Key = tuple[str, ...]
"""What an answer is about: keys of the form, and in brackets what tells an item of a list from the others."""
Twins = frozenset[tuple[Key, str]]
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
    twins = _twins(old.hub, ()) | _twins(new.hub, ())
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
    return _of_group(view, view.hub, (), (), (), twins)


def _twins(group: Group, asked: Key) -> Twins:
    """The names that several items of one list have, each with the questions that lead to the list."""
    found = set[tuple[Key, str]]()
    for question in questions(type(group)):
        if question.group is None:
            continue
        answer, here = getattr(group, question.attribute), (*asked, question.key)
        below = [item for _, item in answer.placed()] if question.is_list else [answer]
        if question.is_list:
            names = Counter(map(_name, below))
            found.update((here, name) for name, number in names.items() if number > 1)
        for one in below:
            found |= _twins(one, here)
    return frozenset(found)


def _of_group(
    view: HubView, group: Group, path: Path, key: Key, items: tuple[Key, ...], twins: Twins
) -> Iterator[tuple[Key, _Found]]:
    for question in questions(type(group)):
        answer = getattr(group, question.attribute)
        here, named = (*path, question.key), (*key, question.key)
        if question.group is None:
            if not (question.is_remark and _is_blank(answer)):
                fact = view.fact(group, question.key, path)
                own = answer.cited if isinstance(answer, (Answer, Answers)) else ()
                yield named, _Found(fact._replace(sources=own), items, about(named))
        elif not question.is_list:
            yield from _of_group(view, answer, here, named, items, twins)
        else:
            status = view.status_of(answer, here)
            if len(answer):
                yield named, _Found(view.known(question.key, [_LISTED], here), items, about(named))
            elif status is not Status.NOT_ANSWERED:
                yield named, _Found(view.without(question.key, status, here, note=answer.note), items, about(named))
            asked = tuple(part for part in named if not part.startswith("["))
            for below, item, name in _named_items(answer, {name for at, name in twins if at == asked}):
                own = (*named, f"[{name}]")
                yield from _of_group(view, item, (*here, *below), own, (*items, own), twins)


def _is_blank(answer: object) -> bool:
    return isinstance(answer, (Answer, Answers)) and answer.standing is Standing.BLANK


def _named_items(answers: Answers[Any], twins: Collection[str]) -> Iterator[tuple[Path, Group, str]]:
    """The items of a list with what tells them apart: their id, the word that they are about, or else all that they
    say; `twins`, which are about the same in either version, by since when they hold, then by what they say.
    """
    placed = [(below, item, _name(item)) for below, item in answers.placed()]
    seen: Counter[str] = Counter()
    for below, item, name in sorted(placed, key=lambda one: (one[2], repr(one[1]))):
        own = _longer_name(item, name) if name in twins else name
        seen[own] += 1
        yield below, item, own if seen[own] == 1 else f"{own} ({seen[own]})"


def _longer_name(item: Group, name: str) -> str:
    """What tells an item from others that are about the same: since when it holds, or all that it says."""
    since = getattr(item, "from_", None)
    if since is not None and since.value is not None:
        return f"{name}, from {since.value}"
    return name if since is not None else ", ".join(_all_answers(item))


def _name(item: Group) -> str:
    identifying = [question for question in questions(type(item)) if question.identifies]
    if identifying:
        return " → ".join(str(getattr(item, question.attribute)) for question in identifying)
    return next(_all_answers(item), "without a name")


def _all_answers(item: Group) -> Iterator[str]:
    for question in questions(type(item)):
        answer = getattr(item, question.attribute)
        if isinstance(answer, Answer) and answer.readings:
            yield " / ".join(str(reading.value) for reading in answer.readings)
        elif isinstance(answer, Answers) and answer.items:
            yield ", ".join(sorted(map(str, answer.items)))


def about(key: Key) -> str:
    """What an answer is about, in words: “Staffing, posts “nurses”, WTE”."""
    words: list[str] = []
    for part in key:
        if part.startswith("[") and words:
            words[-1] += f" “{part[1:-1]}”"
        else:
            word = key_words(part)
            words.append(word if not words else word[:1].lower() + word[1:] if not word.isupper() else word)
    return ", ".join(words)


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
