"""The JSON Schema of a Hub file says what `mapper` reads: an independent validator, on values of an independent reader,
accepts and refuses the same files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, REPOSITORY, WORDS, Mapper, hub_file
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from test_cases import CASE_FILES, content, read_cases
from test_cli import assert_one_sentence
from test_reading import ruamel

from mapper.reading import read_text
from mapper.render.json_schema import SCHEMA_FILE, json_schema
from mapper.render.template import template
from mapper.schema.answers import MissingWord
from mapper.schema.base import Group, questions
from mapper.schema.help import field_help
from mapper.schema.hub import Hub
from mapper.schema.readings import is_blank
from mapper.shape import read_form
from mapper.study import find_hub_files, load_study
from mapper.vocabulary.lists import Vocabulary

SCHEMA = json_schema(WORDS)
VALIDATOR = Draft7Validator(SCHEMA)
FILES = [
    *find_hub_files([REPOSITORY / "hubs", REPOSITORY / "examples" / "hubs"]),
    *(file for file in sorted((DATA / "valid").glob("*.yaml")) if file.name not in ("study.yaml", "added_words.yaml")),
]
NOT_IN_A_SCHEMA = {
    "S214": "JSON Schema cannot compare two values",
    "S218": "it is found in the study file",
}


def read(text: bytes | str) -> Any:
    """What an independent reader of YAML 1.2 makes of a text."""
    return ruamel().load(text)


def refused(values: Any, vocabulary: Vocabulary = WORDS) -> list[str]:
    validator = VALIDATOR if vocabulary is WORDS else Draft7Validator(json_schema(vocabulary))
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(values)]


def test_the_schema_is_one_of_draft_7() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_accepts_what_is_valid(file: Path) -> None:
    assert refused(read(file.read_bytes())) == []


def test_it_accepts_the_blank_form() -> None:
    assert refused(read(template(WORDS))) == []


def test_it_takes_the_words_that_a_study_adds() -> None:
    file = DATA / "valid" / "added_words.yaml"
    values = read(file.read_bytes())
    assert refused(values, load_study([file]).vocabulary) == []
    assert len(refused(values)) == 5


def test_every_question_says_what_it_asks_where_editors_look() -> None:
    def look(group: type[Group], schema: Any) -> None:
        assert list(schema["properties"])[: len(questions(group))] == [question.key for question in questions(group)]
        assert schema["additionalProperties"] is False
        for question in questions(group):
            asked = schema["properties"][question.key]
            assert asked["title"]
            assert asked["description"].startswith(field_help(group)[question.attribute])
            assert ("NEEDED" in asked["description"]) is question.needed
            assert "anyOf" not in asked
            if question.group is not None:
                look(question.group, SCHEMA["definitions"][question.group.__name__])

    look(Hub, SCHEMA)


def test_nothing_that_answers_share_hides_the_title_of_a_question() -> None:
    """yaml-language-server shows the title of whatever else it finds at a value; what is in `not` it leaves out."""
    shared = [schema for name, schema in SCHEMA["definitions"].items() if name.startswith(("answer-", "list-of-"))]
    assert len(shared) > 50
    assert all(
        schema.keys().isdisjoint({"title", "allOf", "anyOf", "oneOf", "if", "dependencies"}) for schema in shared
    )


@pytest.mark.parametrize("name", ["role", "component"])
def test_words_of_a_code_list_are_listed_with_what_they_mean(name: str) -> None:
    listed = SCHEMA["definitions"][f"word-{name}"]
    assert listed["enum"] == [*WORDS[name].words, None]
    assert listed["enumDescriptions"][:-1] == [word.description for word in WORDS[name]]


def test_the_schema_is_the_committed_one(mapper: Mapper) -> None:
    ran = mapper("schema")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (REPOSITORY / "templates" / SCHEMA_FILE).read_text()


def test_the_command_takes_the_words_of_a_study(mapper: Mapper) -> None:
    hub_file("record:\n")
    Path("study.yaml").write_text((DATA / "valid" / "study.yaml").read_text())
    for arguments in ([], ["hubs"], ["hubs/hub.yaml"], ["."]):
        ran = mapper("schema", *arguments)
        assert "gardener" in json.loads(ran.out)["definitions"]["word-role"]["enum"]
    assert mapper("schema", "--output", "hubs/schema.json").out == ""
    assert Path("hubs/schema.json").read_text() == ran.out


def test_the_command_needs_no_hub_and_a_place_that_exists(mapper: Mapper) -> None:
    assert mapper("schema").code == 0
    ran = mapper("schema", "nowhere")
    assert ran.code == 3
    assert_one_sentence(ran)


def test_a_new_hub_names_its_schema_and_finds_it_beside_it(mapper: Mapper) -> None:
    mapper("new", "First")
    named = schema_named_in(Path("hubs/first.yaml"))
    assert json.loads(named.read_text()) == SCHEMA
    named.write_text("{}")
    mapper("new", "Second")
    assert schema_named_in(Path("hubs/second.yaml")).read_text() == "{}"


def test_a_hub_whose_schema_is_not_there_is_read_as_ever(mapper: Mapper) -> None:
    mapper("new", "First", "--folder", "hubs")
    before = mapper("validate")
    schema_named_in(Path("hubs/first.yaml")).unlink()
    assert mapper("validate") == before


@pytest.mark.parametrize("folder", ["hubs", "examples/hubs", "templates"])
def test_files_of_this_repository_name_the_committed_schema(folder: str) -> None:
    files = find_hub_files([REPOSITORY / folder])
    assert files
    committed = REPOSITORY / "templates" / SCHEMA_FILE
    assert {schema_named_in(file).resolve() for file in files} == {committed.resolve()}


def schema_named_in(file: Path) -> Path:
    """The schema that the first line of a file names for editors, which look for it from the file."""
    first, *_ = file.read_text().splitlines()
    mark = "# yaml-language-server: $schema="
    assert first.startswith(mark)
    return file.parent / first.removeprefix(mark)


def shape_cases() -> Iterator[Any]:
    for file in CASE_FILES:
        cases = read_cases(file)
        if cases["code"].startswith("S2") and cases["code"] not in NOT_IN_A_SCHEMA:
            for case in cases["cases"]:
                if not any("file" in found for found in case["finds"]):  # in a study file, which has no schema
                    yield pytest.param(case, id=f"{cases['code']}: {case['name']}")


@pytest.mark.parametrize("case", list(shape_cases()))
def test_it_refuses_what_has_a_wrong_shape_and_nothing_else(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_bytes(content(case))
    (tmp_path / "study.yaml").write_text(case.get("study", ""))
    errors = refused(read(content(case)), load_study([tmp_path / "hub.yaml"]).vocabulary)
    assert bool(errors) is bool(case["finds"]), errors


QUESTIONS = {
    "text": "{record: {name: %s}}",
    "yes or no": "{screening: {offered: %s}}",
    "word": "{context: {region: %s}}",
    "id": "{record: {id: %s}}",
    "date": "{context: {opened: %s}}",
    "number": "{staffing: {vacant_wte: %s}}",
    "whole number": "{context: {area_population: %s}}",
    "percentage": "{access: {routes: [{route: self, share: {percent: %s}}]}}",
    "band": "{staffing: {posts: [{id: nurses, band: %s}]}}",
    "time": "{access: {channels: [{channel: phone, hours: [{open: %s}]}]}}",
    "financial year": "{resources: {pay_year: %s}}",
    "texts": "{context: {places: %s}}",
    "words": "{screening: {modes: %s}}",
    "ids": "{pathway: {steps: [{id: first, done_by: %s}]}}",
    "whole numbers": "{screening: {measures: [{measure: PHQ-9, repeated_at_months: %s}]}}",
    "items": "{implementation: {links: %s}}",
    "an item": "{implementation: {links: [%s]}}",
    "an item that nothing identifies": "{service_model: {goals: [%s]}}",
    "what identifies an item": "{adaptations: [{what: %s}]}",
    "a word that identifies an item": "{access: {routes: [{route: %s, available: yes}]}}",
    "an id that identifies an item": "{staffing: {posts: [{id: %s}]}}",
    "a group": "{context: {host: %s}}",
    "a section": "{outreach: %s}",
    "the date of a part": "{context: {as_of: %s}}",
}
"""A question of each kind, with a place for its answer."""

LIKELY = [
    *("yes", "No", "TRUE", " yes ", "North West", "London", "north west", "online", "telephone", "self", "evenings"),
    *("greater-exampleshire", "nurses", "a--b", "-a", "a" * 80, "a" * 81, "Nurses", "a\n", "", " ", "\n", "7", "8A"),
    *("8a-8b", "7 to 8a", "8a \u2013 8b", "8e", "100", "9:30", "09.30", "24:00", "24:01", "9:60", "2021/22", "1999/00"),
    *("2021/23", "2020", " 2020-10 ", "2020-13", "2020-00", "2021-02-29", "2020-02-29", "1900-02-29", "2000-02-29"),
    *("2100-02-29", "2020-04-31", "2020-10-05", "2020-1", "1899", "2101", "2100-12-31", "\uff12\uff10\uff12\uff10"),
]
MISSING = st.sampled_from([*MissingWord, "Not_Known", "WITHHELD ", "not  known", "unknown"])
NUMBERS = st.one_of(
    st.integers(-5, 110),
    st.integers(1890, 2110),
    st.one_of(st.decimals(-5, -1, places=2), st.decimals(25, 110, places=2))
    .map(float)
    .filter(lambda number: not number.is_integer()),
)
"""Other readers do not keep how a number was typed. So none such as `2020.0`, which they take for `2020`, and none such
as 9.3, which is a time of day if it was typed as `9.30`.
"""
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, st.sampled_from(LIKELY), MISSING)
NEARLY_DATES = st.from_regex(r"(19|20|21)?[0-9]{2}(-[0-3]?[0-9]){0,3}", fullmatch=True)
NEARLY_YEARS = st.from_regex(r"[0-9]{4}[/-][0-9]{2,4}", fullmatch=True)
ONE = st.one_of(SCALARS, NEARLY_DATES, NEARLY_YEARS)
KEYS = ["missing", "value", "conflicting", "sources", "as_of", "note", "from", "to", "what", "id", "text", "effect"]


def groups(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(KEYS), children, max_size=4)


READINGS = st.lists(
    st.fixed_dictionaries({"value": ONE}, optional={"sources": ONE, "as_of": ONE, "note": ONE}), max_size=3
)
ANSWERS = st.one_of(
    ONE,
    st.lists(ONE, max_size=3),
    groups(ONE),
    st.fixed_dictionaries({"from": ONE, "to": ONE}),
    st.fixed_dictionaries({"missing": MISSING}, optional={"sources": st.lists(ONE, max_size=2), "note": ONE}),
    st.fixed_dictionaries({"value": ONE}, optional={"sources": st.lists(ONE, max_size=2), "as_of": ONE, "note": ONE}),
    st.fixed_dictionaries({"conflicting": READINGS}, optional={"sources": ONE, "note": ONE}),
    st.fixed_dictionaries({"value": groups(ONE)}),
    st.fixed_dictionaries({"value": st.lists(ONE, max_size=3)}, optional={"sources": ONE, "note": ONE}),
    st.lists(groups(ONE), max_size=2),
)


def both_say(text: str) -> tuple[list[str], list[str]]:
    """What `mapper` and the independent reader and validator refuse in a text. That a range runs backwards is left out:
    JSON Schema cannot compare.
    """
    problems = read_form(Hub, read_text(text).values, WORDS).problems
    return [problem.message for problem in problems if problem.code != "S214"], refused(read(text))


def holds_empty_items(values: Any, *, in_list: bool = False) -> bool:
    """Whether an item of a list holds nothing but empty brackets: `mapper` does not look into items that are blank."""
    if in_list and values is not None and is_blank(values):
        return True
    if isinstance(values, dict):
        return any(holds_empty_items(child) for child in values.values())
    return isinstance(values, list) and any(holds_empty_items(item, in_list=True) for item in values)


def assert_both_say_the_same(text: str) -> None:
    assume(not holds_empty_items(read(text)))
    ours, theirs = both_say(text)
    assert bool(ours) is bool(theirs), (ours, theirs)


@settings(max_examples=5 * settings().max_examples)
@given(question=st.sampled_from(list(QUESTIONS)), answer=ANSWERS)
def test_both_accept_the_same_answers(question: str, answer: Any) -> None:
    assert_both_say_the_same(QUESTIONS[question] % json.dumps(answer))


HUB = read((REPOSITORY / "examples" / "hubs" / "exampleshire.yaml").read_bytes())


def paths(values: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    below = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, child in below:
        yield (*path, key)
        yield from paths(child, (*path, key))


def edited(path: tuple[str | int, ...], how: str, answer: Any) -> Any:
    """A section of the Hub with one answer replaced, added, left out, or under another name."""
    values = json.loads(json.dumps({path[0]: HUB[path[0]]}))
    holder = values
    for part in path[:-1]:
        holder = holder[part]
    last = path[-1]
    if how == "replaced":
        holder[last] = answer
    elif how == "moved" and isinstance(holder, dict):
        holder[answer if isinstance(answer, str) else "note"] = holder.pop(last)
    else:
        del holder[last]
    return values


@settings(max_examples=2 * settings().max_examples)
@given(path=st.sampled_from(list(paths(HUB))), how=st.sampled_from(["replaced", "moved", "left out"]), answer=ANSWERS)
def test_both_accept_the_same_edits_of_a_filled_form(path: tuple[str | int, ...], how: str, answer: Any) -> None:
    assert_both_say_the_same(json.dumps(edited(path, how, answer)))
