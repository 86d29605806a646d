"""The shared model and a Hub's answers → the Hub's own logic model."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path as FilePath

from mapper.derived import entry_in_force
from mapper.findings import Path
from mapper.logic_model.columns import columns_of
from mapper.logic_model.conditions import Met, best, met, shown
from mapper.logic_model.graph import Box, Graph, Having, Link, Mark, Origin, Presence, Support, Undrawn, View
from mapper.logic_model.inputs import inputs_digest
from mapper.schema.hub import Hub
from mapper.schema.logic_model import AddedBox, AddedLink, LeftOutBox, RewordedBox
from mapper.schema.scalars import PartialDate
from mapper.shared_model import COMPONENT, SharedBox, SharedLink, SharedModel
from mapper.study import MappedHub, Study
from mapper.wording import item_words

_NOT_LEADING = ("moderates", "hinders")
"""The kinds of link that do not make what they point at follow."""
_REPORTED, _HYPOTHESISED = "reported", "hypothesised"
_DEFAULT_LINK = "leads to"


@dataclass(frozen=True)
class Variant:
    """What one Hub makes of the shared model at a date; without one, at that of its record."""

    study: Study
    mapped: MappedHub
    asked_as_of: PartialDate | None = None

    @property
    def hub(self) -> Hub:
        """The answers."""
        return self.mapped.hub

    @property
    def model(self) -> SharedModel:
        """The shared model."""
        return self.study.shared_model

    @cached_property
    def heading(self) -> str:
        """The name of the Hub, or its label."""
        return self.study.heading(self.mapped)

    @cached_property
    def as_of(self) -> PartialDate | None:
        """The date as of which the Hub is looked at."""
        return self.asked_as_of or self.hub.record.as_of.value

    @cached_property
    def left_out(self) -> Mapping[str, tuple[Path, LeftOutBox]]:
        """The shared boxes that the Hub leaves out, with where it says so."""
        placed = self.hub.logic_model.leaves_out.placed()
        return {entry.box: (("logic_model", "leaves_out", *below), entry) for below, entry in placed}

    @cached_property
    def reworded(self) -> Mapping[str, tuple[Path, RewordedBox]]:
        """The shared boxes that the Hub words differently, with where it does."""
        placed = self.hub.logic_model.rewords.placed()
        return {entry.box: (("logic_model", "rewords", *below), entry) for below, entry in placed if entry.text.value}

    @cached_property
    def added(self) -> Sequence[tuple[Path, AddedBox]]:
        """The boxes that only this Hub has and that can be drawn, with where it adds them."""
        placed = self.hub.logic_model.adds.placed()
        return [
            (("logic_model", "adds", *below), box)
            for below, box in placed
            if box.kind.value is not None and box.id not in self.model.box_ids
        ]

    @cached_property
    def own_links(self) -> Sequence[tuple[Path, AddedLink]]:
        """The links that only this Hub has, or sees otherwise, with where it says so."""
        placed = self.hub.logic_model.links.placed()
        return [(("logic_model", "links", *below), link) for below, link in placed]

    @cached_property
    def answered(self) -> Mapping[str, Met]:
        """How the Hub's answers stand to each shared box that has conditions, and what those without rest on."""
        return {
            box.id: met(self.hub, box, self.study.vocabulary, self.as_of)
            if box.when
            else Met(Presence.UNKNOWN, shown(self.hub, box, self.as_of), None)
            for box in self.model.boxes
        }

    @cached_property
    def presence(self) -> Mapping[str, Presence]:
        """Whether each shared box holds for the Hub.

        A box with conditions holds if one of them is met. One without follows the boxes that lead to it, or, where none
        does, those that it leads to: present if any of them is, unknown if none is and any is unknown. What the Hub
        leaves out is absent.
        """
        found: dict[str, Presence] = {}
        for box in self.model.boxes:
            if box.id in self.left_out:
                found[box.id] = Presence.ABSENT
            elif box.when:
                found[box.id] = self.answered[box.id].presence
        leading = _leading_to(self.model)
        waiting = [box.id for box in self.model.boxes if box.id not in found and leading.get(box.id)]
        beginning = [box.id for box in self.model.boxes if box.id not in found and not leading.get(box.id)]
        _settle(found, waiting, leading)
        following: dict[str, list[str]] = {}
        for link in self.model.links:
            following.setdefault(link.start, []).append(link.end)
        _settle(found, beginning, following)
        return found

    def having(self, box: SharedBox) -> Having:
        """How the Hub stands to a shared box, and why where it does not have it."""
        presence = self.presence[box.id]
        if presence is Presence.PRESENT:
            return Having(self.heading, presence)
        if box.id in self.left_out:
            return Having(self.heading, presence, self.left_out[box.id][1].reason.value or "left out")
        return Having(self.heading, presence, self.answered[box.id].because if box.when else None)

    def support(self, path: Path) -> Support:
        """An answer of the Hub as something that a box rests on; where labels are shown, without the names of items."""
        document, hides = self.mapped.document, self.study.shows_labels
        item = item_words(path, None if hides else document.values, Hub)
        return Support(
            self.heading, None if hides else shown_file(self.mapped.file), document.line_at(path), path, item
        )

    def supports(self, box: SharedBox) -> tuple[Support, ...]:
        """The answers that a shared box rests on, where the Hub words it differently included."""
        paths = [*self.answered[box.id].paths]
        paths += [self.reworded[box.id][0]] if box.id in self.reworded else []
        return tuple(self.support(path) for path in paths)

    def source_names(self, sources: Sequence[str]) -> tuple[str, ...]:
        """Sources of the record as outputs cite them: by their ids, or where labels are shown, by number."""
        if not self.study.shows_labels:
            return tuple(sources)
        numbers = {source.id: number for number, source in enumerate(self.hub.record.sources, 1)}
        return tuple(dict.fromkeys(f"source-{numbers[one]}" if one in numbers else "source" for one in sources))


