"""What every section and every list item of the template has in common, and the questions that they ask."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mapper.findings import Path
from mapper.schema.answers import BLANK, EMPTY, Answer, Answers, read_missing
from mapper.schema.readings import ANSWER_KEYS, MISSING_WORDS, missing_form
from mapper.schema.scalars import CodeList, Count, Identifier, NamesARole, PartialDate, Refers, SourceId, Tells, Text

DRAFTED = ("drafted_from", "drafted_of")
"""The remarks that `mapper draft` writes, and nobody fills in: the blank form leaves them out."""
REMARKS = ("from_", "to", "sources", "as_of", "note", *DRAFTED)
"""What sections and items may carry beside their answers; one that asks for it as a question of its own says so."""
NAMING = ("name", "local_title", "title", "role", "what", "text", "goal", "step")
"""Questions of which the answer names an item for people, the best first; what `identifies` an item may be an id."""


class Group(BaseModel):
    """A group of answers. A missing word in its place answers every question in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    noun: ClassVar[str] = ""
    """What one item of a list of such groups is called (`post`); others refer to it by this noun and its id."""

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, value: Any) -> Any:
        if value is None:
            value = {}
        elif isinstance(value, str) and missing_form(value) in MISSING_WORDS and not cls._is_told_apart():
            return dict.fromkeys(cls._fields_below(), value)
        elif not isinstance(value, dict):
            return value
        elif "missing" in value and value.keys().isdisjoint(cls._fields_below()) and not cls._is_told_apart():
            missing = read_missing(value)
            whole = {"missing": missing.missing, "note": missing.note}
            return {**dict.fromkeys(cls._fields_below(), whole), **cls._own_sources(missing.sources)}
        blank_groups: dict[str, Any] = {name: {} for name in groups_in(cls) if value.get(name) is None}
        return {**value, **blank_groups} if blank_groups else value

    @classmethod
    def _is_told_apart(cls) -> bool:
        """Whether something identifies the item: a missing word cannot."""
        return any(question.identifies for question in questions(cls))

    @classmethod
    def _own_sources(cls, sources: tuple[str, ...]) -> dict[str, list[str]]:
        return {"sources": list(sources)} if sources and "sources" in cls.model_fields else {}

    @classmethod
    def _fields_below(cls) -> tuple[str, ...]:
        return tuple(question.key for question in questions(cls) if not question.is_remark)


class Part(Group):
    """A section or smaller group that may carry its own sources, date and remark."""

    sources: Answers[SourceId] = EMPTY
    """Where this comes from: ids of the sources listed under record."""
    as_of: Answer[PartialDate] = BLANK
    """The date at which this was so."""
    note: Answer[Text] = BLANK
    """A remark, in a sentence or two."""


class Item(Part):
    """A list item. What identifies it has no blank: an item without it is no item."""

    drafted_from: Answers[Identifier] = EMPTY
    """In a draft: the ids of the mapped Hubs that have it, as many as do."""
    drafted_of: Answer[Count] = BLANK
    """In a draft: out of how many mapped Hubs."""


class TimedItem(Item):
    """A list item that may hold only for a time."""

    from_: Answer[PartialDate] = Field(default=BLANK, alias="from")
    """Since when this has been so."""
    to: Answer[PartialDate] = BLANK
    """Until when, if it has ended."""


class Question(NamedTuple):
    """One field of a section or item: its key in the file, its attribute, the kind of value and what is asked of it.

    `group` is the kind of group that the question opens, if it opens one; `code_list` names the list that its words
    come from; `refers_to` is the noun of what its ids stand for; `tells` what would give the Hub away; `tidier` is the
    number of the item of TIDieR that it belongs to.
    """

    key: str
    attribute: str
    kind: Any
    group: type[Group] | None
    is_list: bool
    identifies: bool
    is_remark: bool
    needed: bool
    example: str | None
    code_list: str | None
    refers_to: str | None
    names_a_role: bool
    tells: Tells | None
    tidier: int | None
    marks: tuple[Any, ...]


class Answered(NamedTuple):
    """A question met in a Hub: where, with the answer or group found there, and the group that asked it."""

    path: Path
    question: Question
    value: Any
    owner: Group


def needed(*, example: str | None = None, alias: str | None = None, tidier: int | None = None) -> Any:
    """A question that must be answered before the record leaves the stage draft."""
    return Field(default=BLANK, alias=alias, json_schema_extra={"needed": True, "example": example, "tidier": tidier})


def needed_list(*, example: str | None = None) -> Any:
    """A list that must be answered before the record leaves the stage draft."""
    return Field(default=EMPTY, json_schema_extra={"needed": True, "example": example})


def welcome(*, example: str | None = None, alias: str | None = None, tidier: int | None = None) -> Any:
    """A question with an example where a person would hesitate, with a key that Python does not allow, or that belongs
    to an item of TIDieR.
    """
    return Field(default=BLANK, alias=alias, json_schema_extra={"example": example, "tidier": tidier})


