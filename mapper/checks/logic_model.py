"""Check L701: boxes of a Hub's own that would stand in for boxes of the shared logic model."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject
from mapper.findings import Problem, Severity


def boxes_with_shared_ids(subject: Subject) -> Iterator[Problem]:
    """Added boxes whose id is that of a shared box."""
    for below, added in subject.hub.logic_model.adds.placed():
        if added.id in subject.study.shared_model.box_ids:
            message = (
                f"The shared logic model has a box `{added.id}` already, and the drawing could show only one of them. "
                "Please choose another id, or reword the shared box under `rewords`."
            )
            yield Problem("L701", Severity.ERROR, ("logic_model", "adds", *below, "id"), message)


CHECKS = (
    Check(
        code="L701",
        title="An added box has the id of a shared box",
        why="Links find a box by its id; two boxes with one id would be drawn as one.",
        bad="""
            logic_model:
              adds:
                - {id: therapy, kind: activity, text: Walk-in sessions, reason: asked for by staff}
            """,
        good="""
            logic_model:
              adds:
                - {id: walk-in, kind: activity, text: Walk-in sessions, reason: asked for by staff}
            """,
        run=boxes_with_shared_ids,
    ),
)
