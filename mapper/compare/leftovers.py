"""Names left in a comparison where labels stand for them: in texts in the Hubs' own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mapper.compare.comparison import Comparison
from mapper.compare.table import Cell, Parts, Told
from mapper.labels import is_our_word, names_in, plain


class Leftover(NamedTuple):
    """A name in a text, where it stands: the Hub's heading and the line of its file; `hub` is None for a text of the
    study as a whole, such as its title.
    """

    name: str
    hub: str | None
    line: int
    item: str


def leftovers(compared: Comparison) -> tuple[Leftover, ...]:
    """The names that are left in a comparison, each once for each place; none where names are shown."""
    labels = {plain(hub.column.heading) for hub in compared.hubs}
    by_plain = {plain(name): name for hub in compared.hubs for name in sorted(hub.names)}
    names = {name for bare, name in by_plain.items() if bare not in labels}
    if not names:
        return ()
    found = [Leftover(name, None, 0, what) for text, what in _of_study(compared) for name in names_in(text, names)]
    for text, hub, line, item in _texts(compared):
        found += [Leftover(name, hub, line, item) for name in names_in(text, names)]
    return tuple(dict.fromkeys(found))


def _of_study(compared: Comparison) -> Iterator[tuple[str, str]]:
    """The texts of the study as a whole, with what they are: its title, the words it adds, its guidance."""
    study = compared.frame.study
    yield compared.title, "the title of the study"
    for added in study.form.words:
        yield f"{added.word} {added.label}", f"the word “{added.word}” of study.yaml"
    guidance = study.guidance
    wordings = (wording.text for _, said in guidance.components for wording in said)
    yield (
        " ".join((guidance.id, guidance.title, *wordings, *guidance.principles, *guidance.unsettled.values())),
        "the guidance",
    )


def _texts(compared: Comparison) -> Iterator[tuple[str, str, int, str]]:
    """Every text of the Hubs' own that the tables hold, with the Hub, the line and the item; each once."""
    seen, labels = set[tuple[str, str, int]](), set[str]()
    for table in (*compared.tables, compared.components):
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                heading = column.heading if column.hub is not None else row.group or ""
                for text, line in _texts_of(cell):
                    key = (text, heading, line)
                    if key not in seen:
                        seen.add(key)
                        yield text, heading, line, row.label
                if cell.entries and row.label not in labels and not is_our_word(row.label):
                    labels.add(row.label)
                    yield row.label, heading, cell.line, row.label


def _texts_of(cell: Cell) -> Iterator[tuple[str, int]]:
    if cell.note:
        yield cell.note, cell.line
    for entry in cell.entries:
        for fact in entry.facts:
            if fact.note:
                yield fact.note, fact.line
            for value in fact.values:
                yield from ((text, fact.line) for text in _own_words(value))


def _own_words(value: object) -> Iterator[str]:
    if isinstance(value, Told):
        yield from _own_words(value.value)
        yield from [value.note] if value.note else []
    elif isinstance(value, Parts):
        for _, values in value.parts:
            for one in values:
                yield from _own_words(one)
    elif type(value) is str:
        yield value
