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
from functools import lru_cache, partial
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from mapper.findings import Path
from mapper.schema.scalars import PartialDate, read_date

T = TypeVar("T")
_set = object.__setattr__


class MissingWord(StrEnum):
    """Why there is no value. None of the five is ever "no", zero or blank."""

    NOT_KNOWN = "not known"
    NOT_REPORTED = "not reported"
    NOT_COLLECTED = "not collected"
    NOT_APPLICABLE = "not applicable"
    WITHHELD = "withheld"


MISSING_WORDS = {word.value: word for word in MissingWord}


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

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._fields()!r}"


class Reading(NamedTuple, Generic[T]):
    """One value with where it comes from: ids of the record's sources, the date it held, a remark."""

    value: T
    sources: tuple[str, ...] = ()
    as_of: PartialDate | None = None
    note: str | None = None


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
        return _schema(_read_answer, handler.generate_schema(inner))


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
        fields = getattr(inner, "model_fields", {})
        keys = frozenset(field.alias or name for name, field in fields.items())
        return _schema(partial(_read_answers, keys=keys), handler.generate_schema(inner))


BLANK: Answer[Any] = Answer()
EMPTY: Answers[Any] = Answers()
_MISSING: dict[str, Answer[Any]] = {text: Answer(missing=word) for text, word in MISSING_WORDS.items()}
_MISSING_LISTS: dict[str, Answers[Any]] = {text: Answers(missing=word) for text, word in MISSING_WORDS.items()}
ANSWER_KEYS = frozenset(("missing", "conflicting", "value"))
"""The keys that stand inside an answer rather than below it."""
_REMARKS = frozenset(("sources", "as_of", "note"))
ALL_ANSWER_KEYS = ANSWER_KEYS | _REMARKS | {"from", "to"}
"""Every key that can stand inside an answer, with those of a range."""
LIST_KEYS = frozenset(("missing", "value", "sources", "note"))
"""The keys that can stand around a list."""


_SHORT = 20
"""Letters of a text that may be a missing word."""
_remembered = lru_cache(maxsize=2000)  # most answers are short words, and the same ones stand in every file


def missing_form(text: str) -> str:
    """A text as a missing word would be written: `Not_Reported ` is `not reported`."""
    return text.strip().lower().replace("_", " ") if len(text) <= _SHORT else text


@_remembered
def _without_value(text: str) -> Answer[Any] | None:
    form = missing_form(text)
    return _MISSING.get(form) if form else BLANK


@_remembered
def _word(text: str) -> Answer[str]:
    return Answer((Reading(text),))


def is_blank(value: Any) -> bool:
    """Whether nothing has been filled in: None, or a group or list of nothing else."""
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return value is None
    for child in value:  # noqa: SIM110 - `all` would make a generator for every list and group of a file
        if not is_blank(child):
            return False
    return True


def _schema(read: Callable[[Any, Callable[[Any], Any]], Any], inner: CoreSchema) -> CoreSchema:
    """How pydantic reads an answer. Where one function reads a value it is called from here: through pydantic and back
    takes longer than the reading.
    """
    if inner["type"] != "function-plain":
        return core_schema.no_info_wrap_validator_function(read, inner)
    read_value: Any = inner["function"]["function"]
    if inner["function"]["type"] == "no-info":
        return core_schema.no_info_plain_validator_function(lambda value: read(value, read_value))
    return core_schema.with_info_plain_validator_function(
        lambda value, info: read(value, lambda one: read_value(one, info))
    )


def _read_answer(value: Any, read_value: Callable[[Any], Any]) -> Answer[Any]:
    if value is None:
        return BLANK
    if type(value) is str:
        without = _without_value(value) if len(value) <= _SHORT else BLANK if value.isspace() else None
        if without is not None:
            return without
        read = read_value(value)
        return _word(read) if type(read) is str and len(read) <= _SHORT else Answer((Reading(read),))
    if type(value) is dict:
        if "missing" in value:
            return read_missing(value)
        if "conflicting" in value:
            return Answer(_conflicting(value, read_value), note=_note(value), sources=_sources(value))
        if "value" in value:
            return _with_remarks(value, read_value)
    return Answer((Reading(read_value(value)),))


def _with_remarks(value: dict[str, Any], read_value: Callable[[Any], Any]) -> Answer[Any]:
    _only(value, {"value", *_REMARKS})
    inner = value["value"]
    if inner is None or (type(inner) is str and not inner.strip()):
        _as_of(value)  # a date that is none is wrong beside a blank too
        return Answer(note=_note(value), sources=_sources(value))
    if type(inner) is str and missing_form(inner) in MISSING_WORDS:
        _only(value, {"value", "sources", "note"})
        return Answer(missing=MISSING_WORDS[missing_form(inner)], note=_note(value), sources=_sources(value))
    return Answer((_reading(value, read_value),))


