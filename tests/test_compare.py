"""Tables of a comparison: their values on small Hubs, and what they look like in Markdown and on a terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from conftest import REPOSITORY, WORDS, study_of
from golden import assert_golden
from hypothesis import example, given
from hypothesis import strategies as st

from mapper.compare.components import Provision
from mapper.compare.staffing import Total
from mapper.compare.table import Cell, Row, Table
from mapper.compare.tables import compare
from mapper.derived import Fidelity
from mapper.render.cell_words import cell_words, over_hubs_words
from mapper.render.tables_markdown import tables_markdown
from mapper.render.tables_terminal import tables_terminal
from mapper.schema.answers import MissingWord
from mapper.schema.hub import Hub
from mapper.schema.scalars import BandRange
from mapper.shape import read_form
from mapper.study import Study, load_study

CORE, LOCAL, UNSETTLED = "proactive outreach", "in-house therapy", "mental health screening"


def table(name: str, *hubs: str) -> Table:
    return next(found for found in compare(study_of(*hubs)) if found.id == name)


def row(name: str, row_id: str, *hubs: str) -> Row:
    return next(found for found in table(name, *hubs).rows if found.id == row_id)


def cell(name: str, row_id: str, hub: str) -> Cell:
    return row(name, row_id, hub).cells[0]


def words(cell: Cell) -> str:
    return cell_words(cell, WORDS)


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
    hub = component(f"component: {word}, provision: {provision}, as_specified: {as_specified}")
    (provided,) = cell("components", word, hub).values
    assert (provided.provision, provided.fidelity) == (provision, fidelity)


@pytest.mark.parametrize("missing", list(MissingWord))
def test_a_missing_answer_shows_its_reason_and_never_reads_as_no(missing: MissingWord) -> None:
    hubs = [
        component(f"component: {CORE}, provision: {missing}"),
        f"service_model: {{components: {missing}}}",
        f"service_model: {missing}",
    ]
    over_hubs = row("components", CORE, *hubs).over_hubs
    assert over_hubs == Provision(provide=0, partly=0, do_not=0, unknown=3)
    for one in row("components", CORE, *hubs).cells:
        assert (one.values, one.missing) == ((), missing)
        assert words(one) == missing


@pytest.mark.parametrize(
    ("name", "row_id", "hub", "missing"),
    [
        ("overview", "opened", "context: {opened: withheld}", "withheld"),
        ("overview", "host", "context: {host: {missing: not known, note: nobody asked}}", "not known"),
        ("overview", "places", "context: {places: not collected}", "not collected"),
        ("staffing", "total-wte", "staffing: {posts: not reported}", "not reported"),
        ("staffing", "total-wte", posts("wte: withheld", "wte: withheld"), "withheld"),
        ("groups", "police", "eligibility: {groups: [{group: police, in_scope: not known}]}", "not known"),
    ],
)
def test_a_cell_without_a_value_says_why(name: str, row_id: str, hub: str, missing: str) -> None:
    assert words(cell(name, row_id, hub)).startswith(missing)


@pytest.mark.parametrize("hub", ["record:", "context: {opened: , status: , host: }"])
def test_a_blank_answer_is_not_answered(hub: str) -> None:
    for one in table("overview", hub).rows:
        assert words(one.cells[0]) == "not answered"


def test_what_a_list_does_not_mention_is_not_listed() -> None:
    hubs = [component(f"component: {LOCAL}, provision: provided"), component(f"component: {CORE}, provision: partly")]
    local, core = row("components", LOCAL, *hubs), row("components", CORE, *hubs)
    assert [one.is_listed for one in (*local.cells, *core.cells)] == [True, False, False, True]
    assert words(local.cells[1]) == words(core.cells[0]) == "not listed"
    assert local.over_hubs == Provision(provide=1, partly=0, do_not=0, unknown=1)


def test_components_of_the_guidance_come_first_and_all_of_them() -> None:
    found = table("components", component(f"component: {LOCAL}"), component("component: family support"))
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


def test_the_count_over_the_hubs_in_words() -> None:
    assert over_hubs_words(Provision(3, 0, 0, 1)) == "3 of 4 provide, 1 unknown"
    assert over_hubs_words(Provision(3, 1, 1, 0)) == "3 of 4 provide (1 partly)"


@pytest.mark.parametrize(
    ("as_of", "provision"),
    [("2020-12", "planned"), ("2021-06", "provided"), ("2023", "withdrawn"), ("not known", "withdrawn")],
)
def test_of_several_entries_that_of_the_date_of_the_record_counts(as_of: str, provision: str) -> None:
    hub = f"""
        record: {{as_of: {as_of}}}
        service_model:
          components:
            - {{component: {LOCAL}, provision: planned, to: 2021-03}}
            - {{component: {LOCAL}, provision: provided, from: 2021-04, to: 2022-03}}
            - {{component: {LOCAL}, provision: withdrawn, from: 2022-04}}
        """
    assert cell("components", LOCAL, hub).values[0].provision == provision


@pytest.mark.parametrize("time", ["to: 2020-12", "from: 2022-07"])
def test_what_has_ended_or_not_begun_at_the_date_of_the_record_is_not_provided(time: str) -> None:
    entry = component(f"component: {CORE}, provision: provided, as_specified: yes, {time}")
    found = row("components", CORE, f"record: {{as_of: 2022-06}}\n{entry}", f"record: {{as_of: not known}}\n{entry}")
    assert [one.values[0].fidelity for one in found.cells] == [Fidelity.ABSENT, Fidelity.AS_SPECIFIED]
    assert found.over_hubs == Provision(provide=1, partly=0, do_not=1, unknown=0)


def test_guidance_that_names_no_components_says_nothing_of_fidelity() -> None:
    study = study_of(component(f"component: {CORE}, provision: provided"), study="guidance: bps-2023")
    (found,) = [one for one in compare(study) if one.id == "components"]
    assert [(one.id, one.cells[0].values[0].fidelity) for one in found.rows] == [(CORE, None)]


def test_conflicting_answers_are_all_kept() -> None:
    hub = f"""
        context: {{opened: {{conflicting: [{{value: 2020-10, sources: [a]}}, {{value: 2021-07, sources: [b]}}]}}}}
        service_model:
          components:
            - {{component: {CORE}, provision: {{conflicting: [{{value: provided}}, {{value: not provided}}]}}}}
        """
    opened, provision = cell("overview", "opened", hub), cell("components", CORE, hub)
    assert [str(value) for value in opened.values] == ["2020-10", "2021-07"]
    assert (opened.is_conflict, opened.sources) == (True, ("a", "b"))
    assert (provision.is_conflict, provision.values) == (True, ("provided", "not provided"))
    assert all(part in words(opened) for part in ("conflict", "2020-10", "2021-07"))


Sums = tuple[str, str | None, int, int]
"""The least and the most that a sum may be, of how many posts, and of how many it is not known."""


def sums(total: Total) -> Sums:
    return str(total.low), None if total.high is None else str(total.high), total.known, total.unknown


def sums_of(row_id: str, hub: str) -> Sums:
    (found,) = cell("staffing", row_id, hub).values
    return sums(found)


def test_a_total_adds_wte_to_wte_and_people_to_people() -> None:
    hub = posts("wte: 2.4", "headcount: 17", "wte: {from: 1, to: 2}, headcount: 3")
    assert sums_of("total-wte", hub) == ("3.4", "4.4", 2, 1)
    assert sums_of("total-headcount", hub) == ("20", "20", 2, 1)
    (staff,) = cell("staffing", "nurse", hub).values
    assert (sums(staff.wte), sums(staff.headcount)) == (("3.4", "4.4", 2, 1), ("20", "20", 2, 1))


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
    assert sums_of("total-wte", posts(*answers)) == expected


def test_headcount_never_stands_in_for_wte() -> None:
    hub = posts("headcount: 17, wte: not reported")
    assert words(cell("staffing", "total-wte", hub)) == "not reported"
    assert sums_of("total-headcount", hub) == ("17", "17", 1, 0)
    (staff,) = cell("staffing", "nurse", hub).values
    assert (staff.wte.known, staff.headcount.known) == (0, 1)


def test_bands_of_a_role_are_listed_once_and_a_role_that_is_not_given_has_a_row() -> None:
    hub = """
        staffing:
          posts:
            - {id: a, role: nurse, band: 7}
            - {id: b, role: nurse, band: 8a-8b}
            - {id: c, role: nurse, band: 7}
            - {id: d, role: not known, headcount: 2}
        """
    assert cell("staffing", "nurse", hub).values[0].bands == (BandRange("7", "7"), BandRange("8a", "8b"))
    assert sums(cell("staffing", "role-unknown", hub).values[0].headcount) == ("2", "2", 1, 0)


def test_groups_keep_every_time_for_which_a_hub_answers() -> None:
    hub = """
        eligibility:
          groups:
            - {group: police, in_scope: no, to: 2021-03}
            - {group: police, in_scope: yes, conditions: call handlers, from: 2021-04}
            - {group: fire, in_scope: no}
        """
    police = cell("groups", "police", hub)
    assert [(scope.in_scope, scope.conditions) for scope in police.values] == [
        (("no",), None),
        (("yes",), "call handlers"),
    ]
    assert [str(scope.since) for scope in police.values] == ["None", "2021-04"]
    assert [scope.in_scope for scope in cell("groups", "fire", hub).values] == [("no",)]
    assert [one.id for one in table("groups", hub).rows] == ["police", "fire"]


def test_interventions_stand_by_kind_and_all_of_a_kind_together() -> None:
    hubs = [
        """
        interventions:
          - {id: a, kind: CBT, name: One, delivered: in house}
          - {id: b, kind: CBT, name: Two}
          - {id: c, kind: not known, name: Three}
        """,
        "interventions: [{id: a, kind: CBT}]",
        "interventions: not reported",
    ]
    cbt = row("interventions", "CBT", *hubs)
    assert [[(offer.names, offer.delivered) for offer in one.values] for one in cbt.cells] == [
        [(("One",), "in house"), (("Two",), None)],
        [((), None)],
        [],
    ]
    assert cbt.cells[2].missing is MissingWord.NOT_REPORTED
    (unknown,) = [one for one in table("interventions", *hubs).rows if one.id.startswith("kind-unknown")]
    assert [offer.names for offer in unknown.cells[0].values] == [("Three",)]


def test_every_cell_leads_to_its_answer() -> None:
    hub = "{record: {as_of: 2022}, " + component(f"component: {CORE}, provision: provided") + "}"
    assert cell("components", CORE, hub).path == ("service_model", "components", 0)
    assert cell("overview", "opened", hub).path == ("context", "opened")


EXAMPLES = [REPOSITORY / "examples" / "hubs" / f"{name}.yaml" for name in ("exampleshire", "sampleton")]


def test_the_order_of_the_files_changes_only_the_order_of_the_columns() -> None:
    forth, back = compare(load_study(EXAMPLES)), compare(load_study(EXAMPLES[::-1]))
    for one, other in zip(forth, back, strict=True):
        assert one.columns == other.columns[::-1]
        assert {r.id: (r.cells, r.over_hubs) for r in one.rows} == {
            r.id: (r.cells[::-1], r.over_hubs) for r in other.rows
        }


@pytest.mark.parametrize("folder", ["examples/hubs", "hubs"])
def test_every_row_has_a_cell_for_each_hub_and_an_id_of_its_own(folder: str) -> None:
    for found in compare(load_study([REPOSITORY / folder])):
        assert {len(one.cells) for one in found.rows} == {len(found.columns)}
        ids = [one.id for one in found.rows]
        assert len(ids) == len(set(ids))


def all_texts(study: Study) -> list[str]:
    tables = compare(study)
    return [tables_markdown(tables, WORDS), tables_terminal(tables, WORDS, width=200, color=False)]


def test_labels_stand_for_names_and_for_what_would_tell_them() -> None:
    hub = """
        record: {id: north-town, name: North Town Hub, label: Hub A}
        context: {host: {organisation: North Town Trust}, region: London, places: [North Town]}
        """
    other = "record: {id: south-town, name: South Town Hub}"
    for text in all_texts(study_of(hub, other, study="names_in_output: labels")):
        assert re.findall("north|south|london", text, re.IGNORECASE) == []
        assert "Hub A" in text
        assert "Hub 2" in text
    assert all("North Town Hub" in text for text in all_texts(study_of(hub, other)))


def test_a_fictional_hub_is_called_fictional() -> None:
    hub = "record: {name: Sampleton Hub, fictional: yes}"
    assert all("fictional" in text for text in all_texts(study_of(hub)))
    assert not any("fictional" in text for text in all_texts(study_of("record: {name: Sampleton Hub}")))


@pytest.mark.parametrize(("folder", "golden"), [("examples/hubs", "compare_examples"), ("hubs", "compare_hubs")])
def test_markdown_is_as_it_was(folder: str, golden: str) -> None:
    study = load_study([REPOSITORY / folder])
    assert_golden(f"{golden}.md", tables_markdown(compare(study), study.vocabulary, title=study.title))


def test_a_terminal_of_80_columns_is_as_it_was() -> None:
    study = load_study(EXAMPLES)
    text = tables_terminal(compare(study), study.vocabulary, width=80, color=False, title=study.title)
    assert_golden("compare_examples_80.txt", text)
    assert max(len(line) for line in text.splitlines()) <= 80


@pytest.mark.parametrize("width", [40, 60, 120])
def test_a_terminal_is_never_too_narrow(width: int) -> None:
    study = load_study([REPOSITORY / "hubs"])
    text = tables_terminal(compare(study), study.vocabulary, width=width, color=False)
    assert max(len(line) for line in text.splitlines()) <= width


def pipes(line: str) -> int:
    """How many pipes divide cells: those without a backslash that belongs to them."""
    return re.sub(r"\\.", "", line).count("|")


@given(st.text(min_size=1), st.text(min_size=1))
@example("a|b", "a\\|b")
@example("a\nb", "\\")
@example("<script>", "[x](y)")
def test_any_name_gives_a_table_whose_rows_have_as_many_cells(name: str, label: str) -> None:
    study = study_of("record:", "record:")
    renamed = with_names(study, name, label)
    text = tables_markdown(compare(renamed), WORDS, title=name)
    blocks = re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE)
    assert len(blocks) == len(compare(renamed))
    for block in blocks:
        assert len({pipes(line) for line in block.splitlines()}) == 1
    assert tables_terminal(compare(renamed), WORDS, width=100, color=True)


def with_names(study: Study, *names: str) -> Study:
    """A study whose Hubs have these names, whatever they hold."""
    hubs = []
    for mapped, name in zip(study.hubs, names, strict=True):
        answer: Any = {"record": {"name": name, "id": mapped.id}, "context": {"host": {"organisation": name}}}
        shaped = read_form(Hub, answer, WORDS)
        hubs.append(replace(mapped, hub=shaped.form))
    return replace(study, hubs=tuple(hubs))
