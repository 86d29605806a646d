"""How far coders agree beyond chance on labels without an order: Cohen's kappa and Krippendorff's alpha.

Kappa is Cohen's of 1960 (`cohen-1960`), its 95% interval from the standard error for large samples of Fleiss, Cohen and
Everitt (`fleiss-1969`); alpha is the nominal one, from the matrix of coincidences (`hayes-2007`). All is worked out in
fractions, so that neither the order of the units nor the names of the labels changes a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

KAPPA_SOURCES = ("cohen-1960", "fleiss-1969")
ALPHA_SOURCES = ("hayes-2007",)
_Z = NormalDist().inv_cdf(0.975)
"""Standard errors on either side of a 95% interval."""


class Kappa(NamedTuple):
    """Cohen's kappa of two coders over `units`, with the ends of its 95% interval, cut to −1 and 1.

    `observed` is the share of units on which they agree, `expected` the share that would agree by chance, as often as
    each of them used each label. All are shares of 1. The interval has no width where the coders agree throughout, and
    where one of them used a single label: that says nothing of how sure the figure is.
    """

    value: float
    low: float
    high: float
    observed: float
    expected: float
    units: int


class Alpha(NamedTuple):
    """Krippendorff's nominal alpha of any number of coders, over the `units` with at least two values; `values` is how
    many values these units hold.
    """

    value: float
    units: int
    values: int


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> Kappa | None:
    """Kappa of two coders from their labels of each unit; None where it is not defined: there are no units, or both
    coders used one and the same label throughout.
    """
    units = len(pairs)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    by_chance = sum(number * seconds[label] for label, number in firsts.items())
    if by_chance == units**2:
        return None
    observed = Fraction(sum(first == second for first, second in pairs), units)
    expected = Fraction(by_chance, units**2)
    value = (observed - expected) / (1 - expected)
    margin = _Z * sqrt(_kappa_variance(pairs, value, expected))
    low, high = max(-1.0, float(value) - margin), min(1.0, float(value) + margin)
    return Kappa(float(value), low, high, float(observed), float(expected), units)


def _kappa_variance(pairs: Sequence[tuple[str, str]], kappa: Fraction, expected: Fraction) -> Fraction:
    """The square of the standard error of kappa, where kappa is not taken to be 0 (`fleiss-1969`)."""
    units = len(pairs)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    spread = Fraction(0)
    for (first, second), number in Counter(pairs).items():
        used = Fraction(seconds[first] + firsts[second], units)
        weight = 1 - used * (1 - kappa) if first == second else used * (1 - kappa)
        spread += Fraction(number, units) * weight**2
    return (spread - (kappa - expected * (1 - kappa)) ** 2) / (units * (1 - expected) ** 2)


def krippendorffs_alpha(units: Sequence[Sequence[str | None]]) -> Alpha | None:
    """Alpha from the labels that each unit was given; None in place of a label is a missing coding, and a unit with
    fewer than two labels does not count. None where alpha is not defined: no unit counts, or all labels are the same.
    """
    given = [[label for label in unit if label is not None] for unit in units]
    compared = [labels for labels in given if len(labels) > 1]
    values = sum(map(len, compared))
    totals = Counter(label for labels in compared for label in labels)
    by_chance = values**2 - sum(number**2 for number in totals.values())
    if by_chance == 0:
        return None
    apart = sum((_coincidences_apart(labels) for labels in compared), Fraction(0))
    return Alpha(float(1 - (values - 1) * apart / by_chance), len(compared), values)


def _coincidences_apart(labels: Sequence[str]) -> Fraction:
    """What a unit adds to the matrix of coincidences outside its diagonal: its pairs of labels that differ, each
    counted both ways, over one less than its number of labels.
    """
    differing = sum(number * other for number, other in permutations(Counter(labels).values(), 2))
    return Fraction(differing, len(labels) - 1)
