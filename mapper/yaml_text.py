"""Texts of YAML: how plain data is written as one, and where in one that was read the lines, ends and comments are."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mapper.document import Branch
from mapper.resolving import resolve

BLOCK_TEXTS = ("|", ">")
"""The marks, and with the parser the styles, of a text on the lines below its key."""
PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_ ()./+-]*[A-Za-z0-9)])?")
"""Text that means the same with and without quotation marks, in a line of its own and within brackets."""
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML does not take as it is between quotation marks, beside what JSON does not take either."""
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_COMMENT = re.compile("#[^\n\r\x85\u2028\u2029]*")
_MARKS = re.compile(r"(?:[&!]\S*\s+(?:#[^\n\r\x85\u2028\u2029]*\s*)*)*")
"""What may stand before a text that belongs to it for the parser: an anchor, a tag, and comments behind them."""


class Layout(NamedTuple):
    """How a value is written in a block group: what stands beside its key, and the lines below it."""

    beside: str
    below: Sequence[str] = ()


def inline(value: Any) -> str:
    """Plain data on one line, for everywhere."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(key)}: {inline(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, str) and PLAIN.fullmatch(value) and isinstance(resolve(value), str):
        return value
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def layout(value: Any) -> Layout:
    """A value in a block group: a list of groups below its key, everything else beside it."""
    if not isinstance(value, list) or not any(isinstance(item, dict) for item in value):
        return Layout(inline(value))
    return Layout("", [line for item in value for line in _item_lines(item)])


def entry_lines(key: str, value: Layout) -> list[str]:
    """The lines of a key with its value in a block group."""
    beside = f" {value.beside}" if value.beside else ""
    return [f"{inline(key)}:{beside}", *indented(2, value.below)]


def group_lines(group: Mapping[str, Any]) -> list[str]:
    """The lines of a group as an item of a block list, one key a line."""
    first, *more = [line for key, value in group.items() for line in entry_lines(key, layout(value))] or ["{}"]
    return [f"- {first}", *indented(2, more)]


def indented(columns: int, lines: Iterable[str]) -> list[str]:
    """Lines further to the right."""
    return [" " * columns + line for line in lines]


def _item_lines(item: Any) -> list[str]:
    if isinstance(item, dict) and not all(isinstance(value, str) for value in item.values()):
        return group_lines(item)
    return [f"- {inline(item)}"]


class Lines:
    """The lines of a text, counted from 0, and what stands on them. Places are those of its Document."""

    def __init__(self, text: str) -> None:
        breaks = [found.span() for found in _LINE_BREAK.finditer(text)]
        self._text = text
        self.starts = [0, *(end for _, end in breaks)]
        self.ends = [*(start for start, _ in breaks), len(text)]
        self.line_break = text[slice(*breaks[0])] if breaks else "\n"

    def at(self, index: int) -> int:
        """The line in which a character stands."""
        return bisect_right(self.starts, index) - 1

    def margin(self, line: int) -> str:
        """The space at the beginning of a line."""
        found = self._text[self.starts[line] : self.ends[line]]
        return found[: len(found) - len(found.lstrip())]

    def is_flow(self, place: Any) -> bool:
        """Whether a value is a list or group in brackets."""
        return isinstance(place, Branch) and self._text[place.start.index] in "[{"

    def is_block(self, place: Any) -> bool:
        """Whether a value is a list, group or text on lines of its own, as told by their indentation."""
        return not self.is_flow(place) if isinstance(place, Branch) else place.style in BLOCK_TEXTS

    def last(self, place: Any) -> int:
        """The line on which a value ends. The parser ends blocks behind the blank lines and comments after them."""
        leaf = place
        while isinstance(leaf, Branch) and leaf.children and self.is_block(leaf):
            leaf = list(leaf.children.values())[-1][1] if isinstance(leaf.children, dict) else leaf.children[-1]
        if leaf is place:
            return self._last_before(place, "") if self.is_block(place) else self.at(span(place)[1])
        # a block text may seem to end in comments; of an alias, the place is elsewhere
        return max(self.last(leaf), self._last_before(place, "#"))

    def _last_before(self, place: Any, skipped: str) -> int:
        """The last line before the end of a place that is not blank, nor begins with what is skipped."""
        end = span(place)[1]
        line = self.at(end)
        while line and self._text[self.starts[line] : min(end, self.ends[line])].strip()[:1] in skipped:
            line -= 1
        return line

    def comments(self, start: int, end: int, place: Any) -> Iterator[str]:
        """The comments in a stretch of a value: what begins with # outside of its texts."""
        for event in _scalars(place):
            text_start, text_end = span(event)
            marks = _MARKS.match(self._text, text_start)
            text_start = marks.end() if marks else text_start
            if event.style in BLOCK_TEXTS:
                text_start = self.ends[self.at(text_start)]  # a comment may stand behind the mark
            if start <= text_start < text_end:
                yield from _COMMENT.findall(self._text, start, text_start)
                start = text_end
        yield from _COMMENT.findall(self._text, start, end)


def span(place: Any) -> tuple[int, int]:
    """From and to which character a value or a key goes."""
    if isinstance(place, Branch):
        return place.start.index, place.end.index
    return place.start_mark.index, place.end_mark.index


def _scalars(place: Any) -> Iterator[Any]:
    """The events of the texts in a value, keys included, in their order."""
    if not isinstance(place, Branch):
        yield place
    elif isinstance(place.children, dict):
        for key, value in place.children.values():
            yield key
            yield from _scalars(value)
    else:
        for item in place.children:
            yield from _scalars(item)
