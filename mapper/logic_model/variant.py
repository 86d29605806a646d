"""What one Hub makes of the shared logic model: which boxes hold for it, and what it adds, leaves out or rewords."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from mapper.derived import as_it_is_to_run
from mapper.findings import Path
from mapper.logic_model.conditions import Held, held
from mapper.logic_model.presence import Presence, best
from mapper.schema.hub import Hub
from mapper.schema.logic_model import AddedBox, AddedLink, LeftOutBox, RewordedBox
from mapper.schema.scalars import PartialDate
from mapper.shared_model import COMPONENT, Condition, SharedBox, SharedLink, SharedModel
from mapper.study import MappedHub, Study

REPORTED, HYPOTHESISED = "reported", "hypothesised"
NOT_SIGNED = "not signed off"
DEFAULT_LINK = "leads to"
"""How a link leads of which the Hub does not say it."""
_NOT_LEADING = ("moderates", "hinders")
"""The kinds of link that do not make what they point at follow."""
_ADDS, _LEAVES_OUT, _REWORDS, _LINKS = (("logic_model", key) for key in ("adds", "leaves_out", "rewords", "links"))


class Variant:
    """What one Hub makes of the shared model at a date; without one, at that of its record."""

    def __init__(self, study: Study, mapped: MappedHub, as_of: PartialDate | None = None) -> None:
        self.study, self.mapped = study, mapped
        self.hub: Hub = as_it_is_to_run(mapped.hub) if mapped.is_plan else mapped.hub
        self.model: SharedModel = study.shared_model
        self.as_of = as_of or mapped.hub.record.as_of.value
        self.closed = None if as_of is None else _closed(study, mapped, as_of)
        """That the Hub was not open yet, or closed, at the date that is asked for."""

    @cached_property
    def left_out(self) -> Mapping[str, tuple[Path, LeftOutBox]]:
        """The shared boxes that the Hub leaves out, with where it says so."""
        return {entry.box: ((*_LEAVES_OUT, *below), entry) for below, entry in self.hub.logic_model.leaves_out.placed()}

    @cached_property
    def reworded(self) -> Mapping[str, tuple[Path, RewordedBox]]:
        """The shared boxes that the Hub words differently, with where it does."""
        placed = self.hub.logic_model.rewords.placed()
        return {entry.box: ((*_REWORDS, *below), entry) for below, entry in placed if entry.text.value}

    @cached_property
    def added(self) -> Sequence[tuple[Path, AddedBox]]:
        """The boxes that only this Hub has and that can be drawn, with where it adds them."""
        placed = () if self.closed else self.hub.logic_model.adds.placed()
        return [
            ((*_ADDS, *below), box)
            for below, box in placed
            if box.kind.value is not None and box.id not in self.model.box_ids
        ]

    @cached_property
    def own_links(self) -> Sequence[tuple[Path, AddedLink]]:
        """The links that only this Hub has, or sees otherwise, with where it says so."""
        return [((*_LINKS, *below), link) for below, link in self.hub.logic_model.links.placed()]

    def kind_of(self, link: AddedLink) -> str:
        """How a link of the Hub leads; one that does not say it leads as the shared link does that it stands for."""
        shared = (one.kind for one in self.model.links if (one.start, one.end) == (link.from_, link.to))
        return link.kind.value or next(shared, DEFAULT_LINK)

    @cached_property
    def shared_links(self) -> Sequence[SharedLink]:
        """The links of the shared model that the Hub does not see otherwise itself."""
        seen = {(link.from_, link.to) for _, link in self.own_links}
        return [link for link in self.model.links if (link.start, link.end) not in seen]

    @cached_property
    def held(self) -> Mapping[str, Held]:
        """How the Hub's answers stand to each shared box that has conditions."""
        return {box.id: held(self.hub, box, self.as_of) for box in self.model.boxes if box.when}

    @cached_property
    def presence(self) -> Mapping[str, Presence]:
        """Whether each shared box holds for the Hub."""
        return self.presence_without(self.left_out)

    def presence_without(self, left_out: Mapping[str, object]) -> Mapping[str, Presence]:
        """Whether each shared box holds for the Hub where some are left out.

        A box with conditions holds if one of them is met. One without follows the boxes that lead to it, or, where none
        does, those that it leads to: present if any of them is, unknown if none is and any is unknown. What is left out
        is absent.
        """
        if self.closed:
            return dict.fromkeys((box.id for box in self.model.boxes), Presence.ABSENT)
        found = {box_id: one.presence for box_id, one in self.held.items()}
        found |= dict.fromkeys(left_out, Presence.ABSENT)
        leading, following = _near(self.model)
        waiting = [box.id for box in self.model.boxes if box.id not in found]
        _settle(found, [box_id for box_id in waiting if leading.get(box_id)], leading)
        _settle(found, [box_id for box_id in waiting if not leading.get(box_id)], following)
        return found

    def because(self, box: SharedBox) -> str | None:
        """What the Hub says where it does not have a shared box."""
        if self.closed:
            return self.closed
        if box.id in self.left_out:
            return self.left_out[box.id][1].reason.value or "left out"
        if self.mapped.hidden.intersection(_section_of(one) for one in box.when):
            return NOT_SIGNED
        return self.held[box.id].because if box.when else None

    def drawn(self) -> tuple[list[SharedBox], list[SharedLink]]:
        """The boxes and links of the Hub's model in the form of the shared model, to be held against rules."""
        boxes = [self._reworded(box) for box in self.model.boxes if self.presence[box.id] is Presence.PRESENT]
        boxes += [_as_shared(box) for _, box in self.added]
        return boxes, between(boxes, [*self.shared_links, *(self._as_shared_link(link) for _, link in self.own_links)])

    def drawn_by_answers(self) -> tuple[list[SharedBox], list[SharedLink]]:
        """The same without anything that the Hub says of the model itself."""
        presence = self.presence_without({})
        boxes = [box for box in self.model.boxes if presence[box.id] is Presence.PRESENT]
        return boxes, between(boxes, self.model.links)

    def _as_shared_link(self, link: AddedLink) -> SharedLink:
        standing = link.standing.value or HYPOTHESISED
        told = link.sources.items, link.evidence.value, link.assumption.value
        return SharedLink(link.from_, link.to, self.kind_of(link), standing, *told)

    def _reworded(self, box: SharedBox) -> SharedBox:
        found = self.reworded.get(box.id)
        return box if found is None else box._replace(text=found[1].text.value or box.text)


