"""The shared model and a Hub's answers → the Hub's logic model; all of them → one for all Hubs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mapper.derived import entry_in_force, is_provided
from mapper.logic_model.graph import Box, Graph, Link, Origin, Presence
from mapper.schema.hub import Hub
from mapper.study import MappedHub, Study
from mapper.vocabulary.shared_model import SharedBox, SharedModel

_NOT_LEADING = ("moderates", "hinders")
"""The kinds of link that do not make what they point at follow."""
ALL_HUBS = "all-hubs"
"""The id of the model for all Hubs, and the name of its drawing."""


def hub_model(study: Study, mapped: MappedHub) -> Graph:
    """The logic model of one Hub: the shared boxes that its answers say it has, in its words, and its own."""
    model, own = study.shared_model, mapped.hub.logic_model
    present = presence(model, mapped.hub)
    reworded = {entry.box: entry.text.value for entry in own.rewords if entry.text.value}
    boxes = [
        _shared_box(box, study, text=reworded.get(box.id, box.text), sources=_sources(box, mapped.hub))
        for box in model.boxes
        if present[box.id] is Presence.PRESENT
    ]
    boxes += [
        Box(
            added.id,
            added.kind.value,
            added.text.value or added.id,
            added.standing.value or "hypothesised",
            Origin.OWN,
            is_answered=True,
            sources=added.sources.items,
        )
        for added in own.adds
        if added.kind.value is not None
    ]
    unknown = tuple(box.text for box in model.boxes if box.when and present[box.id] is Presence.UNKNOWN)
    as_of = mapped.hub.record.as_of.value
    return Graph(
        id=mapped.id,
        title=f"Logic model: {study.heading(mapped)}",
        as_of=as_of.text if as_of is not None else None,
        is_fictional=mapped.is_fictional,
        of=1,
        columns=_columns(study, boxes),
        boxes=tuple(boxes),
        links=_links(boxes, [*_shared_links(model), *_own_links(mapped.hub)]),
        left_out=unknown,
    )


def all_hubs_model(study: Study) -> Graph:
    """One logic model for all Hubs: each shared box that any Hub has, with which Hubs have it; then their own boxes."""
    model = study.shared_model
    by_hub = [(study.heading(mapped), presence(model, mapped.hub)) for mapped in study.hubs]
    boxes = []
    for box in model.boxes:
        having = tuple(heading for heading, found in by_hub if found[box.id] is Presence.PRESENT)
        unknown = sum(found[box.id] is Presence.UNKNOWN for _, found in by_hub)
        if having:
            boxes.append(_shared_box(box, study, text=box.text, hubs=having, unknown=unknown))
    links: dict[tuple[str, str, str], Link] = {}
    for mapped in study.hubs:
        own = hub_model(study, mapped)
        added = {box.id: _own_id(mapped, box.id) for box in own.boxes if box.origin is Origin.OWN}
        boxes += [replace(box, id=added[box.id], hubs=(study.heading(mapped),)) for box in own.boxes if box.id in added]
        for link in own.links:
            start, end = added.get(link.start, link.start), added.get(link.end, link.end)
            links.setdefault((start, end, link.kind), replace(link, start=start, end=end))
    return Graph(
        id=ALL_HUBS,
        title=f"Logic model of {len(study.hubs)} Hubs" + (f": {study.title}" if study.title else ""),
        as_of=None,
        is_fictional=any(mapped.is_fictional for mapped in study.hubs),
        of=len(study.hubs),
        columns=_columns(study, boxes),
        boxes=tuple(boxes),
        links=_links(boxes, list(links.values())),
    )


def presence(model: SharedModel, hub: Hub) -> Mapping[str, Presence]:
    """Whether each shared box holds for a Hub.

    A box with conditions holds if one of them is met. One without follows the boxes that lead to it: present if any of
    them is, unknown if none is and any is unknown. What the Hub leaves out is absent.
    """
    left_out = {entry.box for entry in hub.logic_model.leaves_out}
    found: dict[str, Presence] = {}
    for box in model.boxes:
        if box.id in left_out:
            found[box.id] = Presence.ABSENT
        elif box.when:
            found[box.id] = _best([_holds(hub, condition, word) for condition, word in box.when])
    waiting = [box.id for box in model.boxes if box.id not in found]
    found |= dict.fromkeys(waiting, Presence.ABSENT)
    for _ in waiting:  # a box can follow one that itself follows; as many rounds as there are such boxes settle all
        before = dict(found)
        for box_id in waiting:
            leading = [link for link in model.links if link.end == box_id and link.kind not in _NOT_LEADING]
            found[box_id] = _best([found[link.start] for link in leading])
        if found == before:
            break
    return found


def _best(presences: Sequence[Presence]) -> Presence:
    for best in (Presence.PRESENT, Presence.UNKNOWN):
        if best in presences:
            return best
    return Presence.ABSENT


def _holds(hub: Hub, condition: str, word: str) -> Presence:
    """Whether a Hub's answers meet one of the conditions of `vocabulary/shared_model.py`."""
    if condition == "component":
        return _provides(hub, word)
    if condition == "context_factor":
        return _listed(word, [entry.factor for entry in hub.context.factors])
    if condition == "reason":
        return _listed(word, [reason for entry in hub.service_model.components for reason in entry.reasons])
    if condition == "clinical_class":
        return _listed(word, [post.clinical.value for post in hub.staffing.posts])
    if condition == "funding":
        return Presence.PRESENT if len(hub.resources.funding) else Presence.UNKNOWN
    if condition == "intervention":
        return _listed(word, [entry.kind.value for entry in hub.interventions])
    if condition == "recipient":
        return _listed(word, [entry.recipient.value for entry in hub.interventions])
    raise AssertionError(condition)