def welcome_list(*, example: str | None = None, tidier: int | None = None) -> Any:
    """A list with an example where a person would hesitate, or that belongs to an item of TIDieR."""
    return Field(default=EMPTY, json_schema_extra={"example": example, "tidier": tidier})


def part_of_tidier(item: int) -> Any:
    """A group of questions that belongs to an item of TIDieR."""
    return Field(json_schema_extra={"tidier": item})


def identity(*, alias: str) -> Any:
    """What identifies an item, with a key that Python does not allow."""
    return Field(alias=alias)


@cache
def questions(part: type[Group]) -> tuple[Question, ...]:
    """The questions of a group in the order of the form: its own, then since and until when, then the remarks."""
    shared = [name for base in (TimedItem, Part, Item) for name in base.__annotations__]
    own = [name for name in part.model_fields if name not in shared or name in part.__annotations__]
    names = (*own, *(name for name in shared if name in part.model_fields and name not in own))
    return tuple(_question(part, name, part.model_fields[name]) for name in names)


def _question(group: type[Group], attribute: str, field: Any) -> Question:
    extra = field.json_schema_extra or {}
    annotation, is_list, identifies = field.annotation, False, False
    marks = tuple(field.metadata)
    if get_origin(annotation) in (Answer, Answers):
        is_list = get_origin(annotation) is Answers
        (annotation,) = get_args(annotation)
    elif not (isinstance(annotation, type) and issubclass(annotation, Group)):
        identifies = True
    if hasattr(annotation, "__metadata__"):
        marks, annotation = (*marks, *annotation.__metadata__), annotation.__origin__
    return Question(
        key=field.alias or attribute,
        attribute=attribute,
        kind=annotation,
        group=annotation if isinstance(annotation, type) and issubclass(annotation, Group) else None,
        is_list=is_list,
        identifies=identifies,
        is_remark=attribute == "note" or (attribute in REMARKS and attribute not in group.__annotations__),
        needed=bool(extra.get("needed")),
        example=extra.get("example"),
        code_list=next((mark.name for mark in marks if isinstance(mark, CodeList)), None),
        refers_to=next((mark.to for mark in marks if isinstance(mark, Refers)), None),
        names_a_role=any(isinstance(mark, NamesARole) for mark in marks),
        tells=next((mark for mark in marks if isinstance(mark, Tells)), None),
        tidier=extra.get("tidier"),
        marks=marks,
    )


@cache
def question_at(hub: type[Group], path: Path) -> Question | None:
    """The question that a path leads to (for a path within an answer, the question it answers); None if it leads
    nowhere.
    """
    group, found = hub, None
    for part in path:
        if isinstance(part, int) or (found is not None and found.group is None):
            continue
        following = {question.key: question for question in questions(group)}.get(part)
        if following is None:
            return None if found is None or part not in ANSWER_KEYS else found
        found = following
        group = found.group or group
    return found


def answer_path(form: type[Group], path: Path) -> Path:
    """The path of the answer that a path leads into: what stands inside an answer is a part of it."""
    for length in range(1, len(path)):
        question = question_at(form, path[:length])
        if question is not None and question.group is None and isinstance(path[length], str):
            return path[:length]
    return path


@cache
def groups_in(part: type[Group]) -> tuple[str, ...]:
    """The keys of the groups that stand directly in a group (not in its lists)."""
    return tuple(q.key for q in questions(part) if q.group is not None and not q.is_list)


def walk(group: Group, path: Path = ()) -> list[Answered]:
    """Every question of a group and of all below it, in the order of the form, with its path in the file. Remarks are
    met only where they have been written.
    """
    met: list[Answered] = []
    _walk(group, path, met)
    return met


def _walk(group: Group, path: Path, met: list[Answered]) -> None:
    values = group.__dict__  # looked up here once: this loop meets more than a thousand questions in a Hub
    for question in _met_in(group):
        value = values[question.attribute]
        if question.is_remark and (value is BLANK or value is EMPTY):
            continue
        here = (*path, question.key)
        met.append(Answered(here, question, value, group))
        if question.group is None:
            continue
        if question.is_list:
            for below, item in value.placed():
                _walk(item, (*here, *below), met)
        else:
            _walk(value, here, met)


def _met_in(group: Group) -> tuple[Question, ...]:
    """The questions of a group, without the remarks if the file has none of them there."""
    everything, remarks, without = _remarks_apart(type(group))
    return without if remarks.isdisjoint(group.model_fields_set) else everything


@cache
def _remarks_apart(part: type[Group]) -> tuple[tuple[Question, ...], frozenset[str], tuple[Question, ...]]:
    everything = questions(part)
    remarks = frozenset(question.attribute for question in everything if question.is_remark)
    return everything, remarks, tuple(question for question in everything if not question.is_remark)
