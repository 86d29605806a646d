"""One Hub as a comparison looks at it: its answers as facts with their places, as of a date, by its name or label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from mapper.compare.table import Cell, Coded, Column, Entry, Fact, Origin, Parts, Status, Told
from mapper.findings import Path
from mapper.periods import may_hold, surely_holds
from mapper.schema.answers import Answer, Answers, Standing
from mapper.schema.base import Group, Part, Question, TimedItem, questions
from mapper.schema.hub import Hub
from mapper.schema.record import Source
from mapper.schema.scalars import PartialDate, slug
from mapper.study import MappedHub, Study
from mapper.vocabulary.lists import Vocabulary

_STANDINGS = {
    Standing.ANSWERED: Status.ANSWERED,
    Standing.CONFLICTING: Status.CONFLICTING,
    Standing.BLANK: Status.NOT_ANSWERED,
}
_DATED = ("from", "to")


class Frame(NamedTuple):
    """What holds for all Hubs of a comparison. `as_of` is the date as of which they are compared; without one, each is
    as of the date of its own record. `only_signed` leaves out, and `marks_unsigned` marks, what no sign-off holds for.
    """

    study: Study
    as_of: PartialDate | None = None
    only_signed: bool = False
    marks_unsigned: bool = False

    @property
    def words(self) -> Vocabulary:
        """The code lists."""
        return self.study.vocabulary


@dataclass(frozen=True)
class HubView:
    """A Hub of a comparison; `number` counts from 1."""

    mapped: MappedHub
    frame: Frame
    number: int

    @property
    def hub(self) -> Hub:
        """The answers."""
        return self.mapped.hub

    @property
    def words(self) -> Vocabulary:
        """The code lists."""
        return self.frame.words

    @cached_property
    def hides(self) -> bool:
        """Whether labels stand for names."""
        return self.frame.study.shows_labels

    @cached_property
    def heading(self) -> str:
        """The name of the Hub, or its label."""
        if not self.hides:
            return self.mapped.name
        return self.hub.record.label.value or f"Hub {self.number}"

    @cached_property
    def column(self) -> Column:
        """The column of the Hub; where labels are shown, its id is made of its label."""
        hub = (slug(self.heading) or f"hub-{self.number}") if self.hides else self.mapped.id
        return Column(hub, self.heading, self.mapped.is_fictional, self.mapped.is_plan)

    @cached_property
    def as_of(self) -> PartialDate | None:
        """The date as of which the Hub is looked at."""
        return self.frame.as_of or self.hub.record.as_of.value

    def holds(self, item: Group, as_of: PartialDate | None = None) -> bool:
        """Whether an item may hold at the date; one without a time does."""
        return not isinstance(item, TimedItem) or may_hold(item, as_of or self.as_of)

    def surely_holds(self, item: TimedItem, as_of: PartialDate | None) -> bool:
        """Whether an item holds at a date for certain: one whose times are not known may not."""
        return surely_holds(item, as_of)

    def fact(self, group: Group, key: str, path: Path, field: str | None = None) -> Fact:
        """The answer of a group to the question `key`; `path` is that of the group."""
        return self._fact(_question(type(group), key), group, path, field or key)

    def _fact(self, question: Question, group: Group, path: Path, field: str) -> Fact:
        answer = getattr(group, question.attribute)
        here = (*path, question.key)
        if question.identifies:
            cited = own_sources(group) or self._of_section(path)
            fact = self.known(field, [self._value(question, answer)], here, sources=cited)
            return fact._replace(origin=Origin.ANSWER)
        if isinstance(answer, Answers):
            values = tuple(self._value(question, item, number) for number, item in enumerate(answer.items, 1))
            note = answer.note
        else:
            values = tuple(self._readings(question, answer))
            note = answer.note or (answer.readings[0].note if len(answer.readings) == 1 else None)
        sources = answer.cited or own_sources(group) or self._of_section(path)
        status = self.status_of(answer, here)
        return Fact(field, values, status, note, self.source_names(sources), here, self.line(here))

    def _readings(self, question: Question, answer: Answer[Any]) -> Iterator[Any]:
        """The value of an answer; where sources conflict, each with what stands beside it."""
        is_conflict = len(answer.readings) > 1
        for one in answer.readings:
            value = self._value(question, one.value)
            if is_conflict:
                told = Told(value, one.as_of, self.source_names(one.sources), one.note)
                yield value if told == Told(value, None) else told
            else:
                yield value if one.as_of is None else Told(value, one.as_of)

    def known(
        self, field: str, values: Iterable[Any], path: Path, *, note: str | None = None, sources: tuple[str, ...] = ()
    ) -> Fact:
        """A fact that is there for certain, such as one that follows from answers at `path`."""
        return Fact(
            field,
            tuple(values),
            Status.ANSWERED,
            note,
            self.source_names(sources),
            path,
            self.line(path),
            Origin.DERIVED,
        )

    def without(self, field: str, status: Status, path: Path, *, note: str | None = None) -> Fact:
        """A fact that has no value."""
        return Fact(field, (), status, note, (), path, self.line(path), Origin.DERIVED)

    def status_of(self, answer: Answer[Any] | Answers[Any], path: Path) -> Status:
        """How far a question is answered; where what is written cannot be used, that it has an error."""
        if answer.missing is not None:
            return Status(answer.missing.value)
        status = _STANDINGS[answer.standing]
        if status is Status.NOT_ANSWERED and path and path[0] in self.mapped.hidden:
            return Status.NOT_SIGNED
        return Status.HAS_ERROR if status is Status.NOT_ANSWERED and self.is_refused(path) else status

    def facts(self, group: Group, path: Path, keys: Iterable[str] | None = None, under: str = "") -> tuple[Fact, ...]:
        """The answers of a group to `keys`, or to all its questions but what identifies it, those of the groups in it
        included; then, where they are written, since and until when, and the remark.
        """
        return tuple(self._facts(group, path, keys, under))

    def _facts(self, group: Group, path: Path, keys: Iterable[str] | None, under: str) -> Iterator[Fact]:
        asked = _own_questions(type(group)) if keys is None else tuple(_question(type(group), key) for key in keys)
        for question in asked:
            if question.group is not None and not question.is_list:
                below = getattr(group, question.attribute)
                yield from self._facts(below, (*path, question.key), None, f"{under}{question.key}.")
            else:
                yield self._fact(question, group, path, f"{under}{question.key}")
        if keys is None:
            yield from self.remarks(group, path, under)

    def remarks(self, group: Group, path: Path, under: str = "") -> Iterator[Fact]:
        """Since and until when an item holds, and the remark on it, where they are written."""
        for question in _remarks(type(group)):
            is_written = getattr(group, question.attribute).standing is not Standing.BLANK
            if is_written or self.is_refused((*path, question.key)):
                yield self._fact(question, group, path, f"{under}{question.key}")

    def line(self, path: Path) -> int:
        """The line on which the answer at a path stands, or the group that would hold it."""
        return self.mapped.document.line_at(path)

    def cell(self, *facts: Fact) -> Cell:
        """A cell with one entry."""
        return cell_of((Entry(facts),))

    def not_listed(self, answers: Answers[Any], path: Path) -> Cell:
        """The cell of an item that a list does not mention: its own missing word, or blank, or not listed. If an item
        of the list cannot be used until it is corrected, that may be the one.
        """
        status = Status.NOT_LISTED if len(answers) else self.status_of(answers, path)
        status = Status.HAS_ERROR if self.refused_items(path) else status
        return Cell((), status, answers.note if answers.missing else None, path, self.line(path))

    def name_of(self, what: str, number: int | None = None) -> str:
        """What stands for a name where labels are shown: “place 2 of Hub A”."""
        return f"{what} of {self.heading}" if number is None else f"{what} {number} of {self.heading}"

    def item_id(self, group: Group, number: int) -> str:
        """What tells an item from others in outputs: its id; where labels are shown, its number among its kind."""
        return f"{group.noun.replace(' ', '-')}-{number}" if self.hides else str(getattr(group, "id", number))

    def _value(self, question: Question, value: Any, number: int | None = None) -> Any:
        if isinstance(value, Group):
            return Parts(tuple(self._parts(value)))
        if self.hides and question.tells is not None:
            return self.name_of(question.tells.what, number)
        if question.code_list is not None:
            return Coded(question.code_list, value)
        return self._referred(question.refers_to, value) if question.refers_to is not None else value

    def _parts(self, group: Group) -> Iterator[tuple[str, tuple[Any, ...]]]:
        for question in _all_but_remarks(type(group)):
            answer = getattr(group, question.attribute)
            if question.identifies:
                yield question.key, (self._value(question, answer),)
            elif isinstance(answer, Answers):
                yield question.key, tuple(self._value(question, item) for item in answer.items)
            elif isinstance(answer, Answer):
                values = tuple(self._value(question, one.value) for one in answer.readings)
                yield question.key, values or (() if answer.missing is None else (answer.missing.value,))

    def _referred(self, noun: str, value: str) -> Any:
        """What an id stands for: the role of a post, the kind of a step, the name of a service."""
        return self._references.get((noun, value), self.name_of(noun) if self.hides else value)

    @cached_property
    def _references(self) -> Mapping[tuple[str, str], Any]:
        hub, found = self.hub, dict[tuple[str, str], Any]()
        for post in hub.staffing.posts:
            if post.role.value is not None:
                found["post", post.id] = Coded("role", post.role.value)
        for step in hub.pathway.steps:
            if step.step.value is not None:
                found["step", step.id] = Coded("step", step.step.value)
        for number, service in enumerate(hub.context.external_services, 1):
            if self.hides:
                found["service", service.id] = self.name_of("external service", number)
            elif service.name.value is not None:
                found["service", service.id] = service.name.value
        return found | {("source", source): name for source, name in self._sources.items()}

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        listed = self.hub.record.sources.items
        return {source.id: f"source-{number}" if self.hides else source.id for number, source in enumerate(listed, 1)}

    def source_names(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Sources by the names under which outputs cite them: their ids, or where labels are shown, their numbers."""
        if not self.hides:
            return tuple(sources)
        return tuple(dict.fromkeys(self._sources.get(source, "source") for source in sources))

    def sources(self) -> tuple[tuple[str, Source], ...]:
        """The sources of the record, each by the name under which facts cite it."""
        return tuple((self._sources[source.id], source) for source in self.hub.record.sources)

    def _of_section(self, path: Path) -> tuple[str, ...]:
        """The sources of the section that a path leads into."""
        section = getattr(self.hub, str(path[0]), None) if path else None
        return own_sources(section) if isinstance(section, Part) else ()

    def refused_items(self, path: Path) -> int:
        """How many items of the list at a path cannot be used until they are corrected."""
        below = {
            left[len(path)] for left in self.mapped.left_out if left[: len(path)] == path and len(left) > len(path)
        }
        items = [part for part in below if isinstance(part, int)]
        return sum((*path, number) in self.mapped.left_out for number in items)

    def is_refused(self, path: Path) -> bool:
        """Whether what is written at a path cannot be used until it is corrected."""
        refused = self.mapped.left_out
        return bool(refused) and any(left[: len(path)] == path or path[: len(left)] == left for left in refused)


