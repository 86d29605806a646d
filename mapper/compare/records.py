"""Table `records`: where records live, who sees them, and how each Hub is governed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mapper.compare.kind import of_lines
from mapper.compare.lines import Line, Said, all_lines, cell_of_items, question_lines
from mapper.compare.table import Fact, Item
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.schema.base import Group

_PATH = ("records_governance",)
_RECORDS, _GOVERNANCE = "Records", "Governance"
_RECORD_QUESTIONS = (
    "clinical_records.system",
    "clinical_records.relation",
    "clinical_records.visible_to_employer",
    "clinical_records.visible_to_occupational_health",
    "clinical_records.why",
    "consent",
)
_GOVERNANCE_QUESTIONS = ("clinical_governance", "supervision", "user_involvement")


def _said(view: HubView) -> Said:
    section = view.hub.records_governance
    lines = all_lines(
        question_lines(view, section, _PATH, _RECORD_QUESTIONS, _RECORDS, 0),
        _listed(view),
        question_lines(view, section, _PATH, _GOVERNANCE_QUESTIONS, _GOVERNANCE, 2),
    )
    return Said(lines)


def _listed(view: HubView) -> Iterator[Line]:
    """Information shared and groups, which no word tells apart: all of a Hub together."""
    section = view.hub.records_governance
    lists = (
        ("information_shared", "with", "Information shared", _RECORDS),
        ("groups", "group", "Groups", _GOVERNANCE),
    )
    for number, (key, identity, label, group) in enumerate(lists, 1):
        listed, path = getattr(section, key), (*_PATH, key)
        items = [((*path, *below), item) for below, item in listed.placed()]
        say = partial(_facts, view, identity)
        cell = cell_of_items(view, items, say) if items else view.not_listed(listed, path)
        yield Line(Item(key, label, group, (number, 99)), cell)


def _facts(view: HubView, identity: str, item: Group, path: Path) -> tuple[Fact, ...]:
    return (view.fact(item, identity, path), *view.facts(item, path))


RECORDS = of_lines("records", "Records and governance", "Item", _said)
