"""The data that ships: code lists, sources, guidance sets and the shared logic model hang together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import REPOSITORY, WORDS

from mapper.errors import MapperError
from mapper.schema.answers import MissingWord
from mapper.schema.base import Group, question_at, questions
from mapper.schema.hub import Hub
from mapper.schema.interventions import Intervention
from mapper.schema.study import StudyFile
from mapper.shared_model import COMPONENT, load_shared_model
from mapper.vocabulary.guidance import guidance_names, load_guidance
from mapper.vocabulary.lists import FOLDER, Vocabulary, Word, list_names, load_data, load_list, load_sources

LISTS = list_names()
MODEL = load_shared_model()


def lists_asked(group: type[Group]) -> set[str]:
    found = set()
    for question in questions(group):
        found |= {question.code_list} if question.code_list else set()
        found |= lists_asked(question.group) if question.group else set()
    return found


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_what_it_is_and_where_each_word_comes_from(name: str) -> None:
    listed = load_list(name)
    assert listed.name == name
    assert listed.title
    assert listed.description
    assert len(listed.words) > 1
    for word in listed:
        assert isinstance(word.word, str)
        assert all([word.word, word.label, word.description])
        assert word.source in load_sources()
    assert len({word.label for word in listed}) == len(listed.words)


@pytest.mark.parametrize("name", LISTS)
def test_a_word_is_listed_once(name: str) -> None:
    values = load_data(f"lists/{name}.yaml")
    counts = Counter(entry["word"].lower() for entry in values["words"])
    assert [word for word, number in counts.items() if number > 1] == []
    assert values["additions"] in ("yes", "no")


def test_no_word_of_a_list_is_a_missing_word() -> None:
    words = {(name, word.word.lower()) for name in LISTS for word in WORDS[name]}
    assert [(name, word) for name, word in words if word in set(MissingWord)] == []


def test_words_for_a_missing_word_are_listed_once_and_are_none_themselves() -> None:
    meant = load_data("missing_words.yaml")["meant"]
    written = [text for texts in meant.values() for text in texts]
    assert set(meant) == set(MissingWord)
    assert len(written) == len(set(written))
    assert all(text == text.lower() and text not in meant for text in written)


def test_every_list_is_used_and_every_list_that_is_used_exists() -> None:
    source = "".join(file.read_text() for file in (REPOSITORY / "mapper").rglob("*.py"))
    asked = lists_asked(Hub) | lists_asked(StudyFile)
    used = asked | {name for name in LISTS if f'["{name}"]' in source}
    assert asked <= set(LISTS)
    assert set(LISTS) - used == set()


def test_sources_are_listed_once_and_say_what_they_are() -> None:
    listed = load_data("sources.yaml")["sources"]
    assert len({source["id"] for source in listed}) == len(listed)
    assert all(source["kind"] and source["title"] and source["date"] for source in listed)


def test_bands_are_listed_from_the_lowest_to_the_highest() -> None:
    assert list(WORDS["band"].words) == ["2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"]


def test_the_words_of_npt_belong_to_its_four_constructs() -> None:
    constructs = Counter(word.details["construct"] for word in WORDS["npt"])
    assert constructs == dict.fromkeys(WORDS["npt-construct"].words, 4)


def test_cut_offs_have_sources_and_lie_within_the_range_of_their_measure() -> None:
    for word in WORDS["measure"]:
        for cut_off in word.details.get("cut_offs") or ():
            assert cut_off["source"] in load_sources()
            for end in ("value", "from", "to"):
                if end in cut_off:
                    assert word.details["lowest"] <= cut_off[end] <= word.details["highest"]


def test_usual_bands_are_bands_in_order_with_a_profile_and_its_source() -> None:
    with_bands = [word.details["usual_bands"] for word in WORDS["role"] if "usual_bands" in word.details]
    assert with_bands
    for bands in with_bands:
        assert {bands["from"], bands["to"]} <= set(WORDS["band"].words)
        assert WORDS["band"].position(bands["from"]) <= WORDS["band"].position(bands["to"])
        assert bands["profile"]
        assert bands["source"] in load_sources()
        assert bands.get("profession") in {None, *WORDS["profession"].words}


def test_usual_classes_are_classes() -> None:
    assert {word.details.get("usual_class") for word in WORDS["role"]} <= {None, *WORDS["clinical-class"].words}


def test_what_an_intervention_treats_can_be_measured() -> None:
    treated = {word.details["treats"] for word in WORDS["intervention"] if "treats" in word.details}
    assert treated
    assert treated <= {word.details["domain"] for word in WORDS["measure"]}


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("delivery", "by_partner", {"partner commissioned", "partner", "mixed"}),
        ("delivery", "by_hub", {"in house", "mixed"}),
        ("clinical-class", "with_clients", {"clinical", "mixed"}),
        ("clinical-class", "fits_any_role", {"mixed"}),
        ("pay-system", "has_bands", {"afc"}),
        (
            "share-of",
            "each_person_once",
            {"sector", "gender", "ethnicity", "age", "occupation", "sexual orientation"},
        ),
        (
            "intervention",
            "needs_training",
            {"CBT", "trauma-focused CBT", "EMDR", "ACT", "compassion-focused", "counselling", "integrative"},
        ),
        ("recipient", "in_private", {"individual", "couple or family"}),
        ("record-relation", "apart", {"standalone"}),
        ("record-visibility", "visible", {"appointments only", "summary", "full record"}),
        ("count-unit", "counts_people", {"people"}),
        (
            "metric",
            "counts_people",
            {
                "referrals",
                "screens",
                "assessments",
                "therapy starts",
                "onward referrals",
                "participants",
                "waiting now",
                "people supported",
            },
        ),
    ],
)
def test_words_are_marked_by_what_checks_ask_of_them(name: str, key: str, words: set[str]) -> None:
    assert {word.word for word in WORDS[name] if word.details.get(key) == "yes"} == words


def test_thresholds_have_a_source_and_a_meaning() -> None:
    thresholds = load_data("thresholds.yaml")["thresholds"]
    assert {name: entry["value"] for name, entry in thresholds.items()} == {
        "all_full_time": 5,
        "few_teams": 10,
        "whole_wte": 10,
        "smallest_count": 5,
    }
    assert all(entry["source"] in load_sources() and entry["meaning"] for entry in thresholds.values())


def test_names_of_groups_and_words_for_numbers_are_in_lower_case_and_of_one_kind() -> None:
    for name in ("group_words.yaml", "workforce_words.yaml"):
        texts = [text for listed in load_data(name).values() for text in listed]
        assert len(texts) == len(set(texts))
        assert [text for text in texts if text != " ".join(text.lower().split())] == []


def test_telephone_numbers_have_a_source() -> None:
    assert load_data("phone_numbers.yaml")["source"] in load_sources()


def test_the_items_of_tidier_are_twelve() -> None:
    assert {question.tidier for question in questions(Intervention)} - {None} == set(range(1, 13))


def test_a_study_adds_words_and_changes_no_other() -> None:
    added = Word("gardener", "Gardener", "Looks after the garden.", "our study")
    words = Vocabulary({"role": (added,)})
    assert words["role"].words == {**WORDS["role"].words, "gardener": added}
    assert words["role"].position("gardener") == len(WORDS["role"].words)
    assert words["region"] == WORDS["region"]
    assert "gardener" not in WORDS["role"]


@pytest.mark.parametrize("name", guidance_names())
def test_a_guidance_set_names_components_or_principles(name: str) -> None:
    guidance = load_guidance(name, WORDS)
    assert guidance.id == name
    assert guidance.source in load_sources()
    assert guidance.components or guidance.principles
    assert set(guidance.core) | set(guidance.unsettled) <= set(WORDS["component"].words)
    assert not set(guidance.core) & set(guidance.unsettled)
    for _, wordings in guidance.components:
        assert wordings
        assert all(wording.text and wording.source in load_sources() for wording in wordings)


def test_the_guidance_of_2020_names_four_components_and_leaves_screening_unsettled() -> None:
    guidance = load_guidance("nhse-2020", WORDS)
    assert guidance.core == (
        "proactive outreach",
        "team capacity building",
        "rapid clinical assessment",
        "onward referral and rapid access",
    )
    assert set(guidance.unsettled) == {"mental health screening"}


def test_the_principles_of_2023_are_eight() -> None:
    assert len(load_guidance("bps-2023", WORDS).principles) == 8


def test_every_source_of_the_shared_model_exists() -> None:
    cited = {source for part in (*MODEL.boxes, *MODEL.links) for source in part.sources}
    assert cited <= set(load_sources())


def test_what_is_reported_has_a_source() -> None:
    assert [part for part in (*MODEL.boxes, *MODEL.links) if part.standing == "reported" and not part.sources] == []


def test_every_link_of_the_shared_model_has_a_source_or_says_what_it_assumes() -> None:
    assert [link for link in MODEL.links if not link.sources and not link.assumption] == []
    assert all(link.evidence in (None, *WORDS["evidence"].words) for link in MODEL.links)
    assert [link for link in MODEL.links if link.standing == "reported" and link.evidence is None] == []


def test_every_box_of_the_shared_model_can_be_reached() -> None:
    linked = {end for link in MODEL.links for end in (link.start, link.end)}
    assert [box.id for box in MODEL.boxes if box.id not in linked] == []


def test_every_component_of_the_guidance_has_a_box() -> None:
    drawn = {
        word
        for box in MODEL.boxes
        for condition in box.when
        for word in condition.words
        if condition.question == COMPONENT
    }
    assert set(load_guidance("nhse-2020", WORDS).core) <= drawn


def test_every_sub_construct_has_something_that_helped() -> None:
    assert {npt for factor in MODEL.factors if factor.effect == "helps" for npt in factor.npt} == set(
        WORDS["npt"].words
    )
    assert MODEL.factor_source in load_sources()


@pytest.mark.parametrize(
    "change",
    [
        ("id: high-need", "id: gaps"),
        ("kind: context", "kind: contexts"),
        ("    standing: reported", "    standing: certain"),
        ("context.factors.factor: high need", "context.weather: rain"),
        ("context.factors.factor: high need", "context.factors.factor: low need"),
        ("component: standalone records", "component: any"),
        ("evidence: described", "evidence: sure"),
        ("level: individual", "level: everybody"),
        ("npt: [differentiation]", "npt: [difference]"),
        ("kind: strengthens", "kind: helps"),
        ("from: high-need", "from: low-need"),
        ("kind: leads to", "kind: leads"),
        ("boxes:", "boxs:"),
        ("- id: high-need", "- idd: high-need"),
    ],
)
def test_a_model_of_a_study_that_does_not_hang_together_is_refused(change: tuple[str, str], tmp_path: Path) -> None:
    text = (FOLDER / "logic_model.yaml").read_text()
    (tmp_path / "own.yaml").write_text(text)
    assert load_shared_model(tmp_path / "own.yaml").boxes == MODEL.boxes
    assert change[0] in text
    (tmp_path / "own.yaml").write_text(text.replace(*change, 1))
    with pytest.raises(MapperError):
        load_shared_model(tmp_path / "own.yaml")


@pytest.mark.parametrize(
    "text", ["", "[]", "a: b", "items: [a]", "id: a\ntitle: b\ndescription: c\nsource: d\nitems: 7"]
)
def test_a_file_that_is_no_guidance_set_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(text)
    with pytest.raises(MapperError):
        load_guidance("own.yaml", WORDS, tmp_path)


def test_a_guidance_set_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    for name in ("nhse-2019", "none.yaml"):
        with pytest.raises(MapperError):
            load_guidance(name, WORDS, tmp_path)


@pytest.mark.parametrize("word", load_guidance("nhse-2020", WORDS).core)
def test_where_a_component_shows_is_a_question_with_words_of_its_list(word: str) -> None:
    traces = WORDS["component"].words[word].details["realised_by"]
    assert traces
    for trace in traces:
        question = question_at(Hub, tuple(trace["answer"].split(".")))
        assert question is not None
        if "words" in trace:
            assert question.code_list is not None
            assert set(trace["words"]) <= set(WORDS[question.code_list].words)


def test_a_pathway_has_steps_at_which_it_begins_is_reviewed_and_ends() -> None:
    marked = {
        key: [word.word for word in WORDS["step"] if key in word.details] for key in ("begins", "reviews", "ends")
    }
    assert marked == {
        "begins": ["contact", "register", "screen"],
        "reviews": ["review"],
        "ends": ["onward referral", "discharge"],
    }
    assert {value for word in WORDS["step"] for value in word.details.values()} == {"yes"}
