"""Section `activity`: how much was done, for whom, and what came of it (ESMS section C)."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, Part, needed, welcome
from mapper.schema.scalars import CodeList, Count, PartialDate, Percentage, Text
from mapper.schema.screening import MeasureWord


class ActivityCount(Item):
    """A number of things done or people served."""

    noun: ClassVar[str] = "count"

    metric: Annotated[str, CodeList("metric")]
    """What is counted."""
    value: Answer[Count] = needed()
    """How many."""
    denominator: Answer[Count] = BLANK
    """Out of how many."""
    period: Answer[PartialDate] = welcome(example="{from: 2021-04, to: 2022-03}")
    """In which period."""


class Share(Item):
    """A share of the people served."""

    noun: ClassVar[str] = "share"

    of: Annotated[str, CodeList("share-of")]
    """What the people are grouped by."""
    group: Answer[Text] = BLANK
    """The group."""
    n: Answer[Count] = BLANK
    """How many belong to it."""
    denominator: Answer[Count] = BLANK
    """Out of how many."""
    percent: Answer[Percentage] = BLANK
    """How many per cent, if only that is known."""
    period: Answer[PartialDate] = BLANK
    """In which period."""


class Outcome(Item):
    """What a measure showed."""

    noun: ClassVar[str] = "outcome"

    measure: MeasureWord
    """The measure."""
    n: Answer[Count] = BLANK
    """How many people the result is about."""
    denominator: Answer[Count] = BLANK
    """Out of how many."""
    finding: Answer[Text] = BLANK
    """What it showed."""
    period: Answer[PartialDate] = BLANK
    """In which period."""


class Activity(Part):
    """How much was done, for whom, and what came of it."""

    counts: Answers[ActivityCount] = EMPTY
    """How much was done."""
    shares: Answers[Share] = EMPTY
    """Who used the Hub, by sector and by equality group."""
    outcomes: Answers[Outcome] = EMPTY
    """What outcome measures showed."""
