"""Section `implementation`: what helped and what hindered, by normalisation process theory (NPT)."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, Part, identity, needed
from mapper.schema.scalars import CodeList, Identifier, Refers, Role, Text


class Factor(Item):
    """Something that helped or hindered."""

    noun: ClassVar[str] = "factor"

    id: Identifier
    """A short name for the factor."""
    text: Answer[Text] = needed()
    """What helped or hindered."""
    effect: Answer[Annotated[str, CodeList("effect")]] = needed()
    """Whether it helps or hinders."""
    npt: Answer[Annotated[str, CodeList("npt")]] = BLANK
    """The sub-construct of NPT that it belongs to."""
    said_by: Answer[Role] = BLANK
    """Who says so: a role or a group, never a person's name."""


class FactorLink(Item):
    """How one factor bears on another."""

    noun: ClassVar[str] = "link"

    from_: Annotated[Identifier, Refers("factor")] = identity(alias="from")
    """The id of a factor."""
    to: Annotated[Identifier, Refers("factor")]
    """The id of the factor that it bears on."""
    effect: Answer[Annotated[str, CodeList("link-effect")]] = BLANK
    """Whether it strengthens or weakens it."""


class Implementation(Part):
    """What helped the Hub to become part of everyday work, and what hindered."""

    factors: Answers[Factor] = EMPTY
    """What helped and what hindered."""
    links: Answers[FactorLink] = EMPTY
    """How the factors bear on each other."""
