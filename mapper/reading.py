"""YAML text → plain values, and the place of each of them: the only reader of YAML that `mapper` runs on.

libyaml parses; this module composes its events without recursion, resolves scalars by the core schema of YAML 1.2
(https://yaml.org/spec/1.2.2/#103-core-schema) and reports what a form should not contain: duplicate keys, aliases that
multiply, deep nesting, a second document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, NoReturn

import yaml

from mapper.document import Branch, Document, event_place
from mapper.errors import MapperError
from mapper.findings import Place, Problem
from mapper.syntax import EMPTY, problem, syntax_problems

MAX_BYTES = 5_000_000
"""A Hub file is about 20 to 40 KB; the longest that is still a form."""
MAX_DEPTH = 60
"""Levels of nesting; the template has 8."""
MAX_ANSWERS = 500_000
"""Values in a file once its aliases are followed."""

_OTHER_BREAKS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
"""What ends a line for YAML beside the line feed."""
_LOADER = getattr(yaml, "CLoader", yaml.Loader)
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_NUMERIC = frozenset("+-.0123456789")
"""What a number begins with."""
_MAY_BE_TYPED = _NUMERIC | {text[:1] for text in _SPECIAL}
"""What a plain scalar begins with that is not simply text."""
_MAX_DIGITS = 300
_CORE_TAG = "tag:yaml.org,2002:"


class TypedInteger(int):
    """A whole number written in an unusual way, with its `text` as typed (`007`, `0x1F`, `+5`)."""

    text: str


class TypedDecimal(float):
    """A decimal number whose `text` as typed says more than its value (`1.10`, `1e3`)."""

    text: str


class _UnreadableError(Exception):
    """Reading stops here."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_file(path: FilePath) -> Document:
    """Read a file. Raises MapperError if it cannot be opened; what is wrong inside it is in `problems`."""
    try:
        if not path.is_file():
            raise MapperError(f"{path} is not a file that can be read. Please check the path.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # whatever size it had a moment ago
    except OSError as error:
        raise MapperError(f"{path} cannot be read: {error.strerror}. Please check the path and your rights.") from error
    if len(data) > MAX_BYTES:
        return unread(
            "Y109",
            f"The file is larger than {MAX_BYTES // 1_000_000} MB, so it is not a Hub file. "
            "Please check that it is the right file.",
        )
    return read_bytes(data)


def read_bytes(data: bytes) -> Document:
    """Read UTF-8 with or without a byte order mark; any other encoding is named as a problem."""
    try:
        return read_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _wrong_encoding(data, error.start)


def read_text(text: str) -> Document:
    """Read one YAML document. Never raises: trouble is in `problems`, and `values` is None if nothing can be used."""
    lines = _lines(text)
    composer = _Composer()
    try:
        composer.compose(iter(_LOADER(text).get_event, None))
    except _UnreadableError as stop:
        return Document(None, (*composer.problems, stop.problem), lines)
    except yaml.YAMLError as error:
        return Document(None, (*composer.problems, *syntax_problems(error, lines)), lines)
    return Document(composer.values, tuple(composer.problems), lines, composer.places)


class _Frame:
    """A list or group that is still open: its values and places, the key that waits for its value, and how many
    answers had been counted when it was opened.
    """

    __slots__ = ("anchor", "branch", "counted", "key", "repeated", "values")

    def __init__(self, start: Any, anchor: str | None, counted: int, *, is_mapping: bool) -> None:
        self.values: Any = {} if is_mapping else []
        self.branch = Branch(start, {} if is_mapping else [])
        self.key: Any = None if is_mapping else _IN_LIST
        self.anchor = anchor
        self.counted = counted
        self.repeated: list[Any] = []

    def add(self, value: Any, place: Any) -> None:
        """Put in a value that is complete."""
        key_event = self.key
        if key_event is _IN_LIST:
            self.values.append(value)
            self.branch.children.append(place)
            return
        self.key = None
        key = key_event.value
        if key in self.values:
            self.repeated.append(key_event)
        else:
            self.values[key] = value
            self.branch.children[key] = (key_event, place)


_IN_LIST = object()
"""In place of a key in a list, which has none; no key at all in a group says that one is expected."""


class _Composer:
    """Turns parser events into values and places, keeping its own stack so that depth is bounded, not recursed."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._whole = _Frame(None, None, 0, is_mapping=False)
        self._frames = [self._whole]
        self._anchors: dict[str, tuple[Any, Any, int] | None] = {}
        self._counted = 0
        self._documents = 0

    @property
    def values(self) -> Any:
        """What has been read."""
        return self._whole.values[0] if self._whole.values else None

    @property
    def places(self) -> Any:
        """The places of what has been read."""
        return self._whole.branch.children[0] if self._whole.values else None

    def compose(self, events: Iterator[Any]) -> None:
        """Take all events of the first document. Raises _UnreadableError where reading cannot go on."""
        take = {
            yaml.DocumentStartEvent: self._take_document,
            yaml.AliasEvent: self._take_alias,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
        }
        scalar, frames, frame = yaml.ScalarEvent, self._frames, self._whole
        for event in events:
            kind = type(event)
            if kind is scalar:  # three events in four: the path that decides how fast a file is read
                if frame.key is None:
                    frame.key = event
                else:
                    frame.add(self._scalar(event), event)
            elif kind in take:
                take[kind](event)
                if self._documents > 1:
                    break
                frame = frames[-1]
        if self.values is None and not self.problems:
            raise _UnreadableError(problem("Y101", Place(1, 1, 1, 1), EMPTY))

    def _take_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._report(
                "Y106",
                event,
                "A second document starts here, and what follows is not read. Please keep one form to a file: remove "
                "this line and what follows it, or move it to a file of its own.",
            )

    def _scalar(self, event: Any) -> Any:
        text = event.value
        if event.tag is not None:
            value = self._tagged(event)
        elif event.implicit[0] and text[:1] in _MAY_BE_TYPED:
            value = resolve(text)
        else:
            value = text
        if event.anchor:
            self._anchors[event.anchor] = (value, event, 1)
        return value

    def _take_alias(self, event: Any) -> None:
        self._refuse_as_key(event)
        known = self._anchors.get(event.anchor, False)
        if known is False:
            self._stop(
                "Y107",
                event,
                f"`*{event.anchor}` refers to a part marked `&{event.anchor}`, and there is none above it. "
                "Please write the answer out, or put quotes around text that begins with *.",
            )
        if known is None:
            self._stop(
                "Y107",
                event,
                f"`*{event.anchor}` stands inside the part that it refers to, so it has no end. "
                "Please write the answer out.",
            )
        assert isinstance(known, tuple)
        value, place, count = known
        self._counted += count
        self._check_count(event)
        self._frames[-1].add(value, place)

    def _open(self, event: Any) -> None:
        self._refuse_as_key(event)
        if len(self._frames) > MAX_DEPTH:
            self._stop(
                "Y108",
                event,
                f"The answers are nested more than {MAX_DEPTH} levels deep, so this is not a Hub form. "
                "Please check for brackets that are opened and never closed.",
            )
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._check_tag(event, ("map",) if is_mapping else ("seq",))
        if event.anchor:
            self._anchors[event.anchor] = None  # not complete: an alias to it from inside would never end
        self._frames.append(_Frame(event.start_mark, event.anchor, self._counted, is_mapping=is_mapping))

    def _close(self, event: Any) -> None:
        frame = self._frames.pop()
        frame.branch.end = event.end_mark
        if frame.repeated:
            self._report_repeated(frame)
        self._counted += len(frame.values) + 1
        self._check_count(event)
        if frame.anchor:
            self._anchors[frame.anchor] = (frame.values, frame.branch, self._counted - frame.counted)
        self._frames[-1].add(frame.values, frame.branch)

    def _report_repeated(self, frame: _Frame) -> None:
        """One problem for all keys that a group repeats: most often, they begin a second item without its dash."""
        first, *more = frame.repeated
        line = frame.branch.children[first.value][0].start_mark.line + 1
        also = f", as are {', '.join(f'`{key.value}`' for key in more)} below" if more else ""
        self._report(
            "Y103",
            first,
            f"`{first.value}` is answered twice in the same group, here and on line {line}{also}. "
            "Please keep one of the two; if a second item of a list begins here, put `- ` before it.",
        )

    def _refuse_as_key(self, event: Any) -> None:
        if self._frames[-1].key is None:
            self._stop(
                "Y110",
                event,
                "The name of an answer is expected here, and this is a list, a group or a reference. "
                "Please put quotes around text that begins with {, [ or *.",
            )

    def _check_count(self, event: Any) -> None:
        if self._counted > MAX_ANSWERS:
            self._stop(
                "Y107",
                event,
                f"The file holds more than {MAX_ANSWERS} answers once its `*` references are followed. "
                "Please write answers out instead of referring to other parts.",
            )

    def _tagged(self, event: Any) -> Any:
        if event.tag == "!":
            return event.value
        self._check_tag(event, ("str", "int", "float", "bool", "null"))
        return event.value if event.tag == _CORE_TAG + "str" else resolve(event.value)

    def _check_tag(self, event: Any, core: tuple[str, ...]) -> None:
        if event.tag is None or event.tag == "!" or event.tag in {_CORE_TAG + name for name in core}:
            return
        shown = "!!" + event.tag.removeprefix(_CORE_TAG) if event.tag.startswith(_CORE_TAG) else event.tag
        self._stop(
            "Y111",
            event,
            f"`{shown}` is a YAML tag, which a form does not use. "
            "Please remove it, or put quotes around text that begins with !.",
        )

    def _report(self, code: str, event: Any, message: str) -> None:
        self.problems.append(problem(code, event_place(event), message))

    def _stop(self, code: str, event: Any, message: str) -> NoReturn:
        raise _UnreadableError(problem(code, event_place(event), message))


def resolve(text: str) -> Any:
    """A plain scalar by the core schema of YAML 1.2: `no` stays a word, `9:30` a text, `2020-10` a text."""
    if text in _SPECIAL:
        return _SPECIAL[text]
    if text[:1] not in _NUMERIC or len(text) > _MAX_DIGITS:
        return text
    if _INTEGER.fullmatch(text):
        whole = int(text, 0) if text[:2] in ("0x", "0o") else int(text)
        return whole if str(whole) == text else _typed(TypedInteger(whole), text)
    if _DECIMAL.fullmatch(text):
        decimal = float(text)
        return decimal if str(decimal) == text else _typed(TypedDecimal(decimal), text)
    return text


def _typed(number: Any, text: str) -> Any:
    number.text = text
    return number


def _lines(text: str) -> tuple[str, ...]:
    for end in _OTHER_BREAKS:
        text = text.replace(end, "\n")
    return tuple(text.split("\n"))


def _wrong_encoding(data: bytes, start: int) -> Document:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return unread("Y113", "The file is saved as UTF-16 (“Unicode” in Notepad). Please save it again as UTF-8.")
    before = _lines(data[:start].decode("utf-8", "replace"))
    line, column = len(before), len(before[-1]) + 1
    character = data[start : start + 1].decode("cp1252", "replace")
    seen = f"read as Windows-1252 it would be “{character}”" if character != "\ufffd" else "it is no letter"
    lines = _lines(data.decode("utf-8", "replace"))
    message = (
        f"The file is not saved as UTF-8: a character in this line cannot be read ({seen}). "
        "Please save the file again with the encoding UTF-8."
    )
    return Document(None, (problem("Y113", Place(line, column, line, column + 1), message),), lines)


def unread(code: str, message: str) -> Document:
    """A file of which nothing can be used."""
    return Document(None, (problem(code, Place(1, 1, 1, 1), message),), ())
