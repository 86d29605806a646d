"""All tables of a comparison, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable

from mapper.compare.components import components
from mapper.compare.groups import groups
from mapper.compare.interventions import interventions
from mapper.compare.overview import overview
from mapper.compare.staffing import staffing
from mapper.compare.table import Table
from mapper.study import Study

TABLES: tuple[Callable[[Study], Table], ...] = (overview, components, staffing, groups, interventions)


def compare(study: Study) -> tuple[Table, ...]:
    """Every table for the Hubs of a study; tables to which no Hub has anything to say have no rows."""
    return tuple(table(study) for table in TABLES)
