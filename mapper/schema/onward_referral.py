"""Section `onward_referral`: where the Hub sends people on to, and how."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Part, TimedItem
from mapper.schema.scalars import Amount, CodeList, Identifier, Refers, Text, YesNo


class Destination(TimedItem):
    """A service that the Hub sends people on to."""

    noun: ClassVar[str] = "destination"

    service: Annotated[Identifier, Refers("service")]
    """The service: an id listed under context, external_services."""
    routes: Answers[Annotated[str, CodeList("referral-route")]] = EMPTY
    """How people are sent on."""
    priority_agreement: Answer[YesNo] = BLANK
    """Whether it has been agreed that the Hub's clients are seen sooner."""
    wait_weeks: Answer[Amount] = BLANK
    """How long the Hub's clients wait there, in weeks."""
    wait_basis: Answer[Annotated[str, CodeList("wait-basis")]] = BLANK
    """What that wait is counted from and to."""
    follow_through: Answer[Text] = BLANK
    """How the Hub makes sure that people arrive."""
    feedback: Answer[Text] = BLANK
    """What the service tells the Hub afterwards."""


class OnwardReferral(Part):
    """Where the Hub sends people on to, and how."""

    destinations: Answers[Destination] = EMPTY
    """The services that the Hub sends people on to."""
    navigation: Answer[Text] = BLANK
    """How the Hub helps people find their way between services."""
    support_while_waiting: Answer[Text] = BLANK
    """What people get from the Hub until they are seen elsewhere."""
