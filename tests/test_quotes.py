"""What YAML 1.1 makes of a text, held against PyYAML, which follows it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mapper.checks.quotes import number_of_1_1
from mapper.resolving import resolve


@pytest.mark.parametrize(
    ("text", "number"),
    [("10:00", 600), ("9:30", 570), ("-1:00", -60), ("1:02:03", 3723), ("012", 10), ("0b101", 5), ("1_000", 1000)],
)
def test_a_number_of_yaml_1_1(text: str, number: int) -> None:
    assert number_of_1_1(text) == number


@pytest.mark.parametrize("text", ["09:00", "10:75", "08", "7", "0", "12.5", "1e3", "2020-10", "10:00:", "", "a:10"])
def test_what_yaml_1_1_reads_like_yaml_1_2_or_as_a_text(text: str) -> None:
    assert number_of_1_1(text) is None


@given(st.from_regex(r"[-+]?(0b)?[0-9]{1,3}([:_][0-9]{1,3}){0,2}", fullmatch=True))
def test_numbers_are_those_that_pyyaml_reads_otherwise(text: str) -> None:
    found, elsewhere = number_of_1_1(text), yaml.safe_load(text)
    assert found in (None, elsewhere)
    assert found is not None or elsewhere == resolve(text) or isinstance(elsewhere, str)
