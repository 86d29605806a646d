"""Section `eligibility`: who may use the Hub."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Part, TimedItem, needed, needed_list, welcome_list
from mapper.schema.scalars import CodeList, Count, Text, YesNo


class EligibleGroup(TimedItem):
    """A group of people, and whether they may use the Hub."""

    noun: ClassVar[str] = "group"

    group: Annotated[str, CodeList("group")]
    """A group of staff or other people; families, volunteers and students are groups too."""
    in_scope: Answer[YesNo] = needed()
    """Whether they may use the Hub."""
    conditions: Answer[Text] = BLANK
    """On what conditions."""


class Eligibility(Part):
    """Who may use the Hub."""

    groups: Answers[EligibleGroup] = needed_list()
    """Who may use the Hub and who may not, one group at a time."""
    area_rule: Answer[Annotated[str, CodeList("area-rule")]] = BLANK
    """Whether people have to live or to work in the area."""
    minimum_age: Answer[Count] = BLANK
    """The youngest age at which somebody may use the Hub."""
    exclusions: Answers[Text] = EMPTY
    """Needs or situations that the Hub does not take on."""
    priority_groups: Answers[Annotated[str, CodeList("priority")]] = welcome_list(example="[bereaved, night shift]")
    """Groups that are seen first or reached out to."""
