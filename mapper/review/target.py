"""What a query is about: an answer, an item or a section of a record, found by what somebody typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from mapper.errors import UsageError
from mapper.findings import Path, path_text
from mapper.identity import Identified, about, identified, key_of, key_text, parts_above, twins_in
from mapper.review.content import SECTIONS, Said, said_at
from mapper.review.words import question_label
from mapper.schema.hub import Hub
from mapper.study import MappedHub
from mapper.wording import in_sentence, item_words, loosely, quoted


@dataclass(frozen=True)
class Target:
    """A part of a record: its key as text, where it stands, and, where it is one answer (`asked`), what stands there.
    `values` are those of the whole file.
    """

    key: str
    path: Path
    values: Any
    asked: Identified | None = None
    said: Said | None = None

    @cached_property
    def item(self) -> str:
        """What it is called: “Staffing, post 3 (Clinical psychologist), WTE in post”."""
        if self.asked is None:
            return item_words(self.path, self.values, Hub)
        label = question_label(self.asked.question)
        above = item_words(self.path[:-1], self.values, Hub) if len(self.path) > 1 else ""
        return f"{above}, {in_sentence(label)}" if above else label


def targets(mapped: MappedHub) -> Mapping[str, Target]:
    """All parts of a record by their keys: answers, and the items, groups and sections that they stand in."""
    found: dict[str, Target] = {}
    values = mapped.document.values
    for one in identified(mapped.hub, twins_in(mapped.hub)):
        for key, path in parts_above(one.key, one.path):
            text = key_text(key)
            if text not in found:
                found[text] = Target(text, path, values)
        text = key_text(one.key)
        found[text] = Target(text, one.path, values, one, said_at(one, values))
    return found


def target_at(mapped: MappedHub, typed: str) -> Target:
    """The part of a record that somebody means by a key such as `staffing.posts[nurses].wte`, or by its place such as
    `staffing.posts[2].wte`, counted from 0, or by the name of a section. Raises UsageError where there is none.
    """
    known = targets(mapped)
    if typed in known:
        return known[typed]
    by_place = {path_text(target.path): target for target in known.values()}
    if typed in by_place:
        return by_place[typed]
    section = next((name for name in SECTIONS if loosely(name) == loosely(typed)), None)
    if section is not None:
        return known[section]
    raise UsageError(f"There is nothing at {quoted(typed)} in {mapped.file}.{_meant(typed, known)}")


def words_for(key: str, known: Mapping[str, Target]) -> str:
    """What a part of a record is called; also one that is there no more."""
    return known[key].item if key in known else about(key_of(key))


def _meant(typed: str, known: Mapping[str, Target]) -> str:
    near = get_close_matches(typed, known, n=1, cutoff=0.7)
    if near:
        return f" Did you mean {quoted(near[0], 100)}?"
    section = typed.partition(".")[0].partition("[")[0]
    within = [key for key in known if key.partition(".")[0] == section]
    some = f"such as {quoted(within[len(within) // 2], 100)}" if len(within) > 1 else "such as `staffing`"
    return f" Please name a section, an item or an answer, {some}; `mapper status` lists the sections."
