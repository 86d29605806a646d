"""Section `team_support`: how teams, leaders and organisations are supported (the offers are interventions)."""

from mapper.schema.access import RouteWord
from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Part
from mapper.schema.scalars import Count, PartialDate, Text, YesNo


class TeamSupport(Part):
    """How teams, leaders and organisations are supported; what they are offered stands under interventions."""

    request_routes: Answers[RouteWord] = EMPTY
    """How a team asks for support."""
    needs_assessment: Answer[Text] = BLANK
    """How the Hub finds out what a team needs."""
    consultation_to_leaders: Answer[YesNo] = BLANK
    """Whether leaders and managers can consult the Hub."""
    training_topics: Answers[Text] = EMPTY
    """What the Hub trains teams in."""
    incident_response: Answer[Text] = BLANK
    """What the Hub does after a critical incident."""
    teams: Answer[Count] = BLANK
    """How many teams were supported."""
    participants: Answer[Count] = BLANK
    """How many people took part in team support."""
    period: Answer[PartialDate] = BLANK
    """The period that these two numbers cover."""
