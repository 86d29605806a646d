"""The Hub lead's page in words, the same on a page of HTML and in a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from mapper.accuracy.page import Beside, Card, Line, PageSection, ReviewPage
from mapper.accuracy.since import NOT_COMMITTED, Commit
from mapper.accuracy.status import State
from mapper.compare.table import Fact, Status, bare
from mapper.render.cell_words import cell_words, column_heading, over_hubs_lines
from mapper.render.reasons import marks
from mapper.render.said_words import labelled_change
from mapper.render.value_words import value_words
from mapper.review.sections import REQUIRED, section_words
from mapper.review.target import words_for
from mapper.review.words import question_label
from mapper.schema.base import NAMING
from mapper.schema.scalars import Amount
from mapper.tally import ACCEPTED
from mapper.vocabulary.fields import field_label, field_of
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import capital, counted, key_words, loosely, shown

_STATES = {State.OUT_OF_DATE: "changed since it was signed", State.READY: "to be checked"}
_NAMING = (*NAMING, "kind")
_ARTICLES = ("The", "A", "An", "Its")
_LONGEST_HEADING = 90
_MOST_HUBS = 5
"""Other Hubs whose answers are told one by one beside an item; those of more can be opened."""
IN_GENERAL = "In general"
"""The heading of what a section says beside its lists."""


class BesideWords(NamedTuple):
    """What other Hubs say of a row: what sums it up, those told at once, and those that can be opened."""

    label: str
    over: str
    hubs: tuple[tuple[str, str], ...]
    more: tuple[tuple[str, str], ...]


class ChangeWords(NamedTuple):
    """A change since the sign-off, and when it was made, if that is known."""

    item: str
    told: str
    where: str


def heading_of(card: Card, words: Vocabulary) -> str:
    """What a card is about: “Post: Clinical lead”."""
    if not card.is_of_list:
        return IN_GENERAL if len(card.path) == 1 else key_words(str(card.path[-1]))
    noun = capital(type(card.item).noun or "item")
    naming = [line for line in card.lines if line.about.identifies and line.fact.values]
    by_key = {line.fact.field: line for line in card.lines if line.fact.values}
    naming = naming or [by_key[key] for key in _NAMING if key in by_key][:1]
    name = " → ".join(value_words(value, words) for line in naming for value in line.fact.values[:1])
    if not name:
        return noun
    text = shown(f"{noun}: {name}")
    return text if len(text) <= _LONGEST_HEADING else f"{text[: _LONGEST_HEADING - 1]}…"


def label_of(line: Line) -> str:
    """What an answer is called."""
    nested = field_label(line.fact.field) if "." in line.fact.field else None
    return nested or question_label(line.about)


def blank_words(card: Card) -> str:
    """The questions of a card that nobody has answered."""
    fields = (field for field in card.blank if field != ACCEPTED[-1])
    return ", ".join(field_label(field) or key_words(field.rpartition(".")[2]) for field in fields)


def answer_lines(line: Line, page: ReviewPage) -> tuple[str, ...]:
    """What stands at an answer, each item of a list on its own."""
    fact, words = line.fact, page.view.words
    if line.about.key == "sources":
        titles = _titles(page)
        return tuple(titles.get(str(value), str(value)) for value in fact.values)
    remark = f" ({fact.note})" if fact.note else ""
    if not fact.values:
        return (("none" if fact.status is Status.ANSWERED else fact.status.value) + remark,)
    said = [_with_unit(value, fact, words) for value in fact.values]
    if fact.status is Status.CONFLICTING:
        return (f"Sources conflict: {' / '.join(said)}{remark}",)
    return (*said[:-1], said[-1] + remark)


def _with_unit(value: object, fact: Fact, words: Vocabulary) -> str:
    text, field = value_words(value, words), field_of(fact.field)
    if bare(value) == Amount(Decimal(1), Decimal(1)):
        return field.said_of_one or text
    unit = field.unit if isinstance(bare(value), Amount) else None
    return f"{text} {unit}" if unit else capital(text) if text in ("yes", "no") else text


def sources_words(line: Line, page: ReviewPage) -> str:
    """The titles of the sources that are written at an answer itself."""
    return "; ".join(_titles(page).get(source, source) for source in line.cited)


def _titles(page: ReviewPage) -> Mapping[str, str]:
    return {source.id: source.title.value or source.id for source in page.view.hub.record.sources}


def beside_words(card: Card, page: ReviewPage) -> Iterator[BesideWords]:
    """What other Hubs say of what a card is about."""
    for beside in card.beside:
        told = _told(beside, page)
        label = beside.table if card.is_of_list else beside.row.label
        label = "" if len(card.beside) == 1 and card.is_of_list else label
        over = "; ".join(over_hubs_lines(beside.row)[:1]) if len(told) > _MOST_HUBS else ""
        most = _MOST_HUBS if len(told) > _MOST_HUBS + 1 else len(told)
        yield BesideWords(label, over, told[:most], told[most:])


def _told(beside: Beside, page: ReviewPage) -> tuple[tuple[str, str], ...]:
    assert page.compared is not None
    columns = [hub.column for hub in page.compared.hubs]
    return tuple(
        (column_heading(columns[number]), _unmarked(cell_words(beside.row.cells[number], page.view.words)))
        for number in beside.others
    )


def glossary(section: PageSection) -> tuple[tuple[str, str], ...]:
    """What the answers of a section are called, with what is asked there."""
    lines = [line for card in section.cards for line in card.lines if not line.about.is_remark]
    asked = {label_of(line): line.help for line in lines}
    return tuple((label, text) for label, text in asked.items() if not _repeats(text, label))


def _repeats(text: str, label: str) -> bool:
    """Whether a help text such as “The role” only repeats a label."""
    first, _, rest = text.rstrip(".").partition(" ")
    return loosely(rest if first in _ARTICLES else text) == loosely(label)


def _unmarked(text: str) -> str:
    """A text without the marks of missing answers, which say what stands behind them anyway."""
    for mark in marks().values():
        text = text.replace(f"{mark} ", "")
    return text


def section_told(section: PageSection) -> str:
    """How a section stands, in a sentence; empty where there is nothing to say."""
    signed = section.status.signed
    if section.status.errors:
        return "The research team still has to correct something here. Please check it all the same."
    if signed is None:
        return ""
    by, on = signed.sign_off.by, signed.sign_off.on
    if signed.is_current:
        return f"Signed by {by} on {on}, and not changed since."
    return f"Signed by {by} on {on}. {counted(len(signed.changes), 'change')} since: see the top of the page."


def changes_words(page: ReviewPage, commits: Mapping[str, Commit], section: PageSection) -> Iterator[ChangeWords]:
    """What has changed in a section since it was signed."""
    for change in section.status.signed.changes if section.status.signed is not None else ():
        told = labelled_change(change, page.targets.get(change.key), page.view.words)
        commit = commits.get(change.key, NOT_COMMITTED)
        where = f" ({commit.on})" if commit.on is not None else ""
        yield ChangeWords(words_for(change.key, page.targets), told, where)


def confirmed_words(card: Card) -> str:
    """Who found a card right as it is; empty where nobody has."""
    return "" if card.confirmed is None else f"{card.confirmed.by} found this right on {card.confirmed.on}."


def others_words(page: ReviewPage) -> str:
    """Which other Hubs are told beside it."""
    if page.compared is None or len(page.compared.hubs) < 2:
        return ""
    return f"Beside it stands what {counted(len(page.compared.hubs) - 1, 'other Hub')} of the study said."


def section_state(section: PageSection) -> str:
    """How a section stands, in a few words; what a published record needs signed says that until it is."""
    state = section.status.state
    is_wanted = section.name in REQUIRED and state is not State.SIGNED
    return _STATES.get(state, state.value) + (", must be signed" if is_wanted else "")


def title_of(section: PageSection) -> str:
    """The heading of a section."""
    return section_words(section.name)
