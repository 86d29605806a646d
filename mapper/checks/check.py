"""What a check is, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from mapper.checks.places import COMPONENTS, FUNDING, INTERVENTIONS, POSTS, RUNNING_COSTS, SET_UP_COSTS
from mapper.derived import as_it_is_to_run
from mapper.errors import MapperError
from mapper.findings import Path, Problem
from mapper.schema.answers import BLANK, EMPTY, Answer, Answers, MissingWord, Standing
from mapper.schema.base import Answered, Question, walk
from mapper.schema.hub import Hub
from mapper.schema.interventions import Intervention
from mapper.schema.resources import Cost, Funding
from mapper.schema.scalars import read_text
from mapper.schema.service_model import Component
from mapper.schema.staffing import Post
from mapper.shared_model import SharedModel
from mapper.study import MappedHub, Study
from mapper.wording import item_words, value_at

T = TypeVar("T")
Placed = Sequence[tuple[Path, T]]
"""Items, each with its path in the file."""


class Reference(NamedTuple):
    """An id that an answer refers to: where it stands, and the noun of what it is the id of."""

    path: Path
    noun: str
    id: str


@dataclass(frozen=True)
class Subject:
    """A Hub under check: every question it was asked, the study it belongs to, and what could not be read of it. It is
    checked at the stage that its record says, or as if it were at another.
    """

    mapped: MappedHub
    study: Study
    as_stage: str | None = None

    @property
    def stage(self) -> str:
        """The stage at which it is checked."""
        return self.as_stage or self.mapped.stage

    @cached_property
    def hub(self) -> Hub:
        """The answers; of a Hub that is only planned, as it is to run."""
        return as_it_is_to_run(self.mapped.hub) if self.mapped.is_plan else self.mapped.hub

    @cached_property
    def answered(self) -> Sequence[Answered]:
        """Every question of the Hub in the order of the form."""
        return walk(self.hub)

    @cached_property
    def filled(self) -> Sequence[Answered]:
        """The questions at which something has been written."""
        return [found for found in self.answered if found.value is not BLANK and found.value is not EMPTY]

    @cached_property
    def texts(self) -> Sequence[tuple[Path, Question, str]]:
        """Every text written in the Hub's own words, with its path and the question that it answers."""
        return [
            ((*found.path, *below), found.question, text)
            for found in self.filled
            if found.question.kind is str and found.question.code_list is None and found.question.refers_to is None
            for below, text in values_of(found.value)
        ]

    @cached_property
    def posts(self) -> Placed[Post]:
        """The posts."""
        return placed(POSTS, self.hub.staffing.posts)

    @cached_property
    def interventions(self) -> Placed[Intervention]:
        """The interventions."""
        return placed(INTERVENTIONS, self.hub.interventions)

    @cached_property
    def components(self) -> Placed[Component]:
        """The components of the service model."""
        return placed(COMPONENTS, self.hub.service_model.components)

    @cached_property
    def money(self) -> Mapping[Path, Placed[Funding | Cost]]:
        """The sums of money by the path of their list."""
        resources = self.hub.resources
        funding = placed(FUNDING, resources.funding)
        set_up, running = placed(SET_UP_COSTS, resources.set_up_costs), placed(RUNNING_COSTS, resources.running_costs)
        return {FUNDING: funding, SET_UP_COSTS: set_up, RUNNING_COSTS: running}

    @cached_property
    def notes(self) -> Sequence[tuple[Path, str]]:
        """Every remark inside an answer, with its path; those that a missing word for a whole group carries are one."""
        asked = {path for path, _, _ in self.texts}
        found: list[tuple[Path, str]] = []
        _add_notes(self.mapped.document.values, (), found)
        return [(path, text) for path, text in found if path not in asked]

    @cached_property
    def shared_model(self) -> SharedModel | None:
        """The shared logic model; None where the study's own cannot be used, which is told of the study file (S218)."""
        try:
            return self.study.shared_model
        except MapperError:
            return None

    def detail(self, code_list: str, word: str, key: str) -> Any:
        """What a code list says of a word beside its label and description; None where it says nothing of the kind."""
        found = self.study.vocabulary[code_list].words.get(word)
        return None if found is None else found.details.get(key)

    def asked(self, key: str) -> Sequence[Answered]:
        """The questions of a key, anywhere in the form, at which something has been written."""
        return self._by_key.get(key, ())

    @cached_property
    def _by_key(self) -> Mapping[str, Sequence[Answered]]:
        found: dict[str, list[Answered]] = {}
        for answered in self.filled:
            found.setdefault(answered.question.key, []).append(answered)
        return found

    @cached_property
    def references(self) -> Sequence[Reference]:
        """Every id that the answers refer to, those of the sources that they cite included."""
        return list(_references(self.filled))

    def once(self, work: Callable[[Subject], T]) -> T:
        """What a function makes of this Hub, worked out when the first of several checks asks for it."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        made: T = self._worked_out[work]
        return made

    @cached_property
    def _worked_out(self) -> dict[Callable[[Subject], Any], Any]:
        return {}

    def words(self, path: Path) -> str:
        """An answer in the reader's words."""
        return item_words(path, self.mapped.document.values, Hub)

    def is_unanswered(self, path: Path, answer: Answer[Any] | Answers[Any]) -> bool:
        """Whether nothing stands at a question, not even something that could not be used."""
        return answer.standing is Standing.BLANK and not self.is_left_out(path)

    def says_none(self, path: Path, answers: Answers[Any]) -> bool:
        """Whether a list is said to hold nothing: written as `[]`, or as `not applicable`."""
        if answers.missing is not None:
            return answers.missing is MissingWord.NOT_APPLICABLE
        values = self.mapped.document.values
        return [] in (value_at(values, path), value_at(values, (*path, "value")))

    def is_left_out(self, path: Path) -> bool:
        """Whether a path, or anything above or below it, could not be used because its shape is wrong."""
        if not self.mapped.left_out:
            return False
        above = any(path[:length] in self.mapped.left_out for length in range(len(path) + 1))
        return above or path in self._holding_left_out

    def is_unread(self, text: str) -> bool:
        """Whether a text, such as an id, stands somewhere in what could not be used because its shape is wrong."""
        return bool(self.mapped.left_out) and text in self._unread

    @cached_property
    def _unread(self) -> str:
        return " ".join(str(value_at(self.mapped.document.values, path)) for path in self.mapped.left_out)

    @cached_property
    def _holding_left_out(self) -> frozenset[Path]:
        return frozenset(left[:length] for left in self.mapped.left_out for length in range(len(left)))


