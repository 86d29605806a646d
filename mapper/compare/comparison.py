"""A comparison as a whole: its tables, and what they are made from."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from mapper import __version__
from mapper.compare.components import COMPONENTS
from mapper.compare.hubs import state_then
from mapper.compare.kind import Kind, Mapped
from mapper.compare.table import Column, Comparability, Table
from mapper.compare.tables import KINDS
from mapper.compare.view import Frame, HubView
from mapper.labels import names_told
from mapper.schema.hub import TEMPLATE_VERSION


class CitedSource(NamedTuple):
    """A source of a record, under the name by which cells cite it."""

    name: str
    title: str | None
    date: str | None
    url: str | None


class HubSource(NamedTuple):
    """What a column is made from. `file` is None where labels stand for names; `digest` is the SHA-256 of the file's
    text; `names` are the names that would give the Hub away. `is_older` says whether the record describes the Hub as of
    before the date of the comparison, `then` whether the Hub was not open yet or closed at that date.
    """

    column: Column
    file: str | None
    as_of: str | None
    stage: str
    template_version: str | None
    digest: str
    sources: tuple[CitedSource, ...]
    names: frozenset[str]
    is_older: bool
    then: str | None


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
        _digest("\n".join(view.mapped.document.lines)),
        sources,
        names_told(view.mapped) if hides else frozenset(),
        view.frame.as_of is not None and record.as_of.surely(view.frame.as_of.surely_after),
        state_then(view),
    )
    wanted = {kind.extract: kind for kind in (*kinds, COMPONENTS)}
    found = {take: take(view) for take in wanted}
    return Extract(source, {kind.id: found[kind.extract] for kind in (*kinds, COMPONENTS)})


def _shown(file: str) -> str:
    """The path of a file, without what lies above the folder of the command: that differs between computers."""
    path = FilePath(file)
    if not path.is_absolute():
        return path.as_posix()
    here = FilePath.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.name


def _cited(view: HubView, name: str, number: int) -> CitedSource:
    source = view.hub.record.sources.items[number]
    if view.hides:
        return CitedSource(name, view.name_of("source", number + 1), None, None)
    date = source.date.value
    return CitedSource(name, source.title.value, None if date is None else str(date), source.url.value)


def comparison(frame: Frame, extracts: Sequence[Extract], kinds: Collection[Kind] = KINDS) -> Comparison:
    """The tables of some kinds, made of what was taken from each Hub: columns in the order given, or in that of the
    labels where these stand for names, so that the order of the files tells nothing.
    """
    if frame.study.shows_labels:
        extracts = sorted(extracts, key=lambda extract: extract.source.column.heading)
    sources = _with_ids_of_their_own([extract.source for extract in extracts])
    mapped = Mapped(frame, tuple(source.column for source in sources))

    def build(kind: Kind) -> Table:
        return kind.build(mapped, [extract.by_kind[kind.id] for extract in extracts])

    study = frame.study
    fictional = "fictional " if sources and all(source.column.is_fictional for source in sources) else ""
    title = study.title or f"Comparison of {len(sources)} {fictional}Hub{'s' if len(sources) != 1 else ''}"
    asked = [] if study.document is None else study.document.lines
    digest = _digest("\n".join([study.guidance_name, *asked, *(source.digest for source in sources)]))
    tables = tuple(map(build, kinds))
    return Comparison(title, frame, sources, tables, tables, build(COMPONENTS), digest)


def _with_ids_of_their_own(sources: Sequence[HubSource]) -> tuple[HubSource, ...]:
    """The Hubs, each with a column id that no other has: a second Hub of an id has a number behind it."""
    taken: dict[str | None, int] = {}
    found = []
    for source in sources:
        hub = source.column.hub
        taken[hub] = number = taken.get(hub, 0) + 1
        column = source.column if number == 1 else source.column._replace(hub=f"{hub}-{number}")
        found.append(source._replace(column=column))
    return tuple(found)


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


def compare_all(frame: Frame, kinds: Collection[Kind] = KINDS) -> Comparison:
    """A comparison of the Hubs of a study that are in memory."""
    views = (HubView(mapped, frame, number) for number, mapped in enumerate(frame.study.hubs, 1))
    return comparison(frame, [extract(view, kinds) for view in views], kinds)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
