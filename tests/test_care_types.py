"""Table `care-types`: what counts, what it is worked out on, and what its cells say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from conftest import WORDS, only, table_of

from mapper.compare.care_balance import Variety
from mapper.compare.care_rates import Measure, NotDivided, Rate
from mapper.compare.care_types import CodedIn, CodedTeams, NoCodes, Spread
from mapper.compare.table import Cell, Row, Table
from mapper.esms.measures import share
from mapper.esms.tree import DESDE_LTC_2, ESMS_2000
from mapper.render.cell_words import cell_words as marked_words
from mapper.render.cell_words import over_hubs_words
from mapper.render.tables_markdown import comparison_markdown
from mapper.render.tables_terminal import comparison_terminal
from mapper.schema.answers import MissingWord
from mapper.vocabulary.lists import Vocabulary

ADULTS = "{group: adults, hub: hub1, target: AX, people: 200000, date: 2021}"
ON_ADULTS = "0.5 per 100,000: 1 care type for 200,000 people, population AX (adults, 2021)"
WORKFORCE = "context: {workforce_in_scope: {people: 380000}}\n"


def teams(*answers: str, beside: str = "") -> str:
    """A Hub with care teams, and other answers."""
    listed = (f"{{id: team{number}, {one}}}" for number, one in enumerate(answers))
    return f"{beside}\ncare_teams: [{', '.join(listed)}]"


def coded(*codes: str, beside: str = "", more: str = "") -> str:
    """A Hub with a care team for each text of codes, all with other answers."""
    return teams(*(f"version: {DESDE_LTC_2}, codes: [{text}]{more}" for text in codes), beside=beside)


def populations(*listed: str) -> str:
    return f"populations: [{', '.join(listed)}]"


def cell_words(cell: Cell, words: Vocabulary) -> str:
    """What a cell says, without the mark in front of a reason why it says nothing."""
    text = marked_words(cell, words)
    return text if cell.status.has_value else text[2:]


def care_types(*hubs: str, study: str = "") -> Table:
    return table_of("care-types", *hubs, study=study)


def rows(table: Table) -> dict[str, Row]:
    return {row.id: row for row in table.rows}


def said(row_id: str, *hubs: str, study: str = "") -> list[str]:
    """What the cells of a row say."""
    return [cell_words(cell, WORDS) for cell in rows(care_types(*hubs, study=study))[row_id].cells]


def values(row_id: str, hub: str, study: str = "") -> tuple[Any, ...]:
    return rows(care_types(hub, study=study))[row_id].cells[0].values


@pytest.mark.parametrize(
    ("hub", "says"),
    [
        ("record:", "not answered"),
        ("care_teams: not reported", "not reported"),
        ("care_teams: {missing: withheld, note: x}", "withheld (x)"),
        (teams("codes: not known"), "not known"),
        (teams("codes: "), "not answered"),
        (teams("codes: ", "codes: not collected"), "not collected"),
    ],
)
def test_without_codes_or_proposals_there_is_a_single_row_that_says_why(hub: str, says: str) -> None:
    table = care_types(hub)
    assert [row.id for row in table.rows] == ["none"]
    assert said("none", hub) == [says]
    assert table.notes == ()


def test_each_type_of_care_has_a_row_in_the_order_of_the_trees() -> None:
    hubs = (
        coded('"AX-O10.1", "R14"', '"AX[F00-F99]-O9.1e", "O9"'),
        teams(f"version: {ESMS_2000}, codes: [O1, R4]", "codes: [O9.1]"),
    )
    table = care_types(*hubs)
    found = [row for row in table.rows if row.group == "Types of care"]
    assert [row.id for row in found] == ["R14", "O9", "O9.1", "O10.1", "ESMS-2000:R4", "ESMS-2000:O1"]
    assert [row.label.partition(":")[0] for row in found][3:] == ["O10.1", "R4 (ESMS-2000)", "O1 (ESMS-2000)"]
    assert ["not fully specified" in row.label for row in found] == [row.id == "O9" for row in found]
    assert rows(table)["O9.1"].over_hubs == Spread(teams=2, hubs=2, only_proposed=0, not_coded=0, of_hubs=2)
    assert said("O9.1", *hubs) == ["1 team: AX[F00-F99]-O9.1e", "1 team: O9.1"]
    assert said("R14", *hubs) == ["1 team: R14", "not listed"]


def test_a_team_counts_once_for_a_type_of_care_and_all_its_codes_are_shown() -> None:
    assert said("O9.1", coded('"AX-O9.1", "CX-O9.1e"', '"AX-O9.1"')) == ["2 teams: AX-O9.1, CX-O9.1e"]


def test_a_proposed_code_is_shown_and_never_counted() -> None:
    hubs = (
        teams("codes: not reported, proposed: [{code: O9.1, confidence: medium}, {code: A4}]", beside=WORKFORCE),
        coded("O9.1"),
    )
    table = rows(care_types(*hubs))
    assert said("O9.1", *hubs) == ["proposed: O9.1 (medium confidence); not counted", "1 team: O9.1"]
    assert said("A4", *hubs) == ["proposed: A4; not counted", "not listed"]
    assert over_hubs_words(table["O9.1"].over_hubs) == "1 team in 1 of 2 Hubs, proposed in 1"
    assert over_hubs_words(table["A4"].over_hubs) == "proposed in 1 of 2 Hubs"
    for row in ("group outpatient non-acute non-mobile health", "availability", "workforce", "richness"):
        assert said(row, *hubs)[0] == "not reported"
    assert table["richness"].over_hubs == (Variety(DESDE_LTC_2, 1),)


def test_with_proposals_alone_nothing_is_worked_out() -> None:
    table = care_types(teams("codes: , proposed: [{code: O9.1}]", beside=WORKFORCE))
    assert [row.id for row in table.rows] == ["version", "teams", "O9.1"]


def test_a_proposal_of_what_the_team_is_coded_as_is_settled() -> None:
    assert said("O9.1", teams("codes: [O9.1], proposed: [{code: O9.1, confidence: low}]")) == ["1 team: O9.1"]


def test_how_far_care_teams_are_coded() -> None:
    hub = teams("codes: [O9.1]", "codes: [O99]", "proposed: [{code: A4}]", "codes: not known", "codes: [x, O8.1]")
    table = rows(care_types(hub, coded("A4"), "care_teams: withheld"))
    assert table["teams"].cells[0].values == (CodedTeams(coded=2, proposed=1, unread=1, without=1),)
    assert table["teams"].over_hubs == CodedTeams(coded=3, proposed=1, unread=1, without=1)
    assert [cell_words(cell, WORDS) for cell in table["teams"].cells] == [
        "2 of 5 care teams coded; 1 with proposed codes only; 1 with no code that can be counted",
        "1 of 1 care team coded",
        "withheld",
    ]


def test_a_version_that_is_not_said_is_called_assumed() -> None:
    hub = teams("codes: [O9.1]", f"version: {ESMS_2000}, codes: [R4]", 'codes: ["ESMS:R2"]', "version: not known")
    assert values("version", hub) == (CodedIn(DESDE_LTC_2, assumed=1), CodedIn(ESMS_2000, assumed=0))
    assert said("version", hub) == ["DESDE-LTC (version 2), assumed for 1 team; ESMS (2000)"]


def test_what_is_no_known_code_is_listed_as_typed_and_not_counted() -> None:
    hub = teams('codes: ["O9.1; O99", "counselling | talk", "AX[F00]O8.1"]')
    assert values("uncounted", hub) == (NoCodes(3, ("O99", "counselling | talk", "AX[F00]O8.1")),)
    assert said("uncounted", hub, coded("O9.1"), "record:") == [
        "“O99”, “counselling | talk”, “AX[F00]O8.1”",
        "none",
        "not answered",
    ]
    assert values("richness", hub) == (Variety(DESDE_LTC_2, 1),)
    assert "uncounted" not in rows(care_types(coded("O9.1")))


def test_balance_of_care_is_the_part_of_a_group_in_all_of_a_hub_and_of_the_area() -> None:
    hubs = (coded("O9.1, I1.1"), coded("O10.1", "R14"), teams(f"version: {ESMS_2000}, codes: [O9]"))
    row = rows(care_types(*hubs))["group outpatient non-acute non-mobile health"]
    assert [cell.values for cell in row.cells] == [(share(1, 2),), (share(1, 2),), ()]
    assert row.over_hubs == share(2, 4)
    assert cell_words(row.cells[0], WORDS) == "1 of 2 (50.0%; 95% interval Wald −19.3 to 119.3, Wilson 9.5 to 90.5)"
    assert cell_words(row.cells[2], WORDS) == "not listed"
    assert over_hubs_words(row.over_hubs).startswith("2 of 4 (50.0%;")


def test_only_groups_that_some_hub_has_are_shown() -> None:
    table = care_types(coded("O9.1, O9"), coded("R2"))
    groups = [row.label for row in table.rows if row.group and row.group.startswith("Groups")]
    assert groups == ["Residential, hospital, acute", "Outpatient, non-acute, not mobile, health"]


@pytest.mark.parametrize(
    ("hub", "study", "says"),
    [
        (
            coded('"AX-O9.1", "AX-A4"', beside=WORKFORCE),
            "",
            "0.53 per 100,000: 2 care types for 380,000 people, workforce in scope",
        ),
        (
            coded('"AX[F00-F99]-O9.1e"', beside=WORKFORCE),
            populations(ADULTS),
            ON_ADULTS,
        ),
        (
            coded('"AXF-O9.1", "CX-O9.1"', beside=WORKFORCE),
            populations(ADULTS),
            "1 care type; no population AXF listed; 1 care type; no population CX listed",
        ),
        (
            coded('"AX-O9.1"'),
            populations("{group: adults, hub: hub1, target: AX, people: {from: 40000, to: 50000}}"),
            "2 to 2.5 per 100,000: 1 care type for 40,000 to 50,000 people, population AX (adults)",
        ),
        (
            coded("O9.1", beside="context: {workforce_in_scope: {people: {from: 38000}}}\n"),
            "",
            "2.6 or fewer per 100,000: 1 care type for 38,000 or more people, workforce in scope",
        ),
        (coded("O9.1, A4"), "", "2 care types; population not answered"),
        (
            coded("O9.1", beside="context: {workforce_in_scope: {people: not reported}}\n"),
            "",
            "1 care type; population not reported",
        ),
        (
            coded('"AX-O9.1"'),
            populations("{group: adults, hub: other, target: AX, people: 9}", "{group: all, target: AX, people: 9}"),
            "1 care type; population not answered",
        ),
        (
            coded('"AX-O9.1"', beside=WORKFORCE),
            populations("{group: adults, hub: hub1, target: AX, people: not known}"),
            "0.26 per 100,000: 1 care type for 380,000 people, workforce in scope",
        ),
        (
            coded('"AX-O9.1"', beside="context: {workforce_in_scope: {people: 0}}\n"),
            "",
            "no rate: 1 care type for 0 people, workforce in scope",
        ),
    ],
)
def test_availability_is_worked_out_on_the_people_for_whom_care_is_meant(hub: str, study: str, says: str) -> None:
    assert said("availability", hub, study=study) == [says]


def test_types_of_care_of_two_versions_are_never_added_up() -> None:
    hub = teams("codes: [O9.1]", f"version: {ESMS_2000}, codes: [R4, R2]", beside=WORKFORCE)
    found: tuple[Rate, ...] = values("availability", hub)
    assert [(rate.version, str(rate.number)) for rate in found] == [(DESDE_LTC_2, "1"), (ESMS_2000, "2")]
    assert values("richness", hub) == (Variety(DESDE_LTC_2, 1), Variety(ESMS_2000, 2))
    assert said("richness", hub) == ["1; 2 (ESMS-2000)"]


@pytest.mark.parametrize(
    ("hub", "says"),
    [
        (
            coded("R2", "D1.1", "R4", more=", places: 19", beside=WORKFORCE),
            "10 per 100,000: 38 beds for 380,000 people, workforce in scope",
        ),
        (
            teams("codes: [R2], places: 38", "codes: [R4], places: not known", beside=WORKFORCE),
            (
                "10 or more per 100,000: 38 or more beds for 380,000 people, workforce in scope; "
                "1 team left out: not known"
            ),
        ),
        (
            teams("codes: [R2], places: {conflicting: [{value: 19}, {value: 38}]}", beside=WORKFORCE),
            "5 to 10 per 100,000: 19 to 38 beds (sources conflict) for 380,000 people, workforce in scope",
        ),
        (
            teams("codes: [R2], places: 0", beside=WORKFORCE),
            "0 per 100,000: 0 beds for 380,000 people, workforce in scope",
        ),
        (coded("R2", more=", places: withheld", beside=WORKFORCE), "beds withheld"),
        (coded("R2", "R4", beside=WORKFORCE), "beds not answered"),
        (coded("O9.1", more=", places: 3", beside=WORKFORCE), "not listed"),
        (coded("R2", more=", places: 1"), "1 bed; population not answered"),
    ],
)
def test_places_are_those_of_residential_and_day_care_and_never_guessed(hub: str, says: str) -> None:
    assert said("beds", hub) == [says]


def test_beds_and_places_are_never_added() -> None:
    hub = coded("R2", "D4.1", more=", places: 19", beside=WORKFORCE)
    assert said("beds", hub) == ["5 per 100,000: 19 beds for 380,000 people, workforce in scope"]
    assert said("day places", hub) == ["5 per 100,000: 19 places for 380,000 people, workforce in scope"]


@pytest.mark.parametrize(
    ("hub", "says"),
    [
        (
            teams("codes: [O9.1], wte: {from: 14.8, to: 15.2}", "wte: 100, proposed: [{code: A4}]", beside=WORKFORCE),
            "3.9 to 4 per 100,000: 14.8 to 15.2 WTE for 380,000 people, workforce in scope",
        ),
        (teams("codes: [O9.1], wte: not known"), "WTE not known"),
        (
            teams("codes: [O9.1], wte: 19", "codes: [O9.1]", "codes: [O9.1], wte: withheld", beside=WORKFORCE),
            (
                "5 or more per 100,000: 19 or more WTE for 380,000 people, workforce in scope; "
                "2 teams left out: withheld or not answered"
            ),
        ),
    ],
)
def test_whole_time_equivalents_are_those_of_coded_teams(hub: str, says: str) -> None:
    assert said("workforce", hub) == [says]


def test_what_belongs_to_a_team_for_different_people_is_not_divided() -> None:
    hub = coded('"AX-O9.1", "CX-O9.1"', '"AX-O9.1"', more=", wte: 4", beside=WORKFORCE)
    rate, left_out = values("workforce", hub, populations(ADULTS))
    assert (str(rate.number), rate.people.target, left_out) == ("4", "AX", NotDivided(1))
    (says,) = said("workforce", hub, study=populations(ADULTS))
    assert says.endswith("; 1 team left out: meant for different people, and the number is not divided")
    (says,) = said("workforce", hub)
    assert says.startswith("1.1 per 100,000: 4 WTE for 380,000 people, workforce in scope; 1 team left out")


def test_a_letter_of_unknown_meaning_does_not_take_a_team_away() -> None:
    hub = coded('"ZX-O9.1"', '"AX-O9.1z"', more=", wte: 4", beside=WORKFORCE)
    assert values("richness", hub) == (Variety(DESDE_LTC_2, 1),)
    assert said("O9.1", hub) == ["2 teams: ZX-O9.1, AX-O9.1z"]


def test_a_range_is_not_counted() -> None:
    assert values("uncounted", coded('"R1-R3", O9.1')) == (NoCodes(3, ("R1-R3", "R1-R3", "R1-R3")),)


def test_unknown_numbers_are_shown_as_missing() -> None:
    (rate,) = values("workforce", coded("O9.1", more=", wte: not reported", beside=WORKFORCE))
    assert (rate.measure, rate.number, rate.per_100_000) == (Measure.WORKFORCE, None, None)
    assert rate.reasons == (MissingWord.NOT_REPORTED,)
    table = care_types(coded("O9.1", more=", wte: not reported"))
    assert "*○ WTE not reported*" in comparison_markdown(only(table))


def test_variety_of_each_hub_and_of_the_area() -> None:
    table = rows(care_types(coded("O9.1, I1.1", "O9.1"), coded("I1.1"), "care_teams: not known"))
    assert [cell.values for cell in table["richness"].cells] == [
        (Variety(DESDE_LTC_2, 2),),
        (Variety(DESDE_LTC_2, 1),),
        (),
    ]
    assert table["gini-simpson"].cells[0].values == (Variety(DESDE_LTC_2, Fraction(4, 9)),)
    assert table["gini-simpson"].over_hubs == (Variety(DESDE_LTC_2, Fraction(1, 2)),)
    assert over_hubs_words(table["gini-simpson"].over_hubs) == "0.50"
    assert cell_words(table["gini-simpson"].cells[2], WORDS) == "not known"


def test_labels_keep_what_would_tell_which_hub_it_is_out_of_the_table() -> None:
    hub = coded('"AX-O9.1", "North Town talks"', beside="record: {name: North Town}\n" + WORKFORCE)
    study = populations("{group: adults of North Town, hub: hub1, target: AX, people: 200000}")
    found = only(care_types(hub, study=f"names_in_output: labels\n{study}"))
    for text in (comparison_markdown(found), comparison_terminal(found, width=160, color=False)):
        assert "North" not in text
        assert "population AX" in text


@pytest.mark.parametrize("width", [40, 80, 160])
def test_the_table_fits_a_terminal(width: int) -> None:
    hub = teams("codes: [R4, O9.1, x], wte: 3", "proposed: [{code: A4}]", beside=WORKFORCE)
    text = comparison_terminal(only(care_types(hub, hub)), width=width, color=False)
    assert max(map(len, text.splitlines())) <= width


def test_every_cell_leads_to_care_teams() -> None:
    table = care_types(coded("O9.1, R4", "A4"), "care_teams: not known")
    assert {cell.path[0] for row in table.rows for cell in row.cells} == {"care_teams"}
    assert rows(table)["A4"].cells[0].path == ("care_teams", 1)
