"""Table `eligibility`: who may use each Hub, at the date of the comparison."""

from __future__ import annotations

from mapper.compare.kind import of_lines
from mapper.compare.lines import Line, Said, all_lines, by_identity, cell_of_items, entry_of, question_lines
from mapper.compare.table import Cell, Fact, Item, Status
from mapper.compare.view import HubView, cell_of
from mapper.findings import Path
from mapper.schema.eligibility import EligibleGroup

_GROUPS, _RULES = "Groups", "Rules"
_PATH = ("eligibility",)


def _said(view: HubView) -> Said:
    eligibility = view.hub.eligibility
    path = (*_PATH, "groups")
    words = view.words["group"]
    lines = tuple(
        Line(Item(f"group:{group}", words.label(group), _GROUPS, (0, words.position(group), group)), _cell(view, items))
        for group, items in by_identity(eligibility.groups, path, "group").items()
    )
    rules = question_lines(
        view, eligibility, _PATH, ("area_rule", "minimum_age", "exclusions", "priority_groups"), _RULES, 1
    )
    return Said(all_lines(lines, rules), {_GROUPS: view.not_listed(eligibility.groups, path)})


def _cell(view: HubView, items: list[tuple[Path, EligibleGroup]]) -> Cell:
    if any(view.holds(item) for _, item in items):
        return cell_of_items(view, items, view.facts)
    entries = [
        entry_of(view, item, (_out_of_time(view, item, path), *view.remarks(item, path)), path) for path, item in items
    ]
    return cell_of(tuple(entries))


def _out_of_time(view: HubView, group: EligibleGroup, path: Path) -> Fact:
    """A group that is in scope at another time is not in scope; one that is out of scope at another time may be."""
    if group.in_scope.value == "yes":
        return view.known("in_scope", ["no"], path, note="in scope at another time")
    return view.without("in_scope", Status.NOT_ANSWERED, path, note="the answer is about another time")


ELIGIBILITY = of_lines(
    "eligibility",
    "Who may use the Hub",
    "Group or rule",
    _said,
    notes=("Groups are those in scope as of the date of the comparison.",),
)
