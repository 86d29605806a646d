"""Corrections: what is corrected and what is not, that nothing else changes, and that nothing is lost in writing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, WORDS, study_of
from hypothesis import assume, example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from mapper.checks.report import FileReport, report_of
from mapper.checks.selection import EVERYTHING, selection
from mapper.editing import Change, edited
from mapper.errors import MapperError
from mapper.fixing import difference, fixed
from mapper.reading import read_bytes, read_text
from mapper.refusals.fixes import one_slip_apart
from mapper.study import hub_of
from mapper.writing import write_over

CASES = YAML(typ="safe", pure=True).load((DATA / "fixes.yaml").read_bytes())["cases"]


def check(content: bytes) -> FileReport:
    return report_of(hub_of(Path("hub.yaml"), read_bytes(content), WORDS), study_of())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
def test_what_is_corrected(case: dict[str, Any], ends: str, mark: bytes) -> None:
    before = mark + case["file"].replace("\n", ends).encode()
    meant = mark + case.get("fixed", case["file"]).replace("\n", ends).encode()
    result = fixed(before, check, EVERYTHING)
    assert result.after == meant
    assert bool(result.made) == (before != meant)
    assert fixed(result.after, check, EVERYTHING).made == ()


@given(word=st.text("abcd", min_size=1, max_size=6), data=st.data())
def test_one_slip_is_told_from_none_and_from_two(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    left_out = word[:at] + word[at + 1 :]
    swapped = word[: max(0, at - 1)] + word[max(0, at - 1) : at + 1][::-1] + word[at + 1 :]
    assert one_slip_apart(word, left_out)
    assert one_slip_apart(left_out, word)
    assert one_slip_apart(word, word[:at] + "x" + word[at + 1 :])
    assert one_slip_apart(word, swapped) is (word != swapped)
    assert not one_slip_apart(word, word)
    assert not one_slip_apart(word, f"x{word}x")


def test_only_wanted_findings_are_corrected() -> None:
    before = b"context: {regoin: London, opened: 13/10/2020}\n"
    assert fixed(before, check, selection(["S205"], [])).after == b"context: {regoin: London, opened: 2020-10-13}\n"
    assert fixed(before, check, selection([], ["S2"])).after == before


def test_what_is_left_is_reported_as_it_stands_then() -> None:
    result = fixed(b"context: {regoin: Lodnon, opened: 1/10/2020}\n", check, EVERYTHING)
    assert [finding.code for finding in result.report.findings if finding.code[0] == "S"] == ["S205"]
    assert [(finding.code, finding.path[-1]) for finding, _ in result.made] == [("S201", "regoin"), ("S203", "region")]


def test_a_text_in_a_second_document_is_kept() -> None:
    before = "context: {regoin: London}\n---\nregoin: \t ü …\n".encode()
    assert fixed(before, check, EVERYTHING).after == before.replace(b"regoin", b"region", 1)


VALUES = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" '\"\\#:{}[],&*!|>%@`-")
)


@given(before=VALUES, value=VALUES, style=st.sampled_from(["", "'", '"']))
@example(before="a", value="it's", style="'")
@example(before="a", value='say "no" \\', style='"')
@example(before="a", value="2020", style="")
@example(before="a", value="- x", style="")
def test_a_change_says_what_is_meant_or_is_not_made(before: str, value: str, style: str) -> None:
    text = {"": before, "'": "'" + before.replace("'", "''") + "'"}.get(style) or read_as_double_quoted(before)
    whole = f"# head\nkey:   {text}   # tail\nother: [1, 'x']\n"
    values = read_text(whole).values
    assume(isinstance(values, dict) and values.keys() == {"key", "other"} and values["other"] == [1, "x"])
    after, made = edited(whole.encode(), [Change(("key",), False, value), Change(("other", 1), False, value)])
    changed = {change.path: change.value for change in made}
    assert read_text(after.decode()).values == {
        "key": changed.get(("key",), values["key"]),
        "other": [1, changed.get(("other", 1), "x")],
    }
    assert after.startswith(b"# head\nkey:   ")


def read_as_double_quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def test_a_file_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "hub.yaml"
    file.write_bytes(b"theirs")
    with pytest.raises(MapperError, match="changed"):
        write_over(file, b"as read", b"ours")
    assert file.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_keeps_its_rights_and_its_links(tmp_path: Path) -> None:
    file, link = tmp_path / "hub.yaml", tmp_path / "link.yaml"
    file.write_bytes(b"before")
    file.chmod(0o640)
    link.symlink_to(file)
    write_over(link, b"before", b"after")
    assert file.read_bytes() == b"after"
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_file_that_may_only_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "hub.yaml"
    file.write_bytes(b"before")
    file.chmod(0o444)
    with pytest.raises(MapperError, match="only be read"):
        write_over(file, b"before", b"after")
    assert file.read_bytes() == b"before"


def test_a_difference_can_be_applied_by_others() -> None:
    shown = difference("hubs/a.yaml", b"a: 1\r\nb: 2", b"a: 1\r\nb: 3")
    assert shown.splitlines(keepends=True)[:3] == ["--- hubs/a.yaml\n", "+++ hubs/a.yaml\n", "@@ -1,2 +1,2 @@\n"]
    assert shown.count("\\ No newline at end of file\n") == 2
