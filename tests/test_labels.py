"""Labels in place of names: in every format, for the public Hubs and for hostile ones; and what is refused."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from conftest import REPOSITORY, Mapper, compare_all, compared, hub_file
from docx import Document
from openpyxl import load_workbook

from mapper.compare.comparison import Comparison
from mapper.compare.leftovers import leftovers
from mapper.compare.view import Frame
from mapper.labels import names_told, plain
from mapper.render.comparisons import comparison_pieces
from mapper.study import load_study

FORMATS = ("terminal", "markdown", "csv", "json", "html", "xlsx", "docx")
PUBLIC = load_study([REPOSITORY / "hubs"])
LABELS = "names_in_output: labels"


def public() -> Comparison:
    from dataclasses import replace

    return compare_all(Frame(replace(PUBLIC, asks_for_labels=True)))


def all_text(found: Comparison, file_format: str) -> str:
    content = b"".join(comparison_pieces(found, file_format, width=400, color=False))
    if file_format == "xlsx":
        workbook = load_workbook(BytesIO(content))
        cells = (cell.value for sheet in workbook.worksheets for line in sheet.iter_rows() for cell in line)
        return "\n".join([*workbook.sheetnames, *(str(value) for value in cells if value is not None)])
    if file_format == "docx":
        document = Document(BytesIO(content))
        return "\n".join([*document.element.itertext(), str(document.core_properties.title)])
    return content.decode()


REAL_NAMES = sorted({name for mapped in PUBLIC.hubs for name in names_told(mapped)})


def test_there_are_names_to_look_for() -> None:
    assert {"Pennine Care NHS Foundation Trust", "Greater Manchester Resilience Hub", "Mersey"} <= set(REAL_NAMES)
    assert len(REAL_NAMES) > 40


@pytest.mark.parametrize("file_format", FORMATS)
def test_no_format_holds_a_real_name(file_format: str) -> None:
    text = f" {plain(all_text(public(), file_format))} "
    assert [name for name in REAL_NAMES if f" {plain(name)} " in text] == []
    sources = {source.id for mapped in PUBLIC.hubs for source in mapped.hub.record.sources}
    named = {
        source for source in sources if source.startswith(("lep", "pennine", "merseycare", "hny", "ysj", "relate"))
    }
    assert named
    assert not [source for source in named if source in all_text(public(), file_format)]
    assert "Hub A" in all_text(public(), file_format)


@pytest.mark.parametrize("file_format", FORMATS)
def test_without_labels_the_names_are_there(file_format: str) -> None:
    assert "Pennine Care" in all_text(compare_all(Frame(PUBLIC)), file_format).replace("\n", " ")


def test_columns_stand_in_the_order_of_the_labels() -> None:
    assert [hub.column.heading for hub in public().hubs] == ["Hub A", "Hub B", "Hub C", "Hub D"]
    assert [hub.column.hub for hub in public().hubs] == ["hub-a", "hub-b", "hub-c", "hub-d"]
    assert {hub.file for hub in public().hubs} == {None}


HUB = """
    record:
      id: north-town
      name: North Town Hub
      label: Hub A
      sources: [{id: northern-echo, title: News of the North Town Echo, url: https://example.org/northtown}]
    context:
      host: {organisation: Oakfield NHS Trust, ods_code: XQ9}
      region: London
      integrated_care_system: Oakfield and Elmshire
      places: [Oakfield, Elmshire]
      predecessor: {name: Riverside Service}
      external_services: [{id: elmshire-therapies, name: Elmshire Therapies, kind: Talking Therapies}]
    onward_referral: {destinations: [{service: elmshire-therapies}]}
    interventions: [{id: willow-talks, kind: counselling, recipient: individual, partner: Willow Trust}]
    staffing: {posts: [{id: oak-lead, role: clinical lead, local_title: Head of Oak House, wte: 1}]}
    resources: {funding: [{funder: Elmshire Council, amount: 5}]}
    care_teams: [{id: oak-team, name: Oak Team, codes: [O9.1]}]
    records_governance: {clinical_records: {system: OakNotes, relation: standalone}}
    """


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_telling_answer_is_replaced(file_format: str) -> None:
    text = all_text(compared(HUB, study=LABELS), file_format)
    told = "north|oak|elmshire|riverside|willow|xq9|london|echo|example.org"
    assert re.findall(told, text, re.IGNORECASE) == []
    for instead in ("host of Hub A", "place 1 of Hub A", "partner of Hub A", "post title of Hub A"):
        assert instead in text.replace("\n", " ")
    if file_format not in ("terminal", "csv"):  # these list no sources
        assert "source 1 of Hub A" in text


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("screening: {when: after the Oakfield event}", "Oakfield"),
        ("screening: {offered: {value: yes, note: says Oakfield NHS Trust}}", "Oakfield NHS Trust"),
        ("pathway: {review: as at ELMSHIRE}", "Elmshire"),
        ("activity: {shares: [{of: sector, group: Oakfield staff, n: 7}]}", "Oakfield"),
        ("team_support: {training_topics: [calm, Riverside Service]}", "Riverside Service"),
        ("screening: {when: at Óakfield}", "Oakfield"),
        ("screening: {when: when Willow asks}", "Willow"),
        ("screening: {when: after XQ9 asks}", "XQ9"),
        ("screening: {when: across London}", "London"),
        ("service_model: {summary: 'for all of North\u00a0Town'}", "north town"),
    ],
)
def test_a_name_in_a_text_is_found_with_its_place(answer: str, name: str) -> None:
    found = leftovers(compared(f"{HUB}\n    {answer}", study=LABELS))
    assert name in {left.name for left in found}
    assert all(left.line > 0 for left in found if left.name == name)
    assert leftovers(compared(f"{HUB}\n    {answer}")) == ()


def test_a_word_of_a_code_list_tells_of_no_hub() -> None:
    hub = "context: {external_services: [{id: oh, name: Occupational health}], places: [Police]}"
    assert leftovers(compared(hub, study=LABELS)) == ()


def test_labels_are_refused_while_a_name_is_left_and_nothing_is_written(mapper: Mapper) -> None:
    hub_file(
        "record: {id: north-town, name: North Town Hub, label: Hub A}\nscreening: {when: in Northtown}\n"
        "context: {places: [Northtown]}\n"
    )
    refused = mapper("compare", "--labels", "-o", "out.csv")
    assert refused.code == 3
    assert "Northtown" in refused.err
    assert "line 2" in refused.err
    assert "--accept-names" in refused.err
    assert not Path("out.csv").exists()
    accepted = mapper("compare", "--labels", "--accept-names", "-o", "out.csv")
    assert accepted.code == 0
    assert "Northtown" in accepted.err
    assert "Northtown" in Path("out.csv").read_text()


def test_the_study_file_may_ask_for_labels(mapper: Mapper) -> None:
    hub_file("record: {id: north-town, name: North Town Hub, label: Hub A}\n")
    Path("study.yaml").write_text("names_in_output: labels\n")
    ran = mapper("compare", "-f", "csv")
    assert (ran.code, "Hub A" in ran.out, "orth" in ran.out) == (0, True, False)


def test_the_title_of_the_study_is_looked_at_too(mapper: Mapper) -> None:
    hub_file("record: {id: north-town, name: North Town Hub, label: Hub A}\n")
    Path("study.yaml").write_text("title: All of North Town\n")
    assert mapper("compare", "--labels").code == 3


def test_one_label_for_two_hubs_is_refused(mapper: Mapper) -> None:
    for name in ("one", "two"):
        hub_file(f"record: {{id: {name}, name: Hub of {name}, label: Hub A}}\n", f"hubs/{name}.yaml")
    ran = mapper("compare", "--labels", "-f", "json")
    assert (ran.code, ran.out, "Please" in ran.err) == (3, "", True)
