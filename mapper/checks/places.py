"""Where in a Hub file the lists stand that several checks look at."""

from __future__ import annotations

from mapper.findings import Path

SOURCES: Path = ("record", "sources")
SERVICES: Path = ("context", "external_services")
COMPONENTS: Path = ("service_model", "components")
MEASURES: Path = ("screening", "measures")
STEPS: Path = ("pathway", "steps")
INTERVENTIONS: Path = ("interventions",)
POSTS: Path = ("staffing", "posts")
CARE_TEAMS: Path = ("care_teams",)
OUTCOMES: Path = ("activity", "outcomes")
FUNDING: Path = ("resources", "funding")
SET_UP_COSTS: Path = ("resources", "set_up_costs")
RUNNING_COSTS: Path = ("resources", "running_costs")

LISTED_UNDER: dict[str, Path] = {
    "source": SOURCES,
    "service": SERVICES,
    "step": STEPS,
    "post": POSTS,
    "factor": ("implementation", "factors"),
    "box": ("logic_model", "adds"),
}
"""Where what others refer to is listed, by its noun."""
