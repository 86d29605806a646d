"""What was read of a file: plain values, and the place of each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mapper.findings import Path, Place, Problem

_SOURCED = frozenset(("value", "sources", "as_of", "note"))


class Branch:
    """The places of a list or of a group of answers: the marks of its start and end, and its children, which are
    branches or events; those of a group by their keys, each behind the event of the key.
    """

    __slots__ = ("children", "end", "start")

    def __init__(self, start: Any, children: Any) -> None:
        self.start = self.end = start
        self.children = children

    def below(self, part: str | int) -> tuple[Any, Any] | None:
        """The event of the key and the place of a child; a list has no keys; None where there is no such child."""
        if isinstance(self.children, dict):
            child: tuple[Any, Any] | None = self.children.get(part)
            return child
        return (None, self.children[part]) if isinstance(part, int) and part < len(self.children) else None


class Written(NamedTuple):
    """How a scalar is written: from and to which character of the text, and its style: a quotation mark, `|`, `>` or
    nothing where it is plain.
    """

    start: int
    end: int
    style: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says: plain values (None if nothing could be read), the trouble met, and the place of every path.
    `digest` is the SHA-256 of the file; empty where the text is from no file.
    """

    values: Any
    problems: tuple[Problem, ...]
    lines: tuple[str, ...]
    _places: Any = field(default=None, repr=False)
    digest: str = ""

    def place(self, path: Path, *, on_key: bool = False) -> Place:
        """The place of the value at `path` (of its key if asked), or else of the nearest group that holds it."""
        place, key, is_there = self._nearest(path)
        if on_key and is_there and key is not None:
            return event_place(key)
        place, key = _meant(place, key) if is_there and path else (place, key)
        if isinstance(place, Branch):
            return self._first_line(place) if key is None else event_place(key)
        return Place(1, 1, 1, 1) if place is None else self._value_place(place, key)

    def line_at(self, path: Path) -> int:
        """The line on which that place begins, for those who ask for a thousand of them and need no more."""
        place, key, is_there = self._nearest(path)
        place, key = _meant(place, key) if is_there and path else (place, key)
        if place is None:
            return 1
        if isinstance(place, Branch):
            return int(place.start.line if key is None else key.start_mark.line) + 1
        return int((key if _is_nothing(place) and key is not None else place).start_mark.line) + 1

    def _nearest(self, path: Path) -> tuple[Any, Any, bool]:
        """What stands at a path, or else the nearest group that holds it, with its key; and whether it is there."""
        place, key = self._places, None
        for part in path:
            child = place.below(part) if isinstance(place, Branch) else None
            if child is None:
                return place, key, False
            key, place = child
        return place, key, True

    def place_of_part(self, path: Path, part: str) -> Place | None:
        """Where a part of the text at `path` stands, if the text goes over several lines and one of them holds it."""
        event = self._event(path)
        last = 0 if event is None else event.end_mark.line
        for line in range(event.start_mark.line + 1, last + 2) if event and event.start_mark.line < last else ():
            column = self.line(line).find(part) + 1
            if column:
                return Place(line, column, line, column + len(part))
        return None

    def written(self, path: Path, *, on_key: bool = False) -> Written | None:
        """The stretch of text in which the scalar at `path` (or its key) is written; None where there is no scalar."""
        event = self._event(path, on_key=on_key)
        if event is None:
            return None
        return Written(event.start_mark.index, event.end_mark.index, event.style or "")

    def _event(self, path: Path, *, on_key: bool = False) -> Any:
        """The event of the scalar at `path` or of its key; None where there is no scalar."""
        place, key = self._places, None
        for part in path:
            child = place.below(part) if isinstance(place, Branch) else None
            if child is None:
                return None
            key, place = child
        event = key if on_key else place
        return None if isinstance(event, Branch) else event

    def plain_scalars_ending_on(self, lines: Collection[int]) -> Iterator[tuple[Path, Place]]:
        """The scalars without quotation marks that end on some lines, with their paths and places."""
        branches: list[tuple[Path, Any]] = [((), self._places)] if lines else []
        for path, branch in branches:
            children = branch.children if isinstance(branch, Branch) else ()
            for part, child in children.items() if isinstance(children, dict) else enumerate(children):
                event = child[1] if isinstance(children, dict) else child
                if isinstance(event, Branch):
                    branches.append(((*path, part), event))
                elif event.end_mark.line + 1 in lines and not event.style:
                    yield (*path, part), event_place(event)

    def line(self, number: int) -> str:
        """Line `number` (from 1) as typed, or nothing beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def _first_line(self, branch: Branch) -> Place:
        start, end = branch.start, branch.end
        if start.line == end.line:
            return Place(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        return Place(start.line + 1, start.column + 1, start.line + 1, len(self.line(start.line + 1)) + 1)

    def _value_place(self, event: Any, key: Any) -> Place:
        if _is_nothing(event) and key is not None:
            return event_place(key)  # nothing stands behind the colon: point at the key
        return event_place(event)


def _meant(place: Any, key: Any) -> tuple[Any, Any]:
    """Of an answer with sources or a remark, the value itself."""
    if isinstance(place, Branch) and "value" in place.children and _SOURCED.issuperset(place.children):
        value_key, value = place.children["value"]
        return value, value_key
    return place, key


def _is_nothing(event: Any) -> bool:
    return bool(event.start_mark.index == event.end_mark.index)


def event_place(event: Any) -> Place:
    """The place of an event of the parser, which has a start and an end mark."""
    start, end = event.start_mark, event.end_mark
    if end.line > start.line and end.column == 0 and end.line == start.line + 1:
        return Place(start.line + 1, start.column + 1, start.line + 1, start.column + 2)  # a block text, by its mark
    return Place(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
