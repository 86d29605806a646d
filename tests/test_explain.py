"""What a name stands for, how it is told in a terminal, and the reference pages made of the same texts."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import REPOSITORY, WORDS
from golden import assert_golden

from mapper.checks.registry import CHECKS, TOPICS
from mapper.explain.find import find, near
from mapper.explain.form import every_question
from mapper.explain.subjects import (
    AboutCode,
    AboutList,
    AboutMissing,
    AboutQuestion,
    AboutSource,
    AboutWord,
)
from mapper.render.explanation_text import explanation_text
from mapper.render.explanation_words import detail_words
from mapper.render.markdown import anchor
from mapper.render.reference import reference
from mapper.schema.answers import MissingWord
from mapper.schema.base import question_at
from mapper.schema.hub import Hub
from mapper.vocabulary.lists import Vocabulary, Word, list_names, load_sources

PAGES = ("checks", "template")


def named(what: str) -> list[tuple[str, str]]:
    """What is found under a name: the kind of each thing, and what it is called."""
    found = []
    for about in find(what, WORDS):
        match about:
            case AboutCode():
                found.append(("code", about.check.code))
            case AboutMissing():
                found.append(("missing", about.word))
            case AboutQuestion():
                found.append(("remark" if about.is_remark else "question", about.asked.path))
            case AboutList():
                found.append(("list", about.words.name))
            case AboutWord():
                found.append(("word", f"{about.words.name}: {about.word.word}"))
            case AboutSource():
                found.append(("source", str(about.source.id)))
    return found


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("W501", [("code", "W501")]),
        (" w501 ", [("code", "W501")]),
        ("staffing", [("question", "staffing")]),
        ("service model", [("question", "service_model")]),
        ("staffing.posts.wte", [("question", "staffing.posts.wte")]),
        ("staffing.posts[2].wte", [("question", "staffing.posts.wte")]),
        ("staffing.posts[nurses].wte", [("question", "staffing.posts.wte")]),
        ("posts.wte", [("question", "staffing.posts.wte")]),
        ("vacant_wte", [("question", "staffing.vacant_wte")]),
        ("band", [("question", "staffing.posts.band"), ("list", "band")]),
        ("opened", [("question", "context.opened"), ("question", "context.predecessor.opened")]),
        ("context.opened", [("question", "context.opened")]),
        ("populations.people", [("question", "populations.people")]),
        ("note", [("remark", "note")]),
        ("sources", [("question", "record.sources"), ("remark", "sources")]),
        ("record.sources", [("question", "record.sources")]),
        ("staffing.posts[0].as_of", [("remark", "as_of")]),
        ("staffing.as_of", [("question", "staffing.as_of")]),
        ("nowhere.note", []),
        ("EMDR", [("word", "intervention: EMDR")]),
        ("emdr", [("word", "intervention: EMDR")]),
        ("eye movement desensitisation and reprocessing", [("word", "intervention: EMDR")]),
        ("In_house Therapy", [("word", "component: in-house therapy")]),
        (
            "occupational health",
            [("word", "route: occupational health"), ("word", "service-kind: occupational health")],
        ),
        ("sense making", [("word", "npt-construct: coherence")]),
        ("coherence", [("word", "npt-construct: coherence")]),
        ("enrolment", [("word", "npt: enrolment")]),
        ("Routes in", [("list", "route")]),
        ("not reported", [("missing", "not reported")]),
        ("Not_Reported", [("missing", "not reported")]),
        ("n/a", [("missing", "not applicable")]),
        ("npt", [("question", "implementation.factors.npt"), ("list", "npt"), ("source", "npt")]),
        ("kroenke-2001", [("source", "kroenke-2001")]),
        ("W599", []),
        ("", []),
        (".", []),
        ("[", []),
    ],
)
def test_what_a_name_stands_for(what: str, expected: list[tuple[str, str]]) -> None:
    assert named(what) == expected


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("bnad", "band"),
        ("staffing.posts.bnad", "staffing.posts.band"),
        ("staffing.post[3].band", "staffing.posts.band"),
        ("staffing.fidelity", "fidelity_planned"),
        ("PHQ9", "PHQ-9"),
        ("W599", "W501"),
        ("S2", "S200"),
        ("not knwon", "not known"),
        ("kroenke", "kroenke-2001"),
        ("trauma", "trauma-focused CBT"),
    ],
)
def test_what_is_near_a_name(what: str, expected: str) -> None:
    assert not find(what, WORDS)
    assert expected in near(what, WORDS)


@pytest.mark.parametrize("what", ["", "zzzz", ".", "["])
def test_nothing_is_near_what_is_no_name(what: str) -> None:
    assert near(what, WORDS) == ()


def test_everything_that_has_a_name_is_found_under_it() -> None:
    for check in CHECKS:
        assert ("code", check.code) in named(check.code)
    for asked in every_question():
        assert ("question", asked.path) in named(asked.path)
    for name in list_names():
        assert ("list", name) in named(name)
        for word in WORDS[name]:
            assert ("word", f"{name}: {word.word}") in named(word.word)
    for word in WORDS["intervention"]:
        assert ("word", f"intervention: {word.word}") in named(word.label)
    for missing in MissingWord:
        assert ("missing", missing.value) in named(missing)
    for source in load_sources():
        assert ("source", source) in named(source)


def test_every_question_of_a_hub_leads_to_its_path() -> None:
    asked = [one for one in every_question() if not one.is_of_study]
    assert len(asked) > 200
    for one in asked:
        assert question_at(Hub, tuple(one.path.split("."))) == one.question
        assert one.help


def test_a_word_of_a_study_is_found_with_its_own_source() -> None:
    words = Vocabulary({"role": (Word("gardener", "Gardener", "Looks after the garden.", "our study"),)})
    (about,) = find("gardener", words)
    assert isinstance(about, AboutWord)
    assert [(source.id, source.title) for source in about.sources] == [(None, "our study")]
    assert "our study" in explanation_text([about], width=80, color=False)


def test_what_is_known_of_a_word() -> None:
    (audit,) = find("AUDIT", WORDS)
    assert isinstance(audit, AboutWord)
    assert [source.id for source in audit.sources] == ["babor-2001"]
    assert audit.asked_at == ("screening.measures.measure", "activity.outcomes.measure")
    (coherence,) = find("coherence", WORDS)
    assert isinstance(coherence, AboutWord)
    assert [part.word for part in coherence.parts] == [
        "differentiation",
        "communal specification",
        "individual specification",
        "internalisation",
    ]


def test_what_a_word_says_of_itself_is_told_in_words() -> None:
    told = {
        (name, word.word): [(detail.label, detail.text, detail.source) for detail in detail_words(word)]
        for name in list_names()
        for word in WORDS[name]
    }
    assert told["role", "nurse"] == [
        ("Usual class", "clinical", None),
        ("Usual bands", "5 to 9 (Nurse at any level)", "nhs-profiles-nursing"),
    ]
    assert told["role", "trainee"][0][1] == "6 (Clinical Psychology Trainee); holds for the profession psychology only"
    assert told["component", "proactive outreach"][0][:2] == (
        "Shown by",
        (
            "outreach.activities (any answer); staffing.posts.role (outreach lead); "
            "staffing.posts.time.function (outreach)"
        ),
    )
    assert told["measure", "PCL-5"][-2:] == [
        ("Scores", "0 to 80", None),
        (
            "Cut-off",
            "at least 31 to 33: Usual cut-off for post-traumatic stress; sources place it from 31 to 33",
            "weathers-2013",
        ),
    ]
    assert told["npt", "enrolment"] == [("Part of", "cognitive participation (relational work)", None)]
    assert told["step", "discharge"] == told["metric", "referrals"] == []
    assert told["coding-question", "own-staff"][1:] == [
        ("Answer", "yes (Yes: it is a team of its own)", None),
        ("Answer", "no (No: it is an activity of other teams)", None),
    ]
    texts = [text for details in told.values() for label, text, _ in details if label != "Answer"]
    assert len(texts) > 50
    assert not [text for text in texts if not isinstance(text, str) or re.search(r"[{}\[\]]|'\w+':|None|yes", text)]


def test_a_detail_without_words_is_not_published() -> None:
    with pytest.raises(KeyError):
        list(detail_words(Word("a", "A", "An a.", "mapper", {"own": {"from": 1}})))


def test_what_rests_on_a_source() -> None:
    (about,) = find("nhs-afc", WORDS)
    assert isinstance(about, AboutSource)
    assert "band" in about.lists
    assert "W502" in about.codes
    (about,) = find("nhs-profiles-nursing", WORDS)
    assert isinstance(about, AboutSource)
    assert about.lists == ("role",)
    (about,) = find("nhse-2020", WORDS)
    assert isinstance(about, AboutSource)
    assert about.guidance == ("nhse-2020",)


@pytest.mark.parametrize("what", ["W501", "staffing.posts.band", "AUDIT", "npt"])
def test_an_explanation_is_the_committed_one(what: str) -> None:
    assert_golden(f"explain_{what}_80.txt", explanation_text(find(what, WORDS), width=80, color=False))


def explained() -> list[str]:
    return [
        *(check.code for check in CHECKS),
        *{asked.question.key for asked in every_question()},
        *list_names(),
        *MissingWord,
        *load_sources(),
        "coherence",
        "EQ-5D-5L",
    ]


@pytest.mark.parametrize("width", [40, 80])
def test_explanations_fit_the_terminal(width: int) -> None:
    unbroken = {line.strip() for check in CHECKS for line in (check.bad + check.good).splitlines()}
    unbroken |= {asked.path for asked in every_question()}
    for what in explained():
        lines = explanation_text(find(what, WORDS), width=width, color=False).splitlines()
        assert [line for line in lines if len(line) > width and line.strip() not in unbroken] == []


def test_the_words_of_a_list_are_told_once() -> None:
    text = explanation_text(find("npt", WORDS), width=80, color=False)
    assert text.count("communal appraisal") == 1


def test_colour_changes_nothing_else() -> None:
    found = find("W501", WORDS)
    colored = explanation_text(found, width=80, color=True)
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == explanation_text(found, width=80, color=False)


@pytest.mark.parametrize("page", PAGES)
def test_a_reference_page_is_the_committed_one(page: str) -> None:
    assert reference(page, WORDS) == (REPOSITORY / "docs" / f"{page}.md").read_text()


def headings(text: str) -> list[str]:
    outside = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#+ (.*)$", outside, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_reference_page_leads_somewhere(page: str) -> None:
    text = reference(page, WORDS)
    anchors = [anchor(heading) for heading in headings(text)]
    assert len(anchors) == len(set(anchors))
    known = {*anchors, *(f"#{its_id}" for its_id in re.findall(r'<a id="([^"]*)">', text))}
    linked = re.findall(r"\]\(([^)]*)\)", text)
    assert {address for address in linked if address.startswith("#")} <= known
    for address in linked:
        if not address.startswith(("#", "http")):
            assert (REPOSITORY / "docs" / Path(address)).is_file()


def test_every_code_has_its_anchor_and_its_topic() -> None:
    anchors = {anchor(heading) for heading in headings(reference("checks", WORDS))}
    assert {f"#{check.code.lower()}" for check in CHECKS} <= anchors
    assert {check.code[0] for check in CHECKS} <= set(TOPICS)


def test_every_question_and_word_is_on_the_reference_page() -> None:
    text = reference("template", WORDS)
    for asked in every_question():
        assert f"| `{asked.question.key}`" in text or f"## {asked.path}" in text
    for name in list_names():
        for word in WORDS[name]:
            assert f"| `{word.word}` |" in text


@pytest.mark.parametrize("page", PAGES)
def test_the_rows_of_a_table_have_as_many_cells_as_its_heading(page: str) -> None:
    cells = [re.split(r"(?<!\\)\|", line) for line in reference(page, WORDS).splitlines()]
    for above, below in pairwise(cells):
        assert len(above) == 1 or len(below) == 1 or len(above) == len(below)


def test_the_meaning_of_a_missing_word_is_that_of_the_documentation() -> None:
    page = (REPOSITORY / "docs" / "answers.md").read_text()
    for word in MissingWord:
        (about,) = find(word, WORDS)
        assert isinstance(about, AboutMissing)
        assert f"| `{word}` | {about.when} |" in page
