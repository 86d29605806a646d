"""What a section says: any change of a value makes its sign-off out of date, and no change of layout does."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from conftest import REPOSITORY, hub_from, shuffled
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.identity import key_of, key_text
from mapper.reading import read_file
from mapper.review.content import Change, changes_between, content, digest_of
from mapper.study import find_hub_files

FILES = find_hub_files([REPOSITORY / "hubs", REPOSITORY / "examples/hubs"])
VALUES = [read_file(file).values for file in FILES]
NEVER_SIGNED = ("record", "stage")
Path = tuple[str | int, ...]


def digests(values: Any) -> dict[str, str]:
    """The digest of each section of a Hub of these values, laid out as JSON is."""
    return digests_of(json.dumps(values, ensure_ascii=False))


def digests_of(text: str) -> dict[str, str]:
    return {section: digest_of(says) for section, says in content(hub_from(text)).items()}


def leaves(values: Any, path: Path = ()) -> list[Path]:
    """The places of all values but blanks."""
    if isinstance(values, dict):
        return [leaf for key, value in values.items() for leaf in leaves(value, (*path, key))]
    if isinstance(values, list):
        return [leaf for number, value in enumerate(values) for leaf in leaves(value, (*path, number))]
    return [] if values is None or path == NEVER_SIGNED else [path]


def with_value(values: Any, path: Path, value: Any) -> Any:
    changed = copy.deepcopy(values)
    holder = changed
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return changed


def without(values: Any, path: Path) -> Any:
    changed = copy.deepcopy(values)
    holder = changed
    for part in path[:-1]:
        holder = holder[part]
    del holder[path[-1]]
    return changed


LEAVES = [leaves(values) for values in VALUES]
BEFORE = [digests(values) for values in VALUES]
places = st.integers(0, len(VALUES) - 1).flatmap(lambda hub: st.tuples(st.just(hub), st.sampled_from(LEAVES[hub])))
new_values = st.sampled_from(
    [17, 2.25, "another", "not known", "2019-03", "yes", None, ["one", "two"], {"from": 1, "to": 2}]
)


@given(places, new_values)
@settings(max_examples=300)
def test_any_change_of_a_value_changes_its_section_and_no_other(place: tuple[int, Path], new: Any) -> None:
    hub, path = place
    old = VALUES[hub]
    for part in path:
        old = old[part]
    changed = with_value(VALUES[hub], path, new)
    after = digests(changed)
    differing = {section for section, digest in after.items() if digest != BEFORE[hub][section]}
    if str(new) == str(getattr(old, "text", old)):
        assert differing == set()
    else:
        assert differing == {path[0]}


@given(places)
@settings(max_examples=100)
def test_a_value_or_item_that_goes_changes_its_section(place: tuple[int, Path]) -> None:
    hub, path = place
    after = digests(without(VALUES[hub], path))
    assert {section for section, digest in after.items() if digest != BEFORE[hub][section]} == {path[0]}


@pytest.mark.parametrize("hub", range(len(FILES)), ids=[file.stem for file in FILES])
def test_no_change_of_layout_changes_anything(hub: int) -> None:
    assert digests_of(FILES[hub].read_text()) == BEFORE[hub]  # comments, quotation marks, lines
    for seed in range(10):
        assert digests(shuffled(VALUES[hub], random.Random(seed))) == BEFORE[hub]


SAME = [
    ("staffing: {posts: [{id: a, wte: 2.40}]}", 'staffing: {posts: [{wte: {value: 2.4}, id: "a"}]}'),
    ("screening: {offered: 'yes'}", "screening:\n  # asked\n  offered: yes\n"),
    ("access: {languages: [English, Polish]}", "access: {languages: {value: [Polish, English]}}"),
    ("outreach: {reach: {people: not known}}", "outreach: {reach: {people: {missing: not known}}}"),
    ("record: {stage: draft}", "record: {stage: published}"),
    ("screening:", ""),
    (  # what cannot be used belongs to its item, too
        "staffing: {posts: [{id: a, wte: lots}, {id: b, wte: 1}, {role: nurse}, 7]}",
        "staffing: {posts: [7, {id: b, wte: 1}, {id: a, wte: lots}, {role: nurse}]}",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_written_in_two_ways_says_the_same(one: str, other: str) -> None:
    assert digests_of(f"context: {{region: London}}\n{one}") == digests_of(f"context: {{region: London}}\n{other}")


OTHER = [
    ("access: {languages: []}", "access: {languages: }"),  # that there is none is an answer
    ("screening: {offered: maybe}", "screening: {offered: perhaps}"),  # neither can be used
    ("screening: {offered: {value: yes, note: a}}", "screening: {offered: {value: yes, note: b}}"),
    ("screening: {offered: {value: yes, sources: [a]}}", "screening: {offered: yes}"),
    ("staffing: {posts: [{id: a}, {id: b}]}", "staffing: {posts: [{id: a}]}"),
    (  # the place of what cannot be used is not the id of another item
        "staffing: {posts: [{id: a, wte: lots}, {id: '0', wte: 1}]}",
        "staffing: {posts: [{id: a, wte: lots}, {id: '0', wte: 2}]}",
    ),
    (
        "outreach: {reach: {people: {conflicting: [{value: 1}, {value: 2}]}}}",
        "outreach: {reach: {people: {conflicting: [{value: 1}, {value: 3}]}}}",
    ),
]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_says_something_else_is_told_apart(one: str, other: str) -> None:
    assert digests_of(one) != digests_of(other)


def changes(old: str, new: str, section: str = "staffing") -> list[Change]:
    return list(changes_between(*(content(hub_from(text))[section] for text in (old, new))))


def test_changes_are_told_by_answer_and_items_as_a_whole() -> None:
    old = "staffing: {vacant_wte: 1, posts: [{id: a, wte: 1}, {id: b, role: nurse}]}"
    new = "staffing: {posts: [{id: c, wte: 3, headcount: 4}, {id: a, wte: 2}]}"
    found = {change.key: (change.old, change.new, change.is_item) for change in changes(old, new)}
    assert found == {
        "staffing.vacant_wte": ("1", None, False),
        "staffing.posts[a].wte": ("1", "2", False),
        "staffing.posts[b]": ({"staffing.posts[b].id": "b", "staffing.posts[b].role": "nurse"}, None, True),
        "staffing.posts[c]": (
            None,
            {"staffing.posts[c].headcount": "4", "staffing.posts[c].id": "c", "staffing.posts[c].wte": "3"},
            True,
        ),
    }


def test_an_item_keeps_its_key_when_a_number_of_it_is_corrected() -> None:
    shares = "activity: {{shares: [{{of: sector, group: police, n: {}}}, {{of: sector, group: fire, n: 2}}]}}"
    found = changes(shares.format(1), shares.format(3), "activity")
    assert [(change.key, change.old, change.new) for change in found] == [("activity.shares[police].n", "1", "3")]


@given(st.lists(st.text(min_size=1) | st.sampled_from(["a", "]", "\\", "[x]", "a.b"]), min_size=1, max_size=4))
def test_a_key_is_read_back_from_its_text(names: list[str]) -> None:
    key = ("section", *(f"[{name}]" for name in names), "question")
    assert key_of(key_text(key)) == key
