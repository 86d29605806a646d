"""A summary of a comparison as values: what all Hubs share, what varies and why, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from mapper.compare.comparison import Comparison
from mapper.compare.components import provides
from mapper.compare.table import Column, Comparability, Table
from mapper.compare.variation import ComponentVariation, component_variations, fidelity_of
from mapper.derived import Fidelity
from mapper.schema.scalars import Amount
from mapper.vocabulary.guidance import GuidanceSet

_SAID_ELSEWHERE = ("completeness", "variation", "interventions-people", "interventions-teams")
"""Tables that say nothing of the service that another table does not say, or in rows that need their group."""


class HubStanding(NamedTuple):
    """How a Hub stands to the guidance: how many of its components it provides, at the least and at the most (`core`
    are all that the guidance names), and the components that it adapted, added or left out, by their labels. No total
    is made of it.
    """

    column: Column
    provided: Amount
    core: int
    components: dict[Fidelity, tuple[str, ...]]


class TableDifferences(NamedTuple):
    """The rows of a table, and the labels of those in which Hubs differ for certain."""

    id: str
    title: str
    rows: int
    differing: tuple[str, ...]


class Summary(NamedTuple):
    """What a Hub lead can check on one page."""

    hubs: int
    guidance: GuidanceSet
    components: tuple[ComponentVariation, ...]
    by_hub: tuple[HubStanding, ...]
    tables: tuple[TableDifferences, ...]


def summary(compared: Comparison) -> Summary:
    """The summary of a comparison."""
    components, core = compared.components, compared.frame.study.guidance.core
    running = compared.hubs[: len(components.columns)]
    return Summary(
        sum(hub.then is None for hub in running),
        compared.frame.study.guidance,
        component_variations(components, core),
        tuple(_standing(components, number, core) for number, hub in enumerate(running) if hub.then is None),
        tuple(_differences(table) for table in compared.whole if table.is_of_hubs and table.id not in _SAID_ELSEWHERE),
    )


def _standing(components: Table, column: int, core: tuple[str, ...]) -> HubStanding:
    words = [provides(row.cells[column]) for row in components.rows if row.id in core]
    provided = words.count(True)
    stands = {fidelity: tuple(_that_stand(components, column, fidelity)) for fidelity in Fidelity}
    bounds = Amount(Decimal(provided), Decimal(provided + words.count(None)))
    return HubStanding(components.columns[column], bounds, len(core), stands)


def _that_stand(components: Table, column: int, fidelity: Fidelity) -> Iterator[str]:
    return (row.label for row in components.rows if fidelity_of(row.cells[column]) == fidelity)


def _differences(table: Table) -> TableDifferences:
    differing = (row.label for row in table.rows if row.comparability is Comparability.DIFFERS)
    return TableDifferences(table.id, table.title, len(table.rows), tuple(differing))
