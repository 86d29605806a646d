"""Files in which nothing is wrong, and what they say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import DATA, WORDS, hub_from

from mapper.checks.report import check_study
from mapper.findings import Severity
from mapper.reading import read_bytes
from mapper.render.template import template
from mapper.schema.answers import Answer, MissingWord, Reading, Standing
from mapper.schema.scalars import Amount, PartialDate, read_date
from mapper.study import MappedHub, load_study

VALID = sorted(file for file in (DATA / "valid").glob("*.yaml") if file.name != "study.yaml")


def amount(low: str, high: str | None = None) -> Amount:
    return Amount(Decimal(low), Decimal(high or low))


def load(name: str) -> MappedHub:
    (mapped,) = load_study([DATA / "valid" / f"{name}.yaml"]).hubs
    return mapped


ABOUT_OTHER_PROGRAMS = {"Y115"}


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_nothing_is_wrong_in_a_valid_file(file: Path) -> None:
    reports = check_study(load_study([file]))
    findings = [finding for report in reports for finding in report.findings]
    assert [f for f in findings if f.severity is not Severity.NOTE and f.code not in ABOUT_OTHER_PROGRAMS] == []


ANSWERS = {
    "value": Answer((Reading(amount("2.4")),)),
    "missing-word": Answer(missing=MissingWord.NOT_REPORTED),
    "missing-word-typed-otherwise": Answer(missing=MissingWord.NOT_REPORTED),
    "missing-with-remark": Answer(missing=MissingWord.WITHHELD, note="commercial", sources=("interview",)),
    "value-with-source": Answer((Reading(amount("2.4"), ("annual-report",), read_date(2021), "as printed"),)),
    "missing-word-as-value": Answer(missing=MissingWord.NOT_KNOWN, note="nobody asked"),
    "value-left-blank": Answer(note="to be asked"),
    "value-of-blanks": Answer(note="to be asked"),
    "conflicting": Answer(
        (
            Reading(amount("2"), ("annual-report",), read_date("2021-03")),
            Reading(amount("3", "4"), ("interview",), None, "with students"),
        ),
        note="the two count differently",
    ),
    "blank": Answer(),
    "blank-text": Answer(),
    "left-out": Answer(),
}


def test_each_way_to_write_an_answer_means_what_it_says() -> None:
    posts = load("answer_forms").hub.staffing.posts
    assert {post.id: post.wte for post in posts} == ANSWERS


def test_blank_items_are_left_out_and_the_others_keep_their_places() -> None:
    hub = load("answer_forms").hub
    assert hub.staffing.posts.paths == tuple((number,) for number in range(len(ANSWERS)))
    assert list(hub.context.places.placed()) == [((0,), "Exampleton"), ((2,), "Sampleton")]
    assert [path for path, _ in hub.context.external_services.placed()] == [("value", 0)]


def test_a_missing_word_for_a_group_answers_every_question_in_it() -> None:
    context = load("answer_forms").hub.context
    assert {context.host.organisation.missing, context.host.ods_code.missing} == {MissingWord.NOT_REPORTED}
    assert context.workforce_in_scope.people == Answer(missing=MissingWord.NOT_KNOWN, note="nobody asked")
    assert context.workforce_in_scope.sources.items == ("interview",)
    assert context.predecessor.name.standing is Standing.BLANK
    assert context.factors.missing is MissingWord.NOT_COLLECTED


def test_partial_dates_keep_how_much_is_known() -> None:
    hub = load("dates_and_ranges").hub
    said = [hub.context.opened, hub.context.closed, hub.context.predecessor.opened, hub.staffing.as_of]
    values = [answer.value for answer in said]
    assert [value.text for value in values if isinstance(value, PartialDate)] == [
        "2020",
        "2021-02",
        "2019-12-24 or earlier",
        "2021 to 2021-06",
    ]


def test_words_of_yaml_1_2_stay_as_typed() -> None:
    hub = load("words_of_yaml_1_2").hub
    record = hub.record
    said = [record.id, record.name, record.label, record.licence, record.note, record.fictional]
    assert [answer.value for answer in said] == ["010", "off", "yes", "No", "1.10", "no"]
    assert [source.id for source in record.sources] == ["0x1f", "on"]
    assert [source.title.value for source in record.sources] == ["1.000", "2020-10-05"]
    assert hub.context.places.items == ("<<", "y", "n", "on", "Off", "NO", "9:30", "1:30:00", "=", ".5.")


def test_a_study_adds_words() -> None:
    study = load_study([DATA / "valid" / "added_words.yaml"])
    assert study.vocabulary["role"].label("gardener") == "Gardener"
    assert study.hubs[0].hub.staffing.posts.items[0].role.value == "gardener"
    assert study.guidance.id == "bps-2023"


def test_the_blank_form_is_valid_and_answers_nothing_but_what_is_filled_in() -> None:
    mapped = hub_from(template(WORDS))
    assert mapped.problems == ()
    assert mapped.hub == hub_from('record: {stage: draft, template_version: "1"}').hub


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(file: Path) -> None:
    data = file.read_bytes()
    windows = read_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert windows.values == read_bytes(data).values
    assert windows.problems == ()
