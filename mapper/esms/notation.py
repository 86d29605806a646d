"""What may stand around a code: letters for whom the team is meant, needs in brackets, qualifiers, local variants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from mapper.esms.data import esms_data
from mapper.vocabulary.lists import load_list

_ICD = re.compile(r"[A-Z]\d\d?(?:\.\d)?", re.ASCII)
_AFTER_ALL = "\uffff"
_ICF = re.compile(r"[bdes]\d+", re.ASCII)


class Letters(NamedTuple):
    """Letters with what they stand for (None: not recovered), how sure that is, and where it comes from."""

    letters: str
    label: str | None
    confidence: str
    source: str


@cache
def ages() -> Mapping[str, Letters]:
    """The letters before a code: for whom the team is meant."""
    words = load_list("target-population")
    return {word.word: Letters(word.word, word.label, word.details["confidence"], word.source) for word in words}


@cache
def sexes() -> Mapping[str, Letters]:
    """The letter behind those, of a team for women or men only."""
    return _letters("sexes")


@cache
def qualifiers() -> Mapping[str, Letters]:
    """The letters behind a code."""
    return _letters("qualifiers")


@cache
def needs() -> Mapping[str, Letters]:
    """What some of the needs in square brackets are called."""
    return _letters("needs")


@cache
def figure_letters() -> Mapping[str, str]:
    """The letters that papers put before a code to name a figure of it, with what that is."""
    return {entry["letters"]: entry["label"] for entry in esms_data("notation.yaml")["figures"]}


def variant_beginnings() -> tuple[str, ...]:
    """What the codes of local variants begin with."""
    variants = esms_data("notation.yaml")["variants"]
    return tuple(variant["begins"] + letter for variant in variants for letter in variant["before"])


def variant_of(letters: str) -> str | None:
    """What a code of a local variant that begins with two letters is; None if they are of none."""
    for variant in esms_data("notation.yaml")["variants"]:
        if letters[:1] == variant["begins"] and letters[1:2] and letters[1:2] in variant["before"]:
            return str(variant["label"])
    return None


def prefix_parts(prefix: str) -> tuple[Letters, ...] | None:
    """What the letters before a code stand for: for whom, and for which sex if that is said; None if not known."""
    age, sex = ages().get(prefix[:2]), sexes().get(prefix[2:])
    if age is None or (sex is None and len(prefix) > 2):
        return None
    return (age,) if sex is None else (age, sex)


def canonical_need(text: str) -> tuple[str, bool]:
    """A need in square brackets as it is usually written, and whether it is a code or range of ICD-10 or ICF."""
    ends = [_canonical_end(end.strip()) for end in text.split("-")]
    written = "-".join(end for end, _ in ends)
    if written.upper() == "ICD-T":
        return "ICD-T", True
    kinds = {kind for _, kind in ends}
    return written, len(ends) <= 2 and len(kinds) == 1 and kinds != {""}


def needs_overlap(one: str, other: str) -> bool:
    """Whether two needs may be about the same: F50 lies within F00-F99, and e310 does not."""
    (low, high), (other_low, other_high) = _span(one), _span(other)
    return low <= other_high and other_low <= high


def _span(need: str) -> tuple[str, str]:
    """The first code that a need covers, and what comes after the last, so that they compare: F5 covers F50 to F59."""
    low, _, high = need.partition("-")
    return low, (high or low) + _AFTER_ALL


def _canonical_end(text: str) -> tuple[str, str]:
    if _ICF.fullmatch(text):
        return text, "ICF"
    if _ICD.fullmatch(text.upper()):
        return text.upper(), "ICD"
    return text, ""


def _letters(key: str) -> dict[str, Letters]:
    entries = esms_data("notation.yaml")[key]
    return {e["letters"]: Letters(e["letters"], e.get("label"), e["confidence"], e["source"]) for e in entries}