def placed(under: Path, items: Answers[T]) -> Placed[T]:
    """The items of a list, which stands at a path."""
    return [((*under, *below), item) for below, item in items.placed()]


def found_elsewhere(_subject: Subject) -> Iterable[Problem]:
    """Nothing: what runs for a rule that is held elsewhere, while a file is read or once all checks have run."""
    return ()


class Check(NamedTuple):
    """A rule: its code, what it is about, why it matters, an example that breaks it and one that keeps it.

    The examples are parts of a Hub file; each is checked as it stands by a test. A line `# file: hubs/a.yaml` begins
    another file of the study, and `# encoding: windows-1252` says how the example is saved. Both examples are empty
    where there can be none. A finding that cannot be accepted stands, whatever reason the record gives.
    """

    code: str
    title: str
    why: str
    bad: str
    good: str
    run: Callable[[Subject], Iterable[Problem]] = found_elsewhere
    source: str | None = None
    can_be_accepted: bool = True


def values_of(answer: Any) -> Iterable[tuple[Path, Any]]:
    """Each value of an answer with its path below the question: one, several where sources conflict, or the items of a
    list.
    """
    if isinstance(answer, Answers):
        return answer.placed()
    if not isinstance(answer, Answer):
        return (((), answer),)
    if len(answer.readings) == 1:  # nearly always, and asked for by most checks
        return (((), answer.readings[0].value),)
    return [((*below, "value"), reading.value) for below, reading in answer.placed()]


def _add_notes(values: Any, path: Path, found: list[tuple[Path, str]]) -> None:
    for key, value in values.items() if type(values) is dict else enumerate(values or ()):
        if type(value) is dict or type(value) is list:
            _add_notes(value, (*path, key), found)
        elif key == "note" and value is not None:
            found.append(((*path, key), read_text(value)))


def _references(questions: Iterable[Answered]) -> Iterator[Reference]:
    for path, question, answer, _ in questions:
        if question.refers_to is not None:
            for below, its_id in values_of(answer):
                yield Reference((*path, *below), question.refers_to, its_id)
        if isinstance(answer, (Answer, Answers)) and answer.cited:
            yield from _citations(path, answer)


def _citations(path: Path, answer: Answer[Any] | Answers[Any]) -> Iterator[Reference]:
    for number, source in enumerate(answer.sources):
        yield Reference((*path, "sources", number), "source", source)
    if isinstance(answer, Answer):
        for within, reading in answer.placed():
            for number, source in enumerate(reading.sources):
                yield Reference((*path, *within, "sources", number), "source", source)
