"""Table `eligibility`: who may use each Hub, at the date of the comparison."""

from __future__ import annotations

from functools import partial

from mapper.compare.kind import of_lines
from mapper.compare.lines import Said, all_lines, question_lines, word_lines
from mapper.compare.table import Fact, Status
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.schema.eligibility import EligibleGroup

_GROUPS, _RULES = "Groups", "Rules"
_PATH = ("eligibility",)
_QUESTIONS = ("area_rule", "minimum_age", "exclusions", "priority_groups")


def _said(view: HubView) -> Said:
    eligibility, path = view.hub.eligibility, (*_PATH, "groups")
    out_of_time = partial(_out_of_time, view)
    lines = all_lines(
        word_lines(view, eligibility.groups, path, "group", "group", _GROUPS, otherwise=out_of_time),
        question_lines(view, eligibility, _PATH, _QUESTIONS, _RULES, 1),
    )
    return Said(lines, {_GROUPS: view.not_listed(eligibility.groups, path)})


def _out_of_time(view: HubView, group: EligibleGroup, path: Path) -> tuple[Fact, ...]:
    """A group that is in scope at another time is not in scope; one that is out of scope at another time may be."""
    ends = (("from", group.from_.value), ("until", group.to.value))
    when = " ".join(f"{word} {end}" for word, end in ends if end is not None) or "at another time"
    conditions = f": {group.conditions.value}" if group.conditions.value else ""
    if group.in_scope.value == "yes":
        return (view.known("in_scope", ["no"], path, note=f"in scope {when}{conditions}"),)
    return (view.without("in_scope", Status.NOT_ANSWERED, path, note=f"the answer is about {when}"),)


ELIGIBILITY = of_lines(
    "eligibility",
    "Who may use the Hub",
    "Group or rule",
    _said,
    notes=("Groups are those in scope as of the date of the comparison.",),
)
