"""Kappa and alpha: examples worked by hand, values of independent software, and what holds of all figures."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.esms.reliability import Alpha, cohens_kappa, krippendorffs_alpha

Pairs = list[tuple[str, str]]
Units = list[tuple[str | None, ...]]

PAIRS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=12)
UNITS = st.integers(1, 4).flatmap(
    lambda coders: st.lists(st.tuples(*[st.sampled_from([None, "a", "b", "c"])] * coders), max_size=12)
)
OTHER_NAMES = {"a": "z", "b": "O9.1", "c": "", "d": "a"}


def pairs(first: str, second: str) -> Pairs:
    """A letter for the label of each unit, coder by coder."""
    return list(zip(first, second, strict=True))


def units(*coders: str) -> Units:
    """A letter for the label of each unit, coder by coder; a dot is a missing coding."""
    return [tuple(None if label == "." else label for label in unit) for unit in zip(*coders, strict=True)]


def table(counts: dict[tuple[str, str], int]) -> Pairs:
    return [pair for pair, number in counts.items() for _ in range(number)]


FIFTY = table({("a", "a"): 20, ("a", "b"): 5, ("b", "a"): 10, ("b", "b"): 15})
THREE_LABELS = table(
    {("a", "a"): 9, ("a", "b"): 3, ("b", "a"): 1, ("b", "b"): 7, ("b", "c"): 4, ("c", "a"): 2, ("c", "c"): 6}
)
# The four observers and twelve units, with missing values, that Krippendorff works through himself: alpha is 0.743.
FOUR_OBSERVERS = units("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def test_kappa_by_hand() -> None:
    # Observed 35/50; expected (25·30 + 25·20)/50² = 0.5; (0.7 − 0.5)/(1 − 0.5) = 0.4.
    kappa = cohens_kappa(FIFTY)
    assert kappa is not None
    assert (kappa.observed, kappa.expected, kappa.value, kappa.units) == (0.7, 0.5, 0.4, 50)


def test_kappa_by_hand_where_coders_do_worse_than_chance() -> None:
    # Observed 0; expected (1·1 + 1·1)/2² = 0.5; −0.5/0.5 = −1.
    kappa = cohens_kappa(pairs("ab", "ba"))
    assert kappa is not None
    assert (kappa.value, kappa.low) == (-1, -1)


@pytest.mark.parametrize(
    ("coded", "value", "low", "high"),
    [
        # statsmodels 0.15.0, cohens_kappa: kappa, kappa_low, kappa_upp; scikit-learn 1.9.1 gives the same kappas.
        (FIFTY, 0.4, 0.151092290476661, 0.6489077095233389),
        (THREE_LABELS, 0.5294117647058824, 0.28940594221299026, 0.7694175871987745),
        # The same; the ends beyond −1 and 1 (1.219…, −1.228…, 1.036…) are cut.
        (pairs("aabbc", "abbbc"), 0.6875, 0.1559652716749801, 1),
        (pairs("aaabbb", "bbbaab"), -0.6666666666666667, -1, -0.10437719471926299),
        (pairs("abcdefgh", "abcdeggx"), 0.7192982456140351, 0.4018985361778238, 1),
    ],
)
def test_kappa_of_other_software(coded: Pairs, value: float, low: float, high: float) -> None:
    kappa = cohens_kappa(coded)
    assert kappa is not None
    assert (kappa.value, kappa.low, kappa.high) == pytest.approx((value, low, high), abs=1e-12)


@pytest.mark.parametrize("coded", [[], pairs("a", "a"), pairs("aaaa", "aaaa")])
def test_kappa_is_not_defined(coded: Pairs) -> None:
    assert cohens_kappa(coded) is None


@pytest.mark.parametrize("coded", [pairs("aaa", "bbb"), pairs("aaaa", "aaab")])
def test_kappa_is_0_where_one_label_only_was_used_by_a_coder(coded: Pairs) -> None:
    kappa = cohens_kappa(coded)
    assert kappa is not None
    assert (kappa.value, kappa.low, kappa.high) == (0, 0, 0)


def test_alpha_by_hand() -> None:
    # Three units, six values: a a | a b | b b. n(a) = n(b) = 3. Two of the six coincidences lie off the diagonal:
    # 1 − (6 − 1)·2/(3·3 + 3·3) = 4/9.
    assert krippendorffs_alpha(units("aab", "abb")) == Alpha(4 / 9, 3, 6)


def test_alpha_by_hand_with_a_missing_coding() -> None:
    # a a a | a b . | . . b: the last unit does not count. n(a) = 4, n(b) = 1; off the diagonal 2 of 5:
    # 1 − (5 − 1)·2/(4·1 + 1·4) = 0.
    assert krippendorffs_alpha(units("aa.", "ab.", "a.b")) == Alpha(0, 2, 5)


@pytest.mark.parametrize(
    ("coded", "value"),
    [
        # krippendorff 0.9.0, alpha(level_of_measurement="nominal")
        (FOUR_OBSERVERS, 0.743421052631579),
        (units("aabbc", "abbbc"), 0.7096774193548387),
        (units("aab.ca", "abbc.c", "aa.c.b"), 0.4444444444444444),
        (units("aba", "bab"), -0.6666666666666665),
    ],
)
def test_alpha_of_other_software(coded: Units, value: float) -> None:
    alpha = krippendorffs_alpha(coded)
    assert alpha is not None
    assert alpha.value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("coded", [[], units("a", "."), units("ab.", "..b"), units("aaa", "aa.")])
def test_alpha_is_not_defined(coded: Units) -> None:
    assert krippendorffs_alpha(coded) is None


@given(PAIRS)
def test_kappa_lies_within_its_interval_and_bounds(coded: Pairs) -> None:
    kappa = cohens_kappa(coded)
    if kappa is None:
        assert len({label for pair in coded for label in pair}) < 2
    else:
        assert -1 <= kappa.low <= kappa.value <= kappa.high <= 1
        assert kappa.units == len(coded)


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=12).filter(lambda labels: len(set(labels)) > 1))
def test_perfect_agreement_is_1(labels: list[str]) -> None:
    kappa = cohens_kappa([(label, label) for label in labels])
    assert kappa is not None
    assert (kappa.value, kappa.low, kappa.high, kappa.observed) == (1, 1, 1, 1)
    assert krippendorffs_alpha([(label, label, label) for label in labels]) == Alpha(1, len(labels), 3 * len(labels))


@given(PAIRS, st.randoms(use_true_random=False))
def test_kappa_does_not_depend_on_names_or_order(coded: Pairs, chance: Random) -> None:
    kappa = cohens_kappa(coded)
    mixed = list(coded)
    chance.shuffle(mixed)
    assert cohens_kappa(mixed) == kappa
    assert cohens_kappa([(second, first) for first, second in coded]) == kappa
    assert cohens_kappa([(OTHER_NAMES[first], OTHER_NAMES[second]) for first, second in coded]) == kappa


@given(UNITS)
def test_alpha_lies_within_its_bounds(coded: Units) -> None:
    alpha = krippendorffs_alpha(coded)
    compared = [unit for unit in coded if sum(label is not None for label in unit) > 1]
    if alpha is None:
        assert len({label for unit in compared for label in unit} - {None}) < 2
    else:
        assert -1 < alpha.value <= 1
        assert alpha.units == len(compared)


@given(UNITS, st.randoms(use_true_random=False))
def test_alpha_does_not_depend_on_names_or_order(coded: Units, chance: Random) -> None:
    alpha = krippendorffs_alpha(coded)
    mixed = list(coded)
    chance.shuffle(mixed)
    assert krippendorffs_alpha(mixed) == alpha
    assert krippendorffs_alpha([unit[::-1] for unit in coded]) == alpha
    assert krippendorffs_alpha([tuple(OTHER_NAMES.get(label or "-") for label in unit) for unit in coded]) == alpha


@given(UNITS)
def test_units_that_hold_no_pair_do_not_count(coded: Units) -> None:
    assert krippendorffs_alpha([*coded, ("a", None), (None,), ()]) == krippendorffs_alpha(coded)


@given(PAIRS)
def test_alpha_of_two_coders_is_scotts_pi_corrected_for_few_units(coded: Pairs) -> None:
    # Both take what is expected from the labels of both coders together, alpha without putting a value back.
    alpha, kappa = krippendorffs_alpha(coded), cohens_kappa(coded)
    assert (alpha is None) == (kappa is None)
    if alpha is not None and kappa is not None:
        labels = [label for pair in coded for label in pair]
        expected = sum(labels.count(label) ** 2 for label in set(labels)) / len(labels) ** 2
        pi = (kappa.observed - expected) / (1 - expected)
        assert alpha.value == pytest.approx(pi + (1 - pi) / len(labels))
