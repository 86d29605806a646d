"""The trees of codes: each code is what the lists in `data/esms` say, and all data hangs together."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA
from ruamel.yaml import YAML

from mapper import esms
from mapper.esms.data import esms_data
from mapper.esms.neighbours import neighbours
from mapper.esms.notation import ages, needs, qualifiers, sexes
from mapper.esms.tree import (
    BRANCHES,
    DESDE_LTC_2,
    ESMS_2000,
    VERSIONS,
    Code,
    branch_titles,
    load_axes,
    load_tree,
    parent_of,
)
from mapper.vocabulary.lists import load_list, load_sources

LEAVES = {"R": 20, "D": 22, "O": 24, "A": 5, "I": 8, "S": 10}
"""The leaves of each branch among the 89 types of care that the glossary counts."""
ADDITIONS = {"D10", "O11", "A5.1", "A5.2", "A5.3", "A5.4", "A5.5"}
WITHOUT_RECOVERED_AXES = ["R4", "R5", "R6", "R7"]
"""Codes of ESMS 2000 of which only the group is printed."""
DATA_FILES = sorted(path.name for path in Path(esms.__file__).parent.glob("*.yaml"))
Row = dict[str, str]


def read_rows() -> list[Row]:
    lines = (DATA / "esms" / "codes.csv").read_text().splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def read_facts(name: str) -> Any:
    return YAML(typ="safe", pure=True).load((DATA / "esms" / name).read_bytes())


ROWS = {version: {row["code"]: row for row in read_rows() if row["version"] == version} for version in VERSIONS}
EVERY_CODE = [
    pytest.param(load_tree(version), row, id=f"{version} {code}")
    for version, rows in ROWS.items()
    for code, row in rows.items()
]
SEVERAL = {version: [code for code in load_tree(version).codes.values() if code.level] for version in VERSIONS}


def counted_leaves(version: str, branch: str) -> list[str]:
    """The leaves of a branch by the list alone: codes with nothing below them that is counted."""
    counted = [row for row in ROWS[version].values() if row["code"] not in ADDITIONS and row["branch"] == branch]
    parents = {row["parent"] for row in counted}
    return [row["code"] for row in counted if row["level"] != "0" and row["code"] not in parents]


def below(code: str) -> set[str]:
    """A code of DESDE-LTC 2 and those below it, by the list alone."""
    children = [other for other, row in ROWS[DESDE_LTC_2].items() if row["parent"] == code]
    return {code}.union(*map(below, children))


def apart(code: Code, other: Code) -> list[str]:
    """The axes on which both stand, in different places."""
    return [axis for axis in code.axes if axis in other.axes and code.axes[axis] != other.axes[axis]]


def said_under(key: str, data: Any) -> Iterator[str]:
    """Whatever stands under a key, or in a list under it, at any depth."""
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for value in inside:
        yield from said_under(key, value)
    if isinstance(data, dict) and key in data:
        yield from data[key] if isinstance(data[key], list) else [data[key]]


def test_the_list_has_126_codes_of_desde_ltc() -> None:
    assert sum(row["level"] != "0" for row in ROWS[DESDE_LTC_2].values()) == 126


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_has_the_codes_of_the_list_once_each(version: str) -> None:
    data = esms_data({DESDE_LTC_2: "desde-ltc-2.yaml", ESMS_2000: "esms-2000.yaml"}[version])
    assert data["version"] == version
    assert Counter(entry["code"] for entry in data["codes"]) == Counter(list(ROWS[version]))
    assert set(load_tree(version).codes) == set(ROWS[version])


@pytest.mark.parametrize(("tree", "row"), EVERY_CODE)
def test_a_code_stands_where_the_list_says(tree: Any, row: Row) -> None:
    code = tree.codes[row["code"]]
    assert code.version == row["version"]
    assert (parent_of(code.code) or "") == row["parent"]
    assert (code.branch, code.level) == (row["branch"], int(row["level"]))
    assert row["parent"] == "" or code in tree.children(row["parent"])


@pytest.mark.parametrize(("tree", "row"), EVERY_CODE)
def test_a_code_is_as_sure_as_the_list_says_and_has_its_sources(tree: Any, row: Row) -> None:
    code = tree.codes[row["code"]]
    assert code.confidence == row["confidence"]
    assert set(code.sources) == set(row["sources"].split())


@pytest.mark.parametrize(("tree", "row"), EVERY_CODE)
def test_a_code_is_acute_mobile_and_intense_as_the_list_says(tree: Any, row: Row) -> None:
    axes = tree.codes[row["code"]].axes
    support = f"{axes['support']}-support" if "support" in axes else "na"
    assert axes.get("acute", "na") == row["acute"]
    assert axes.get("mobile", "na") == row["mobile"]
    if row["code"] != "O11":  # the answer that leads to it, contacts without a pattern, is our own
        assert axes.get("intensity", support) == row["intensity"]


@pytest.mark.parametrize("axis", read_facts("axes.yaml")["axes"])
def test_an_axis_tells_apart_the_codes_that_it_should(axis: str) -> None:
    facts = read_facts("axes.yaml")["axes"][axis]
    expected = {value: set().union(*map(below, codes.split())) for value, codes in facts.items()}
    codes = [code for code in load_tree(DESDE_LTC_2).codes.values() if axis in code.axes]
    assert {code.axes[axis] for code in codes} == set(expected)
    for value, meant in expected.items():
        assert {code.code for code in codes if code.axes[axis] == value} == meant, value


@pytest.mark.parametrize(("branch", "number"), LEAVES.items())
def test_a_branch_has_its_leaves(branch: str, number: int) -> None:
    leaves = [code.code for code in load_tree(DESDE_LTC_2).leaves(branch) if not code.is_addition]
    assert len(leaves) == number
    assert sorted(leaves) == sorted(counted_leaves(DESDE_LTC_2, branch))


def test_the_leaves_are_the_89_types_of_care_and_the_additions() -> None:
    tree = load_tree(DESDE_LTC_2)
    assert sum(LEAVES.values()) == 89
    assert {code.code for code in tree.codes.values() if code.is_addition} == ADDITIONS
    leaves = {code.code for branch in BRANCHES for code in tree.leaves(branch)}
    assert len(leaves - ADDITIONS) == 89
    assert leaves >= ADDITIONS


def test_every_code_of_esms_2000_below_a_branch_is_a_leaf() -> None:
    tree = load_tree(ESMS_2000)
    leaves = [code.code for branch in BRANCHES for code in tree.leaves(branch)]
    assert sorted(leaves) == sorted(code for code, row in ROWS[ESMS_2000].items() if row["level"] != "0")
    assert not any(code.is_addition for code in tree.codes.values())


@pytest.mark.parametrize("version", VERSIONS)
def test_every_value_on_an_axis_is_explained(version: str) -> None:
    for code in load_tree(version).codes.values():
        for axis, value in code.axes.items():
            assert value in load_axes()[axis].values


def test_every_axis_value_and_branch_is_used() -> None:
    codes = [code for version in VERSIONS for code in load_tree(version).codes.values()]
    used = {(axis, value) for code in codes for axis, value in code.axes.items()}
    assert {(axis.axis, value) for axis in load_axes().values() for value in axis.values} == used
    assert set(branch_titles()) == {code.branch for code in codes} == set(BRANCHES)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_code_says_what_the_code_above_it_says(version: str) -> None:
    tree = load_tree(version)
    for code in SEVERAL[version]:
        above = tree.codes[parent_of(code.code) or ""]
        assert above.axes.items() <= code.axes.items()


@pytest.mark.parametrize("version", VERSIONS)
def test_labels_are_unique_within_a_version(version: str) -> None:
    labels = Counter(code.label.lower() for code in load_tree(version).codes.values())
    assert [label for label, number in labels.items() if number > 1 or not label] == []


def leaves_alike(version: str) -> list[list[str]]:
    """Leaves of one branch that no axis tells apart."""
    by_axes: dict[Any, list[str]] = {}
    for branch in BRANCHES:
        for code in load_tree(version).leaves(branch):
            by_axes.setdefault((branch, frozenset(code.axes.items())), []).append(code.code)
    return [codes for codes in by_axes.values() if len(codes) > 1]


def test_no_two_leaves_of_a_branch_have_the_same_axes() -> None:
    assert leaves_alike(DESDE_LTC_2) == []


def test_only_codes_of_which_the_group_alone_is_printed_have_the_same_axes() -> None:
    assert leaves_alike(ESMS_2000) == [WITHOUT_RECOVERED_AXES]


@pytest.mark.parametrize("version", VERSIONS)
def test_one_axis_tells_a_code_from_its_neighbours(version: str) -> None:
    for code in load_tree(version).codes.values():
        for other, axis, value in neighbours(code):
            (alone,) = apart(code, other)
            assert (axis, value) == (load_axes()[alone].label, load_axes()[alone].values[other.axes[alone]])
            assert other.branch == code.branch


@pytest.mark.parametrize("version", VERSIONS)
def test_codes_are_neighbours_of_each_other(version: str) -> None:
    codes = load_tree(version).codes.values()
    pairs = {(code.code, other.code.code) for code in codes for other in neighbours(code)}
    assert sorted(pairs - {(other, code) for code, other in pairs}) == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("O6.1", {"mobile": {"O9.1"}, "intensity": {"O5.1.1", "O5.1.2", "O5.1.3", "O7.1"}, "health": {"O6.2"}}),
        ("R8.1", {"stay_length": {"R8.2"}, "support": {"R9.1", "R10.1"}, "stay": {"R11"}}),
        ("D4.3", {"related": {"D4.1", "D4.2", "D4.4"}, "intensity": {"D8.3"}}),
        ("I2.1.1", {"face_to_face": {"I2.1.2"}, "interactive": {"I2.2"}}),
    ],
)
def test_neighbours_are_those_of_the_published_tables(code: str, expected: dict[str, set[str]]) -> None:
    found = neighbours(load_tree(DESDE_LTC_2).codes[code])
    for axis, codes in expected.items():
        listed = {other.code.code for other in found if other.axis == load_axes()[axis].label}
        assert listed & set(counted_leaves(DESDE_LTC_2, code[0])) == codes


@pytest.mark.parametrize("name", DATA_FILES)
def test_every_source_of_a_data_file_is_known(name: str) -> None:
    data = esms_data(name)
    cited = {*said_under("source", data), *said_under("sources", data)}
    assert cited <= set(load_sources())
    assert cited or name == "axes.yaml"


@pytest.mark.parametrize("name", ["coding-question", "target-population"])
def test_every_source_and_confidence_of_a_code_list_is_known(name: str) -> None:
    for word in load_list(name):
        assert word.source in load_sources()
        assert word.details["confidence"] in load_list("confidence")


@pytest.mark.parametrize("name", DATA_FILES)
def test_confidence_is_said_in_the_words_of_the_code_list(name: str) -> None:
    words = set(load_list("confidence").words)
    assert set(said_under("confidence", esms_data(name))) <= words | ({"none"} if name == "notation.yaml" else set())


@pytest.mark.parametrize(
    ("known", "facts"),
    [(ages(), "population"), (sexes(), "sexes"), (qualifiers(), "qualifiers")],
    ids=lambda v: str(v)[:12],
)
def test_letters_are_as_sure_as_the_list_says(known: Any, facts: str) -> None:
    listed = read_facts("letters.yaml")[facts]
    assert {letters: known[letters].confidence for letters in known} == {
        letters: confidence for confidence, several in listed.items() for letters in several
    }


def test_letters_mean_something_unless_their_meaning_has_not_been_recovered() -> None:
    for letters in (*ages().values(), *sexes().values(), *qualifiers().values()):
        assert (letters.label is None) == (letters.confidence == "none"), letters.letters
    assert set(qualifiers()) == set("abcdefghijklmnopqrstuvw")
    assert {"F00-F99", "F10-F19", "F20-F29", "e310", "ICD-T"} <= set(needs())