def _read_answers(value: Any, read_item: Callable[[Any], Any], keys: frozenset[str]) -> Answers[Any]:
    if value is None:
        return EMPTY
    if type(value) is list:
        return _list(value, (), read_item, keys)
    if type(value) is str:
        if not value.strip():
            return EMPTY
        if missing_form(value) in _MISSING_LISTS:
            return _MISSING_LISTS[missing_form(value)]
    if type(value) is dict and "missing" in value:
        return Answers(missing=_missing_word(value), note=_note(value), sources=_sources(value))
    if type(value) is dict and type(value.get("value")) is list:
        _only(value, {"value", "sources", "note"})
        return _list(value["value"], ("value",), read_item, keys, _note(value), _sources(value))
    raise PydanticCustomError("not_a_list", "not a list")


def _list(
    values: list[Any],
    under: Path,
    read_item: Callable[[Any], Any],
    keys: frozenset[str],
    note: str | None = None,
    sources: tuple[str, ...] = (),
) -> Answers[Any]:
    items, paths, errors = [], [], []
    for index, value in enumerate(values):
        if is_blank(value) and not (isinstance(value, dict) and value.keys() - keys):
            continue  # an item of the blank form; one with other keys has been filled in and gone wrong
        path = (*under, index)
        try:
            items.append(read_item(value))
            paths.append(path)
        except (ValidationError, PydanticCustomError) as error:
            errors += _below(path, error, value)
    if errors:
        raise ValidationError.from_exception_data("list", errors)
    return Answers(tuple(items), tuple(paths), note=note, sources=sources)


def _conflicting(value: dict[str, Any], read_value: Callable[[Any], Any]) -> tuple[Reading[Any], ...]:
    _only(value, {"conflicting", "note", "sources"})
    readings = value["conflicting"]
    if type(readings) is not list or len(readings) < 2:
        raise PydanticCustomError("conflict_needs_two", "fewer than two readings")
    read, errors = [], []
    for index, reading in enumerate(readings):
        try:
            if type(reading) is not dict or "value" not in reading:
                raise _error_at((), "conflict_needs_values", reading)
            _only(reading, {"value", *_REMARKS})
            read.append(_reading(reading, read_value))
        except ValidationError as error:
            errors += _below(("conflicting", index), error, reading)
    if errors:
        raise ValidationError.from_exception_data("conflict", errors)
    return tuple(read)


def _reading(value: dict[str, Any], read_value: Callable[[Any], Any]) -> Reading[Any]:
    try:
        read = read_value(value["value"])
    except (ValidationError, PydanticCustomError) as error:
        raise ValidationError.from_exception_data("value", _below(("value",), error, value["value"])) from None
    return Reading(read, _sources(value), _as_of(value), _note(value))


def read_missing(value: dict[str, Any]) -> Answer[Any]:
    """A missing word with its remark and sources. Raises ValidationError at what is wrong with it."""
    return Answer(missing=_missing_word(value), note=_note(value), sources=_sources(value))


def _missing_word(value: dict[str, Any]) -> MissingWord:
    _only(value, {"missing", "note", "sources"})
    word = value["missing"]
    if not isinstance(word, str) or missing_form(word) not in MISSING_WORDS:
        raise _error_at(("missing",), "not_a_missing_word", word)
    return MISSING_WORDS[missing_form(word)]


def _as_of(value: dict[str, Any]) -> PartialDate | None:
    as_of = value.get("as_of")
    if _is_unanswered(as_of):
        return None
    try:
        return read_date(as_of)
    except PydanticCustomError as error:
        raise _error_at(("as_of",), error.type, as_of) from None


def _is_unanswered(remark: Any) -> bool:
    return remark is None or (isinstance(remark, str) and (not remark.strip() or missing_form(remark) in MISSING_WORDS))


def _note(value: dict[str, Any]) -> str | None:
    note = value.get("note")
    if isinstance(note, (dict, list)):
        raise _error_at(("note",), "not_a_text", note)
    return None if note is None else str(note)


def _sources(value: dict[str, Any]) -> tuple[str, ...]:
    sources = value.get("sources")
    if _is_unanswered(sources):
        return ()
    if type(sources) is not list or any(isinstance(source, (dict, list)) for source in sources):
        raise _error_at(("sources",), "not_a_list", sources)
    return tuple(str(source) for source in sources if source is not None)


def _only(value: dict[str, Any], allowed: set[str]) -> None:
    """Refuse keys beside an answer that it cannot have. Raises ValidationError."""
    errors = [
        InitErrorDetails(
            type=PydanticCustomError("unknown_remark", "unknown", {"allowed": ", ".join(sorted(allowed))}),
            loc=(key,),
            input=value[key],
        )
        for key in value
        if key not in allowed
    ]
    if errors:
        raise ValidationError.from_exception_data("answer", errors)


def _error_at(path: Path, kind: Any, value: Any) -> ValidationError:
    return ValidationError.from_exception_data(
        "answer", [InitErrorDetails(type=PydanticCustomError(kind, kind), loc=path, input=value)]
    )


def _below(path: Path, error: ValidationError | PydanticCustomError, value: Any) -> list[InitErrorDetails]:
    """The errors of a part, whose value is given, placed below the path of that part."""
    if isinstance(error, PydanticCustomError):
        return [InitErrorDetails(type=error, loc=path, input=value)]
    return [
        InitErrorDetails(
            type=PydanticCustomError(e["type"], "see type", e.get("ctx")),
            loc=(*path, *e["loc"]),
            input=e["input"],
        )
        for e in error.errors(include_url=False)
    ]
