"""Checks P801, P802: names and addresses of persons where a role belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Path, Problem, Severity
from mapper.vocabulary.lists import load_data
from mapper.wording import quoted

_WORD = re.compile(r"[^\W\d_][\w'\u2019.-]*")
_ADDRESS = re.compile(r"([\w.+'-]+)@([\w-]+(?:\.[\w-]+)+)")
_SEGMENT = re.compile(r"[,;:/()\[\]\u2013\u2014|]| - | and | or ")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load_data("person_words.yaml")[kind])


def names_of_persons(subject: Subject) -> Iterator[Problem]:
    """Names of persons in answers that ask for a role or a title of a post."""
    for path, text, asks_for_role in _who(subject):
        if not _ADDRESS.search(text) and reads_like_a_name(text, asks_for_role=asks_for_role):
            message = (
                f"{quoted(text)} reads like the name of a person, and the form names roles only. "
                "Please write the role instead, such as `clinical lead`."
            )
            yield Problem("P801", Severity.ERROR, path, message)


def personal_addresses(subject: Subject) -> Iterator[Problem]:
    """E-mail addresses of persons in answers that ask for a role or a title of a post."""
    for path, text, _ in _who(subject):
        found = _ADDRESS.search(text)
        if found is not None:
            message = (
                f"{quoted(found[0])} is an e-mail address, and the form names roles only. "
                "Please write the role instead, such as `clinical lead`."
            )
            yield Problem("P802", Severity.ERROR, path, message)


def _who(subject: Subject) -> Iterator[tuple[Path, str, bool]]:
    """Every answer that says who: its path, its text, and whether a role is asked for."""
    for answered in subject.answered:
        asks_for_role = answered.question.names_a_role
        if asks_for_role or answered.question.key == "local_title":
            for below, text in values_of(answered.value):
                yield (*answered.path, *below), text, asks_for_role


def reads_like_a_name(text: str, *, asks_for_role: bool) -> bool:
    """Whether a text reads like the name of a person.

    Where a role is asked for, one to three words without any word of `person_words.yaml` are taken for a name;
    elsewhere they have to be two or three with capitals. A title such as Dr before a capital is one in either case.
    """
    return any(_segment_is_a_name(part, asks_for_role) for part in _SEGMENT.split(text))


def _segment_is_a_name(text: str, asks_for_role: bool) -> bool:
    words = [word.strip(".'\u2019-") for word in _WORD.findall(text)]
    if len(words) >= 2 and words[0].lower() in _words("titles") and words[1][:1].isupper():
        return words[1].lower() not in _words("role_words")
    if not 1 <= len(words) <= 3 or any(_is_role_word(word) for word in words):
        return False
    capitals = [(word[:1].isupper() and not word.isupper()) or len(word) == 1 for word in words]
    return asks_for_role or (len(words) >= 2 and all(capitals))


def _is_role_word(word: str) -> bool:
    whole = word.lower()
    forms = {whole, *whole.split("-")}
    return not _words("role_words").isdisjoint(forms | {form.removesuffix("s") for form in forms})


CHECKS = (
    Check(
        code="P801",
        title="A person is named",
        why="A record that is shared names roles, never persons: who they are is nobody's business, and roles last.",
        bad="""
            record:
              collected_by: Jane Example
            """,
        good="""
            record:
              collected_by: research assistant
            """,
        run=names_of_persons,
    ),
    Check(
        code="P802",
        title="An e-mail address stands where a role belongs",
        why="An address leads to a person, and a record that is shared names roles only.",
        bad="""
            adaptations:
              - {what: evening appointments added, kind: add, decided_by: jane.example@example.org}
            """,
        good="""
            adaptations:
              - {what: evening appointments added, kind: add, decided_by: clinical lead}
            """,
        run=personal_addresses,
    ),
)
