"""The columns of a logic model: its kinds of boxes in the order of the list, some of them below another."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.logic_model.graph import Box, Column, Part
from mapper.vocabulary.lists import Vocabulary

_BELOW = "below"


def columns_of(words: Vocabulary, boxes: Sequence[Box]) -> tuple[Column, ...]:
    """The columns that boxes of a logic model need. The list of kinds says which kind stands below which other."""
    used = {box.kind for box in boxes}
    kinds = words["node-kind"]
    below: dict[str, list[Part]] = {}
    for kind in kinds:
        if kind.word in used and _BELOW in kind.details:
            below.setdefault(kind.details[_BELOW], []).append(Part(kind.word, kind.label))
    columns = []
    for kind in kinds:
        if _BELOW in kind.details:
            continue
        parts = ([Part(kind.word, kind.label)] if kind.word in used else []) + below.get(kind.word, [])
        if parts:
            columns.append(Column(parts[0].label, tuple(parts)))
    return tuple(columns)
