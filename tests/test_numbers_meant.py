"""What numbers that are written otherwise can mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.refusals.numbers_meant import amount_meant
from mapper.schema.scalars import read_amount

MEANT = {
    ("2.8 million", "area_population"): ("2800000", "2800000"),
    ("2.8m", "area_population"): ("2800000", "2800000"),
    ("c. 120,000", "area_population"): ("120000", "120000"),
    ("c120k", "area_population"): ("120000", "120000"),
    ("120k", "people"): ("120000", "120000"),
    ("£1.2m", "amount"): ("1200000", "1200000"),
    ("£10,000 - £20,000", "amount"): ("10000", "20000"),
    ("£10k to £20k", "amount"): ("10000", "20000"),
    ("10 mins", "minutes"): ("10", "10"),
    ("10mins.", "minutes"): ("10", "10"),
    ("18+", "minimum_age"): ("18", None),
    ("18 years and over", "minimum_age"): ("18", None),
    ("18+ years", "minimum_age"): ("18", None),
    ("12-18 weeks", "wait_weeks"): ("12", "18"),
    ("12 weeks to 18 weeks", "wait_weeks"): ("12", "18"),
    ("between 12 and 18", "wait_weeks"): ("12", "18"),
    ("from 12 to 18", "wait_weeks"): ("12", "18"),
    ("up to 18", "wait_weeks"): (None, "18"),
    ("18 or fewer", "wait_weeks"): (None, "18"),
    ("1.0 WTE", "wte"): ("1.0", "1.0"),
    ("2,4", "wte"): ("2.4", "2.4"),
    ("1,250,000.5", "amount"): ("1250000.5", "1250000.5"),
    ("About 30", "n"): ("30", "30"),
    ("~30", "n"): ("30", "30"),
    ("71%", "percent"): ("71", "71"),
    ("71 per cent", "percent"): ("71", "71"),
    ("> 2", "wte"): ("2", None),
    ("at least 2", "wte"): ("2", None),
    ("<5", "wte"): (None, "5"),
    ("two", "wte"): ("2", "2"),
    ("two to three", "wte"): ("2", "3"),
    ("two million", "amount"): ("2000000", "2000000"),
}
NOTHING = [
    ("1 hour", "minutes"),
    ("3 months", "wait_weeks"),
    ("71%", "n"),
    ("10m", "minutes"),
    ("10-20k", "amount"),
    ("1-2 million", "amount"),
    ("18-12", "wait_weeks"),
    ("30 people", "wte"),
    ("12 and 18", "wait_weeks"),
    ("many", "n"),
    ("caring", "n"),
    ("6 x 50", "minutes"),
    ("-1", "wte"),
    ("5 " * 40, "n"),
    ("", "n"),
]


@pytest.mark.parametrize(("text", "asked"), MEANT)
def test_what_a_text_means_as_a_number(text: str, asked: str) -> None:
    meant = amount_meant(text, asked)
    assert meant is not None
    assert tuple(None if end is None else f"{end:f}" for end in meant) == MEANT[text, asked]


@pytest.mark.parametrize(("text", "asked"), NOTHING)
def test_what_can_mean_more_than_one_thing_or_nothing(text: str, asked: str) -> None:
    assert amount_meant(text, asked) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [(">2", 3, None), ("more than 2", 3, None), ("< 5", None, 4), ("2+", 2, None), ("30 people", 30, 30)],
)
def test_where_whole_things_are_counted_more_than_two_are_three(text: str, low: int | None, high: int | None) -> None:
    assert amount_meant(text, "headcount", whole=True) == (low, high)


def test_fewer_than_none_is_nothing() -> None:
    assert amount_meant("<0", "n", whole=True) is None


@given(st.text(st.sampled_from("0123456789.,-+<>£km %towesc"), max_size=20), st.booleans())
def test_what_is_meant_can_be_read(text: str, whole: bool) -> None:
    meant = amount_meant(text, "wait_weeks", whole=whole)
    if meant is not None:
        ends = {name: float(end) for name, end in zip(("from", "to"), meant, strict=True) if end is not None}
        assert ends
        assert str(read_amount(ends))
