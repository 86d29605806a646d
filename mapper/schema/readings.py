"""What an answer is made of, and how that is read from a file: a value with its sources, a date and a remark; several
values that conflict; a missing word.

Everything here that reads raises ValidationError, or PydanticCustomError, at what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from mapper.findings import Path
from mapper.schema.scalars import PartialDate, read_date

T = TypeVar("T")


class MissingWord(StrEnum):
    """Why there is no value. None of the five is ever "no", zero or blank."""

    NOT_KNOWN = "not known"
    NOT_REPORTED = "not reported"
    NOT_COLLECTED = "not collected"
    NOT_APPLICABLE = "not applicable"
    WITHHELD = "withheld"


MISSING_WORDS = {word.value: word for word in MissingWord}
REMARKS = frozenset(("sources", "as_of", "note"))
"""The keys that may stand beside a value."""
ANSWER_KEYS = frozenset(("missing", "conflicting", "value"))
"""The keys that stand inside an answer rather than below it."""
ALL_ANSWER_KEYS = ANSWER_KEYS | REMARKS | {"from", "to"}
"""Every key that can stand inside an answer, with those of a range."""
LIST_KEYS = frozenset(("missing", "value", "sources", "note"))
"""The keys that can stand around a list."""
SHORT = 20
"""Letters of a text that may be a missing word."""


class Reading(NamedTuple, Generic[T]):
    """One value with where it comes from: ids of the record's sources, the date it held, a remark."""

    value: T
    sources: tuple[str, ...] = ()
    as_of: PartialDate | None = None
    note: str | None = None


STRANGE_KEYS = ("extra_forbidden", "unknown_remark")
"""The errors that say that the name of an answer is not asked."""


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


def missing_form(text: str) -> str:
    """A text as a missing word would be written: `Not_Reported ` is `not reported`."""
    return text.strip().lower().replace("_", " ") if len(text) <= SHORT else text


def read_by(read: Callable[[Any, Callable[[Any], Any]], Any], inner: CoreSchema) -> CoreSchema:
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


def read_reading(value: dict[str, Any], read_value: Callable[[Any], Any]) -> Reading[Any]:
    """The value of `{value: …}` with what stands beside it."""
    try:
        read = read_value(value["value"])
    except (ValidationError, PydanticCustomError) as error:
        raise ValidationError.from_exception_data("value", errors_below(("value",), error, value["value"])) from None
    return Reading(read, read_sources(value), read_as_of(value), read_note(value))


def read_conflicting(value: dict[str, Any], read_value: Callable[[Any], Any]) -> tuple[Reading[Any], ...]:
    """The readings of `{conflicting: […]}`, two or more."""
    refuse_other_keys(value, {"conflicting", "note", "sources"})
    readings = value["conflicting"]
    if type(readings) is not list or len(readings) < 2:
        raise PydanticCustomError("conflict_needs_two", "fewer than two readings")
    read, errors = [], []
    for index, reading in enumerate(readings):
        try:
            if type(reading) is not dict or "value" not in reading:
                raise _error_at((), "conflict_needs_values", reading)
            refuse_other_keys(reading, {"value", *REMARKS})
            read.append(read_reading(reading, read_value))
        except ValidationError as error:
            errors += errors_below(("conflicting", index), error, reading)
    if errors:
        raise ValidationError.from_exception_data("conflict", errors)
    return tuple(read)


def read_missing_word(value: dict[str, Any]) -> MissingWord:
    """The missing word of `{missing: …}`."""
    refuse_other_keys(value, {"missing", "note", "sources"})
    word = value["missing"]
    if not isinstance(word, str) or missing_form(word) not in MISSING_WORDS:
        raise _error_at(("missing",), "not_a_missing_word", word)
    return MISSING_WORDS[missing_form(word)]


def read_as_of(value: dict[str, Any]) -> PartialDate | None:
    """The date that stands beside a value; None where there is none, or a missing word."""
    as_of = value.get("as_of")
    if _is_unanswered(as_of):
        return None
    try:
        return read_date(as_of)
    except PydanticCustomError as error:
        raise _error_at(("as_of",), error.type, as_of) from None


def _is_unanswered(remark: Any) -> bool:
    return remark is None or (isinstance(remark, str) and (not remark.strip() or missing_form(remark) in MISSING_WORDS))


def read_note(value: dict[str, Any]) -> str | None:
    """The remark that stands beside a value."""
    note = value.get("note")
    if isinstance(note, (dict, list)):
        raise _error_at(("note",), "not_a_text", note)
    return None if note is None else str(note)


def read_sources(value: dict[str, Any]) -> tuple[str, ...]:
    """The ids of the sources that stand beside a value."""
    sources = value.get("sources")
    if _is_unanswered(sources):
        return ()
    if type(sources) is not list or any(isinstance(source, (dict, list)) for source in sources):
        raise _error_at(("sources",), "not_a_list", sources)
    return tuple(str(getattr(source, "text", source)) for source in sources if source is not None)  # an id such as 007


def refuse_other_keys(value: dict[str, Any], allowed: set[str]) -> None:
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


def errors_below(path: Path, error: ValidationError | PydanticCustomError, value: Any) -> list[InitErrorDetails]:
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


def strange_keys_below(path: Path, value: Any, read_item: Callable[[Any], Any]) -> list[InitErrorDetails]:
    """The errors of a blank item that say that a name in it is not asked; what else it lacks is only blank."""
    if not isinstance(value, dict):
        return []
    try:
        read_item(value)
    except ValidationError as error:
        return [found for found in errors_below(path, error, value) if _type_of(found) in STRANGE_KEYS]
    return []


def _type_of(error: InitErrorDetails) -> str:
    kind = error["type"]
    return kind.type if isinstance(kind, PydanticCustomError) else str(kind)
