"""Table `interventions`: what is offered to people and to teams, by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapper.compare.kind import of_lines
from mapper.compare.lines import ANY_GROUP, Line, Said, all_lines, cell_of_items, refused_lines
from mapper.compare.table import Cell, Fact, Item, Origin
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.schema.interventions import Intervention
from mapper.vocabulary.lists import WordList

PATH = ("interventions",)
PEOPLE, TEAMS, OTHERS = "For people", "For teams, leaders and organisations", "Kind or recipient not given"
_GROUPS = (PEOPLE, TEAMS, OTHERS)
_OFFERED_TO = {"individual": PEOPLE, "team": TEAMS}
TEAM_RECIPIENTS = ("team", "leader", "organisation")


def for_whom(intervention: Intervention, kinds: WordList) -> str:
    """Whether an intervention is for people or for teams: by its recipient, or else by its kind."""
    recipient = intervention.recipient.value
    if recipient is not None:
        return TEAMS if recipient in TEAM_RECIPIENTS else PEOPLE
    kind = intervention.kind.value
    if kind is None or kind not in kinds:
        return OTHERS
    return _OFFERED_TO.get(str(kinds.words[kind].details.get("offered_to", "")), OTHERS)


def by_kind(view: HubView, group: str) -> Iterator[tuple[str | None, list[tuple[Path, Intervention]]]]:
    """The interventions of a Hub for people or for teams, by their kind (None: not given)."""
    found: dict[str | None, list[tuple[Path, Intervention]]] = {}
    for below, intervention in view.hub.interventions.placed():
        if for_whom(intervention, view.words["intervention"]) == group:
            found.setdefault(intervention.kind.value, []).append(((*PATH, *below), intervention))
    yield from found.items()


def kind_item(view: HubView, kind: str | None, group: str) -> Item:
    """The item of a kind of intervention."""
    words = view.words["intervention"]
    label = "Kind not given, or sources conflict" if kind is None else words.label(kind)
    word = kind or "kind not given"
    return Item(
        f"{_GROUPS.index(group)}:{word}",
        label,
        group,
        (_GROUPS.index(group), words.position(word), word),
        kind is not None,
    )


def _said(view: HubView) -> Said:
    def facts(intervention: Intervention, path: Path) -> tuple[Fact, ...]:
        keys = ("recipient", "delivered", "partner", "component", "intensity")
        name = view.fact(intervention, "name", path, "called")
        told = (name, *view.facts(intervention, path, keys), *view.remarks(intervention, path))
        return tuple(fact._replace(origin=Origin.REPEATED) for fact in told)

    lines = all_lines(_lines(view, facts), refused_lines(view, PATH, OTHERS, len(_GROUPS)))
    return Said(lines, {ANY_GROUP: not_offered(view)})


def _lines(view: HubView, facts: Callable[[Intervention, Path], tuple[Fact, ...]]) -> Iterator[Line]:
    for group in _GROUPS:
        for kind, items in by_kind(view, group):
            yield Line(kind_item(view, kind, group), cell_of_items(view, items, facts))


def not_offered(view: HubView) -> Cell:
    """What stands where a Hub lists no intervention of a kind."""
    return view.not_listed(view.hub.interventions, PATH)


INTERVENTIONS = of_lines("interventions", "Interventions by kind", "Kind", _said)
