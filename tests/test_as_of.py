"""Hubs compared as they were at a date: what holds then, what does not, and what is not known."""

from __future__ import annotations

import pytest
from conftest import WORDS, compared, table_of

from mapper.compare.components import Provision
from mapper.compare.missing import missing_by_column
from mapper.compare.summary import summary
from mapper.compare.table import Cell, Coded, Comparability, Status
from mapper.render.cell_words import cell_words
from mapper.render.provenance_words import provenance
from mapper.render.summary_words import summary_passages

GROUPS = """
    eligibility:
      groups:
        - {group: police, in_scope: no, to: 2021-03}
        - {group: police, in_scope: yes, conditions: call handlers, from: 2021-04}
        - {group: fire, in_scope: yes, from: 2021-01, to: 2021-06}
        - {group: education, in_scope: no, to: 2021-06}
        - {group: social work, in_scope: yes}
    """


def cell(table: str, row_id: str, hub: str, as_of: str | None) -> Cell:
    (row,) = [row for row in table_of(table, hub, as_of=as_of).rows if row.id == row_id]
    return row.cells[0]


@pytest.mark.parametrize(
    ("group", "as_of", "values", "status"),
    [
        ("police", "2020", ("no",), Status.ANSWERED),
        ("police", "2022", ("yes",), Status.ANSWERED),
        ("police", "2021", ("no", "yes"), Status.ANSWERED),
        ("fire", "2021-03", ("yes",), Status.ANSWERED),
        ("fire", "2022", ("no",), Status.ANSWERED),
        ("fire", "2020", ("no",), Status.ANSWERED),
        ("education", "2021", ("no",), Status.ANSWERED),
        ("education", "2022", (), Status.NOT_ANSWERED),
        ("social work", "2019", ("yes",), Status.ANSWERED),
    ],
)
def test_groups_are_those_in_scope_then(group: str, as_of: str, values: tuple[str, ...], status: Status) -> None:
    found = cell("eligibility", f"group:{group}", GROUPS, as_of)
    assert (found.values, found.status) == (values, status)


def test_without_a_date_the_record_says_when() -> None:
    hub = "record: {as_of: %s}\neligibility: {groups: [{group: fire, in_scope: yes, to: 2021-06}]}"
    assert cell("eligibility", "group:fire", hub % "2021-03", None).values == ("yes",)
    assert cell("eligibility", "group:fire", hub % "2022-03", None).values == ("no",)


@pytest.mark.parametrize(
    ("table", "row_id", "hub"),
    [
        ("access", "route:self", "access: {routes: [{route: self, available: yes, from: 2021, to: 2021}]}"),
        ("access", "channel:phone", "access: {channels: [{channel: phone, from: 2021, to: 2021}]}"),
        ("screening", "measure:PHQ-9", "screening: {measures: [{measure: PHQ-9, from: 2021, to: 2021}]}"),
        ("interventions", "0:CBT", "interventions: [{id: a, kind: CBT, recipient: individual, from: 2021, to: 2021}]"),
    ],
)
def test_what_does_not_hold_then_says_when_it_does(table: str, row_id: str, hub: str) -> None:
    assert cell(table, row_id, hub, "2021-06").status is not Status.NOT_THEN
    for as_of in ("2020", "2022"):
        found = cell(table, row_id, hub, as_of)
        assert (found.status, found.values) == (Status.NOT_THEN, ())
        assert "2021" in cell_words(found, WORDS)


def test_posts_are_those_held_then() -> None:
    hub = """
        staffing:
          as_of: 2022
          posts: [{id: a, role: nurse, wte: 1, to: 2021-06}, {id: b, role: nurse, wte: 3, from: 2021-07}]
        """
    assert str(cell("staffing", "total:wte", hub, "2021-03").values[0]) == "1"
    assert str(cell("staffing", "total:wte", hub, "2021-09").values[0]) == "3"
    assert str(cell("staffing", "total:wte", hub, None).values[0]) == "3"


def test_components_are_those_provided_then() -> None:
    hub = "service_model: {components: [{component: in-house therapy, provision: provided, from: 2021-05}]}"
    assert cell("components", "in-house therapy", hub, "2021-06").values == (Coded("provision", "provided"),)
    assert cell("components", "in-house therapy", hub, "2021-04").values == (Coded("provision", "not provided"),)


def test_adaptations_made_later_are_left_out() -> None:
    dates = ("date: 2021", "date: 2023", "date: not known")
    listed = (f"{{what: change {number}, kind: add, {date}}}" for number, date in enumerate(dates))
    hub = f"adaptations: [{', '.join(listed)}]"
    assert len(cell("adaptations", "component:none", hub, "2022").entries) == 2
    assert len(cell("adaptations", "component:none", hub, None).entries) == 3


def test_it_is_told_which_hubs_were_not_open_or_closed_and_which_records_are_older() -> None:
    hubs = [
        "record: {name: Early, as_of: 2020}\ncontext: {opened: 2020-01}",
        "record: {name: Late, as_of: 2023}\ncontext: {opened: 2022-01}",
        "record: {name: Shut, as_of: 2023}\ncontext: {opened: 2019, closed: 2020}",
    ]
    told = dict(provenance(compared(*hubs, as_of="2021-06")))
    assert told["As of"] == "2021-06"
    assert told["Not open yet then"] == "Late"
    assert told["Closed then"] == "Shut"
    assert "Early (2020)" in told["Records of before that date"]
    (row,) = [row for row in table_of("hubs", *hubs, as_of="2021-06").rows if row.id == "open_then"]
    assert [cell.values for cell in row.cells] == [("open",), ("not open yet",), ("closed",)]


def test_hubs_that_were_not_open_count_nowhere() -> None:
    component = "service_model: {components: [{component: proactive outreach, provision: %s}]}"
    hubs = [
        f"context: {{opened: 2019, status: operating}}\n{component % 'provided'}",
        f"context: {{opened: 2019, status: closed}}\n{component % 'provided'}",
        f"context: {{opened: 2022-01}}\n{component % 'not provided'}",
    ]
    found = compared(*hubs, as_of="2021-06")
    (row,) = [row for row in found.components.rows if row.id == "proactive outreach"]
    assert row.cells[2].status is Status.NOT_OPEN
    assert row.comparability is not Comparability.DIFFERS
    assert row.over_hubs == Provision(provide=2, partly=0, do_not=0, unknown=0)
    assert missing_by_column(found.components)[2] == {}
    assert compared(*hubs).components.rows[0].comparability is Comparability.DIFFERS


def test_a_summary_of_hubs_none_of_which_was_open_says_so() -> None:
    found = compared("context: {opened: 2022}", "context: {opened: 2022}", as_of="2020")
    (passage,) = summary_passages(summary(found), WORDS)
    assert len(passage.sentences) == 1


@pytest.mark.parametrize("as_of", [None, "2022-03"])
def test_an_adaptation_of_a_later_date_says_so(as_of: str | None) -> None:
    hub = "record: {as_of: 2022-03}\nadaptations: [{what: calls, kind: add, date: 2023-05}]"
    found = cell("adaptations", "component:none", hub, as_of)
    assert found.status is Status.NOT_THEN
    assert "2023-05" in cell_words(found, WORDS)
