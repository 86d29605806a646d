"""Rows of the table `care-types` on all types of care of a Hub together: balance of care, and variety."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mapper.compare.care_codes import CareType, HubCodes
from mapper.compare.table import Row
from mapper.esms.groups import CodeGroup, group_of, load_groups
from mapper.esms.measures import Share, gini_simpson_of, richness, share
from mapper.esms.tree import DESDE_LTC_2, VERSIONS

GROUPS, VARIETY = "Groups of care types: balance of care", "Variety"
BALANCE_NOTE = (
    "Balance of care: the part of a group in all types of care of DESDE-LTC-2, with 95% intervals in percent. Wald's "
    "can go below 0 or above 100, and is shown because papers print it; Wilson's cannot."
)
GROUPS_NOTE = (
    "Groups of residential care are published (source pmc-7698522); the others follow from the codes and are our own. "
    "A few codes, such as R14 and codes not in full, belong to no group, so that shares need not add up to 100."
)
VARIETY_NOTE = (
    "Richness: how many different types of care there are. Gini-Simpson index (source karo-2023): 1 less the sum of "
    "the squares of the part that each type has in all; 0 if all are of one type."
)


@dataclass(frozen=True, slots=True)
class Variety:
    """A measure of variety over the types of care of a version."""

    version: str
    value: int | Fraction


def group_rows(hubs: Sequence[HubCodes]) -> tuple[Row, ...]:
    """A row for each group with a type of care that counts: its part in all of each Hub, and of all Hubs together."""
    return tuple(_group_row(hubs, group) for group in groups_in(hubs))


def groups_in(hubs: Sequence[HubCodes]) -> tuple[CodeGroup, ...]:
    """The groups in which any Hub has a type of care that counts."""
    return tuple(_groups_of(_of_all(hubs)))


def variety_rows(hubs: Sequence[HubCodes]) -> Iterator[Row]:
    """How many different types of care there are, and how evenly they are spread; versions are never mixed."""
    yield _variety_row("richness", "Richness (different types of care)", hubs, richness)
    yield _variety_row("gini-simpson", "Gini-Simpson index", hubs, gini_simpson_of)


def _groups_of(care_types: Iterable[CareType]) -> Iterator[CodeGroup]:
    """The groups to which types of care belong, in the order of the groups."""
    present = {group_of(care_type.code) for care_type in care_types if care_type.version == DESDE_LTC_2}
    return (group for group in load_groups() if group in present)


def _group_row(hubs: Sequence[HubCodes], group: CodeGroup) -> Row:
    shares = [_share(codes.care_types, group) for codes in hubs]
    cells = tuple(
        codes.nothing if found is None else codes.cell("part", found) for codes, found in zip(hubs, shares, strict=True)
    )
    return Row(f"group {group.group}", group.label, GROUPS, cells, over_hubs=_share(_of_all(hubs), group))


def _of_all(hubs: Iterable[HubCodes]) -> tuple[CareType, ...]:
    return tuple(care_type for codes in hubs for care_type in codes.care_types)


def _share(care_types: Sequence[CareType], group: CodeGroup) -> Share | None:
    """The part of a group in all types of care of DESDE-LTC 2; None if there are none."""
    codes = [care_type.code for care_type in care_types if care_type.version == DESDE_LTC_2]
    return share(sum(group_of(code) == group for code in codes), len(codes)) if codes else None


def _variety_row(
    row_id: str, label: str, hubs: Sequence[HubCodes], measure: Callable[[Iterable[str]], int | Fraction | None]
) -> Row:
    cells = tuple(codes.cell("variety", *_variety(codes.care_types, measure)) for codes in hubs)
    return Row(row_id, label, VARIETY, cells, over_hubs=_variety(_of_all(hubs), measure))


def _variety(
    care_types: Sequence[CareType], measure: Callable[[Iterable[str]], int | Fraction | None]
) -> tuple[Variety, ...]:
    """A measure for each version that is there."""
    found = []
    for version in VERSIONS:
        codes = [care_type.code for care_type in care_types if care_type.version == version]
        value = measure(codes) if codes else None
        found += [] if value is None else [Variety(version, value)]
    return tuple(found)
