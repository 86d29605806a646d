"""Events of the YAML parser → plain values, and the place of each of them.

libyaml parses; this module composes its events without recursion and reports what a form should not contain: duplicate
keys, aliases that multiply, deep nesting, a second document.
"""

from __future__ import annotations

from typing import Any, NoReturn

import yaml

from mapper.document import Branch, event_place
from mapper.findings import Place, Problem
from mapper.resolving import MAY_BE_TYPED, resolve
from mapper.syntax import EMPTY, problem

MAX_DEPTH = 60
"""Levels of nesting; the template has 8."""
MAX_ANSWERS = 500_000
"""Values in a file once its aliases are followed."""
NotYamlError = yaml.YAMLError
"""What the parser raises where a text is no YAML."""

_LOADER = getattr(yaml, "CLoader", yaml.Loader)
_LONGEST_NAME = 60
_CORE_TAG = "tag:yaml.org,2002:"


class UnreadableError(Exception):
    """Reading stops here."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


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


class Composer:
    """Turns parser events into values and places, keeping its own stack so that depth is bounded, not recursed."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._whole = _Frame(None, None, 0, is_mapping=False)
        self._frames = [self._whole]
        self._anchors: dict[str, tuple[Any, Any, int] | None] = {}
        self._counted = 0
        self._documents = 0
        self.long_quote: Any = None

    @property
    def values(self) -> Any:
        """What has been read."""
        return self._whole.values[0] if self._whole.values else None

    @property
    def places(self) -> Any:
        """The places of what has been read."""
        return self._whole.branch.children[0] if self._whole.values else None

    def compose(self, text: str) -> None:
        """Take all events of the first document. Raises UnreadableError where reading cannot go on, and NotYamlError
        where the parser stops.
        """
        take = {
            yaml.DocumentStartEvent: self._take_document,
            yaml.AliasEvent: self._take_alias,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
        }
        scalar, frames, frame = yaml.ScalarEvent, self._frames, self._whole
        for event in iter(_LOADER(text).get_event, None):
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
            raise UnreadableError(problem("Y101", Place(1, 1, 1, 1), EMPTY))

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
        elif event.implicit[0]:
            value = resolve(text) if text[:1] in MAY_BE_TYPED else text
        else:
            value = text
            self._look_at_text(event)
        if event.anchor:
            self._anchors[event.anchor] = (value, event, 1)
        return value

    def _look_at_text(self, event: Any) -> None:
        """Report a text over several lines of which there is none, and remember one between quotation marks, of which
        the closing one may have been forgotten.
        """
        if event.style in ("|", ">"):
            if not event.value:
                self._report(
                    "Y117",
                    event,
                    f"A {event.style} at the beginning of an answer announces a text on the lines below, and there is "
                    "none. Please write {from: 2} for 2 or more, or put quotes around the text.",
                )
        elif event.start_mark.line < event.end_mark.line:
            self.long_quote = event

    def _take_alias(self, event: Any) -> None:
        self._refuse_as_key(event)
        known = self._anchors.get(event.anchor, False)
        if known is False:
            self._stop(
                "Y107",
                event,
                f"`*{_cut(event.anchor)}` refers to a part marked `&{_cut(event.anchor)}`, and there is none above it. "
                "Please write the answer out, or put quotes around text that begins with *.",
            )
        if known is None:
            self._stop(
                "Y107",
                event,
                f"`*{_cut(event.anchor)}` stands inside the part that it refers to, so it has no end. "
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
            f"`{_cut(shown)}` is a YAML tag, which a form does not use. "
            "Please remove it, or put quotes around text that begins with !.",
        )

    def _report(self, code: str, event: Any, message: str) -> None:
        self.problems.append(problem(code, event_place(event), message))

    def _stop(self, code: str, event: Any, message: str) -> NoReturn:
        raise UnreadableError(problem(code, event_place(event), message))


def _cut(name: str) -> str:
    """A name as a message shows it, which somebody may have made of a whole page."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
