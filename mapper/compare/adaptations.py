"""Table `adaptations`: what was changed on the way and why, by the component that it changed."""

from __future__ import annotations

from mapper.compare.kind import of_lines
from mapper.compare.lines import LAST, Line, Said, all_lines, cell_of_items, refused_lines
from mapper.compare.table import Fact, Item, Status
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.schema.adaptations import Adaptation

_PATH = ("adaptations",)
_NONE = "none"
_KEYS = ("kind", "what", "date", "level", "reasons", "planned", "decided_by", "effect")


def _said(view: HubView) -> Said:
    words, core = view.words["component"], view.frame.study.guidance.core
    listed = view.hub.adaptations
    by_component: dict[str, list[tuple[Path, Adaptation]]] = {}
    for below, adaptation in listed.placed():
        by_component.setdefault(adaptation.component.value or _NONE, []).append(((*_PATH, *below), adaptation))

    def facts(adaptation: Adaptation, path: Path) -> tuple[Fact, ...]:
        if not _is_then(view, adaptation):
            return (view.without("holds", Status.NOT_THEN, path), view.fact(adaptation, "date", path))
        return (*view.facts(adaptation, path, _KEYS), *view.remarks(adaptation, path))

    lines = []
    for component, items in by_component.items():
        label = "Of no one component" if component == _NONE else words.label(component)
        place = core.index(component) if component in core else len(core) + words.position(component)
        item = Item(f"component:{component}", label, None, (component == _NONE, place, component), component != _NONE)
        then = [(path, adaptation) for path, adaptation in items if _is_then(view, adaptation)]
        lines.append(Line(item, cell_of_items(view, then or items, facts)))
    return Said(all_lines(lines, refused_lines(view, _PATH, rank=LAST)), {None: view.not_listed(listed, _PATH)})


def _is_then(view: HubView, adaptation: Adaptation) -> bool:
    """Whether a change may have been made by the date of the comparison."""
    then = view.as_of
    return then is None or not adaptation.date.surely(then.surely_before)


ADAPTATIONS = of_lines("adaptations", "Adaptations and their reasons", "Component", _said)
