"""Section `service_model`: what the Hub is for and the components that it is made of."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, Part, TimedItem, needed, needed_list, welcome_list
from mapper.schema.scalars import CodeList, Text, YesNo

ComponentWord = Annotated[str, CodeList("component")]
ReasonWord = Annotated[str, CodeList("reason")]


class Goal(Item):
    """Something that the Hub is meant to achieve."""

    noun: ClassVar[str] = "goal"

    text: Answer[Text] = BLANK
    """The goal in the Hub's own words."""
    goal: Answer[Annotated[str, CodeList("goal")]] = BLANK
    """The kind of goal that it is."""
    level: Answer[Annotated[str, CodeList("level")]] = BLANK
    """Whom or what it is about."""


class Component(TimedItem):
    """One thing that the Hub does: named in the guidance, or added locally."""

    noun: ClassVar[str] = "component"

    component: ComponentWord
    """One thing that the Hub does or could do: from the guidance, or local."""
    provision: Answer[Annotated[str, CodeList("provision")]] = needed()
    """Whether the Hub provides it."""
    as_specified: Answer[YesNo] = BLANK
    """For a component of the guidance: whether it is provided as the guidance says."""
    how_it_differs: Answer[Text] = BLANK
    """If it is not: how the Hub does it instead."""
    reasons: Answers[ReasonWord] = welcome_list(example="[external waits, severity of need]")
    """Why the Hub provides it, does it otherwise, or does not provide it."""
    view: Answer[Annotated[str, CodeList("view")]] = BLANK
    """How important the Hub holds it to be."""


class ServiceModel(Part):
    """What the Hub is for and what it is made of."""

    goals: Answers[Goal] = EMPTY
    """What the Hub is meant to achieve."""
    summary: Answer[Text] = BLANK
    """The service in two or three sentences."""
    theory: Answers[Text] = welcome_list(example="[trauma-informed care]")
    """The theories or models that it builds on."""
    components: Answers[Component] = needed_list()
    """Everything that the Hub does, one component at a time; also what the guidance names and the Hub does not do."""
