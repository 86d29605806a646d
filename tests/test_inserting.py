"""New answers in a text of YAML: what is written where, that nothing else changes, and what is refused."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from difflib import ndiff
from pathlib import Path as FilePath
from typing import Any

import pytest
import yaml
from conftest import REPOSITORY, WORDS
from hypothesis import assume, event, given
from hypothesis import strategies as st

from mapper.errors import MapperError
from mapper.findings import Path
from mapper.inserting import with_answer, with_item
from mapper.reading import read_bytes, read_text
from mapper.render.template import template
from mapper.study import find_hub_files

MARK = b"\xef\xbb\xbf"
ASKED = [{"question": "outpatient", "answer": "yes"}, {"question": "Is it acute?", "answer": "24h"}]
TEAM = {"id": "x", "codes": ["AX[F00-F99]-O9.1e", "I1.1"], "coding_answers": ASKED}
CODER = {"role": "r", "codes": ["I1.1"]}

Case = tuple[str, Path, Any, str]

ANSWERS: dict[str, Case] = {
    # a text in place of a text
    "plain": ("a: old # note\nb: c\n", ("a",), "new", "a: new # note\nb: c\n"),
    "version": ("version: ESMS-2000  # note\n", ("version",), "DESDE-LTC-2", "version: DESDE-LTC-2  # note\n"),
    "quoted": ("a: 'o''ld'  # 'note'\n", ("a",), "new", "a: new  # 'note'\n"),
    "double quoted": ('a:   "o#l\\"d"  # c\n', ("a",), "new", "a:   new  # c\n"),
    "number": ("a: 17\nb: 1.50\n", ("a",), "not known", "a: not known\nb: 1.50\n"),
    "null": ("a: null\nb: ~\n", ("b",), "x", "a: null\nb: x\n"),
    "a name between quotation marks": ('"a b" : old\n', ("a b",), "x", '"a b" : x\n'),
    "text over lines": ("a: long\n  text # c\nb: 1\n", ("a",), "x", "a: x # c\nb: 1\n"),
    "quoted over lines": ('a: "long # no\n\n  text" # c\nb: 1\n', ("a",), "x", "a: x # c\nb: 1\n"),
    "text below its key": ("a: # one\n  # two\n  old # three\n", ("a",), "x", "a: # one\n  # two\n  x # three\n"),
    "block text": ("a: |  # c\n  t # no\n  # no\n\n# d\nb: 1\n", ("a",), "x", "a: x  # c\n\n# d\nb: 1\n"),
    "folded text at the end": ("a: >-\n  t\n  u", ("a",), "x", "a: x"),
    "block text below its key": ("a:  # c\n  |2-  # d\n   t\nb:\n", ("a",), "x", "# d\na: x  # c\nb:\n"),
    "kept blank lines": ("a: |+\n  t\n\nb: 1\n", ("a",), "x", "a: x\n\nb: 1\n"),
    "in an item": ("l:\n  - a: 1\n    b: 2 # c\n", ("l", 0, "a"), "x", "l:\n  - a: x\n    b: 2 # c\n"),
    "in a list of lists": ("l:\n- - a: 1\n", ("l", 0, 0, "a"), "x", "l:\n- - a: x\n"),
    "same key twice": ("g: {a: 1}\na: 2\na: 3\n", ("g", "a"), "x", "g: {a: x}\na: 2\na: 3\n"),
    "behind a key that is there twice": ("g:\n  a: 2\n  a: 3\nb: 1\n", ("b",), "x", "g:\n  a: 2\n  a: 3\nb: x\n"),
    "before a second document": ("a: 1\n---\na: 2\n", ("a",), "x", "a: x\n---\na: 2\n"),
    "comments behind marks": ("a: !!str # c\n  &x # d\n  '# y' # e\n", ("a",), "x", "# c\n# d\na: x # e\n"),
    "a comment behind a mark of nothing": ("a: &x\n# c\nb: 1\n", ("a",), "x", "a: x\n# c\nb: 1\n"),
    "spaces at the end": ("a:  \n  - x\nb: 1 \n", ("a",), "x", "a: x  \nb: 1 \n"),
    "spaces behind a comment": ("a: # c \n  - x # d \nb: 1\n", ("a",), "x", "# d \na: x # c \nb: 1\n"),
    # in place of nothing
    "blank": ("a:\nb:\n", ("a",), "x", "a: x\nb:\n"),
    "blank with help": ("codes:  # [text, …]\n", ("codes",), ["O9.1"], "codes: [O9.1]  # [text, …]\n"),
    "blank at the end": ("b: 1\na:", ("a",), "x", "b: 1\na: x"),
    "blank before comments": ("g:\n  a:\n  # c\n# d\n", ("g", "a"), "x", "g:\n  a: x\n  # c\n# d\n"),
    # lists
    "list for a text": ("a: O9.1 # c\n", ("a",), ["O9.1", "AX[1]"], 'a: [O9.1, "AX[1]"] # c\n'),
    "list for a list": ("a: [x,y] # c\nb: 1\n", ("a",), ["z"], "a: [z] # c\nb: 1\n"),
    "no items": ("a: [x]\n", ("a",), [], "a: []\n"),
    "flow list over lines": (
        "g:\n  a: [ # one\n    x, # two #2\n    '# no' # three\n  ] # four\nb: 1\n",
        ("g", "a"),
        ["z"],
        "g:\n  # one\n  # two #2\n  # three\n  a: [z] # four\nb: 1\n",
    ),
    "block list": ("a: # c\n  - x # d\n  - '#y'\n\n# e\nb: 1\n", ("a",), ["z"], "# d\na: [z] # c\n\n# e\nb: 1\n"),
    "block list at its key's column": ("a:\n- x\n- |\n  # no\nb: 1\n", ("a",), "z", "a: z\nb: 1\n"),
    "block group": (
        "- x:\n    # one\n    k: |  # two\n      # no\n    l: 1  # three\n  y: 1\n",
        (0, "x"),
        "z",
        "# one\n# two\n# three\n- x: z\n  y: 1\n",
    ),
    "deep list at the end": ("a:\n  - - b: [1]\n    - c # d", ("a",), "z", "# d\na: z"),
    # lists of groups
    "groups for a word": (
        "a: not known # c\nb:\n",
        ("a",),
        ASKED[:1],
        "a: # c\n  - {question: outpatient, answer: yes}\nb:\n",
    ),
    "groups for a blank": (
        "l:\n- a:   # c\n# d\n",
        ("l", 0, "a"),
        [*ASKED[1:], {"a": ["b"], "c": "d"}],
        'l:\n- a:   # c\n    - {question: "Is it acute?", answer: 24h}\n    - a: [b]\n      c: d\n# d\n',
    ),
    "groups for a text over lines": ("a: x\n  y # c\nb:\n", ("a",), [{"k": "v"}], "a: # c\n  - {k: v}\nb:\n"),
    "groups for a text below": ("a: # c\n  x # d\nb:\n", ("a",), [{"k": "v"}], "# d\na: # c\n  - {k: v}\nb:\n"),
    "groups for a flow list": ("a: [x, # c\n  y]  # d\nb:\n", ("a",), [{"k": "v"}], "# c\na:  # d\n  - {k: v}\nb:\n"),
    "groups for a block text": ("a: >  # c\n  x\nb:\n", ("a",), [{"k": "v"}], "a:  # c\n  - {k: v}\nb:\n"),
    "groups for groups": ("a:\n- b: 1 # c\n\nd:\n", ("a",), [{"k": "v"}], "# c\na:\n  - {k: v}\n\nd:\n"),
    "groups in groups": (
        "a:\n",
        ("a",),
        [{"b": [{"c": "d"}], "e": "f"}, {"b": []}],
        "a:\n  - b:\n      - {c: d}\n    e: f\n  - b: []\n",
    ),
    # in brackets
    "in a flow group": ("a: {b: 1, c: 2} # c\n", ("a", "b"), "x", "a: {b: x, c: 2} # c\n"),
    "groups in a flow group": (
        "a: {b: [1]}\n",
        ("a", "b"),
        ASKED[:1],
        "a: {b: [{question: outpatient, answer: yes}]}\n",
    ),
    "blank in a flow group": ("a: {b: , c: }\n", ("a", "b"), "x", "a: {b: x, c: }\n"),
    "blank at the end of a flow group": ("a: {b: , c: }\n", ("a", "c"), "x", "a: {b: , c: x}\n"),
    "like JSON": ('{"a":"b","c":[1]}\n', ("c",), "x", '{"a":"b","c": x}\n'),
    "flow group over lines": (
        "g: {\n  a: 1, # one\n  b: [2, # two\n  3], # three\n  c: 1 }\n",
        ("g", "b"),
        "x",
        "g: {\n  a: 1, # one\n  # two\n  b: x, # three\n  c: 1 }\n",
    ),
    # a new key
    "new key": ("a: 1\n", ("b",), "x", "a: 1\nb: x\n"),
    "new key before what follows": ("a: 1 # c\n\n# d\n", ("b",), "x", "a: 1 # c\nb: x\n\n# d\n"),
    "new key in a group": ("g:\n  a: 1\n\n# d\nh:\n", ("g", "b"), ["x"], "g:\n  a: 1\n  b: [x]\n\n# d\nh:\n"),
    "new key in an item": ("l:\n- a: 1\n  # c\n- a: 2\n", ("l", 0, "b"), "x", "l:\n- a: 1\n  b: x\n  # c\n- a: 2\n"),
    "new key in the last item": ("l:\n  -   a: 1", ("l", 0, "b"), "x", "l:\n  -   a: 1\n      b: x"),
    "new key with groups": ("g:\n  a:\n  - 1\n", ("g", "b"), [{"k": "v"}], "g:\n  a:\n  - 1\n  b:\n    - {k: v}\n"),
    "new key behind a blank": ("g:\n  a:\n    b:\n\nc:\n", ("g", "d"), "x", "g:\n  a:\n    b:\n  d: x\n\nc:\n"),
    "new key behind a block text": (
        "g:\n  a: |\n    # t\n\n# c\nb:\n",
        ("g", "k"),
        "x",
        "g:\n  a: |\n    # t\n  k: x\n\n# c\nb:\n",
    ),
    "new key behind a flow list": (
        "g:\n  a: [1,\n  2] # c\nb:\n",
        ("g", "k"),
        "x",
        "g:\n  a: [1,\n  2] # c\n  k: x\nb:\n",
    ),
    "new key behind an alias": (
        "o: &o [1]\ng:\n  a: *o # c\nb:\n",
        ("g", "k"),
        "x",
        "o: &o [1]\ng:\n  a: *o # c\n  k: x\nb:\n",
    ),
    "new key behind marks": (
        "g:\n  a: &x [] # c\n# d\nb: *x\n",
        ("g", "k"),
        "x",
        "g:\n  a: &x [] # c\n  k: x\n# d\nb: *x\n",
    ),
    "new key in a flow group": ("a: {b: 1}\n", ("a", "c"), "x", "a: {b: 1, c: x}\n"),
    "new key in a wide flow group": ("a: { b: [1] } # c\n", ("a", "c"), ["x"], "a: { b: [1], c: [x] } # c\n"),
    "new key behind a blank in a flow group": ("a: {b: }\n", ("a", "c"), "x", "a: {b: , c: x}\n"),
    "new key before a comma": ("a: {\n  b: 1, # c\n}\n", ("a", "c"), "x", "a: {\n  b: 1, c: x, # c\n}\n"),
    "new key with a strange name": ("a: 1\n", ("b: c",), "x", 'a: 1\n"b: c": x\n'),
    "in brackets all over": ("{a: 1}", ("b",), "x", "{a: 1, b: x}"),
    # positions are counted in characters
    "behind letters of all kinds": ("é: 😀 # 𝔘ü\nü: ☃\n", ("ü",), "ñ 😀", 'é: 😀 # 𝔘ü\nü: "ñ 😀"\n'),
    "behind other ends of lines": (
        "a: 1 # c\x85b: 2 # \u2028c: 3 # d",
        ("c",),
        "x",
        "a: 1 # c\x85b: 2 # \u2028c: x # d",
    ),
}

BLANK = "# all\nl: # [x]\n  # first\n  - id:  # text\n    # second\n    codes:\n# end\n"
FILLED = "  - id: x\n    codes: [I1.1]\n"
ITEM = {"id": "x", "codes": ["I1.1"]}
WHOLE_TEAM = """\
  - id: x
    codes: ["AX[F00-F99]-O9.1e", I1.1]
    coding_answers:
      - {question: outpatient, answer: yes}
      - {question: "Is it acute?", answer: 24h}
