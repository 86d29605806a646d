"""The four Hubs of the public record: they validate, rest on their sources, and hold no figure that is not in them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import REPOSITORY

from mapper.checks.report import check_study
from mapper.findings import Severity
from mapper.schema.answers import Answer, Answers, MissingWord, Standing
from mapper.schema.base import Answered, Part, walk
from mapper.schema.scalars import Amount, BandRange
from mapper.study import MappedHub, load_study

STUDY = load_study([REPOSITORY / "hubs"])
HUBS = {mapped.id: mapped for mapped in STUDY.hubs}
GREATER_MANCHESTER, LANCASHIRE = "greater-manchester", "lancashire-south-cumbria"
CHESHIRE, HUMBER = "cheshire-merseyside", "humber-north-yorkshire"

# Every figure of the public record that may appear, with its question and its source. Nothing else may.
FIGURES = {
    GREATER_MANCHESTER: {
        ("activity.counts", "224", "quest-2020"),
        ("activity.counts", "4200 or more", "pharmatimes-2021"),
    },
    LANCASHIRE: {
        ("staffing.posts", "17", "lep-2022"),
        ("staffing.posts", "17", "blogpreston-2022"),
        ("staffing.posts", "5", "lep-2022"),
        ("staffing.posts", "5", "blogpreston-2022"),
        ("activity.counts", "800 or more", "lep-2022"),
        ("activity.counts", "1100 or more", "lancs-telegraph-2023"),
        ("interventions", "1400 or fewer", "lep-2022"),
        ("team_support.participants", "1400 or fewer", "lep-2022"),
    },
    CHESHIRE: {
        ("interventions", "6", "relate-2022"),
        ("interventions", "30", "relate-trusts"),
    },
    HUMBER: set(),
}


def values(answered: Answered) -> list[object]:
    if isinstance(answered.value, Answer):
        return [reading.value for reading in answered.value.readings]
    return list(answered.value) if isinstance(answered.value, Answers) else [answered.value]


def sources_of(mapped: MappedHub, answered: Answered) -> set[str]:
    """The sources of an answer: its own, or else those of the nearest part that holds it."""
    own = answered.value.cited if isinstance(answered.value, Answer | Answers) else ()
    if own:
        return set(own)
    holding = [
        (other.path[:-1], other.value.items)
        for other in walk(mapped.hub)
        if other.question.key == "sources" and other.question.is_remark and other.value.items
    ]
    above = [(path, items) for path, items in holding if answered.path[: len(path)] == path]
    return set(max(above, default=((), ()), key=lambda found: len(found[0]))[1])


def where(answered: Answered) -> str:
    """The list or question that a figure belongs to: `staffing.posts`."""
    names = []
    for part in answered.path:
        if isinstance(part, int):
            break
        names.append(part)
    return ".".join(names)


@pytest.fixture(params=HUBS, ids=str)
def mapped(request: pytest.FixtureRequest) -> MappedHub:
    return HUBS[request.param]


def test_there_are_four() -> None:
    assert sorted(HUBS) == sorted(FIGURES)
    assert [mapped.file.endswith(f"{mapped.id}.yaml") for mapped in STUDY.hubs] == [True] * 4


def test_they_validate_without_errors_and_warnings() -> None:
    findings = [finding for report in check_study(STUDY) for finding in report.findings]
    assert [finding for finding in findings if finding.severity is not Severity.NOTE] == []


def test_no_figure_stands_there_that_the_public_record_does_not_hold(mapped: MappedHub) -> None:
    found = {
        (where(answered), str(value), source)
        for answered in walk(mapped.hub)
        for value in values(answered)
        if isinstance(value, Amount)
        for source in sources_of(mapped, answered) or {"no source"}
    }
    assert found == FIGURES[mapped.id]


def test_no_wte_band_wait_budget_or_workforce_is_made_up(mapped: MappedHub) -> None:
    keys = {"wte", "wte_funded", "vacant_wte", "band", "wait_weeks", "amount", "people", "area_population"}
    given = [answered.path for answered in walk(mapped.hub) if answered.question.key in keys and any(values(answered))]
    assert given == []
    assert not any(isinstance(value, BandRange) for answered in walk(mapped.hub) for value in values(answered))


def test_every_source_that_is_cited_is_listed_and_every_one_that_is_listed_is_cited(mapped: MappedHub) -> None:
    listed = {source.id for source in mapped.hub.record.sources}
    cited = set[str]()
    for answered in walk(mapped.hub):
        if isinstance(answered.value, Answer | Answers):
            cited |= set(answered.value.cited)
        if answered.question.refers_to == "source":
            cited |= {str(value) for value in values(answered)}
    assert cited == listed


def test_every_headcount_rests_on_a_source(mapped: MappedHub) -> None:
    for answered in walk(mapped.hub):
        if answered.question.key == "headcount" and answered.value.standing is Standing.ANSWERED:
            assert isinstance(answered.owner, Part)
            assert sources_of(mapped, answered), answered.path


def test_headcounts_are_people_and_never_wte() -> None:
    posts = HUBS[LANCASHIRE].hub.staffing.posts
    assert [(post.headcount.value, post.wte.missing) for post in posts] == [
        (Amount(Decimal(17), Decimal(17)), MissingWord.NOT_REPORTED),
        (Amount(Decimal(5), Decimal(5)), MissingWord.NOT_REPORTED),
    ]


def test_when_lancashire_and_south_cumbria_opened_is_kept_with_both_readings() -> None:
    opened = HUBS[LANCASHIRE].hub.context.opened
    assert opened.standing is Standing.CONFLICTING
    assert [(str(reading.value), reading.sources) for reading in opened.readings] == [
        ("2020-10", ("lancs-telegraph-2023", "lep-2023")),
        ("2021-07", ("lep-2022", "blogpreston-2022")),
    ]


@pytest.mark.parametrize(
    ("hub", "host"),
    [
        (GREATER_MANCHESTER, "Pennine Care NHS Foundation Trust"),
        (LANCASHIRE, "Lancashire and South Cumbria NHS Foundation Trust"),
        (CHESHIRE, "Mersey Care NHS Foundation Trust"),
        (HUMBER, "Tees, Esk and Wear Valleys NHS Foundation Trust"),
    ],
)
def test_the_host_is_that_of_the_record(hub: str, host: str) -> None:
    organisation = HUBS[hub].hub.context.host.organisation
    assert (organisation.value, organisation.cited) == (host, ("varese-2024",))


@pytest.mark.parametrize(
    ("hub", "opened", "source"), [(GREATER_MANCHESTER, "2020-04", "pennine-2020"), (HUMBER, "2021-02-22", "hny-2021")]
)
def test_the_opening_is_that_of_the_record(hub: str, opened: str, source: str) -> None:
    answer = HUBS[hub].hub.context.opened
    assert (str(answer.value), answer.cited) == (opened, (source,))


def test_they_are_not_fictional_and_still_drafts(mapped: MappedHub) -> None:
    assert mapped.hub.record.fictional.value == "no"
    assert mapped.stage == "draft"


def test_labels_tell_the_hubs_apart_without_naming_them() -> None:
    labels = {mapped.hub.record.label.value for mapped in STUDY.hubs}
    assert labels == {"Hub A", "Hub B", "Hub C", "Hub D"}


@pytest.mark.parametrize("component", STUDY.guidance.core)
def test_each_provides_every_component_of_the_guidance_as_far_as_is_reported(component: str) -> None:
    for mapped in STUDY.hubs:
        (entry,) = [entry for entry in mapped.hub.service_model.components if entry.component == component]
        assert entry.provision.value == "provided"
        assert entry.as_specified.missing is MissingWord.NOT_REPORTED


@pytest.mark.parametrize("component", ["formulation-based assessment", "in-house therapy"])
def test_each_has_the_two_additions_with_the_reasons_that_are_reported(component: str) -> None:
    for mapped in STUDY.hubs:
        (entry,) = [entry for entry in mapped.hub.service_model.components if entry.component == component]
        assert entry.provision.value == "provided"
        assert set(entry.reasons) == {"external waits", "gap between services"}
