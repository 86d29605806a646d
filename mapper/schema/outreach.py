"""Section `outreach`: how the Hub makes itself known and whom it reaches."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, Part
from mapper.schema.scalars import CodeList, Count, PartialDate, Text, YesNo


class OutreachActivity(Item):
    """Something that makes the Hub known."""

    noun: ClassVar[str] = "activity"

    kind: Annotated[str, CodeList("outreach-kind")]
    """Something that makes the Hub known."""
    for_whom: Answer[Text] = BLANK
    """Whom it is meant for."""
    how_often: Answer[Annotated[str, CodeList("frequency")]] = BLANK
    """How often it happens."""
    contacts_individuals: Answer[YesNo] = BLANK
    """Whether the Hub gets in touch with people one by one, without being asked."""


class EqualityAction(Item):
    """Something done so that people who are often missed can use the Hub."""

    noun: ClassVar[str] = "equality action"

    action: Annotated[str, CodeList("equality-action")]
    """Something done so that people who are often missed can use the Hub."""
    for_whom: Answer[Text] = BLANK
    """Whom it is meant for."""


class Reach(Part):
    """How many people the outreach reached."""

    people: Answer[Count] = BLANK
    """How many people the outreach reached."""
    period: Answer[PartialDate] = BLANK
    """In which period."""


class Outreach(Part):
    """How the Hub makes itself known and whom it reaches."""

    activities: Answers[OutreachActivity] = EMPTY
    """What the Hub does to make itself known."""
    equality_actions: Answers[EqualityAction] = EMPTY
    """What it does to reach people who are often missed."""
    reach: Reach
