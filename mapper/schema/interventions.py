"""Section `interventions`: what is offered to people, teams and organisations, described by the items of TIDieR."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, Answer, Answers
from mapper.schema.base import Part, Question, TimedItem, needed, part_of_tidier, questions, welcome, welcome_list
from mapper.schema.scalars import Amount, CodeList, Count, Identifier, PartialDate, Tells, Text
from mapper.schema.service_model import ComponentWord
from mapper.schema.staffing import InterventionWord, PostId


class Sessions(Part):
    """How many sessions are given."""

    min: Answer[Count] = BLANK
    """The fewest sessions."""
    usual: Answer[Count] = BLANK
    """The usual number of sessions."""
    max: Answer[Count] = BLANK
    """The most sessions."""


class Volume(Part):
    """How much of the intervention was given."""

    count: Answer[Count] = BLANK
    """How much of it was given."""
    unit: Answer[Annotated[str, CodeList("count-unit")]] = BLANK
    """What that number counts."""
    period: Answer[PartialDate] = BLANK
    """In which period."""


class Intervention(TimedItem):
    """Something offered to a person, a team, a leader or an organisation."""

    noun: ClassVar[str] = "intervention"

    id: Identifier
    """A short name for the intervention."""
    name: Answer[Text] = needed(tidier=1)
    """What the Hub calls it."""
    kind: Answer[InterventionWord] = needed()
    """The kind of intervention."""
    recipient: Answer[Annotated[str, CodeList("recipient")]] = needed()
    """Who receives it."""
    component: Answer[ComponentWord] = BLANK
    """The component of the service model that it belongs to."""
    why: Answer[Text] = welcome(tidier=2)
    """Why it should help."""
    materials: Answer[Text] = welcome(tidier=3)
    """Materials used."""
    procedures: Answer[Text] = welcome(tidier=4)
    """What is done."""
    provided_by: Answers[PostId] = welcome_list(tidier=5)
    """Who gives it: ids of posts listed under staffing."""
    training: Answer[Text] = welcome(tidier=5)
    """Training that they need for it."""
    modes: Answers[Annotated[str, CodeList("mode")]] = welcome_list(tidier=6)
    """How it is given."""
    format: Answer[Annotated[str, CodeList("format")]] = welcome(tidier=6)
    """With how many at a time."""
    settings: Answers[Annotated[str, CodeList("setting")]] = welcome_list(tidier=7)
    """Where it is given."""
    sessions: Sessions = part_of_tidier(8)
    minutes: Answer[Amount] = welcome(tidier=8)
    """Length of a session in minutes."""
    frequency: Answer[Annotated[str, CodeList("frequency")]] = welcome(tidier=8)
    """How often."""
    weeks: Answer[Amount] = welcome(tidier=8)
    """For how many weeks."""
    tailoring: Answer[Text] = welcome(tidier=9)
    """How it is fitted to the person or team."""
    modifications: Answers[Text] = welcome_list(tidier=10)
    """What has been changed since it began."""
    fidelity_planned: Answer[Text] = welcome(tidier=11)
    """How the Hub means to see that it is given as intended."""
    fidelity_actual: Answer[Text] = welcome(tidier=12)
    """How far it was given as intended."""
    delivered: Answer[Annotated[str, CodeList("delivery")]] = BLANK
    """Whether the Hub gives it itself."""
    partner: Answer[Annotated[Text, Tells("partner")]] = BLANK
    """The partner that gives it, if one does."""
    intensity: Answer[Annotated[str, CodeList("intensity")]] = BLANK
    """How intensive it is."""
    wait_weeks: Answer[Amount] = BLANK
    """How long people wait for it, in weeks."""
    wait_basis: Answer[Annotated[str, CodeList("wait-basis")]] = BLANK
    """What that wait is counted from and to."""
    volume: Volume


@cache
def tidier_items() -> Mapping[int, tuple[Question, ...]]:
    """The questions of an intervention by the item of TIDieR that they belong to."""
    marked = [question for question in questions(Intervention) if question.tidier is not None]
    numbers = sorted({question.tidier for question in marked if question.tidier is not None})
    return {number: tuple(question for question in marked if question.tidier == number) for number in numbers}
