"""Agreement between coders: figures, disagreements with what would settle them, and both outputs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import study_of
from golden import assert_golden
from hypothesis import example, given
from hypothesis import strategies as st

from mapper.compare.coders import Agreement, Disagreement, WhyAlpha, agreement
from mapper.errors import MapperError
from mapper.esms.codings import CoderRole, Level
from mapper.esms.reliability import Alpha, Kappa
from mapper.esms.settling import Ground, Point, Said
from mapper.esms.tree import BRANCHES, DESDE_LTC_2, load_tree
from mapper.reading import read_text
from mapper.render.esms_agreement import agreement_json, agreement_text
from mapper.study import hub_of
from mapper.vocabulary.lists import Vocabulary, Word

FIRST, SECOND, THIRD = CoderRole("first"), CoderRole("second"), CoderRole("third")
LABELS = "names_in_output: labels"


def coder(role: str, codes: str, answers: str = "") -> str:
    return f"{{role: {role}, codes: {codes}, coding_answers: [{answers}]}}"


def answer(question: str, given: str) -> str:
    return f"{{question: {question}, answer: {given}}}"


def team(*coders: str, number: int = 1, version: str = DESDE_LTC_2) -> str:
    return f"{{id: team{number}, name: Team {number}, version: {version}, coders: [{', '.join(coders)}]}}"


def hub(*teams: str) -> str:
    return f"record: {{id: one, name: One Hub, label: Hub A}}\ncare_teams: [{', '.join(teams)}]"


def pair(one: str, other: str, version: str = DESDE_LTC_2, number: int = 1) -> str:
    """A team with two lists of codes, by `first` and `second`."""
    return team(coder("first", one), coder("second", other), version=version, number=number)


def agreed(*teams: str, study: str = "") -> Agreement:
    return agreement(study_of(hub(*teams), study=study))


def counts(found: Agreement) -> dict[Level, tuple[int, int]]:
    return {level.level: (level.agree, level.of) for level in found.levels}


def only(found: Agreement) -> Disagreement:
    (disagreement,) = found.disagreements
    return disagreement


def settled_by(*teams: str) -> list[tuple[Ground, str]]:
    return [(point.ground, point.about) for point in only(agreed(*teams)).settled_by]


def said_on(about: str, points: Iterable[Point]) -> tuple[Said, ...]:
    return next(point.said for point in points if point.about == about)


@pytest.mark.parametrize(
    ("one", "other", "exact", "mtc", "branch"),
    [
        ("[O9.1]", "[O9.1]", 1, 1, 1),
        ("[O9.1, I1.1]", "[I1.1, O9.1]", 1, 1, 1),
        ('["O9.1 + I1.1"]', "[I1.1, O9.1, O9.1]", 1, 1, 1),
        ('["AX[F10,F20]-o9.1ge"]', '["AX[F20, F10] – O9.1eg"]', 1, 1, 1),
        ('["AX-O9.1"]', '["GX-O9.1"]', 0, 1, 1),
        ('["AX[F00-F99]-O9.1"]', '["AX-O9.1"]', 0, 1, 1),
        ("[O9.1e]", "[O9.1]", 0, 1, 1),
        ("[O9.1]", "[O9.2]", 0, 0, 1),
        ("[O9]", "[O9.1]", 0, 0, 1),
        ("[O9.1, O8.1]", "[O9.1]", 0, 0, 1),
        ("[O9.1, I1.1]", "[O9.1]", 0, 0, 0),
        ("[O9.1]", "[I1.1]", 0, 0, 0),
        ("[O14]", "[O14]", 1, 1, 1),
        ("[O14]", "[O9.1]", 0, 0, 1),
        ("[SO1]", "[S1.1]", 0, 0, 0),
        ("[no code  at all]", "[no code at all]", 1, 1, 1),
        ("[no code]", "[none of them]", 0, 0, 0),
        ('["ESMS:R5"]', "[R5]", 0, 0, 0),
    ],
)
def test_teams_on_which_coders_agree(one: str, other: str, exact: int, mtc: int, branch: int) -> None:
    found = agreed(pair(one, other))
    assert counts(found) == {Level.EXACT: (exact, 1), Level.MTC: (mtc, 1), Level.BRANCH: (branch, 1)}
    assert len(found.disagreements) == 1 - exact


def test_a_team_counts_only_if_all_its_coders_agree() -> None:
    found = agreed(
        team(coder("first", "[O9.1]"), coder("second", "[O9.1]"), coder("third", "[O9.1]")),
        team(coder("first", "[O9.1]"), coder("second", "[O9.1]"), coder("third", "[O8.1]"), number=2),
    )
    assert counts(found) == {Level.EXACT: (1, 2), Level.MTC: (1, 2), Level.BRANCH: (2, 2)}


def test_the_same_code_of_two_versions_is_not_the_same() -> None:
    found = agreed(pair("[R5]", "[R5]"), pair("[R5]", "[R5]", "ESMS-2000", 2))
    assert counts(found)[Level.EXACT] == (2, 2)
    assert [level.coefficient for level in found.levels] == [Kappa(1, 1, 1, 1, 0.5, 2)] * 3


def test_kappa_is_for_the_same_two_coders_throughout() -> None:
    turned = team(coder("second", "[O9.1]"), coder("first", "[I1.1]"), number=2)
    found = agreed(pair("[O9.1]", "[O9.1]"), turned)
    assert (found.coders, found.why_alpha) == ((FIRST, SECOND), ())
    # Both used O9.1 once at least; observed 1/2, expected (1·2 + 1·0)/4.
    assert found.levels[0].coefficient == Kappa(0, 0, 0, 0.5, 0.5, 2)


def test_roles_are_the_same_however_they_are_spelt() -> None:
    found = agreed(pair("[O9.1]", "[O9.1]"), team(coder("First ", "[O9.1]"), coder("SECOND", "[I1.1]"), number=2))
    assert (found.coders, found.why_alpha) == ((FIRST, SECOND), ())


def test_coders_of_one_role_are_numbered_within_a_team() -> None:
    found = agreed(team(coder("nurse", "[O9.1]"), coder("manager", "[O9.1]"), coder("Nurse", "[O8.1]")))
    assert list(map(str, found.coders)) == ["nurse 1", "manager", "nurse 2"]


def test_numbers_make_no_two_coders_look_the_same() -> None:
    found = agreed(team(*(coder(role, "[O9.1]") for role in ("nurse", "nurse 1", "nurse", "nurse 2"))))
    assert list(map(str, found.coders)) == ["nurse 3", "nurse 1", "nurse 4", "nurse 2"]


@pytest.mark.parametrize(
    ("teams", "why"),
    [
        ([pair("[O9.1]", "[I1.1]"), team(coder("first", "[O9.1]"), coder("third", "[O9.1]"))], [WhyAlpha.MORE_CODERS]),
        ([team(*(coder(role, "[O9.1]") for role in ("first", "second", "third")))], [WhyAlpha.MORE_CODERS]),
        ([team(coder("first", "[O9.1]"), coder("second", "[O9.1]"), coder("third", ""))], [WhyAlpha.MISSING]),
        (
            [
                team(*(coder(role, "[O9.1]") for role in ("first", "second", "third"))),
                team(coder("first", "[O9.1]"), coder("second", "not known"), coder("third", "[O9.1]")),
            ],
            [WhyAlpha.MORE_CODERS, WhyAlpha.MISSING],
        ),
        ([pair("[O9.1]", "[O9.1]"), pair("[O9.1]", "not known")], []),
    ],
)
def test_why_alpha_is_used(teams: list[str], why: list[WhyAlpha]) -> None:
    assert list(agreed(*teams).why_alpha) == why


def test_alpha_over_more_than_two_coders() -> None:
    found = agreed(
        team(coder("first", "[O9.1]"), coder("second", "[O9.1]"), coder("third", "[O9.1]")),
        team(coder("first", "[I1.1]"), coder("second", "[O9.1]"), coder("third", ""), number=2),
    )
    # Labels a a a | b a: the example worked by hand in test_reliability.py.
    assert [level.coefficient for level in found.levels] == [Alpha(0, 2, 5)] * 3
    assert found.coders == (FIRST, SECOND, THIRD)


def test_there_is_no_coefficient_where_all_labels_are_the_same() -> None:
    kappas = agreed(pair("[O9.1]", "[O9.1]"), pair("[O9.1]", "[O9.1]", number=2))
    alphas = agreed(team(coder("first", "[O9.1]"), coder("second", "[O9.1]"), coder("third", "")))
    assert {level.coefficient for level in (*kappas.levels, *alphas.levels)} == {None}


def test_teams_with_fewer_than_two_codings_are_not_compared() -> None:
    found = agreed(
        pair("[O9.1]", "[O9.1]"),
        pair("[O9.1]", "not known", number=2),
        pair("", "{missing: withheld, note: not yet}", number=3),
        team(coder("first", "[O9.1]"), number=4),
        team(number=5),
    )
    assert found.teams == 1
    assert [(one.team.id, one.coded, one.not_coded) for one in found.not_compared] == [
        ("team2", (FIRST,), (SECOND,)),
        ("team3", (), (FIRST, SECOND)),
        ("team4", (FIRST,), ()),
    ]


@pytest.mark.parametrize("teams", [[], [team(coder("first", "[O9.1]"))], [pair("[O9.1]", "")]])
def test_nothing_to_compare_is_an_error(teams: list[str]) -> None:
    with pytest.raises(MapperError, match=r"\. Please .*\.$"):
        agreed(*teams)


def test_a_disagreement_says_where_and_which_codes() -> None:
    empty, full = hub(pair("[O9.1]", "[O9.1]")), hub(pair("[O9.1]", "[O9.1]"), pair('["AX-o9.1", "ESMS:O1"]', "[x y]"))
    found = only(agreement(study_of(empty, full)))
    place = found.team
    assert (place.hub, place.heading, place.id, place.name, place.path) == (
        "one",
        "One Hub",
        "team1",
        "Team 1",
        ("care_teams", 1),
    )
    assert [one.codes for one in found.codings] == [("AX-O9.1", "ESMS:O1"), ("x y",)]


def test_names_are_left_out_where_the_study_shows_labels() -> None:
    found = agreed(pair("[O9.1]", "[O8.1]"), pair("[O9.1]", "", number=2), study=LABELS)
    places = [only(found).team, found.not_compared[0].team]
    assert [(place.hub, place.heading, place.name) for place in places] == [(None, "Hub A", None)] * 2
    for text in (agreement_json(found), agreement_text(found, width=80, color=False)):
        assert "Hub A" in text
        assert not any(name in text for name in ("One", '"one"', "Team 1", "Team 2"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("[O9.1, I1.1]", "[O9.1]", [(Ground.BRANCH, "I")]),
        ("[O9.1]", "[I1.1]", [(Ground.BRANCH, "O"), (Ground.BRANCH, "I")]),
        ("[O9.1]", "[O10.1]", [(Ground.TYPE, "outpatient-contacts")]),
        ("[O9.1]", "[O5.2]", [(Ground.TYPE, f"outpatient-{axis}") for axis in ("contacts", "mobile", "health")]),
        ("[O9]", "[O9.1]", [(Ground.TYPE, "outpatient-health")]),
        ("[R3]", "[R3.1.2]", [(Ground.TYPE, "residential-hospital"), (Ground.TYPE, "residential-health-staff")]),
        # A code beside the same one stands against that one; else each stands against the one most like it.
        ("[O9.1, O6.1]", "[O9.1]", [(Ground.TYPE, "outpatient-mobile")]),
        ("[O9.2, O5.1]", "[O9.1, O5.2]", [(Ground.TYPE, "outpatient-health")]),
        ("[R4]", "[R5]", [(Ground.TYPE, "residential-hospital")]),
        ('["AX-O9.1"]', '["GX-O9.1"]', [(Ground.POPULATION, "population")]),
        ('["AX-O9.1"]', "[O9.1]", [(Ground.POPULATION, "population")]),
        ('["AX[F00-F99]-O9.1"]', '["AX-O9.1"]', [(Ground.NEED, "need")]),
        ("[O9.1el]", "[O9.1g]", [(Ground.QUALIFIER, letter) for letter in "leg"]),
        (
            '["AX-O9.1e"]',
            '["GX-O10.1"]',
            [(Ground.TYPE, "outpatient-contacts"), (Ground.POPULATION, "population"), (Ground.QUALIFIER, "e")],
        ),
        ("[O14]", "[O9.1]", [(Ground.UNKNOWN, "O14")]),
        ("[SO1]", "[S1.1]", [(Ground.BRANCH, "S"), (Ground.UNKNOWN, "SO1")]),
        ("[a team]", "[O9.1]", [(Ground.BRANCH, "O"), (Ground.UNKNOWN, "a team")]),
        ("[O14, O9.1]", "[O14, O10.1]", [(Ground.TYPE, "outpatient-contacts")]),
        ('["ESMS:R5"]', "[R5]", [(Ground.VERSION, "version")]),
        ('["ESMS:O1", I1.1]', "[I1.1]", [(Ground.BRANCH, "O"), (Ground.VERSION, "version")]),
    ],
)
def test_what_settles_a_disagreement(one: str, other: str, expected: list[tuple[Ground, str]]) -> None:
    assert settled_by(pair(one, other)) == expected


def test_codes_of_esms_2000_that_no_question_tells_apart() -> None:
    assert settled_by(pair("[R4]", "[R5]", "ESMS-2000")) == [(Ground.UNTOLD, "R4, R5")]
    assert settled_by(pair("[R4]", "[R8]", "ESMS-2000")) == [(Ground.TYPE, "residential-hospital")]


def test_questions_that_coders_answered_differently_come_first_and_once() -> None:
    first = coder("first", "[O9.1e, I1.1]", f"{answer('outpatient-contacts', 'medium')}, {answer('in-groups', 'no')}")
    second = coder("second", "[O10.1]", f"{answer('outpatient-contacts', 'low')}, {answer('in-groups', 'not known')}")
    points = only(agreed(team(first, second))).settled_by
    assert [(point.ground, point.about) for point in points] == [
        (Ground.ANSWER, "outpatient-contacts"),
        (Ground.ANSWER, "in-groups"),
        (Ground.BRANCH, "I"),
        (Ground.QUALIFIER, "e"),
    ]
    assert points[0].question is not None
    assert points[0].question.id == "outpatient-contacts"
    assert points[0].said == (Said(FIRST, None, "medium"), Said(SECOND, None, "low"))
    assert said_on("in-groups", points) == (Said(FIRST, None, "no"), Said(SECOND, None, "not known"))


def test_answers_that_are_the_same_or_of_one_coder_settle_nothing() -> None:
    first = coder("first", "[O9.1]", f"{answer('outpatient', 'yes')}, {answer('day', 'no')}")
    second = coder("second", "[O10.1]", f"{answer('outpatient', 'yes')}, {answer('day', '')}")
    assert settled_by(team(first, second)) == [(Ground.TYPE, "outpatient-contacts")]


def test_what_follows_from_codes_is_said_with_the_code() -> None:
    points = only(agreed(pair('["AX[F20]-O9.1e", I1.1]', "[O5]"))).settled_by
    assert said_on("I", points) == (Said(FIRST, "I1.1", "yes"), Said(SECOND, None, None))
    assert said_on("outpatient-mobile", points) == (Said(FIRST, "O9.1", "no"), Said(SECOND, "O5", "yes"))
    assert said_on("population", points) == (Said(FIRST, "O9.1", "AX"), Said(SECOND, "O5", None))
    assert said_on("need", points) == (Said(FIRST, "O9.1", "F20"), Said(SECOND, "O5", None))
    assert said_on("e", points) == (Said(FIRST, "O9.1", "yes"), Said(SECOND, "O5", None))


def test_every_coder_who_is_concerned_is_heard_on_a_point() -> None:
    found = agreed(team(coder("first", "[O9.1]"), coder("second", "[O10.1]"), coder("third", "[O9.1]")))
    (point,) = only(found).settled_by
    assert [(said.coder, said.answer) for said in point.said] == [(FIRST, "medium"), (SECOND, "low"), (THIRD, "medium")]


def test_a_question_that_the_study_added_is_named_as_the_study_words_it() -> None:
    added = Word("walk-in", "May people walk in?", "Whether they need no letter.", "own definition")
    words = Vocabulary({"coding-question": (added,)})
    first = coder("first", "[O9.1]", answer("walk-in", "yes"))
    second = coder("second", "[O10.1]", answer("walk-in", "no"))
    mapped = hub_of(Path("hub1.yaml"), read_text(hub(team(first, second))), words)
    point = only(agreement(replace(study_of(), hubs=(mapped,), vocabulary=words))).settled_by[0]
    assert (point.ground, point.about, point.question) == (Ground.ANSWER, "May people walk in?", None)
    assert point.said == (Said(FIRST, None, "yes"), Said(SECOND, None, "no"))


@pytest.mark.parametrize("branch", BRANCHES)
def test_every_two_types_of_care_of_a_branch_are_told_apart_by_a_question(branch: str) -> None:
    codes = [code.code for code in load_tree(DESDE_LTC_2).codes.values() if code.branch == branch and code.level]
    texts = [pair(f"[{one}]", f"[{other}]") for one in codes for other in codes if one < other]
    for disagreement in agreement(study_of(hub(*texts))).disagreements:
        assert disagreement.settled_by
        assert {point.ground for point in disagreement.settled_by} == {Ground.TYPE}
        for point in disagreement.settled_by:
            assert len({said.answer for said in point.said}) == 2


PARTS = st.sampled_from(["", "AX-", "AX[F20]-", "GXF[F20][F10]-", "ESMS:", "QQ-"])
CODES = st.sampled_from(["O9.1", "O9", "O10.1", "O5.1.1", "R4", "R5", "R", "I1.1", "O14", "SR1", "D10", "A4", "a team"])
TEXTS = st.tuples(PARTS, CODES, st.sampled_from(["", "e", "el", "x"])).map("".join)
CODERS = st.tuples(st.sampled_from(["first", "second", "First", "first 1"]), st.lists(TEXTS, max_size=3))
TEAMS = st.lists(st.lists(CODERS, max_size=4), min_size=1, max_size=4)


@given(TEAMS)
@example([[("first", ["ESMS:R"]), ("second", ["R"])]])
def test_every_disagreement_has_something_to_talk_over(teams: list[list[tuple[str, list[str]]]]) -> None:
    texts = [team(*(coder(f'"{role}"', json.dumps(codes)) for role, codes in coders)) for coders in teams]
    try:
        found = agreed(*texts)
    except MapperError:
        assert all(sum(bool(codes) for _, codes in coders) < 2 for coders in teams)
        return
    assert found.teams + len(found.not_compared) == sum(bool(coders) for coders in teams)
    exact, mtc, branch = (level.agree for level in found.levels)
    assert exact <= mtc <= branch <= found.teams
    assert len(found.disagreements) == found.teams - exact
    for disagreement in found.disagreements:
        assert disagreement.settled_by
        questions = [point.question.id for point in disagreement.settled_by if point.question is not None]
        assert len(set(questions)) == len(questions)
    assert json.loads(agreement_json(found))["teams"] == found.teams
    for width in (40, 80):
        text = agreement_text(found, width=width, color=False)
        assert text.endswith("\n")
        assert max(map(len, text.splitlines())) <= width


CODED = hub(
    pair('["AX[F00-F99]-O9.1e", I1.1]', '["AX[F00-F99]-O10.1"]'),
    team(
        coder("first", "[O5.1.1]", answer("outpatient-mobile", "yes")),
        coder("second", "[O8.1]", answer("outpatient-mobile", "no")),
        number=2,
    ),
    pair("[O9.1]", "[O9.1]", number=3),
    pair('["AX-I1.1"]', '["GX-I1.1lz"]', number=4),
    pair("[R4]", "[R5, a day hospital]", "ESMS-2000", number=5),
    pair('["ESMS:R5"]', "[R5]", number=6),
    pair("[A4]", "not known", number=7),
)
OF_THREE = hub(
    team(coder("first", "[O9.1]"), coder("second", "[O9.1]"), coder("third", "[I1.1]")),
    team(coder("first", "[O9.1]"), coder("second", "not known"), coder("third", "[O9.1]"), number=2),
)


def test_text_of_two_coders() -> None:
    assert_golden("esms_agree_80.txt", agreement_text(agreement(study_of(CODED)), width=80, color=False))


def test_text_of_three_coders_says_why_alpha_is_used() -> None:
    text = " ".join(agreement_text(agreement(study_of(OF_THREE)), width=80, color=False).split())
    assert "Krippendorff's alpha" in text
    assert "more than two coders" in text
    assert "codings are missing" in text
    assert "95%" not in text


def test_text_with_few_teams_says_so() -> None:
    few = agreed(pair("[O9.1]", "[O9.1]"), pair("[I1.1]", "[I1.1]", number=2))
    many = agreed(*(pair("[O9.1]", "[I1.1]", number=number) for number in range(10)))
    assert "so few teams" in agreement_text(few, width=200, color=False)
    assert "so few teams" not in agreement_text(many, width=200, color=False)


def test_colour_is_only_where_it_is_wanted() -> None:
    found = agreement(study_of(CODED))
    plain, painted = (agreement_text(found, width=80, color=color) for color in (False, True))
    assert "\033" not in plain
    assert "\033[1m" in painted


def test_text_shows_nothing_that_moves_a_terminal() -> None:
    odd = '{id: team1, name: "a\\e[2J\\nb", coders: [{role: "r\\e[1m", codes: ["\\e[2J"]}, {role: b, codes: [O9.1]}]}'
    assert "\033" not in agreement_text(agreed(odd), width=80, color=False)


def test_json_holds_all_of_it() -> None:
    text = agreement_json(agreement(study_of(CODED)))
    data = json.loads(text)
    assert text.isascii()
    assert text.endswith("}\n")
    assert data["format"] == "mapper.esms.agreement/1"
    assert (data["teams"], data["coefficient"], data["why_alpha"]) == (6, "cohens_kappa", [])
    assert [(level["level"], level["agree"], level["of"]) for level in data["levels"]] == [
        ("exact", 1, 6),
        ("mtc", 2, 6),
        ("branch", 3, 6),
    ]
    assert data["levels"][0]["coefficient"].keys() == {"value", "low", "high", "observed", "expected", "units"}
    first = data["disagreements"][0]
    assert (first["hub"], first["team"], first["path"]) == ("one", "team1", "care_teams[0]")
    assert first["codings"][1] == {"role": "second", "number": None, "codes": ["AX[F00-F99]-O10.1"]}
    assert [(point["ground"], point["about"]) for point in first["settled_by"]] == [
        ("branch", "I"),
        ("type of care", "outpatient-contacts"),
        ("qualifier", "e"),
    ]
    assert first["settled_by"][0]["said"][1] == {"role": "second", "number": None, "code": None, "answer": None}
    assert [(one["team"], len(one["coded"]), len(one["not_coded"])) for one in data["not_compared"]] == [
        ("team7", 1, 1)
    ]


def test_json_with_three_coders_says_why_alpha_is_used() -> None:
    data = json.loads(agreement_json(agreement(study_of(OF_THREE))))
    assert data["coefficient"] == "krippendorffs_alpha"
    assert data["why_alpha"] == ["more than two coders", "missing codings"]
    assert data["levels"][0]["coefficient"].keys() == {"value", "units", "values"}
