"""The commands below `mapper esms` that read, show and convert codes, and work out shares."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Mapper, Ran
from golden import assert_golden
from hypothesis import given
from hypothesis import strategies as st
from test_esms_parsing import PIECES
from test_esms_tree import LEAVES, ROWS

from mapper.esms.parsing import read_codes
from mapper.esms.questions import coding_questions
from mapper.esms.tree import DESDE_LTC_2, ESMS_2000, VERSIONS, load_tree
from mapper.render.esms_codes import reading_json, reading_text
from mapper.render.terminal import columns

KEYS = {
    "text",
    "canonical",
    "known",
    "leaf",
    "version",
    "branch",
    "label",
    "prefix",
    "diagnoses",
    "qualifiers",
    "notes",
}
SEVERAL_KINDS = "AX[F00-F99]-O9.1e, R4–R5 and R.3.1.1; DO; O91; D10; R15; SD42; ESMS:R5; AX[F50]R2; ZX-A4; O8.1k (new)"
WIDTHS = (80, 40)
SHOWN = [
    ["parse", SEVERAL_KINDS],
    ["parse", "no code at all"],
    ["parse", "AX[F00-F99-R2"],
    ["parse", "R1-R13 " * 3],
    ["parse", "x" * 300 + " R2 " + "y " * 300],
    ["parse", f"AX[{','.join(['F00'] * 100)}]-R2"],
    ["parse", f"AX[{'F' * 300}]-R2"],
    ["parse", "עברית R2 Gŵyr çà et là \x1b[31m\x07 O9.1"],
    ["tree"],
    ["tree", "--version", ESMS_2000],
    ["show", "O9.1"],
    ["show", "R R3 D0 O11 A5 I2.1 S1.1"],
    ["show", "R4", "--version", ESMS_2000],
    ["convert", "R5"],
    ["convert", "R3", "--from", ESMS_2000],
    ["convert", "O9.1"],
    ["balance", "94", "110", "--printed", "85.6"],
    ["balance", "1234567", "7654321"],
]
"""Commands whose output has to fit the terminal."""
Typed = Callable[[bytes], None]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Put bytes where a command reads its input."""

    def put(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))

    return put


def result(ran: Ran) -> dict[str, Any]:
    assert ran.err == ""
    found: dict[str, Any] = json.loads(ran.out)
    return found


def assert_refused(ran: Ran) -> None:
    """Wrong usage, in words, and nothing in them that moves a terminal."""
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert all(character.isprintable() or character == "\n" for character in ran.err)
    assert ran.err.strip()


def too_wide(text: str, width: int) -> Iterator[str]:
    """Lines wider than a terminal, but for those of a single word."""
    for line in text.splitlines():
        if columns(line) > width and " " in line.strip():
            yield line


def test_parse_as_json_has_all_that_is_known_of_each_code(mapper: Mapper) -> None:
    ran = mapper("esms", "parse", SEVERAL_KINDS, "-f", "json")
    found = result(ran)
    assert ran.code == 1
    assert (found["format"], found["input"]) == ("mapper.esms/1", SEVERAL_KINDS)
    assert all(set(code) >= KEYS for code in found["codes"])
    assert all(isinstance(note, str) for code in found["codes"] for note in code["notes"])
    first = found["codes"][0]
    assert {key: first[key] for key in KEYS - {"label", "notes"}} == {
        "text": "AX[F00-F99]-O9.1e",
        "canonical": "O9.1",
        "known": True,
        "leaf": True,
        "version": DESDE_LTC_2,
        "branch": "O",
        "prefix": "AX",
        "diagnoses": ["F00-F99"],
        "qualifiers": ["e"],
    }
    assert first["label"] == load_tree(DESDE_LTC_2).codes["O9.1"].label


