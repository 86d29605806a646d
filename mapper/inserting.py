"""Put new answers into a text of YAML, and keep everything else, comments included, byte for byte.

A change after which the text would say anything but what is meant is refused.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from mapper.document import Branch
from mapper.errors import MapperError
from mapper.findings import Path, path_text
from mapper.reading import read_text
from mapper.schema.readings import MISSING_WORDS, missing_form
from mapper.yaml_text import Layout, Lines, entry_lines, group_lines, indented, inline, layout, span

_BYTE_ORDER_MARK = "\ufeff"
_COLON = re.compile(r"\s*:")
_BEHIND = re.compile(r"(?:[ \t]*[|>][-+0-9]*)?([ \t]*(?:#.*)?)")
"""What may stand behind a colon, or behind a value, on a line of which the value is replaced: the mark of a text on the
lines below, and a comment, which stays.
"""


def with_answer(data: bytes, path: Path, value: Any) -> bytes:
    """A file's content with plain data as the value at a path, which ends in a key of a group that is there.

    Raises MapperError where that cannot be done without changing anything else.
    """
    spot = _Spot(data, path, value)
    return spot.checked(spot.with_value(layout(value), inline(value)), value)


def with_item(data: bytes, path: Path, item: dict[str, Any]) -> bytes:
    """A file's content with one more item in the list at a path: behind those filled in, before those that are blank.

    Raises MapperError where that cannot be done without changing anything else.
    """
    spot = _Spot(data, path, item)
    old = spot.old
    if _is_no_list_yet(old):
        laid_out = Layout("", group_lines(item))
        text = spot.with_last_key(laid_out) if spot.is_new_at_top else spot.with_value(laid_out, inline([item]))
        return spot.checked(text, [item])
    if not isinstance(old, list):
        spot.refuse("something other than a list stands there")
    position = max((number for number, one in enumerate(old, 1) if not _is_blank(one)), default=0)
    return spot.checked(spot.with_item(position, item), [*old[:position], item, *old[position:]])


class _Spot:
    """The place in a text at which something is to be written: a group, and the event of the key and the place of the
    value in it if they are there. Its methods give the whole text with a change.
    """

    def __init__(self, data: bytes, path: Path, new: Any) -> None:
        self._path, self._new = path, new
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            self.refuse("the file is not saved as UTF-8")
        self._mark, self._text = (_BYTE_ORDER_MARK, text[1:]) if text.startswith(_BYTE_ORDER_MARK) else ("", text)
        self._lines = Lines(self._text)
        self._document = read_text(self._text)
        self._group = self._find_group()
        self._key, self._value = self._group.children.get(path[-1], (None, None))
        self.is_new_at_top = self._key is None and len(path) == 1
        self.old = None if self._key is None else _at(self._document.values, path)
        """The value that is there."""

    def _find_group(self) -> Branch:
        if not self._path or not isinstance(self._path[-1], str):
            self.refuse("its path does not end in the name of an answer")
        place: Any = self._document._places
        for part in self._path[:-1]:
            child = place.below(part) if isinstance(place, Branch) else None
            place = child and child[1]
        if not isinstance(place, Branch) or not isinstance(place.children, dict) or not place.children:
            self.refuse("there is no group to write it in")
        return place

    def refuse(self, reason: str) -> NoReturn:
        """Raise MapperError."""
        name = path_text(self._path) or "An answer without a name"
        raise MapperError(f"{name} cannot be written: {reason}. Please write it by hand: {inline(self._new)}")

    def checked(self, text: str, value: Any) -> bytes:
        """The content of a changed text, if it says what is meant: what was there, with a value at the path."""
        read, meant = read_text(text), _with(self._document.values, self._path, value)
        # as JSON: tells 1 from true, and takes .nan as equal to itself
        if json.dumps(read.values) != json.dumps(meant) or len(read.problems) > len(self._document.problems):
            self.refuse("the file is written in a way in which nothing can be put there")
        return (self._mark + text).encode()

    def with_value(self, laid_out: Layout, flow: str) -> str:
        """With a value behind the key, and with the key if there is none: laid out, or on one line within brackets."""
        if self._key is None:
            return self._with_key(laid_out, flow)
        if self._lines.is_flow(self._group) or (laid_out.beside and not self._lines.is_block(self._value)):
            return self._with_value_in_place(flow)
        return self._with_value_anew(laid_out)

    def with_last_key(self, laid_out: Layout) -> str:
        """With the key and its value at the end of the file, or before the bracket around all of it."""
        if self._lines.is_flow(self._group):
            return self._with_key(laid_out, inline([self._new]))
        last = len(self._lines.ends) - 1
        is_ended = self._lines.starts[last] == self._lines.ends[last]
        return self._with_lines_below(last - is_ended, self._key_lines(laid_out))

    def with_item(self, position: int, item: dict[str, Any]) -> str:
        """With one more item in the list."""
        items: list[Any] = self._value.children
        if not self._lines.is_flow(self._value):
            line = self._lines.last(items[position - 1]) if position else self._lines.at(span(self._key)[1])
            return self._with_lines_below(line, indented(self._value.start.column, group_lines(item)))
        if position:
            return self._with_text_at(span(items[position - 1])[1], f", {inline(item)}")
        return self._with_text_at(span(items[0])[0], f"{inline(item)}, ")

    def _with_key(self, laid_out: Layout, flow: str) -> str:
        if not self._lines.is_flow(self._group):
            return self._with_lines_below(self._lines.last(self._group), self._key_lines(laid_out))
        _, last_value = list(self._group.children.values())[-1]
        return self._with_text_at(span(last_value)[1], f", {inline(self._path[-1])}: {flow}")

    def _key_lines(self, laid_out: Layout) -> list[str]:
        first_key, _ = next(iter(self._group.children.values()))
        return indented(first_key.start_mark.column, entry_lines(str(self._path[-1]), laid_out))

    def _with_value_in_place(self, flow: str) -> str:
        """With a value on one line from where the old one starts to where it ends."""
        start, end = span(self._value)
        space = "" if self._text[start - 1].isspace() else " "
        return self._with_comments(self._text[:start] + space + flow + self._text[end:], start, end)

    def _with_value_anew(self, laid_out: Layout) -> str:
        """With a value laid out anew, from the colon to the end of the line on which the old one ends."""
        colon, (start, end) = self._colon(), span(self._value)
        end_of_key = self._lines.ends[self._lines.at(colon)]
        end_of_value = self._lines.ends[self._lines.last(self._value)]
        if start > end_of_key or self._lines.is_block(self._value):
            behind, start, end = self._text[colon:end_of_key], end_of_key, end_of_value
        else:
            behind = self._text[end:end_of_value]
        comment = _BEHIND.fullmatch(behind)
        if comment is None:
            self.refuse("what stands behind the colon cannot be replaced")
        beside = f" {laid_out.beside}" if laid_out.beside else ""
        lines = [beside + comment[1], *indented(self._key.start_mark.column + 2, laid_out.below)]
        text = self._text[:colon] + self._lines.line_break.join(lines) + self._text[end_of_value:]
        return self._with_comments(text, start, end)

    def _colon(self) -> int:
        found = _COLON.match(self._text, span(self._key)[1])
        return found.end() if found else self.refuse("its name is written in an unusual way")

    def _with_comments(self, text: str, start: int, end: int) -> str:
        """A changed text with the comments of the stretch that is replaced, above the line of the key."""
        line = self._lines.at(span(self._key)[0])
        begin, margin = self._lines.starts[line], self._lines.margin(line)
        comments = self._lines.comments(start, end, self._value)
        above = "".join(margin + comment + self._lines.line_break for comment in comments)
        return text[:begin] + above + text[begin:]

    def _with_lines_below(self, line: int, lines: list[str]) -> str:
        return self._with_text_at(self._lines.ends[line], "".join(self._lines.line_break + new for new in lines))

    def _with_text_at(self, index: int, new: str) -> str:
        return self._text[:index] + new + self._text[index:]


def _with(values: Any, path: Path, value: Any) -> Any:
    """The values with another one at a path. What lies on the path is made anew: an alias may share it."""
    if not path:
        return value
    part, below = path[0], path[1:]
    if isinstance(values, dict):
        return {**values, part: _with(values.get(part), below, value)}
    return [_with(old, below, value) if number == part else old for number, old in enumerate(values)]


def _at(values: Any, path: Path) -> Any:
    for part in path:
        values = values[part]
    return values


def _is_no_list_yet(value: Any) -> bool:
    """Whether nothing stands in the place of a list, or a word that says why there is none."""
    return value in (None, []) or (isinstance(value, str) and missing_form(value) in MISSING_WORDS)


def _is_blank(value: Any) -> bool:
    """Whether nothing has been filled in: None, or a group or list of nothing else."""
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return value is None
    return all(map(_is_blank, value))
