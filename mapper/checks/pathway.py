"""Checks X351 to X354: steps of the pathway that nobody reaches, that have no end, or that go round unreviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mapper.checks.check import Check, Subject, placed, values_of
from mapper.checks.places import STEPS
from mapper.checks.ways import Ways, cycles, reached_from, reversed_ways
from mapper.findings import ONLY_MISSING, Path, Problem, Severity
from mapper.schema.answers import MissingWord, Standing
from mapper.schema.pathway import Step
from mapper.vocabulary.lists import load_list


class _Node(NamedTuple):
    """A step, the ids of the steps that can follow it, and what it may be: a step of an unknown kind may be anything.

    `is_open` says that steps may follow of which nobody can tell yet.
    """

    path: Path
    following: tuple[str, ...]
    may_begin: bool
    may_review: bool
    may_end: bool
    is_open: bool
    is_blank: bool


def unreached_steps(subject: Subject) -> Iterator[Problem]:
    """Steps to which no way leads from the first step, nor from another at which a pathway may begin."""
    nodes = subject.once(_nodes)
    entries = [its_id for number, its_id in enumerate(nodes) if number == 0 or nodes[its_id].may_begin]
    reached = reached_from(entries, _ways(nodes))
    if not _says_what_follows(nodes) or any(nodes[its_id].is_open for its_id in reached):
        return
    for its_id, node in nodes.items():
        if its_id not in reached:
            message = (
                f"No way through the pathway leads to `{its_id}`. Please name it under `next` of the steps before it, "
                "or remove it."
            )
            yield Problem("X351", Severity.WARNING, (*node.path, "id"), message)


def steps_without_way_out(subject: Subject) -> Iterator[Problem]:
    """Steps from which every way goes round for ever: one finding, at the first of them."""
    nodes = subject.once(_nodes)
    stuck = _without_way_out(nodes)
    if stuck:
        message = (
            f"No way leads out of the pathway from {_listed(stuck)}: every step that follows goes round again. Please "
            "add the step with which it ends, such as `discharge`."
        )
        yield Problem("X352", Severity.WARNING, (*nodes[stuck[0]].path, "next"), message)


def _without_way_out(nodes: Mapping[str, _Node]) -> list[str]:
    exits = [its_id for its_id, node in nodes.items() if node.may_end or node.is_open or not node.following]
    leading_out = reached_from(exits, reversed_ways(_ways(nodes)))
    return [its_id for its_id in nodes if its_id not in leading_out]


def unreviewed_cycles(subject: Subject) -> Iterator[Problem]:
    """Steps that follow each other in a cycle without a review among them: one finding at the first of each cycle,
    or of cycles that share steps. Cycles without a way out are found as those alone.
    """
    nodes = subject.once(_nodes)
    stuck = set(_without_way_out(nodes))
    unreviewed = {its_id: node for its_id, node in nodes.items() if not node.may_review and its_id not in stuck}
    numbers = {its_id: number for number, its_id in enumerate(unreviewed)}
    for cycle in cycles(_ways(unreviewed)):
        steps = sorted(cycle, key=numbers.__getitem__)
        message = (
            f"Clients can go round through {_listed(steps)} for ever without a review. Please add the step at which "
            "their support is looked at again, or correct `next`."
        )
        yield Problem("X353", Severity.WARNING, (*unreviewed[steps[0]].path, "next"), message)


def steps_without_next(subject: Subject) -> Iterator[Problem]:
    """Steps that do not say what follows, and are of a kind with which a pathway does not end."""
    nodes = subject.once(_nodes)
    for node in nodes.values() if _says_what_follows(nodes) else ():
        if node.is_blank and not node.may_end:
            message = (
                "Other steps say what follows, and this one does not. Please fill in `next`, or write "
                "`next: not applicable` if clients leave the Hub here."
            )
            yield Problem("X354", ONLY_MISSING, (*node.path, "next"), message)


def _nodes(subject: Subject) -> Mapping[str, _Node]:
    """The steps by id, in the order of the file; none where one of them could not be used, as the ways through the
    pathway are not known then.
    """
    steps = subject.hub.pathway.steps
    if not len(steps) or subject.is_left_out(STEPS):
        return {}
    ids = {step.id for step in steps}
    return {step.id: _node(subject, path, step, ids) for path, step in placed(STEPS, steps)}


def _node(subject: Subject, path: Path, step: Step, ids: set[str]) -> _Node:
    def may(mark: str) -> bool:
        known = [kind for _, kind in values_of(step.step) if kind in shipped]
        return is_unknown or any(subject.detail("step", kind, mark) == "yes" for kind in known)

    shipped = load_list("step")
    is_unknown = not step.step.surely(lambda kind: kind in shipped)
    following = tuple(after.to for after in step.next)
    is_blank = step.next.standing is Standing.BLANK
    nobody_knows = step.next.missing not in (None, MissingWord.NOT_APPLICABLE)
    return _Node(
        path=path,
        following=tuple(its_id for its_id in following if its_id in ids),
        may_begin=may("begins"),
        may_review=may("reviews"),
        may_end=may("ends"),
        is_open=nobody_knows or (is_blank and (is_unknown or not may("ends"))) or not ids.issuperset(following),
        is_blank=is_blank,
    )


def _says_what_follows(nodes: Mapping[str, _Node]) -> bool:
    return any(node.following for node in nodes.values())


def _ways(nodes: Mapping[str, _Node]) -> Ways:
    return {its_id: [to for to in node.following if to in nodes] for its_id, node in nodes.items()}


def _listed(ids: Sequence[str]) -> str:
    shown = [f"`{its_id}`" for its_id in ids[:_MOST_LISTED]]
    return ", ".join(shown) + (f" and {len(ids) - len(shown)} more" if len(ids) > len(shown) else "")


_MOST_LISTED = 5
"""How many steps a message names."""


CHECKS = (
    Check(
        code="X351",
        title="A step is never reached",
        why="As the pathway is written, no client ever gets there; most often a `next` is missing.",
        bad="""
            pathway:
              steps:
                - {id: contact, step: contact, next: [{to: call}]}
                - {id: call, step: call, next: [{to: discharge}]}
                - {id: team-meeting, step: team meeting, next: [{to: discharge}]}
                - {id: discharge, step: discharge}
            """,
        good="""
            pathway:
              steps:
                - {id: contact, step: contact, next: [{to: call}]}
                - {id: call, step: call, next: [{to: team-meeting}, {to: discharge}]}
                - {id: team-meeting, step: team meeting, next: [{to: discharge}]}
                - {id: discharge, step: discharge}
            """,
        run=unreached_steps,
    ),
    Check(
        code="X352",
        title="No way leads out of the pathway",
        why="Every client leaves the Hub at some point; a pathway without an end has a step or a `next` missing.",
        bad="""
            pathway:
              steps:
                - {id: therapy, step: therapy, next: [{to: review}]}
                - {id: review, step: review, next: [{to: therapy}]}
            """,
        good="""
            pathway:
              steps:
                - {id: therapy, step: therapy, next: [{to: review}]}
                - {id: review, step: review, next: [{to: therapy}, {to: discharge}]}
                - {id: discharge, step: discharge}
            """,
        run=steps_without_way_out,
    ),
    Check(
        code="X353",
        title="Steps go round without a review",
        why="Where support can begin again and again, somebody has to look at whether it helps.",
        bad="""
            pathway:
              steps:
                - {id: allocate, step: allocate, next: [{to: therapy}]}
                - {id: therapy, step: therapy, next: [{to: allocate}, {to: discharge}]}
                - {id: discharge, step: discharge}
            """,
        good="""
            pathway:
              steps:
                - {id: allocate, step: allocate, next: [{to: therapy}]}
                - {id: therapy, step: therapy, next: [{to: review}]}
                - {id: review, step: review, next: [{to: allocate}, {to: discharge}]}
                - {id: discharge, step: discharge}
            """,
        run=unreviewed_cycles,
    ),
    Check(
        code="X354",
        title="A step does not say what follows",
        why="Where other steps say what follows, one that does not breaks the pathway off.",
        bad="""
            pathway:
              steps:
                - {id: contact, step: contact, next: [{to: call}]}
                - {id: call, step: call}
            """,
        good="""
            pathway:
              steps:
                - {id: contact, step: contact, next: [{to: call}]}
                - {id: call, step: call, next: not applicable}
            """,
        run=steps_without_next,
    ),
)
