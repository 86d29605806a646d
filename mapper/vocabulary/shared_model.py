"""The shared logic model: boxes and links that hold for all Hubs, each with its source and its conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from mapper.errors import MapperError
from mapper.vocabulary.lists import Vocabulary, load_data


class SharedBox(NamedTuple):
    """A box. `when` says which answer of a Hub draws it (condition, word); without one it follows the boxes before
    it.
    """

    id: str
    kind: str
    text: str
    standing: str
    sources: tuple[str, ...]
    when: tuple[tuple[str, str], ...]


class SharedLink(NamedTuple):
    """A link between two boxes."""

    start: str
    end: str
    kind: str
    standing: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedModel:
    """Boxes and links in the order in which they are drawn."""

    id: str
    title: str
    boxes: tuple[SharedBox, ...]
    links: tuple[SharedLink, ...]

    @property
    def box_ids(self) -> frozenset[str]:
        """The ids of all boxes."""
        return frozenset(box.id for box in self.boxes)


CONDITIONS = ("component", "context_factor", "reason", "clinical_class", "funding", "intervention", "recipient")
"""What a box can depend on; the boxes of one Hub are worked out in `mapper/logic_model`."""


def load_shared_model(path: FilePath | None = None) -> SharedModel:
    """The shared model that ships, or the study's own from `path`. Raises MapperError if it does not hang together."""
    values = load_data("logic_model.yaml") if path is None else load_data(path.name, path.parent)
    name = "logic_model.yaml" if path is None else str(path)
    try:
        model = SharedModel(
            id=values["id"],
            title=str(values["title"]),
            boxes=tuple(_box(entry) for entry in values["boxes"]),
            links=tuple(_link(entry) for entry in values["links"]),
        )
        _check(model, name)
    except (KeyError, TypeError, AttributeError) as error:
        raise MapperError(f"{name} is not a logic model. Please compare it with the shared one that ships.") from error
    return model


def _box(entry: Mapping[str, Any]) -> SharedBox:
    return SharedBox(
        id=str(entry["id"]),
        kind=entry["kind"],
        text=str(entry["text"]),
        standing=entry["standing"],
        sources=tuple(str(source) for source in entry.get("sources") or ()),
        when=tuple((entry.get("when") or {}).items()),
    )


def _link(entry: Mapping[str, Any]) -> SharedLink:
    return SharedLink(
        start=entry["from"],
        end=entry["to"],
        kind=entry["kind"],
        standing=entry["standing"],
        sources=tuple(str(source) for source in entry.get("sources") or ()),
    )


def _check(model: SharedModel, name: str) -> None:
    words = Vocabulary()
    ids = [box.id for box in model.boxes]
    for box in model.boxes:
        if ids.count(box.id) > 1:
            raise MapperError(f"{name} has two boxes with the id “{box.id}”. Please rename one of them.")
        if box.kind not in words["node-kind"] or box.standing not in words["standing"]:
            raise MapperError(f"The box “{box.id}” of {name} has no known kind and standing. Please check both.")
        for condition, _ in box.when:
            if condition not in CONDITIONS:
                known = ", ".join(CONDITIONS)
                raise MapperError(f"The box “{box.id}” of {name} depends on “{condition}”. Please use one of: {known}.")
    for link in model.links:
        for end in (link.start, link.end):
            if end not in ids:
                raise MapperError(f"A link of {name} leads to “{end}”, and there is no such box. Please correct it.")
        if link.kind not in words["link-kind"] or link.standing not in words["standing"]:
            raise MapperError(
                f"The link {link.start} to {link.end} of {name} has no known kind and standing. Please check both."
            )
