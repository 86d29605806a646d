"""What the record of a planned Hub itself says of the numbers that capacity is worked out from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mapper.amounts import widest
from mapper.compare.staffing import posts_then
from mapper.compare.view import HubView
from mapper.findings import Path
from mapper.planning import inputs as names
from mapper.planning.estimate import Estimate, added_up, closed
from mapper.planning.inputs import Basis, Given, Offered, Origin, key_of, sessions_of
from mapper.planning.posts import counted_wte
from mapper.schema.base import Group

_WORKFORCE: Path = ("context", "workforce_in_scope")
_STAFFING: Path = ("staffing",)


def from_record(view: HubView, interventions: Sequence[Offered], by: str | None) -> Mapping[str, Given]:
    """What a Hub says of itself, by the keys of inputs. Each rests on the sources that the record cites for it, or else
    on `by`, the role that answers for the record; on nothing where there is neither.
    """
    workforce = view.hub.context.workforce_in_scope
    found = {}
    if (people := closed(widest(workforce.people))) is not None:
        found[names.WORKFORCE] = _given(view, people, workforce, "people", _WORKFORCE, by)
    counted = {one.id for one in interventions}
    for below, one in view.hub.interventions.placed():
        path: Path = ("interventions", *below)
        if one.id in counted and (sessions := sessions_of(one)) is not None:
            key = key_of(one.id, names.SESSIONS)
            asked = "usual" if one.sessions.usual.readings else "min"
            found[key] = _given(view, sessions, one.sessions, asked, (*path, "sessions"), by)
        if one.id in counted and (minutes := closed(widest(one.minutes))) is not None:
            found[key_of(one.id, names.MINUTES)] = _given(view, minutes, one, "minutes", path, by)
    planned = list(_clinical(view))
    known = [wte for wte in planned if wte is not None]
    if planned and len(known) == len(planned):
        text = f"{len(planned)} posts that work with clients"
        line = view.line((*_STAFFING, "posts"))
        says = ", ".join(view.source_names(view.hub.staffing.sources.items)) or by
        origin = Origin(f"{says}: {text}", view.mapped.file, line, view.mapped.is_fictional)
        found[names.WTE] = Given(added_up(known), Basis.RECORD, (origin,) if says else ())
    return found


def _clinical(view: HubView) -> Iterator[Estimate | None]:
    """The WTE of each post that works with clients."""
    classes = view.words["clinical-class"].words
    for _, post in posts_then(view):
        word = classes.get(post.clinical.value or "")
        if word is not None and word.details.get("with_clients") == "yes":
            yield counted_wte(post)[0]


def _given(view: HubView, estimate: Estimate, group: Group, key: str, path: Path, by: str | None) -> Given:
    fact = view.fact(group, key, path)
    says = ", ".join(fact.sources) or by
    if not says:
        return Given(estimate, Basis.RECORD, ())
    origin = Origin(says, view.mapped.file, fact.line, view.mapped.is_fictional)
    return Given(estimate, Basis.RECORD, (origin,))
