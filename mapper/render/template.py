"""The schema as a blank form: every question with a line of help, its words and an example."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mapper.render.json_schema import SCHEMA_FILE
from mapper.render.question_words import TEXT, YES_NO, value_words
from mapper.schema.answers import MissingWord
from mapper.schema.base import DRAFTED, Group, Question, questions
from mapper.schema.help import field_help
from mapper.schema.hub import TEMPLATE_VERSION, Hub
from mapper.vocabulary.lists import Vocabulary, WordList
from mapper.wording import key_words

WIDTH = 110
_UNBROKEN = "\N{NO-BREAK SPACE}"
_MOST_BESIDE = 60
"""The longest list of words, in characters, that stands beside its question; longer ones stand at the end."""

_HEAD = f"""\
yaml-language-server: $schema=./{SCHEMA_FILE}
Editors read the line above to help while you type. See `mapper schema --help`.

Mapping template of mapper, version {TEMPLATE_VERSION}: one file for each Hub.

Fill it in by writing to the right of a colon and before any # in the line. What stands behind a # is help: it is not
read.

If there is no answer, say why, in one of these words: {", ".join(MissingWord)}.
They mean neither “no” nor zero. Leave a line blank only as long as nobody has looked.

  a date       2020, 2020-10 or 2020-10-05
  a number     17, or a range {{from: 2, to: 3}}, or {{from: 2}} for 2 or more
  a list       [first, second]
  more items   copy the lines from one “- ” to the next
  a source     {{value: 17, sources: [annual-report]}} for one answer; `sources:` for a whole part
  a remark     {{missing: withheld, note: commercial}}
  a conflict   {{conflicting: [{{value: 17, sources: [one]}}, {{value: 19, sources: [other]}}]}}

Every part may carry `sources` (ids from record.sources), `as_of` (a date) and `note` (a remark); what may hold only
for a time has `from` and `to` (dates). A word above may answer a whole part (`outreach: not reported`): then delete the
lines below it.
Text that holds a colon followed by a space, or begins with a mark such as @ or *, goes in quotation marks.
Name no person: write roles.

NEEDED stands at questions that must be answered, if only by one of the words above, before a record is checked."""


_ABOUT_EDITORS = 2
"""Lines at the top that belong to editors."""


class Filling(NamedTuple):
    """What is written into a blank form, by path (`record.id`): answers beside a question; lines below it, such as
    items of a list before the blank one; and lines of comment above it. `head` stands at the top of the file.
    """

    answers: Mapping[str, str] = {}
    below: Mapping[str, Sequence[str]] = {}
    above: Mapping[str, Sequence[str]] = {}
    head: Sequence[str] = ()


def template(vocabulary: Vocabulary, filling: Filling = Filling()) -> str:  # noqa: B008  # a frozen value
    """The blank form as YAML, with some of it filled in."""
    usual = {"record.template_version": f'"{TEMPLATE_VERSION}"', "record.stage": "draft"}
    form = _Form(vocabulary, filling._replace(answers={**usual, **filling.answers}))
    lines = [f"# {line}".rstrip() for line in _HEAD.splitlines()]
    lines[_ABOUT_EDITORS:_ABOUT_EDITORS] = [
        line for text in filling.head for line in ("#", *_wrapped(text, "# ", "# "))
    ]
    for question in questions(Hub):
        lines += ["", "", _rule(key_words(question.key)), *_comment(field_help(Hub)[question.attribute], question, "")]
        lines += _wrapped_all(filling.above.get(question.key, ()), "")
        lines += form.lines(question, "", question.key)
    lines += ["", "", _rule("Word lists")]
    for words in form.named.values():
        listed = " · ".join(word.word.replace(" ", _UNBROKEN) for word in words)
        lines += ["#", *(line.replace(_UNBROKEN, " ") for line in _wrapped(f"{words.name}: {listed}", "# ", "#   "))]
    return "\n".join(lines) + "\n"


class _Form:
    """Writes questions, and remembers which word lists (`named`) are too long to stand beside theirs."""

    def __init__(self, vocabulary: Vocabulary, filling: Filling) -> None:
        self.named: dict[str, WordList] = {}
        self._vocabulary = vocabulary
        self._filling = filling

    def lines(self, question: Question, indent: str, path: str) -> Iterator[str]:
        """A question, and the questions below it if it opens a group."""
        key = f"{indent}{self._key(question, path)}"
        if question.group is None:
            beside = self._beside(question)
            yield f"{key}  # {beside}" if beside else key
            return
        yield key
        yield from (f"{indent}  {line}".rstrip() for line in self._filling.below.get(path, ()))
        inner = indent + ("    " if question.is_list else "  ")
        below = list(self._group(question.group, inner, path))
        if question.is_list:
            first = next(number for number, line in enumerate(below) if not line.lstrip().startswith("#"))
            below[first] = f"{indent}  - {below[first].lstrip()}"
        yield from below

    def _group(self, group: type[Group], indent: str, path: str) -> Iterator[str]:
        texts = field_help(group)
        for question in questions(group):
            if question.attribute in DRAFTED:
                continue
            if question.is_remark:
                yield f"{indent}{self._key(question, f'{path}.{question.key}')}"
            else:
                yield from _comment(texts[question.attribute], question, indent)
                yield from _wrapped_all(self._filling.above.get(f"{path}.{question.key}", ()), indent)
                yield from self.lines(question, indent, f"{path}.{question.key}")

    def _key(self, question: Question, path: str) -> str:
        """The key of a question, with the answer where it is filled in."""
        answer = self._filling.answers.get(path)
        return f"{question.key}:" + ("" if answer is None else f" {answer}")

    def _beside(self, question: Question) -> str:
        """What stands to the right of a question: its words, or the kind of value that it takes."""
        if question.code_list is not None:
            return self._words_beside(question, self._vocabulary[question.code_list])
        if question.refers_to is not None:
            return f"[{question.refers_to} id, …]" if question.is_list else f"the id of a {question.refers_to}"
        words = value_words(question)
        if words == YES_NO:
            return "yes · no"
        if question.is_list:
            return f"[{words}, …]"
        return "" if words == TEXT else words

    def _words_beside(self, question: Question, words: WordList) -> str:
        listed = " · ".join(word.word for word in words)
        if len(listed) <= _MOST_BESIDE:
            return f"several of: {listed}" if question.is_list else listed
        self.named[words.name] = words
        several = "[…] words" if question.is_list else "a word"
        return f"{several} of the list {words.name}, below"


def _comment(help_text: str, question: Question, indent: str) -> Iterator[str]:
    text = help_text + (" NEEDED." if question.needed else "")
    if question.example:
        text += f" Example: {question.example}"
    yield from _wrapped(text, f"{indent}# ", f"{indent}# ")


def _wrapped_all(texts: Iterable[str], indent: str) -> Iterator[str]:
    for text in texts:
        yield from _wrapped(text, f"{indent}# ", f"{indent}#   ")


def _rule(title: str) -> str:
    return f"# ---- {title} " + "-" * (WIDTH - 8 - len(title))


def _wrapped(text: str, first: str, following: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=following, break_on_hyphens=False, break_long_words=False
    )
