"""Random edits of valid files, each known by its number: bytes, characters, lines, indentation, keys and values.

`python tests/mutations.py NUMBER` prints the file that this number stands for; with `whole` behind it, the edit of a
whole example. The same number gives the same file until the bases or the kinds of edit change.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

from mapper.study import find_hub_files

ROOT = Path(__file__).parent.parent
WHOLE_FILES = sorted(find_hub_files([ROOT / "hubs", ROOT / "examples" / "hubs"]))
SMALL_FILES = sorted(f for f in (ROOT / "tests" / "data" / "valid").glob("*.yaml") if f.name != "study.yaml")
CHARACTERS = [
    *":-?#&*!|>%@`'\"{}[],\\=~<. \t\r\n0aé🙂",
    "\0",
    "\x07",
    "\x85",
    "\u2028",
    "\ufeff",
    "\u202e",
    "\U0010ffff",
]
BYTES = [b"\xff", b"\x80", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x00", b"\xfe\xff", b"\xe2\x80"]
VALUES = """
    not known|Not_Reported|withheld|n/a|TBC|unknown|~|null|true|no|0|-1|007|1e400|-.inf|.nan|0x1F|1_000|8a-8b|3.5
    2020-13|2020-02-30|05/10/2020|2021/22|{from: 3, to: 2}|{from: 2020}|{to: {from: 1}}|{value: }|{value: {value: 1}}
    {missing: no idea}|{missing: withheld, note: [a]}|{conflicting: [1]}|{conflicting: [{value: 1}, {value: x, of: 2}]}
    {value: 1, sources: x}|{value: 1, sources: [[]]}|[]|{}|[[[]]]|[a, a, a]|[{}]|[null]|{a: {b: {c: d}}}|{note: x, b: 1}
    &a [*a]|*nowhere|&b x|!!int x|!python/object:os.system x|<<: *a|"\\ud800"|"\\0"|'|"|>|- |? a|[|{|:|# a|@a|%|x: y
    two words|Dr Jane Example|https://example.org/?a=b#c|111111111111111111111111111111111111111|99999999999999999999.5
