"""The kinds of value: what is read, what is refused, and what holds whatever the value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from mapper.resolving import resolve
from mapper.schema.scalars import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    Amount,
    BandRange,
    PartialDate,
    read_amount,
    read_band,
    read_clock,
    read_date,
    read_financial_year,
    read_identifier,
    read_text,
    read_yes_no,
    slug,
)

DAYS = st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31))
DATES_AS_TYPED = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10]))
NUMBERS = st.integers(0, 10**9) | st.decimals(0, 10**6, places=2).map(float)


@st.composite
def stretches(draw: st.DrawFn) -> PartialDate:
    """A date, or a stretch of time with one end or two."""
    low, high = draw(DATES_AS_TYPED), draw(DATES_AS_TYPED)
    if read_date(low).surely_after(read_date(high)):
        low, high = high, low
    return read_date(draw(st.sampled_from([low, {"from": low}, {"to": high}, {"from": low, "to": high}])))


@given(DATES_AS_TYPED)
def test_a_date_reads_back_as_it_is_shown(text: str) -> None:
    assert str(read_date(text)) == text
    assert read_date(str(read_date(resolve(text)))) == read_date(text)


@given(DATES_AS_TYPED)
def test_a_date_covers_what_it_may_mean(text: str) -> None:
    moment = read_date(text)
    assert moment.earliest is not None
    assert moment.latest is not None
    assert moment.earliest.isoformat().startswith(text)
    assert moment.latest.isoformat().startswith(text)
    assert (moment.latest - moment.earliest).days + 1 in {4: (365, 366), 7: (28, 29, 30, 31), 10: (1,)}[len(text)]


@given(stretches(), stretches(), stretches())
def test_surely_after_is_a_strict_order(one: PartialDate, two: PartialDate, three: PartialDate) -> None:
    assert not one.surely_after(one)
    assert not (one.surely_after(two) and two.surely_after(one))
    if one.surely_after(two) and two.surely_after(three):
        assert one.surely_after(three)


@given(stretches(), stretches())
def test_what_is_surely_before_is_what_the_other_is_surely_after(one: PartialDate, other: PartialDate) -> None:
    assert one.surely_before(other) == other.surely_after(one)
    if one.surely_before(other) and None not in (one.latest_start, other.earliest_end):
        assert one.surely_begins_before(other)
        assert other.surely_ends_after(one)


@pytest.mark.parametrize(
    ("one", "other", "begins_before", "ends_after"),
    [
        ({"from": "2021-04", "to": "2022-03"}, {"from": "2021-05", "to": "2022-02"}, True, True),
        ({"from": "2021-04", "to": "2022-03"}, {"from": "2021-04-30", "to": "2022-03-01"}, False, False),
        ({"from": "2021-04", "to": "2022-03"}, {"from": 2021, "to": 2022}, False, False),
        ("2020", {"from": "2021-04", "to": "2022-03"}, True, False),
        ("2021", {"from": "2021-04", "to": "2021-12"}, False, False),
        ({"from": "2020"}, {"from": "2021", "to": "2022"}, True, False),
        ({"to": "2023"}, {"from": "2021", "to": "2022"}, False, True),
        ({"from": "2020", "to": "2023"}, {"from": "2021"}, True, False),
    ],
)
def test_which_of_two_stretches_begins_and_ends_first(
    one: Any, other: Any, begins_before: bool, ends_after: bool
) -> None:
    first, second = read_date(one), read_date(other)
    assert (first.surely_begins_before(second), first.surely_ends_after(second)) == (begins_before, ends_after)
    assert not first.surely_begins_before(first)
    assert not first.surely_ends_after(first)


@given(DAYS, DAYS)
def test_days_come_after_each_other_as_in_the_calendar(one: date, other: date) -> None:
    assert read_date(one.isoformat()).surely_after(read_date(other.isoformat())) == (one > other)


@given(stretches(), DATES_AS_TYPED)
def test_a_stretch_of_time_holds_its_ends(stretch: PartialDate, text: str) -> None:
    for end in (stretch.earliest, stretch.latest):
        if end is not None:
            day = read_date(end.isoformat())
            assert not day.surely_after(stretch)
            assert not stretch.surely_after(day)
    assert not read_date({"from": text}).surely_after(read_date(text))
    assert not read_date(text).surely_after(read_date({"to": text}))


@given(NUMBERS, NUMBERS)
def test_a_range_holds_its_ends(one: float, other: float) -> None:
    low, high = sorted([one, other])
    amount = read_amount({"from": low, "to": high})
    assert amount == Amount(Decimal(str(low)), Decimal(str(high)))
    for end in (low, high):
        assert not amount.surely_above(read_amount(end))
        assert not read_amount(end).surely_above(amount)
    assert not read_amount({"from": low}).surely_above(read_amount(low))
    assert not read_amount(high).surely_above(read_amount({"to": high}))


@given(NUMBERS)
def test_a_number_has_two_equal_ends(number: float) -> None:
    amount = read_amount(number)
    assert amount.low == amount.high == Decimal(str(number))


@given(st.floats() | st.integers() | st.dictionaries(st.sampled_from(["from", "to"]), st.floats() | st.integers()))
def test_an_amount_is_never_below_zero_or_upside_down(value: Any) -> None:
    try:
        amount = read_amount(value)
    except (PydanticCustomError, ValidationError):
        return
    ends = [end for end in (amount.low, amount.high) if end is not None]
    assert ends
    assert all(end.is_finite() and end >= 0 for end in ends)
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("17", "17"), ("2.40", "2.4"), ("1e3", "1000.0"), ("007", "7"), ("0x1f", "31"), ("0.1", "0.1")],
)
def test_a_number_is_kept_exactly(typed: str, shown: str) -> None:
    assert str(read_amount(resolve(typed)).low) == shown


@pytest.mark.parametrize(
    ("value", "plain", "for_reading"),
    [
        (1250, "1250", "1,250"),
        (0.50, "0.5", "0.5"),
        ({"from": 2, "to": 3000}, "2 to 3000", "2 to 3,000"),
        ({"from": 1100}, "1100 or more", "1,100 or more"),
        ({"to": 1400}, "1400 or fewer", "1,400 or fewer"),
    ],
)
def test_an_amount_is_said_in_figures_that_a_file_can_hold(value: object, plain: str, for_reading: str) -> None:
    amount = read_amount(value)
    assert (str(amount), f"{amount:,f}") == (plain, for_reading)


@pytest.mark.parametrize("value", [True, "2", None, [2], float("nan"), float("inf"), {}, {"from": None}, {"min": 1}])
def test_what_is_no_amount_is_refused(value: Any) -> None:
    with pytest.raises(PydanticCustomError):
        read_amount(value)


@given(st.text() | DATES_AS_TYPED.map(lambda text: f"Hub {text}"))
def test_a_slug_is_an_identifier_or_empty(text: str) -> None:
    short = slug(text)
    assert short == "" or read_identifier(short) == short
    assert slug(short) == short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Greater Manchester Resilience Hub", "greater-manchester-resilience-hub"),
        ("  Hwb Gŵyr a'r Fro! ", "hwb-gwyr-a-r-fro"),
        ("Lancashire & South Cumbria", "lancashire-south-cumbria"),
        ("日本語", ""),
    ],
)
def test_a_slug_keeps_letters_and_figures(text: str, short: str) -> None:
    assert slug(text) == short


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_of_day_reads_back(hour: int, minute: int) -> None:
    for text in (f"{hour}:{minute:02}", f"{hour:02}:{minute:02}", f"{hour}.{minute:02}"):
        assert read_clock(text) == f"{hour:02}:{minute:02}"


@given(st.text(alphabet="0123456789:. apm", max_size=8))
def test_a_time_of_day_lies_within_the_day(text: str) -> None:
    try:
        clock = read_clock(text)
    except PydanticCustomError:
        return
    assert "00:00" <= clock <= "24:00"
    assert clock[3:] <= "59"


@pytest.mark.parametrize("value", ["24:01", "9", "9:5", "9:60", "25:00", "-9:00", "9:00 am", 9, 9.5, None, ""])
def test_what_is_no_time_of_day_is_refused(value: Any) -> None:
    with pytest.raises(PydanticCustomError):
        read_clock(value)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (7, "7", "7"),
        ("8A", "8a", "8a"),
        ("8a-8b", "8a", "8b"),
        ("7 to 8a", "7", "8a"),
        ({"from": 7, "to": 9}, "7", "9"),
    ],
)
def test_a_band_is_one_or_a_range(value: Any, low: str, high: str) -> None:
    assert read_band(value) == BandRange(low, high)
    assert read_band(str(read_band(value))) == read_band(value)


@pytest.mark.parametrize("value", ["", "band 7", "8e", "7-", "-7", "7-8-9", True, {"from": 7}, [7], None])
def test_what_is_no_band_is_refused(value: Any) -> None:
    with pytest.raises(PydanticCustomError):
        read_band(value)


@given(st.integers(EARLIEST_YEAR, LATEST_YEAR))
def test_a_financial_year_ends_in_the_next_year(year: int) -> None:
    text = f"{year}/{(year + 1) % 100:02}"
    assert read_financial_year(text) == text
    for wrong in (f"{year}/{year % 100:02}", f"{year}/{(year + 2) % 100:02}", str(year), f"{year}/{year + 1}"):
        with pytest.raises(PydanticCustomError):
            read_financial_year(wrong)


@pytest.mark.parametrize("value", [True, False, 1, "y", "nope", "", None, ["yes"]])
def test_only_the_words_yes_and_no_are_yes_and_no(value: Any) -> None:
    with pytest.raises(PydanticCustomError):
        read_yes_no(value)


@pytest.mark.parametrize(
    "value", ["2020-1", "2020-13", "2021-02-29", "20-10-05", "1899", "2101", "2020-10-", 20201005, True, None]
)
def test_what_is_no_date_is_refused(value: Any) -> None:
    with pytest.raises(PydanticCustomError):
        read_date(value)


@pytest.mark.parametrize("typed", ["007", "1.10", "0x1F", "1e3", "true", "2020-10-05", "Hub"])
def test_a_text_is_kept_as_it_was_typed(typed: str) -> None:
    assert read_text(resolve(typed)) == typed
