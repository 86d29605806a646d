"""Ways between steps, held against a slow search that tries every way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapper.checks.ways import Ways, cycles, reached_from

IDS = "abcdef"
WAYS = st.lists(st.sampled_from(IDS), max_size=6, unique=True).flatmap(
    lambda ids: st.fixed_dictionaries({its_id: st.lists(st.sampled_from(ids), max_size=4) for its_id in ids})
)


def leads_to(start: str, end: str, ways: Ways) -> bool:
    """Whether a way of one step or more leads from one id to another, or back to itself."""
    reached = set(ways[start])
    for _ in ways:
        reached |= {to for here in reached for to in ways[here]}
    return end in reached


@given(WAYS)
def test_cycles_are_the_ids_that_lead_to_each_other(ways: Ways) -> None:
    expected = {
        frozenset(other for other in ways if leads_to(one, other, ways) and leads_to(other, one, ways))
        for one in ways
        if leads_to(one, one, ways)
    }
    found = [frozenset(cycle) for cycle in cycles(ways)]
    assert len(found) == len(expected)
    assert set(found) == expected


@given(WAYS, st.sets(st.sampled_from(IDS)))
def test_what_is_reached_are_the_starts_and_all_to_which_they_lead(ways: Ways, starts: set[str]) -> None:
    starts &= set(ways)
    expected = {its_id for its_id in ways if its_id in starts or any(leads_to(one, its_id, ways) for one in starts)}
    assert reached_from(starts, ways) == expected
