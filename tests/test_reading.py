"""Reading: the same values as ruamel.yaml reads by YAML 1.2, the right places, and no input that stops it."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from mapper.composer import MAX_ANSWERS, MAX_DEPTH
from mapper.document import Document
from mapper.errors import MapperError
from mapper.findings import Path as AnswerPath
from mapper.findings import Place
from mapper.reading import MAX_BYTES, read_bytes, read_file, read_text
from mapper.resolving import resolve

FOLDERS = ("hubs", "examples", "templates", "mapper/vocabulary", "tests/data")
FILES = sorted(file for folder in FOLDERS for file in (REPOSITORY / folder).rglob("*.yaml"))


class CoreSchema(SafeConstructor):
    """Without what ruamel.yaml adds to the core schema of YAML 1.2, where a date is a text, and so are `<<` and `=`."""


for kind in ("timestamp", "merge", "value"):
    CoreSchema.add_constructor(f"tag:yaml.org,2002:{kind}", SafeConstructor.construct_yaml_str)


def ruamel() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    yaml.Constructor = CoreSchema
    yaml.width = 10_000
    return yaml


def keys_as_text(value: Any) -> Any:
    """Names of answers are texts here, whatever they look like."""
    if isinstance(value, dict):
        return {str(key): keys_as_text(child) for key, child in value.items()}
    return [keys_as_text(child) for child in value] if isinstance(value, list) else value


def scalars(value: Any, path: AnswerPath = ()) -> Iterator[tuple[AnswerPath, Any]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if children is None:
        yield path, value
        return
    for key, child in children:
        yield from scalars(child, (*path, key))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(REPOSITORY).as_posix())
def test_every_file_is_read_as_ruamel_reads_it(file: Path) -> None:
    document = read_file(file)
    assert document.problems == ()
    assert document.values == keys_as_text(ruamel().load(file.read_bytes()))


@pytest.mark.parametrize("name", ["hubs/greater-manchester", "examples/hubs/exampleshire", "templates/esms_mapping"])
def test_every_answer_has_the_place_that_ruamel_gives_it(name: str) -> None:
    file = REPOSITORY / f"{name}.yaml"
    document = read_file(file)
    tree = YAML().load(file.read_bytes())
    for path, value in scalars(document.values):
        holder, last = tree, path[-1]
        for part in path[:-1]:
            holder = holder[part]
        if isinstance(last, int):
            assert start(document.place(path)) == holder.lc.item(last)
            continue
        assert start(document.place(path, on_key=True)) == holder.lc.key(last)
        assert start(document.place(path)) == (holder.lc.key(last) if value is None else holder.lc.value(last))


def start(place: Place) -> tuple[int, int]:
    """Where a place begins, counted from 0 as ruamel.yaml counts."""
    return place.line - 1, place.column - 1


PLAIN = {
    None: ["", "~", "null", "Null", "NULL"],
    True: ["true", "True", "TRUE"],
    False: ["false", "False", "FALSE"],
    15: ["15", "+15", "015", "0xf", "0xF", "0o17"],
    -1: ["-1", "-01"],
    0.5: [".5", "0.5", "+.5", "5e-1", "0.50"],
    1000.0: ["1e3", "1000.", "1E+3", "1000.0"],
    math.inf: [".inf", "+.Inf", ".INF"],
    -math.inf: ["-.inf", "-.INF"],
}
TEXTS = "yes no on off y n Yes nULL tRUE 1_000 0b1 -0xF 0xG 0o8 9:30 1:30:00 2020-10 2020-10-05 1.2.3 1,5 - . + .. <<"


@pytest.mark.parametrize(("value", "text"), [(value, text) for value, texts in PLAIN.items() for text in texts])
def test_plain_values_are_those_of_the_core_schema(value: Any, text: str) -> None:
    assert resolve(text) == value
    assert type(resolve(text)) is type(value) or isinstance(resolve(text), type(value))


@pytest.mark.parametrize("text", [*TEXTS.split(), "1" * 10_000])
def test_anything_else_is_text(text: str) -> None:
    assert resolve(text) == text
    assert isinstance(resolve(text), str)


def test_no_number_is_no_number() -> None:
    assert math.isnan(resolve(".nan"))


@pytest.mark.parametrize("text", ["007", "+5", "0x1F", "1.10", "1e3"])
def test_a_number_keeps_how_it_was_typed(text: str) -> None:
    assert resolve(text).text == text


# libyaml keeps to YAML 1.1 in two matters: these end lines, and between brackets no plain text begins with : or ?.
LINE_ENDS_OF_YAML_1_1 = "\x85\u2028\u2029"
KEYS = st.text(st.characters(codec="utf-8", exclude_characters=LINE_ENDS_OF_YAML_1_1), max_size=20).filter(
    lambda text: not text.startswith((":", "?"))
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | KEYS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
GROUPS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=3)


@given(GROUPS, st.booleans())
def test_what_ruamel_writes_is_read_back(values: dict[str, Any], is_flow: bool) -> None:
    out = io.StringIO()
    writer = ruamel()
    writer.default_flow_style = is_flow
    writer.dump(values, out)
    document = read_text(out.getvalue())
    assert document.values == values
    assert document.problems == ()


MARKS = st.text(alphabet=":-?[]{},\"'#&*!|>%@`\\ \n\t\r\x00\x85\u2028\ufeff~ab0é🌧")


def assert_places_lie_within(document: Document) -> None:
    for problem in document.problems:
        place = problem.place
        assert place is not None
        assert 1 <= place.line <= place.end_line <= max(1, len(document.lines))
        assert 1 <= place.column <= len(document.line(place.line)) + 1
        assert 1 <= place.end_column <= len(document.line(place.end_line)) + 2


@given(MARKS | st.text())
@settings(max_examples=1000)
def test_any_text_is_read_or_gives_problems_within_it(text: str) -> None:
    document = read_text(text + "\n")
    assert (document.values is not None) or document.problems
    assert_places_lie_within(document)


@given(st.binary() | MARKS.map(str.encode) | st.text().map(lambda text: text.encode("utf-16")))
@settings(max_examples=500)
def test_any_bytes_are_read_or_give_problems_within_them(data: bytes) -> None:
    document = read_bytes(data.replace(b"\r", b"\n") + b"\n")
    assert (document.values is not None) or document.problems
    assert_places_lie_within(document)


ALIAS_BOMB = "".join(
    f"{name}: &{name} [{', '.join([inner] * 10)}]\n"
    for name, inner in zip("abcdefghi", ["x", *(f"*{name}" for name in "abcdefgh")], strict=True)
)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("Y107", ALIAS_BOMB),
        ("Y107", "a: &a [*a]"),
        ("Y107", "a: &a {b: {c: *a}}"),
        ("Y107", "a: *b\nb: &b c"),
        ("Y107", f"a: &a [{'x, ' * (MAX_ANSWERS // 100)}]\nb: [{'*a, ' * 100}*a]"),
        ("Y108", "[" * 10_000),
        ("Y108", "{a: " * 10_000),
        ("Y108", "- " * 10_000),
        ("Y108", "".join(f"{' ' * depth}a:\n" for depth in range(1000))),
        ("Y110", "? " * 10_000),
        ("Y110", "{" * 10_000),
    ],
)
def test_what_has_no_end_is_stopped(code: str, text: str) -> None:
    document = read_text(text)
    assert document.values is None
    assert [problem.code for problem in document.problems] == [code]
    assert_places_lie_within(document)


def test_as_many_levels_as_are_allowed_are_read() -> None:
    assert read_text("[" * MAX_DEPTH + "]" * MAX_DEPTH).problems == ()
    assert read_text("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).values is None


def test_an_alias_gives_the_value_and_the_place_of_what_it_refers_to() -> None:
    document = read_text("a: &a {b: 1}\nc: *a\n")
    assert document.values == {"a": {"b": 1}, "c": {"b": 1}}
    assert document.place(("c", "b")) == Place(1, 11, 1, 12)


def test_a_very_long_line_is_read() -> None:
    text = "ŵ" * 1_000_000
    document = read_text(f"a: {text}")
    assert document.values == {"a": text}
    assert document.place(("a",)) == Place(1, 4, 1, 1_000_004)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_lines_are_counted_whatever_ends_them(ending: str) -> None:
    document = read_text(ending.join(["a: 1", "", "b: 2", "b: 3"]))
    assert document.values == {"a": 1, "b": 2}
    assert [problem.place for problem in document.problems] == [Place(4, 1, 4, 2)]
    assert document.line(4) == "b: 3"


def test_a_byte_order_mark_takes_no_column() -> None:
    document = read_bytes("\ufeffé: 🌧".encode())
    assert document.values == {"é": "🌧"}
    assert document.place(("é",)) == Place(1, 4, 1, 5)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), Place(1, 1, 1, 3)),
        (("a",), Place(1, 1, 1, 2)),
        (("a", "b"), Place(2, 3, 2, 4)),
        (("a", "b", 1), Place(4, 7, 4, 8)),
        (("a", "b", 2), Place(5, 7, 5, 13)),
        (("a", "b", 2, "c"), Place(5, 11, 5, 12)),
        (("a", "b", 9), Place(2, 3, 2, 4)),
        (("a", "b", 2, "d"), Place(5, 7, 5, 13)),
        (("a", "e"), Place(6, 3, 6, 4)),
        (("a", "f", "g"), Place(1, 1, 1, 2)),
        (("a", "b", 0, "x", "y"), Place(3, 7, 3, 8)),
    ],
)
def test_a_path_has_a_place_or_that_of_what_would_hold_it(path: AnswerPath, place: Place) -> None:
    document = read_text("a:\n  b:\n    - 1\n    - 2\n    - {c: 3}\n  e:\n")
    assert document.place(path) == place


def test_a_text_over_several_lines_ends_where_its_last_line_does() -> None:
    assert read_text("a: {b: long text\n  goes on}\n").place(("a", "b")) == Place(1, 8, 2, 10)


def test_a_line_beyond_the_end_is_empty() -> None:
    document = read_text("a: 1")
    assert [document.line(number) for number in (0, 1, 2, -1)] == ["", "a: 1", "", ""]


def test_a_file_that_is_not_there_or_is_a_folder_stops_the_program(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.yaml"):
        with pytest.raises(MapperError):
            read_file(path)


def test_a_file_is_read_up_to_the_largest_size(tmp_path: Path) -> None:
    file = tmp_path / "hub.yaml"
    file.write_bytes(b"a: " + b"x" * (MAX_BYTES - 3))
    assert read_file(file).problems == ()
    file.write_bytes(b"a: " + b"x" * (MAX_BYTES - 2))
    assert [problem.code for problem in read_file(file).problems] == ["Y109"]


@pytest.mark.parametrize("path", [("a", "sources", 0), ("a", "other", "x"), ("a", "value", "value", "value"), ("b",)])
def test_a_path_that_leads_nowhere_has_the_place_of_what_holds_it(path: AnswerPath) -> None:
    place = read_text("a: {value: {value: 1}, note: x}\n").place(path)
    assert (place.line, place.end_line) == (1, 1)