def _provides(hub: Hub, component: str) -> Presence:
    found = entry_in_force(hub, component)
    provided = is_provided(found[1], hub.record.as_of.value) if found is not None else None
    if provided is None:
        return Presence.UNKNOWN
    return Presence.PRESENT if provided else Presence.ABSENT


def _listed(word: str, listed: Sequence[str | None]) -> Presence:
    """Present if a list names the word. That it does not is no proof that it is not so: unknown, never absent."""
    return Presence.PRESENT if word in listed else Presence.UNKNOWN


def _sources(box: SharedBox, hub: Hub) -> tuple[str, ...]:
    """What a box of one Hub rests on: the sources of its component's entry, or else those of the shared model."""
    found = entry_in_force(hub, dict(box.when).get("component", ""))
    return (*found[1].sources.items, *found[1].provision.cited) if found is not None else box.sources


def _shared_box(
    box: SharedBox,
    study: Study,
    *,
    text: str,
    hubs: tuple[str, ...] = (),
    unknown: int = 0,
    sources: tuple[str, ...] | None = None,
) -> Box:
    component = dict(box.when).get("component")
    origin = Origin.SHARED
    if component in study.guidance.core:
        origin = Origin.GUIDANCE
    elif component is not None and component not in study.guidance.unsettled:
        origin = Origin.LOCAL
    is_answered = bool(box.when)
    return Box(
        box.id,
        box.kind,
        text,
        "reported" if is_answered else box.standing,
        origin,
        is_answered,
        box.sources if sources is None else sources,
        hubs if is_answered else (),
        unknown if is_answered else 0,
    )


def _shared_links(model: SharedModel) -> list[Link]:
    return [Link(x.start, x.end, x.kind, x.standing, Origin.SHARED, x.sources) for x in model.links]


def _own_links(hub: Hub) -> list[Link]:
    return [
        Link(
            entry.from_, entry.to, entry.kind.value or "leads to", entry.standing.value or "hypothesised", Origin.OWN,
            entry.sources.items,
        )
        for entry in hub.logic_model.links
    ]  # fmt: skip


def _own_id(mapped: MappedHub, box_id: str) -> str:
    return f"{mapped.id}/{box_id}"


def _links(boxes: Sequence[Box], links: Sequence[Link]) -> tuple[Link, ...]:
    drawn = {box.id for box in boxes}
    return tuple(link for link in links if link.start in drawn and link.end in drawn)


def _columns(study: Study, boxes: Sequence[Box]) -> tuple[tuple[str, str], ...]:
    used = {box.kind for box in boxes}
    return tuple((word.word, word.label) for word in study.vocabulary["node-kind"] if word.word in used)
