"""The entries of a review file, each of which only adds to what is there: what is asked, answered, settled, signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

from mapper.review.content import Content, Said

_DIGITS = 8
"""Hexadecimal digits of an id: enough that two people who write at the same time never get the same one."""


class Outcome(StrEnum):
    """How a query was settled."""

    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    CANNOT_BE_SETTLED = "cannot be settled"


class Query(NamedTuple):
    """A question about an answer: `path` is its key as text, `item` what it is called and `value` what stood there when
    the query was raised. `suggested` is a correction that takes its place if it is applied. `page` is the seal of the
    Hub lead's answers that it came with.
    """

    id: str
    path: str
    item: str
    text: str
    by: str
    on: str
    value: Said | None = None
    suggested: Said | None = None
    page: str | None = None

    @property
    def section(self) -> str:
        """The section that it is about."""
        return self.path.partition(".")[0].partition("[")[0]


class Reply(NamedTuple):
    """An answer to a query."""

    id: str
    query: str
    text: str
    by: str
    on: str
    page: str | None = None


class Closing(NamedTuple):
    """A query is settled."""

    id: str
    query: str
    outcome: str
    by: str
    on: str
    note: str | None = None
    page: str | None = None


class Reopening(NamedTuple):
    """A query that was closed is not settled after all."""

    id: str
    query: str
    text: str
    by: str
    on: str
    page: str | None = None


class Confirmation(NamedTuple):
    """Answers that somebody found right, by their keys, with what stood there."""

    id: str
    answers: Content
    by: str
    on: str
    page: str | None = None


class SignOff(NamedTuple):
    """A section is signed: what it said (`content`), of which `digest` is the SHA-256; the versions of the template, of
    the code lists and of mapper; why it was signed despite errors or open queries, if it was. `whole` is "yes" where
    the Hub was signed as a whole.
    """

    id: str
    section: str
    by: str
    on: str
    template: str
    code_lists: str
    mapper: str
    digest: str
    content: Content
    whole: str | None = None
    note: str | None = None
    despite: str | None = None
    page: str | None = None


Entry = Query | Reply | Closing | Reopening | Confirmation | SignOff


class Kind(NamedTuple):
    """A kind of entry: what the file calls it, and how its ids begin."""

    name: str
    prefix: str
    type: type[Entry]


KINDS = (
    Kind("query", "q", Query),
    Kind("answer", "a", Reply),
    Kind("closed", "c", Closing),
    Kind("reopened", "r", Reopening),
    Kind("found right", "f", Confirmation),
    Kind("sign-off", "s", SignOff),
)


class Ids:
    """Gives new entries ids that no other has: made of what they say, so that the same entry twice is one."""

    PREFIXES: ClassVar[Mapping[type[Entry], str]] = {kind.type: kind.prefix for kind in KINDS}

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)

    def given(self, entry: Entry) -> Entry:
        """An entry with an id of its own, in place of the one that it has."""
        said = json.dumps([type(entry).__name__, *entry[1:]], sort_keys=True, ensure_ascii=False)
        number = 0
        while True:
            text = f"{said}{number or ''}".encode("utf-8", "surrogatepass")
            its_id = f"{self.PREFIXES[type(entry)]}-{hashlib.sha256(text).hexdigest()[:_DIGITS]}"
            if its_id not in self._taken:
                self._taken.add(its_id)
                return entry._replace(id=its_id)
            number += 1


def as_data(entry: Entry) -> dict[str, Any]:
    """An entry as the plain data of the file; what it does not say is left out."""
    name = next(kind.name for kind in KINDS if kind.type is type(entry))
    said = {key: value for key, value in entry._asdict().items() if value is not None}
    return {"id": said.pop("id"), "entry": name, **said}
