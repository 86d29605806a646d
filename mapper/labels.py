"""What gives a Hub away where labels stand for names, and the refusal to let it out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mapper.errors import MapperError
from mapper.schema.answers import Answer
from mapper.study import Study

_SHORTEST = 4
"""Letters of the shortest name that is looked for: a shorter one would be found in other words."""


def refuse_names(texts: Iterable[str], study: Study) -> None:
    """Raise MapperError if labels are asked for and a text still holds the name of a Hub, a host or a place."""
    if not study.shows_labels:
        return
    text = _plain(" ".join(texts))
    labels = {_plain(study.heading(mapped)) for mapped in study.hubs}
    names = {name: _plain(name) for name in telling_names(study)}
    left = sorted(name for name, plain in names.items() if plain not in labels and f" {plain} " in f" {text} ")
    if left:
        raise MapperError(
            f"The study asks for labels, and these names are still in the output: {', '.join(left)}. "
            "Nothing was written. Please word the answers that hold them without names."
        )


def telling_names(study: Study) -> frozenset[str]:
    """The names of all Hubs, of their hosts, systems, places and predecessors."""
    names: set[str] = set()
    for mapped in study.hubs:
        context = mapped.hub.context
        answers: tuple[Answer[str], ...] = (
            mapped.hub.record.name,
            context.host.organisation,
            context.integrated_care_system,
            context.predecessor.name,
        )
        names.update(reading.value for answer in answers for reading in answer.readings)
        names.update(context.places)
        names.add(mapped.id.replace("-", " "))
    return frozenset(name for name in names if len(name) >= _SHORTEST)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.replace("\\n", " ").casefold()))