"""

ITEMS: dict[str, Case] = {
    "absent": ("a: 1\n", ("l",), ITEM, f"a: 1\nl:\n{FILLED}"),
    "absent at the top": ("a: 1\n\n# d\n", ("l",), ITEM, f"a: 1\n\n# d\nl:\n{FILLED}"),
    "absent, and no last end of a line": ("a: 1\n# d", ("l",), {"id": "x"}, "a: 1\n# d\nl:\n  - id: x"),
    "absent in brackets": ("{a: 1} # c\n", ("l",), ITEM, "{a: 1, l: [{id: x, codes: [I1.1]}]} # c\n"),
    "absent in a group": ("g:\n  a: 1\n\n# d\n", ("g", "l"), {"id": "x"}, "g:\n  a: 1\n  l:\n    - id: x\n\n# d\n"),
    "absent in a flow group": ("g: {a: 1}\n", ("g", "l"), {"id": "x"}, "g: {a: 1, l: [{id: x}]}\n"),
    "blank": ("l:\nb: 1\n", ("l",), ITEM, f"l:\n{FILLED}b: 1\n"),
    "blank with help": ("l:  # c\n# d\nb: 1\n", ("l",), ITEM, f"l:  # c\n{FILLED}# d\nb: 1\n"),
    "blank in a flow group": ("g: {l: , a: 1}\n", ("g", "l"), {"id": "x"}, "g: {l: [{id: x}], a: 1}\n"),
    "null": ("l: ~ # c\n", ("l",), ITEM, f"l: # c\n{FILLED}"),
    "missing": ("l: not reported # c\nb: 1\n", ("l",), ITEM, f"l: # c\n{FILLED}b: 1\n"),
    "missing, in other letters": ("l: 'Not_Known '\n", ("l",), ITEM, f"l:\n{FILLED}"),
    "missing in a flow group": ("g: {l: withheld}\n", ("g", "l"), {"id": "x"}, "g: {l: [{id: x}]}\n"),
    "empty": ("l: []  # c\nb: 1\n", ("l",), ITEM, f"l:  # c\n{FILLED}b: 1\n"),
    "empty over lines": ("l: [ # a\n # b\n]  # c\nb: 1\n", ("l",), ITEM, f"# a\n# b\nl:  # c\n{FILLED}b: 1\n"),
    "empty in a flow group": ("g: {l: []}\n", ("g", "l"), {"id": "x"}, "g: {l: [{id: x}]}\n"),
    "flow list": ("l: [{id: a}] # c\n", ("l",), ITEM, "l: [{id: a}, {id: x, codes: [I1.1]}] # c\n"),
    "flow list over lines": (
        "l: [\n  {id: a}, # b\n  {id: b} # c\n]\n",
        ("l",),
        {"id": "x"},
        "l: [\n  {id: a}, # b\n  {id: b}, {id: x} # c\n]\n",
    ),
    "flow list before a comma": ("l: [\n  a, # c\n]\n", ("l",), {"id": "x"}, "l: [\n  a, {id: x}, # c\n]\n"),
    "blank flow list": ("l: [ {id: } ]\n", ("l",), {"id": "x"}, "l: [ {id: x}, {id: } ]\n"),
    "filled and blank flow list": ("l: [{id: a}, ~]\n", ("l",), {"id": "x"}, "l: [{id: a}, {id: x}, ~]\n"),
    "block list": ("l:\n  - id: a # c\n\n# d\nb: 1\n", ("l",), ITEM, f"l:\n  - id: a # c\n{FILLED}\n# d\nb: 1\n"),
    "block list at its key's column": (
        "l:\n- a # c\n# d\nb: 1\n",
        ("l",),
        {"id": "x"},
        "l:\n- a # c\n- id: x\n# d\nb: 1\n",
    ),
    "block list, far to the right": (
        "l:\n      - {id: a}",
        ("l",),
        ITEM,
        "l:\n      - {id: a}\n      - id: x\n        codes: [I1.1]",
    ),
    "blank form": (BLANK, ("l",), ITEM, BLANK.replace("# [x]\n", f"# [x]\n{FILLED}")),
    "blank form at the end": ("l:\n- id:", ("l",), {"id": "x"}, "l:\n- id: x\n- id:"),
    "filled, then blank": (
        f"l:\n{FILLED}  # d\n  - id:\n  -\n",
        ("l",),
        ITEM,
        f"l:\n{FILLED}{FILLED}  # d\n  - id:\n  -\n",
    ),
    "blank, then filled": ("l:\n  - id:\n  - id: a\n", ("l",), {"id": "x"}, "l:\n  - id:\n  - id: a\n  - id: x\n"),
    "behind a block text": (
        "l:\n- a: |\n    # t\n\n# d\n",
        ("l",),
        {"id": "x"},
        "l:\n- a: |\n    # t\n- id: x\n\n# d\n",
    ),
    "list in a list": (
        "l:\n- - a: [1]\n    m:\n    - b\n",
        ("l", 0, 0, "m"),
        {"id": "x"},
        "l:\n- - a: [1]\n    m:\n    - b\n    - id: x\n",
    ),
    "with groups": (
        "l:\n",
        ("l",),
        TEAM,
        f"l:\n{WHOLE_TEAM}",
    ),
    "beginning with groups": (
        "l:\n",
        ("l",),
        {"a": [CODER], "b": []},
        "l:\n  - a:\n      - role: r\n        codes: [I1.1]\n    b: []\n",
    ),
    "of nothing": ("l: [a]\nm:\n- a\n", ("m",), {}, "l: [a]\nm:\n- a\n- {}\n"),
}


def comments_in(text: str) -> Counter[str]:
    """The comments of a text by the tokens of the parser: what begins with # outside of them."""
    found: Counter[str] = Counter()
    begin = 0
    for token in yaml.scan(text, Loader=yaml.CLoader):
        start, end = token.start_mark.index, token.end_mark.index
        if getattr(token, "style", None) in ("|", ">"):
            start = re.compile(r"$|[\n\r\x85\u2028\u2029]").search(text, start).start()  # type: ignore[union-attr]
        found.update(re.findall("#[^\n\r\x85\u2028\u2029]*", text[begin : max(begin, start)]))
        begin = max(begin, end)
    found.update(re.findall("#[^\n\r\x85\u2028\u2029]*", text[begin:]))
    return found


