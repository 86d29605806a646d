"""Table `implementation`: what helped and what hindered, by the sub-constructs of normalisation process theory."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.compare.kind import of_lines
from mapper.compare.lines import ANY_GROUP, LAST, Line, Said, all_lines, cell_of_items, refused_lines
from mapper.compare.table import Fact, Item
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.schema.implementation import Factor
from mapper.wording import capital, in_sentence

_PATH = ("implementation", "factors")
_NO_CONSTRUCT = "No sub-construct given"


def _said(view: HubView) -> Said:
    factors = view.hub.implementation.factors
    lines = all_lines(_lines(view), refused_lines(view, _PATH, _NO_CONSTRUCT, LAST))
    return Said(lines, {ANY_GROUP: view.not_listed(factors, _PATH)})


def _lines(view: HubView) -> Iterator[Line]:
    words, effects = view.words["npt"], view.words["effect"]
    found: dict[tuple[str, str], list[tuple[Path, Factor]]] = {}
    for below, factor in view.hub.implementation.factors.placed():
        key = (factor.npt.value or "", factor.effect.value or "")
        found.setdefault(key, []).append(((*_PATH, *below), factor))

    def facts(factor: Factor, path: Path) -> tuple[Fact, ...]:
        return (*view.facts(factor, path, ("text", "said_by")), *view.remarks(factor, path))

    for (npt, effect), items in found.items():
        group = capital(str(words.words[npt].details["heading"])) if npt in words else _NO_CONSTRUCT
        how = in_sentence(effects.label(effect)) if effect else "effect not given"
        label = f"{words.label(npt)}: {how}" if npt else capital(how)
        order = (words.position(npt), npt, effects.position(effect), effect)
        yield Line(
            Item(f"npt:{npt}:{effect}", label, group, order, bool(npt and effect)), cell_of_items(view, items, facts)
        )


IMPLEMENTATION = of_lines("implementation", "What helped and what hindered (NPT)", "Sub-construct", _said)
