"""The shared logic model: boxes and links that hold for all Hubs, each with its source and its conditions, and what is
published on what helped and hindered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, NamedTuple, TypeVar

from mapper.document import Document
from mapper.errors import MapperError
from mapper.findings import Path
from mapper.schema.base import question_at
from mapper.schema.hub import Hub
from mapper.schema.readings import MISSING_WORDS
from mapper.vocabulary.lists import Vocabulary, load_document
from mapper.wording import nearest, quoted

SHORT_FOR = {"intervention": "interventions.kind", "post": "staffing.posts.role"}
"""Conditions with a name of their own, and the question that each asks; `component` asks whether it is provided."""
COMPONENT = "component"
_ANY = "any"
_FILE = "logic_model.yaml"
T = TypeVar("T")


class Condition(NamedTuple):
    """What a Hub has to answer: one of the words at a question of the form, or anything at all where there are none."""

    question: str
    words: tuple[str, ...]


class SharedBox(NamedTuple):
    """A box. `when` says which answers of a Hub draw it; without them it follows the boxes before it. `shown_by` says
    which answers it rests on beside these. `measures` is None where nothing is said of how an outcome would show.
    """

    id: str
    kind: str
    text: str
    standing: str
    level: str | None
    sources: tuple[str, ...]
    when: tuple[Condition, ...]
    shown_by: tuple[Condition, ...]
    measures: tuple[str, ...] | None


class SharedLink(NamedTuple):
    """A link between two boxes."""

    start: str
    end: str
    kind: str
    standing: str
    sources: tuple[str, ...]
    evidence: str | None
    assumption: str | None


class SharedFactor(NamedTuple):
    """Something that helped or hindered, with the sub-constructs of NPT that it is told under, and the components of a
    Hub that it is about.
    """

    text: str
    effect: str
    npt: tuple[str, ...]
    components: tuple[str, ...] = ()


class SharedFactorLink(NamedTuple):
    """How what helps or hinders in one sub-construct of NPT bears on another."""

    start: str
    end: str
    kind: str
    effect: str
    because: str | None


@dataclass(frozen=True, slots=True)
class SharedModel:
    """Boxes and links in the order in which they are drawn; what helped and hindered, with the source that says so.
    `document` is the file, with the places of `boxes` and `links`.
    """

    id: str
    title: str
    boxes: tuple[SharedBox, ...]
    links: tuple[SharedLink, ...]
    factors: tuple[SharedFactor, ...]
    factor_links: tuple[SharedFactorLink, ...]
    factor_source: str | None
    document: Document

    @property
    def box_ids(self) -> frozenset[str]:
        """The ids of all boxes."""
        return frozenset(box.id for box in self.boxes)


def load_shared_model(path: FilePath | None = None, words: Vocabulary | None = None) -> SharedModel:
    """The shared model that ships, or the study's own from `path`. Raises MapperError if it does not hang together."""
    name = _FILE if path is None else str(path)
    document = load_document(_FILE) if path is None else load_document(path.name, path.parent)
    reader = _Reader(document, name, words or Vocabulary())
    try:
        model = reader.model()
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise MapperError(f"{name} is not a logic model. Please compare it with the shared one that ships.") from error
    reader.check(model)
    return model


