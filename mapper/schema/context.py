"""Section `context`: where the Hub sits, whom it could serve, and what surrounds it (ESMS section A)."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, Part, needed, welcome, welcome_list
from mapper.schema.scalars import Amount, CodeList, Count, Identifier, PartialDate, Tells, Text


class Host(Part):
    """The organisation that hosts the Hub."""

    organisation: Answer[Annotated[Text, Tells("host")]] = needed()
    """The organisation that hosts the Hub."""
    kind: Answer[Annotated[str, CodeList("host-kind")]] = BLANK
    """What kind of organisation it is."""
    ods_code: Answer[Annotated[Text, Tells("ODS code")]] = welcome(example="RX2")
    """Its code in the Organisation Data Service."""


class Workforce(Part):
    """The staff whom the Hub could serve."""

    people: Answer[Count] = BLANK
    """How many people the Hub could serve."""
    counts: Answer[Text] = welcome(example="headcount of NHS and social care staff")
    """What that number counts."""


class Predecessor(Part):
    """The service that the Hub grew out of."""

    name: Answer[Annotated[Text, Tells("earlier service")]] = BLANK
    """The service that the Hub grew out of."""
    opened: Answer[PartialDate] = BLANK
    """When that service opened."""


class ExternalService(Item):
    """A service outside the Hub that its clients may need."""

    noun: ClassVar[str] = "service"

    id: Identifier
    """A short name, used where the form asks for an external service."""
    name: Answer[Annotated[Text, Tells("external service")]] = BLANK
    """Its name."""
    kind: Answer[Annotated[str, CodeList("service-kind")]] = BLANK
    """What kind of service it is."""
    wait_weeks: Answer[Amount] = welcome(example="{from: 12, to: 18}")
    """How long people wait for it, in weeks."""
    wait_basis: Answer[Annotated[str, CodeList("wait-basis")]] = BLANK
    """What that wait is counted from and to."""
    relationship: Answer[Text] = BLANK
    """How the Hub and the service work together."""


class ContextFactor(Item):
    """Something around the Hub that shapes what it does."""

    noun: ClassVar[str] = "context factor"

    factor: Annotated[str, CodeList("context-factor")]
    """Something around the Hub that shapes what it does."""
    how: Answer[Text] = BLANK
    """How it shapes the Hub."""


class Context(Part):
    """Where the Hub sits, whom it could serve, and what surrounds it."""

    host: Host
    region: Answer[Annotated[str, CodeList("region"), Tells("region")]] = needed()
    """The NHS England region."""
    integrated_care_system: Answer[Annotated[Text, Tells("integrated care system")]] = BLANK
    """The integrated care system (or its predecessor) that the Hub belongs to."""
    places: Answers[Annotated[Text, Tells("place")]] = welcome_list(example="[Exampleton, North Exampleshire]")
    """The places that it covers."""
    area_population: Answer[Count] = BLANK
    """People living in the area."""
    workforce_in_scope: Workforce
    opened: Answer[PartialDate] = needed(example="2020-10")
    """When the Hub first took staff: year, month or day, whatever is known."""
    origin: Answer[Annotated[str, CodeList("origin")]] = BLANK
    """Whether the Hub was new, or made from a service that was there before."""
    predecessor: Predecessor
    status: Answer[Annotated[str, CodeList("status")]] = BLANK
    """Whether it is running."""
    closed: Answer[PartialDate] = BLANK
    """When it closed, if it has."""
    external_services: Answers[ExternalService] = EMPTY
    """The services outside the Hub that its clients may need."""
    factors: Answers[ContextFactor] = EMPTY
    """What around the Hub shapes what it does."""