def _section_of(condition: Condition) -> str:
    """The section in which the answers to a condition stand."""
    return "service_model" if condition.question == COMPONENT else condition.question.partition(".")[0]


def _closed(study: Study, mapped: MappedHub, as_of: PartialDate) -> str | None:
    from mapper.compare.hubs import state_then  # only drawings of a date need it: checks start without it
    from mapper.compare.view import Frame, HubView

    return state_then(HubView(mapped, Frame(study, as_of), 1))


def between(boxes: Sequence[SharedBox], links: Iterable[SharedLink]) -> list[SharedLink]:
    """The links of which both ends are there."""
    drawn = {box.id for box in boxes}
    return [link for link in links if link.start in drawn and link.end in drawn]


def measures_of(box: AddedBox) -> tuple[str, ...] | None:
    """How an outcome would show; None where nobody has said."""
    return box.measured_by.items or (() if box.measured_by.missing else None)


def _as_shared(box: AddedBox) -> SharedBox:
    return SharedBox(
        box.id,
        box.kind.value or "",
        box.text.value or box.id,
        box.standing.value or HYPOTHESISED,
        box.level.value,
        box.sources.items,
        (),
        (),
        measures_of(box),
    )


def _near(model: SharedModel) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """The boxes that lead to each box, and those that each bears on."""
    leading: dict[str, list[str]] = {}
    following: dict[str, list[str]] = {}
    for link in model.links:
        following.setdefault(link.start, []).append(link.end)
        if link.kind not in _NOT_LEADING:
            leading.setdefault(link.end, []).append(link.start)
    return leading, following


def _settle(found: dict[str, Presence], waiting: Sequence[str], near: Mapping[str, Sequence[str]]) -> None:
    """Let boxes follow others; as many rounds as there are boxes settle all, since one can follow one that follows."""
    found |= dict.fromkeys(waiting, Presence.ABSENT)
    for _ in waiting:
        before = dict(found)
        for box_id in waiting:
            found[box_id] = best(found[other] for other in near.get(box_id, ()) if other in found)
        if found == before:
            return
