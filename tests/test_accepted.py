"""What a record accepts with a reason: which findings it silences, and which still stand."""

from __future__ import annotations

import pytest
from conftest import study_of

from mapper.checks.registry import CHECKS
from mapper.checks.report import check_study
from mapper.findings import path_text

POSTS = """
staffing:
  posts:
    - {id: nurses, role: nurse, wte: 4, headcount: 3}
    - {id: counsellors, role: counsellor, wte: 4, headcount: 3}
"""
POSTS_WITH_SOURCES = """
staffing:
  posts:
    value:
      - {id: nurses, role: nurse, wte: 4, headcount: 3}
      - {id: counsellors, role: counsellor, wte: 4, headcount: 3}
"""
MEASURES = """
screening:
  measures:
    - {measure: GAD-7, threshold: {operator: at least, value: 8}}
    - {measure: PHQ-9, threshold: {operator: at least, value: 99}}
"""
WHOLE = ["staffing.posts[0].wte", "staffing.posts[1].wte"]


def accepted(acceptance: str, answers: str, code: str = "W501") -> list[str]:
    """The paths of the findings of a code that are accepted; each finding is accepted or stands."""
    (report,) = check_study(study_of(f"record: {{accepted: [{{{acceptance}, reason: so it is}}]}}\n{answers}"))
    (all_of_it,) = check_study(study_of(answers))
    silenced = [path_text(one.finding.path) for one in report.accepted]
    standing = [path_text(finding.path) for finding in report.findings if finding.code == code]
    assert sorted(silenced + standing) == [path_text(f.path) for f in all_of_it.findings if f.code == code]
    return silenced


@pytest.mark.parametrize(
    ("acceptance", "expected"),
    [
        ("code: W501", WHOLE),
        ("code: W501, path: ", WHOLE),
        ("code: w501, path: staffing", WHOLE),
        ("code: W501, path: 'staffing.posts[1]'", WHOLE[1:]),
        ("code: W501, path: 'staffing.posts[ nurses ].wte'", WHOLE[:1]),
        ("code: W501, path: 'staffing.posts[nurse]'", []),
        ("code: W501, path: 'staffing.posts.nurses'", []),
        ("code: W501, path: 'staffing[posts]'", []),
        ("code: W501, path: 'staffing.posts[2]'", []),
        ("code: W501, path: activity", []),
        ("code: W501, path: not known", []),
        ("code: W501, path: {missing: withheld}", []),
        ("code: W501, path: {conflicting: [{value: staffing}, {value: staffing}]}", []),
        ("code: W501, path: [staffing, posts]", []),
        ("code: W501, pth: activity", []),
        ("code: W501, where: activity", []),
        ("code: W5", []),
        ("code: W502, path: staffing", []),
    ],
)
def test_what_is_accepted_is_what_the_path_says(acceptance: str, expected: list[str]) -> None:
    assert accepted(acceptance, POSTS) == expected


@pytest.mark.parametrize("path", ["staffing.posts[1].wte", "staffing.posts.value[1]", "staffing.posts[counsellors]"])
def test_an_item_of_a_list_with_sources(path: str) -> None:
    assert accepted(f"code: W501, path: '{path}'", POSTS_WITH_SOURCES) == ["staffing.posts.value[1].wte"]


def test_an_item_goes_by_the_word_that_tells_it_from_the_others() -> None:
    assert accepted("code: X322, path: 'screening.measures[PHQ-9]'", MEASURES, "X322") == [
        "screening.measures[1].threshold.source"
    ]
    assert accepted("code: X322, path: 'screening.measures[GAD-7]'", MEASURES, "X322") == [
        "screening.measures[0].threshold.source"
    ]


def test_what_cannot_be_used_cannot_be_accepted_and_what_can_can() -> None:
    fixed = {check.code for check in CHECKS if not check.can_be_accepted}
    assert {"Y101", "Y114", "S200", "S218", "X306", "C904", "C905", "C906"} <= fixed
    assert fixed.isdisjoint({"Y115", "Y116", "X301", "W501", "C901"})
    answers = "context: {opened: autumn 2020}"
    assert accepted("code: S205, path: context.opened", answers, "S205") == []
