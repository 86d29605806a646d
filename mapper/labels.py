"""What gives a Hub away where labels stand for names, and the refusal to let it out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path as FilePath

from mapper.errors import MapperError
from mapper.schema.answers import Answer, Answers
from mapper.schema.base import walk
from mapper.study import MappedHub, Study
from mapper.vocabulary.lists import list_names, load_list, word_set

_SHORTEST, _LONG = 2, 4
"""Letters of the shortest name that is looked for, and of one that is looked for whatever its capitals: a shorter one
would be found in other words.
"""
_UNSEEN = ("Mn", "Cf")
_NAMING_LISTS = ("region",)
"""Code lists whose words tell which Hub it is."""
_KNOWN_BY_A_WORD = (
    "Hub",
    "host",
    "integrated care system",
    "place",
    "earlier service",
    "external service",
    "partner",
    "funder",
    "records system",
)
"""Kinds of names of which the single words tell of a Hub too."""


def refuse_names(texts: Iterable[str], study: Study) -> None:
    """Raise MapperError if labels are asked for and a text still holds the name of a Hub, a host or a place."""
    if not study.shows_labels:
        return
    labels = {plain(study.heading(mapped)) for mapped in study.hubs}
    names = {name for mapped in study.hubs for name in names_told(mapped) if plain(name) not in labels}
    left = names_in(" ".join(texts), names)
    if left:
        raise MapperError(
            f"The study asks for labels, and these names are still in the output: {', '.join(left)}. "
            "Nothing was written. Please word the answers that hold them without names."
        )


def names_told(mapped: MappedHub) -> frozenset[str]:
    """The names that tell which Hub it is: those that the form asks for, such as its own, its host's, of places,
    partners and sources; its id and the name of its file, as words; and the words of names of Hubs, hosts, places and
    services that are not common ones.
    """
    names = {mapped.id.replace("-", " "), FilePath(mapped.file).stem.replace("-", " ")}
    for answered in walk(mapped.hub):
        tells = answered.question.tells
        if tells is None or not tells.is_name:
            continue
        found = _texts_of(answered.value)
        names.update(found)
        if tells.what in _KNOWN_BY_A_WORD:
            names.update(part for name in found for part in _parts_of(name))
    return frozenset(name for name in names if len(plain(name)) >= _SHORTEST and not is_our_word(name))


def _texts_of(answer: object) -> tuple[str, ...]:
    if isinstance(answer, Answer):
        return tuple(reading.value for reading in answer.readings)
    return answer.items if isinstance(answer, Answers) else ()


def _parts_of(name: str) -> list[str]:
    """The words of a name by which alone it may be known: those that are not common."""
    words = re.findall(r"[^\W\d_]+", name)
    return [
        word for word in words if len(word) >= _LONG and word.casefold() not in word_set("name_words.yaml", "common")
    ]


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Those of some names that a text holds as whole words, whatever their capitals, accents and what stands between
    them; short ones only as they are written. In scripts without spaces between words, also within them.
    """
    within, words = f" {plain(text)} ", set(re.findall(r"\w+", text))
    return sorted(name for name in names if _holds(text, within, words, name))


def _holds(text: str, within: str, words: set[str], name: str) -> bool:
    bare = plain(name)
    if len(bare) < _LONG and bare.isascii():
        return name in words
    return f" {bare} " in within or (not bare.isascii() and name in text)


def plain(text: str) -> str:
    """A text as its words alone, in small letters without accents and without characters that cannot be seen."""
    seen = (
        c for c in unicodedata.normalize("NFKD", text.replace("\\n", " ")) if unicodedata.category(c) not in _UNSEEN
    )
    return " ".join(re.findall(r"[^\W_]+", "".join(seen).casefold()))


def is_our_word(text: str) -> bool:
    """Whether a text is a word of a code list, which tells of no Hub: “clinical lead” as a local title, say."""
    return plain(text) in _words_of_ours()


@cache
def _words_of_ours() -> frozenset[str]:
    words = (word for name in list_names() if name not in _NAMING_LISTS for word in load_list(name))
    return frozenset(plain(text) for word in words for text in (word.word, word.label))