def test_parse_says_what_a_code_is_not(mapper: Mapper) -> None:
    codes = {code["text"]: code for code in result(mapper("esms", "parse", SEVERAL_KINDS, "-f", "json"))["codes"]}
    assert (codes["R15"]["known"], codes["R15"]["branch"], codes["R15"]["label"]) == (False, None, None)
    assert (codes["SD42"]["known"], codes["SD42"]["branch"], codes["SD42"]["version"]) == (False, None, None)
    assert (codes["ESMS:R5"]["known"], codes["ESMS:R5"]["version"]) == (True, ESMS_2000)
    assert (codes["DO"]["canonical"], codes["DO"]["known"], codes["DO"]["leaf"]) == ("D0", True, False)
    assert [code["canonical"] for code in codes.values() if code["text"] == "R4–R5"] == ["R5"]
    assert codes["O8.1k"]["qualifiers"] == ["k"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("O9.1", 0),
        ("R1-R3", 0),
        ("AX[F00-F99]-O9.1e; A4", 0),
        ("O9", 0),
        ("R15", 1),
        ("O9.1; R15", 1),
        ("SD42", 1),
        ("ZX[F00-F99]-R2", 1),
        ("AX[F00-F99-R2", 1),
        ("no code", 1),
        ("", 1),
        (" ", 1),
        ("\n", 1),
    ],
)
def test_parse_is_0_if_every_code_is_known(text: str, code: int, mapper: Mapper) -> None:
    for file_format in ("text", "json"):
        ran = mapper("esms", "parse", text, "--format", file_format)
        assert (ran.code, ran.err) == (code, "")
        assert ran.out


def test_parse_joins_its_arguments(mapper: Mapper) -> None:
    found = result(mapper("esms", "parse", "AX[F00-F99]", "-f", "json", "--", "-O9.1", "R2"))
    assert found["input"] == "AX[F00-F99] -O9.1 R2"
    assert [(code["canonical"], code["prefix"]) for code in found["codes"]] == [("O9.1", "AX"), ("R2", None)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"O9.1; R2", "O9.1; R2"),
        ("R1–R3\n".encode(), "R1–R3\n"),
        (b"", ""),
        (b"R2\x00O9.1", "R2\x00O9.1"),
        (b"R2 \xff O9.1", "R2 � O9.1"),
        ("עברית R2".encode(), "עברית R2"),
    ],
)
def test_parse_reads_the_input(data: bytes, text: str, typed: Typed, mapper: Mapper) -> None:
    typed(data)
    found = result(mapper("esms", "parse", "-", "-f", "json"))
    assert found["input"] == text
    assert [code["canonical"] for code in found["codes"]] == [code.mtc for code in read_codes(text).codes]


def test_parse_reads_no_input_where_nothing_is_open(monkeypatch: pytest.MonkeyPatch, mapper: Mapper) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert mapper("esms", "parse", "-").code == 1


@pytest.mark.parametrize("character", ["x", "\N{OLD ITALIC LETTER A}"])
def test_parse_takes_a_million_characters_and_no_more(character: str, typed: Typed, mapper: Mapper) -> None:
    typed((character * 999_997 + " R2").encode())
    assert mapper("esms", "parse", "-").code == 0
    typed((character * 1_000_001).encode())
    assert_refused(mapper("esms", "parse", "-"))
    assert_refused(mapper("esms", "parse", character * 1_000_001))


def test_parse_reads_codes_by_the_version_that_is_named(mapper: Mapper) -> None:
    for version, known in ((DESDE_LTC_2, True), (ESMS_2000, False)):
        ran = mapper("esms", "parse", "R14", "--version", version.lower(), "-f", "json")
        assert (ran.code, result(ran)["codes"][0]["known"]) == (0 if known else 1, known)


def test_parse_holds_codes_against_answers(mapper: Mapper) -> None:
    Path("answers.yaml").write_text("outpatient: yes\noutpatient-contacts: low\n")
    found = result(mapper("esms", "parse", "O9.1 O10.1", "-f", "json", "--answers", "answers.yaml"))
    assert [(code["canonical"], code["consistent"]) for code in found["codes"]] == [("O9.1", False), ("O10.1", True)]
    found = result(mapper("esms", "parse", "O9.1", "-f", "json"))
    assert found["codes"][0]["consistent"] is None


@pytest.mark.parametrize("branch", LEAVES)
def test_tree_shows_each_code_of_a_branch_once(branch: str, mapper: Mapper) -> None:
    for argument in (branch, branch.lower()):
        ran = mapper("esms", "tree", argument)
        assert (ran.code, ran.err) == (0, "")
        shown = re.findall(r"^[│├└─ ]*([RDOAIS][0-9.]*)  \S", ran.out, re.MULTILINE)
        assert shown == [code for code in load_tree(DESDE_LTC_2).codes if code[0] == branch]


