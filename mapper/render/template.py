"""The schema as a blank form: every question with a line of help, its words and an example."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from mapper.schema.answers import MissingWord
from mapper.schema.base import Question, questions
from mapper.schema.help import field_help
from mapper.schema.hub import TEMPLATE_VERSION, Hub
from mapper.schema.scalars import Amount, BandRange, Limits, PartialDate
from mapper.vocabulary.lists import Vocabulary, WordList
from mapper.wording import key_words

WIDTH = 110
_UNBROKEN = "\N{NO-BREAK SPACE}"
_MOST_BESIDE = 60
"""The longest list of words, in characters, that stands beside its question; longer ones stand at the end."""

_HEAD = f"""\
Mapping template of mapper, version {TEMPLATE_VERSION}: one file for each Hub.

Fill it in by writing to the right of a colon. A line that begins with # is help, and is not read.

If there is no answer, say why, in one of these words: {", ".join(MissingWord)}.
They mean neither “no” nor zero. Leave a line blank only as long as nobody has looked.

  a date       2020, 2020-10 or 2020-10-05
  a number     17, or a range {{from: 2, to: 3}}, or {{from: 2}} for 2 or more
  a list       [first, second]
  more items   copy the lines from one “- ” to the next
  a source     {{value: 17, sources: [annual-report]}} for one answer; `sources:` for a whole part
  a remark     {{missing: withheld, note: commercial}}
  a conflict   {{conflicting: [{{value: 17, sources: [one]}}, {{value: 19, sources: [other]}}]}}

Every part may carry `sources` (ids from record.sources), `as_of` (a date) and `note` (a remark).
Text that holds a colon followed by a space, or begins with a mark such as @ or *, goes in quotation marks.
Name no person: write roles.

NEEDED stands at questions that must be answered, if only by one of the words above, before a record is checked."""


def template(vocabulary: Vocabulary, filled: Mapping[str, str] | None = None) -> str:
    """The blank form as YAML. `filled` gives answers to write in beside the usual ones, by path (`record.id`)."""
    filled = {"record.template_version": f'"{TEMPLATE_VERSION}"', "record.stage": "draft", **(filled or {})}
    named: dict[str, WordList] = {}
    lines = [f"# {line}".rstrip() for line in _HEAD.splitlines()]
    for question in questions(Hub):
        help_text = field_help(Hub)[question.attribute]
        lines += ["", "", _rule(key_words(question.key)), *_comment(help_text, question, "")]
        lines += _question(question, "", question.key, vocabulary, named, filled, with_help=False)
    if named:
        lines += ["", "", _rule("Word lists")]
        for words in named.values():
            listed = " · ".join(word.word.replace(" ", _UNBROKEN) for word in words)
            lines += [
                "#",
                *(line.replace(_UNBROKEN, " ") for line in _wrapped(f"{words.name}: {listed}", "# ", "#   ")),
            ]
    return "\n".join(lines) + "\n"


def _question(
    question: Question,
    indent: str,
    path: str,
    vocabulary: Vocabulary,
    named: dict[str, WordList],
    filled: Mapping[str, str],
    *,
    with_help: bool = True,
    help_text: str = "",
) -> Iterator[str]:
    if with_help:
        yield from _comment(help_text, question, indent)
    key = f"{indent}{question.key}:" + (f" {filled[path]}" if path in filled else "")
    if question.group is None:
        beside = _beside(question, vocabulary, named)
        yield f"{key}  # {beside}" if beside else key
    else:
        yield key
        yield from _group(question, indent, path, vocabulary, named, filled)


def _group(
    question: Question,
    indent: str,
    path: str,
    vocabulary: Vocabulary,
    named: dict[str, WordList],
    filled: Mapping[str, str],
) -> Iterator[str]:
    assert question.group is not None
    inner = indent + ("    " if question.is_list else "  ")
    texts = field_help(question.group)
    lines: list[str] = []
    for below in questions(question.group):
        if below.is_remark:
            lines.append(f"{inner}{below.key}:")
        else:
            lines += _question(
                below, inner, f"{path}.{below.key}", vocabulary, named, filled, help_text=texts[below.attribute]
            )
    if question.is_list:
        first = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
        lines[first] = f"{indent}  - {lines[first].lstrip()}"
    yield from lines


def _comment(help_text: str, question: Question, indent: str) -> Iterator[str]:
    text = help_text + (" NEEDED." if question.needed else "")
    if question.example:
        text += f" Example: {question.example}"
    yield from _wrapped(text, f"{indent}# ", f"{indent}# ")


def _beside(question: Question, vocabulary: Vocabulary, named: dict[str, WordList]) -> str:
    many = "[…] several " if question.is_list else ""
    if question.code_list is not None:
        words = vocabulary[question.code_list]
        listed = " · ".join(word.word for word in words)
        if len(listed) <= _MOST_BESIDE:
            return f"{many and 'several of: '}{listed}"
        named[words.name] = words
        return f"{many and '[…] '}{'words' if many else 'a word'} of the list {words.name}, below"
    if question.refers_to is not None:
        return f"[{question.refers_to} id, …]" if question.is_list else f"the id of a {question.refers_to}"
    kind = _KINDS.get(question.kind, "")
    if question.kind is Amount and any(isinstance(mark, Limits) and mark.whole for mark in question.marks):
        kind = "a whole number"
    if get_args(question.kind) == ("yes", "no"):
        kind = "yes · no"
    return f"[{kind or 'text'}, …]" if question.is_list else kind


_KINDS: dict[Any, str] = {PartialDate: "a date", Amount: "a number", BandRange: "a band"}


def _rule(title: str) -> str:
    return f"# ---- {title} " + "-" * (WIDTH - 8 - len(title))


def _wrapped(text: str, first: str, following: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=following, break_on_hyphens=False, break_long_words=False
    )
