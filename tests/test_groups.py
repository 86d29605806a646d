"""Groups of codes: each code stands in one, and the published ones are as published."""

from __future__ import annotations

import pytest

from mapper.esms.groups import group_of, load_groups
from mapper.esms.tree import BRANCHES, DESDE_LTC_2, load_tree
from mapper.vocabulary.lists import load_sources

TREE = load_tree(DESDE_LTC_2)
LEAVES = [code.code for branch in BRANCHES for code in TREE.leaves(branch)]
PRINTED = {
    "residential hospital acute": "R1 R2 R3.0",
    "residential hospital non-acute": "R4 R6",
    "residential alternative acute": "R0 R3.1",
    "residential alternative non-acute": "R5 R7",
    "residential community high": "R8 R11",
    "residential community lower": "R9 R10 R12 R13",
}
"""The residential groups of table A1 of pmc-7698522, where R1-R3 leaves out R3.1, which it names in another group."""


@pytest.mark.parametrize("leaf", [leaf for leaf in LEAVES if not TREE.codes[leaf].is_addition])
def test_every_code_is_in_one_group_except_lodging(leaf: str) -> None:
    above = list(TREE.above(leaf))
    holding = [group for group in load_groups() for code in group.codes if code in above]
    assert holding == ([] if leaf == "R14" else [group_of(leaf)])


def test_published_groups_are_as_printed() -> None:
    published = {group.group: " ".join(group.codes) for group in load_groups() if group.source == "pmc-7698522"}
    assert published == PRINTED


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("R3.1.2", "residential alternative acute"),
        ("R8", "residential community high"),
        ("R8.2", "residential community high"),
        ("D4.1", "day structured health"),
        ("O5.1.3", "outpatient non-acute mobile health"),
        ("A4", "accessibility"),
        ("I2", "information"),
        ("S1.1", "self-help"),
    ],
)
def test_a_code_belongs_where_it_or_a_code_above_it_stands(code: str, group: str) -> None:
    found = group_of(code)
    assert found is not None
    assert found.group == group


@pytest.mark.parametrize("code", ["R14", "R3", "O9", "D4", "R", "O", "D10", "O11", "A99", "R15", "X", ""])
def test_a_code_that_groups_divide_or_that_there_is_not_has_none(code: str) -> None:
    assert group_of(code) is None


def test_groups_hold_codes_that_there_are_and_name_known_sources() -> None:
    assert len({group.group for group in load_groups()}) == len(load_groups())
    for group in load_groups():
        assert set(group.codes) <= set(TREE.codes)
        assert group.source in load_sources()
