"""Guidance sets: what national guidance asks of a Hub, in its own wordings, to hold Hubs against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from mapper.errors import MapperError
from mapper.vocabulary.lists import FOLDER, Vocabulary, load_data


class Wording(NamedTuple):
    """How a source puts it."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class GuidanceSet:
    """Guidance that names components (`components`: word → wordings) or only principles. `unsettled` are components of
    which it cannot be said whether a Hub that has them added them, each with a remark.
    """

    id: str
    title: str
    description: str
    source: str
    components: tuple[tuple[str, tuple[Wording, ...]], ...]
    principles: tuple[str, ...]
    unsettled: Mapping[str, str]

    @property
    def core(self) -> tuple[str, ...]:
        """The components that the guidance names, in its order."""
        return tuple(dict.fromkeys(component for component, _ in self.components))


def guidance_names() -> tuple[str, ...]:
    """The ids of the guidance sets that ship with mapper."""
    return tuple(sorted(path.stem for path in (FOLDER / "guidance").glob("*.yaml")))


def load_guidance(name: str, vocabulary: Vocabulary, folder: FilePath | None = None) -> GuidanceSet:
    """A guidance set that ships, by its id, or a study's own, by the name of a file in `folder`.

    Raises MapperError if there is none, or if it is not a guidance set.
    """
    if name in guidance_names():
        values = load_data(f"guidance/{name}.yaml")
    elif folder is not None and name.endswith((".yaml", ".yml")):
        values = load_data(name, folder)
    else:
        known = ", ".join(guidance_names())
        raise MapperError(f"There is no guidance set “{name}”. Please use one of {known}, or the name of a file.")
    try:
        guidance = _guidance(values)
        unknown = [word for word in guidance.core if word not in vocabulary["component"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise MapperError(f"{name} is not a guidance set. Please compare it with nhse-2020, which ships.") from error
    if unknown:
        raise MapperError(f"{name} names “{unknown[0]}”, which is no component. Please add the word to study.yaml.")
    return guidance


def _guidance(values: Any) -> GuidanceSet:
    items = values["items"]
    return GuidanceSet(
        id=str(values["id"]),
        title=str(values["title"]),
        description=str(values["description"]),
        source=str(values["source"]),
        components=tuple(
            (item["component"], tuple(Wording(str(w["text"]), str(w["source"])) for w in item["wordings"]))
            for item in items
            if "component" in item
        ),
        principles=tuple(str(item["principle"]) for item in items if "principle" in item),
        unsettled={entry["component"]: str(entry["remark"]) for entry in values.get("unsettled") or ()},
    )
