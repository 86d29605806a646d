"""Codes read from texts: the cases of `data/esms/parsing.yaml`, every code in every spelling, and any text at all."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from conftest import DATA
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from test_esms_tree import ADDITIONS, ROWS, counted_leaves

from mapper.esms.codes import ReadCode, Reading
from mapper.esms.coding import contradictions
from mapper.esms.notes import MENDED, NoteKind, note_words
from mapper.esms.parsing import read_codes
from mapper.esms.tree import BRANCHES, DESDE_LTC_2, ESMS_2000, VERSIONS
from mapper.vocabulary.lists import load_sources

Case = dict[str, Any]
GROUPS: list[Case] = YAML(typ="safe", pure=True).load((DATA / "esms" / "parsing.yaml").read_bytes())["groups"]
CASES = [
    pytest.param(case, id=f"{group['group']}: {case.get('text', case.get('escaped'))}")
    for group in GROUPS
    for case in group["cases"]
]
ALL_CODES = [code for code, row in ROWS[DESDE_LTC_2].items() if row["level"] != "0"]
LEAVES = {code for branch in BRANCHES for code in counted_leaves(DESDE_LTC_2, branch)} | ADDITIONS
DOTTED = [code for code in ALL_CODES if "." in code and code.replace(".", "") not in ALL_CODES]
SPELLINGS: dict[str, tuple[Callable[[str], str], str, set[NoteKind]]] = {
    "bare": (str, "", set()),
    "full": ("AX[F00-F99]-{}".format, "AX[F00-F99]-", set()),
    "small letters": (str.lower, "", {NoteKind.LOWER_CASE}),
    "full, in small letters": (lambda code: f"ax[f00-f99]-{code.lower()}", "AX[F00-F99]-", {NoteKind.LOWER_CASE}),
    "stray dot": (lambda code: f"{code[0]}.{code[1:]}", "", {NoteKind.STRAY_DOT}),
    "en dash": ("AX[F00-F99]\N{EN DASH}{}".format, "AX[F00-F99]-", {NoteKind.DASH}),
    "qualifier": ("AX-{}g".format, "AX-", set()),
    "space": (lambda code: f"{code[0]} {code[1:]}", "", {NoteKind.SPACE}),
}
NASTY = [
    "R1-R2 ",
    "R1-",
    "R1 to ",
    "[",
    "[]",
    "AX[",
    "AX[F00",
    "AX[ R-",
    "AX[a\n",
    "AX[F00-F99] ",
    "a ",
    "R.",
    "R1",
    ".",
    "–",
]
NASTY += ["😀", "ESMS:", "SR1 ", "AX-", "R1 \n", "1.", "Ro", "and ", "O9.1"]


def text_of(case: Case) -> str:
    if "escaped" in case:
        return str(case["escaped"].encode("latin-1").decode("unicode_escape"))
    return str(case["text"])


def kinds(code: ReadCode) -> set[NoteKind]:
    """What has to be said of a code, but for remarks on its meaning."""
    return {note.kind for note in code.notes} - {NoteKind.REMARK}


def described(code: ReadCode) -> Case:
    """A code by what a case can say of it."""
    return {
        "text": code.text,
        "full": code.full,
        "prefix": code.prefix,
        "needs": list(code.needs),
        "mtc": code.mtc,
        "qualifiers": code.qualifiers,
        "version": code.version,
        "well_formed": "yes" if code.is_well_formed else "no",
        "known": "yes" if code.is_known else "no",
        "valid": "yes" if code.is_known and code.is_well_formed else "no",
        "leaf": "yes" if code.is_leaf else "no",
    }


def parts(code: ReadCode) -> tuple[Any, ...]:
    return (code.prefix, code.brackets, code.mtc, code.qualifiers, code.version, code.code)


def only(reading: Reading) -> ReadCode:
    (code,) = reading.codes
    return code


@pytest.mark.parametrize("case", CASES)
def test_a_text_is_read_as_its_case_says(case: Case) -> None:
    reading = read_codes(text_of(case))
    assert case.get("printed", "ommha") in load_sources()
    assert len(reading.codes) == len(case["codes"]), [code.full for code in reading.codes]
    for code, expected in zip(reading.codes, case["codes"], strict=True):
        meant = {"full": expected, "valid": "yes"} if isinstance(expected, str) else dict(expected)
        notes = meant.pop("notes", None)
        assert {key: described(code)[key] for key in meant} == meant
        if notes is not None:
            assert set(notes) <= kinds(code) if notes else kinds(code) == set()
    if "notes" in case:
        assert {note.kind for note in reading.notes} == set(case["notes"])


@pytest.mark.parametrize("case", CASES)
def test_the_text_is_kept_as_typed(case: Case) -> None:
    text = text_of(case)
    reading = read_codes(text)
    assert reading.text == text
    assert all(code.text in text for code in reading.codes)


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("code", ALL_CODES)
def test_every_code_is_read_in_every_spelling(code: str, spelling: str) -> None:
    spelt, before, mended = SPELLINGS[spelling]
    text = spelt(code)
    read = only(read_codes(text))
    behind = "g" if spelling == "qualifier" else ""
    assert (read.text, read.full, read.mtc, read.version) == (text, f"{before}{code}{behind}", code, DESDE_LTC_2)
    assert (read.is_well_formed, read.is_known, read.is_leaf) == (True, True, code in LEAVES)
    assert kinds(read) & MENDED == mended
    assert read.is_mended is bool(mended)


@pytest.mark.parametrize("code", DOTTED)
def test_missing_dots_are_put_in(code: str) -> None:
    for text in (code.replace(".", ""), f"AX[F00-F99]-{code.replace('.', '')}"):
        read = only(read_codes(text))
        assert (read.mtc, read.is_known, read.text) == (code, True, text)
        assert NoteKind.NO_DOT in kinds(read)


@pytest.mark.parametrize("code", [code for code in ALL_CODES if "0" in code])
def test_the_letter_o_is_read_as_a_zero(code: str) -> None:
    read = only(read_codes(code[0] + code[1:].replace("0", "O")))
    assert (read.mtc, read.is_known) == (code, True)
    assert NoteKind.ZERO in kinds(read)


@pytest.mark.parametrize("code", ALL_CODES)
def test_a_code_is_never_read_within_a_longer_word(code: str) -> None:
    for word in (f"x{code}", f"{code}99999", f"{code}.1.1.1.1.1", f"{code}étage"):
        assert not any(read.is_known for read in read_codes(word).codes), word


@pytest.mark.parametrize("code", ROWS[ESMS_2000])
def test_every_code_of_esms_2000_is_read_with_its_version(code: str) -> None:
    for text, version in ((f"ESMS:{code}", DESDE_LTC_2), (code, ESMS_2000)):
        read = only(read_codes(text, version))
        assert (read.mtc, read.version, read.is_known) == (code, ESMS_2000, True)
        assert read.is_leaf is (len(code) > 1)


def test_a_code_written_anew_does_not_turn_into_one_of_another_version() -> None:
    for code in ROWS[ESMS_2000]:
        read = only(read_codes(f"ESMS:{code}"))
        assert parts(only(read_codes(read.full))) == parts(read)


def test_a_local_variant_is_of_no_branch_and_not_known() -> None:
    for branch in "RDOAI":
        for numbers in ("1", "2", "1.1", "42", "4.2.2"):
            for text in (f"S{branch}{numbers}", f"s{branch.lower()}{numbers}"):
                read = only(read_codes(text))
                assert (read.is_variant, read.code, read.is_known, read.is_leaf) == (True, None, False, False)


FOUR_ANSWERS: dict[str, tuple[bool, bool | None, bool, bool]] = {
    "O9.1": (True, True, True, True),
    "O10.1": (True, True, True, False),
    "O9": (True, True, False, True),
    "O10": (True, True, False, False),
    "O9.3": (True, False, False, True),
    "SD42": (True, False, False, True),
    "ZX-O9.1": (True, False, True, True),
    "AX[F00-F99]O9.1": (False, None, True, True),
    "AX[F00-F99-O10": (False, None, False, False),
}
"""Well formed, known (None: either will do), fully specified, and consistent with the answers below."""


@pytest.mark.parametrize("text", FOUR_ANSWERS)
def test_four_answers_are_kept_apart(text: str) -> None:
    answers = {
        "outpatient": "yes",
        "outpatient-acute": "no",
        "outpatient-contacts": "medium",
        "outpatient-mobile": "no",
    }
    code = only(read_codes(text))
    well_formed, known, leaf, consistent = FOUR_ANSWERS[text]
    assert (code.is_well_formed, code.is_leaf) == (well_formed, leaf)
    assert known in (None, code.is_known)
    assert (not contradictions(code, answers)) is consistent


def assert_is_sound(reading: Reading, text: str) -> None:
    """What holds for the reading of any text."""
    assert reading.text == text
    for code in reading.codes:
        assert code.text in text
        assert code.text
        assert code.version in VERSIONS
        assert code.code is None or (code.code.code, code.code.version) == (code.mtc, code.version)
        assert code.is_leaf <= (code.code is not None)
        assert code.is_known <= (code.code is not None)
    for note in (*reading.notes, *(note for code in reading.codes for note in code.notes)):
        assert note_words(note)
    assert bool(reading.codes) is (NoteKind.NOTHING not in {note.kind for note in reading.notes})


@given(st.text(st.characters(exclude_categories=()), max_size=3000))
def test_any_text_can_be_read(text: str) -> None:
    for version in VERSIONS:
        assert_is_sound(read_codes(text, version), text)


PIECES = ["AX", "ax", "GXF", "ZX", "[F00-F99]", "[e310]", "[f10 , F20]", "[", "]", "-", "–", " ", "  ", "\n", ";", "+"]
PIECES += ["and", "to", "ESMS:", "R", "o", "S", "SR1", "TR4", "0", "O", "1", "9", ".", "..", "R1", "O9.1", "O10.1be"]
PIECES += ["R3.1.1", "D4", "r8", "3", "e", "X", ",", "a", "(", "\u200b", "\ud800", "１", "²"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(1, 20))
def test_any_text_of_pieces_of_codes_can_be_read(text: str, times: int) -> None:
    for version in VERSIONS:
        assert_is_sound(read_codes(text * times, version), text * times)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(VERSIONS))
def test_a_code_as_it_is_usually_written_is_read_as_the_same_code(text: str, version: str) -> None:
    for code in read_codes(text, version).codes:
        if code.is_well_formed:
            again = only(read_codes(code.full, code.version))
            assert parts(again) == parts(code)
            assert again.text == again.full == code.full
            assert not again.is_mended
            assert (again.is_known, again.is_leaf, again.is_variant) == (code.is_known, code.is_leaf, code.is_variant)


@st.composite
def full_codes(draw: st.DrawFn) -> tuple[str, tuple[str, ...], str, str, str]:
    """A full code by its parts: prefix, needs, dash, type of care and qualifiers."""
    prefix = draw(st.sampled_from(["GX", "NX", "CX", "CC", "CA", "CY", "AX", "AY", "AO", "OX", "TC", "TA", "TO"]))
    needs = tuple(draw(st.lists(st.sampled_from(["F00-F99", "F50", "e310", "Z59", "F32.1", "ICD-T"]), max_size=3)))
    dash = draw(st.sampled_from("-\u2010\u2011\u2012\u2013\u2014\u2015"))
    letters = draw(st.text(st.sampled_from("abcdefghijklmnopqrstuvw"), max_size=3))
    return prefix + draw(st.sampled_from(["", "F", "M"])), needs, dash, draw(st.sampled_from(ALL_CODES)), letters


@given(full_codes())
def test_every_full_code_that_the_syntax_allows_is_valid(made: tuple[str, tuple[str, ...], str, str, str]) -> None:
    prefix, needs, dash, mtc, letters = made
    code = only(read_codes(f"{prefix}{''.join(f'[{need}]' for need in needs)}{dash}{mtc}{letters}"))
    assert (code.prefix, code.needs, code.mtc, code.qualifiers) == (prefix, needs, mtc, letters)
    assert (code.is_well_formed, code.is_known, code.is_leaf) == (True, True, mtc in LEAVES)


def work(text: str) -> int:
    """How many calls it takes to read a text."""
    calls = 0

    def count(*_: Any) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_codes(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("pattern", NASTY)
def test_a_text_twice_as_long_takes_about_twice_the_work(pattern: str) -> None:
    read_codes(pattern * 3000)
    once, twice = work(pattern * 1000), work(pattern * 2000)
    assert twice <= 2 * once + 1000


@pytest.mark.parametrize("pattern", NASTY)
def test_a_long_text_comes_to_an_end(pattern: str) -> None:
    text = pattern * (50_000 // len(pattern))
    assert_is_sound_at_the_ends(read_codes(text), text)


def assert_is_sound_at_the_ends(reading: Reading, text: str) -> None:
    assert reading.text == text
    assert len(reading.notes) < 100
    for code in (*reading.codes[:20], *reading.codes[-20:]):
        assert code.text in text
