"""The logic models of all Hubs as one: which Hubs have each box and link, which do not, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mapper.logic_model.columns import columns_of
from mapper.logic_model.graph import Box, Graph, Having, Link, Origin, Undrawn, View
from mapper.logic_model.hub_model import having, heading, hub_model, links_between, shared_box
from mapper.logic_model.inputs import inputs_digest
from mapper.logic_model.presence import Presence
from mapper.logic_model.variant import Variant
from mapper.schema.scalars import PartialDate
from mapper.study import Study
from mapper.wording import counted

_NOT_NAMED = "its record does not name it"
ALL_HUBS = "all-hubs"
"""The id of the model for all Hubs, and the name of its drawing."""


def all_hubs_model(study: Study, as_of: PartialDate | None = None) -> Graph:
    """One logic model for all Hubs: each shared box that any Hub has, with which Hubs have it; then their own boxes.
    Hubs that are only planned are no part of it, unless all are.
    """
    hubs = study.running
    variants = [Variant(study, mapped, as_of) for mapped in hubs]
    models = [hub_model(study, mapped, as_of) for mapped in hubs]
    boxes = [*_shared_boxes(variants, models), *_own_boxes(variants, models)]
    return Graph(
        id=ALL_HUBS,
        view=View.MODEL,
        title=f"Logic model of {counted(len(hubs), 'Hub')}" + (f": {study.title}" if study.title else ""),
        as_of=None if as_of is None else as_of.text,
        is_fictional=any(mapped.is_fictional for mapped in hubs),
        hubs=tuple(heading(variant) for variant in variants),
        columns=columns_of(study.vocabulary, boxes),
        boxes=tuple(boxes),
        links=links_between(boxes, list(_links(variants, models))),
        undrawn=tuple(_undrawn(variants)),
        digest=inputs_digest(study, hubs),
    )


def _shared_boxes(variants: Sequence[Variant], models: Sequence[Graph]) -> Iterator[Box]:
    drawn = [{box.id: box for box in model.boxes} for model in models]
    for box in variants[0].model.boxes:
        hubs = tuple(having(variant, box) for variant in variants)
        if any(one.presence is Presence.PRESENT for one in hubs):
            supports = tuple(one for boxes in drawn if box.id in boxes for one in boxes[box.id].supports)
            yield replace(shared_box(variants[0], box), hubs=hubs, supports=supports)


def _own_boxes(variants: Sequence[Variant], models: Sequence[Graph]) -> Iterator[Box]:
    for number, (variant, model) in enumerate(zip(variants, models, strict=True), 1):
        hubs = tuple(_only(variant, other) for other in variants)
        for box in model.boxes:
            if box.origin is Origin.OWN:
                yield replace(box, id=_own_id(number, box.id), hubs=hubs)


def _only(variant: Variant, other: Variant) -> Having:
    """A Hub's own box says nothing of the others: nobody has asked them for it."""
    if other is variant:
        return Having(heading(other), Presence.PRESENT)
    return Having(heading(other), Presence.UNKNOWN, _NOT_NAMED)


def _own_id(number: int, box_id: str) -> str:
    return f"hub{number}/{box_id}"


def _links(variants: Sequence[Variant], models: Sequence[Graph]) -> Iterator[Link]:
    """Each link once for each way in which Hubs say that it leads; where they disagree, it is contested."""
    found: dict[tuple[str, str], dict[str, list[tuple[str, Link]]]] = {}
    for number, (variant, model) in enumerate(zip(variants, models, strict=True), 1):
        own = {box.id: _own_id(number, box.id) for box in model.boxes if box.origin is Origin.OWN}
        for link in model.links:
            ends = own.get(link.start, link.start), own.get(link.end, link.end)
            found.setdefault(ends, {}).setdefault(link.kind, []).append((heading(variant), link))
    for (start, end), by_kind in found.items():
        is_contested = _disagree([one for links in by_kind.values() for one in links])
        for links in by_kind.values():
            shared = next((link for _, link in links if link.origin is Origin.SHARED), links[0][1])
            hubs = tuple(dict.fromkeys(name for name, _ in links))
            standing = "contested" if is_contested else shared.standing
            yield replace(shared, start=start, end=end, standing=standing, hubs=hubs)


def _disagree(links: Sequence[tuple[str, Link]]) -> bool:
    """Whether a Hub contests a link, or one says that it hinders where another says that it does not."""
    hinders = {name for name, link in links if link.kind == "hinders"}
    others = {name for name, link in links if link.kind != "hinders"}
    return any(link.standing == "contested" for _, link in links) or bool(hinders ^ others and hinders and others)


def _undrawn(variants: Sequence[Variant]) -> Iterator[Undrawn]:
    for box in variants[0].model.boxes:
        hubs: tuple[Having, ...] = tuple(having(variant, box) for variant in variants)
        presences: Mapping[Presence, int] = {one: sum(h.presence is one for h in hubs) for one in Presence}
        if not presences[Presence.PRESENT]:
            unknown = presences[Presence.UNKNOWN] > 0
            yield Undrawn(box.id, box.kind, box.text, Presence.UNKNOWN if unknown else Presence.ABSENT, hubs)
