"""Section `screening`: questionnaires, when they are used and what follows from them."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Part, TimedItem, needed
from mapper.schema.scalars import Amount, CodeList, Count, SourceId, Text, YesNo

MeasureWord = Annotated[str, CodeList("measure")]


class Threshold(Part):
    """The score from which something follows."""

    operator: Answer[Annotated[str, CodeList("operator")]] = BLANK
    """How the score is held against the number."""
    value: Answer[Amount] = BLANK
    """The number."""
    source: Answer[SourceId] = BLANK
    """Where the threshold comes from: the id of a source."""


class MeasureUsed(TimedItem):
    """A questionnaire that the Hub uses."""

    noun: ClassVar[str] = "measure"

    measure: MeasureWord
    """A questionnaire that the Hub uses."""
    use: Answer[Annotated[str, CodeList("measure-use")]] = BLANK
    """What it is used for."""
    repeated_at_months: Answers[Count] = EMPTY
    """After how many months it is repeated."""
    threshold: Threshold


class Screening(Part):
    """Questionnaires, when they are used and what follows from them."""

    offered: Answer[YesNo] = needed()
    """Whether people are offered a screening of their mental health."""
    when: Answer[Text] = BLANK
    """When in the pathway they are offered it."""
    modes: Answers[Annotated[str, CodeList("mode")]] = EMPTY
    """How the questionnaires are filled in."""
    minutes: Answer[Amount] = BLANK
    """How long that takes, in minutes."""
    measures: Answers[MeasureUsed] = EMPTY
    """The questionnaires that are used."""
    required_to_enter: Answer[YesNo] = BLANK
    """Whether people have to fill them in before they get support."""
    assisted_completion: Answer[YesNo] = BLANK
    """Whether somebody helps people who find that hard."""
    action_on_risk: Answer[Text] = BLANK
    """What happens when an answer shows a risk of harm."""
