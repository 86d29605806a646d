"""The data dictionary of a comparison: what each field of its records means, from the form or from our own data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from mapper.compare.comparison import Comparison
from mapper.compare.tidy import PART_NUMBERS, fields_of, parts_of
from mapper.explain.form import Asked, every_question, remarks
from mapper.findings import path_text
from mapper.schema.kinds import kind_of
from mapper.study import Study
from mapper.vocabulary.fields import Field, field_of
from mapper.wording import key_words

_NUMBERS = re.compile(r"\[\d+\]")


class Described(NamedTuple):
    """What a field of a table means: its label, what it says, the kind of its values, their unit, and the code list
    that its words are from (the last two may be empty).
    """

    table: str
    field: str
    label: str
    description: str
    kind: str
    unit: str
    code_list: str


COLUMNS: Mapping[str, str] = {
    "table": "Which table the record belongs to; `about` for what holds for the comparison as a whole.",
    "group": "The group of rows that the item stands in.",
    "item": "What the record is about: its id, which is the same for every Hub.",
    "item_label": "The item in words.",
    "hub": "The Hub's id, or its label as an id where labels stand for names.",
    "hub_label": "The Hub's name, or its label.",
    "fictional": "Whether the Hub is invented: yes or no.",
    "entry": "Which of several things that the Hub says of the item: its id in the Hub's file, or a number.",
    "field": "What is said of the item; the rows of this dictionary explain each field.",
    "value": "What the Hub says: a word of a code list as it is typed, a number, a date, a text; several with “; ”.",
    "low": "The least that a number may be: empty where it is no number or has no lower end.",
    "high": "The most that a number may be: empty where it is no number or has no upper end.",
    "unit": "The unit of the number.",
    "status": "How far the question is answered: answered, sources conflict, or why there is no value.",
    "origin": "Whether it is an answer, is derived from answers, or repeats an answer that another table tells.",
    "comparability": "Whether all Hubs say the same of the item: same, differs, not comparable yet.",
    "note": "A remark on the answer.",
    "sources": "The sources that the Hub's file cites for the answer, by their ids.",
    "file": "The file that the answer stands in; empty where labels stand for names.",
    "line": "The line of the file, from 1.",
    "path": "Where in the form the answer stands, items of lists counted from 0.",
    "signed": "Whether the section in which it stands is signed off as it is: yes or no; empty where it is in none.",
    "plan": "Whether the Hub is only planned, and counted nowhere: yes or no.",
}
"""The columns of a record, each with what it holds."""


def dictionary(compared: Comparison) -> tuple[Described, ...]:
    """A description of each field of each table of a comparison."""
    found: dict[tuple[str, str], Described] = {}
    for table in compared.tables:
        seen = set[tuple[Any, ...]]()
        for fact in (fact for row in table.rows for cell in row.cells for fact in cell.facts()):
            parts = tuple(tuple(name for name, _ in parts_of(value)) for value in fact.values)
            if (fact.field, fact.status.has_value, parts) in seen:
                continue
            seen.add((fact.field, fact.status.has_value, parts))
            for name, _, _ in fields_of(fact):
                key = (table.id, PART_NUMBERS.sub("", name))
                if key not in found:
                    found[key] = _described(*key, path_text(fact.path))
    return tuple(found.values())


def words_of(described: Iterable[Described], study: Study) -> Iterator[Described]:
    """The words of the code lists that fields name: of each its list, label and description. Where labels stand for
    names, those of what would tell which Hub it is are left out.
    """
    names = {one.code_list for one in described} - {""}
    if study.shows_labels:
        names -= {asked.question.code_list for asked in every_question() if asked.question.tells is not None}
    for name in sorted(names):
        for word in study.vocabulary[name]:
            said = " ".join(word.description.split())
            yield Described("(words)", word.word, word.label, said, "word", "", name)


def _described(table: str, name: str, path: str) -> Described:
    field, asked = field_of(name), _question(_NUMBERS.sub("", path), name)
    label = field.label or key_words(name.rpartition(".")[2])
    if field.description is not None or asked is None:
        return Described(table, name, label, _description(field, name), "", field.unit or "", "")
    question = asked.question
    return Described(
        table, name, label, asked.help, kind_of(question).value, field.unit or "", question.code_list or ""
    )


def _description(field: Field, name: str) -> str:
    if field.description is not None:
        return " ".join(field.description.split())
    base = field_of(name.partition(".")[0])
    return f"Part of: {' '.join((base.description or base.label or name).split())}"


def _question(path: str, name: str) -> Asked | None:
    """The question that a field of this name answers: the one at the path, or else one of the same section."""
    last = name.rpartition(".")[2]
    if last in _beside():
        return _beside()[last]
    asked = _by_path().get(path)
    if asked is not None and asked.question.key == last:
        return asked
    section = path.partition(".")[0]
    return next((one for at, one in _by_path().items() if one.question.key == last and at.startswith(section)), None)


@cache
def _by_path() -> Mapping[str, Asked]:
    return {asked.path: asked for asked in every_question() if not asked.is_of_study}


@cache
def _beside() -> Mapping[str, Asked]:
    return {asked.question.key: asked for asked in remarks()}
