"""The status of the accuracy check: for a terminal, as Markdown, as JSON (`mapper.status/1`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mapper.accuracy.since import NOT_COMMITTED, Commit
from mapper.accuracy.status import HubStatus, SectionStatus, State
from mapper.render.markdown import escaped, table
from mapper.render.queries import query_json
from mapper.render.said_words import labelled_change
from mapper.render.terminal import BOLD, Paint, hanging, paint_for, wrapped
from mapper.review.content import Change
from mapper.review.entries import SignOff
from mapper.review.sections import REQUIRED, section_words
from mapper.review.target import Target, words_for
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import counted, shown

_STYLES = {State.SIGNED: "32", State.OUT_OF_DATE: "31", State.QUERIED: "33", State.READY: "36"}
_MOST_CHANGES = 10
"""Changed answers of a section that are told on a terminal."""


class ShownStatus(NamedTuple):
    """The status of a Hub, with the commits of what has changed and, where anything has, the parts of the record: both
    by the keys of the answers.
    """

    status: HubStatus
    commits: Mapping[str, Commit]
    parts: Mapping[str, Target]


def status_text(listed: Sequence[ShownStatus], vocabulary: Vocabulary, *, width: int, color: bool) -> str:
    """The status of each Hub, a line for each section, with what has changed in those that are out of date."""
    paint, lines = paint_for(color=color), list[str]()
    for one in listed:
        lines += [paint(shown(one.status.mapped.name), BOLD), *wrapped(_summary(one.status), width), ""]
        for section in one.status.sections:
            lines += _section_lines(one, section, vocabulary, width, paint)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _section_lines(
    one: ShownStatus, section: SectionStatus, vocabulary: Vocabulary, width: int, paint: Paint
) -> Iterator[str]:
    label = f"{section_words(section.section)}{' *' if section.section in REQUIRED else ''}"
    state = f"{section.state:<16}"
    beside = "; ".join(_beside(section, one.commits))
    first, *more = hanging(f"  {label:<22}{state}{beside}", width, 40) or [""]
    yield first.replace(state, paint(state, _STYLES[section.state]), 1) if section.state in _STYLES else first.rstrip()
    yield from more
    changes = section.signed.changes if section.signed is not None else ()
    for change in changes[:_MOST_CHANGES]:
        yield from hanging(f"    {_change(change, one, vocabulary)}", width, 6)
    if len(changes) > _MOST_CHANGES:
        yield f"    and {len(changes) - _MOST_CHANGES:,} more (mapper status -f markdown tells all)"


def status_markdown(listed: Sequence[ShownStatus], vocabulary: Vocabulary) -> str:
    """The status of each Hub as a table, and below it what has changed in sections that are out of date."""
    lines = ["# Accuracy check", ""]
    for one in listed:
        lines += [f"## {escaped(one.status.mapped.name)}", "", f"{_summary(one.status)}", ""]
        rows = (
            [_label(section), section.state.value, escaped("; ".join(_beside(section, one.commits)))]
            for section in one.status.sections
        )
        lines += [*table(["Section", "Status", "Beside it"], rows), ""]
        for section in one.status.sections:
            if section.signed is not None and section.signed.changes:
                lines += [f"### Changed since the sign-off: {section_words(section.section)}", ""]
                told = (_change(change, one, vocabulary) for change in section.signed.changes)
                lines += [*(f"- {escaped(text)}" for text in told), ""]
    return "\n".join(lines).rstrip() + "\n"


def status_json(listed: Sequence[ShownStatus]) -> str:
    """The status of each Hub as JSON; ends with a line break."""
    hubs = [_hub(one) for one in listed]
    return json.dumps({"format": "mapper.status/1", "hubs": hubs}, indent=2, ensure_ascii=False) + "\n"


def _hub(one: ShownStatus) -> dict[str, Any]:
    status = one.status
    return {
        "hub": status.mapped.id,
        "name": status.mapped.name,
        "file": status.mapped.file,
        "stage": status.mapped.stage,
        "signed": status.is_signed,
        "sections": [_section(section, one) for section in status.sections],
        "queries": [query_json(state) for state in status.queries],
    }


def _section(section: SectionStatus, one: ShownStatus) -> dict[str, Any]:
    signed = section.signed
    return {
        "section": section.section,
        "title": section_words(section.section),
        "state": section.state.value,
        "required": section.section in REQUIRED,
        "errors": len(section.errors),
        "blank": section.blank,
        "open_queries": [state.query.id for state in section.open],
        "sign_off": None if signed is None else _sign_off(signed.sign_off),
        "changes": [] if signed is None else [_json_of_change(change, one) for change in signed.changes],
    }


def _sign_off(sign_off: SignOff) -> dict[str, Any]:
    said = sign_off._asdict()
    return {key: value for key, value in said.items() if key not in ("section", "content", "page")}


def _json_of_change(change: Change, one: ShownStatus) -> dict[str, Any]:
    found = one.commits.get(change.key)
    return {
        "path": change.key,
        "item": words_for(change.key, one.parts),
        "old": change.old,
        "new": change.new,
        "commit": None if found is None else found.commit,
        "on": None if found is None else found.on,
        "committed": None if found is None else found != NOT_COMMITTED,
    }


def _label(section: SectionStatus) -> str:
    words = section_words(section.section)
    return words + escaped(" *") if section.section in REQUIRED else words


def _summary(status: HubStatus) -> str:
    counts = ", ".join(f"{status.count(state):,} {state}" for state in reversed(State) if status.count(state))
    whole = "All sections that have to be signed are. " if status.is_signed else ""
    return f"{whole}{counts}. * has to be signed before the record is published."


def _beside(section: SectionStatus, commits: Mapping[str, Commit]) -> Iterator[str]:
    if section.signed is not None:
        sign_off = section.signed.sign_off
        despite = f", despite: {sign_off.despite}" if sign_off.despite else ""
        note = f", “{sign_off.note}”" if sign_off.note else ""
        yield f"{'signed ' if section.state is not State.SIGNED else ''}by {sign_off.by}, {sign_off.on}{note}{despite}"
    if section.signed is not None and section.signed.changes:
        yield f"{counted(len(section.signed.changes), 'change')}{_since(section.signed.changes, commits)}"
    if section.open:
        yield counted(len(section.open), "open query", "open queries")
    if section.errors:
        yield counted(len(section.errors), "error")
    if section.blank:
        yield f"{counted(section.blank, 'needed answer')} blank"


def _since(changes: Sequence[Change], commits: Mapping[str, Commit]) -> str:
    """Since when something else stands there, as far as git knows."""
    days = sorted(found.on for change in changes if (found := commits.get(change.key)) and found.on is not None)
    return f" since {days[0]}" if days else ""


def _change(change: Change, one: ShownStatus, vocabulary: Vocabulary) -> str:
    told = labelled_change(change, one.parts.get(change.key), vocabulary)
    found = one.commits.get(change.key)
    where = ""
    if found is not None:
        where = " (not committed yet)" if found == NOT_COMMITTED else f" (commit {found.commit}, {found.on})"
    return f"{words_for(change.key, one.parts)}: {told}{where}"
