"""The shared model and a Hub's answers → the Hub's own logic model."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path as FilePath

from mapper.derived import entry_in_force
from mapper.findings import Path
from mapper.logic_model.columns import columns_of
from mapper.logic_model.conditions import rests_on
from mapper.logic_model.graph import Box, Graph, Having, Link, Mark, Origin, Support, Undrawn, View
from mapper.logic_model.inputs import inputs_digest
from mapper.logic_model.presence import Presence
from mapper.logic_model.variant import HYPOTHESISED, REPORTED, Variant, measures_of
from mapper.schema.hub import Hub
from mapper.schema.logic_model import AddedLink
from mapper.schema.scalars import PartialDate
from mapper.shared_model import COMPONENT, SharedBox, SharedLink
from mapper.study import MappedHub, Study
from mapper.wording import item_words


def having(variant: Variant, box: SharedBox) -> Having:
    """How a Hub stands to a shared box, and why where it does not have it."""
    presence = variant.presence[box.id]
    return Having(heading(variant), presence, None if presence is Presence.PRESENT else variant.because(box))


def heading(variant: Variant) -> str:
    """The name of the Hub, or its label."""
    return variant.study.heading(variant.mapped)


def supports_at(variant: Variant, paths: Iterable[Path]) -> tuple[Support, ...]:
    """Answers of a Hub as what a box rests on; where labels are shown, without file and without the names of items."""
    document, hides = variant.mapped.document, variant.study.shows_labels
    values, file = (None, None) if hides else (document.values, _shown(variant.mapped.file))
    name = heading(variant)
    signed = variant.mapped.signed
    return tuple(
        Support(name, file, document.line_at(path), path, item_words(path, values, Hub), path[0] in signed)
        for path in paths
    )


def _supports(variant: Variant, box: SharedBox) -> tuple[Support, ...]:
    """The answers that a shared box rests on, where the Hub words it differently included."""
    paths = rests_on(variant.hub, box, variant.study.vocabulary, variant.as_of)
    return supports_at(variant, [*paths, *([variant.reworded[box.id][0]] if box.id in variant.reworded else [])])


def plan_mark(mapped: MappedHub) -> str:
    """What the title of a drawing says of a Hub that is only planned."""
    return " (plan)" if mapped.is_plan else ""


def _source_names(variant: Variant, sources: Sequence[str]) -> tuple[str, ...]:
    """Sources of the record as outputs cite them: by their ids, or where labels are shown, by number."""
    if not variant.study.shows_labels:
        return tuple(sources)
    numbers = {source.id: number for number, source in enumerate(variant.hub.record.sources, 1)}
    return tuple(dict.fromkeys(f"source-{numbers[one]}" if one in numbers else "source" for one in sources))


def _shown(file: str) -> str:
    """The path of a file from its folder on: what lies above differs between computers."""
    path = FilePath(os.path.realpath(file))
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name


def hub_model(study: Study, mapped: MappedHub, as_of: PartialDate | None = None) -> Graph:
    """The logic model of one Hub: the shared boxes that its answers say it has, in its words, and its own."""
    variant = Variant(study, mapped, as_of)
    boxes = [*_shared_boxes(variant), *_own_boxes(variant)]
    return Graph(
        id=mapped.id,
        view=View.MODEL,
        title=f"Logic model{plan_mark(mapped)}: {heading(variant)}",
        as_of=None if variant.as_of is None else variant.as_of.text,
        is_fictional=mapped.is_fictional,
        hubs=(heading(variant),),
        columns=columns_of(study.vocabulary, boxes),
        boxes=tuple(boxes),
        links=links_between(boxes, _links(variant)),
        undrawn=tuple(_undrawn(variant)),
        digest=inputs_digest(study, [mapped]),
    )


def shared_box(variant: Variant, box: SharedBox) -> Box:
    """A shared box, as it stands for all Hubs that have it."""
    component = next((word for one in box.when if one.question == COMPONENT for word in one.words), None)
    guidance, origin = variant.study.guidance, Origin.SHARED
    if component in guidance.core:
        origin = Origin.GUIDANCE
    elif component is not None and component not in guidance.unsettled:
        origin = Origin.LOCAL
    return Box(
        id=box.id,
        kind=box.kind,
        text=box.text,
        mark=_MARKS[origin] if box.when else Mark.FOLLOWS,
        standing=REPORTED if box.when else box.standing,
        origin=origin,
        is_answered=bool(box.when),
        level=box.level,
        sources=box.sources,
        measures=box.measures,
    )


_MARKS = {Origin.GUIDANCE: Mark.GUIDANCE, Origin.LOCAL: Mark.LOCAL, Origin.SHARED: Mark.ANSWERED}


def links_between(boxes: Sequence[Box], links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of which both ends are drawn."""
    drawn = {box.id for box in boxes}
    return tuple(link for link in links if link.start in drawn and link.end in drawn)


def _shared_boxes(variant: Variant) -> Iterator[Box]:
    for box in variant.model.boxes:
        if variant.presence[box.id] is not Presence.PRESENT:
            continue
        made = replace(shared_box(variant, box), supports=_supports(variant, box), sources=_sources(variant, box))
        if box.id in variant.reworded:
            _, entry = variant.reworded[box.id]
            made = replace(made, text=entry.text.value or box.text, reason=entry.reason.value, instead_of=box.text)
        yield made


def _sources(variant: Variant, box: SharedBox) -> tuple[str, ...]:
    """What a box of one Hub rests on: the sources of its component's entry, or else those of the shared model."""
    component = next((word for one in box.when if one.question == COMPONENT for word in one.words), "")
    found = entry_in_force(variant.hub, component, variant.as_of)
    if found is None:
        return box.sources
    return _source_names(variant, tuple(dict.fromkeys((*found[1].sources.items, *found[1].provision.cited))))


def _own_boxes(variant: Variant) -> Iterator[Box]:
    for path, box in variant.added:
        yield Box(
            id=box.id,
            kind=box.kind.value or "",
            text=box.text.value or box.id,
            mark=Mark.LOCAL,
            standing=box.standing.value or HYPOTHESISED,
            origin=Origin.OWN,
            level=box.level.value,
            sources=_source_names(variant, box.sources.items),
            measures=measures_of(box),
            supports=supports_at(variant, [path]),
            reason=box.reason.value,
        )


def _links(variant: Variant) -> list[Link]:
    """The shared links that the Hub does not see otherwise itself, then those of its own."""
    own = (_own_link(variant, link) for _, link in variant.own_links)
    return [*map(shared_link, variant.shared_links), *own]


def shared_link(link: SharedLink) -> Link:
    """A link of the shared model."""
    return Link(
        link.start,
        link.end,
        link.kind,
        link.standing,
        Origin.SHARED,
        link.sources,
        link.evidence,
        link.assumption,
    )


def _own_link(variant: Variant, link: AddedLink) -> Link:
    return Link(
        link.from_,
        link.to,
        variant.kind_of(link),
        link.standing.value or HYPOTHESISED,
        Origin.OWN,
        _source_names(variant, link.sources.items),
        link.evidence.value,
        link.assumption.value,
        link.reason.value,
    )


def _undrawn(variant: Variant) -> Iterator[Undrawn]:
    for box in variant.model.boxes:
        found = having(variant, box)
        if found.presence is not Presence.PRESENT:
            yield Undrawn(box.id, box.kind, box.text, found.presence, (found,))
