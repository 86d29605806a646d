"""Table `completeness`: how far each Hub's form has been answered by section, and how far the record has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from mapper.compare.kind import of_lines
from mapper.compare.lines import Line, Said, all_lines, question_lines
from mapper.compare.table import Fact, Item, Status
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.schema.answers import MissingWord
from mapper.schema.base import Answered, questions, walk
from mapper.schema.hub import Hub
from mapper.schema.scalars import Amount
from mapper.tally import Tally, tally
from mapper.wording import key_words

_RECORD, _ALL, _SECTIONS = "The record", "All questions", "Sections"
_QUESTIONS = ("stage", "as_of", "collected", "collected_by", "template_version", "licence")


def _said(view: HubView) -> Said:
    by_section: dict[str, list[Answered]] = {}
    for answered in walk(view.hub):
        by_section.setdefault(str(answered.path[0]), []).append(answered)
    whole = tally(one for section in by_section.values() for one in section)
    item = Item("all", "Answered, of all questions asked", _ALL, (1, 0))
    lines = all_lines(
        question_lines(view, view.hub.record, ("record",), _QUESTIONS, _RECORD, 0),
        [Line(item, view.cell(*_facts(view, whole, ())))],
        _by_word(view, whole),
        (
            Line(
                Item(f"section:{key}", key_words(key), _SECTIONS, (2, rank)),
                view.cell(*_facts(view, tally(by_section.get(key, ())), (key,))),
            )
            for rank, key in enumerate(question.key for question in questions(Hub))
        ),
    )
    return Said(lines)


def _facts(view: HubView, counted: Tally, path: Path) -> Iterator[Fact]:
    asked = counted.answered + counted.blank + sum(counted.missing.values())
    if path and path[0] in view.mapped.hidden:
        yield view.without("answered", Status.NOT_SIGNED, path)
        return
    if not asked:
        yield view.without("answered", Status.NOT_ANSWERED, path)
        return
    yield view.known("answered", [_number(counted.answered)], path)
    yield view.known("asked", [_number(asked)], path)


def _by_word(view: HubView, counted: Tally) -> Iterator[Line]:
    """How often there is no answer, for each reason."""
    counts = Counter({**counted.missing, Status.NOT_ANSWERED.value: counted.blank})
    for rank, word in enumerate((*(word.value for word in MissingWord), Status.NOT_ANSWERED.value), 1):
        item = Item(f"missing:{word}", word.capitalize(), _ALL, (1, rank))
        yield Line(item, view.cell(view.known("number", [_number(counts[word])], ())))


def _number(number: int) -> Amount:
    return Amount(Decimal(number), Decimal(number))


_NOTES = (
    (
        "A list of words is one question; a list of items is as many questions as its items ask. How many questions a "
        "Hub is asked depends on what it lists. No Hub is better for a higher number."
    ),
)

COMPLETENESS = of_lines(
    "completeness", "Completeness and state of the records", "Item", _said, notes=_NOTES, is_of_a_date=False
)
