"""A Hub file as a whole: the sections of the template in the order in which a service is described."""

from mapper.schema.access import Access
from mapper.schema.activity import Activity
from mapper.schema.adaptations import Adaptation
from mapper.schema.answers import EMPTY, Answers
from mapper.schema.base import Group, needed_list
from mapper.schema.care_teams import CareTeam
from mapper.schema.context import Context
from mapper.schema.eligibility import Eligibility
from mapper.schema.implementation import Implementation
from mapper.schema.interventions import Intervention
from mapper.schema.logic_model import LogicModel
from mapper.schema.onward_referral import OnwardReferral
from mapper.schema.outreach import Outreach
from mapper.schema.pathway import Pathway
from mapper.schema.record import Record
from mapper.schema.records_governance import RecordsGovernance
from mapper.schema.resources import Resources
from mapper.schema.screening import Screening
from mapper.schema.service_model import ServiceModel
from mapper.schema.staffing import Staffing
from mapper.schema.team_support import TeamSupport

TEMPLATE_VERSION = "1"
"""The version of the template that these types describe."""


class Hub(Group):
    """One service, as its template says it."""

    record: Record
    context: Context
    service_model: ServiceModel
    eligibility: Eligibility
    access: Access
    outreach: Outreach
    screening: Screening
    pathway: Pathway
    interventions: Answers[Intervention] = needed_list()
    """What the Hub offers to people, teams, leaders and organisations, one intervention at a time."""
    onward_referral: OnwardReferral
    team_support: TeamSupport
    staffing: Staffing
    resources: Resources
    records_governance: RecordsGovernance
    care_teams: Answers[CareTeam] = EMPTY
    """The Hub's teams and their service mapping codes."""
    activity: Activity
    adaptations: Answers[Adaptation] = EMPTY
    """What was changed on the way, one change at a time."""
    implementation: Implementation
    logic_model: LogicModel
