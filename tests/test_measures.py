"""Measures by which areas are compared: values of papers, and what holds for all numbers."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mapper.esms.measures import (
    check_printed,
    gini_simpson,
    gini_simpson_of,
    is_possible_percentage,
    possible_counts,
    rate_per_100_000,
    richness,
    rounded,
    share,
)
from mapper.render.esms_balance import balance_json, balance_text, interval_words, percent_words, share_words
from mapper.schema.scalars import Amount


def amount(low: str | int | None, high: str | int | None = None, *, is_open: bool = False) -> Amount:
    """A number or a range; open upwards if it is."""
    first = None if low is None else Decimal(low)
    return Amount(first, None if is_open else first if high is None else Decimal(high))


PRINTED = [(94, "85.5", "78.9 to 92.0"), (29, "26.4", "18.1 to 34.6"), (2, "1.8", "−0.7 to 4.3")]
"""Out of 110, as table 2 of pmc-7698522 prints them."""


@pytest.mark.parametrize(("number", "percentage", "wald"), PRINTED)
def test_shares_and_wald_intervals_are_those_of_the_paper(number: int, percentage: str, wald: str) -> None:
    found = share(number, 110)
    assert (percent_words(found.percentage), interval_words(found.wald)) == (percentage, wald)
    assert is_possible_percentage(percentage, number, 110)


@pytest.mark.parametrize(
    ("number", "of", "wilson"),
    [(94, 110, "77.7 to 90.8"), (1, 2, "9.5 to 90.5"), (0, 10, "0.0 to 27.8"), (10, 10, "72.2 to 100.0")],
)
def test_wilson_intervals(number: int, of: int, wilson: str) -> None:
    assert interval_words(share(number, of).wilson) == wilson


parts = st.integers(1, 10**9).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(parts)
@example((0, 1))
@example((1, 1))
def test_intervals_contain_the_share_and_that_of_wilson_stays_between_0_and_100(part: tuple[int, int]) -> None:
    found = share(*part)
    assert 0 <= found.wilson.low <= found.percentage <= found.wilson.high <= 100
    assert found.wald.low <= found.percentage <= found.wald.high


@pytest.mark.parametrize(("number", "of"), [(3, 2), (-1, 2), (0, 0), (1, -1)])
def test_a_number_that_cannot_be_a_part_is_refused(number: int, of: int) -> None:
    with pytest.raises(ValueError, match="part of"):
        share(number, of)
    with pytest.raises(ValueError, match="part of"):
        is_possible_percentage("50", number, of)


@pytest.mark.parametrize(
    ("number", "people", "rate"),
    [
        (amount(1), amount(200_000), amount("0.5")),
        (amount(0), amount(200_000), amount(0)),
        (amount(2, 4), amount(200_000, 400_000), amount("0.5", 2)),
        (amount(2, is_open=True), amount(200_000), amount(1, is_open=True)),
        (amount(2), amount(200_000, is_open=True), amount(None, 1)),
        (Amount(None, Decimal(2)), amount(200_000), amount(None, 1)),
        (amount(2), amount(0, 200_000), amount(1, is_open=True)),
        (amount(2), amount(0, is_open=True), None),
        (amount(2), amount(0), None),
    ],
)
def test_a_rate_is_as_sure_as_its_numbers(number: Amount, people: Amount, rate: Amount | None) -> None:
    assert rate_per_100_000(number, people) == rate


numbers = st.decimals(0, 10_000, places=1)
populations = st.integers(1, 10**8).map(Decimal)


@given(numbers, numbers, populations, populations)
def test_more_care_or_fewer_people_never_make_a_lower_rate(a: Decimal, b: Decimal, c: Decimal, d: Decimal) -> None:
    (less, more), (few, many) = sorted((a, b)), sorted((c, d))
    found = rate_per_100_000(Amount(less, more), Amount(few, many))
    lowest, highest = (
        rate_per_100_000(amount(str(less)), Amount(many, many)),
        rate_per_100_000(amount(str(more)), Amount(few, few)),
    )
    assert found is not None
    assert lowest is not None
    assert highest is not None
    assert found == (lowest.low, highest.high)
    assert lowest.low == lowest.high
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.high


@pytest.mark.parametrize(
    ("codes", "different", "index"),
    [("", 0, None), ("a", 1, 0), ("aa", 1, 0), ("ab", 2, Fraction(1, 2)), ("aabc", 3, Fraction(5, 8))],
)
def test_richness_and_the_gini_simpson_index(codes: str, different: int, index: Fraction | None) -> None:
    assert richness(codes) == different
    assert gini_simpson_of(codes) == index


@given(st.lists(st.integers(0, 10**6)))
def test_the_gini_simpson_index_lies_between_0_and_1(counts: list[int]) -> None:
    found = gini_simpson(counts)
    assert (found is None) == (sum(counts) == 0)
    assert found is None or 0 <= found <= 1 - Fraction(1, len(counts))


def test_a_count_below_0_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        gini_simpson([3, -1])


@pytest.mark.parametrize(
    ("printed", "number", "of", "is_possible"),
    [
        ("85.5", 94, 110, True),
        ("85.45", 94, 110, True),
        ("85", 94, 110, True),
        ("85.5%", 94, 110, True),
        ("85·5", 94, 110, True),
        ("85.50", 94, 110, False),
        ("85.4", 94, 110, False),  # cut off, not rounded
        ("86", 94, 110, False),
        ("12", 1, 8, True),  # 12.5, half to even
        ("13", 1, 8, True),  # half up
        ("37", 3, 8, False),  # 37.5 is 38 either way
        ("38", 3, 8, True),
        ("0", 0, 3, True),
        ("0.0", 1, 3000, True),
        ("100", 3, 3, True),
        ("101", 3, 3, False),
    ],
)
def test_counts_give_a_printed_percentage_if_they_round_to_it(
    printed: str, number: int, of: int, is_possible: bool
) -> None:
    assert is_possible_percentage(printed, number, of) is is_possible


@pytest.mark.parametrize(
    ("printed", "of", "counts"),
    [
        ("85.5", 110, (94, 94)),
        ("85.6", 110, None),
        ("49", 1000, (485, 494)),
        ("50", 1000, (495, 505)),
        ("101", 9, None),
    ],
)
def test_the_counts_that_would_give_a_printed_percentage(printed: str, of: int, counts: tuple[int, int] | None) -> None:
    assert possible_counts(printed, of) == counts


@given(st.integers(1, 400), st.integers(0, 10_000), st.sampled_from([0, 1, 2]))
def test_possible_counts_are_all_that_are_possible(of: int, hundredths: int, places: int) -> None:
    printed = f"{rounded(Decimal(hundredths) / 100, places):f}"
    found = [number for number in range(of + 1) if is_possible_percentage(printed, number, of)]
    assert possible_counts(printed, of) == ((found[0], found[-1]) if found else None)
    unit = Decimal(1).scaleb(-places)
    assert all(abs(100 * Fraction(number, of) - Fraction(printed)) <= Fraction(unit) / 2 for number in found)


@given(parts, st.integers(0, 6))
def test_what_counts_give_is_possible(part: tuple[int, int], places: int) -> None:
    number, of = part
    printed = check_printed(f"{rounded(Fraction(100 * number, of), places):f}", number, of)
    assert printed.is_possible
    assert f"{printed.given:f}" == printed.text


@pytest.mark.parametrize("printed", ["", "many", "85,5", "-1", "1e2", "85.", "1.2345678", "85.5 %%", "٥"])
def test_what_is_no_percentage_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="is no percentage"):
        possible_counts(printed, 110)


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("85.5", "85.5% can come from these counts."),
        ("85.6", "they give 85.5%. No number out of 110 gives 85.6%."),
        ("86", "they give 85%. Out of 110, it would take 95 to give 86%."),
    ],
)
def test_a_balance_in_words(printed: str, said: str) -> None:
    text = balance_text(share(94, 110), printed, width=120, color=False)
    assert text.startswith("94 of 110: 85.5%\n")
    assert "78.9 to 92.0" in text
    assert "77.7 to 90.8" in text
    assert said in text
    assert "Printed" not in balance_text(share(94, 110), None, width=120, color=False)
    assert max(map(len, balance_text(share(94, 110), printed, width=60, color=False).splitlines())) <= 60


def test_a_balance_as_json() -> None:
    assert json.loads(balance_json(share(94, 110), "86")) == {
        "format": "mapper.esms.balance/1",
        "number": 94,
        "of": 110,
        "percentage": 85.4545,
        "wald": {"low": 78.866, "high": 92.0431},
        "wilson": {"low": 77.6721, "high": 90.8442},
        "printed": {"percentage": "86", "possible": False, "given": "85", "counts": {"from": 95, "to": 95}},
    }
    assert json.loads(balance_json(share(2, 110), None))["printed"] is None


def test_a_share_in_one_line() -> None:
    assert share_words(share(1, 2)) == "1 of 2 (50.0%; 95% interval Wald −19.3 to 119.3, Wilson 9.5 to 90.5)"