@dataclass(frozen=True, slots=True)
class _Reader:
    """A file that is being read, with the words that it may use."""

    document: Document
    name: str
    words: Vocabulary

    def model(self) -> SharedModel:
        values = self.document.values
        account = values.get("implementation") or {}
        return SharedModel(
            id=str(values["id"]),
            title=str(values["title"]),
            boxes=tuple(self._read(self._box, ("boxes", number), one) for number, one in enumerate(values["boxes"])),
            links=tuple(self._read(self._link, ("links", number), one) for number, one in enumerate(values["links"])),
            factors=tuple(self._factors(account.get("factors") or ())),
            factor_links=tuple(self._factor_links(account.get("links") or ())),
            factor_source=account.get("source"),
            document=self.document,
        )

    def check(self, model: SharedModel) -> None:
        """Raise MapperError at an id that stands for two boxes, or a link that leads nowhere."""
        ids = [box.id for box in model.boxes]
        for number, box_id in enumerate(ids):
            if box_id in ids[:number]:
                self._refuse(("boxes", number), f"There are two boxes with the id “{box_id}”. Please rename one.")
        for number, link in enumerate(model.links):
            for end in (link.start, link.end):
                if end not in ids:
                    meant = nearest(end, ids)
                    hint = f" Did you mean “{meant}”?" if meant else ""
                    message = f"A link leads to “{end}”, and there is no such box. Please correct it.{hint}"
                    self._refuse(("links", number), message)

    def _read(self, read: Callable[[Path, Mapping[str, Any]], T], path: Path, entry: Mapping[str, Any]) -> T:
        """A box or link. Raises MapperError, with the line, at one that lacks something or is none."""
        noun = {"boxes": "box", "links": "link"}[str(path[0])]
        try:
            return read(path, entry)
        except KeyError as error:
            message = f"This {noun} has no `{error.args[0]}`. Please add it."
        except (TypeError, AttributeError, ValueError):
            message = f"This is no {noun}. Please compare it with those of the shared model that ships."
        raise MapperError(f"{self.name}, line {self.document.line_at(path)}: {message}")

    def _box(self, path: Path, entry: Mapping[str, Any]) -> SharedBox:
        return SharedBox(
            id=str(entry["id"]),
            kind=self._word(path, "kind", entry["kind"], "node-kind"),
            text=str(entry["text"]),
            standing=self._word(path, "standing", entry["standing"], "standing"),
            level=self._maybe_word(path, "level", entry.get("level"), "level"),
            sources=_texts(entry.get("sources")),
            when=tuple(self._conditions(path, entry.get("when"))),
            shown_by=tuple(self._conditions(path, entry.get("shown_by"))),
            measures=None if entry.get("measured_by") is None else _measures(entry["measured_by"]),
        )

    def _link(self, path: Path, entry: Mapping[str, Any]) -> SharedLink:
        return SharedLink(
            start=str(entry["from"]),
            end=str(entry["to"]),
            kind=self._word(path, "kind", entry["kind"], "link-kind"),
            standing=self._word(path, "standing", entry["standing"], "standing"),
            sources=_texts(entry.get("sources")),
            evidence=self._maybe_word(path, "evidence", entry.get("evidence"), "evidence"),
            assumption=None if entry.get("assumption") is None else str(entry["assumption"]),
        )

    def _factors(self, entries: Collection[Mapping[str, Any]]) -> Iterator[SharedFactor]:
        for number, entry in enumerate(entries):
            path: Path = ("implementation", "factors", number)
            npt = tuple(self._word(path, "npt", word, "npt") for word in _texts(entry["npt"]))
            about = tuple(
                self._word(path, "components", word, "component") for word in _texts(entry.get("components") or [])
            )
            effect = self._word(path, "effect", entry["effect"], "effect")
            yield SharedFactor(str(entry["text"]), effect, npt, about)

    def _factor_links(self, entries: Collection[Mapping[str, Any]]) -> Iterator[SharedFactorLink]:
        for number, entry in enumerate(entries):
            path: Path = ("implementation", "links", number)
            yield SharedFactorLink(
                self._word(path, "from", entry["from"], "npt"),
                self._word(path, "to", entry["to"], "npt"),
                self._word(path, "kind", entry["kind"], "link-effect"),
                self._word(path, "effect", entry["effect"], "effect"),
                entry.get("because"),
            )

    def _conditions(self, path: Path, entry: Mapping[str, Any] | None) -> Iterator[Condition]:
        for name, words in (entry or {}).items():
            question = question_at(Hub, tuple(SHORT_FOR.get(name, name).split("."))) if name != COMPONENT else None
            if name != COMPONENT and question is None:
                known = ", ".join((COMPONENT, *SHORT_FOR))
                message = f"{quoted(name)} is no question of the form. Please name one, or one of: {known}."
                self._refuse(path, message)
            code_list = COMPONENT if question is None else question.code_list
            asked = () if words == _ANY and name != COMPONENT else _texts(words)
            for word in asked:
                if code_list is not None:
                    self._word(path, name, word, code_list)
            yield Condition(SHORT_FOR.get(name, name), asked)

    def _maybe_word(self, path: Path, key: str, word: Any, code_list: str) -> str | None:
        return None if word is None else self._word(path, key, word, code_list)

    def _word(self, path: Path, key: str, word: Any, code_list: str) -> str:
        if word not in self.words[code_list]:
            meant = nearest(str(word), self.words[code_list].words)
            hint = f" Did you mean “{meant}”?" if meant else ""
            message = f"{quoted(word)} is no word of the list “{code_list}”. Please correct `{key}`.{hint}"
            self._refuse(path, message)
        return str(word)

    def _refuse(self, path: Path, message: str) -> None:
        raise MapperError(f"{self.name}, line {self.document.line_at(path)}: {message}")


def _texts(value: Any) -> tuple[str, ...]:
    """The texts of a list, or the one text that stands in place of a list."""
    return tuple(str(one) for one in value) if isinstance(value, list) else () if value is None else (str(value),)


def _measures(value: Any) -> tuple[str, ...]:
    return () if isinstance(value, str) and value in MISSING_WORDS else _texts(value)
