"""The review file: what is appended is read again, nothing is lost when two people write, and git merges it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from conftest import Mapper, hub_file
from hypothesis import given
from hypothesis import strategies as st

from mapper.errors import MapperError
from mapper.review.content import digest_of
from mapper.review.entries import Closing, Confirmation, Entry, Query, Reopening, Reply, SignOff, as_data
from mapper.review.queries import queries
from mapper.review.review_file import FORMAT, append, read_review, review_of, with_entries
from mapper.review.sign_offs import last_sign_offs

texts = st.text(min_size=1).map(str.strip).filter(bool)
days = st.dates().map(lambda day: f"{max(day.year, 1900) % 200 + 1900}-{day.month:02}-{min(day.day, 28):02}")
said = st.recursive(texts, lambda below: st.lists(below) | st.dictionaries(texts, below), max_leaves=5)
contents = st.dictionaries(texts, said, max_size=5)
signed_parts = st.fixed_dictionaries({"by": texts, "on": days})


@st.composite
def some_entries(draw: st.DrawFn) -> list[Entry]:
    """A query, and what may follow."""
    who = draw(signed_parts)
    query = Query("", draw(st.sampled_from(["staffing", "staffing.posts[a].wte"])), draw(texts), draw(texts), **who)
    says = draw(contents)
    versions = ("1", "1a2b3c4d5e6f", "0.1.0")
    others: list[Entry] = [
        Confirmation("", draw(contents), **who),
        SignOff("", "staffing", *who.values(), *versions, digest_of(says), says, despite=draw(st.none() | texts)),
    ]
    return [query._replace(value=draw(st.none() | said), suggested=draw(st.none() | said)), *others]


@given(some_entries())
def test_what_is_written_is_read_again(new: list[Entry]) -> None:
    empty = read_review(Path("nowhere/hub.yaml"))
    try:
        data = with_entries(empty, "hub", new)
    except MapperError:  # texts of characters that YAML cannot hold are refused, and nothing is written
        return
    read = review_of(Path("hub.review.yaml"), data)
    assert read.problems == ()
    assert [entry._replace(id="") for entry in read.entries] == [entry._replace(id="") for entry in new]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(texts, below, max_size=3),
    max_leaves=6,
)


@given(some_entries(), st.data())
def test_whatever_an_entry_says_it_is_read_or_refused(new: list[Entry], data: st.DataObject) -> None:
    listed = [as_data(entry._replace(id=f"q-{number}")) for number, entry in enumerate(new)]
    one = data.draw(st.sampled_from(listed))
    one[data.draw(st.sampled_from([*one, "outcome", "section", "entry", "whole"]))] = data.draw(anything)
    content = json.dumps({"format": FORMAT, "hub": data.draw(st.just("hub") | anything), "entries": listed})
    read = review_of(Path("hub.review.yaml"), content.encode("utf-8", "surrogatepass"))
    assert len(read.entries) <= len(listed)


def written(folder: Path, *new: Entry) -> tuple[Entry, ...]:
    return append(read_review(folder / "hub.yaml"), "hub", new)


ASKED = Query("", "staffing", "Staffing", "Who left?", "Hub lead", "2026-03-01")


def test_ids_tell_entries_apart_and_lines_only_come(tmp_path: Path) -> None:
    (first,) = written(tmp_path, ASKED)
    before = (tmp_path / "hub.review.yaml").read_bytes()
    (second,) = written(tmp_path, ASKED)
    assert first.id != second.id
    assert (tmp_path / "hub.review.yaml").read_bytes().startswith(before)
    written(tmp_path, Reply("", first.id, "Two.", "research assistant", "2026-03-02"))
    assert [len(one.said) for one in queries(read_review(tmp_path / "hub.yaml").entries)] == [1, 0]


def test_the_order_of_days_counts_and_then_that_of_the_file() -> None:
    query = ASKED._replace(id="q-1")
    closed = Closing("c-1", "q-1", "confirmed", "Hub lead", "2026-03-02")
    opened = Reopening("r-1", "q-1", "No.", "Hub lead", "2026-03-03")
    assert [one.is_open for one in queries([opened, closed, query])] == [True]
    assert [one.is_open for one in queries([query, closed])] == [False]
    assert [one.is_open for one in queries([query, opened._replace(on="2026-03-02"), closed])] == [False]
    signed = [
        SignOff(its_id, "staffing", "Hub lead", on, "1", "x", "0", digest_of({}), {})
        for its_id, on in (("s-1", "2026-05-01"), ("s-2", "2026-04-01"))
    ]
    assert last_sign_offs(signed)["staffing"].id == "s-1"


def test_a_file_that_was_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    written(tmp_path, ASKED)
    mine, theirs = read_review(tmp_path / "hub.yaml"), read_review(tmp_path / "hub.yaml")
    append(theirs, "hub", [ASKED._replace(text="Who came?")])
    with pytest.raises(MapperError, match="changed by another program"):
        append(mine, "hub", [ASKED._replace(text="Who stayed?")])
    assert [one.query.text for one in queries(read_review(tmp_path / "hub.yaml").entries)] == ["Who left?", "Who came?"]


def test_two_who_start_the_file_at_once_do_not_lose_one(tmp_path: Path) -> None:
    mine, theirs = read_review(tmp_path / "hub.yaml"), read_review(tmp_path / "hub.yaml")
    append(theirs, "hub", [ASKED])
    with pytest.raises(MapperError, match="changed by another program"):
        append(mine, "hub", [ASKED._replace(text="Who stayed?")])
    assert len(read_review(tmp_path / "hub.yaml").entries) == 1


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *arguments], capture_output=True, text=True, check=False)


def raised(mapper: Mapper, text: str, on: str = "2026-03-01") -> None:
    done = mapper("query", "raise", "hub", "staffing", text, "--by", "Hub lead", "--on", on)
    assert done.code == 0, done.err


@pytest.mark.parametrize("has_begun", [True, False], ids=["begun", "not-begun"])
def test_git_merges_two_review_files_into_all_entries_of_both(mapper: Mapper, has_begun: bool) -> None:
    hub_file("record: {id: hub}\nstaffing: {posts: [{id: nurses, wte: 2}]}\n")
    git("init", "-q", "-b", "main")
    if has_begun:
        raised(mapper, "First?")
    git("add", "-A")
    git("commit", "-qm", "begin")
    for branch, role in (("ours", "Hub lead"), ("theirs", "clinical lead")):
        git("checkout", "-q", "-b", branch, "main")
        raised(mapper, f"Asked on {branch}?")
        raised(mapper, "Asked by both?", "2026-03-02")
        assert mapper("sign", "hub", "-s", "context", "--by", role, "--on", "2026-03-03").code == 0
        git("add", "-A")
        git("commit", "-qm", branch)
    merged = git("merge", "-q", "--no-edit", "ours")
    assert merged.returncode == 0, merged.stdout
    review = read_review(Path("hubs/hub.yaml"))
    assert review.problems == ()
    asked = sorted(one.query.text for one in queries(review.entries))
    first = ["First?"] if has_begun else []
    assert asked == ["Asked by both?", "Asked on ours?", "Asked on theirs?", *first]
    assert sorted(entry.by for entry in review.entries if isinstance(entry, SignOff)) == ["Hub lead", "clinical lead"]
    assert mapper("status").code == 0


def test_marks_that_git_leaves_are_explained(mapper: Mapper) -> None:
    hub_file("record: {id: hub}\n")
    raised(mapper, "First?")
    file = Path("hubs/hub.review.yaml")
    lines = file.read_text().splitlines()
    file.write_text("\n".join([*lines[:-1], "<<<<<<< HEAD", lines[-1], "=======", ">>>>>>> theirs", ""]))
    said = mapper("query", "list")
    assert said.code == 3
    assert "hubs/hub.review.yaml, line 6: git has left marks" in said.err
    assert mapper("sign", "hub", "--by", "Hub lead").code == 3
    file.write_text("\n".join(lines) + "\n")
    assert mapper("query", "list").code == 0


def test_a_line_for_git_is_added_to_its_attributes_once(tmp_path: Path) -> None:
    attributes = tmp_path / ".gitattributes"
    attributes.write_text("*.png binary")
    written(tmp_path, ASKED)
    (tmp_path / "hub.review.yaml").unlink()
    written(tmp_path, ASKED)
    assert attributes.read_text() == "*.png binary\n*.review.yaml merge=union\n"


def test_windows_line_breaks_stay(tmp_path: Path) -> None:
    written(tmp_path, ASKED)
    file = tmp_path / "hub.review.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    written(tmp_path, ASKED._replace(text="Who came?"))
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n") == 7
    assert len(read_review(tmp_path / "hub.yaml").entries) == 2
