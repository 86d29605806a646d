"""Section `interventions`: what is offered to people, teams and organisations, described by the items of TIDieR."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Part, TimedItem, needed
from mapper.schema.scalars import Amount, CodeList, Count, Identifier, PartialDate, Text
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
    name: Answer[Text] = needed()
    """What the Hub calls it (TIDieR 1)."""
    kind: Answer[InterventionWord] = needed()
    """The kind of intervention."""
    recipient: Answer[Annotated[str, CodeList("recipient")]] = needed()
    """Who receives it."""
    component: Answer[ComponentWord] = BLANK
    """The component of the service model that it belongs to."""
    why: Answer[Text] = BLANK
    """Why it should help (TIDieR 2)."""
    materials: Answer[Text] = BLANK
    """Materials used (TIDieR 3)."""
    procedures: Answer[Text] = BLANK
    """What is done (TIDieR 4)."""
    provided_by: Answers[PostId] = EMPTY
    """Who gives it: ids of posts listed under staffing (TIDieR 5)."""
    training: Answer[Text] = BLANK
    """Training that they need for it (TIDieR 5)."""
    modes: Answers[Annotated[str, CodeList("mode")]] = EMPTY
    """How it is given (TIDieR 6)."""
    format: Answer[Annotated[str, CodeList("format")]] = BLANK
    """With how many at a time (TIDieR 6)."""
    settings: Answers[Annotated[str, CodeList("setting")]] = EMPTY
    """Where it is given (TIDieR 7)."""
    sessions: Sessions
    minutes: Answer[Amount] = BLANK
    """Length of a session in minutes (TIDieR 8)."""
    frequency: Answer[Annotated[str, CodeList("frequency")]] = BLANK
    """How often (TIDieR 8)."""
    weeks: Answer[Amount] = BLANK
    """For how many weeks (TIDieR 8)."""
    tailoring: Answer[Text] = BLANK
    """How it is fitted to the person or team (TIDieR 9)."""
    modifications: Answers[Text] = EMPTY
    """What has been changed since it began (TIDieR 10)."""
    fidelity_planned: Answer[Text] = BLANK
    """How the Hub means to see that it is given as intended (TIDieR 11)."""
    fidelity_actual: Answer[Text] = BLANK
    """How far it was given as intended (TIDieR 12)."""
    delivered: Answer[Annotated[str, CodeList("delivery")]] = BLANK
    """Whether the Hub gives it itself."""
    partner: Answer[Text] = BLANK
    """The partner that gives it, if one does."""
    intensity: Answer[Annotated[str, CodeList("intensity")]] = BLANK
    """How intensive it is."""
    wait_weeks: Answer[Amount] = BLANK
    """How long people wait for it, in weeks."""
    wait_basis: Answer[Annotated[str, CodeList("wait-basis")]] = BLANK
    """What that wait is counted from and to."""
    volume: Volume
