"""Queries as they stand: what was asked of an answer, what was said to it, and whether it is settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mapper.review.entries import Closing, Entry, Query, Reopening, Reply


class QueryState(NamedTuple):
    """A query with all that was said to it, in order; `closing` is what settles it, if it is settled."""

    query: Query
    said: tuple[Reply | Closing | Reopening, ...]
    closing: Closing | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be settled."""
        return self.closing is None

    @property
    def is_answered(self) -> bool:
        """Whether somebody has answered since it was raised or last opened again."""
        last = self.said[-1] if self.said else None
        return isinstance(last, Reply)


def queries(entries: Iterable[Entry]) -> tuple[QueryState, ...]:
    """The queries in the order in which they were raised. What was said counts in the order of its days, and within a
    day in that of the file.
    """
    listed = sorted(entries, key=lambda entry: entry.on)
    raised = [entry for entry in listed if isinstance(entry, Query)]
    said: dict[str, list[Reply | Closing | Reopening]] = {query.id: [] for query in raised}
    for entry in listed:
        if isinstance(entry, (Reply, Closing, Reopening)) and entry.query in said:
            said[entry.query].append(entry)
    return tuple(QueryState(query, tuple(said[query.id]), _closing(said[query.id])) for query in raised)


def _closing(said: Sequence[Reply | Closing | Reopening]) -> Closing | None:
    """The last closing, if the query was not opened again."""
    settled = [one for one in said if not isinstance(one, Reply)]
    return settled[-1] if settled and isinstance(settled[-1], Closing) else None
