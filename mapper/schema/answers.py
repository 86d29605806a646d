"""What an answer can be: a value, one of the five missing words, several values that conflict, or blank.

Every question of the template is an `Answer[T]` (one value) or an `Answers[T]` (a list), so that whoever uses an answer
has its value, its standing and its sources in one place. In a file an answer is written in one of these ways::

    wte: 2.4                                          a value
    wte: not reported                                 a missing word
    wte: {missing: withheld, note: commercial}        a missing word with a remark
    wte: {value: 2.4, sources: [annual-report]}       a value with its own source
    wte: {conflicting: [{value: 2, sources: [a]}, {value: 3, sources: [b]}]}
    wte:                                              blank: not answered yet
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar, get_args

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, PydanticCustomError

from mapper.findings import Path
from mapper.schema.readings import (
    MISSING_WORDS,
    REMARKS,
    SHORT,
    errors_below,
    is_blank,
    missing_form,
    read_as_of,
    read_by,
    read_conflicting,
    read_missing_word,
    read_note,
    read_reading,
    read_sources,
    refuse_other_keys,
    strange_keys_below,
)
from mapper.schema.readings import MissingWord as MissingWord
from mapper.schema.readings import Reading as Reading

T = TypeVar("T")
_set = object.__setattr__


class Standing(StrEnum):
    """How far a question has been answered."""

    ANSWERED = "answered"
    CONFLICTING = "conflicting"
    MISSING = "missing"
    BLANK = "blank"


_ANSWERED, _CONFLICTING, _NO_VALUE, _NOTHING = Standing  # finding a member on its class takes longer than what follows


class _Value:
    """A frozen value by its slots: pydantic reads a dataclass in its own way, and these have one of theirs."""

    __slots__: tuple[str, ...] = ()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot change")

    def _fields(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Value) and type(self) is type(other) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """As what it is made of, so that it can be handed from one process to another."""
        return _made_again, (type(self), *self._fields())

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._fields()!r}"


def _made_again(kind: type[_Value], *fields: object) -> _Value:
    return kind(**dict(zip(kind.__slots__, fields, strict=True)))


class Answer(_Value, Generic[T]):
    """The answer to one question. More than one reading means that the sources conflict, and all of them are kept."""

    __slots__ = ("missing", "note", "readings", "sources")
    readings: tuple[Reading[T], ...]
    missing: MissingWord | None
    note: str | None
    sources: tuple[str, ...]

    def __init__(
        self,
        readings: tuple[Reading[T], ...] = (),
        missing: MissingWord | None = None,
        note: str | None = None,
        sources: tuple[str, ...] = (),
    ) -> None:
        _set(self, "readings", readings)
        _set(self, "missing", missing)
        _set(self, "note", note)
        _set(self, "sources", sources)

    @property
    def standing(self) -> Standing:
        """Whether there is a value, several, a missing word, or nothing yet."""
        if self.missing is not None:
            return _NO_VALUE
        if not self.readings:
            return _NOTHING
        return _ANSWERED if len(self.readings) == 1 else _CONFLICTING

    @property
    def value(self) -> T | None:
        """The value if there is exactly one."""
        return self.readings[0].value if len(self.readings) == 1 else None

    def surely(self, holds: Callable[[T], bool]) -> bool:
        """Whether something holds whichever reading is right; never where there is none."""
        return bool(self.readings) and all(holds(reading.value) for reading in self.readings)

    def placed(self) -> Iterator[tuple[Path, Reading[T]]]:
        """Each reading with its path below the question."""
        if len(self.readings) == 1:
            yield (), self.readings[0]
            return
        for index, reading in enumerate(self.readings):
            yield ("conflicting", index), reading

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the sources written at this answer, in order, once each."""
        if len(self.readings) == 1 and not self.sources and not self.readings[0].sources:  # nearly always
            return ()
        return tuple(dict.fromkeys((*self.sources, *(s for reading in self.readings for s in reading.sources))))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (inner,) = get_args(source) or (Any,)
        return read_by(_read_answer, handler.generate_schema(inner))


