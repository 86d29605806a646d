"""Whether a box of a logic model holds for a Hub."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Presence(StrEnum):
    """Whether a box holds for a Hub, by its answers."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


def best(presences: Iterable[Presence]) -> Presence:
    """Present if any is, else unknown if any is, else absent."""
    found = set(presences)
    return next((one for one in (Presence.PRESENT, Presence.UNKNOWN) if one in found), Presence.ABSENT)
