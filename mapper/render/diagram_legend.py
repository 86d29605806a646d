"""What the outlines, lines and marks of a drawing mean: only those that are in it."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.logic_model.graph import Box, Graph, Mark, View
from mapper.logic_model.presence import Presence
from mapper.render.diagram_labels import hub_letters
from mapper.render.diagram_words import foot_lines

_MOST_UNDRAWN = 12
"""The most boxes that are named below a drawing as not drawn; the text beside it has all."""


def legend(graph: Graph) -> tuple[tuple[Box, str], ...]:
    """A sample of each kind of box that is drawn, with what it stands for."""
    found: dict[tuple[Mark, bool], Box] = {}
    for mark in Mark:
        for box in graph.boxes:
            if box.mark is mark:
                found.setdefault((mark, box.standing in (None, "reported")), box)
    return tuple(
        (Box("", "", "", mark, None if is_reported else box.standing), _meaning(mark, graph, is_reported=is_reported))
        for (mark, is_reported), box in found.items()
    )


def notes(graph: Graph) -> list[str]:
    """What stands below the legend: the lines, the marks, what is not drawn and what it was made from."""
    return list(_notes(graph))


def _meaning(mark: Mark, graph: Graph, *, is_reported: bool) -> str:
    text = _MEANINGS[mark]
    if mark is Mark.ANSWERED and graph.of > 1:
        text = "Also answered by Hubs"
    if mark is Mark.ONLY_FIRST:
        text = f"Only: {graph.first}"
    if mark is Mark.ONLY_SECOND:
        text = f"Only: {graph.second}"
    return text if is_reported else f"{text}, hypothesised"


_MEANINGS = {
    Mark.GUIDANCE: "In the national guidance",
    Mark.LOCAL: "+ Added locally",
    Mark.ANSWERED: "Also answered by the Hub",
    Mark.FOLLOWS: "Follows from the shared model",
    Mark.BOTH: "In both",
    Mark.ONLY_FIRST: "",
    Mark.ONLY_SECOND: "",
    Mark.REWORDED: "Worded differently",
    Mark.STEP: "A step",
    Mark.WAY_IN: "A way in",
    Mark.WAY_OUT: "A way out",
    Mark.HELPS: "+ Helped",
    Mark.HINDERS: "– Hindered",
}


def _notes(graph: Graph) -> Iterator[str]:
    if any(link.standing for link in graph.links):
        yield " ".join(_lines_meaning(graph))
    elif any(link.kind == "weakens" for link in graph.links):
        yield "An arrow: makes stronger. A line that ends in a bar: makes weaker."
    if graph.view is View.DIFFERENCE:
        yield f"Heavy lines: only {graph.first} (hollow arrow), or only {graph.second}."
    if any(box.hubs for box in graph.boxes):
        if letters := hub_letters(graph):
            yield "Hubs: " + "; ".join(f"{letter} {heading}" for letter, heading in letters) + "."
        yield " ".join(_counts_meaning(graph))
    if graph.undrawn:
        yield _undrawn(graph)
    yield from foot_lines(graph)


def _lines_meaning(graph: Graph) -> Iterator[str]:
    standings = {box.standing for box in graph.boxes} | {link.standing for link in graph.links}
    kinds = {link.kind for link in graph.links}
    yield "Solid lines: reported in a source."
    if "hypothesised" in standings:
        yield "Dashed: hypothesised."
    if "contested" in standings:
        yield "Dotted: contested."
    if "hinders" in kinds:
        yield "A line that ends in a bar: hinders."
    if "moderates" in kinds:
        yield "In a dot: moderates."


def _counts_meaning(graph: Graph) -> Iterator[str]:
    presences = {having.presence for box in graph.boxes for having in box.hubs}
    if hub_letters(graph):
        if Presence.UNKNOWN in presences:
            yield "A?: not known of Hub A."
        if Presence.ABSENT in presences:
            does = "name" if graph.view is View.IMPLEMENTATION else "have"
            yield f"–: the Hub does not {does} it."
    if any(box.mark is Mark.FOLLOWS for box in graph.boxes):
        yield "Of a grey box: the Hubs in whose model it follows."
    yield "The heavier a line, the more Hubs have it."


def _undrawn(graph: Graph) -> str:
    unknown = [box.text for box in graph.undrawn if box.presence is Presence.UNKNOWN]
    absent = [box.text for box in graph.undrawn if box.presence is Presence.ABSENT]
    if graph.of == 1 and len({box.hubs[0].because for box in graph.undrawn}) == 1 and not graph.boxes:
        return f"Nothing is drawn: {graph.undrawn[0].hubs[0].because}."
    who = "the Hub has" if graph.of == 1 else "any Hub has"
    said = []
    if unknown:
        said.append(f"Not drawn, because answers do not tell whether {who} it: {_listed(unknown)}.")
    if absent:
        said.append(f"Not in {'this model' if graph.of == 1 else 'any model'}: {_listed(absent)}.")
    return " ".join(said)


def _listed(texts: list[str]) -> str:
    more = len(texts) - _MOST_UNDRAWN
    return "; ".join(texts[:_MOST_UNDRAWN]) + (f"; and {more} more" if more > 0 else "")
