"""A draft as the file of a Hub: the form with what was drafted, where it comes from, and questions to the planner."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from mapper.planning.choices import Kind
from mapper.planning.draft import LISTS, Draft, DraftedItem
from mapper.planning.guide import first_questions
from mapper.render.draft_words import have_words, named_words, not_taken_words, reasons_words, rests_on_words, says
from mapper.render.template import WIDTH, Filling, template
from mapper.schema.base import Group, questions
from mapper.schema.hub import Hub
from mapper.study import PLANNED, Study
from mapper.yaml_text import group_lines, inline

_HEAD = (
    "A draft of a Hub that is only planned, written by `mapper draft`. {} Each drafted item says which Hubs have it "
    "(`drafted_from`), out of how many (`drafted_of`). What belongs to a place (names, waits, figures, dates, texts) "
    "is not taken over: every blank is a question to you, those marked FIRST before all others."
)
_INDENT = 6
"""Columns that comments on items are moved to the right at the most."""


def draft_file(draft: Draft, study: Study, answers: Mapping[str, str]) -> str:
    """The text of the file. `answers` are those that the form holds already, by path, as YAML."""
    filled = {**answers, "context.status": PLANNED}
    note = rests_on_words(draft.evidence)
    filled["record.note"] = inline(note)
    return template(
        study.vocabulary,
        Filling(
            filled,
            {path: tuple(_list(draft, path, study)) for path in LISTS.values()},
            {one.question.removesuffix(".note"): (f"FIRST: {one.asks}",) for one in first_questions()},
            [_HEAD.format(note)],
        ),
    )


def _list(draft: Draft, path: str, study: Study) -> Iterator[str]:
    """The items of a list, then what was proposed for it and not taken."""
    for item in draft.items[path]:
        yield from _item(item, draft, path, study)
    left = draft.not_taken[path]
    if left:
        yield from _comment("Proposed and not taken:")
        for one in left:
            yield from _comment(f"- {not_taken_words(one, study)}", "  ")
    if draft.items[path]:
        yield from _comment("To add more, fill in this one:")


def _item(item: DraftedItem, draft: Draft, path: str, study: Study) -> Iterator[str]:
    choice = item.choice
    said = have_words(choice) + (f": {named_words(choice, draft.evidence)}" if choice.have else "")
    yield from _comment(said + (". The guidance names it" if choice.is_guidance else "") + ".")
    if reasons := reasons_words(choice, study):
        yield from _comment(f"Reasons that Hubs give: {reasons}.")
    if choice.kind is Kind.COMPONENT:
        for text in says(choice, study):
            yield from _comment(text)
    answers = dict(item.answers)
    provenance = {key: answers.pop(key) for key in ("drafted_from", "drafted_of")}
    yield from group_lines(answers)
    yield from (f"  {line}" for line in _blanks(_kind_of(path), answers))
    yield from (f"  {key}: {inline(value)}" for key, value in provenance.items())


def _comment(text: str, more: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH - _INDENT, initial_indent="# ", subsequent_indent=f"# {more}", break_on_hyphens=False
    )


def _kind_of(path: str) -> type[Group]:
    """The kind of item of a list of the form."""
    group: type[Group] = Hub
    for key in path.split("."):
        found = next(question.group for question in questions(group) if question.key == key)
        assert found is not None
        group = found
    return group


def _blanks(group: type[Group], answers: Mapping[str, object] | Sequence[str]) -> Iterator[str]:
    """The questions of an item that the draft leaves blank; those of lists of items stand in the blank item below."""
    for question in questions(group):
        if question.is_remark or question.key in answers or (question.group is not None and question.is_list):
            continue
        yield f"{question.key}:"
        if question.group is not None:
            yield from (f"  {line}" for line in _blanks(question.group, ()))
