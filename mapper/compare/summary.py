"""A summary of a comparison as values: what all Hubs share, what varies and why, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from mapper.compare.comparison import Comparison
from mapper.compare.components import provision_word
from mapper.compare.missing import Counts, missing_in
from mapper.compare.table import Column, Comparability, Table
from mapper.compare.variation import ComponentVariation, component_variations, fidelity_of
from mapper.derived import PROVIDING, Fidelity
from mapper.schema.scalars import Amount
from mapper.vocabulary.guidance import GuidanceSet


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
    """Of the rows of a table, how many are the same, differ, or cannot be compared yet; and what is missing and why."""

    id: str
    title: str
    same: int
    differs: int
    not_yet: int
    missing: Counts


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
    return Summary(
        len(compared.hubs),
        compared.frame.study.guidance,
        component_variations(components),
        tuple(_standing(components, number, core) for number in range(len(components.columns))),
        tuple(_differences(table) for table in compared.whole if table.is_of_hubs),
    )


def _standing(components: Table, column: int, core: tuple[str, ...]) -> HubStanding:
    words = [provision_word(row.cells[column]) for row in components.rows if row.id in core]
    provided = sum(word in PROVIDING for word in words)
    stands = {fidelity: tuple(_that_stand(components, column, fidelity)) for fidelity in Fidelity}
    bounds = Amount(Decimal(provided), Decimal(provided + words.count(None)))
    return HubStanding(components.columns[column], bounds, len(core), stands)


def _that_stand(components: Table, column: int, fidelity: Fidelity) -> Iterator[str]:
    return (row.label for row in components.rows if fidelity_of(row.cells[column]) == fidelity)


def _differences(table: Table) -> TableDifferences:
    found = Counter(row.comparability for row in table.rows)
    return TableDifferences(
        table.id,
        table.title,
        found[Comparability.SAME],
        found[Comparability.DIFFERS],
        found[Comparability.NOT_YET],
        missing_in(cell for row in table.rows for cell in row.cells),
    )
