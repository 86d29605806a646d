"""Measures by which areas are compared: shares with intervals, rates, variety, and percentages as papers print them.

Formulas: the plain interval named after Wald is the one by which published balances of care can be worked out again
(pmc-7698522); Wilson's (wilson-1927) stays within 0% and 100%. Rates per 100,000: chile-2018. The Gini-Simpson index
has its name from karo-2023, and its usual formula.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from mapper.schema.scalars import Amount
from mapper.wording import quoted

Z = Decimal("1.96")
"""Standard errors on either side of a 95% interval, as the papers take them."""
PER = 100_000
_PERCENTAGE = re.compile(r"\s*(\d{1,3}(?:[.·]\d{1,6})?)\s*%?\s*", re.ASCII)


class Interval(NamedTuple):
    """A 95% interval, in percent."""

    low: Decimal
    high: Decimal


class Share(NamedTuple):
    """A number out of a whole, such as the types of care of a group out of all; in percent, with its 95% intervals.

    `wald` is p ± 1.96·√(p(1−p)/n), which papers print; it may go below 0% and above 100%. `wilson` may not.
    """

    number: int
    of: int
    percentage: Decimal
    wald: Interval
    wilson: Interval


class Printed(NamedTuple):
    """A percentage as printed, held against counts: whether they can give it, what they give to as many decimal places
    (rounded, half up), and the smallest and the greatest number of the same whole that would print so (None: none).
    """

    text: str
    is_possible: bool
    given: Decimal
    counts: tuple[int, int] | None


def share(number: int, of: int) -> Share:
    """A number out of a whole. Raises ValueError if it cannot be a part of it."""
    _refuse_impossible(number, of)
    n, x = Decimal(of), Decimal(number)
    beside = Z * (x * (n - x) / n).sqrt() / n
    middle, around = 2 * x + Z * Z, Z * (Z * Z + 4 * x * (n - x) / n).sqrt()
    spread = 2 * (n + Z * Z)
    return Share(
        number,
        of,
        100 * x / n,
        Interval(100 * (x / n - beside), 100 * (x / n + beside)),
        Interval(100 * (middle - around) / spread, 100 * (middle + around) / spread),
    )


def rate_per_100_000(number: Amount, people: Amount) -> Amount | None:
    """A number per 100,000 people. Ranges stay ranges, and what has no bound has none: the least is that of the least
    number on the most people, the greatest that of the greatest on the fewest, if that is somebody. None if nothing can
    be said.
    """
    low = high = None
    if number.low is not None and people.high:
        low = number.low * PER / people.high
    if number.high is not None and people.low:
        high = number.high * PER / people.low
    return None if low is None and high is None else Amount(low, high)


def richness(codes: Iterable[str]) -> int:
    """How many different codes there are."""
    return len(set(codes))


def gini_simpson(counts: Iterable[int]) -> Fraction | None:
    """1 − Σp², where p is the share of each code among all: 0 if all are of one code, near 1 if there are many in equal
    parts; None without any. Raises ValueError if a count is below 0.
    """
    numbers = list(counts)
    if any(number < 0 for number in numbers):
        raise ValueError("A count cannot be below 0.")
    whole = sum(numbers)
    return 1 - Fraction(sum(number * number for number in numbers), whole * whole) if whole else None


def gini_simpson_of(codes: Iterable[str]) -> Fraction | None:
    """The Gini-Simpson index of codes, each as often as it is there."""
    return gini_simpson(Counter(codes).values())


def rounded(percentage: Decimal | Fraction, places: int) -> Decimal:
    """A number to some decimal places, half up."""
    exact = Fraction(percentage) * 10**places
    whole = floor(abs(exact) + Fraction(1, 2))
    return Decimal(whole if exact >= 0 else -whole).scaleb(-places)


def check_printed(printed: str, number: int, of: int) -> Printed:
    """A percentage as a paper prints it (85.5) held against counts. Raises ValueError if it is no percentage."""
    _refuse_impossible(number, of)
    value, places = _read(printed)
    given = rounded(Fraction(100 * number, of), places)
    return Printed(f"{value:f}", is_possible_percentage(printed, number, of), given, possible_counts(printed, of))


def is_possible_percentage(printed: str, number: int, of: int) -> bool:
    """Whether counts give a percentage as printed, rounded to as many decimal places, half up or half to even. Figures
    that were cut off rather than rounded are not taken for right. Raises ValueError as `check_printed` does.
    """
    _refuse_impossible(number, of)
    counts = possible_counts(printed, of)
    return counts is not None and counts[0] <= number <= counts[1]


def possible_counts(printed: str, of: int) -> tuple[int, int] | None:
    """The smallest and the greatest number out of a whole that print as a percentage, rounded half up or half to even;
    None if none does. Raises ValueError as `check_printed` does.
    """
    _refuse_impossible(0, of)
    value, places = _read(printed)
    half = Fraction(1, 2 * 10**places)
    least = ceil((Fraction(value) - half) * of / 100)
    beyond = (Fraction(value) + half) * of / 100  # itself rounded up, unless half goes to an even last figure
    most = floor(beyond) if value.as_tuple().digits[-1] % 2 == 0 else ceil(beyond) - 1
    least, most = max(least, 0), min(most, of)
    return (least, most) if least <= most else None


def _read(printed: str) -> tuple[Decimal, int]:
    """A percentage as printed, and how many decimal places it has."""
    match = _PERCENTAGE.fullmatch(printed)
    if match is None:
        raise ValueError(
            f"{quoted(printed, 20)} is no percentage. Please write it with a point and up to 6 places, like 85.5."
        )
    text = match[1].replace("·", ".")
    return Decimal(text), len(text.partition(".")[2])


def _refuse_impossible(number: int, of: int) -> None:
    if of <= 0:
        raise ValueError(f"Nothing can be a part of {of}. Please give a whole of at least 1.")
    if not 0 <= number <= of:
        raise ValueError(f"{number} cannot be a part of {of}. Please give a number from 0 to {of}.")
