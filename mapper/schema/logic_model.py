"""Section `logic_model`: what this Hub adds to, leaves out of, or words differently from the shared logic model."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, Part, identity, needed, welcome_list
from mapper.schema.scalars import CodeList, Identifier, Refers, Text

NodeId = Annotated[Identifier, Refers("box")]


class AddedBox(Item):
    """A box that only this Hub has."""

    noun: ClassVar[str] = "box"

    id: Identifier
    """A short name for the box."""
    kind: Answer[Annotated[str, CodeList("node-kind")]] = needed()
    """The part of the model that it belongs to."""
    text: Answer[Text] = needed()
    """What stands in the box."""
    reason: Answer[Text] = needed()
    """Why the Hub adds it."""
    standing: Answer[Annotated[str, CodeList("standing")]] = BLANK
    """Whether this has been reported or is thought to be so."""
    level: Answer[Annotated[str, CodeList("level")]] = BLANK
    """Whom or what it is about."""
    measured_by: Answers[Text] = welcome_list(example="[PHQ-9, GAD-7]")
    """For an outcome: the measures or counts that would show it."""


class LeftOutBox(Item):
    """A box of the shared model that does not hold for this Hub."""

    noun: ClassVar[str] = "left-out box"

    box: NodeId
    """The id of a box of the shared model that does not hold for this Hub."""
    reason: Answer[Text] = needed()
    """Why not."""


class RewordedBox(Item):
    """A box of the shared model in this Hub's words."""

    noun: ClassVar[str] = "reworded box"

    box: NodeId
    """The id of a box of the shared model."""
    text: Answer[Text] = needed()
    """What the Hub says instead."""
    reason: Answer[Text] = needed()
    """Why it says so."""


class AddedLink(Item):
    """A link that only this Hub has."""

    noun: ClassVar[str] = "link"

    from_: NodeId = identity(alias="from")
    """The id of the box where the link begins."""
    to: NodeId
    """The id of the box where it ends."""
    kind: Answer[Annotated[str, CodeList("link-kind")]] = BLANK
    """How the one leads to the other."""
    standing: Answer[Annotated[str, CodeList("standing")]] = BLANK
    """Whether this has been reported or is thought to be so."""
    evidence: Answer[Annotated[str, CodeList("evidence")]] = BLANK
    """How far it has been shown that the one leads to the other."""
    assumption: Answer[Text] = BLANK
    """What has to hold for the one to lead to the other."""
    reason: Answer[Text] = BLANK
    """Why the Hub adds it."""


class LogicModel(Part):
    """What this Hub adds to, leaves out of, or words differently from the shared logic model."""

    adds: Answers[AddedBox] = EMPTY
    """Boxes that only this Hub has."""
    leaves_out: Answers[LeftOutBox] = EMPTY
    """Boxes of the shared model that do not hold for this Hub."""
    rewords: Answers[RewordedBox] = EMPTY
    """Boxes of the shared model in this Hub's words."""
    links: Answers[AddedLink] = EMPTY
    """Links that only this Hub has."""