def shown_file(file: str) -> str:
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
        title=f"Logic model: {variant.heading}",
        as_of=None if variant.as_of is None else variant.as_of.text,
        is_fictional=mapped.is_fictional,
        hubs=(variant.heading,),
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
        standing=_REPORTED if box.when else box.standing,
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
        made = replace(shared_box(variant, box), supports=variant.supports(box), sources=_sources(variant, box))
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
    return variant.source_names(tuple(dict.fromkeys((*found[1].sources.items, *found[1].provision.cited))))


def _own_boxes(variant: Variant) -> Iterator[Box]:
    for path, box in variant.added:
        yield Box(
            id=box.id,
            kind=box.kind.value or "",
            text=box.text.value or box.id,
            mark=Mark.LOCAL,
            standing=box.standing.value or _HYPOTHESISED,
            origin=Origin.OWN,
            level=box.level.value,
            sources=variant.source_names(box.sources.items),
            measures=box.measured_by.items or (() if box.measured_by.missing else None),
            supports=(variant.support(path),),
            reason=box.reason.value,
        )


def _links(variant: Variant) -> list[Link]:
    """The shared links, each as the Hub sees it where it says so itself, then those of its own."""
    own = {(link.from_, link.to): _own_link(variant, link) for _, link in variant.own_links}
    shared = {(link.start, link.end): shared_link(link) for link in variant.model.links}
    return list((shared | own).values())


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
        link.kind.value or _DEFAULT_LINK,
        link.standing.value or _HYPOTHESISED,
        Origin.OWN,
        variant.source_names(link.sources.items),
        link.evidence.value,
        link.assumption.value,
        link.reason.value,
    )


def _undrawn(variant: Variant) -> Iterator[Undrawn]:
    for box in variant.model.boxes:
        having = variant.having(box)
        if having.presence is not Presence.PRESENT:
            yield Undrawn(box.id, box.kind, box.text, having.presence, (having,))


def _leading_to(model: SharedModel) -> Mapping[str, Sequence[str]]:
    leading: dict[str, list[str]] = {}
    for link in model.links:
        if link.kind not in _NOT_LEADING:
            leading.setdefault(link.end, []).append(link.start)
    return leading


def _settle(found: dict[str, Presence], waiting: Sequence[str], near: Mapping[str, Sequence[str]]) -> None:
    """Let boxes follow others; as many rounds as there are boxes settle all, since one can follow one that follows."""
    found |= dict.fromkeys(waiting, Presence.ABSENT)
    for _ in waiting:
        before = dict(found)
        for box_id in waiting:
            found[box_id] = best(found[other] for other in near.get(box_id, ()) if other in found)
        if found == before:
            return
