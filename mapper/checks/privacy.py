"""Checks P801, P802: names and addresses of persons where a role belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile
from typing import NamedTuple

from mapper.checks.check import Check, Subject
from mapper.findings import Path, Problem, Severity
from mapper.vocabulary.lists import word_set
from mapper.wording import quoted

_FILE = "person_words.yaml"
_WORD = re.compile(r"[^\W\d_][\w'\u2019.-]*")
_AT = re.compile("@")
_ADDRESS = re.compile(r"(?<![\w.+'-])([\w.+'-]++)@([\w-]+(?:\.[\w-]+)+)")
_TITLE = re.compile(r"\b(?:Dr|Mrs|Mr|Ms|Miss|Mx|Prof|Professor)\.? +(?:[A-Z]\.? *){0,3}([^\W\d_a-z][\w'\u2019-]+)")
_NEXT_NAME = re.compile(r" +([^\W\d_a-z][\w'\u2019-]+)")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_FOLLOWING_WORD = re.compile(r" +[^\W\d_]")
_NAME_BESIDE_ROLE = re.compile(r"\b([A-Z][a-z'\u2019-]+) ([A-Z][a-z'\u2019-]+)\b")
_PREPOSITION = re.compile(r"\b(for|of|in|at|from|to|by)\b", re.IGNORECASE)
_SEGMENT = re.compile(r"[,;:/()\[\]\u2013\u2014|]| - | and | or ")


class Passage(NamedTuple):
    """A text with its path. `asks_who`: a role or the title of a post is asked for; `asks_for_role`: only a role."""

    path: Path
    text: str
    asks_who: bool
    asks_for_role: bool

    @property
    def severity(self) -> Severity:
        """What is wrong where a role is asked for may be right in a free text, which is for a person to judge."""
        return Severity.ERROR if self.asks_who else Severity.WARNING


def names_of_persons(subject: Subject) -> Iterator[Problem]:
    """Names of persons: where a role or a title of a post is asked for, and with a title such as Dr in any text."""
    for found in passages(subject):
        text = _ADDRESS.sub(" ", found.text) if "@" in found.text else found.text
        titled = next(_titled_names(text), None)
        if found.asks_who and reads_like_a_name(text, asks_for_role=found.asks_for_role):
            shown = found.text
        elif titled is not None:
            shown = titled
        else:
            continue
        message = (
            f"{quoted(shown)} reads like the name of a person, and the form names roles only. "
            "Please write the role instead, such as `clinical lead`."
        )
        yield Problem("P801", found.severity, found.path, message)


def _titled_names(text: str) -> Iterator[str]:
    """Each name that has a title, in full. What something is called after (`Dr Gray's Hospital`) is no name."""
    for titled in _TITLE.finditer(text):
        if not _is_capital(titled[1]) or _is_role_word(titled[1]):
            continue
        if _POSSESSIVE.search(titled[1]) and _FOLLOWING_WORD.match(text, titled.end()):
            continue
        end = titled.end()
        while (following := _NEXT_NAME.match(text, end)) and _goes_on_a_name(following[1]):
            end = following.end()
        yield text[titled.start() : end]


def _goes_on_a_name(word: str) -> bool:
    return _is_capital(word) and not word.isupper() and not _is_role_word(word)


def personal_addresses(subject: Subject) -> Iterator[Problem]:
    """E-mail addresses where a role is asked for, and those of persons in any text; a shared mailbox may be named."""
    for found in passages(subject, _AT):
        addresses = _ADDRESS.finditer(found.text)
        leading = next((address[0] for address in addresses if found.asks_who or _is_personal(address)), None)
        if leading is not None:
            message = (
                f"{quoted(leading)} is an e-mail address that leads to a person. "
                "Please write a role, such as `clinical lead`, or a shared mailbox instead."
            )
            yield Problem("P802", found.severity, found.path, message)


def _is_personal(address: re.Match[str]) -> bool:
    parts = re.split(r"[._+-]", address[1].lower())
    if address[2].lower() in word_set(_FILE, "personal_mail"):
        return True
    is_of_parts = len(parts) > 1 and any(len(part) > _INITIALS for part in parts)
    return is_of_parts and not _is_place(parts[0]) and not any(_is_role_word(part) for part in parts)


_INITIALS = 2
"""Letters of a part of an address that may be the initials of a team: a name is longer, here or in the other part."""


def passages(subject: Subject, holding: re.Pattern[str] | None = None) -> Iterator[Passage]:
    """The texts of a Hub and the remarks inside its answers, or those that hold a pattern."""
    for path, question, text in subject.texts:
        if holding is None or holding.search(text):
            yield Passage(path, text, question.names_a_role or question.key == "local_title", question.names_a_role)
    for path, text in subject.notes:
        if holding is None or holding.search(text):
            yield Passage(path, text, asks_who=False, asks_for_role=False)


def reads_like_a_name(text: str, *, asks_for_role: bool) -> bool:
    """Whether a text reads like the name of a person.

    Where a role is asked for, two or three words without any word of `person_words.yaml` are taken for a name, and so
    is one that begins with a capital; elsewhere it takes two or three with capitals. Words in capitals throughout are
    abbreviations. A title such as Dr before a capital makes a name in either case.
    """
    return any(_segment_is_a_name(part, asks_for_role) for part in _SEGMENT.split(text))


def _segment_is_a_name(text: str, asks_for_role: bool) -> bool:
    words = [word.strip(".'\u2019-") for word in _WORD.findall(text)]
    if len(words) >= 2 and words[0].lower() in word_set(_FILE, "titles") and words[1][:1].isupper():
        is_called_after = len(words) > 2 and _POSSESSIVE.search(words[1])
        return not is_called_after and not _is_role_word(words[1])
    if asks_for_role and _NAME_BESIDE_ROLE.search(text) and not _PREPOSITION.search(text):
        return any(
            not (_is_place(a) or _is_role_word(a) or _is_role_word(b)) for a, b in _NAME_BESIDE_ROLE.findall(text)
        )
    words = list(dropwhile(_is_place, words))
    if not 1 <= len(words) <= 3 or any(_is_role_word(word) for word in words):
        return False
    if len(words) == 1:
        return asks_for_role and words[0].istitle()
    if any(word.isupper() and len(word) > 1 for word in words):
        return False
    return asks_for_role or all(word[:1].isupper() for word in words)


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _is_place(word: str) -> bool:
    return word.lower() in word_set(_FILE, "places")


def _is_role_word(word: str) -> bool:
    whole = word.lower()
    forms = {whole, *whole.split("-")}
    return not word_set(_FILE, "role_words").isdisjoint(forms | {_singular(form) for form in forms})


def _singular(word: str) -> str:
    return word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")


CHECKS = (
    Check(
        code="P801",
        title="A person is named",
        why=(
            "Records are shared and published: a role says all that is needed, and stays right when the person leaves."
        ),
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
        title="An e-mail address leads to a person",
        why="Records are shared and published; a role, or a mailbox that several people read, says as much.",
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