"""
WRAPS = ("[{}]", "{{value: {}}}", "{{value: {}, sources: [x]}}", '"{}"', "&a {}", "{}{}", "{}, {}", "{{missing: {}}}")
NAMES = ("<<", "1", "null", "true", "", "? a", '"', "id", "value", "missing", "conflicting", "note", "sources")
LINES = ("\n", "---\n", "...\n", "%YAML 1.1\n", "- \n", "key: value\n", "text\n", "  \t\n", "? [a]\n", "a: &x [*x]\n")
_KEY = re.compile(r"(?m)^([ \t]*(?:- )?)([A-Za-z_]+)(:)([ \t]*)([^\n]*)")


def sections(text: str) -> Iterator[str]:
    """The sections of a Hub file, each as a file of its own."""
    starts = [match.start() for match in re.finditer(r"(?m)^\w+:", text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[start:end]


@cache
def small_bases() -> tuple[str, ...]:
    """The files in which nothing is wrong, and the sections of the examples."""
    whole = [file.read_text() for file in SMALL_FILES]
    return (*whole, *(part for file in WHOLE_FILES if "examples" in file.parts for part in sections(file.read_text())))


@cache
def whole_bases() -> tuple[str, ...]:
    """The examples and the public Hubs."""
    return tuple(file.read_text() for file in WHOLE_FILES)


def edited(number: int, bases: tuple[str, ...]) -> bytes:
    """The file of this number: one of the bases after one to six edits."""
    random = Random(number)
    text = random.choice(bases)
    for _ in range(random.choice((1, 1, 1, 1, 2, 6))):
        text = random.choice(TEXT_EDITS)(text, random)
    data = text.encode("utf-8", "surrogatepass")
    return random.choice(BYTE_EDITS)(data, random) if random.random() < 0.1 else data


class Key(NamedTuple):
    """A key in a text: where it begins and ends, its line and column, which count from 1, and whether its group has no
    other.
    """

    name: str
    start: int
    end: int
    line: int
    column: int
    is_alone: bool


def keys_of(text: str) -> Iterator[Key]:
    """Every key of a YAML text, as PyYAML places them."""
    waiting = [yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                start, end = key.start_mark, key.end_mark
                yield Key(key.value, start.index, end.index, start.line + 1, start.column + 1, len(node.value) == 1)
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _insert_character(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(CHARACTERS) * random.choice((1, 1, 1, 3)) + text[at:]


def _replace_character(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(CHARACTERS) + text[at + 1 :]


def _delete_stretch(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + random.choice((1, 1, 2, 10, 100)) :]


def _edit_lines(edit: Callable[[list[str], int, Random], None]) -> Callable[[str, Random], str]:
    def edit_text(text: str, random: Random) -> str:
        lines = text.splitlines(keepends=True)
        if lines:
            edit(lines, random.randrange(len(lines)), random)
        return "".join(lines)

    return edit_text


def _delete_line(lines: list[str], at: int, random: Random) -> None:
    del lines[at : at + random.choice((1, 1, 1, 4))]


def _repeat_line(lines: list[str], at: int, random: Random) -> None:
    lines.insert(random.randrange(len(lines) + 1) if random.random() < 0.5 else at, lines[at])


def _swap_lines(lines: list[str], at: int, random: Random) -> None:
    other = random.choice((at - 1, random.randrange(len(lines))))
    lines[at], lines[other] = lines[other], lines[at]


def _join_lines(lines: list[str], at: int, random: Random) -> None:
    lines[at] = lines[at].rstrip("\n") + random.choice(("", " ", ", ", ": "))


def _comment_line(lines: list[str], at: int, _random: Random) -> None:
    lines[at] = "#" + lines[at]


def _insert_line(lines: list[str], at: int, random: Random) -> None:
    lines.insert(at, random.choice(LINES))


def _indent(lines: list[str], at: int, random: Random) -> None:
    space = random.choice((" ", "  ", "\t", "    ", "- "))
    for number in range(at, min(len(lines), at + random.choice((1, 1, 3, 20)))):
        lines[number] = space + lines[number]


def _outdent(lines: list[str], at: int, random: Random) -> None:
    width = random.choice((1, 2, 4))
    for number in range(at, min(len(lines), at + random.choice((1, 1, 3, 20)))):
        lines[number] = re.sub(rf"^[ \t]{{1,{width}}}", "", lines[number])


def _edit_key(edit: Callable[[re.Match[str], Random], str]) -> Callable[[str, Random], str]:
    def edit_text(text: str, random: Random) -> str:
        found = list(_KEY.finditer(text))
        if not found:
            return text
        match = random.choice(found)
        return text[: match.start()] + edit(match, random) + text[match.end() :]

    return edit_text


def _rename_key(match: re.Match[str], random: Random) -> str:
    name = match[2]
    at = random.randrange(len(name))
    new = (
        name[:at] + name[at + 1 :],
        name[:at] + random.choice("aeiotns_") + name[at:],
        name.upper(),
        name.replace("_", "-"),
        random.choice(NAMES),
    )
    return match[1] + random.choice(new) + match[3] + match[4] + match[5]


def _replace_value(match: re.Match[str], random: Random) -> str:
    return match[1] + match[2] + match[3] + " " + random.choice(re.split(r"\n *|\|", VALUES.strip()))


def _wrap_value(match: re.Match[str], random: Random) -> str:
    return match[1] + match[2] + match[3] + " " + random.choice(WRAPS).format(match[5], match[5])


def _drop_colon(match: re.Match[str], random: Random) -> str:
    return match[1] + match[2] + random.choice(("", " ", "=", ":", "::", ";")) + match[5]


def _cut_bytes(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _replace_bytes(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(BYTES) + data[at + random.choice((0, 1)) :]


def _other_encoding(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig")), "replace")


def _other_line_ends(data: bytes, random: Random) -> bytes:
    return data.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\n\r", b"\xc2\x85", b"\xe2\x80\xa8")))


TEXT_EDITS = (
    _insert_character,
    _replace_character,
    _delete_stretch,
    *map(_edit_lines, (_delete_line, _repeat_line, _swap_lines, _join_lines, _comment_line, _insert_line)),
    *map(_edit_lines, (_indent, _outdent)),
    *map(_edit_key, (*[_rename_key] * 4, *[_replace_value] * 8, *[_wrap_value] * 3, _drop_colon)),
)
BYTE_EDITS = (_cut_bytes, _replace_bytes, _other_encoding, _other_line_ends)

if __name__ == "__main__":
    sys.stdout.buffer.write(edited(int(sys.argv[1]), whole_bases() if "whole" in sys.argv else small_bases()))