def cell_of(entries: tuple[Entry, ...]) -> Cell:
    """The cell of some entries, which stands as its first facts do: as the first of them that has a value."""
    firsts = [entry.facts[0] for entry in entries]
    best = next((fact for fact in firsts if fact.status.has_value), firsts[0])
    return Cell(entries, best.status, None, firsts[0].path, firsts[0].line)


def _question(group: type[Group], key: str) -> Question:
    return _by_key(group)[key]


@cache
def _by_key(group: type[Group]) -> Mapping[str, Question]:
    return {question.key: question for question in questions(group)}


@cache
def _own_questions(group: type[Group]) -> tuple[Question, ...]:
    """The questions of an item but for what identifies it and the remarks."""
    return tuple(question for question in _all_but_remarks(group) if not question.identifies)


@cache
def _all_but_remarks(group: type[Group]) -> tuple[Question, ...]:
    return tuple(question for question in questions(group) if not question.is_remark)


@cache
def _remarks(group: type[Group]) -> tuple[Question, ...]:
    wanted = ("note", *_DATED)
    return tuple(question for question in questions(group) if question.is_remark and question.key in wanted)


def own_sources(group: Group) -> tuple[str, ...]:
    """The sources that a section or item cites for all that it says."""
    return group.sources.items if isinstance(group, Part) else ()
