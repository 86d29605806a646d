"""Sign sections of a Hub: what is put on record, and what stands in the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mapper import __version__
from mapper.accuracy.status import HubStatus
from mapper.review.content import SECTIONS, digest_of
from mapper.review.entries import SignOff
from mapper.review.sections import section_words
from mapper.schema.hub import TEMPLATE_VERSION
from mapper.vocabulary.lists import Vocabulary, list_names
from mapper.wording import counted

_DIGITS = 12


class Signature(NamedTuple):
    """Who signs, by role, and on which day; a remark; and why, where something stands in the way."""

    by: str
    on: str
    note: str | None = None
    despite: str | None = None
    page: str | None = None


def obstacles(status: HubStatus, sections: Sequence[str]) -> tuple[str, ...]:
    """What stands in the way of signing sections, a sentence for each."""
    return tuple(_obstacles(status, sections))


def sign_offs(
    status: HubStatus, sections: Sequence[str], signature: Signature, vocabulary: Vocabulary
) -> tuple[SignOff, ...]:
    """The sign-offs of sections, which have no ids yet."""
    lists = code_lists_version(vocabulary)
    whole = "yes" if set(sections) == set(SECTIONS) else None

    def sign_off(section: str) -> SignOff:
        says = status.says[section]
        digest = digest_of(says)
        versions = (TEMPLATE_VERSION, lists, __version__)
        despite = signature.despite if obstacles(status, [section]) else None
        return SignOff(
            "", section, signature.by, signature.on, *versions, digest, says, whole, signature.note, despite,
            signature.page,
        )  # fmt: skip

    return tuple(map(sign_off, sections))


def code_lists_version(vocabulary: Vocabulary) -> str:
    """The code lists as they are now, words of the study included, as the beginning of a SHA-256."""
    words = [(name, word.word, word.label, word.description) for name in list_names() for word in vocabulary[name]]
    return hashlib.sha256(repr(words).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _obstacles(status: HubStatus, sections: Sequence[str]) -> Iterator[str]:
    if status.elsewhere:
        error = status.elsewhere[0]
        yield f"line {error.place.line} has an error that stands in no section: {error.message}"
    for name in sections:
        section = status.section(name)
        if section.errors:
            lines = sorted({error.place.line for error in section.errors})
            yield f"{section_words(name)} has {counted(len(section.errors), 'error')} (line {_listed(lines)})"
        if section.open:
            ids = ", ".join(one.query.id for one in section.open)
            yield f"{section_words(name)} has {counted(len(section.open), 'open query', 'open queries')} ({ids})"


def _listed(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:3])) + (", …" if len(lines) > 3 else "")
