"""The file of answers that a Hub lead's page saves (`mapper.answers/1`), read strictly: all of it, or a refusal."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path as FilePath
from typing import Any, NamedTuple, NoReturn, TypeVar

from mapper.errors import MapperError
from mapper.review.content import SECTIONS
from mapper.schema.scalars import is_date
from mapper.wording import quoted

T = TypeVar("T")
FORMAT = "mapper.answers/1"
MOST_BYTES = 5_000_000
RIGHT, QUERY, CORRECT = "right", "query", "correct"
SETTLED, STILL_OPEN = "settled", "open"
_SHOWN_OF_SEAL = 16
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no text of its own can hold."""
LONGEST_TEXT = 10_000
"""Characters of the longest question or answer."""


class ItemAnswer(NamedTuple):
    """What was said of a card, by its id and the digest of what it said: `right`, `query` or `correct`, with a text,
    and corrections by the ids of the lines. `about` is what the card is called.
    """

    card: str
    about: str
    digest: str
    answer: str
    text: str
    corrections: tuple[tuple[str, str], ...]


class QueryAnswer(NamedTuple):
    """What was said of an open query: that it is `settled` or still `open`, with a text."""

    query: str
    answer: str
    text: str


class Missed(NamedTuple):
    """What a section leaves out."""

    section: str
    text: str


class SectionTicked(NamedTuple):
    """A section that was signed, with the digest of what it said."""

    section: str
    digest: str


class SavedAnswers(NamedTuple):
    """Everything that was answered on a page. `seal` tells the file from any other."""

    hub: str
    page: str
    by: str
    on: str
    items: tuple[ItemAnswer, ...]
    queries: tuple[QueryAnswer, ...]
    missed: tuple[Missed, ...]
    signed: tuple[SectionTicked, ...]
    note: str | None
    seal: str


def read_answers(file: FilePath) -> SavedAnswers:
    """The answers in a file. Raises MapperError where it is none of a page's, is incomplete, or was changed."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise MapperError(f"{file} cannot be read: {error.strerror}. Please check the path.") from error
    if len(data) > MOST_BYTES:
        raise MapperError(f"{file} is larger than {MOST_BYTES // 1_000_000} MB, so it is no file of answers.")
    return answers_of(data, str(file))


def answers_of(data: bytes, name: str) -> SavedAnswers:
    """The answers that the bytes of a file hold; `name` is what it is called."""
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise MapperError(
            f"{name} is not a whole file of answers: it breaks off, or is of another kind. "
            "Please ask for it to be sent again, as an attachment."
        ) from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise MapperError(f"{name} is no file of answers that a review page saved. Please check which it is.")
    payload, seal = whole.get("answers"), whole.get("seal")
    if not isinstance(payload, str) or not isinstance(seal, str) or _seal_of(payload) != seal:
        raise MapperError(
            f"{name} was changed after it was saved, and nothing was taken from it. "
            "Please ask for the file as the page saved it."
        )
    try:
        return _Reader(name).whole(json.loads(payload), seal[:_SHOWN_OF_SEAL])
    except (ValueError, RecursionError) as error:
        raise MapperError(f"{name} is not a whole file of answers. Please ask for it to be sent again.") from error


def _seal_of(payload: str) -> str:
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()


class _Reader:
    """Takes plain data apart; what is not as a page writes it is refused, with where it stands."""

    def __init__(self, name: str) -> None:
        self._name = name

    def whole(self, said: Any, seal: str) -> SavedAnswers:
        """All of the answers."""
        keys = ("hub", "page", "by", "on", "items", "queries", "missed", "signed", "note")
        hub, page, by, on, items, queries, missed, signed, note = self._fields(said, keys, "the whole")
        if not (_DAY.fullmatch(self._text(on, "on")) and is_date(on)):
            self._refuse("on")
        return SavedAnswers(
            self._text(hub, "hub"),
            self._text(page, "page"),
            self._text(by, "by"),
            on,
            self._each(items, self._item, "items"),
            self._each(queries, self._query, "queries"),
            self._each(missed, self._missed, "missed"),
            self._each(signed, self._signed, "signed"),
            self._text(note, "note", may_be_empty=True) or None,
            seal,
        )

    def _item(self, said: Any, where: str) -> ItemAnswer:
        card, about, digest, answer, text, corrections = self._fields(
            said, ("card", "about", "digest", "answer", "text", "corrections"), where
        )
        if answer not in (RIGHT, QUERY, CORRECT) or not isinstance(corrections, dict):
            self._refuse(where)
        pairs = tuple((self._text(one, where), self._text(value, where)) for one, value in corrections.items())
        told = self._text(text, where, may_be_empty=True)
        if (answer == QUERY and not told) or (answer == CORRECT and not pairs):
            self._refuse(where)
        named = self._text(card, where), self._text(about, where), self._text(digest, where)
        return ItemAnswer(*named, answer, told, pairs)

    def _query(self, said: Any, where: str) -> QueryAnswer:
        query, answer, text = self._fields(said, ("query", "answer", "text"), where)
        told = self._text(text, where, may_be_empty=True)
        if answer not in (SETTLED, STILL_OPEN) or (answer == STILL_OPEN and not told):
            self._refuse(where)
        return QueryAnswer(self._text(query, where), answer, told)

    def _missed(self, said: Any, where: str) -> Missed:
        section, text = self._fields(said, ("section", "text"), where)
        return Missed(self._section(section, where), self._text(text, where))

    def _signed(self, said: Any, where: str) -> SectionTicked:
        section, digest = self._fields(said, ("section", "digest"), where)
        return SectionTicked(self._section(section, where), self._text(digest, where))

    def _section(self, said: Any, where: str) -> str:
        return said if isinstance(said, str) and said in SECTIONS else self._refuse(where)

    def _fields(self, said: Any, keys: Iterable[str], where: str) -> list[Any]:
        wanted = list(keys)
        if not isinstance(said, dict) or set(said) != set(wanted):
            self._refuse(where)
        return [said[key] for key in wanted]

    def _each(self, said: Any, read: Callable[[Any, str], T], where: str) -> tuple[T, ...]:
        if not isinstance(said, list):
            self._refuse(where)
        return tuple(read(one, f"{where}, number {number}") for number, one in enumerate(said, 1))

    def _text(self, said: Any, where: str, *, may_be_empty: bool = False) -> str:
        if not isinstance(said, str) or not (said.strip() or may_be_empty) or _SURROGATE.search(said):
            self._refuse(where)
        if len(said) > LONGEST_TEXT:
            raise MapperError(
                f"{self._name} holds a text of more than {LONGEST_TEXT:,} characters ({quoted(where)}). Nothing was "
                "taken from it. Please ask for it to be said shorter."
            )
        return said.strip()

    def _refuse(self, where: str) -> NoReturn:
        raise MapperError(
            f"{self._name} holds something that no review page writes ({quoted(where)}). Nothing was taken from it. "
            "Please ask for the file as the page saved it."
        )
