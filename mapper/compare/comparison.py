"""A comparison as a whole: its tables, and what they are made from."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from mapper import __version__
from mapper.compare.components import COMPONENTS
from mapper.compare.hubs import state_then
from mapper.compare.kind import Kind, Mapped
from mapper.compare.signed import with_marks
from mapper.compare.table import Column, Comparability, Table
from mapper.compare.tables import KINDS
from mapper.compare.view import Frame, HubView
from mapper.errors import MapperError
from mapper.labels import names_told
from mapper.schema.hub import TEMPLATE_VERSION
from mapper.wording import counted, quoted


class CitedSource(NamedTuple):
    """A source of a record, under the name by which cells cite it."""

    name: str
    title: str | None
    date: str | None
    url: str | None


class HubSource(NamedTuple):
    """What a column is made from. `file` is None where labels stand for names; `digest` is the SHA-256 of the file,
    which is not told where it would tell which Hub it is, and `fingerprint` is that in any case;
    `names` are the names that would give the Hub away. `is_older` and `is_newer` say whether the record describes the
    Hub as of before or after the date of the comparison, `then` whether the Hub was not open yet or closed then;
    `signed` are the sections of which a sign-off holds.
    """

    column: Column
    file: str | None
    as_of: str | None
    stage: str
    template_version: str | None
    digest: str
    fingerprint: str
    sources: tuple[CitedSource, ...]
    names: frozenset[str]
    is_older: bool
    is_newer: bool
    then: str | None
    signed: frozenset[str] = frozenset()


class Extract(NamedTuple):
    """All that a comparison takes from one Hub: what it is made from, and what each kind of table needs, by its id."""

    source: HubSource
    by_kind: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The tables of a comparison with what they are made from. `as_of` is the date as of which all Hubs are compared
    (None: each as of its own record); `digest` is the SHA-256 of all that was read. The summary is made from
    `components` and from `whole`, the tables with all their rows.
    """

    title: str
    frame: Frame
    hubs: tuple[HubSource, ...]
    tables: tuple[Table, ...]
    whole: tuple[Table, ...]
    components: Table
    digest: str
    version: str = __version__
    template_version: str = TEMPLATE_VERSION

    @property
    def as_of(self) -> str | None:
        """The date as of which all Hubs are compared, as it was given."""
        return None if self.frame.as_of is None else str(self.frame.as_of)

    @property
    def is_fictional(self) -> bool:
        """Whether all Hubs are invented."""
        return bool(self.hubs) and all(hub.column.is_fictional for hub in self.hubs)


def extract(view: HubView, kinds: Iterable[Kind]) -> Extract:
    """What a comparison takes from one Hub."""
    record, hides = view.hub.record, view.hides
    sources = tuple(_cited(view, name, number) for number, (name, _) in enumerate(view.sources()))
    source = HubSource(
        view.column,
        None if hides else _shown(view.mapped.file),
        None if record.as_of.value is None else str(record.as_of.value),
        view.mapped.stage,
        record.template_version.value,
        "" if hides else view.mapped.document.digest,
        view.mapped.document.digest,
        sources,
        names_told(view.mapped) if hides else frozenset(),
        view.frame.as_of is not None and record.as_of.surely(view.frame.as_of.surely_after),
        view.frame.as_of is not None and record.as_of.surely(view.frame.as_of.surely_before),
        state_then(view),
        view.mapped.signed,
    )
    wanted = {kind.id: kind for kind in (*kinds, COMPONENTS)}
    found = {take: take(view) for take in {kind.extract: None for kind in wanted.values()}}
    if source.then is None:
        return Extract(source, {key: found[kind.extract] for key, kind in wanted.items()})
    closed = {key: kind.when_not_open(found[kind.extract], source.then) for key, kind in wanted.items()}
    return Extract(source, closed)


def _shown(file: str) -> str:
    """The path of a file from its folder on: what lies above differs between computers."""
    path = FilePath(os.path.realpath(file))
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name


def _cited(view: HubView, name: str, number: int) -> CitedSource:
    source = view.hub.record.sources.items[number]
    if view.hides:
        return CitedSource(name, view.name_of("source", number + 1), None, None)
    date = source.date.value
    return CitedSource(name, source.title.value, None if date is None else str(date), source.url.value)


def comparison(frame: Frame, extracts: Sequence[Extract], kinds: Collection[Kind] = KINDS) -> Comparison:
    """The tables of some kinds, made of what was taken from each Hub: columns in the order given, or in that of the
    labels where these stand for names, so that the order of the files tells nothing; plans last.
    """
    if frame.study.shows_labels:
        _refuse_one_label_for_two([extract.source.column.heading for extract in extracts])
        extracts = sorted(extracts, key=lambda extract: _natural(extract.source.column.heading))
    extracts = sorted(extracts, key=lambda extract: extract.source.column.is_plan)
    running = [extract for extract in extracts if not extract.source.column.is_plan] or extracts
    sources = _with_ids_of_their_own([extract.source for extract in extracts])
    columns = tuple(source.column for source in sources)

    signed: dict[str | None, frozenset[str]] = {source.column.hub: source.signed for source in sources}

    def build(kind: Kind, extracts: Sequence[Extract] = extracts) -> Table:
        table = kind.build(Mapped(frame, columns[: len(extracts)]), [one.by_kind[kind.id] for one in extracts])
        return with_marks(table, signed) if frame.marks_unsigned else table

    study = frame.study
    title = study.title or f"Comparison of {counted(len(running), 'Hub')}"
    asked = "" if study.document is None else study.document.digest
    read = [repr(study.guidance), asked, *(source.fingerprint for source in sources)]
    digest = hashlib.sha256("\n".join(read).encode("utf-8", "surrogatepass")).hexdigest()
    tables = tuple(map(build, kinds))
    return Comparison(title, frame, sources, tables, tables, build(COMPONENTS, running), digest)


def _with_ids_of_their_own(sources: Sequence[HubSource]) -> tuple[HubSource, ...]:
    """The Hubs, each with a column id that no other has: a second Hub of an id has a number behind it."""
    taken = set[str]()
    found = []
    for source in sources:
        asked = hub = source.column.hub or ""
        numbers = count(2)
        while hub in taken:
            hub = f"{asked}-{next(numbers)}"
        taken.add(hub)
        found.append(source._replace(column=source.column._replace(hub=hub)))
    return tuple(found)


def _refuse_one_label_for_two(labels: Sequence[str]) -> None:
    double = next((label for label in labels if labels.count(label) > 1), None)
    if double is not None:
        raise MapperError(f"Two Hubs would be shown as {quoted(double)}. Please give each a label of its own.")


def _natural(heading: str) -> list[tuple[int, str]]:
    """A heading as what sorts Hub 2 before Hub 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", heading)]


def only_differences(compared: Comparison) -> Comparison:
    """The comparison with the rows that differ for certain, each table saying how many others it leaves out. Tables
    whose columns are no Hubs have nothing to compare, and are left out.
    """
    return replace(compared, tables=tuple(_differing(table) for table in compared.tables if table.is_of_hubs))


def only_summary(compared: Comparison) -> Comparison:
    """The comparison without its tables and sources: what it is made from, and the summary."""
    return replace(compared, tables=(), hubs=tuple(hub._replace(sources=()) for hub in compared.hubs))


def _differing(table: Table) -> Table:
    rows = tuple(row for row in table.rows if row.comparability is Comparability.DIFFERS)
    return replace(table, rows=rows, left_out=len(table.rows) - len(rows))
