"""What dates that are written otherwise can mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.refusals.dates_meant import dates_meant
from mapper.schema.scalars import read_date

MEANT = {
    "Oct 2020": ["2020-10"],
    "october 2020": ["2020-10"],
    "5 October 2020": ["2020-10-05"],
    "5th Oct. 2020": ["2020-10-05"],
    "03/2022": ["2022-03"],
    "10-2020": ["2020-10"],
    "2020-1": ["2020-01"],
    "2020/10/5": ["2020-10-05"],
    "13/10/2020": ["2020-10-13"],
    "1/10/2020": ["2020-10-01", "2020-01-10"],
    "1/1/2020": ["2020-01-01"],
    "2021/22": ["{from: 2021-04, to: 2022-03}"],
    "2020-2021": ["{from: 2020, to: 2021}"],
    "March 2021 - March 2022": ["{from: 2021-03, to: 2022-03}"],
    "2021-03 to 2022-03": ["{from: 2021-03, to: 2022-03}"],
    "1/10/2020 to 2021": [],
    "31/02/2020": [],
    "Octember 2020": [],
    "autumn 2020": [],
    "2020-13": [],
    "": [],
}


@pytest.mark.parametrize("text", MEANT)
def test_what_a_text_means_as_a_date(text: str) -> None:
    assert list(dates_meant(text)) == MEANT[text]


@given(st.text(st.sampled_from("0123456789/-. tooctmar"), max_size=25))
def test_what_is_meant_can_be_read(text: str) -> None:
    for meant in dates_meant(text):
        if not meant.startswith("{"):
            assert str(read_date(meant)) == meant
