"""What helped and what hindered as a graph, by sub-construct of normalisation process theory (NPT)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mapper.compare.table import Fact, Status
from mapper.compare.view import Frame, HubView
from mapper.logic_model.graph import Box, Column, Graph, Having, Link, Mark, Part, View
from mapper.logic_model.inputs import inputs_digest
from mapper.logic_model.presence import Presence
from mapper.schema.scalars import PartialDate
from mapper.study import MappedHub, Study
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import capital, counted

_PATH = ("implementation", "factors")
_MARKS = {"helps": Mark.HELPS, "hinders": Mark.HINDERS}
_NO_CONSTRUCT = "no construct given"
_LINK = "strengthens"


class _Place(NamedTuple):
    """A box: a sub-construct, and whether what is said there helps or hinders."""

    npt: str
    effect: str

    @property
    def id(self) -> str:
        """The id of the box."""
        return f"{self.npt}: {self.effect}"


class _Said(NamedTuple):
    """A factor, with what is said of it, the heading of the Hub, and whether a sign-off of it holds for that."""

    place: _Place
    hub: str
    facts: tuple[Fact, ...]
    is_signed: bool | None


class _Linked(NamedTuple):
    """How what is said in one place bears on another."""

    start: _Place
    end: _Place
    kind: str
    hub: str
    label: str | None = None


def hub_implementation(study: Study, mapped: MappedHub, as_of: PartialDate | None = None) -> Graph | None:
    """What helped and hindered one Hub; None where it says nothing of it."""
    view = _view(study, mapped, as_of)
    return _graph(
        study.vocabulary,
        list(_said(view)),
        list(_linked(view)),
        _Whole(
            id=f"{mapped.id}-implementation",
            title=f"What helped and what hindered: {view.heading}",
            as_of=None if view.as_of is None else view.as_of.text,
            is_fictional=mapped.is_fictional,
            hubs=(view.heading,),
            digest=inputs_digest(study, [mapped]),
        ),
    )


def all_implementation(study: Study, as_of: PartialDate | None = None) -> Graph | None:
    """What helped and hindered all Hubs, with who says so; None where none says anything."""
    hubs = study.running
    views = [_view(study, mapped, as_of) for mapped in hubs]
    return _graph(
        study.vocabulary,
        [one for view in views for one in _said(view)],
        [one for view in views for one in _linked(view)],
        _Whole(
            id="all-hubs-implementation",
            title=f"What helped and what hindered: {counted(len(hubs), 'Hub')}",
            as_of=None if as_of is None else as_of.text,
            is_fictional=any(mapped.is_fictional for mapped in hubs),
            hubs=tuple(view.heading for view in views),
            digest=inputs_digest(study, hubs),
        ),
        [_Named(view.heading, is_unknown=not len(view.hub.implementation.factors)) for view in views],
    )


def published_implementation(study: Study) -> tuple[Graph, ...]:
    """What is published on what helped, and on what hindered, with the shared model."""
    found = (_published(study, effect.word) for effect in study.vocabulary["effect"])
    return tuple(graph for graph in found if graph is not None)


def _published(study: Study, effect: str) -> Graph | None:
    model = study.shared_model
    said = [
        _Said(_Place(npt, effect), "", (Fact("published", (factor.text,), Status.ANSWERED),), None)
        for factor in model.factors
        if factor.effect == effect
        for npt in factor.npt
    ]
    linked = [
        _Linked(_Place(link.start, effect), _Place(link.end, effect), link.kind, "", link.because)
        for link in model.factor_links
        if link.effect == effect
    ]
    whole = _Whole(
        id=f"implementation-{effect}",
        title=f"What {_PAST[effect]}, as published",
        as_of=None,
        is_fictional=False,
        hubs=(),
        digest=model.document.digest,
        source=model.factor_source,
    )
    return _graph(study.vocabulary, said, linked, whole)


_PAST = {"helps": "helped", "hinders": "hindered"}


class _Whole(NamedTuple):
    """What is told of a graph as a whole."""

    id: str
    title: str
    as_of: str | None
    is_fictional: bool
    hubs: tuple[str, ...]
    digest: str
    source: str | None = None


class _Named(NamedTuple):
    """A Hub by its heading, and whether it says nothing of what helped and hindered."""

    heading: str
    is_unknown: bool


def _view(study: Study, mapped: MappedHub, as_of: PartialDate | None) -> HubView:
    return HubView(mapped, Frame(study, as_of), study.hubs.index(mapped) + 1)


def _said(view: HubView) -> Iterator[_Said]:
    for below, factor in view.hub.implementation.factors.placed():
        if factor.effect.value in _MARKS:
            path = (*_PATH, *below)
            place = _Place(factor.npt.value or _NO_CONSTRUCT, factor.effect.value)
            yield _Said(place, view.heading, (view.fact(factor, "text", path),), _PATH[0] in view.mapped.signed)


def _linked(view: HubView) -> Iterator[_Linked]:
    implementation = view.hub.implementation
    places = {
        factor.id: _Place(factor.npt.value or _NO_CONSTRUCT, factor.effect.value)
        for factor in implementation.factors
        if factor.effect.value in _MARKS
    }
    for link in implementation.links:
        if link.from_ in places and link.to in places:
            yield _Linked(places[link.from_], places[link.to], link.effect.value or _LINK, view.heading)


def _graph(
    words: Vocabulary,
    said: Sequence[_Said],
    linked: Sequence[_Linked],
    whole: _Whole,
    hubs: Sequence[_Named] = (),
) -> Graph | None:
    if not said:
        return None
    by_place: dict[_Place, list[_Said]] = {}
    for one in said:
        by_place.setdefault(one.place, []).append(one)
    order = {word.word: number for number, word in enumerate(words["npt"])}
    places = sorted(by_place, key=lambda place: (order.get(place.npt, len(order)), place.effect))
    boxes = tuple(_box(place, by_place[place], words, hubs) for place in places)
    return Graph(
        id=whole.id,
        view=View.IMPLEMENTATION,
        title=whole.title,
        as_of=whole.as_of,
        is_fictional=whole.is_fictional,
        hubs=whole.hubs,
        columns=_columns(words, boxes),
        boxes=boxes,
        links=tuple(_links(linked, by_place)),
        digest=whole.digest,
        source=whole.source,
    )


def _box(place: _Place, said: Sequence[_Said], words: Vocabulary, hubs: Sequence[_Named]) -> Box:
    naming = {one.hub for one in said}
    return Box(
        id=place.id,
        kind=place.npt,
        text=words["npt"].label(place.npt) if place.npt in words["npt"] else capital(place.npt),
        mark=_MARKS[place.effect],
        details=tuple(fact for one in said for fact in one.facts),
        hubs=tuple(Having(hub.heading, _presence(hub.heading in naming, is_unknown=hub.is_unknown)) for hub in hubs),
        signed=None if None in (one.is_signed for one in said) else all(one.is_signed for one in said),
    )


def _presence(is_naming: bool, *, is_unknown: bool) -> Presence:
    if is_naming:
        return Presence.PRESENT
    return Presence.UNKNOWN if is_unknown else Presence.ABSENT


def _links(linked: Iterable[_Linked], by_place: Mapping[_Place, object]) -> Iterator[Link]:
    found: dict[tuple[str, str, str], list[_Linked]] = {}
    for one in linked:
        if one.start in by_place and one.end in by_place:
            found.setdefault((one.start.id, one.end.id, one.kind), []).append(one)
    for (start, end, kind), those in found.items():
        hubs = tuple(dict.fromkeys(one.hub for one in those if one.hub))
        yield Link(start, end, kind, label=those[0].label, hubs=hubs)


def _columns(words: Vocabulary, boxes: Sequence[Box]) -> tuple[Column, ...]:
    """A column for each construct of NPT, its sub-constructs one below the other."""
    used = {box.kind for box in boxes}
    columns = []
    for construct in words["npt-construct"]:
        parts = tuple(
            Part(word.word, "")
            for word in words["npt"]
            if word.word in used and word.details["construct"] == construct.word
        )
        if parts:
            columns.append(Column(construct.label, parts))
    if _NO_CONSTRUCT in used:
        columns.append(Column(capital(_NO_CONSTRUCT), (Part(_NO_CONSTRUCT, ""),)))
    return tuple(columns)
