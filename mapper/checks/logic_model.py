"""Checks L701, L702 and L713: what a Hub adds to the logic model, leaves out of it or words differently, held against
all rules of `logic_model/faults.py`; and the same rules for a study's own shared model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from mapper.checks.check import Check, Subject
from mapper.checks.logic_model_rules import CODES, message_of
from mapper.findings import ONLY_MISSING, Path, Problem, Severity
from mapper.logic_model.faults import Fault, Rule, faults
from mapper.logic_model.variant import Variant
from mapper.shared_model import SharedModel

_SECTION: Path = ("logic_model",)
_ENDS = ("from", "to")
_OUTCOMES_THAT_MAY_BE_LAST = ("outcome short", "outcome medium")


def boxes_with_shared_ids(subject: Subject) -> Iterator[Problem]:
    """Added boxes whose id is that of a shared box."""
    for below, added in subject.hub.logic_model.adds.placed():
        if subject.shared_model is not None and added.id in subject.shared_model.box_ids:
            message = (
                f"The shared logic model has a box `{added.id}` already, and the drawing could show only one of them. "
                "Please choose another id, or reword the shared box under `rewords`."
            )
            yield Problem("L701", Severity.ERROR, (*_SECTION, "adds", *below, "id"), message)


def faults_of_the_hub(subject: Subject) -> Iterator[Problem]:
    """What is wrong with the Hub's model that would not be without what the Hub itself does to it."""
    own = subject.hub.logic_model
    says_something = len(own.adds) or len(own.leaves_out) or len(own.rewords) or len(own.links)
    if not says_something or subject.is_left_out(_SECTION) or subject.shared_model is None:
        return
    variant = Variant(subject.study, subject.mapped)
    boxes, links = variant.drawn()
    known = set(faults(*variant.drawn_by_answers()))
    texts = {box.id: box.text for box in (*variant.model.boxes, *boxes)}
    kinds = {box.id: box.kind for box in boxes}
    for fault in faults(boxes, links):
        if fault not in known:
            yield _problem(fault, _place(fault, variant), texts, kinds)
    yield from _links_not_drawn(variant, {box.id for box in boxes})


def faults_of_shared_model(model: SharedModel) -> Iterator[Problem]:
    """What is wrong with a shared model, with paths in its own file."""
    boxes = {box.id: ("boxes", number) for number, box in enumerate(model.boxes)}
    links = {(link.start, link.end): ("links", number) for number, link in enumerate(model.links)}
    texts = {box.id: box.text for box in model.boxes}
    kinds = {box.id: box.kind for box in model.boxes}
    for fault in faults(model.boxes, model.links):
        path: Path = boxes[fault.boxes[0]] if fault.boxes else ("boxes",)
        if len(fault.boxes) == len(_ENDS) and fault.rule is not Rule.CYCLE:
            path = links[fault.boxes[0], fault.boxes[1]]
        yield _problem(fault, path, texts, kinds)


def _problem(fault: Fault, path: Path, texts: Mapping[str, str], kinds: Mapping[str, str]) -> Problem:
    severity: Severity | None = Severity.WARNING
    if fault.rule is Rule.NOTHING_BEHIND_LINK:
        severity = ONLY_MISSING
    elif fault.rule is Rule.CYCLE or (
        fault.rule is Rule.DEAD_END and kinds.get(fault.boxes[0]) in _OUTCOMES_THAT_MAY_BE_LAST
    ):
        severity = Severity.NOTE
    return Problem(CODES[fault.rule], severity, path, message_of(fault, texts))


class _Placed(NamedTuple):
    """The places of what a Hub says of the model, by the ids of the boxes."""

    boxes: Mapping[str, Path]
    links: Mapping[tuple[str, str], Path]
    left_out: Mapping[str, Path]


def _placed(variant: Variant) -> _Placed:
    boxes = {box.id: path for path, box in variant.added} | {box: path for box, (path, _) in variant.reworded.items()}
    links = {(link.from_, link.to): path for path, link in variant.own_links}
    return _Placed(boxes, links, {box: path for box, (path, _) in variant.left_out.items()})


def _place(fault: Fault, variant: Variant) -> Path:
    """Where a Hub says what a fault comes from: at a link or box of its own, or at a box that it leaves out."""
    placed = _placed(variant)
    round_about = (*fault.boxes, *fault.boxes[:1])
    for ends in pairwise(round_about):
        is_of_links = len(fault.boxes) > 1 or fault.rule is Rule.CYCLE
        if is_of_links and ends in placed.links:
            return placed.links[ends]
    for box in fault.boxes:
        if box in placed.boxes:
            return placed.boxes[box]
    near = {link.end for link in variant.model.links if link.start in fault.boxes}
    near |= {link.start for link in variant.model.links if link.end in fault.boxes}
    for box, path in placed.left_out.items():
        if box in near or not fault.boxes:
            return path
    return next(iter(placed.left_out.values()), _SECTION)


def _links_not_drawn(variant: Variant, drawn: set[str]) -> Iterator[Problem]:
    """Links of the Hub that lead from or to a box that is not in its model."""
    shared: dict[str, Any] = {box.id: box for box in variant.model.boxes}
    for path, link in variant.own_links:
        for key, end in zip(_ENDS, (link.from_, link.to), strict=True):
            if end in shared and end not in drawn:
                why = variant.because(shared[end]) or "nothing that leads to it is in the model"
                message = (
                    f"This link is not drawn, because the box “{shared[end].text}” (`{end}`) is not in this Hub's "
                    f"model: {why}. Please correct the link, or the answer that the box rests on."
                )
                yield Problem("L713", Severity.WARNING, (*path, key), message)


CHECKS = (
    Check(
        code="L701",
        title="An added box has the id of a shared box",
        why="Links find a box by its id; two boxes with one id would be drawn as one.",
        bad="""
            logic_model:
              adds:
                - {id: therapy, kind: activity, text: Walk-in sessions, reason: wanted}
            """,
        good="""
            logic_model:
              adds:
                - {id: walk-in, kind: activity, text: Walk-in sessions, reason: wanted}
            """,
        run=boxes_with_shared_ids,
    ),
    Check(
        code="L702",
        title="Nothing follows from a box",
        why=(
            "A logic model reads as a chain of if and then: what is done leads to what it is for. For an outcome "
            "it is a note."
        ),
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
              links:
                - {from: outreach, to: visits, kind: leads to, assumption: staff have time}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
              links:
                - {from: outreach, to: visits, kind: leads to, assumption: staff have time}
                - {from: visits, to: in-contact, kind: leads to, assumption: staff have time}
            """,
        run=faults_of_the_hub,
        source="kellogg-2004",
    ),
    Check(
        code="L713",
        title="A link leads to a box that is not in this Hub's model",
        why=(
            "A link to a shared box that the Hub's answers do not draw is not drawn either, and what it says is lost."
        ),
        bad="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
              links:
                - {from: visits, to: in-contact, kind: leads to, assumption: staff have time}
                - {from: visits, to: need-understood, kind: leads to, assumption: staff have time}
            """,
        good="""
            service_model:
              components:
                - {component: proactive outreach, provision: provided}
            logic_model:
              adds:
                - {id: visits, kind: activity, text: Night visits, reason: wanted}
              links:
                - {from: visits, to: in-contact, kind: leads to, assumption: staff have time}
                - {from: visits, to: offer-understood, kind: leads to, assumption: staff have time}
            """,
    ),
)
