"""A comparison as JSON (`mapper.comparison/1`): the same tidy records as CSV, with the data dictionary and what they
are made from; its JSON Schema is `schemas/comparison-1.schema.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from mapper.compare.comparison import Comparison, HubSource
from mapper.compare.table import Table
from mapper.compare.tidy import Record, records
from mapper.render.data_dictionary import COLUMNS, dictionary, words_of
from mapper.render.provenance_words import about


def comparison_json(compared: Comparison) -> Iterator[str]:
    """The comparison in pieces of text, a line for each record; ends with a line break."""
    described = dictionary(compared)
    words = words_of(described, compared.frame.study)
    head = {
        "format": "mapper.comparison/1",
        "about": about(compared),
        "hubs": [_hub(hub) for hub in compared.hubs],
        "tables": [_table(table) for table in compared.tables],
        "columns": {{"value": "values"}.get(name, name): text for name, text in COLUMNS.items()},
        "dictionary": [one._asdict() for one in (*described, *words)],
    }
    yield json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "records": ['
    between = "\n"
    for record in records(compared):
        yield f"{between}  {json.dumps(_record(record), ensure_ascii=False)}"
        between = ",\n"
    yield "\n ]\n}\n"


def _hub(hub: HubSource) -> dict[str, Any]:
    return {
        "hub": hub.column.hub,
        "label": hub.column.heading,
        "fictional": hub.column.is_fictional,
        "plan": hub.column.is_plan,
        "file": hub.file,
        "as_of": hub.as_of,
        "stage": hub.stage,
        "template_version": hub.template_version,
        "sha256": hub.digest or None,
        "sources": [source._asdict() for source in hub.sources],
    }


def _table(table: Table) -> dict[str, Any]:
    rows = {"rows": len(table.rows), "left_out": table.left_out}
    return {"id": table.id, "title": table.title, **rows, "notes": table.notes}


def _record(record: Record) -> dict[str, Any]:
    said = record._asdict()
    said["low"], said["high"] = _number(record.low), _number(record.high)
    said["status"] = record.status.value
    return said


def _number(end: Decimal | None) -> int | float | None:
    if end is None:
        return None
    return int(end) if end == end.to_integral_value() else float(end)
