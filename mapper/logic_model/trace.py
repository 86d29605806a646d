"""What each box of a Hub's logic model rests on, and what of the mapping no box rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapper.derived import is_provided
from mapper.findings import Path
from mapper.logic_model.graph import Box, Graph, Support
from mapper.logic_model.hub_model import hub_model, supports_at
from mapper.logic_model.variant import Variant
from mapper.periods import may_hold
from mapper.schema.scalars import PartialDate
from mapper.study import MappedHub, Study


@dataclass(frozen=True, slots=True)
class Trace:
    """A Hub's model with what its boxes rest on (`supports` of each), the boxes that nothing mapped supports, and the
    interventions, posts and provided components that no box rests on.
    """

    graph: Graph
    unsupported: tuple[Box, ...]
    unused: tuple[Support, ...]


def trace(study: Study, mapped: MappedHub, as_of: PartialDate | None = None) -> Trace:
    """The trace of one Hub's logic model, both ways."""
    graph = hub_model(study, mapped, as_of)
    variant = Variant(study, mapped, as_of)
    rested_on = {support.path for box in graph.boxes for support in box.supports}
    unused = supports_at(variant, (path for path in _mapped(variant) if path not in rested_on))
    return Trace(graph, tuple(box for box in graph.boxes if not box.supports), unused)


def _mapped(variant: Variant) -> Iterator[Path]:
    """The components that are provided, the interventions and the posts, as of the date."""
    hub, as_of = variant.hub, variant.as_of
    for below, component in hub.service_model.components.placed():
        if is_provided(component, as_of):
            yield ("service_model", "components", *below)
    for below, intervention in hub.interventions.placed():
        if may_hold(intervention, as_of):
            yield ("interventions", *below)
    for below, post in hub.staffing.posts.placed():
        if may_hold(post, as_of):
            yield ("staffing", "posts", *below)
