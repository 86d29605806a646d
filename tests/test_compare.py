"""Tables of a comparison: their values on small Hubs."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, WORDS, compare_all, compared, hub_from, shuffled, study_of, table_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.compare.comparability import key_of
from mapper.compare.comparison import Comparison
from mapper.compare.components import Provision
from mapper.compare.sums import Total
from mapper.compare.table import Cell, Coded, Comparability, Fact, Row, Status
from mapper.compare.tables import KINDS
from mapper.compare.view import Frame
from mapper.derived import Fidelity
from mapper.reading import read_file
from mapper.render.cell_words import cell_words, over_hubs_words
from mapper.schema.answers import MissingWord
from mapper.schema.scalars import Amount, BandRange
from mapper.study import hub_of, load_study

CORE, LOCAL, UNSETTLED = "proactive outreach", "in-house therapy", "mental health screening"


def row(name: str, row_id: str, *hubs: str, **options: Any) -> Row:
    return next(found for found in table_of(name, *hubs, **options).rows if found.id == row_id)


def cell(name: str, row_id: str, hub: str, **options: Any) -> Cell:
    return row(name, row_id, hub, **options).cells[0]


def words(cell: Cell) -> str:
    return cell_words(cell, WORDS)


def fact(cell: Cell, field: str) -> Fact:
    found = cell.entries[0].fact(field)
    assert found is not None
    return found


def component(answers: str) -> str:
    return f"service_model: {{components: [{{{answers}}}]}}"


def posts(*answers: str) -> str:
    listed = (f"{{id: post{number}, role: nurse, {one}}}" for number, one in enumerate(answers))
    return f"staffing: {{posts: [{', '.join(listed)}]}}"


FIDELITY = [
    (CORE, "provided", "yes", Fidelity.AS_SPECIFIED),
    (CORE, "provided", "no", Fidelity.ADAPTED),
    (CORE, "provided", "not reported", Fidelity.UNKNOWN),
    (CORE, "provided", "", Fidelity.UNKNOWN),
    (CORE, "partly", "yes", Fidelity.ADAPTED),
    (CORE, "partly", "no", Fidelity.ADAPTED),
    (CORE, "partly", "not known", Fidelity.ADAPTED),
    (CORE, "planned", "", Fidelity.ABSENT),
    (CORE, "withdrawn", "yes", Fidelity.ABSENT),
    (CORE, "not provided", "", Fidelity.ABSENT),
    (LOCAL, "provided", "", Fidelity.ADDED),
    (LOCAL, "partly", "", Fidelity.ADDED),
    (LOCAL, "planned", "", None),
    (LOCAL, "withdrawn", "", None),
    (LOCAL, "not provided", "", None),
    (UNSETTLED, "provided", "", Fidelity.UNKNOWN),
    (UNSETTLED, "partly", "yes", Fidelity.UNKNOWN),
    (UNSETTLED, "not provided", "", None),
]


@pytest.mark.parametrize(("word", "provision", "as_specified", "fidelity"), FIDELITY)
def test_fidelity_follows_from_the_answers(
    word: str, provision: str, as_specified: str, fidelity: Fidelity | None
) -> None:
    found = cell(
        "components", word, component(f"component: {word}, provision: {provision}, as_specified: {as_specified}")
    )
    assert found.values == (Coded("provision", provision),)
    stands = found.entries[0].fact("fidelity")
    if fidelity is None:
        assert stands is None
    elif fidelity is Fidelity.UNKNOWN:
        assert stands is not None
        why = Status.NOT_REPORTED if as_specified == "not reported" else Status.CANNOT_BE_TOLD
        assert (stands.values, stands.status) == ((), why)
    else:
        assert stands is not None
        assert stands.values == (fidelity.value,)


@pytest.mark.parametrize("missing", list(MissingWord))
def test_a_missing_answer_shows_its_reason_and_never_reads_as_no(missing: MissingWord) -> None:
    hubs = [
        component(f"component: {CORE}, provision: {missing}"),
        f"service_model: {{components: {missing}}}",
        f"service_model: {missing}",
    ]
    found = row("components", CORE, *hubs)
    assert found.over_hubs == Provision(provide=0, partly=0, do_not=0, unknown=3)
    for one in found.cells:
        assert (one.values, one.status) == ((), Status(missing.value))
        assert words(one)[2:] == missing


MISSING_CELLS = [
    ("hubs", "opened", "context: {opened: withheld}", Status.WITHHELD),
    ("hubs", "host.organisation", "context: {host: {missing: not known, note: nobody asked}}", Status.NOT_KNOWN),
    ("hubs", "places", "context: {places: not collected}", Status.NOT_COLLECTED),
    ("staffing", "total:wte", "staffing: {posts: not reported}", Status.NOT_REPORTED),
    ("staffing", "total:wte", posts("wte: withheld", "wte: withheld"), Status.WITHHELD),
    ("eligibility", "group:police", "eligibility: {groups: [{group: police, in_scope: not known}]}", Status.NOT_KNOWN),
    ("screening", "offered", "screening: not applicable", Status.NOT_APPLICABLE),
    ("costs", "funding", "resources: {funding: withheld}", Status.WITHHELD),
    ("completeness", "stage", "record:", Status.NOT_ANSWERED),
]


@pytest.mark.parametrize(("name", "row_id", "hub", "status"), MISSING_CELLS)
def test_a_cell_without_a_value_says_why(name: str, row_id: str, hub: str, status: Status) -> None:
    found = cell(name, row_id, hub)
    assert (found.values, found.status) == ((), status)
    assert words(found)[2:].startswith(status.value)


@pytest.mark.parametrize("hub", ["record:", "context: {opened: , status: , host: }"])
def test_a_blank_answer_is_not_answered(hub: str) -> None:
    assert {one.cells[0].status for one in table_of("hubs", hub).rows} == {Status.NOT_ANSWERED}


def test_an_answer_that_cannot_be_used_has_an_error_and_is_not_blank() -> None:
    assert cell("hubs", "opened", "context: {opened: last spring}").status is Status.HAS_ERROR
    assert cell("components", CORE, "service_model: {components: yes}").status is Status.HAS_ERROR


def test_what_a_list_does_not_mention_is_not_listed() -> None:
    hubs = [component(f"component: {LOCAL}, provision: provided"), component(f"component: {CORE}, provision: partly")]
    local, core = row("components", LOCAL, *hubs), row("components", CORE, *hubs)
    assert [one.status is Status.NOT_LISTED for one in (*local.cells, *core.cells)] == [False, True, True, False]
    assert local.over_hubs == Provision(provide=1, partly=0, do_not=0, unknown=1)


def test_components_of_the_guidance_come_first_and_all_of_them() -> None:
    found = table_of("components", component(f"component: {LOCAL}"), component("component: family support"))
    assert [(one.group, one.id) for one in found.rows] == [
        *(("In the guidance (nhse-2020)", word) for word in study_of("record:").guidance.core),
        ("Not named in the guidance", "in-house therapy"),
        ("Not named in the guidance", "family support"),
    ]


def test_a_component_is_counted_over_the_hubs() -> None:
    provisions = ["provided", "partly", "planned", "withdrawn", "not provided", "not known", ""]
    conflicting = "{conflicting: [{value: provided}, {value: planned}]}"
    hubs = [component(f"component: {CORE}, provision: {provision}") for provision in (*provisions, conflicting)]
    over_hubs = row("components", CORE, *hubs, "record:").over_hubs
    assert over_hubs == Provision(provide=2, partly=1, do_not=3, unknown=4)
    assert over_hubs.hubs == 9


@pytest.mark.parametrize(
    ("provision", "extent"),
    [
        (Provision(4, 0, 0, 0), "all"),
        (Provision(2, 0, 2, 0), "some"),
        (Provision(1, 1, 3, 0), "one"),
        (Provision(0, 0, 4, 0), "none"),
        (Provision(3, 0, 0, 1), "at least some"),
        (Provision(1, 0, 0, 3), "at least one"),
        (Provision(0, 0, 3, 1), "none known"),
    ],
)
def test_which_hubs_provide_it_as_far_as_is_known(provision: Provision, extent: str) -> None:
    assert provision.extent == extent
    assert over_hubs_words(provision).startswith(f"{extent}: ")


@pytest.mark.parametrize(
    ("as_of", "provision"),
    [("2020-12", "planned"), ("2021-06", "provided"), ("2023", "withdrawn")],
)
def test_of_several_entries_that_of_the_date_of_the_record_counts(as_of: str, provision: str) -> None:
    hub = f"""
        record: {{as_of: {as_of}}}
        service_model:
          components:
            - {{component: {LOCAL}, provision: withdrawn, from: 2022-04}}
            - {{component: {LOCAL}, provision: planned, to: 2021-03}}
            - {{component: {LOCAL}, provision: provided, from: 2021-04, to: 2022-03}}
        """
    assert cell("components", LOCAL, hub).values == (Coded("provision", provision),)


def test_several_entries_that_may_hold_conflict() -> None:
    hub = f"""
        record: {{as_of: not known}}
        service_model:
          components:
            - {{component: {CORE}, provision: provided, as_specified: yes, to: 2021-03}}
            - {{component: {CORE}, provision: withdrawn, from: 2021-04}}
        """
    found = row("components", CORE, hub)
    assert found.cells[0].status is Status.CONFLICTING
    assert found.cells[0].values == (Coded("provision", "provided"), Coded("provision", "withdrawn"))
    assert fact(found.cells[0], "fidelity").status is Status.CANNOT_BE_TOLD
    assert found.over_hubs == Provision(provide=0, partly=0, do_not=0, unknown=1)


@pytest.mark.parametrize("order", [1, -1])
def test_entries_that_may_hold_and_do_not_say_the_same_are_told_in_any_order(order: int) -> None:
    entries = [
        f"{{component: {CORE}, provision: provided, as_specified: {said}, from: not known}}" for said in ("yes", "no")
    ]
    hub = f"service_model: {{components: [{', '.join(entries[::order])}]}}"
    found = row("components", CORE, hub, component(f"component: {CORE}, provision: provided, as_specified: yes"))
    assert found.cells[0].values == (Coded("provision", "provided"),)
    assert fact(found.cells[0], "fidelity").status is Status.CANNOT_BE_TOLD
    assert found.comparability is Comparability.NOT_YET
    either = [f"{{component: {CORE}, provision: {said}, from: not known}}" for said in ("provided", "not provided")]
    hub = f"service_model: {{components: [{', '.join(either[::order])}]}}"
    assert cell("goals", "guidance-completeness", hub).status is Status.CANNOT_BE_TOLD


def test_fidelity_is_not_certain_where_provision_is_not() -> None:
    hub = f"component: {CORE}, provision: {{conflicting: [{{value: provided}}, {{value: partly}}]}}, as_specified: yes"
    assert fact(cell("components", CORE, component(hub)), "fidelity").status is Status.CANNOT_BE_TOLD


@pytest.mark.parametrize("time", ["to: 2020-12", "from: 2022-07"])
def test_what_has_ended_or_not_begun_at_the_date_of_the_record_is_not_provided(time: str) -> None:
    entry = component(f"component: {CORE}, provision: provided, as_specified: yes, {time}")
    found = row("components", CORE, f"record: {{as_of: 2022-06}}\n{entry}", f"record: {{as_of: not known}}\n{entry}")
    assert [fact(one, "fidelity").values[0] for one in found.cells] == ["absent", "as specified"]
    assert [one.values[0].word for one in found.cells] == ["not provided", "provided"]
    assert found.over_hubs == Provision(provide=1, partly=0, do_not=1, unknown=0)


def test_guidance_that_names_no_components_says_nothing_of_fidelity() -> None:
    found = table_of("components", component(f"component: {CORE}, provision: provided"), study="guidance: bps-2023")
    assert [(one.id, one.cells[0].entries[0].fact("fidelity")) for one in found.rows] == [(CORE, None)]


@pytest.mark.parametrize(
    ("answers", "least", "most"),
    [
        ([], None, None),
        (["provided"], 1, 4),
        (["provided", "partly", "planned", "not provided"], 2, 2),
        (["provided", "not known", "planned"], 1, 3),
        (["not provided"] * 4, 0, 0),
    ],
)
def test_guidance_completeness_has_bounds_for_what_is_unknown(
    answers: list[str], least: int | None, most: int | None
) -> None:
    core = study_of("record:").guidance.core
    listed = (f"{{component: {word}, provision: {said}}}" for word, said in zip(core, answers, strict=False))
    found = cell("goals", "guidance-completeness", f"service_model: {{components: [{', '.join(listed)}]}}")
    if least is None:
        assert found.values == ()
    else:
        assert found.values == (Amount(*(end * 1 for end in amount(least, most))),)
        assert fact(found, "of_core").values == (amount(4, 4),)


def amount(low: int | None, high: int | None) -> Amount:
    from decimal import Decimal

    return Amount(None if low is None else Decimal(low), None if high is None else Decimal(high))


def test_conflicting_answers_are_all_kept() -> None:
    hub = f"""
        context: {{opened: {{conflicting: [{{value: 2020-10, sources: [a]}}, {{value: 2021-07, sources: [b]}}]}}}}
        service_model:
          components:
            - {{component: {CORE}, provision: {{conflicting: [{{value: provided}}, {{value: not provided}}]}}}}
        """
    opened, provision = cell("hubs", "opened", hub), cell("components", CORE, hub)
    assert [(str(told.value), told.sources) for told in opened.values] == [("2020-10", ("a",)), ("2021-07", ("b",))]
    assert (opened.status, opened.main and opened.main.sources) == (Status.CONFLICTING, ("a", "b"))
    assert provision.status is Status.CONFLICTING
    assert [value.word for value in provision.values] == ["provided", "not provided"]
    assert all(part in words(opened) for part in ("conflict", "2020-10", "2021-07"))


Sums = tuple[str, str | None, int, int]
"""The least and the most that a sum may be, of how many posts, and of how many it is not known."""


def sums_of(row_id: str, hub: str, field: str | None = None) -> Sums:
    found = cell("staffing", row_id, hub)
    (value,) = fact(found, field).values if field else found.values
    if isinstance(value, Amount):
        return str(value.low or 0), None if value.high is None else str(value.high), 1, 0
    assert isinstance(value, Total)
    return str(value.low), None if value.high is None else str(value.high), value.known, value.unknown


def test_a_total_adds_wte_to_wte_and_people_to_people() -> None:
    hub = posts("wte: 2.4", "headcount: 17", "wte: {from: 1, to: 2}, headcount: 3")
    assert sums_of("total:wte", hub) == ("3.4", "4.4", 2, 1)
    assert sums_of("total:headcount", hub) == ("20", "20", 2, 1)
    assert sums_of("role:nurse", hub) == ("3.4", "4.4", 2, 1)
    assert sums_of("role:nurse", hub, "headcount") == ("20", "20", 2, 1)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["wte: 0.1", "wte: 0.2"], ("0.3", "0.3", 2, 0)),
        (["wte: {from: 2}", "wte: 1"], ("3", None, 2, 0)),
        (["wte: {to: 2}", "wte: 1"], ("1", "3", 2, 0)),
        (["wte: {conflicting: [{value: 2}, {value: 5}]}", "wte: 1"], ("3", "6", 2, 0)),
        (["wte: not reported", "wte: ", "wte: 1"], ("1", "1", 1, 2)),
        (["wte: 0", "wte: withheld"], ("0", "0", 1, 1)),
    ],
)
def test_a_total_says_of_how_many_posts_it_does_not_know(answers: list[str], expected: Sums) -> None:
    assert sums_of("total:wte", posts(*answers)) == expected


def test_headcount_never_stands_in_for_wte() -> None:
    hub = posts("headcount: 17, wte: not reported")
    assert cell("staffing", "total:wte", hub).status is Status.NOT_REPORTED
    assert sums_of("total:headcount", hub) == ("17", "17", 1, 0)


def test_bands_of_a_role_are_listed_once_and_a_role_that_is_not_given_has_a_row() -> None:
    hub = """
        staffing:
          posts:
            - {id: c, role: nurse, band: 8a-8b}
            - {id: a, role: nurse, band: 7}
            - {id: b, role: nurse, band: 7}
            - {id: d, role: not known, headcount: 2}
        """
    assert fact(cell("staffing", "role:nurse", hub), "band").values == (BandRange("7", "7"), BandRange("8a", "8b"))
    assert sums_of("role:not given", hub, "headcount") == ("2", "2", 1, 0)


def test_roles_stand_in_the_group_of_their_clinical_class() -> None:
    one = "staffing: {posts: [{id: a, role: nurse, clinical: clinical}, {id: b, role: trainer, clinical: mixed}]}"
    other = "staffing: {posts: [{id: a, role: nurse, clinical: clinical}, {id: b, role: trainer, clinical: clinical}]}"
    groups = {found.id: found.group for found in table_of("staffing", one, other).rows if found.id.startswith("role:")}
    assert groups == {"role:nurse": "Clinical", "role:trainer": "Clinical class differs between posts or Hubs"}
    alone = {found.id: found.group for found in table_of("staffing", one).rows if found.id.startswith("role:")}
    assert alone == {"role:nurse": "Clinical", "role:trainer": "Mixed"}


def test_interventions_stand_by_kind_and_all_of_a_kind_together() -> None:
    hubs = [
        """
        interventions:
          - {id: b, kind: CBT, name: Two, recipient: individual}
          - {id: a, kind: CBT, name: One, recipient: individual, delivered: in house}
          - {id: c, kind: not known, name: Three, recipient: team}
        """,
        "interventions: [{id: a, kind: CBT, recipient: individual}]",
        "interventions: not reported",
    ]
    cbt = row("interventions", "0:CBT", *hubs)
    assert [[entry.facts[0].values for entry in one.entries] for one in cbt.cells] == [[("One",), ("Two",)], [()], []]
    assert cbt.cells[2].status is Status.NOT_REPORTED
    assert row("interventions", "1:kind not given", *hubs).cells[0].values == ("Three",)


def test_what_is_offered_to_people_and_to_teams_stands_apart() -> None:
    hub = """
        interventions:
          - {id: a, kind: training, name: Course, recipient: team}
          - {id: b, kind: CBT, name: Therapy, recipient: individual}
          - {id: c, kind: counselling, name: Talks}
        """
    people, teams = table_of("interventions-people", hub), table_of("interventions-teams", hub)
    named = "tidier-1"
    assert [found.cells[0].values for found in people.rows if found.id.endswith(named)] == [("Therapy",), ("Talks",)]
    assert [found.cells[0].values for found in teams.rows if found.id.endswith(named)] == [("Course",)]


def test_completeness_by_tidier_item_tells_in_full_in_part_and_why_not() -> None:
    hub = """
        interventions:
          - {id: a, kind: CBT, name: Therapy, why: it helps, materials: withheld, minutes: 50, settings: not known}
        """
    (found,) = table_of("tidier-completeness", hub).rows
    said = [one.values or one.status for one in found.cells]
    assert said[:3] == [("yes",), ("yes",), Status.WITHHELD]
    assert said[3] is Status.NOT_ANSWERED
    assert said[6:8] == [Status.NOT_KNOWN, ("partly",)]


def test_every_cell_leads_to_its_answer() -> None:
    hub = "record: {as_of: 2022}\n" + component(f"component: {CORE}, provision: provided") + "\ncontext: {opened: 2021}"
    provision, opened = cell("components", CORE, hub), cell("hubs", "opened", hub)
    assert (provision.path, provision.line) == (("service_model", "components", 0, "provision"), 2)
    assert (opened.path, opened.line) == (("context", "opened"), 3)


def test_sources_are_those_of_the_answer_or_of_the_item_or_of_the_section() -> None:
    hub = """
        context:
          region: {value: London, sources: [own]}
          origin: new
          external_services: [{id: x, wait_weeks: 3, sources: [item]}]
          sources: [section]
        onward_referral: {destinations: [{service: x}]}
        """
    assert fact(cell("hubs", "region", hub), "region").sources == ("own",)
    assert fact(cell("hubs", "origin", hub), "origin").sources == ("section",)
    referral = cell("onward-referral", "service-kind:not-listed", hub)
    assert fact(referral, "service_wait_weeks").sources == ("item",)


EXAMPLES = [REPOSITORY / "examples" / "hubs" / f"{name}.yaml" for name in ("exampleshire", "sampleton")]


def test_the_order_of_the_files_changes_only_the_order_of_the_columns() -> None:
    forth, back = (compare_all(Frame(load_study(files))) for files in (EXAMPLES, EXAMPLES[::-1]))
    for one, other in zip(forth.tables, back.tables, strict=True):
        if one.is_of_hubs:
            assert one.columns == other.columns[::-1]
            assert {r.id: (r.cells, r.comparability, r.group) for r in one.rows} == {
                r.id: (r.cells[::-1], r.comparability, r.group) for r in other.rows
            }


@pytest.mark.parametrize("folder", ["examples/hubs", "hubs"])
def test_every_row_has_a_cell_for_each_column_and_an_id_of_its_own(folder: str) -> None:
    for found in compare_all(Frame(load_study([REPOSITORY / folder]))).tables:
        assert {len(one.cells) for one in found.rows} <= {len(found.columns)}
        ids = [one.id for one in found.rows]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("folder", ["examples/hubs", "hubs"])
def test_every_line_told_is_that_of_the_answer(folder: str) -> None:
    study = load_study([REPOSITORY / folder])
    by_id = {mapped.id: mapped for mapped in study.hubs}
    for found in compare_all(Frame(study)).tables:
        for one in found.rows:
            for column, said in zip(found.columns, one.cells, strict=True):
                document = by_id[column.hub or one.hub or ""].document
                for told in said.facts():
                    assert not told.path or told.line == document.place(told.path).line


def test_the_ids_of_tables_are_their_own() -> None:
    ids = [kind.id for kind in KINDS]
    assert len(ids) == len(set(ids))
    made = [(table.id, table.title) for table in compared("record:").tables]
    assert made == [(kind.id, kind.title) for kind in KINDS]


def standing(found: Comparison) -> dict[tuple[str, str], tuple[Any, ...]]:
    """What each row says: whether Hubs differ, and what their cells hold, without where it stands."""
    return {
        (table.id, one.id): (one.comparability, *(said(cell) for cell in one.cells))
        for table in found.tables
        if table.is_of_hubs
        for one in table.rows
    }


def said(cell: Cell) -> Any:
    entries = [
        [(fact.field, sorted(map(key_of, fact.values)), fact.status, fact.note) for fact in entry.facts]
        for entry in cell.entries
    ]
    return cell.status, cell.note, entries


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.sampled_from(EXAMPLES))
def test_order_never_matters_and_a_hub_never_differs_from_itself(seed: int, file: Path) -> None:
    chance, document = random.Random(seed), read_file(file)
    mapped = hub_of(file, document, WORDS)
    other = hub_of(file, replace(document, values=shuffled(document.values, chance)), WORDS)
    study = replace(study_of("record:", "record:"), hubs=(mapped, other))
    found = compare_all(Frame(study))
    for (table, row_id), (comparability, one, same) in standing(found).items():
        assert one == same, (table, row_id)
        assert comparability is not Comparability.DIFFERS, (table, row_id)


def test_what_stands_beside_conflicting_values_stays_with_each() -> None:
    hub = """
        context:
          workforce_in_scope:
            people:
              conflicting:
                - {value: 46000, sources: [plan], as_of: 2022-01, note: without home care}
                - {value: 48500, sources: [report]}
        """
    found = words(cell("hubs", "workforce_in_scope.people", hub))
    assert found.index("46,000") < found.index("without home care") < found.index("48,500") < found.index("report")


def test_a_hub_with_nothing_in_it_is_compared_too() -> None:
    found = compared("record:", "record:")
    assert {one.comparability for table in found.tables if table.is_of_hubs for one in table.rows} <= {
        Comparability.NOT_YET,
        Comparability.SAME,
        None,
    }
    assert hub_from("record:").id == "hub"


def test_remarks_on_sections_and_on_groups_in_them_are_shown() -> None:
    hub = """
        team_support: {teams: 10, note: only full days}
        outreach: {reach: {people: 100, note: an estimate}}
        """
    assert cell("team-support", "team_support.remark", hub).values == ("only full days",)
    assert "an estimate" in words(cell("outreach", "reach.people", hub))
