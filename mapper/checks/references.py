"""Checks X301, X302, X306, X307: ids and what refers to them. Two files with one id are found in `report.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from mapper.checks.check import Check, Subject
from mapper.checks.places import LISTED_UNDER
from mapper.findings import Path, Problem, Severity
from mapper.schema.answers import MissingWord
from mapper.schema.base import Group
from mapper.wording import nearest, value_at


def _items_with_ids(subject: Subject) -> Iterator[tuple[Path, Group, str]]:
    for answered in subject.asked("id"):
        if answered.question.identifies:
            yield answered.path, answered.owner, answered.value


def duplicate_ids(subject: Subject) -> Iterator[Problem]:
    """Ids that stand for two things in one file."""
    first: dict[str, Path] = {}
    for path, item, its_id in _items_with_ids(subject):
        if its_id in first:
            other = subject.words(first[its_id][:-1])
            message = (
                f"The id `{its_id}` already belongs to “{other}”, so nobody can tell which of the two is meant. "
                f"Please give this {item.noun} another id."
            )
            yield Problem("X301", Severity.ERROR, path, message)
        else:
            first[its_id] = path


def dangling_references(subject: Subject) -> Iterator[Problem]:
    """Ids that are referred to and do not exist."""
    known: dict[str, set[str]] = defaultdict(set)
    for _, item, its_id in _items_with_ids(subject):
        known[item.noun].add(its_id)
    nouns = {noun for _, noun, _ in subject.references}
    unread = {noun for noun, path in LISTED_UNDER.items() if _lost_an_item(subject, path)}
    if "box" in nouns and subject.shared_model is None:
        nouns, unread = nouns - {"box"}, unread | {"box"}
    elif "box" in nouns and subject.shared_model is not None:
        known["box"] |= subject.shared_model.box_ids
    without_list = {noun: word for noun in nouns - unread if (word := _missing_word(subject, LISTED_UNDER[noun]))}
    yield from _ids_without_list(subject, without_list, known)
    hints: dict[tuple[str, str], str | None] = {}
    for path, noun, its_id in subject.references:
        if its_id in known[noun] or noun in unread or noun in without_list:
            continue
        if (noun, its_id) not in hints:
            hints[noun, its_id] = nearest(its_id, known[noun])
        meant = hints[noun, its_id]
        listed = ".".join(str(part) for part in LISTED_UNDER[noun])
        message = (
            f"There is no {noun} with the id `{its_id}`. Please add it under `{listed}`, or correct the id that stands "
            "here."
        )
        yield Problem("X302", Severity.ERROR, path, message, f"Did you mean `{meant}`?" if meant else None)
    for noun in sorted(noun for noun in unread & nouns if not _lost_the_list(subject, LISTED_UNDER[noun])):
        message = (
            f"Whether every {noun} that is referred to exists was not checked, because a {noun} above could not be "
            "read. Please correct that one first."
        )
        yield Problem("X307", Severity.NOTE, LISTED_UNDER[noun], message)


def _missing_word(subject: Subject, listed_under: Path) -> MissingWord | None:
    """The missing word by which a whole list is answered."""
    answers: Any = subject.hub
    for key in listed_under:
        answers = getattr(answers, str(key))
    word: MissingWord | None = answers.missing
    return word


def _ids_without_list(
    subject: Subject, without_list: Mapping[str, MissingWord], known: Mapping[str, set[str]]
) -> Iterator[Problem]:
    """Ids of items whose list is answered by a missing word: one finding for all that are of one kind."""
    for noun, word in sorted(without_list.items()):
        named = [reference for reference in subject.references if reference.noun == noun]
        dangling = [reference for reference in named if reference.id not in known[noun]]
        if dangling:
            listed = ".".join(str(part) for part in LISTED_UNDER[noun])
            more = f", and {len(dangling) - 1} more below" if len(dangling) > 1 else ""
            message = (
                f"`{listed}` is answered by `{word}`, and a {noun} is named by an id here (`{dangling[0].id}`{more}). "
                f"Please list each {noun} there, or write `{word}` here too."
            )
            yield Problem("X302", Severity.ERROR, dangling[0].path, message)


def _lost_the_list(subject: Subject, listed_under: Path) -> bool:
    """Whether the list, or what holds it, is there under a misspelt name only, which is said where it stands."""
    paths = (listed_under[:length] for length in range(1, len(listed_under) + 1))
    values, left_out = subject.mapped.document.values, subject.mapped.left_out
    return any(path in left_out and value_at(values, path) is None for path in paths)


def _lost_an_item(subject: Subject, listed_under: Path) -> bool:
    length = len(listed_under)
    return any(
        left == listed_under[: len(left)]
        or (left[:length] == listed_under and (len(left) == length + 1 or left[-1] == "id"))
        for left in subject.mapped.left_out
    )


CHECKS = (
    Check(
        code="X301",
        title="An id is used twice",
        why="Other answers point at an item by its id; two items with one id cannot be told apart.",
        bad="""
            staffing:
              posts:
                - {id: clinicians, role: nurse, clinical: clinical}
                - {id: clinicians, role: counsellor, clinical: clinical}
            """,
        good="""
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical}
                - {id: counsellors, role: counsellor, clinical: clinical}
            """,
        run=duplicate_ids,
    ),
    Check(
        code="X302",
        title="A reference leads nowhere",
        why="An answer that rests on a source, post, step or service has to name one that the file describes.",
        bad="""
            pathway:
              steps:
                - {id: first-call, step: call, done_by: [nurse]}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical}
            """,
        good="""
            pathway:
              steps:
                - {id: first-call, step: call, done_by: [nurses]}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical}
            """,
        run=dangling_references,
    ),
    Check(
        code="X306",
        can_be_accepted=False,
        title="Two files have the same Hub id",
        why="Tables and drawings tell Hubs apart by their id, so two with the same one would be mixed.",
        bad="""
            # file: hubs/exampleshire.yaml
            record: {id: exampleshire, name: Exampleshire Hub}
            # file: hubs/sampleton.yaml
            record: {id: exampleshire, name: Sampleton Hub}
            """,
        good="""
            # file: hubs/exampleshire.yaml
            record: {id: exampleshire, name: Exampleshire Hub}
            # file: hubs/sampleton.yaml
            record: {id: sampleton, name: Sampleton Hub}
            """,
    ),
    Check(
        code="X307",
        title="References were not checked, because an item that they may mean could not be read",
        why="Only once every item of a list can be read is it known which references lead nowhere.",
        bad="""
            pathway:
              steps:
                - {id: first-call, step: call, done_by: [nurses]}
            staffing:
              posts:
                - {id: Nurses, role: nurse, clinical: clinical}
            """,
        good="""
            pathway:
              steps:
                - {id: first-call, step: call, done_by: [nurses]}
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical}
            """,
    ),
)
