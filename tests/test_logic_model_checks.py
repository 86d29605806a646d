"""Rules for logic models: the shared model that ships keeps them all; a study's own is told of, with its lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Mapper
from hypothesis import given
from hypothesis import strategies as st

from mapper.checks.report import check_study
from mapper.logic_model.faults import Fault, Rule, faults, tells_of_a_change
from mapper.shared_model import SharedBox, SharedLink, load_shared_model
from mapper.study import load_study


def box(box_id: str, kind: str, level: str | None = None, text: str = "Text") -> SharedBox:
    return SharedBox(box_id, kind, text, "reported", level, (), (), (), ("a measure",))


def link(start: str, end: str) -> SharedLink:
    return SharedLink(start, end, "leads to", "reported", ("a source",), None, None)


AROUND = [box("rain", "external factor"), box("noise", "unintended effect")]
BEARING = [link("rain", "out"), link("out", "noise")]


def found(boxes: list[SharedBox], links: list[SharedLink]) -> list[Fault]:
    whole = [*boxes, *AROUND] if any(one.id == "out" for one in boxes) else boxes
    return list(faults(whole, [*links, *BEARING] if whole is not boxes else links))


def test_the_model_that_ships_keeps_every_rule() -> None:
    model = load_shared_model()
    assert list(faults(model.boxes, model.links)) == []


def test_a_model_without_boxes_has_no_faults() -> None:
    assert list(faults([], [])) == []


def test_a_chain_from_activity_to_impact_keeps_every_rule() -> None:
    boxes = [box("do", "activity"), box("out", "output"), box("short", "outcome short"), box("end", "impact")]
    assert found(boxes, [link("do", "out"), link("out", "short"), link("short", "end")]) == []


@pytest.mark.parametrize(
    ("links", "cycles"),
    [
        ([("a", "b"), ("b", "a")], [("a", "b")]),
        ([("b", "c"), ("c", "a"), ("a", "b")], [("a", "b", "c")]),
        ([("a", "a")], [("a",)]),
        ([("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")], [("a", "b"), ("b", "c")]),
        ([("a", "b"), ("b", "c"), ("a", "c")], []),
    ],
)
def test_each_cycle_is_named_once_in_order(links: list[tuple[str, str]], cycles: list[tuple[str, ...]]) -> None:
    boxes = [box(name, "activity") for name in "abc"]
    said = [fault.boxes for fault in faults(boxes, [link(*ends) for ends in links]) if fault.rule is Rule.CYCLE]
    assert said == cycles


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=25))
def test_a_cycle_that_is_named_is_one(ends: list[tuple[int, int]]) -> None:
    pairs = {(str(start), str(end)) for start, end in ends}
    boxes = [box(str(number), "activity") for number in range(8)]
    for fault in faults(boxes, [link(*pair) for pair in sorted(pairs)]):
        if fault.rule is Rule.CYCLE:
            assert all(pair in pairs for pair in zip(fault.boxes, (*fault.boxes[1:], fault.boxes[0]), strict=True))


@pytest.mark.parametrize(
    ("text", "is_change"),
    [
        ("Better sleep", True),
        ("BETTER sleep", True),
        ("Staff with reduced distress", True),
        ("Improvement of skills", True),
        ("Teams supported", False),
        ("Sessions of an hour or less", False),
        ("Lessons learnt", False),
        ("", False),
    ],
)
def test_a_text_that_tells_of_a_change(text: str, is_change: bool) -> None:
    assert tells_of_a_change(text) is is_change


MODEL = """\
id: ours
title: Ours
boxes:
  - {id: talk, kind: activity, text: Talking, standing: reported, when: {component: in-house therapy}}
  - {id: alone, kind: mechanism, text: Alone, standing: reported}
  - {id: calm, kind: outcome short, text: Calm, standing: hypothesised}
  - {id: rich, kind: impact, text: Rich, standing: hypothesised, measured_by: not collected}
links:
  - {from: talk, to: calm, kind: leads to, standing: hypothesised, assumption: they want to}
  - {from: talk, to: rich, kind: leads to, standing: hypothesised}
"""


@pytest.fixture
def own_model(tmp_path: Path) -> Path:
    (tmp_path / "hubs").mkdir()
    (tmp_path / "hubs" / "a.yaml").write_text("record: {id: a}\n", encoding="utf-8")
    (tmp_path / "model.yaml").write_text(MODEL, encoding="utf-8")
    (tmp_path / "study.yaml").write_text("logic_model: model.yaml\n", encoding="utf-8")
    return tmp_path / "hubs"


def test_faults_of_a_model_of_a_study_are_told_once_with_their_lines(own_model: Path) -> None:
    reports = {Path(report.file).name: report for report in check_study(load_study([own_model]))}
    told = [(finding.code, finding.place.line, finding.severity.value) for finding in reports["model.yaml"].findings]
    assert told == [
        ("L709", 3, "warning"),
        ("L710", 3, "warning"),
        ("L703", 5, "warning"),
        ("L702", 6, "note"),
        ("L705", 6, "warning"),
        ("L704", 10, "warning"),
        ("L708", 10, "note"),
    ]
    assert not [one for one in reports["a.yaml"].findings if one.code.startswith("L")]


def test_the_command_names_the_file_of_the_model(mapper: Mapper, own_model: Path) -> None:
    ran = mapper("validate", own_model)
    assert ran.code == 0
    assert "model.yaml:5:5  warning L703" in ran.out
    assert "Boxes, entry 2 (Alone)" in ran.out


def test_a_model_that_cannot_be_used_is_an_error_of_the_study_file(mapper: Mapper, own_model: Path) -> None:
    (own_model.parent / "model.yaml").write_text(MODEL.replace("to: calm", "to: clam"), encoding="utf-8")
    ran = mapper("validate", own_model)
    assert ran.code == 1
    assert "study.yaml:1:14  error S218" in ran.out
    assert "line 9" in ran.out
    assert "Did you mean “calm”?" in " ".join(ran.out.split())


def test_the_rest_of_a_hub_is_still_checked_where_the_model_cannot_be_used(mapper: Mapper, own_model: Path) -> None:
    (own_model / "a.yaml").write_text(
        "logic_model: {adds: [{id: a, kind: activity, text: A, reason: r}], links: [{from: a, to: calm}]}\n"
        "context: {region: nowhere}\n",
        encoding="utf-8",
    )
    (own_model.parent / "model.yaml").write_text("[]", encoding="utf-8")
    ran = mapper("validate", own_model)
    assert ran.code == 1
    assert "S218" in ran.out
    assert "S203" in ran.out or "nowhere" in ran.out
    assert "X302" not in ran.out


@pytest.mark.parametrize(
    ("instead_of", "by", "said"),
    [
        (", standing: reported, when", ", when", "line 4: This box has no `standing`."),
        ("{id: alone, kind: mechanism, text: Alone, standing: reported}", "alone", "line 5: This is no box."),
        ("kind: leads to, standing: hypothesised}", "standing: hypothesised}", "line 10: This link has no `kind`."),
    ],
)
def test_a_box_or_link_that_lacks_something_is_told_with_its_line(
    mapper: Mapper, own_model: Path, instead_of: str, by: str, said: str
) -> None:
    (own_model.parent / "model.yaml").write_text(MODEL.replace(instead_of, by), encoding="utf-8")
    ran = mapper("validate", own_model)
    assert said in " ".join(ran.out.split())