@pytest.mark.parametrize("version", VERSIONS)
def test_tree_shows_all_branches(version: str, mapper: Mapper) -> None:
    ran = mapper("esms", "tree", "--version", version)
    assert (ran.code, ran.err) == (0, "")
    shown = re.findall(r"^[│├└─ ]*([RDOAIS][0-9.]*)  \S", ran.out, re.MULTILINE)
    assert sorted(shown) == sorted(ROWS[version])


@pytest.mark.parametrize("branch", ["X", "", "O1", "R15", "RR", "?", "O\x1b[31m", "x" * 2000])
def test_tree_refuses_what_is_no_branch(branch: str, mapper: Mapper) -> None:
    assert_refused(mapper("esms", "tree", branch))


def test_tree_refuses_a_branch_that_the_version_does_not_have(mapper: Mapper) -> None:
    assert_refused(mapper("esms", "tree", "A", "--version", ESMS_2000))


@pytest.mark.parametrize("version", VERSIONS)
def test_show_says_what_every_code_means(version: str, mapper: Mapper) -> None:
    for code in load_tree(version).codes.values():
        ran = mapper("esms", "show", code.code, "--version", version)
        assert (ran.code, ran.err) == (0, ""), code.code
        assert ran.out.splitlines()[0] == code.code
        assert code.confidence in ran.out
        assert all(source in ran.out for source in code.sources)


@pytest.mark.parametrize(
    "code", ["R15", "D5.1", "X", "", "hello", "SD42", "SR1", "R2 R15", "R13-R15", "\x1b[31m", "x" * 2000]
)
def test_show_and_convert_refuse_what_is_no_code(code: str, mapper: Mapper) -> None:
    for command in ("show", "convert"):
        assert_refused(mapper("esms", command, code))


def test_show_refuses_a_code_that_the_version_does_not_have(mapper: Mapper) -> None:
    assert_refused(mapper("esms", "show", "R14", "--version", ESMS_2000))
    assert_refused(mapper("esms", "convert", "R14", "--from", ESMS_2000))


def test_convert_gives_both_versions_unless_one_is_named(mapper: Mapper) -> None:
    found = result(mapper("esms", "convert", "R5", "-f", "json"))
    assert sorted(one["from"] for one in found["codes"]) == sorted(VERSIONS)
    assert not any(one["settled"] for one in found["codes"])


def test_convert_as_json(mapper: Mapper) -> None:
    found = result(mapper("esms", "convert", "R5", "--from", ESMS_2000, "-f", "json"))
    (one,) = found["codes"]
    assert found["format"] == "mapper.esms.conversion/1"
    assert (one["code"], one["from"], one["to"]) == ("R5", ESMS_2000, DESDE_LTC_2)
    assert (one["relation"], one["settled"]) == ("refused", False)
    assert (one["confidence"], one["sources"]) == ("high", ["hrps-2010", "pmc-7698522"])


def test_convert_gives_the_code_that_is_known(mapper: Mapper) -> None:
    ran = mapper("esms", "convert", "O9.1", "--from", DESDE_LTC_2, "-f", "json")
    (one,) = result(ran)["codes"]
    assert (ran.code, one["settled"], one["codes"], one["to"]) == (0, True, ["O9"], ESMS_2000)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["94", "110"], 0),
        (["94", "110", "--printed", "85.5"], 0),
        (["94", "110", "--printed", "85.5%"], 0),
        (["94", "110", "--printed", "85"], 0),
        (["94", "110", "--printed", "85.6"], 1),
        (["94", "110", "--printed", "85.4"], 1),
        (["29", "110", "--printed", "26.4"], 0),
        (["2", "110", "--printed", "1.8"], 0),
        (["0", "1"], 0),
        (["1", "1"], 0),
    ],
)
def test_balance_holds_a_printed_percentage_against_the_counts(arguments: list[str], code: int, mapper: Mapper) -> None:
    for file_format in ("text", "json"):
        ran = mapper("esms", "balance", *arguments, "-f", file_format)
        assert (ran.code, ran.err) == (code, "")
        assert ran.out


