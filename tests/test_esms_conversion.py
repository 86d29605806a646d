"""From one version of the codes to the other: what is known, what is refused, and that no number maps by itself."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from test_esms_tree import ROWS, read_facts

from mapper.esms import conversion
from mapper.esms.conversion import Counterpart, Relation, counterpart
from mapper.esms.data import esms_data
from mapper.esms.tree import DESDE_LTC_2, ESMS_2000, VERSIONS, load_tree
from mapper.vocabulary.lists import load_list, load_sources

OTHER = {DESDE_LTC_2: ESMS_2000, ESMS_2000: DESDE_LTC_2}
FACTS = [
    pytest.param(version, code, known, id=f"{version} {code}")
    for version in VERSIONS
    for code, known in read_facts("conversion.yaml")[f"from {version}"].items()
]
EVERY_CODE = [pytest.param(version, code, id=f"{version} {code}") for version in VERSIONS for code in ROWS[version]]
ENTRIES: list[dict[str, Any]] = esms_data("conversion.yaml")["entries"]


def leaves_below(code: str, version: str) -> set[str]:
    """The codes at or below a code that are not divided further."""
    tree = load_tree(version)
    return {leaf.code for leaf in tree.leaves(code[0]) if code in tree.above(leaf.code)}


@pytest.mark.parametrize(("version", "code", "known"), FACTS)
def test_what_is_known_of_a_code_is_said(version: str, code: str, known: Any) -> None:
    found = counterpart(code, version)
    if isinstance(known, dict) and "is" in known:
        assert (found.is_settled, found.codes) == (True, (known["is"],))
    elif isinstance(known, dict):
        assert (found.is_settled, found.relation, sorted(found.codes)) == (False, Relation.DIVIDED, known["maybe"])
    elif known == "none":
        assert (found.is_settled, found.relation, found.codes) == (False, Relation.NONE, ())
    else:
        assert (found.is_settled, found.relation) == (False, Relation.REFUSED)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("code", ["R4", "R5", "R6", "R7"])
def test_numbers_that_have_changed_their_meaning_are_refused_both_ways(code: str, version: str) -> None:
    found = counterpart(code, version)
    assert (found.relation, found.is_settled) == (Relation.REFUSED, False)
    assert {"R5", "R7"}.isdisjoint(found.codes)
    assert found.note


@pytest.mark.parametrize("code", ["R0", "R3", "R3.1", "R3.1.1", "R3.1.2"])
def test_acute_care_without_a_hospital_is_never_one_that_is_in_a_hospital(code: str) -> None:
    found = counterpart(code, DESDE_LTC_2)
    assert set(found.codes) <= {"R3"}


@pytest.mark.parametrize(("version", "code"), EVERY_CODE)
def test_every_code_has_an_answer_in_words_with_its_source(version: str, code: str) -> None:
    found = counterpart(code, version)
    assert (found.code, found.version, found.other_version) == (code, version, OTHER[version])
    assert set(found.codes) <= set(load_tree(OTHER[version]).codes)
    assert found.note
    assert found.confidence in load_list("confidence")
    assert set(found.sources) <= set(load_sources())
    assert found.sources or found.relation is Relation.UNKNOWN


@pytest.mark.parametrize(("version", "code"), EVERY_CODE)
def test_a_settled_answer_names_one_code_of_the_other_version(version: str, code: str) -> None:
    found = counterpart(code, version)
    if found.is_settled:
        assert found.relation in (Relation.SAME, Relation.REFINED, Relation.DIVIDED)
        assert len(found.codes) == 1
        assert found.codes[0][0] == code[0]


@pytest.mark.parametrize(("version", "code"), EVERY_CODE)
def test_a_settled_answer_says_nothing_else_on_any_axis(version: str, code: str) -> None:
    found = counterpart(code, version)
    if found.is_settled:
        axes = load_tree(version).codes[code].axes
        others = load_tree(OTHER[version]).codes[found.codes[0]].axes
        assert [axis for axis in axes if axis in others and axes[axis] != others[axis]] == []


@pytest.mark.parametrize(("version", "code"), EVERY_CODE)
def test_the_answers_both_ways_agree(version: str, code: str) -> None:
    """A code that has become one other code has come from that one, and no other."""
    found = counterpart(code, version)
    if found.is_settled:
        back = counterpart(found.codes[0], OTHER[version])
        assert leaves_below(code, version) & set(chain.from_iterable(leaves_below(c, version) for c in back.codes))


@pytest.mark.parametrize(("version", "code"), EVERY_CODE)
def test_no_number_maps_by_itself(version: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "_entries", tuple)
    assert counterpart(code, version)[3:5] == (Relation.UNKNOWN, ())


@pytest.mark.parametrize(("version", "code"), EVERY_CODE)
def test_a_number_is_kept_only_where_an_entry_names_it_on_both_sides(version: str, code: str) -> None:
    found = counterpart(code, version)
    if code in found.codes and found.is_settled:
        assert any(code in entry["esms"] and code in entry["desde"] for entry in ENTRIES)


@pytest.mark.parametrize(("key", "version"), [("esms", ESMS_2000), ("desde", DESDE_LTC_2)])
def test_every_code_that_is_named_exists_and_is_named_once_in_an_entry(key: str, version: str) -> None:
    for entry in ENTRIES:
        assert set(entry[key]) <= set(load_tree(version).codes)
        assert len(set(entry[key])) == len(entry[key])


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if not entry["esms"]], ids=lambda e: " ".join(e["desde"]))
def test_an_entry_on_codes_of_one_version_alone_is_what_is_said_of_them(entry: dict[str, Any]) -> None:
    for code in entry["desde"]:
        found = counterpart(code, DESDE_LTC_2)
        assert (found.relation, found.codes, found.note) == (entry["relation"], (), entry["note"])


def test_a_code_is_part_of_the_code_of_which_all_below_it_are_part() -> None:
    tree = load_tree(DESDE_LTC_2)
    apart = []
    for code in (code.code for code in tree.codes.values() if code.level):
        below = [counterpart(leaf, DESDE_LTC_2) for leaf in leaves_below(code, DESDE_LTC_2)]
        if all(one.is_settled for one in below) and len({one.codes for one in below}) == 1:
            apart += [code] if counterpart(code, DESDE_LTC_2).codes != below[0].codes else []
    assert apart == []


@pytest.mark.parametrize("code", ["R14", "D0", "A1", "R8.1", "X", ""])
def test_a_code_that_a_version_does_not_have_is_refused(code: str) -> None:
    with pytest.raises(KeyError):
        counterpart(code, ESMS_2000)


def test_only_one_code_without_doubt_is_settled() -> None:
    def known(relation: Relation, *codes: str) -> Counterpart:
        return Counterpart("R2", ESMS_2000, DESDE_LTC_2, relation, codes, "", (), "high")

    assert known(Relation.SAME, "R2").is_settled
    assert not known(Relation.DIVIDED, "R0", "R1").is_settled
    for relation in (Relation.REFUSED, Relation.NONE, Relation.UNKNOWN):
        assert not known(relation, "R2").is_settled
