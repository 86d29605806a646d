"""From one version of the codes to the other: what is known of it. Numbers never map by themselves."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from mapper.esms.data import esms_data
from mapper.esms.tree import DESDE_LTC_2, ESMS_2000, load_tree


class Relation(StrEnum):
    """How a code stands to the other version: see conversion.yaml. `unknown`: nothing is known of it."""

    SAME = "same"
    REFINED = "refined"
    DIVIDED = "divided"
    REFUSED = "refused"
    NONE = "none"
    UNKNOWN = "unknown"


class Counterpart(NamedTuple):
    """What is known of a code in the other version. `codes` are those that it may be: one if it `is_settled`."""

    code: str
    version: str
    other_version: str
    relation: Relation
    codes: tuple[str, ...]
    note: str
    sources: tuple[str, ...]
    confidence: str

    @property
    def is_settled(self) -> bool:
        """Whether there is exactly one code that it is."""
        return len(self.codes) == 1 and self.relation not in (Relation.REFUSED, Relation.NONE, Relation.UNKNOWN)


class _Entry(NamedTuple):
    esms: tuple[str, ...]
    desde: tuple[str, ...]
    relation: Relation
    note: str
    sources: tuple[str, ...]
    confidence: str


def counterpart(code: str, version: str) -> Counterpart:
    """What is known of a code of a version in the other version. Raises KeyError if the version has no such code."""
    tree = load_tree(version)
    to_newer = version == ESMS_2000
    other = DESDE_LTC_2 if to_newer else ESMS_2000
    own = _named(tree.codes[code].code, to_newer=to_newer)
    if own is None:
        parts = [counterpart(child.code, version) for child in tree.children(code) if len(code) > 1]
        if parts and all(part.is_settled and part.codes == parts[0].codes for part in parts):
            return parts[0]._replace(code=code)
    entry = own or next(filter(None, (_named(here, to_newer=to_newer) for here in tree.above(code))), None)
    if entry is None:
        note = "Nothing is known of it in the other version. Please code the team anew, with `mapper esms code`."
        return Counterpart(code, version, other, Relation.UNKNOWN, (), note, (), "low")
    others = entry.desde if to_newer else entry.esms
    codes = () if entry.relation is Relation.REFUSED else others
    return Counterpart(code, version, other, entry.relation, codes, entry.note, entry.sources, entry.confidence)


def _named(code: str, *, to_newer: bool) -> _Entry | None:
    """The entry that names a code of the version that is converted from."""
    return next((entry for entry in _entries() if code in (entry.esms if to_newer else entry.desde)), None)


@cache
def _entries() -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            tuple(entry["esms"]),
            tuple(entry["desde"]),
            Relation(entry["relation"]),
            entry["note"],
            tuple(entry["sources"]),
            entry["confidence"],
        )
        for entry in esms_data("conversion.yaml")["entries"]
    )
