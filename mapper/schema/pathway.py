"""Section `pathway`: the steps that a client takes through the Hub."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, Part, needed
from mapper.schema.scalars import Amount, CodeList, Identifier, Refers, Text, YesNo
from mapper.schema.staffing import PostId


class NextStep(Item):
    """A step that can follow, and when it does."""

    noun: ClassVar[str] = "next step"

    to: Annotated[Identifier, Refers("step")]
    """The id of a step that can follow."""
    when: Answer[Text] = BLANK
    """When it does."""


class Step(Item):
    """A step that clients take through the Hub."""

    noun: ClassVar[str] = "step"

    id: Identifier
    """A short name for the step."""
    step: Answer[Annotated[str, CodeList("step")]] = needed()
    """The kind of step."""
    done_by: Answers[PostId] = EMPTY
    """Who does it: ids of posts listed under staffing."""
    mode: Answer[Annotated[str, CodeList("mode")]] = BLANK
    """How it is done."""
    target_working_days: Answer[Amount] = BLANK
    """Working days that it should take, from the step before."""
    actual_working_days: Answer[Amount] = BLANK
    """Working days that it does take, from the step before."""
    next: Answers[NextStep] = EMPTY
    """The steps that can follow."""


class Pathway(Part):
    """The steps that a client takes through the Hub."""

    steps: Answers[Step] = EMPTY
    """The steps that clients take, in their usual order."""
    assessment_kinds: Answers[Annotated[str, CodeList("assessment-kind")]] = EMPTY
    """How people are assessed."""
    formulation_based: Answer[YesNo] = BLANK
    """Whether assessment leads to a psychological formulation."""
    everyone_contacted: Answer[YesNo] = BLANK
    """Whether everyone who gets in touch or is screened is contacted by the Hub."""
    review: Answer[Text] = BLANK
    """How and when support is reviewed."""
    discharge: Answer[Text] = BLANK
    """How support ends."""