def cases(table: dict[str, Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("before", "path", "value", "after"), table.values(), ids=table)


@cases(ANSWERS)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", MARK], ids=["", "BOM"])
def test_an_answer(before: str, path: Path, value: Any, after: str, ends: str, mark: bytes) -> None:
    check(with_answer, before, path, value, after, ends, mark)


@cases(ITEMS)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", MARK], ids=["", "BOM"])
def test_an_item(before: str, path: Path, value: Any, after: str, ends: str, mark: bytes) -> None:
    check(with_item, before, path, value, after, ends, mark)


def check(
    insert: Callable[[bytes, Path, Any], bytes], before: str, path: Path, value: Any, after: str, ends: str, mark: bytes
) -> None:
    before, after = (text.replace("\n", ends) for text in (before, after))
    assert insert(mark + before.encode(), path, value) == mark + after.encode()
    assert comments_in(after) == comments_in(before)


REFUSED: dict[str, Case] = {
    "no YAML": ("a: [\n", ("a",), "x", "a"),
    "nothing": ("# c\n", ("a",), "x", "a"),
    "no group": ("a: 1\n", ("b", "c"), "x", "b.c"),
    "a text for a group": ("a: 1\n", ("a", "c"), "x", "a.c"),
    "a list for a group": ("a: [1]\n", ("a", "c"), "x", "a.c"),
    "an item that is not there": ("a: [{b: 1}]\n", ("a", 1, "b"), "x", "a[1].b"),
    "an item counted from behind": ("a: [{b: 1}]\n", ("a", -1, "b"), "x", "a[-1].b"),
    "an empty group": ("a: {}\n", ("a", "b"), "x", "a.b"),
    "a blank group": ("a:\n", ("a", "b"), "x", "a.b"),
    "no path": ("a: 1\n", (), "x", "An answer without a name"),
    "a position": ("a: [1]\n", ("a", 0), "x", "a[0]"),
    "a part that is referred to": ("a: &x {b: 1}\nc: *x\n", ("a", "b"), "x", "a.b"),
    "a reference": ("a: &x {b: 1}\nc: *x\n", ("c", "b"), "x", "c.b"),
    "a reference as the value": ("a: &x 1\nc: *x\n", ("c",), "x", "c"),
    "a mark that is referred to": ("a: &x [1]\nc: *x\n", ("a",), "x", "a"),
    "a marked block": ("a: &x\n  - 1\n", ("a",), "x", "a"),
    "a marked list of nothing": ("a: &x []\n", ("a",), [{"k": "v"}], "a"),
    "a name over lines": ("? |\n  a\n: - 1\n", ("a\n",), "x", "a\n"),
    "a name without a colon": ("g: {a, b: 1}\n", ("g", "a"), "x", "g.a"),
    "a pair in a list": ("l: [a: 1]\n", ("l", 0, "b"), "x", "l[0].b"),
    "comments in a line that begins elsewhere": ("{a: 'x\n  y', b: [1, # c\n  2]}\n", ("b",), "x", "b"),
    "behind a block text without an end of line": ("a: |\n  x", ("b",), "x", "b"),
    "behind lines that are kept": ("g:\n  a: |+\n    x\n\nb: 1\n", ("g", "c"), "x", "g.c"),
    "what cannot be written": ("a: 1\n", ("a",), "\ud800", "a"),
    "in a name": ("a: 1\n", ("b" * 2000,), "x", "b" * 2000),
}

REFUSED_ITEMS: dict[str, Case] = {
    "a text": ("l: the two of us\n", ("l",), ITEM, "l"),
    "a number": ("l: 0\n", ("l",), ITEM, "l"),
    "a group": ("l: {missing: not known, note: n}\n", ("l",), ITEM, "l"),
    "a group of nothing": ("l: {}\n", ("l",), ITEM, "l"),
    "a list that is referred to": ("a: &x [1]\nl: *x\n", ("a",), ITEM, "a"),
    "a reference": ("a: &x\n- 1\nl: *x\n", ("l",), ITEM, "l"),
    "behind a reference": ("a: &x 1\nl:\n- *x\n", ("l",), ITEM, "l"),
    "in a group that is not there": ("a: 1\n", ("g", "l"), ITEM, "g.l"),
    "behind the end": ("a: 1\n...\n", ("l",), ITEM, "l"),
}


def refused(insert: Callable[[bytes, Path, Any], bytes], data: bytes, path: Path, value: Any, name: str) -> None:
    with pytest.raises(MapperError) as error:
        insert(data, path, value)
    assert str(error.value).startswith(f"{name} cannot be written: ")
    assert ". Please write it by hand: " in str(error.value)


@cases(REFUSED)
def test_refused_answers(before: str, path: Path, value: Any, after: str) -> None:
    refused(with_answer, before.encode(), path, value, after)


@cases(REFUSED_ITEMS)
def test_refused_items(before: str, path: Path, value: Any, after: str) -> None:
    refused(with_item, before.encode(), path, value, after)


def test_another_encoding_is_refused() -> None:
    refused(with_answer, "a: ü\n".encode("cp1252"), ("a",), "x", "a")


@pytest.mark.parametrize(
    ("value", "written"),
    {
        "yes": "yes",
        "No": "No",
        "off": "off",
        "24h": "24h",
        "2026-11-25": "2026-11-25",
        "2021/22": "2021/22",
        "I1.1": "I1.1",
        "2022": '"2022"',
        "1.5": '"1.5"',
        "1e3": '"1e3"',
        "0x1F": '"0x1F"',
        "007": '"007"',
        "null": '"null"',
        "Null": '"Null"',
        "true": '"true"',
        "FALSE": '"FALSE"',
        "": '""',
        " a": '" a"',
        "a ": '"a "',
        "- a": '"- a"',
        "~": '"~"',
        ".nan": '".nan"',
        "a: b": '"a: b"',
        "a #b": '"a #b"',
        "a, b": '"a, b"',
        "[a]": '"[a]"',
        'say "a"\\': '"say \\"a\\"\\\\"',
        "it's": '"it\'s"',
        "a\nb\tc": '"a\\nb\\tc"',
        "é😀": '"é😀"',
        "\x00\x1b": '"\\u0000\\u001b"',
        "\x7f\x85\u2028\ufeff": '"\\u007f\\u0085\\u2028\\ufeff"',
    }.items(),
)
@pytest.mark.parametrize("before", ["a: 1 # c\n", "{a: 1}\n"])
def test_texts(value: str, written: str, before: str) -> None:
    assert with_answer(before.encode(), ("a",), value).decode() == before.replace("1", written)


def test_the_blank_form() -> None:
    form = template(WORDS)
    data = with_answer(form.encode(), ("care_teams", 0, "id"), "day-team")
    data = with_answer(data, ("care_teams", 0, "codes"), TEAM["codes"])
    data = with_answer(data, ("care_teams", 0, "version"), "DESDE-LTC-2")
    for asked in ASKED:
        data = with_item(data, ("care_teams", 0, "coding_answers"), asked)
    for role in ("one", "other"):
        data = with_item(data, ("care_teams", 0, "coders"), {**CODER, "role": role})
    data = with_item(data, ("care_teams",), TEAM)
    before, read = read_text(form).values, read_bytes(data)
    blank, filled = before["care_teams"][0], read.values["care_teams"][0]
    assert read.values == {**before, "care_teams": [filled, TEAM]}
    assert filled == {
        **blank,
        "id": "day-team",
        "codes": TEAM["codes"],
        "version": "DESDE-LTC-2",
        "coding_answers": [*ASKED, *blank["coding_answers"]],
        "coders": [{**CODER, "role": "one"}, {**CODER, "role": "other"}, *blank["coders"]],
    }
    assert comments_in(data.decode()) == comments_in(form)
    assert not read.problems
    assert [line.partition(":")[0] for line in lines_gone(form, data)] == ["  - id", "    codes", "    version"]


def lines_gone(before: str, data: bytes) -> list[str]:
    """The lines of a text that are not in the content any more, where the others are, in their order."""
    compared = ndiff(before.splitlines(), data.decode().splitlines())
    return [line[2:] for line in compared if line.startswith("- ")]


HUBS = find_hub_files([REPOSITORY / "hubs", REPOSITORY / "examples" / "hubs"])


@pytest.mark.parametrize("file", HUBS, ids=lambda file: file.stem)
def test_hubs(file: FilePath) -> None:
    before = file.read_bytes()
    values = read_bytes(before).values
    teams = values["care_teams"] if isinstance(values["care_teams"], list) else []
    last = ("care_teams", len(teams))
    data = with_item(before, ("care_teams",), {"id": "new-team", "name": "New team"})
    data = with_answer(data, (*last, "codes"), ["I1.1"])
    data = with_answer(data, (*last, "coding_answers"), ASKED)
    data = with_item(data, (*last, "coding_answers"), {"question": "a", "answer": "b"})
    data = with_item(data, (*last, "coders"), CODER)
    data = with_answer(data, (*last, "codes"), "not known")
    team = {
        "id": "new-team",
        "name": "New team",
        "codes": "not known",
        "coding_answers": [*ASKED, {"question": "a", "answer": "b"}],
        "coders": [CODER],
    }
    assert read_bytes(data).values == {**values, "care_teams": [*teams, team]}
    assert comments_in(data.decode()) == comments_in(before.decode())
    assert lines_gone(before.decode(), data) == ([] if teams else [f"care_teams: {values['care_teams']}"])


TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from(" '\"\\#:{}[],&*!|>%@`-?~\n\t\r\x85\u2028"), max_size=12
) | st.sampled_from(["yes", "no", "1.0", "null", "", "- x", "a: b", "# c", "2022", "|", "---", "...", "not known"])
KEYS = st.sampled_from(["a", "b", "c", "d e", "yes", "1", "é😀", "#"])
LEAVES = TEXTS | st.none() | st.integers(-5, 5) | st.booleans()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))
GROUPS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=3)
NEW = TEXTS | st.lists(TEXTS, max_size=3)
NEW_GROUPS = st.dictionaries(KEYS, NEW | st.lists(st.dictionaries(KEYS, NEW, max_size=2), max_size=2), max_size=3)


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A small group as text, in one of several styles, with comments, blank lines and spaces where they may stand."""
    values = draw(GROUPS)
    if draw(st.booleans()):
        values["same"] = next(iter(values.values()))  # written as a reference if it is a list or group
    text: str = yaml.dump(
        values,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=draw(st.sampled_from([True, False, None])),
        default_style=draw(st.sampled_from([None, None, '"', "|", "'"])),
        width=draw(st.sampled_from([3, 20, 1000])),
    )
    before = read_text(text).values
    for number in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        added = draw(st.sampled_from([f" # {number}\n", f"\n  # {number} \n", f"\n# {number} # x", "\n\n", " "]))
        changed = text[:at] + added + text[at:]
        if read_text(changed).values == before and comments_in(changed) >= comments_in(text):
            text = changed
    return text[:-1] if draw(st.booleans()) else text


def paths_of(values: Any, path: Path = ()) -> list[Path]:
    """The paths that end in a key, of what is there and of one key more in each group."""
    if isinstance(values, list):
        return [below for number, item in enumerate(values) for below in paths_of(item, (*path, number))]
    if not isinstance(values, dict):
        return []
    inner = [below for key, value in values.items() for below in ((*path, key), *paths_of(value, (*path, key)))]
    return [*inner, (*path, "new")]


def put(values: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """The values with the one at a path changed, or a new one changed from None."""
    if not path:
        return change(values)
    if isinstance(values, dict):
        return {**values, path[0]: put(values.get(path[0]), path[1:], change)}
    return [put(item, path[1:], change) if number == path[0] else item for number, item in enumerate(values)]


@given(
    text=commented(), data=st.data(), value=NEW | st.lists(NEW_GROUPS, max_size=3), ends=st.sampled_from(["\n", "\r\n"])
)
def test_an_answer_says_what_is_meant_or_is_refused(text: str, data: st.DataObject, value: Any, ends: str) -> None:
    says_what_is_meant(with_answer, text.replace("\n", ends), data, value, lambda _: value)


@given(text=commented(), data=st.data(), item=NEW_GROUPS, ends=st.sampled_from(["\n", "\r\n"]))
def test_an_item_says_what_is_meant_or_is_refused(text: str, data: st.DataObject, item: Any, ends: str) -> None:
    says_what_is_meant(with_item, text.replace("\n", ends), data, item, lambda old: with_one_more(old, item))


def with_one_more(old: Any, item: Any) -> list[Any]:
    filled = [number for number, one in enumerate(old, 1) if not all_blank(one)] if isinstance(old, list) else []
    position = filled[-1] if filled else 0
    return [*old[:position], item, *old[position:]] if isinstance(old, list) else [item]


def all_blank(value: Any) -> bool:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return value is None if below is None else all(map(all_blank, below))


def says_what_is_meant(
    insert: Callable[[bytes, Path, Any], bytes], text: str, data: st.DataObject, new: Any, change: Callable[[Any], Any]
) -> None:
    values = read_text(text).values
    assume(isinstance(values, dict))
    path = data.draw(st.sampled_from(paths_of(values)))
    try:
        after = insert(text.encode(), path, new).decode()
    except MapperError as error:
        event(f"refused: {str(error).partition(' cannot be written: ')[2][:30]}")
        return
    event("written")
    assert json.dumps(read_text(after).values) == json.dumps(put(values, path, change))
    assert comments_in(after) == comments_in(text)
