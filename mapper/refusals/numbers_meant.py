"""What a number that is not written in plain figures can mean: units, thousands and millions, limits, ranges, words."""

from __future__ import annotations

import re
from decimal import Decimal

from mapper.schema.scalars import Amount

_IN_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_SCALES = {"k": 1000, "thousand": 1000, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_UNITS = {
    "percent": "%|per ?cent",
    "minutes": "min(?:ute)?s?",
    "days": "(?:working )?days?",
    "weeks": "w(?:ee)?ks?",
    "months": "m(?:on)?ths?",
    "age": "y(?:ea)?rs?(?: old)?",
    "wte": "wte|fte",
    "": "people|persons?|staff|employees|clients?|sessions?|places?|referrals?|contacts?|posts?",
}
"""How the unit is written that a question asks for by this word of its name; by none, what is counted in whole."""
_UNIT = re.compile("(?<![a-z])(?:" + "|".join(f"({written})" for written in _UNITS.values()) + r")(?![a-z])\.?")
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_NUMBER = re.compile(rf"(£)? ?(?:({_FIGURES})|({'|'.join(_IN_WORDS)})) ?({'|'.join(_SCALES)})?", re.ASCII)
_ABOUT = re.compile(r"(?:(?:about|around|roughly|approximately|approx\.?|circa|ca\.?)(?![a-z])|c\.?(?=[ \d£])|~) ?")
_RANGE = re.compile(r"(?:from )?(.+?) ?(?:-|\bto\b) ?(.+)|between (.+) and (.+)")
_LIMITS = {
    "from": re.compile(r"(?:at least|>=|≥) ?(.+)|(.+?) ?(?:\+|plus|(?:or|and) (?:more|over|above|older|up))"),
    "above": re.compile(r"(?:more than|over|above|>) ?(.+)"),
    "to": re.compile(r"(?:up to|at most|no more than|<=|≤) ?(.+)|(.+) or (?:less|fewer|under|below)"),
    "below": re.compile(r"(?:less than|fewer than|under|below|<) ?(.+)"),
}
_LONGEST = 60


def amount_meant(text: str, asked: str = "", *, whole: bool = False) -> Amount | None:
    """What a text can mean as an answer to the question of this name, which may count whole things; None where nobody
    can tell: a number of hours is none of minutes.
    """
    plain = " ".join(text.lower().split())
    if len(plain) > _LONGEST:
        return None
    units = {
        unit for match in _UNIT.finditer(plain) for unit, found in zip(_UNITS, match.groups(), strict=True) if found
    }
    if units - {*asked.split("_"), *([""] if whole else [])}:
        return None
    plain = " ".join(_ABOUT.sub("", _UNIT.sub(" ", plain), count=1).split())
    if (number := _number(plain)) is not None:
        return Amount(number, number)
    return _range(plain) or _limit(plain, whole=whole)


def is_rough(text: str) -> bool:
    """Whether a text says that a number is not exact: “about two”."""
    return _ABOUT.match(" ".join(text.lower().split())) is not None


def _number(text: str) -> Decimal | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    pounds, figures, word, scale = match.groups()
    if scale == "m" and not pounds and "." not in (figures or ""):
        return None  # 10m may be minutes or months
    if word:
        number = Decimal(_IN_WORDS.index(word))
    else:
        number = Decimal(figures.replace(",", "" if re.search(r",\d{3}(?!\d)", figures) else "."))
    return (number * _SCALES[scale]).normalize() if scale else number


def _range(text: str) -> Amount | None:
    match = _RANGE.fullmatch(text)
    ends = [end for end in match.groups() if end] if match else []
    low, high = (_number(end) for end in ends) if ends else (None, None)
    if low is None or high is None or low > high or _is_scaled(ends[0]) != _is_scaled(ends[1]):
        return None  # 1-2 million may begin at one or at a million
    return Amount(low, high)


def _is_scaled(text: str) -> bool:
    match = _NUMBER.fullmatch(text)
    return match is not None and match[4] is not None


def _limit(text: str, *, whole: bool) -> Amount | None:
    for kind, pattern in _LIMITS.items():
        match = pattern.fullmatch(text)
        number = _number(next(filter(None, match.groups()))) if match else None
        if number is None:
            continue
        step = 1 if whole and kind in ("above", "below") else 0
        if kind in ("from", "above"):
            return Amount(number + step, None)
        return Amount(None, number - step) if number >= step else None
    return None
