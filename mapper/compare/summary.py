"""A summary of a comparison as values: what all Hubs share, what varies and why, and what is not known."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from mapper.compare.comparison import Comparison
from mapper.compare.missing import Counts, missing_in
from mapper.compare.table import Column, Comparability, Table
from mapper.compare.variation import ComponentVariation, component_variations, fidelity_of
from mapper.derived import Fidelity
from mapper.vocabulary.guidance import GuidanceSet


class HubStanding(NamedTuple):
    """How a Hub stands to the guidance: how many components it provides as specified, has adapted, added, left out, and
    of how many that is not known. No total is made of it.
    """

    column: Column
    counts: dict[str, int]


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
    components = compared.components
    return Summary(
        len(compared.hubs),
        compared.frame.study.guidance,
        component_variations(components),
        tuple(_standing(components, number) for number in range(len(components.columns))),
        tuple(_differences(table) for table in compared.tables if table.is_of_hubs),
    )


def _standing(components: Table, column: int) -> HubStanding:
    found = Counter(fidelity_of(row.cells[column]) for row in components.rows)
    return HubStanding(components.columns[column], {stands.value: found[stands.value] for stands in Fidelity})


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
