"""What one Hub says for a table: a line for each item that it speaks of, and what stands where it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from mapper.compare.sums import Total
from mapper.compare.table import Cell, Coded, Entry, Fact, Item, Parts, Status, bare
from mapper.compare.view import HubView, cell_of
from mapper.findings import Path
from mapper.schema.answers import Answers
from mapper.schema.base import Group
from mapper.vocabulary.fields import field_label
from mapper.wording import counted, key_words

NOTHING: Mapping[str | None, Cell] = {}
LAST = 10_000
"""The rank of what stands behind all other rows, or all of its group."""
_REFUSED = "Not usable until it is corrected"
ANY_GROUP = "*"
"""In place of a group: what stands for items of any group."""


class Line(NamedTuple):
    """An item with what a Hub says of it."""

    item: Item
    cell: Cell


class Said(NamedTuple):
    """All that a Hub says for a table; `absent` is what stands for an item of a group of which it has no line."""

    lines: tuple[Line, ...]
    absent: Mapping[str | None, Cell] = NOTHING

    def absent_from(self, group: str | None) -> Cell | None:
        """What stands for an item of a group."""
        return self.absent.get(group) or self.absent.get(ANY_GROUP)


Facts = Callable[[Any, Path], tuple[Fact, ...]]
"""The facts of an item of a list, given it and its path; the first is what the cell is about."""


def question_lines(
    view: HubView, section: Group, path: Path, keys: Iterable[str], group: str | None = None, rank: int = 0
) -> Iterator[Line]:
    """A line for each of some questions of a section; `host.organisation` is that of a group in it, whose remark stands
    at the first of them; and a line for the remark on the section.
    """
    remarked = {id(section)}
    for number, key in enumerate(keys):
        owner, here = section, path
        *outer, last = key.split(".")
        for part in outer:
            owner, here = getattr(owner, part), (*here, part)
        item = Item(key, field_label(key) or key_words(last), group, (rank, number))
        beside = () if id(owner) in remarked else view.remarks(owner, here)
        remarked.add(id(owner))
        yield Line(item, view.cell(view.fact(owner, last, here, key), *beside))
    remark = view.fact(section, "note", path, "remark")
    if remark.values:
        yield Line(Item(f"{path[0]}.remark", field_label("remark") or "", None, (LAST,)), view.cell(remark))


def word_lines(
    view: HubView,
    listed: Answers[Any],
    path: Path,
    identity: str,
    code_list: str,
    group: str | None = None,
    rank: int = 0,
    *,
    facts: Facts | None = None,
    otherwise: Facts | None = None,
) -> Iterator[Line]:
    """A line for each word by which the items of a list are told apart, such as the channel of a channel, with an entry
    for each item that holds at the date.
    """
    words = view.words[code_list]
    for word, items in by_identity(listed, path, identity).items():
        item = Item(f"{identity}:{word}", words.label(word), group, (rank, words.position(word), word))
        yield Line(item, cell_of_items(view, items, facts or view.facts, otherwise))
    yield from refused_lines(view, path, group, rank)


def refused_lines(view: HubView, path: Path, group: str | None = None, rank: int = 0) -> Iterator[Line]:
    """A line that says how many items of a list cannot be used, where there are such."""
    if refused := view.refused_items(path):
        item = Item(f"{path[-1]}:cannot be used", _REFUSED, group, (rank, LAST), is_told=False)
        yield Line(item, Cell((), Status.HAS_ERROR, counted(refused, "item"), path, view.line(path)))


def by_identity(listed: Answers[Any], path: Path, identity: str) -> dict[str, list[tuple[Path, Any]]]:
    """The items of a list with their paths, by the word that they are about."""
    found: dict[str, list[tuple[Path, Any]]] = {}
    for below, item in listed.placed():
        answer = getattr(item, identity)
        word = answer if isinstance(answer, str) else answer.value
        if word is not None:
            found.setdefault(word, []).append(((*path, *below), item))
    return found


def cell_of_items(view: HubView, items: Iterable[tuple[Path, Any]], say: Facts, otherwise: Facts | None = None) -> Cell:
    """A cell with an entry for each item that may hold at the date, in an order of their own; if none does, with one
    for each that says `otherwise`, or else when it holds.
    """
    placed = list(items)
    now = [(path, item) for path, item in placed if view.holds(item)]
    if not now:
        say = otherwise or partial(_when, view)
    return cell_of(in_order(entry_of(view, item, say(item, path), path) for path, item in now or placed))


def _when(view: HubView, item: Group, path: Path) -> tuple[Fact, ...]:
    """Of an item that does not hold at the date: only when it does."""
    return (view.without("holds", Status.NOT_THEN, path), *view.remarks(item, path))


def entry_of(view: HubView, item: Group, facts: tuple[Fact, ...], path: Path) -> Entry:
    """An entry for an item of a list, under its id where it has one."""
    if not hasattr(item, "id"):
        return Entry(facts)
    number = path[-1]
    name = getattr(item, "name", None)
    text = name.value if name is not None else None
    return Entry(facts, view.item_id(item, number + 1 if isinstance(number, int) else 1), None if view.hides else text)


def answered_first(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Facts none of which is what the item is about more than the others: in front the first that has a value, or else
    the first that says why not.
    """
    with_value = (fact for fact in facts if fact.values)
    with_reason = (fact for fact in facts if fact.status is not Status.NOT_ANSWERED)
    first = next(with_value, None) or next(with_reason, facts[0])
    return (first, *(fact for fact in facts if fact is not first))


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries in an order that does not depend on that of the file."""
    return tuple(sorted(entries, key=_rank))


def _rank(entry: Entry) -> tuple[Any, ...]:
    since = entry.fact("from")
    start = bare(since.values[0]).earliest if since is not None and since.values else None
    return (
        start is not None,
        str(start),
        entry.id or "",
        [[sort_key(value) for value in f.values] for f in entry.facts],
    )


def sort_key(value: Any) -> str:
    """A value as a text to sort by."""
    if isinstance(value, Total):
        return f"{value.bounds} of {value.known}"
    if isinstance(value, Parts):
        return repr(sorted((key, sorted(map(sort_key, values))) for key, values in value.parts))
    return value.word if isinstance(value, Coded) else str(value)


def all_lines(*parts: Iterable[Line]) -> tuple[Line, ...]:
    """The lines of several parts, one after the other."""
    return tuple(line for part in parts for line in part)
