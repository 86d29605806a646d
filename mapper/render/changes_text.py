"""What changed between two versions of a Hub: for a terminal, as Markdown and as JSON (`mapper.changes/1`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from mapper.compare.changes import Change, Changes, How, RowChange
from mapper.compare.table import Cell, Fact
from mapper.compare.tidy import text_of
from mapper.findings import path_text
from mapper.render.cell_words import cell_words, fact_words
from mapper.render.markdown import escaped
from mapper.render.reasons import marked
from mapper.render.terminal import BOLD, hanging, paint_for
from mapper.vocabulary.fields import field_label
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import counted, in_sentence, key_words

_SIGNS = {How.ADDED: "+", How.REMOVED: "-", How.CHANGED: "~"}
_STYLES = {How.ADDED: "32", How.REMOVED: "31", How.CHANGED: "33"}
_NO_ROW = "nothing there"
_MOST_FACTS = 6
"""Answers of an item that has come or gone which are told in full."""


def changes_text(found: Changes, names: tuple[str, str], vocabulary: Vocabulary, *, width: int, color: bool) -> str:
    """The changes for a terminal: answers first, then rows of tables."""
    paint = paint_for(color=color)
    lines = [paint(_title(found, names), BOLD), _counts(found), ""]
    for change in found.changes:
        first, *others = hanging(f"{_SIGNS[change.how]} {_change(change, vocabulary)}", width, 4)
        lines += [paint(first, _STYLES[change.how]), *others]
    if found.rows:
        lines += ["", paint("What that does to the tables", BOLD)]
    for title, rows in groupby(found.rows, lambda row: row.title):
        lines.append(f"  {title}")
        for row in rows:
            lines += hanging(f"    {_row(row, vocabulary)}", width, 8)
    return "\n".join(lines).rstrip() + "\n"


def changes_markdown(found: Changes, names: tuple[str, str], vocabulary: Vocabulary) -> str:
    """The changes as Markdown."""
    lines = [f"# {escaped(_title(found, names))}", "", _counts(found), ""]
    for how in How:
        some = [change for change in found.changes if change.how is how]
        if some:
            lines += [f"## {how.capitalize()}", "", *(f"- {escaped(_change(one, vocabulary))}" for one in some), ""]
    if found.rows:
        lines += ["## What that does to the tables", ""]
    for title, rows in groupby(found.rows, lambda row: row.title):
        lines += [f"### {escaped(title)}", "", *(f"- {escaped(_row(row, vocabulary))}" for row in rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def changes_json(found: Changes, names: tuple[str, str], vocabulary: Vocabulary) -> str:
    """The changes as JSON; ends with a line break."""
    result = {
        "format": "mapper.changes/1",
        "hub": found.heading,
        "old": names[0],
        "new": names[1],
        "changes": [_json_of(change) for change in found.changes],
        "tables": [_json_of_row(row, vocabulary) for row in found.rows],
    }
    return json.dumps(result, indent=2, ensure_ascii=False) + "\n"


def _title(found: Changes, names: tuple[str, str]) -> str:
    return f"{found.heading}: from {names[0]} to {names[1]}"


def _counts(found: Changes) -> str:
    if not found.changes:
        return "Nothing differs in what the answers say."
    counts = (f"{sum(change.how is how for change in found.changes):,} {how}" for how in How)
    return f"{', '.join(counts)}; {counted(len(found.rows), 'row')} of tables say something else."


def _change(change: Change, vocabulary: Vocabulary) -> str:
    if change.is_item:
        facts = change.old or change.new
        told = "; ".join(f"{_label(fact)}: {fact_words(fact, vocabulary)}" for fact in facts[:_MOST_FACTS])
        more = f" and {counted(len(facts) - _MOST_FACTS, 'answer')} more" if len(facts) > _MOST_FACTS else ""
        return f"{change.about} {change.how}{f': {told}{more}' if told else ''}{_lines(change)}"
    old, new = (_side(facts, vocabulary) for facts in (change.old, change.new))
    if old == new:
        return f"{change.about}: {new}; {_beside(change)}{_lines(change)}"
    return f"{change.about}: {old} → {new}{_lines(change)}"


def _side(facts: Iterable[Fact], vocabulary: Vocabulary) -> str:
    return "; ".join(fact_words(fact, vocabulary) for fact in facts) or marked("not answered")


def _beside(change: Change) -> str:
    """What changed beside the value: its sources or the remark on it."""
    (old, *_), (new, *_) = change.old, change.new
    parts = []
    if set(old.sources) != set(new.sources):
        parts.append(f"sources: {_listed(old.sources)} → {_listed(new.sources)}")
    if old.note != new.note:
        parts.append(f"remark: {old.note or 'none'} → {new.note or 'none'}")
    return "; ".join(parts) or "written otherwise"


def _listed(sources: Iterable[str]) -> str:
    return ", ".join(sources) or "none"


def _lines(change: Change) -> str:
    """Where the change is: the line in the old version and in the new."""
    old, new = (next((fact.line for fact in facts), None) for facts in (change.old, change.new))
    if old and new:
        return f" (line {old} → {new})"
    line = new or old
    return f" (line {line})" if line else ""


def _label(fact: Fact) -> str:
    return in_sentence(field_label(fact.field) or key_words(fact.field.rpartition(".")[2]))


def _row(row: RowChange, vocabulary: Vocabulary) -> str:
    name = f"{row.group}, {row.row}" if row.group else row.row
    old, new = _cell(row.old, vocabulary), _cell(row.new, vocabulary)
    return f"{name}: {old} → {new}" if old != new else f"{name}: details beside it"


def _cell(cell: Cell | None, vocabulary: Vocabulary) -> str:
    return _NO_ROW if cell is None else cell_words(cell, vocabulary)


def _json_of(change: Change) -> dict[str, Any]:
    return {
        "how": change.how.value,
        "about": change.about,
        "key": list(change.key),
        "is_item": change.is_item,
        "old": list(map(_json_of_fact, change.old)),
        "new": list(map(_json_of_fact, change.new)),
    }


def _json_of_fact(fact: Fact) -> dict[str, Any]:
    return {
        "field": fact.field,
        "values": [text_of(value) for value in fact.values],
        "status": fact.status.value,
        "note": fact.note,
        "sources": list(fact.sources),
        "path": path_text(fact.path),
        "line": fact.line,
    }


def _json_of_row(row: RowChange, vocabulary: Vocabulary) -> dict[str, Any]:
    old, new = (None if cell is None else cell_words(cell, vocabulary) for cell in (row.old, row.new))
    return {"table": row.table, "group": row.group, "row": row.row, "old": old, "new": new}
