"""Whether Hubs say the same of an item: the cases of data/comparability.yaml, and what holds for all cells."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import DATA, compared, table_of
from hypothesis import given
from hypothesis import strategies as st

from mapper.compare.comparability import comparability
from mapper.compare.comparison import only_differences
from mapper.compare.table import Cell, Comparability, Entry, Fact, Status
from mapper.reading import read_file
from mapper.schema.scalars import Amount

CASES = read_file(DATA / "comparability.yaml").values


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['row']} {case['is']}")
def test_whether_hubs_say_the_same(case: dict[str, Any]) -> None:
    table = table_of(case["table"], *case["hubs"])
    (row,) = [row for row in table.rows if row.id == case["row"]]
    assert row.comparability == case["is"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['row']} {case['is']}")
def test_the_order_of_the_hubs_does_not_matter(case: dict[str, Any]) -> None:
    table = table_of(case["table"], *case["hubs"][::-1])
    (row,) = [row for row in table.rows if row.id == case["row"]]
    assert row.comparability == case["is"]


numbers = st.decimals(0, 1000, places=1)
ends = st.tuples(numbers, numbers).map(lambda pair: Amount(min(pair), max(pair)))
answers = st.one_of(
    st.sampled_from([status for status in Status if not status.has_value]).map(lambda status: Fact("x", (), status)),
    st.one_of(ends, numbers.map(lambda one: Amount(one, one)), st.sampled_from(["yes", "no"])).map(
        lambda value: Fact("x", (value,), Status.ANSWERED)
    ),
)


def cell(fact: Fact) -> Cell:
    return Cell((Entry((fact,)),), fact.status)


@given(st.lists(answers, min_size=2, max_size=6))
def test_a_row_never_differs_from_its_own_copy_and_never_depends_on_order(facts: list[Fact]) -> None:
    cells = list(map(cell, facts))
    found = comparability(cells)
    assert comparability(cells[::-1]) is found
    assert comparability([*cells, Cell((), Status.NOT_OPEN)]) is found
    if found is not None:
        assert comparability([*cells, *cells]) is found
    for one in cells:
        assert comparability([one, one]) is not Comparability.DIFFERS


@given(st.lists(answers, min_size=1, max_size=5), answers)
def test_another_hub_never_undoes_a_difference(facts: list[Fact], other: Fact) -> None:
    cells = list(map(cell, facts))
    if comparability(cells) is Comparability.DIFFERS:
        assert comparability([*cells, cell(other)]) is Comparability.DIFFERS
    if not other.status.is_known:
        assert comparability([*cells, cell(other)]) is not Comparability.SAME


def test_one_hub_has_nothing_to_differ_from() -> None:
    assert {row.comparability for table in compared("record:").tables for row in table.rows} == {None}


def test_only_differences_leaves_out_the_other_rows_and_says_how_many() -> None:
    hubs = ["context: {status: operating, region: London}", "context: {status: closed, region: London}"]
    whole = compared(*hubs)
    for before, after in zip(
        [table for table in whole.tables if table.is_of_hubs], only_differences(whole).tables, strict=True
    ):
        assert {row.comparability for row in after.rows} <= {Comparability.DIFFERS}
        assert len(after.rows) + after.left_out == len(before.rows)
    (hubs_table,) = [table for table in only_differences(whole).tables if table.id == "hubs"]
    assert [row.id for row in hubs_table.rows] == ["status"]
