"""Section `staffing`: the posts of the Hub."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, Part, TimedItem, needed, needed_list, welcome, welcome_list
from mapper.schema.scalars import (
    Amount,
    BandRange,
    CodeList,
    Count,
    Identifier,
    PartialDate,
    Percentage,
    Refers,
    Tells,
    Text,
)

PostId = Annotated[Identifier, Refers("post")]
InterventionWord = Annotated[str, CodeList("intervention")]


class TimeShare(Item):
    """A share of working time."""

    noun: ClassVar[str] = "share of time"

    function: Annotated[str, CodeList("work-function")]
    """What the time is used for."""
    share: Answer[Percentage] = BLANK
    """How many per cent of the working time."""


class Post(TimedItem):
    """A post, or several alike."""

    noun: ClassVar[str] = "post"

    id: Identifier
    """A short name for the post or group of posts alike."""
    role: Answer[Annotated[str, CodeList("role")]] = needed()
    """The role."""
    local_title: Answer[Annotated[Text, Tells("post title", is_name=False)]] = BLANK
    """What the post is called locally; never the name of a person."""
    profession: Answer[Annotated[str, CodeList("profession")]] = BLANK
    """The profession."""
    pay_system: Answer[Annotated[str, CodeList("pay-system")]] = BLANK
    """The pay system."""
    band: Answer[BandRange] = welcome(example="7, or 8a-8b")
    """The Agenda for Change band, or a range of bands."""
    wte_funded: Answer[Amount] = welcome(example="2.6")
    """Whole-time equivalents that are funded."""
    wte: Answer[Amount] = welcome(example="2.4, or {from: 2, to: 3}")
    """Whole-time equivalents in post."""
    headcount: Answer[Count] = welcome(example="3")
    """People in post, whatever hours they work. Never the same thing as WTE."""
    clinical: Answer[Annotated[str, CodeList("clinical-class")]] = needed()
    """Whether the work is clinical."""
    contract: Answer[Annotated[str, CodeList("contract")]] = BLANK
    """The kind of contract."""
    time: Answers[TimeShare] = EMPTY
    """How working time is split; the shares add up to 100."""
    therapies: Answers[InterventionWord] = welcome_list(example="[CBT, EMDR]")
    """The interventions that the post can give."""
    supervision: Answer[Text] = BLANK
    """The supervision that the post receives."""


class Staffing(Part):
    """The posts of the Hub."""

    as_of: Answer[PartialDate] = needed(example="2022-03")
    """The date at which the posts are counted."""
    posts: Answers[Post] = needed_list()
    """The posts, one item for each post or group of posts alike."""
    vacant_wte: Answer[Amount] = BLANK
    """Whole-time equivalents that are vacant."""
    recruitment_issues: Answers[Text] = EMPTY
    """What makes it hard to fill posts."""
