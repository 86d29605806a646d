"""Words for people: what an answer is called, and which of the known words somebody may have meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from mapper.findings import Path
from mapper.schema.base import NAMING, Group, questions
from mapper.vocabulary.lists import load_data

NEAR = 0.7
"""How alike two words are (difflib's ratio) where one is taken for a slip of the other: `bnad` and `band` are 0.75."""
_MOST_CANDIDATES = 300
"""Beyond so many known words, looking for the nearest takes longer than it helps."""
_LONGEST_MEANT = 20
_SHOWN_OF_DIGEST = 16
_QUOTATION_MARKS = "“”„‘’‚«»‹›\"'"
_ABBREVIATIONS = ("id", "npt", "ods", "url", "wte")
_KEPT = "\n\t\u200c\u200d"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
"""Where a line may or may not break: nobody sees that it is gone."""


def key_words(key: str) -> str:
    """A key as words: `service_model` is “Service model”."""
    words = " ".join(word.upper() if word in _ABBREVIATIONS else word for word in key.split("_"))
    return words[:1].upper() + words[1:]


def item_words(path: Path, values: Any, form: type[Group]) -> str:
    """An answer in the reader's words, from its path and the values read: “Staffing, post 3 (Clinical lead), band”."""
    words: list[str] = []
    group: type[Group] | None = form
    for part in path:
        values = value_at(values, (part,))
        if isinstance(part, int):
            noun = group.noun if group is not None else ""
            name = _name_of(values, group)
            if noun and len(words) > 1:
                words.pop()  # “post 3” says all that “posts, post 3” says
            words.append(f"{noun or 'entry'} {part + 1}" + (f" ({name})" if name else ""))
            continue
        if part in ("value", "conflicting", "missing") and (group is None or _question(group, part) is None):
            continue
        question = _question(group, part) if group is not None else None
        group = question.group if question is not None else None
        words.append(key_words(part) if not words else part.replace("_", " "))
    return shown(", ".join(words)) or "The whole file"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one most likely stands for, if one is near enough."""
    return next(iter(nearest_words(word, known, most=1)), None)


def nearest_words(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The known words that a misspelt one may stand for, the nearest first; alone, if it is only written otherwise."""
    from difflib import get_close_matches

    candidates = list(known)
    if len(candidates) > _MOST_CANDIDATES:
        return ()
    by_form = {loosely(candidate): candidate for candidate in candidates}
    if (form := loosely(word)) in by_form:
        return (by_form[form],)
    return tuple(by_form[near] for near in get_close_matches(form, by_form, n=most, cutoff=NEAR))


@cache
def _meant() -> dict[str, str]:
    return {text: word for word in missing_meanings() for text in (word, *written_for_missing(word))}


@cache
def missing_meanings() -> Mapping[str, str]:
    """What each missing word says, in the order in which they are listed."""
    return MappingProxyType(load_data("missing_words.yaml")["means"])


def written_for_missing(word: str) -> tuple[str, ...]:
    """What people write instead of a missing word, in lower case."""
    return tuple(load_data("missing_words.yaml")["meant"][word])


def meant_as_missing(value: Any) -> str | None:
    """The missing word that somebody most likely means by a text such as `n/a` or `TBC`."""
    if not isinstance(value, str) or len(value) >= _LONGEST_MEANT:
        return None
    meant = _meant().get(" ".join(as_typed(value).lower().split()))
    return None if meant == value.lower() else meant


def in_sentence(label: str) -> str:
    """A label within a sentence; one that begins with an abbreviation, or with the word Hub, stays as it is."""
    is_name = label[1:2].isupper() or label.partition(" ")[0] in ("Hub", "Hub's")
    return label if is_name else label[:1].lower() + label[1:]


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number of things: `1 error`, `1,000 errors`, `2 queries`."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def capital(text: str) -> str:
    """A text with a capital in front."""
    return text[:1].upper() + text[1:]


def quoted(value: Any, most: int = 60) -> str:
    """A value as it is shown in a message: on one line, shortened, without characters that would move a terminal."""
    if isinstance(value, dict):
        return "a group of answers"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    return f"`{shortened(str(getattr(value, 'text', None) or value), most)}`"


def shortened(text: str, most: int) -> str:
    """A text on one line, cut where it is longer than that, without characters that would move a terminal."""
    line = shown(" ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def short_digest(digest: str) -> str:
    """The beginning of a digest, by which people tell it from others."""
    return f"{digest[:_SHOWN_OF_DIGEST]}…"


def shown(text: str) -> str:
    """Text without control characters, direction marks or lone surrogates, each shown as �. Spaces of other widths,
    which word processors write, are spaces; what joins the parts of an emoji stays.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable() or character in _KEPT:
        return character
    if character in _UNSEEN:
        return ""
    return " " if unicodedata.category(character) == "Zs" else "\n" if character == "\r" else "\ufffd"


def as_typed(text: str) -> str:
    """A text as a keyboard would have typed it: without typographic quotation marks around it and unseen characters."""
    if text.isascii():
        return text
    seen = (c for c in text if unicodedata.category(c) != "Cf")
    plain = "".join("-" if unicodedata.category(c) == "Pd" else c for c in seen)
    return " ".join(plain.strip().strip(_QUOTATION_MARKS).split())


def unseen_words(value: Any) -> str:
    """What to add to a message on a text with a character that looks like a space or like nothing; often nothing."""
    text = value if isinstance(value, str) and not value.isascii() else ""
    odd = next((c for c in text if unicodedata.category(c) in ("Cf", "Zs") and c != " "), None)
    if odd is None:
        return ""
    name = unicodedata.name(odd, f"character {ord(odd):04X}").lower()
    return f" There is a {name} in it, which cannot be seen: please type it anew."


def loosely(word: str) -> str:
    """A word without what people write in different ways: capitals, hyphens, underscores, quotation marks."""
    return " ".join(as_typed(str(word)).lower().replace("_", " ").replace("-", " ").split())[:100]


def _question(group: type[Group], key: str) -> Any:
    return next((question for question in questions(group) if question.key == key), None)


def value_at(values: Any, path: Path) -> Any:
    """What stands at a path of the values read; None if nothing does."""
    try:
        for part in path:
            values = values[part]
    except (KeyError, IndexError, TypeError):
        return None
    return values


def _name_of(values: Any, group: type[Group] | None) -> str | None:
    if not isinstance(values, dict):
        return None
    identifying = [q.key for q in questions(group) if q.identifies] if group is not None else []
    for key in (*NAMING, *identifying, "id"):
        if isinstance(values.get(key), str) and values[key]:
            return shortened(values[key], 40)
    return None
