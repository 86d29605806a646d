"""What other Hubs say of the same: the rows of a comparison that stand beside the answers of a Hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mapper.accuracy.page import Beside
from mapper.compare.comparison import Comparison
from mapper.compare.table import Origin
from mapper.compare.view import HubView
from mapper.findings import Path

_NOT_COMPARED = ("completeness", "tidier")
"""Tables of what is told of the record, or told in another table too."""


def rows_by_path(compared: Comparison, view: HubView) -> Mapping[Path, Sequence[Beside]]:
    """The rows of tables that tell an answer of the Hub, by the path of the answer."""
    found: dict[Path, list[Beside]] = {}
    own = next(number for number, hub in enumerate(compared.hubs) if hub.fingerprint == view.mapped.document.digest)
    column = compared.hubs[own].column
    for table in compared.tables:
        if not table.is_of_hubs or table.id in _NOT_COMPARED:
            continue
        at = table.columns.index(column)
        others = tuple(number for number in range(len(table.columns)) if number != at)
        for row in table.rows:
            facts = [fact for fact in row.cells[at].facts() if fact.origin is Origin.ANSWER and fact.path]
            for path in dict.fromkeys(fact.path for fact in facts):
                found.setdefault(path, []).append(Beside(table.title, row, others))
    return found