@pytest.mark.parametrize(
    ("number", "percentage", "low", "high"),
    [("94", 85.5, 78.9, 92.0), ("29", 26.4, 18.1, 34.6), ("2", 1.8, -0.7, 4.3)],
)
def test_balance_gives_the_intervals_that_are_printed(
    number: str, percentage: float, low: float, high: float, mapper: Mapper
) -> None:
    """Printed in table 2 of pmc-7698522."""
    found = result(mapper("esms", "balance", number, "110", "-f", "json"))
    assert [round(value, 1) for value in (found["percentage"], *found["wald"].values())] == [percentage, low, high]
    assert 0 <= found["wilson"]["low"] <= found["percentage"] <= found["wilson"]["high"] <= 100


@pytest.mark.parametrize(
    "arguments",
    [
        ["5", "4"],
        ["0", "0"],
        ["1.5", "3"],
        ["--", "-1", "5"],
        ["five", "six"],
        ["5"],
        ["94", "110", "--printed", "many"],
        ["94", "110", "--printed", ""],
        ["94", "110", "--printed", "-1"],
        ["94", "110", "--printed", "85,5"],
        ["94", "110", "--printed", "\x1b[31m"],
    ],
)
def test_balance_refuses_what_is_no_share(arguments: list[str], mapper: Mapper) -> None:
    assert_refused(mapper("esms", "balance", *arguments))


def test_questions_can_be_filled_in_and_used(mapper: Mapper) -> None:
    form = mapper("esms", "questions").out
    answers = {question.id: next(iter(question.answers)) for question in coding_questions().values()}
    Path("blank.yaml").write_text(form)
    Path("filled.yaml").write_text(re.sub(r"^([a-z0-9-]+):$", lambda m: f"{m[0]} {answers[m[1]]}", form, flags=re.M))
    assert mapper("esms", "parse", "O1.1 O9.1", "--answers", "blank.yaml").code == 3
    ran = mapper("esms", "parse", "O1.1 O9.1", "--answers", "filled.yaml", "-f", "json")
    assert [(code["canonical"], code["consistent"]) for code in result(ran)["codes"]] == [
        ("O1.1", True),
        ("O9.1", False),
    ]
    assert re.findall(r"^([a-z0-9-]+):$", form, flags=re.M) == list(coding_questions())


@pytest.mark.parametrize("question", coding_questions())
def test_every_answer_that_the_questions_offer_is_taken(question: str, mapper: Mapper) -> None:
    form = mapper("esms", "questions").out
    before = form[: re.search(rf"^{question}:$", form, re.M).start()]  # type: ignore[union-attr]
    comments = before.rpartition("\n\n")[2]
    offered = re.findall(r"^#   ([^:]+): ", comments, re.M)
    assert offered == list(coding_questions()[question].answers)
    for answer in (*offered, "not known"):
        Path("answers.yaml").write_text(f"{question}: {answer}\n")
        assert mapper("esms", "parse", "R2", "--answers", "answers.yaml").code == 0, answer


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("arguments", SHOWN, ids=lambda arguments: ascii(" ".join(arguments)[:24]))
def test_output_fits_the_terminal(arguments: list[str], width: int, mapper: Mapper, monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    ran = mapper("esms", *arguments)
    assert list(too_wide(ran.out, width)) == []
    assert all(character.isprintable() or character == "\n" for character in ran.out)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_said_of_every_code_fits_the_terminal(width: int, mapper: Mapper, monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for version in VERSIONS:
        codes = list(ROWS[version])
        said = [mapper("esms", "show", " ".join(codes), "--version", version).out]
        said += [mapper("esms", "convert", " ".join(codes), "--from", version).out]
        assert [line for text in said for line in too_wide(text, width)] == []


@given(
    st.text(st.characters(exclude_categories=()), max_size=500)
    | st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.sampled_from(WIDTHS),
)
def test_what_is_read_of_any_text_can_be_shown(text: str, width: int) -> None:
    reading = read_codes(text)
    said = reading_text(reading, {"outpatient": "no"}, width=width, color=False)
    said.encode()
    assert all(character.isprintable() or character == "\n" for character in said)
    found = json.loads(reading_json(reading, None))
    assert [code["text"] for code in found["codes"]] == [code.text for code in reading.codes]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("parse", ["parse", SEVERAL_KINDS]),
        ("tree_O", ["tree", "O"]),
        ("show_O9.1", ["show", "O9.1"]),
        ("convert_R5", ["convert", "R5"]),
    ],
)
def test_output_is_as_it_was(name: str, arguments: list[str], mapper: Mapper, monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert_golden(f"esms_{name}_80.txt", mapper("esms", *arguments).out)
