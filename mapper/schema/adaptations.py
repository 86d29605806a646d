"""Section `adaptations`: what was changed on the way, and why."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, needed
from mapper.schema.scalars import CodeList, PartialDate, Role, Text, YesNo
from mapper.schema.service_model import ComponentWord, ReasonWord


class Adaptation(Item):
    """A change to the service."""

    noun: ClassVar[str] = "adaptation"

    what: Text
    """What was changed."""
    date: Answer[PartialDate] = BLANK
    """When."""
    kind: Answer[Annotated[str, CodeList("adaptation-kind")]] = needed()
    """The kind of change."""
    level: Answer[Annotated[str, CodeList("level")]] = BLANK
    """Whom or what it is about."""
    component: Answer[ComponentWord] = BLANK
    """The component that was changed."""
    reasons: Answers[ReasonWord] = EMPTY
    """Why."""
    planned: Answer[YesNo] = BLANK
    """Whether the change was planned."""
    decided_by: Answer[Role] = BLANK
    """Who decided: a role or a group, never a person's name."""
    effect: Answer[Text] = BLANK
    """What came of it."""
