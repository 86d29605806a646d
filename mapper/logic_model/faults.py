"""What is wrong with the shape of a logic model: rules over boxes and links, as values without wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple, Protocol

from mapper.vocabulary.lists import word_set

_LAST = ("outcome long", "impact", "unintended effect")
"""The kinds of boxes at which a model may end."""
_OUTCOMES = ("outcome short", "outcome medium", "outcome long", "impact")
_AROUND = ("context", "external factor", "input", "assumption")
"""The kinds of boxes that may bear on an outcome of any level."""
_JUMP = {"individual", "system"}
_WORDS = "outcome_words.yaml"


class Rule(StrEnum):
    """The rules, by what breaks them."""

    DEAD_END = "dead end"
    ORPHAN = "orphan"
    STRAIGHT_TO_IMPACT = "activity straight to impact"
    NO_MEASURE = "outcome without a measure"
    OUTPUT_IS_OUTCOME = "output worded as an outcome"
    MECHANISM_FROM_NOTHING = "mechanism without a link in"
    NOTHING_BEHIND_LINK = "link without assumption or source"
    NO_EXTERNAL_FACTOR = "no external factor"
    NO_UNINTENDED_EFFECT = "no unintended effect"
    CYCLE = "cycle"
    LEVEL_JUMP = "level jump"


class AnyBox(Protocol):
    """What a rule asks of a box, be it of the shared model or of a Hub's."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def level(self) -> str | None: ...  # noqa: D102
    @property
    def measures(self) -> tuple[str, ...] | None: ...  # noqa: D102


class AnyLink(Protocol):
    """What a rule asks of a link."""

    @property
    def start(self) -> str: ...  # noqa: D102
    @property
    def end(self) -> str: ...  # noqa: D102
    @property
    def sources(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def assumption(self) -> str | None: ...  # noqa: D102


class Fault(NamedTuple):
    """A rule that is broken, with the ids of the boxes that it is about: one, both ends of a link, all of a cycle in
    their order, or none where it is about the whole model.
    """

    rule: Rule
    boxes: tuple[str, ...] = ()


def faults(boxes: Sequence[AnyBox], links: Sequence[AnyLink]) -> Iterator[Fault]:
    """What is wrong with a model, rule by rule; a model without boxes has no faults."""
    if boxes:
        yield from _of_boxes(boxes, links)
        yield from _of_links({box.id: box for box in boxes}, links)
        yield from _of_the_whole(boxes)
        yield from (Fault(Rule.CYCLE, cycle) for cycle in _cycles(boxes, links))


def _of_boxes(boxes: Sequence[AnyBox], links: Sequence[AnyLink]) -> Iterator[Fault]:
    starts = {link.start for link in links if link.start != link.end}
    ends = {link.end for link in links if link.start != link.end}
    for box in boxes:
        is_orphan = box.id not in starts and box.id not in ends
        if is_orphan:
            yield Fault(Rule.ORPHAN, (box.id,))
        elif box.id not in starts and box.kind not in _LAST:
            yield Fault(Rule.DEAD_END, (box.id,))
        elif box.kind == "mechanism" and box.id not in ends:
            yield Fault(Rule.MECHANISM_FROM_NOTHING, (box.id,))
        if box.kind in _OUTCOMES and box.measures is None:
            yield Fault(Rule.NO_MEASURE, (box.id,))
        if box.kind == "output" and tells_of_a_change(box.text):
            yield Fault(Rule.OUTPUT_IS_OUTCOME, (box.id,))


def tells_of_a_change(text: str) -> bool:
    """Whether a text is worded as something that becomes different."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    begins, anywhere = word_set(_WORDS, "begins"), word_set(_WORDS, "anywhere")
    return bool(words) and (words[0] in begins or not anywhere.isdisjoint(words))


def _of_links(boxes: Mapping[str, AnyBox], links: Sequence[AnyLink]) -> Iterator[Fault]:
    for link in links:
        start, end = boxes[link.start], boxes[link.end]
        if start.kind == "activity" and end.kind == "impact":
            yield Fault(Rule.STRAIGHT_TO_IMPACT, (link.start, link.end))
        if {start.level, end.level} == _JUMP and end.kind in _OUTCOMES and start.kind not in _AROUND:
            yield Fault(Rule.LEVEL_JUMP, (link.start, link.end))
        if not link.sources and link.assumption is None:
            yield Fault(Rule.NOTHING_BEHIND_LINK, (link.start, link.end))


def _of_the_whole(boxes: Sequence[AnyBox]) -> Iterator[Fault]:
    kinds = {box.kind for box in boxes}
    if "external factor" not in kinds:
        yield Fault(Rule.NO_EXTERNAL_FACTOR)
    if "unintended effect" not in kinds:
        yield Fault(Rule.NO_UNINTENDED_EFFECT)


def _cycles(boxes: Sequence[AnyBox], links: Sequence[AnyLink]) -> Iterator[tuple[str, ...]]:
    """Ways round, each once and from the box that is first in the model on, so that each link on a way round is on one
    of them.
    """
    following: dict[str, list[str]] = {box.id: [] for box in boxes}
    for link in links:
        following[link.start].append(link.end)
    if not _has_cycle(following):
        return
    order = {box.id: number for number, box in enumerate(boxes)}
    covered: set[tuple[str, str]] = set()
    for link in links:
        way = None if (link.start, link.end) in covered else _shortest(following, link.end, link.start)
        if way is not None:
            covered.update(zip(way, (*way[1:], way[0]), strict=True))
            first = way.index(min(way, key=lambda one: order[one]))
            yield (*way[first:], *way[:first])


def _has_cycle(following: Mapping[str, Sequence[str]]) -> bool:
    try:
        TopologicalSorter(following).prepare()
    except CycleError:
        return True
    return False


def _shortest(following: Mapping[str, Sequence[str]], start: str, end: str) -> tuple[str, ...] | None:
    """The boxes on the shortest way from one to another, both included; None where there is no way."""
    before: dict[str, str | None] = {start: None}
    waiting = [start]
    for here in waiting:
        if here == end:
            way: list[str] = [here]
            while (last := before[way[-1]]) is not None:
                way.append(last)
            return tuple(reversed(way))
        for after in following[here]:
            if after not in before:
                before[after] = here
                waiting.append(after)
    return None
