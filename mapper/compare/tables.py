"""All tables of a comparison, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from mapper.compare.care_types import care_types
from mapper.compare.components import components
from mapper.compare.groups import groups
from mapper.compare.interventions import interventions
from mapper.compare.overview import overview
from mapper.compare.staffing import staffing
from mapper.compare.table import Table
from mapper.findings import Path
from mapper.study import Study

TABLES: tuple[Callable[[Study], Table], ...] = (
    overview,
    components,
    staffing,
    groups,
    interventions,
    care_types,
)


def compare(study: Study) -> tuple[Table, ...]:
    """Every table for the Hubs of a study; answers that cannot be used are marked, and so do not read as blank."""
    return tuple(_marked(table(study), study) for table in TABLES)


def _marked(table: Table, study: Study) -> Table:
    rows = (
        replace(
            row,
            cells=tuple(
                replace(cell, is_refused=True) if not cell.values and _is_refused(cell.path, mapped.left_out) else cell
                for cell, mapped in zip(row.cells, study.hubs, strict=True)
            ),
        )
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _is_refused(path: Path, left_out: Iterable[Path]) -> bool:
    return any(left[: len(path)] == path or path[: len(left)] == left for left in left_out)
