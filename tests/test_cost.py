"""What a Hub costs: pay and on-costs by the rules of a year, ranges, what is left out, scenarios, workbooks."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Mapper, hub_file, study_of
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from spreadsheet import needs_office, row_of, worked_out

from mapper.compare.view import Frame, HubView
from mapper.planning.cost import HubCost, Why, hub_cost
from mapper.planning.estimate import Estimate
from mapper.planning.on_costs import OnCosts, on_cost_rules
from mapper.planning.pay import pay_scale, pay_years

HUB = """
record: {id: one, name: One Hub, as_of: 2022-03}
context: {workforce_in_scope: {people: 20000}}
staffing:
  posts:
    - {id: lead, role: clinical lead, clinical: clinical, band: 8b, wte: 1, headcount: 1}
    - {id: therapists, role: psychological therapist, clinical: clinical, band: 7, wte: {from: 1, to: 2}, headcount: 3}
resources:
  pay_year: 2022/23
  running_costs: [{kind: digital, amount: 10000, price_year: 2022/23, period: 2022}]
"""


def cost_of(text: str, year: str = "2022/23", people: int | None = None, on_costs: OnCosts | None = None) -> HubCost:
    study = study_of(text)
    view = HubView(study.hubs[0], Frame(study), 1)
    how = on_costs or OnCosts(on_cost_rules(year), includes_central=False)
    return hub_cost(view, [pay_scale(year)], how, None if people is None else Decimal(people))


def posts(*lines: str) -> str:
    return "record: {id: one}\nstaffing:\n  posts:\n" + "".join(f"    - {{{line}}}\n" for line in lines)


def post(band: str, wte: str, more: str = "") -> str:
    return posts(f"id: a, role: nurse, clinical: clinical, band: {band}, wte: {wte}{more}")


def pounds(*ends: str) -> Estimate:
    return Estimate(*map(Decimal, ends))


@pytest.mark.parametrize(
    ("band", "ends"),
    [("8a", ["top"]), *((band, ["entry", "top"]) for band in ("8b", "8c", "8d", "9"))],
)
def test_pay_of_2021_is_that_of_2022_before_the_award(band: str, ends: list[str]) -> None:
    """The award of 2022/23 was £1,400 for each whole-time post of these bands."""
    before, after = pay_scale("2021/22").bands[band], pay_scale("2022/23").bands[band]
    assert [getattr(before, end) + 1400 for end in ends] == [getattr(after, end) for end in ends]
    assert before.derived == tuple(ends)


@pytest.mark.parametrize("band", ["3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"])
def test_pay_of_2023_is_five_per_cent_above_that_of_2022(band: str) -> None:
    before, after = pay_scale("2022/23").bands[band], pay_scale("2023/24").bands[band]
    for end in ("entry", "intermediate", "top"):
        old, new = getattr(before, end), getattr(after, end)
        assert old is None or abs(new - old * Decimal("1.05")) <= 1


@pytest.mark.parametrize("year", pay_years())
def test_pay_rises_within_a_band_and_from_band_to_band(year: str) -> None:
    scale = list(pay_scale(year).bands.values())
    assert all(one.entry <= one.mid <= one.top for one in scale)
    assert [one.entry for one in scale] == sorted({one.entry for one in scale})
    assert [one.top for one in scale] == sorted({one.top for one in scale})


def test_a_whole_time_post_by_hand() -> None:
    """Band 7 of 2023/24: (43,742 − 9,100) × 13.8% + 43,742 × (14.38% + 0.5%), and so on."""
    (one,) = cost_of(post("7", "1"), "2023/24").posts
    assert one.pay == pounds("43742", "45996", "50056")
    assert one.on_costs == pounds("11289.4056", "11935.8528", "13100.2608")
    assert one.total == pounds("55031.4056", "57931.8528", "63156.2608")


def test_part_time_people_each_have_a_threshold_by_hand() -> None:
    """Band 6 of 2021/22, 1.0 WTE of two people: (32,306 − 2 × 8,840) × 13.8% + 32,306 × 14.88%."""
    (one,) = cost_of(post("6", "1", ", headcount: 2"), "2021/22").posts
    assert one.is_headcount
    assert one.on_costs == pounds("6825.5208", "7360.6896", "8753.1036")
    below = cost_of(post("2", "0.4", ", headcount: 1"), "2021/22").posts[0]
    assert below.on_costs is not None
    assert below.on_costs.low == Decimal("18546") * Decimal("0.4") * Decimal("0.1488")  # nobody earns the threshold


def test_the_central_share_of_the_pension_by_hand() -> None:
    """Band 8a of 2025/26: (55,690 − 5,000) × 15% + 55,690 × (14.38% + 9.4% + 0.5%)."""
    year = "2025/26"
    (one,) = cost_of(post("8a", "1"), year, on_costs=OnCosts(on_cost_rules(year), includes_central=True)).posts
    assert one.on_costs == pounds("21125.032", "22223.6936", "23871.4896")
    assert one.on_costs is not None
    assert one.pay is not None
    assert 1 + one.on_costs.low / one.pay.low == pytest.approx(Decimal("1.379"), abs=Decimal("0.001"))


def test_a_multiplier_takes_the_place_of_rules() -> None:
    how = OnCosts(None, includes_central=False, multiplier=Decimal("1.25"))
    (one,) = cost_of(post("6", "2"), on_costs=how).posts
    assert one.total == pounds("84265", "88930", "101470")


def test_ranges_stay_ranges() -> None:
    cost = cost_of(HUB)
    lead, therapists = cost.posts
    assert lead.pay == pounds("56164", "60713", "65262")
    assert therapists.pay == pounds("41659", "65709", "95344")
    assert cost.total is not None
    assert cost.staff is not None
    assert cost.total.low - cost.staff.low == 10000
    assert cost.thousand.each == cost.total.times(Decimal("0.05"))
    assert cost.person.why is Why.NO_PEOPLE
    assert cost_of(HUB, people=100).person.each == cost.total.times(Decimal("0.01"))


def test_a_band_that_may_be_one_of_several() -> None:
    (one,) = cost_of(post("{from: 6, to: 7}", "1")).posts
    assert one.pay == pounds("33706", "39689", "47672")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (post("not reported", "1"), Why.NO_BAND),
        (post("7", "not reported"), Why.NO_WTE),
        (post("7", "{from: 1}"), Why.NO_WTE),
        (
            posts("id: a, role: doctor, clinical: clinical, pay_system: medical, band: not applicable, wte: 1"),
            Why.OTHER_PAY,
        ),
    ],
)
def test_what_is_not_known_is_left_out_and_said(text: str, why: Why) -> None:
    cost = cost_of(text + "    - {id: b, role: nurse, clinical: clinical, band: 5, wte: 1}\n")
    assert [one.why for one in cost.posts] == [why, None]
    assert not cost.is_whole
    assert cost.staff == cost.posts[1].total
    alone = cost_of(text)
    assert (alone.staff, alone.total, alone.why_no_staff) == (None, None, Why.NO_POST_KNOWN)


def test_other_costs_count_at_the_prices_of_the_year_alone() -> None:
    costs = HUB.replace("price_year: 2022/23", "price_year: 2021/22")
    assert [(one.counted, one.why) for one in cost_of(costs).running] == [(None, Why.OTHER_PRICES)]
    months = HUB.replace("period: 2022}", "period: {from: 2022-01, to: 2022-03}}")
    assert [one.why for one in cost_of(months).running] == [Why.NOT_A_YEAR]


def test_nobody_is_divided_by() -> None:
    cost = cost_of(HUB.replace("people: 20000", "people: 0"))
    assert (cost.thousand.each, cost.thousand.why) == (None, Why.NOBODY)


_WTE = st.decimals("0", "50", places=2)


@given(st.lists(st.tuples(st.sampled_from(["3", "5", "6", "7", "8a", "9"]), _WTE, _WTE), min_size=1, max_size=5))
def test_the_middle_lies_between_and_totals_are_sums(drawn: list[tuple[str, Decimal, Decimal]]) -> None:
    lines = [
        f"id: p{n}, role: nurse, clinical: clinical, band: {band}, wte: {{from: {min(a, b)}, to: {max(a, b)}}}"
        for n, (band, a, b) in enumerate(drawn)
    ]
    cost = cost_of(posts(*lines))
    totals = [one.total for one in cost.posts if one.total is not None]
    assert len(totals) == len(drawn)
    assert all(one.low <= one.mid <= one.high for one in totals)
    assert cost.staff == Estimate(*(sum(ends, Decimal(0)) for ends in zip(*totals, strict=True)))


@given(_WTE, _WTE, st.sampled_from(pay_years()), st.sampled_from(["4", "7", "8c"]))
def test_more_wte_never_costs_less(one: Decimal, other: Decimal, year: str, band: str) -> None:
    few, many = sorted([one, other])
    less, more = (cost_of(post(band, str(wte)), year).staff for wte in (few, many))
    assert less is not None
    assert more is not None
    assert all(low <= high for low, high in zip(less, more, strict=True))


def data(mapper: Mapper, *arguments: str | Path) -> Any:
    ran = mapper("cost", *arguments, "-f", "json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def test_hubs_and_scenarios_stand_side_by_side(mapper: Mapper) -> None:
    hub_file(HUB, "hubs/one.yaml")
    hub_file("name: Two leads\nposts: [{id: lead, wte: 2, headcount: 2}]\nwithout: [therapists]\n", "two.yaml")
    found = data(mapper, "one", "--scenario", "two.yaml")
    assert found["basis"]["price_year"] == "2022/23"
    one, two = found["hubs"]
    assert two["hub"] == "One Hub: Two leads"
    assert [found["id"] for found in two["posts"]] == ["lead"]
    assert two["posts"][0]["total"]["low"] == pytest.approx(2 * one["posts"][0]["total"]["low"])
    assert two["running"] == one["running"]
    assert Path("hubs/one.yaml").read_text() == HUB  # nothing is written back


def test_a_table_of_ones_own(mapper: Mapper) -> None:
    hub_file(HUB, "one.yaml")
    hub_file(
        "year: 2024/25\nsource: our finance team\n"
        'bands: {"7": {entry: 46148, top: 52809}, "8b": {entry: 62215, top: 72293}}',
        "own.yaml",
    )
    found = data(mapper, "one.yaml", "--pay-table", "own.yaml", "--on-costs", "1.25")
    assert found["basis"]["pay"][0]["source"] == "our finance team"
    assert found["hubs"][0]["posts"][0]["pay"] == {"low": 62215, "mid": 67254, "high": 72293}
    assert found["hubs"][0]["running"][0]["why_not"] == Why.OTHER_PRICES.value


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["one.yaml", "--year", "2024/25"], "2024/25"),
        (["one.yaml", "--on-costs", "0.9"], "`0.9`"),
        (["one.yaml", "--on-costs", "nan"], "`nan`"),
        (["one.yaml", "--people", "0"], "`0`"),
        (["one.yaml", "--people", "-5"], "`-5`"),
        (["hubs"], "folder"),
        (["elsewhere"], "`elsewhere`"),
        (["one.yaml", "-o", "cost.png"], "png"),
        (["odd.yaml", "--year", "2022/23"], "odd.yaml, line 4: There is no Agenda for Change band `17`"),
        (["one.yaml", "--pay-table", "one.yaml"], "one.yaml, line 2"),
        (["one.yaml", "--pay-table", "band.yaml"], "band.yaml, line 3: There is no band `17`"),
        (["one.yaml", "--pay-table", "falls.yaml"], "falls.yaml, line 3"),
        (["one.yaml", "--pay-table", "blank.yaml"], "where its figures come from"),
        (["one.yaml", "--scenario", "typo.yaml"], "typo.yaml, line 2"),
        (["one.yaml", "--scenario", "unknown.yaml"], "`leed`"),
        (["one.yaml", "--scenario", "wrong.yaml"], "wrong.yaml, line 2"),
        (["one.yaml", "--scenario", "other.yaml"], "other.yaml, line 2: There is no Agenda for Change band `10`"),
    ],
)
def test_bad_input_is_one_sentence(mapper: Mapper, arguments: list[str], said: str) -> None:
    hub_file(HUB, "one.yaml")
    hub_file(HUB, "hubs/one.yaml")
    hub_file(
        "record: {id: odd}\nstaffing:\n  posts:\n    - {id: a, role: nurse, clinical: clinical, band: 17, wte: 1}\n",
        "odd.yaml",
    )
    hub_file("year: 2024/25\nsource: us\nbands: {'17': {entry: 1, top: 2}}\n", "band.yaml")
    hub_file("year: 2024/25\nsource: us\nbands: {'7': {entry: 3, top: 2}}\n", "falls.yaml")
    hub_file("year: 2024/25\nbands: {'7': {entry: 3, top: 4}}\n", "blank.yaml")
    hub_file("name: A\npost: [{id: lead}]\n", "typo.yaml")
    hub_file("name: A\nwithout: [leed]\n", "unknown.yaml")
    hub_file("name: A\nposts: [{id: lead, wte: many}]\n", "wrong.yaml")
    hub_file("name: A\nposts: [{id: lead, band: 10}]\n", "other.yaml")
    before = sorted(Path().rglob("*"))
    ran = mapper("cost", *arguments)
    assert ran.code in (2, 3)
    assert ran.out == ""
    assert said in ran.err
    assert "Please" in ran.err or "Did you mean" in ran.err or "There is no Hub" in ran.err
    assert sorted(Path().rglob("*")) == before


def test_texts_of_a_hub_are_no_formulas(mapper: Mapper) -> None:
    hub_file(HUB.replace("One Hub", "=1+1"), "one.yaml")
    assert mapper("cost", "one.yaml", "-o", "cost.xlsx").code == 0
    book = load_workbook(io.BytesIO(Path("cost.xlsx").read_bytes()))
    assert book.worksheets[1]["A1"].data_type == "s"


@needs_office
def test_the_workbook_works_out_what_mapper_does(mapper: Mapper, tmp_path: Path) -> None:
    hub_file(HUB, "one.yaml")
    assert mapper("cost", "one.yaml", "--people", "500", "-o", "cost.xlsx").code == 0
    content = Path("cost.xlsx").read_bytes()
    expected = data(mapper, "one.yaml", "--people", "500")["hubs"][0]
    book = worked_out(content, tmp_path, {})
    sheet = book.worksheets[1]

    def ends(sheet: Any, label: str) -> list[float]:
        row = row_of(sheet, label)
        return [sheet[f"{column}{row}"].value for column in "RST"]

    for label, found in (
        ("Total a year", expected["total"]),
        ("For each person", expected["per_person"]["each"]),
        ("For 1,000", expected["per_1000_workforce"]["each"]),
    ):
        assert ends(sheet, label) == pytest.approx(list(found.values()), abs=0.01)

    assumptions = load_workbook(io.BytesIO(content)).worksheets[0]
    threshold, lead = row_of(assumptions, "National Insurance: threshold"), row_of(sheet, "Clinical lead")
    changed = {
        (assumptions.title, f"B{threshold}"): 5000,
        **{(sheet.title, f"{column}{lead}"): 3 for column in "CDEFGH"},
    }
    rules = on_cost_rules("2022/23")._replace(threshold=Decimal(5000))
    text = HUB.replace("wte: 1, headcount: 1", "wte: 3, headcount: 3")
    by_mapper = cost_of(text, on_costs=OnCosts(rules, includes_central=False)).total
    assert by_mapper is not None
    after = worked_out(content, tmp_path, changed).worksheets[1]
    assert ends(after, "Total a year") == pytest.approx([float(end) for end in by_mapper], abs=0.01)


def test_amounts_of_any_size_are_shown(mapper: Mapper) -> None:
    hub_file(HUB.replace("amount: 10000", "amount: 1.0e+200").replace("wte: 1,", "wte: 1.0e+90,"), "one.yaml")
    for file_format in ("terminal", "markdown", "json"):
        ran = mapper("cost", "one.yaml", "-f", file_format)
        assert (ran.code, ran.err) == (0, "")
