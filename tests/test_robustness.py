"""Whatever edit a file goes through: no traceback, exit code 0 or 1, places within the file, said in every format; and
a renamed key is always found where it stands.

A number that fails is printed; `python tests/mutations.py NUMBER` prints its file.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import DATA, findings_of
from mutations import SMALL_FILES, Key, edited, keys_of, small_bases, whole_bases
from test_formats import OURS, SARIF

from mapper.checks.report import check_study
from mapper.cli.main import FindingsFormat, typer, validate
from mapper.findings import Finding
from mapper.reading import read_text
from mapper.render.template import template
from mapper.schema.hub import Hub
from mapper.shape import read_form
from mapper.study import load_study
from mapper.vocabulary.lists import Vocabulary

FORMATS = tuple(FindingsFormat)
EDITS, WHOLE_EDITS, AT_ONCE = 10_000, 200, 1000


def said_of(file: Path, file_format: FindingsFormat) -> tuple[int, str]:
    """The exit code and the output of `mapper validate` on a file."""
    out, code = io.StringIO(), 0
    with contextlib.redirect_stdout(out):
        try:
            validate(paths=[file], file_format=file_format)
        except typer.Exit as leaving:
            code = leaving.exit_code
    return code, out.getvalue()


def assert_places_lie_within(data: bytes, places: Iterator[tuple[int, int, int, int]]) -> None:
    """The end of a line is a place too, so its end column may be the second one behind the text."""
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", data.decode("utf-8-sig", "replace"))
    for line, column, end_line, end_column in places:
        assert (1, 1) <= (line, column) <= (end_line, end_column)
        assert end_line <= len(lines)
        assert column <= len(lines[line - 1]) + 1
        assert end_column <= len(lines[end_line - 1]) + 2


def json_places(said: str, *, validated: bool) -> Iterator[tuple[int, int, int, int]]:
    result = json.loads(said)
    if validated:
        OURS.validate(result)
    for found in result["findings"]:
        yield found["line"], found["column"], found["end_line"], found["end_column"]


def sarif_places(said: str, *, validated: bool) -> Iterator[tuple[int, int, int, int]]:
    log = json.loads(said)
    if validated:
        SARIF.validate(log)
    for result in log["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        yield region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]


PLACES: dict[FindingsFormat, Callable[..., Any]] = {
    FindingsFormat.JSON: json_places,
    FindingsFormat.SARIF: sarif_places,
}


def check_edit(number: int, bases: tuple[str, ...], file: Path) -> None:
    """Show the findings of an edited file in one of the formats, each in its turn."""
    data = edited(number, bases)
    file.write_bytes(data)
    file_format = FORMATS[number % len(FORMATS)]
    code, said = said_of(file, file_format)
    assert code in (0, 1)
    if file_format in PLACES:
        assert_places_lie_within(data, PLACES[file_format](said, validated=number % 100 < len(FORMATS)))
    elif file_format is FindingsFormat.GITHUB:
        assert code == int("::error " in said)


def failures(numbers: range, bases: tuple[str, ...], folder: Path) -> list[str]:
    found = []
    for number in numbers:
        try:
            check_edit(number, bases, folder / "hub.yaml")
        except Exception:
            found.append(f"edit {number}: {traceback.format_exc(limit=-3)}")
    return found


@pytest.mark.parametrize("start", range(0, EDITS, AT_ONCE))
def test_random_edits_of_small_files(start: int, tmp_path: Path) -> None:
    assert failures(range(start, start + AT_ONCE), small_bases(), tmp_path) == []


def test_random_edits_of_whole_files(tmp_path: Path) -> None:
    assert failures(range(WHOLE_EDITS), whole_bases(), tmp_path) == []


def test_an_edit_is_the_same_each_time() -> None:
    sample = [edited(number, small_bases()) for number in range(300)]
    assert sample == [edited(number, small_bases()) for number in range(300)]
    assert len(set(sample)) > 290


SLIPS: tuple[Callable[[str], str], ...] = (
    lambda name: name[:-1] or "x",
    lambda name: name[1:] + name[:1] if len(set(name)) > 1 else "x",
    lambda name: name + name[-1],
    lambda name: name.title(),
    lambda name: f"{name}-",
    lambda name: "zzzz",
)
ALONE = ("value", "conflicting", "from", "to")
"""What may be the only key of an answer: renamed, it leaves a group that nothing shows to be an answer."""


class Renamed(NamedTuple):
    """A text with one key renamed: the new name and the key it was."""

    text: str
    name: str
    key: Key

    def is_found_in(self, findings: Iterable[Finding]) -> bool:
        """Whether the key is reported where it stands, or the group that it leaves at the question above it."""
        if any(f.code == "S201" and f.path[-1] == self.name and starts(f) == self.key[3:5] for f in findings):
            return True
        is_lost = self.key.is_alone and self.key.name in ALONE
        return is_lost and any(
            f.code[0] == "S" and self.key.line - 1 <= f.place.line <= self.key.line for f in findings
        )


def starts(finding: Finding) -> tuple[int, int]:
    return finding.place.line, finding.place.column


def each_renamed(text: str, *, all_slips: bool) -> Iterator[Renamed]:
    """Each key of a text renamed in turn: with all slips, or with one of them after the other."""
    for number, key in enumerate(keys_of(text)):
        for slip in SLIPS if all_slips else (SLIPS[number % len(SLIPS)],):
            name = slip(key.name)
            yield Renamed(text[: key.start] + name + text[key.end :], name, key)


@pytest.mark.parametrize("part", range(4))
def test_every_renamed_key_is_found_where_it_stands(part: int) -> None:
    missed = [
        (one.name, one.text.splitlines()[one.key.line - 1])
        for number, base in enumerate(small_bases())
        if number % 4 == part
        for one in each_renamed(base, all_slips=number < len(SMALL_FILES))
        if not one.is_found_in(findings_of(one.text))
    ]
    assert missed == []


def test_every_renamed_key_of_the_blank_form_is_found_where_it_stands() -> None:
    lines = template(Vocabulary()).splitlines(keepends=True)
    keys = [number for number, line in enumerate(lines) if re.match(r"\s*(- )?[a-z_]+:", line)]
    assert len(keys) > 500
    for number in keys:
        renamed = [*lines[:number], re.sub(r"(\w)(\w*):", r"\1x\2:", lines[number], count=1), *lines[number + 1 :]]
        document = read_text("".join(renamed))
        problems = read_form(Hub, document.values, Vocabulary()).problems
        places = [document.place(problem.path, on_key=problem.on_key).line for problem in problems]
        assert number + 1 in places, lines[number]


def test_every_renamed_key_of_a_study_file_is_found_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text("record: {id: a}\n")
    for one in each_renamed((DATA / "valid" / "study.yaml").read_text(), all_slips=True):
        (tmp_path / "study.yaml").write_text(one.text)
        assert one.is_found_in(check_study(load_study([tmp_path]))[0].findings), one.text
