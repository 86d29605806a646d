"""The JSON Schema of a Hub file says what `mapper` reads: an independent validator, on values of an independent reader,
accepts and refuses the same files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, REPOSITORY, WORDS
from jsonschema import Draft7Validator
from ruamel.yaml import YAML
from test_cases import CASE_FILES, content, read_cases

from mapper.render.json_schema import json_schema
from mapper.render.template import template
from mapper.study import load_study
from mapper.vocabulary.lists import Vocabulary

SCHEMA = json_schema(WORDS)
VALIDATOR = Draft7Validator(SCHEMA)
FILES = [
    *sorted((REPOSITORY / "hubs").glob("*.yaml")),
    *sorted((REPOSITORY / "examples" / "hubs").glob("*.yaml")),
    *(file for file in sorted((DATA / "valid").glob("*.yaml")) if file.name not in ("study.yaml", "added_words.yaml")),
]
NOT_IN_A_SCHEMA = {
    "S214": "JSON Schema cannot compare two values",
    "S218": "it is found in the study file",
}


def read(text: bytes | str) -> Any:
    """What a reader of YAML 1.2 makes of a text. The core schema of YAML 1.2 has no dates, whatever ruamel.yaml says."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda constructor, node: node.value)
    return yaml.load(text)


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
