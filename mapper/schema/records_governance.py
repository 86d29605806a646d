"""Section `records_governance`: where records live, who sees them, and how the Hub is governed."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, Part, identity, needed
from mapper.schema.scalars import CodeList, Tells, Text

VisibilityWord = Annotated[str, CodeList("record-visibility")]
FrequencyWord = Annotated[str, CodeList("frequency")]


class ClinicalRecords(Part):
    """The system that holds clinical records."""

    system: Answer[Annotated[Text, Tells("records system")]] = BLANK
    """The name of the records system."""
    relation: Answer[Annotated[str, CodeList("record-relation")]] = needed()
    """How it stands to the records of the host organisation."""
    visible_to_employer: Answer[VisibilityWord] = BLANK
    """What a client's employer can see."""
    visible_to_occupational_health: Answer[VisibilityWord] = BLANK
    """What occupational health can see."""
    why: Answer[Text] = BLANK
    """Why it was set up in this way."""


class GovernanceGroup(Item):
    """A group that steers or oversees the Hub."""

    noun: ClassVar[str] = "group"

    group: Text
    """A group that steers or oversees the Hub."""
    purpose: Answer[Text] = BLANK
    """What it is for."""
    how_often: Answer[FrequencyWord] = BLANK
    """How often it meets."""


class InformationShared(Item):
    """Information that leaves the Hub."""

    noun: ClassVar[str] = "information"

    with_: Text = identity(alias="with")
    """Who receives information from the Hub."""
    content: Answer[Text] = BLANK
    """What they receive."""
    how_often: Answer[FrequencyWord] = BLANK
    """How often."""


class RecordsGovernance(Part):
    """Where records live, who sees them, and how the Hub is governed."""

    clinical_records: ClinicalRecords
    clinical_governance: Answer[Text] = BLANK
    """How the quality and safety of care are looked after."""
    groups: Answers[GovernanceGroup] = EMPTY
    """The groups that steer or oversee the Hub."""
    user_involvement: Answer[Text] = BLANK
    """How people who use the Hub have a say."""
    consent: Answers[Annotated[str, CodeList("consent-kind")]] = EMPTY
    """How people agree to what happens with their information."""
    information_shared: Answers[InformationShared] = EMPTY
    """Information that leaves the Hub."""
    supervision: Answer[Text] = BLANK
    """How staff are supervised."""