class Answers(_Value, Generic[T]):
    """The answer to a question that takes a list. Blank items of the form are left out; `paths` keeps where each
    remaining item stands below the question.
    """

    __slots__ = ("items", "missing", "note", "paths", "sources")
    items: tuple[T, ...]
    paths: tuple[Path, ...]
    missing: MissingWord | None
    note: str | None
    sources: tuple[str, ...]

    def __init__(
        self,
        items: tuple[T, ...] = (),
        paths: tuple[Path, ...] = (),
        missing: MissingWord | None = None,
        note: str | None = None,
        sources: tuple[str, ...] = (),
    ) -> None:
        _set(self, "items", items)
        _set(self, "paths", paths)
        _set(self, "missing", missing)
        _set(self, "note", note)
        _set(self, "sources", sources)

    @property
    def standing(self) -> Standing:
        """Answered as soon as there is one item."""
        if self.missing is not None:
            return _NO_VALUE
        return _ANSWERED if self.items else _NOTHING

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the sources written at this list (not inside its items)."""
        return self.sources

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def placed(self) -> Iterator[tuple[Path, T]]:
        """Each item with its path below the question."""
        return zip(self.paths, self.items, strict=True)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (inner,) = get_args(source) or (Any,)
        return read_by(_read_answers, handler.generate_schema(inner))


BLANK: Answer[Any] = Answer()
EMPTY: Answers[Any] = Answers()
_MISSING: dict[str, Answer[Any]] = {text: Answer(missing=word) for text, word in MISSING_WORDS.items()}
_MISSING_LISTS: dict[str, Answers[Any]] = {text: Answers(missing=word) for text, word in MISSING_WORDS.items()}
_remembered = lru_cache(maxsize=2000)  # most answers are short words, and the same ones stand in every file


@_remembered
def _without_value(text: str) -> Answer[Any] | None:
    form = missing_form(text)
    return _MISSING.get(form) if form else BLANK


@_remembered
def _word(text: str) -> Answer[str]:
    return Answer((Reading(text),))


def _read_answer(value: Any, read_value: Callable[[Any], Any]) -> Answer[Any]:
    if value is None:
        return BLANK
    if type(value) is str:
        without = _without_value(value) if len(value) <= SHORT else BLANK if value.isspace() else None
        if without is not None:
            return without
        read = read_value(value)
        return _word(read) if type(read) is str and len(read) <= SHORT else Answer((Reading(read),))
    if type(value) is dict:
        if "missing" in value:
            return read_missing(value)
        if "conflicting" in value:
            return Answer(read_conflicting(value, read_value), note=read_note(value), sources=read_sources(value))
        if "value" in value:
            return _with_remarks(value, read_value)
    return Answer((Reading(read_value(value)),))


def read_missing(value: dict[str, Any]) -> Answer[Any]:
    """A missing word with its remark and sources. Raises ValidationError at what is wrong with it."""
    return Answer(missing=read_missing_word(value), note=read_note(value), sources=read_sources(value))


def _with_remarks(value: dict[str, Any], read_value: Callable[[Any], Any]) -> Answer[Any]:
    refuse_other_keys(value, {"value", *REMARKS})
    inner = value["value"]
    if inner is None or (type(inner) is str and not inner.strip()):
        read_as_of(value)  # a date that is none is wrong beside a blank too
        return Answer(note=read_note(value), sources=read_sources(value))
    if type(inner) is str and missing_form(inner) in MISSING_WORDS:
        refuse_other_keys(value, {"value", "sources", "note"})
        return Answer(missing=MISSING_WORDS[missing_form(inner)], note=read_note(value), sources=read_sources(value))
    return Answer((read_reading(value, read_value),))


def _read_answers(value: Any, read_item: Callable[[Any], Any]) -> Answers[Any]:
    if value is None:
        return EMPTY
    if type(value) is list:
        return _list(value, (), read_item)
    if type(value) is str:
        if not value.strip():
            return EMPTY
        if missing_form(value) in _MISSING_LISTS:
            return _MISSING_LISTS[missing_form(value)]
    if type(value) is dict and "missing" in value:
        return Answers(missing=read_missing_word(value), note=read_note(value), sources=read_sources(value))
    if type(value) is dict and type(value.get("value")) is list:
        refuse_other_keys(value, {"value", "sources", "note"})
        return _list(value["value"], ("value",), read_item, read_note(value), read_sources(value))
    raise PydanticCustomError("not_a_list", "not a list")


def _list(
    values: list[Any],
    under: Path,
    read_item: Callable[[Any], Any],
    note: str | None = None,
    sources: tuple[str, ...] = (),
) -> Answers[Any]:
    items, paths, errors = [], [], []
    for index, value in enumerate(values):
        path = (*under, index)
        if is_blank(value):  # an item of the blank form, in which only the name of a question can be wrong
            errors += strange_keys_below(path, value, read_item)
            continue
        try:
            items.append(read_item(value))
            paths.append(path)
        except (ValidationError, PydanticCustomError) as error:
            errors += errors_below(path, error, value)
    if errors:
        raise ValidationError.from_exception_data("list", errors)
    return Answers(tuple(items), tuple(paths), note=note, sources=sources)
