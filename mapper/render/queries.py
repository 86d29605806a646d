"""Queries as a list of what is to be done, by Hub and section: for a terminal, as Markdown and as JSON
(`mapper.queries/1`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from mapper.render.markdown import escaped
from mapper.render.said_words import labelled, reply_words, undone_words
from mapper.render.terminal import BOLD, DIM_BLUE, Paint, hanging, paint_for
from mapper.review.content import SECTIONS
from mapper.review.entries import Closing, Reopening, Reply
from mapper.review.queries import QueryState
from mapper.review.sections import section_words
from mapper.review.target import Target
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import counted, shown

_NONE, _NONE_OPEN = "There is no query.", "No query is open."


class ListedHub(NamedTuple):
    """A Hub with the queries of it that are listed, and the parts of its record by their keys."""

    id: str
    name: str
    queries: tuple[QueryState, ...]
    targets: Mapping[str, Target]

    def sections(self) -> Iterator[tuple[str, Iterator[QueryState]]]:
        """The queries by the sections that they are about, in the order of the form; open ones first."""
        listed = sorted(self.queries, key=lambda one: (SECTIONS.index(one.query.section), not one.is_open))
        return groupby(listed, lambda one: one.query.section)


def queries_text(
    listed: Sequence[ListedHub], vocabulary: Vocabulary, *, only_open: bool, width: int, color: bool
) -> str:
    """The queries for a terminal."""
    paint, lines = paint_for(color=color), list[str]()
    for hub in listed:
        if hub.queries:
            lines += [paint(shown(f"{hub.name}: {_count(hub, only_open=only_open)}"), BOLD)]
            for section, states in hub.sections():
                lines.append(paint(f"  {section_words(section)}", DIM_BLUE))
                for state in states:
                    lines += _query_lines(state, hub, vocabulary, width, paint)
            lines.append("")
    if not lines:
        return (_NONE_OPEN if only_open else _NONE) + "\n"
    return "\n".join(lines).rstrip() + "\n"


def _query_lines(state: QueryState, hub: ListedHub, vocabulary: Vocabulary, width: int, paint: Paint) -> list[str]:
    first, *more = hanging(f"    {state.query.id}  {state.query.item}: {_standing(state)}", width, 6)
    told = [line for text in _told(state, hub, vocabulary) for line in hanging(f"      {text}", width, 8)]
    return [paint(first, BOLD), *more, *told]


def queries_markdown(listed: Sequence[ListedHub], vocabulary: Vocabulary, *, only_open: bool) -> str:
    """The queries as Markdown: a list with a box to tick for each."""
    lines = ["# Queries to settle" if only_open else "# Queries", ""]
    for hub in listed:
        if not hub.queries:
            continue
        lines += [f"## {escaped(hub.name)}", "", f"{_count(hub, only_open=only_open)}.", ""]
        for section, states in hub.sections():
            lines += [f"### {escaped(section_words(section))}", ""]
            for state in states:
                box = "[ ]" if state.is_open else "[x]"
                lines.append(f"- {box} `{state.query.id}` **{escaped(state.query.item)}**: {escaped(_standing(state))}")
                lines += [f"  - {escaped(text)}" for text in _told(state, hub, vocabulary)]
            lines.append("")
    if not any(hub.queries for hub in listed):
        lines.append(_NONE_OPEN if only_open else _NONE)
    return "\n".join(lines).rstrip() + "\n"


def queries_json(listed: Sequence[ListedHub]) -> str:
    """The queries as JSON; ends with a line break."""
    hubs = [
        {"hub": hub.id, "name": hub.name, "queries": [query_json(state) for state in hub.queries]} for hub in listed
    ]
    return json.dumps({"format": "mapper.queries/1", "hubs": hubs}, indent=2, ensure_ascii=False) + "\n"


def query_json(state: QueryState) -> dict[str, Any]:
    """A query with all that was said to it."""
    query = state.query._asdict()
    query.pop("page")
    said = [
        {"entry": _ENTRY[type(one)], **{k: v for k, v in one._asdict().items() if k != "page"}} for one in state.said
    ]
    outcome = None if state.closing is None else state.closing.outcome
    return {**query, "section": state.query.section, "open": state.is_open, "outcome": outcome, "said": said}


_ENTRY = {Reply: "answer", Closing: "closed", Reopening: "reopened"}


def _count(hub: ListedHub, *, only_open: bool) -> str:
    opened = sum(state.is_open for state in hub.queries)
    if only_open:
        return counted(opened, "open query", "open queries")
    closed = len(hub.queries) - opened
    return f"{opened:,} open, {closed:,} closed"


def _standing(state: QueryState) -> str:
    if state.closing is not None:
        return f"closed, {state.closing.outcome}"
    return "open, answered; to be closed" if state.is_answered else "open, to be answered"


def _told(state: QueryState, hub: ListedHub, vocabulary: Vocabulary) -> Iterator[str]:
    """What was asked, what stood there, what is suggested, and all that was said."""
    query, target = state.query, hub.targets.get(state.query.path)
    yield f"“{query.text}” ({query.by}, {query.on})"
    if target is None:
        yield "Not in the record any more"
    elif target.asked is not None:
        was, now = (labelled(said, target, vocabulary) for said in (query.value, target.said))
        yield f"It says: {now}" if was == now else f"It said: {was}; now: {now}"
    if query.suggested is not None:
        suggested = f"Suggested: {labelled(query.suggested, target, vocabulary)}"
        yield f"{suggested} (mapper query apply {query.id})" if state.is_open else suggested
    yield from map(reply_words, state.said)
    yield from undone_words(state, target)
