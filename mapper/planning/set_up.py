"""All that is known of a planned Hub at once: what it takes over, capacity, cost, and what is still open."""

from __future__ import annotations

from typing import NamedTuple

from mapper.compare.view import HubView
from mapper.logic_model.graph import Graph
from mapper.logic_model.views import Asked, graphs_of
from mapper.planning.capacity import Capacity
from mapper.planning.choices import Choice, Evidence, Kind, said_by
from mapper.planning.cost import Costing
from mapper.planning.open_questions import OpenQuestion, open_questions
from mapper.study import Study

_VIEWS = ("model", "pathway")


class SetUp(NamedTuple):
    """A planned Hub. `taken` and `left` are what it has and what it has not of all that a mapped Hub or the guidance
    has; `costing` is None where the cost cannot be worked out, and `why_no_cost` says why.
    """

    view: HubView
    study: Study
    evidence: Evidence
    taken: tuple[Choice, ...]
    left: tuple[Choice, ...]
    graphs: tuple[Graph, ...]
    capacity: Capacity
    costing: Costing | None
    why_no_cost: str | None
    questions: tuple[OpenQuestion, ...]

    def of_kind(self, kind: Kind) -> tuple[Choice, ...]:
        """What it has of a kind."""
        return tuple(choice for choice in self.taken if choice.kind is kind)


def set_up(
    view: HubView,
    study: Study,
    evidence: Evidence,
    capacity: Capacity,
    costing: Costing | None,
    why_no_cost: str | None = None,
) -> SetUp:
    """The planned Hub of a study that holds no other. Raises MapperError where its drawings cannot be made."""
    says = said_by(view)
    planned = [choice for choice in evidence.choices if says.of(choice.kind, choice.word).has]
    return SetUp(
        view,
        study,
        evidence,
        tuple(planned),
        tuple(choice for choice in evidence.choices if choice not in planned),
        graphs_of(study, Asked(_VIEWS)),
        capacity,
        costing,
        why_no_cost,
        open_questions(view.mapped),
    )
