"""The Hub lead's page as a value: what the record says, in cards that can be answered one by one; how other Hubs
compare; and what is to be signed. `making.py` makes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from mapper.accuracy.status import HubStatus, SectionStatus
from mapper.compare.comparison import Comparison
from mapper.compare.table import Fact, Row
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.review.content import Content, digest_of
from mapper.review.entries import Confirmation
from mapper.review.queries import QueryState
from mapper.review.target import Target
from mapper.schema.base import Group, Question

_DIGITS = 16


class Line(NamedTuple):
    """An answer in a card, by its key; `about` is the question with its help, and `cited` the sources that are written
    at the answer itself. A list that says that there is nothing is answered, with no value.
    """

    key: str
    fact: Fact
    about: Question
    help: str
    cited: tuple[str, ...]

    @property
    def id(self) -> str:
        """The key as a name that a page can hold whatever stands in it."""
        return _name("line", self.key)


class Beside(NamedTuple):
    """A row of a comparison beside a card, with the title of its table; `others` are the columns of the other Hubs."""

    table: str
    row: Row
    others: tuple[int, ...]


class Card(NamedTuple):
    """An item of a list, or the answers of a section or group that stand in none, which is answered as one. `item` is
    the group that it is about, `says` all that stands there, `blank` the questions that nobody has answered, and
    `confirmed` who found it right as it is, if anybody did.
    """

    key: str
    path: Path
    item: Group
    is_of_list: bool
    lines: tuple[Line, ...]
    blank: tuple[str, ...]
    says: Content
    beside: tuple[Beside, ...]
    queries: tuple[QueryState, ...]
    confirmed: Confirmation | None

    @property
    def id(self) -> str:
        """The key as a name that a page can hold whatever stands in it."""
        return _name("card", self.key)

    @property
    def digest(self) -> str:
        """By which it is told whether anything in it has changed."""
        return digest_of(self.says)


class PageSection(NamedTuple):
    """A section: its cards, and its open queries that are about no one card."""

    name: str
    help: str
    status: SectionStatus
    cards: tuple[Card, ...]
    queries: tuple[QueryState, ...]
    digest: str


class ReviewPage(NamedTuple):
    """The page of a Hub. `id` tells it from pages of another state of the record or of its review."""

    id: str
    view: HubView
    status: HubStatus
    sections: tuple[PageSection, ...]
    compared: Comparison | None
    targets: Mapping[str, Target]


def _name(kind: str, key: str) -> str:
    return f"{kind}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"
