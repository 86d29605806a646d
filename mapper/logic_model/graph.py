"""A logic model as a value: boxes in columns, links between them, what each rests on, and which Hubs have it.

The client's pathway and what helped and hindered are graphs of the same kind, so that all have every format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from mapper.compare.table import Fact
from mapper.findings import Path
from mapper.logic_model.presence import Presence

MAIN_LINKS = ("enables", "delivers", "produces", "triggers", "leads to")
"""The kinds of link that make what they point at follow; the others only moderate or hinder it."""


class View(StrEnum):
    """What a graph shows."""

    MODEL = "model"
    DIFFERENCE = "difference"
    PATHWAY = "pathway"
    IMPLEMENTATION = "implementation"


class Origin(StrEnum):
    """Where a box or link of a logic model comes from."""

    GUIDANCE = "guidance"
    LOCAL = "local"
    SHARED = "shared"
    OWN = "own"


class Mark(StrEnum):
    """How a box is told apart from others of its view, in shape as well as in colour."""

    GUIDANCE = "guidance"
    LOCAL = "local"
    ANSWERED = "answered"
    FOLLOWS = "follows"
    BOTH = "both"
    ONLY_FIRST = "only first"
    ONLY_SECOND = "only second"
    REWORDED = "reworded"
    STEP = "step"
    WAY_IN = "way in"
    WAY_OUT = "way out"
    HELPS = "helps"
    HINDERS = "hinders"


class Support(NamedTuple):
    """An answer that a box rests on: the heading of its Hub, the file (None where labels hide it) and line, the path,
    what the answer is called, and whether a sign-off holds for it.
    """

    hub: str
    file: str | None
    line: int
    path: Path
    item: str
    is_signed: bool = False


class Having(NamedTuple):
    """How one Hub stands to a box; `because` is what its answers say where it does not have it, or nobody can tell."""

    hub: str
    presence: Presence
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A box. `kind` is the part of its column to which it belongs; `details` are what else is said in it. `is_answered`
    says that answers of Hubs draw it, rather than the boxes that lead to it. `hubs` are all Hubs of the graph, where it
    is of several. `reason` is why a Hub adds or rewords it, `instead_of` the text that it rewords; `measures` is None
    where nobody has said how an outcome would show. `signed` says whether it is signed off where it has no `supports`.
    """

    id: str
    kind: str
    text: str
    mark: Mark
    standing: str | None = None
    origin: Origin = Origin.SHARED
    is_answered: bool = True
    level: str | None = None
    sources: tuple[str, ...] = ()
    measures: tuple[str, ...] | None = None
    hubs: tuple[Having, ...] = ()
    supports: tuple[Support, ...] = ()
    details: tuple[Fact, ...] = ()
    reason: str | None = None
    instead_of: str | None = None
    signed: bool | None = None

    @property
    def is_signed(self) -> bool | None:
        """Whether a sign-off holds for all answers that it rests on; None where it rests on none."""
        return all(support.is_signed for support in self.supports) if self.supports else self.signed

    @property
    def having(self) -> tuple[str, ...]:
        """The headings of the Hubs that have it."""
        return tuple(having.hub for having in self.hubs if having.presence is Presence.PRESENT)

    @property
    def unknown(self) -> int:
        """Of how many Hubs it cannot be told."""
        return sum(having.presence is Presence.UNKNOWN for having in self.hubs)


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one box to another. `label` is shown beside it; `hubs` are the headings of the Hubs that have it,
    where the graph is of several; `mark` tells in which of two graphs it is.
    """

    start: str
    end: str
    kind: str
    standing: str | None = None
    origin: Origin = Origin.SHARED
    sources: tuple[str, ...] = ()
    evidence: str | None = None
    assumption: str | None = None
    reason: str | None = None
    label: str | None = None
    hubs: tuple[str, ...] = ()
    mark: Mark = Mark.BOTH


class Part(NamedTuple):
    """The boxes of one kind within a column, with their own heading where it is not the column's."""

    kind: str
    label: str


class Column(NamedTuple):
    """A column, or a row where the graph runs down; its parts stand one below the other."""

    label: str
    parts: tuple[Part, ...]


class Section(NamedTuple):
    """The boxes under one heading of a drawing, which is empty for the rows of a graph that runs down."""

    heading: str
    boxes: tuple[Box, ...]


class Undrawn(NamedTuple):
    """A box of the shared model that is not drawn, with what is known of it."""

    id: str
    kind: str
    text: str
    presence: Presence
    hubs: tuple[Having, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """A drawing as a value. `hubs` are the headings of all Hubs that it is of, `first` and `second` what is compared in
    a difference, `digest` the SHA-256 of what was read; `runs_down` says that columns are rows, and `marks_unsigned`
    that boxes are marked for which no sign-off holds.
    """

    id: str
    view: View
    title: str
    as_of: str | None
    is_fictional: bool
    hubs: tuple[str, ...]
    columns: tuple[Column, ...]
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    undrawn: tuple[Undrawn, ...] = ()
    digest: str = ""
    first: str | None = None
    second: str | None = None
    source: str | None = None
    runs_down: bool = False
    marks_unsigned: bool = False

    @property
    def of(self) -> int:
        """The number of Hubs."""
        return len(self.hubs)

    def sections(self) -> Iterator[Section]:
        """The boxes under each heading, in the order in which they are read; parts of a column without a heading of
        their own stand together under that of the column.
        """
        for column in self.columns:
            found: dict[str, list[Box]] = {}
            for part in column.parts:
                heading = part.label or column.label
                found.setdefault(heading, []).extend(box for box in self.boxes if box.kind == part.kind)
            yield from (Section(heading, tuple(boxes)) for heading, boxes in found.items() if boxes)
