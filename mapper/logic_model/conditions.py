"""Whether a Hub's answers meet the conditions of a box, and on which answers the box rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from mapper.derived import entry_in_force, is_provided
from mapper.findings import Path
from mapper.logic_model.presence import Presence, best
from mapper.schema.answers import MissingWord
from mapper.schema.hub import Hub
from mapper.schema.scalars import PartialDate
from mapper.shared_model import COMPONENT, Condition, SharedBox
from mapper.vocabulary.lists import Vocabulary
from mapper.written import written


class Held(NamedTuple):
    """How a Hub stands to a box by its own answers, and what they say where it does not have it or nobody can tell."""

    presence: Presence
    because: str | None


def held(hub: Hub, box: SharedBox, as_of: PartialDate | None) -> Held:
    """How a Hub stands to a box that has conditions: one that is met is enough."""
    found = [_component(hub, condition, as_of) for condition in box.when if condition.question == COMPONENT]
    found += [_answers(hub, condition, as_of) for condition in box.when if condition.question != COMPONENT]
    presence = best(one.presence for one in found)
    because = None
    if presence is not Presence.PRESENT:
        because = next((one.because for one in found if one.presence is presence and one.because), None)
    return Held(presence, because)


def rests_on(hub: Hub, box: SharedBox, words: Vocabulary, as_of: PartialDate | None) -> tuple[Path, ...]:
    """The answers of a Hub that a box rests on: those that draw it, and those that show it."""
    components = [word for condition in box.when if condition.question == COMPONENT for word in condition.words]
    paths = list(_component_paths(hub, components, as_of))
    conditions = [*box.when, *box.shown_by, *(one for word in components for one in _realised_by(words, word))]
    paths += _meeting(hub, conditions, as_of)
    return tuple(dict.fromkeys(paths))


def _component(hub: Hub, condition: Condition, as_of: PartialDate | None) -> Held:
    presences = []
    because = None
    for word in condition.words:
        _, entry = entry_in_force(hub, word, as_of) or (0, None)
        provided = None if entry is None else is_provided(entry, as_of)
        presences.append(_PRESENCES[provided])
        if entry is None:
            because = because or "not listed"
        elif not provided:
            said = entry.provision
            held = said.value or (said.missing.value if said.missing else None)
            held = "sources conflict" if len(said.readings) > 1 else held
            held = "not at this date" if held in ("provided", "partly") else held
            reasons = ", ".join(entry.reasons)
            because = because or (f"{held} ({reasons})" if held and reasons else held)
    return Held(best(presences), because)


_PRESENCES = {True: Presence.PRESENT, False: Presence.ABSENT, None: Presence.UNKNOWN}


def _answers(hub: Hub, condition: Condition, as_of: PartialDate | None) -> Held:
    """Present if a word is given. That it is not is no proof that it is not so: unknown, unless the question does not
    apply.
    """
    found = list(written(hub, condition.question, as_of))
    if any(_meets(one.values, condition) for one in found):
        return Held(Presence.PRESENT, None)
    missing = [one.missing for one in found if one.missing is not None]
    if found and len(missing) == len(found) and set(missing) == {MissingWord.NOT_APPLICABLE}:
        return Held(Presence.ABSENT, MissingWord.NOT_APPLICABLE.value)
    return Held(Presence.UNKNOWN, missing[0].value if missing else "not listed")


def _component_paths(hub: Hub, components: Iterable[str], as_of: PartialDate | None) -> Iterator[Path]:
    for word in components:
        found = entry_in_force(hub, word, as_of)
        if found is not None and is_provided(found[1], as_of):
            below = list(hub.service_model.components.placed())[found[0]][0]
            yield ("service_model", "components", *below)
        belonging = Condition("interventions.component", (word,))
        yield from _meeting(hub, [belonging], as_of)


def _meeting(hub: Hub, conditions: Iterable[Condition], as_of: PartialDate | None) -> Iterator[Path]:
    for condition in conditions:
        if condition.question != COMPONENT:
            found = written(hub, condition.question, as_of)
            yield from (_item(one.path) for one in found if _meets(one.values, condition))


def _item(path: Path) -> Path:
    """The item that an answer belongs to: `interventions[2].kind` is said of `interventions[2]`."""
    numbers = [place for place, part in enumerate(path) if isinstance(part, int)]
    return path[: numbers[0] + 1] if numbers else path


def _meets(values: tuple[object, ...], condition: Condition) -> bool:
    """Whether all that is said, by sources that conflict too, is among the words asked for."""
    return bool(values) and all(not condition.words or value in condition.words for value in values)


def _realised_by(words: Vocabulary, component: str) -> tuple[Condition, ...]:
    word = words["component"].words.get(component)
    traces = word.details.get("realised_by", ()) if word is not None else ()
    return _conditions(tuple((trace["answer"], tuple(trace.get("words") or ())) for trace in traces))


@cache
def _conditions(traces: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Condition, ...]:
    return tuple(Condition(question, asked) for question, asked in traces)
