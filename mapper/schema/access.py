"""Section `access`: how people reach the Hub."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, Part, TimedItem, welcome, welcome_list
from mapper.schema.scalars import Amount, Clock, CodeList, Count, PartialDate, Percentage, Text, YesNo

RouteWord = Annotated[str, CodeList("route")]


class RouteShare(Part):
    """How many of those who come to the Hub come this way."""

    n: Answer[Count] = BLANK
    """How many came this way."""
    denominator: Answer[Count] = BLANK
    """Out of how many."""
    percent: Answer[Percentage] = BLANK
    """How many per cent, if only that is known."""
    period: Answer[PartialDate] = BLANK
    """In which period."""


class Route(TimedItem):
    """A way by which people come to the Hub."""

    noun: ClassVar[str] = "route"

    route: RouteWord
    """A way by which people come to the Hub."""
    available: Answer[YesNo] = BLANK
    """Whether people can come this way."""
    share: RouteShare


class OpeningHours(Item):
    """The hours of some days of the week."""

    noun: ClassVar[str] = "opening hours"

    days: Answers[Annotated[str, CodeList("day")]] = welcome_list(example="[weekdays]")
    """The days of the week."""
    open: Answer[Clock] = welcome(example='"09:00"')
    """Opening time."""
    close: Answer[Clock] = welcome(example='"17:00"')
    """Closing time."""


class Channel(TimedItem):
    """A means by which people and the Hub talk to each other."""

    noun: ClassVar[str] = "channel"

    channel: Annotated[str, CodeList("channel")]
    """A means by which people and the Hub talk to each other."""
    purposes: Answers[Text] = welcome_list(example="[first contact, therapy]")
    """What it is used for."""
    hours: Answers[OpeningHours] = EMPTY
    """When it is staffed."""


class Access(Part):
    """How people reach the Hub."""

    routes: Answers[Route] = EMPTY
    """The ways by which people come to the Hub."""
    channels: Answers[Channel] = EMPTY
    """The means by which people and the Hub talk to each other."""
    out_of_hours_appointments: Answer[YesNo] = BLANK
    """Whether there are appointments in the evening or at weekends."""
    response_working_days: Answer[Amount] = BLANK
    """The standard for a first reply, in working days."""
    languages: Answers[Text] = welcome_list(example="[English, British Sign Language]")
    """The languages in which support is given, interpreters included."""
    adjustments: Answers[Text] = EMPTY
    """Adjustments for disabled people."""
    crisis_pathway: Answer[Text] = BLANK
    """What happens when somebody is in crisis."""
