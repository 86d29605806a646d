"""What stands in the boxes of a drawing."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from mapper.compare.table import Status
from mapper.logic_model.graph import Box, Graph, Having, Mark
from mapper.logic_model.presence import Presence
from mapper.render.cell_words import fact_words
from mapper.render.diagram_look import SIGNS
from mapper.render.picture import FONT_SIZE, Line
from mapper.render.reasons import marked
from mapper.render.text_width import wrap
from mapper.vocabulary.fields import field_label
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import in_sentence, shown

_MOST_LETTERS = 10
"""The most Hubs that are told apart by letters in a box."""
_BOLDER = 1.08
"""How much wider bold letters are."""
_MOST_LINES = 12
"""The most lines of details in a box; the text beside the drawing has all."""


def box_lines(box: Box, graph: Graph, words: Vocabulary, room: float) -> tuple[Line, ...]:
    """The lines of a box, at most `room` points wide: its text, what else is said of it, and which Hubs have it."""
    return tuple(_lines(box, graph, words, room))


def hub_letters(graph: Graph) -> tuple[tuple[str, str], ...]:
    """The letter that stands for each Hub, with its heading, where there are few enough."""
    if not 1 < graph.of <= _MOST_LETTERS:
        return ()
    return tuple(zip(ascii_uppercase, graph.hubs, strict=False))


def _lines(box: Box, graph: Graph, words: Vocabulary, room: float) -> Iterator[Line]:
    text = SIGNS.get(box.mark, "") + shown(box.text)
    is_bold = bool(box.details)
    yield from (Line(line, is_bold) for line in wrap(text, room, FONT_SIZE * (_BOLDER if is_bold else 1)))
    details = [line for told in _details(box, words) for line in wrap(shown(told), room, FONT_SIZE)]
    yield from (Line(line) for line in details[:_MOST_LINES])
    if len(details) > _MOST_LINES:
        yield Line("…")
    if box.hubs:
        yield from (Line(line) for line in wrap(_who(box, graph), room, FONT_SIZE))
    yield from (Line(line) for line in _side(box, graph, room))
    if graph.marks_unsigned and box.is_signed is False:
        yield Line(marked(Status.NOT_SIGNED.value))
    for link in graph.links:
        if link.start == link.end == box.id and link.label:
            yield from (Line(line) for line in wrap(f"again: {shown(link.label)}", room, FONT_SIZE))


def _details(box: Box, words: Vocabulary) -> Iterator[str]:
    """What is said of a box; then for what there is no answer, by reason."""
    missing: dict[Status, list[str]] = {}
    for fact in box.details:
        if fact.values:
            yield fact_words(fact, words)
        else:
            missing.setdefault(fact.status, []).append(in_sentence(field_label(fact.field) or fact.field))
    for reason, labels in missing.items():
        yield f"{marked(reason.value)}: {', '.join(labels)}"


def _who(box: Box, graph: Graph) -> str:
    count = f"{len(box.having)} of {graph.of}"
    if not hub_letters(graph):
        return f"{count}, {box.unknown} unknown" if box.unknown else count
    marks = (_mark(letter, having) for letter, having in zip(ascii_uppercase, box.hubs, strict=False))
    return f"{count}: {' '.join(marks)}"


def _mark(letter: str, having: Having) -> str:
    if having.presence is Presence.PRESENT:
        return letter
    return f"{letter}?" if having.presence is Presence.UNKNOWN else "\N{EN DASH}"


def _side(box: Box, graph: Graph, room: float) -> list[str]:
    """In which of the two graphs a box is, or how the other words it."""
    if box.mark is Mark.ONLY_FIRST:
        return wrap(f"only: {shown(graph.first or '')}", room, FONT_SIZE)
    if box.mark is Mark.ONLY_SECOND:
        return wrap(f"only: {shown(graph.second or '')}", room, FONT_SIZE)
    if box.mark is Mark.REWORDED:
        return wrap(f"before: {shown(box.instead_of or '')}", room, FONT_SIZE)
    return []
