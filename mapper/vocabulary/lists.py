"""Code lists: the words that answers may use, each with label, description and source. A study may add words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any, NamedTuple

from mapper.document import Document
from mapper.errors import MapperError
from mapper.reading import read_file

FOLDER = FilePath(__file__).parent


class Word(NamedTuple):
    """A word of a code list. `details` holds what only some lists say, such as the range of a measure."""

    word: str
    label: str
    description: str
    source: str
    details: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class WordList:
    """A code list in its own order; `open` says whether a study may add words to it, and `takes_texts` whether other
    texts may stand in place of its words.
    """

    name: str
    title: str
    description: str
    open: bool
    takes_texts: bool
    words: Mapping[str, Word] = field(hash=False)

    def __contains__(self, word: object) -> bool:
        return word in self.words

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words.values())

    def label(self, word: str) -> str:
        """How output shows a word."""
        return self.words[word].label if word in self.words else word

    def position(self, word: str) -> int:
        """Where a word stands in the list, from 0; words that are not in it come after all others."""
        return list(self.words).index(word) if word in self.words else len(self.words)


class Vocabulary(dict[str, WordList]):
    """All code lists by name, each read when it is first asked for, with the study's additions."""

    def __init__(self, additions: Mapping[str, tuple[Word, ...]] | None = None) -> None:
        super().__init__()
        self._additions = dict(additions or {})

    def __missing__(self, name: str) -> WordList:
        shipped = load_list(name)
        added = {word.word: word for word in self._additions.get(name, ())}
        self[name] = replace(shipped, words={**shipped.words, **added}) if added else shipped
        return self[name]


def list_names() -> tuple[str, ...]:
    """The names of all code lists, in alphabetical order."""
    return tuple(sorted(path.stem for path in (FOLDER / "lists").glob("*.yaml")))


@cache
def load_list(name: str) -> WordList:
    """A code list as shipped. Raises MapperError if there is none of that name."""
    values = load_data(f"lists/{name}.yaml")
    return WordList(
        name=values["list"],
        title=values["title"],
        description=values["description"],
        open=values["additions"] == "yes",
        takes_texts=values.get("texts") == "yes",
        words={entry["word"]: word_from(entry) for entry in values["words"]},
    )


def word_from(entry: Mapping[str, Any]) -> Word:
    """A word from its entry in a list."""
    own = ("word", "label", "description", "source")
    details = {key: value for key, value in entry.items() if key not in own}
    return Word(entry["word"], entry["label"], entry["description"], entry["source"], details)


@cache
def load_sources() -> Mapping[str, Mapping[str, str]]:
    """The sources that code lists, guidance sets and the shared logic model cite, by id."""
    return {source["id"]: source for source in load_data("sources.yaml")["sources"]}


@cache
def word_set(file: str, key: str) -> frozenset[str]:
    """The words that a data file lists under a key."""
    return frozenset(load_data(file)[key])


def load_data(name: str, folder: FilePath = FOLDER) -> Any:
    """The values of a data file that ships with mapper, or that a study names. Raises MapperError if it cannot be
    read.
    """
    return load_document(name, folder).values


def load_document(name: str, folder: FilePath = FOLDER) -> Document:
    """Such a file with the places of its values. Raises MapperError if it cannot be read."""
    document = read_file(folder / name)
    if document.problems or document.values is None:
        problem = document.problems[0]
        line = f"line {problem.place.line}: " if problem.place else ""
        raise MapperError(f"{name} cannot be read: {line}{problem.message}")
    return document
