"""Section `care_teams`: the Hub's teams and their ESMS or DESDE-LTC codes (ESMS section B)."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Item, welcome_list
from mapper.schema.scalars import Amount, CodeList, CodingWord, Count, Identifier, PartialDate, Role, Tells, Text


class CodingAnswer(Item):
    """An answer to one of the coding questions."""

    noun: ClassVar[str] = "coding answer"

    question: Annotated[str, CodeList("coding-question")]
    """The coding question."""
    answer: Answer[CodingWord] = BLANK
    """One of its answers; `mapper esms questions` lists them."""


class Coding(Item):
    """What one coder made of the team, on their own."""

    noun: ClassVar[str] = "coding"

    role: Role
    """Who coded the team: a role, never a person's name."""
    codes: Answers[Text] = EMPTY
    """The codes that this coder gave."""
    date: Answer[PartialDate] = BLANK
    """When."""
    coding_answers: Answers[CodingAnswer] = EMPTY
    """How this coder answered the coding questions."""


class ProposedCode(Item):
    """A code that somebody proposes, and that no coder has settled. It is counted nowhere."""

    noun: ClassVar[str] = "proposed code"

    code: Text
    """A code that is proposed, in quotation marks."""
    confidence: Answer[Annotated[str, CodeList("confidence")]] = BLANK
    """How sure it is."""
    reason: Answer[Text] = BLANK
    """Why this code, and what speaks against it."""


class CareTeam(Item):
    """The smallest unit with staff, users and continuity of its own."""

    noun: ClassVar[str] = "care team"

    id: Identifier
    """A short name for the team."""
    name: Answer[Annotated[Text, Tells("care team")]] = BLANK
    """The team's name."""
    codes: Answers[Text] = welcome_list(example='["AX[F00-F99]-O9.1e"]')
    """Its codes in full, in quotation marks."""
    version: Answer[Annotated[str, CodeList("esms-version")]] = BLANK
    """The version of the coding system (MTC) that the codes belong to."""
    coding_answers: Answers[CodingAnswer] = EMPTY
    """The answers to the coding questions that led to the codes; `mapper esms code` asks them and writes them here."""
    proposed: Answers[ProposedCode] = EMPTY
    """Codes that are proposed and not settled; they never count as codes of the team."""
    coders: Answers[Coding] = EMPTY
    """What each coder made of the team, on their own."""
    places: Answer[Count] = BLANK
    """Places or beds, where the team has them."""
    wte: Answer[Amount] = BLANK
    """Whole-time equivalents in the team."""
