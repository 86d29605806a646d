"""A logic model as a value: boxes in columns, links between them, and who has them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Where a box or link comes from."""

    GUIDANCE = "guidance"
    LOCAL = "local"
    SHARED = "shared"
    OWN = "own"


class Presence(StrEnum):
    """Whether a box holds for a Hub, by its answers."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Box:
    """A box. `is_answered` says that answers of Hubs draw it, rather than the boxes that lead to it; then `hubs` are
    the headings of the Hubs that have it, and `unknown` of how many Hubs that cannot be told.
    """

    id: str
    kind: str
    text: str
    standing: str
    origin: Origin
    is_answered: bool
    sources: tuple[str, ...] = ()
    hubs: tuple[str, ...] = ()
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one box to another."""

    start: str
    end: str
    kind: str
    standing: str
    origin: Origin
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """A logic model of one Hub, or of all: `of` is the number of Hubs, `left_out` names boxes that are not drawn
    because nothing is known of them.
    """

    id: str
    title: str
    as_of: str | None
    is_fictional: bool
    of: int
    columns: tuple[tuple[str, str], ...]
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    left_out: tuple[str, ...] = ()
