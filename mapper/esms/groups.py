"""Groups of codes for charts and tables, published or by structure: data in groups.yaml. Codes of DESDE-LTC 2 only."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from mapper.esms.data import esms_data
from mapper.esms.tree import DESDE_LTC_2, load_tree


class CodeGroup(NamedTuple):
    """A group: it holds its `codes` and all below them. `source` says where it is printed, or is `structure` where it
    follows from the axes of the codes and is our own.
    """

    group: str
    label: str
    codes: tuple[str, ...]
    source: str


@cache
def load_groups() -> tuple[CodeGroup, ...]:
    """All groups, in the order in which they are shown."""
    return tuple(
        CodeGroup(entry["group"], entry["label"], tuple(entry["codes"]), entry["source"])
        for entry in esms_data("groups.yaml")["groups"]
    )


def group_of(code: str) -> CodeGroup | None:
    """The group that holds a code of DESDE-LTC 2. None if no group does: because there is no such code, because it is
    in none (R14), or because groups divide it (O9). Codes of ESMS 2000 look alike and are not for this function.
    """
    tree = load_tree(DESDE_LTC_2)
    if code not in tree.codes:
        return None
    groups = _groups_by_code()
    return next((groups[above] for above in tree.above(code) if above in groups), None)


@cache
def _groups_by_code() -> Mapping[str, CodeGroup]:
    return {code: group for group in load_groups() for code in group.codes}
