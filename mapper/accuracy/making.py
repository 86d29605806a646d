"""Makes the Hub lead's page of a record, of how its accuracy check stands, and of a comparison."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from mapper.accuracy.beside import rows_by_path
from mapper.accuracy.page import Beside, Card, Line, PageSection, ReviewPage
from mapper.accuracy.status import HubStatus
from mapper.compare.comparison import Comparison
from mapper.compare.table import Status
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.review.content import SECTIONS, Content, Said, digest_of
from mapper.review.entries import Confirmation
from mapper.review.queries import QueryState
from mapper.review.target import targets
from mapper.schema.answers import Answer, Answers
from mapper.schema.base import Group, Question, questions
from mapper.schema.help import field_help
from mapper.schema.hub import TEMPLATE_VERSION, Hub

_MOST_ROWS = 12
"""Rows of tables that stand beside one card."""


class _Part(NamedTuple):
    """What a card is about: some questions of a group. `path` is that of the card, and `at` that of the group."""

    group: Group
    path: Path
    at: Path
    asked: Sequence[Question]
    is_of_list: bool


def review_page(view: HubView, status: HubStatus, compared: Comparison | None = None) -> ReviewPage:
    """The page of a Hub; `compared` is a comparison in which it is one of several."""
    builder = _Builder(view, status, compared)
    digests = {section: digest_of(says) for section, says in status.says.items()}
    sections = tuple(builder.section(name, digests[name]) for name in SECTIONS)
    entries = (entry.id for entry in status.review.entries)
    told = "\n".join((view.mapped.id, TEMPLATE_VERSION, *digests.values(), *entries))
    page_id = hashlib.sha256(told.encode()).hexdigest()
    return ReviewPage(page_id, view, status, sections, compared, builder.targets)


class _Builder:
    """Makes the sections of a page, and remembers what all of them look up."""

    def __init__(self, view: HubView, status: HubStatus, compared: Comparison | None) -> None:
        self.targets = targets(view.mapped)
        self._view, self._status = view, status
        self._keys = {target.path: key for key, target in self.targets.items()}
        self._beside = {} if compared is None else rows_by_path(compared, view)
        entries = sorted(status.review.entries, key=lambda entry: entry.on, reverse=True)
        self._confirmed = [entry for entry in entries if isinstance(entry, Confirmation)]

    def section(self, name: str, digest: str) -> PageSection:
        """A section with its cards."""
        question = next(one for one in questions(Hub) if one.key == name)
        value = getattr(self._view.hub, question.attribute)
        parts = self._items(question, value, (name,)) if question.is_list else self._parts(value, (name,))
        cards = tuple(card for part in parts for card in self._card(part))
        own = {state.query.id for card in cards for state in card.queries}
        status = self._status.section(name)
        queries = tuple(state for state in status.open if state.query.id not in own)
        return PageSection(name, field_help(Hub)[question.attribute], status, cards, queries, digest)

    def _parts(self, group: Group, path: Path) -> Iterator[_Part]:
        """The parts of a group: its own answers, then those of the groups in it and the items of its lists."""
        plain = [one for one in questions(type(group)) if one.group is None or self._is_empty_list(one, group)]
        yield _Part(group, path, path, plain, is_of_list=False)
        for question in questions(type(group)):
            value: Any = getattr(group, question.attribute)
            here = (*path, question.key)
            if question.group is not None and not question.is_list:
                yield from self._parts(value, here)
            elif question.group is not None and len(value):
                yield from self._items(question, value, here)

    def _items(self, question: Question, answers: Answers[Group], path: Path) -> Iterator[_Part]:
        """The items of a list; of one without any, what is said in its place."""
        if not len(answers):
            yield _Part(self._view.hub, path, path[:-1], [question], is_of_list=False)
        for below, item in answers.placed():
            here = (*path, *below)
            yield _Part(item, here, here, questions(type(item)), is_of_list=True)

    def _is_empty_list(self, question: Question, group: Group) -> bool:
        return question.is_list and not len(getattr(group, question.attribute))

    def _card(self, part: _Part) -> Iterator[Card]:
        """The card of a part, unless nothing is answered and nothing needs to be."""
        lines, blank = list[Line](), list[str]()
        for line in self._lines(part.group, part.at, part.asked):
            if line.fact.status is Status.NOT_ANSWERED and not line.about.needed:
                blank.append(line.fact.field)
            elif not (line.about.identifies and line.about.key == "id"):
                lines.append(line)
        if not lines and not part.is_of_list:
            return
        key = self._keys[part.path]
        within = {key} if part.is_of_list else self._own_keys(part)
        says = _within(self._status.says[str(part.path[0])], within)
        yield Card(
            key,
            part.path,
            part.group,
            part.is_of_list,
            tuple(lines),
            tuple(blank),
            says,
            self._rows_beside(part, lines),
            self._queries(within),
            self._found_right(says, within),
        )

    def _lines(self, group: Group, path: Path, asked: Sequence[Question]) -> Iterator[Line]:
        for question in asked:
            value: Any = getattr(group, question.attribute)
            here = (*path, question.key)
            if question.group is not None and not question.is_list:
                yield from (
                    line._replace(fact=line.fact._replace(field=f"{question.key}.{line.fact.field}"))
                    for line in self._lines(value, here, questions(question.group))
                )
                continue
            fact = self._view.fact(group, question.key, path)
            if fact.status is Status.NOT_ANSWERED and _says_none(self._said(here)):
                fact = fact._replace(status=Status.ANSWERED)
            is_hidden = fact.status is Status.NOT_SIGNED
            if not (question.is_remark and fact.status is Status.NOT_ANSWERED) and not is_hidden:
                cited = value.cited if isinstance(value, (Answer, Answers)) else ()
                yield Line(self._keys[here], fact, question, field_help(type(group))[question.attribute], cited)

    def _said(self, path: Path) -> Said | None:
        return self.targets[self._keys[path]].said if path in self._keys else None

    def _own_keys(self, part: _Part) -> set[str]:
        paths = ((*part.at, question.key) for question in part.asked)
        return {self._keys[path] for path in paths if path in self._keys}

    def _rows_beside(self, part: _Part, lines: Sequence[Line]) -> tuple[Beside, ...]:
        if part.is_of_list:
            found = [row for at, rows in self._beside.items() if at[: len(part.path)] == part.path for row in rows]
        else:
            found = [row for line in lines for row in self._beside.get(line.fact.path, ())]
        return tuple({(beside.table, beside.row.id): beside for beside in found}.values())[:_MOST_ROWS]

    def _queries(self, within: Collection[str]) -> tuple[QueryState, ...]:
        return tuple(one for one in self._status.queries if one.is_open and _is_within(one.query.path, within))

    def _found_right(self, says: Content, within: Collection[str]) -> Confirmation | None:
        """Who was the last to find right what stands in a card, if that is all that stands there now, and as it is."""
        said = ((entry, _within(entry.answers, within)) for entry in self._confirmed)
        entry, found = next(((entry, found) for entry, found in said if found), (None, {}))
        return entry if found == says else None


def _within(says: Content, keys: Collection[str]) -> Content:
    """What stands at some keys and below them."""
    return {key: said for key, said in says.items() if _is_within(key, keys)}


def _is_within(key: str, keys: Collection[str]) -> bool:
    return key in keys or any(key.startswith((f"{one}.", f"{one}[")) for one in keys)


def _says_none(said: Said | None) -> bool:
    """Whether an answer is an empty list: that there is nothing."""
    return said == [] or (isinstance(said, dict) and said.get("value") == [])
