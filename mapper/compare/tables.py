"""All kinds of tables of a comparison, in the order in which they are read."""

from __future__ import annotations

from mapper.compare.access import ACCESS
from mapper.compare.activity import ACTIVITY
from mapper.compare.adaptations import ADAPTATIONS
from mapper.compare.care_types import CARE_TYPES
from mapper.compare.completeness import COMPLETENESS
from mapper.compare.components import COMPONENTS
from mapper.compare.costs import COSTS
from mapper.compare.eligibility import ELIGIBILITY
from mapper.compare.goals import GOALS
from mapper.compare.hubs import HUBS
from mapper.compare.implementation import IMPLEMENTATION
from mapper.compare.interventions import INTERVENTIONS
from mapper.compare.kind import Kind
from mapper.compare.onward_referral import ONWARD_REFERRAL
from mapper.compare.outreach import OUTREACH
from mapper.compare.pathway import PATHWAY
from mapper.compare.posts import POSTS_IN_DETAIL
from mapper.compare.records import RECORDS
from mapper.compare.screening import SCREENING
from mapper.compare.staffing import STAFFING
from mapper.compare.team_support import TEAM_SUPPORT
from mapper.compare.tidier import INTERVENTIONS_PEOPLE, INTERVENTIONS_TEAMS, TIDIER_COMPLETENESS
from mapper.compare.variation import VARIATION

KINDS: tuple[Kind, ...] = (
    HUBS,
    GOALS,
    COMPONENTS,
    VARIATION,
    ELIGIBILITY,
    ACCESS,
    OUTREACH,
    SCREENING,
    PATHWAY,
    INTERVENTIONS,
    INTERVENTIONS_PEOPLE,
    INTERVENTIONS_TEAMS,
    TIDIER_COMPLETENESS,
    ONWARD_REFERRAL,
    TEAM_SUPPORT,
    STAFFING,
    POSTS_IN_DETAIL,
    COSTS,
    RECORDS,
    ADAPTATIONS,
    ACTIVITY,
    CARE_TYPES,
    IMPLEMENTATION,
    COMPLETENESS,
)
