"""The kinds of value that an answer can hold, each read from what people write and kept as a value that compares.

Every reader here raises PydanticCustomError with a kind (`not_a_date`) that `mapper/refusals/` puts into words.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
LONGEST_ID = 80

_REMEMBERED = 1000
"""How many dates are kept: the same ones stand in one file after another."""
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)
_FINANCIAL_YEAR = re.compile(r"(\d{4})/(\d{2})", re.ASCII)
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BAND = re.compile(r"\d{1,2}[a-d]?", re.ASCII)
_BAND_RANGE = re.compile(r"\s*(\w+)\s*(?:-|\u2013|to)\s*(\w+)\s*")


def _before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


class PartialDate(NamedTuple):
    """A date known to the year, month or day, or a stretch `{from:, to:}`, as the days it may cover (None: open).

    A stretch begins between `earliest` and `latest_start`, and ends between `earliest_end` and `latest`.
    """

    text: str
    earliest: date | None
    latest: date | None
    latest_start: date | None
    earliest_end: date | None

    def __str__(self) -> str:
        return self.text

    def surely_after(self, other: PartialDate) -> bool:
        """Whether every day this may mean comes after every day the other may mean."""
        return _before(other.latest, self.earliest)

    def surely_before(self, other: PartialDate) -> bool:
        """Whether every day this may mean comes before every day the other may mean."""
        return _before(self.latest, other.earliest)

    def surely_begins_before(self, other: PartialDate) -> bool:
        """Whether every day on which this may begin comes before every day on which the other may."""
        return _before(self.latest_start, other.earliest)

    def surely_ends_after(self, other: PartialDate) -> bool:
        """Whether every day on which this may end comes after every day on which the other may."""
        return _before(other.latest, self.earliest_end)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(read_date)


class Amount(NamedTuple):
    """A number, or a range of which one end may be open (None). A single number has two equal ends."""

    low: Decimal | None
    high: Decimal | None

    def __str__(self) -> str:
        return f"{self:f}"

    def __format__(self, written: str) -> str:
        """In words, each end as `f`: plain figures, as a file holds them; or as `,f`: with commas at thousands."""
        low, high = (None if end is None else format(end.normalize(), written or "f") for end in self)
        if low is None:
            return f"{high} or fewer"
        if high is None:
            return f"{low} or more"
        return low if low == high else f"{low} to {high}"

    def surely_above(self, other: Amount) -> bool:
        """Whether the least this may be is more than the most the other may be."""
        return self.low is not None and other.high is not None and self.low > other.high

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(read_amount)


class BandRange(NamedTuple):
    """A pay band or a range of bands, as written: whether they exist and in which order is the vocabulary's matter."""

    low: str
    high: str

    def __str__(self) -> str:
        return self.low if self.low == self.high else f"{self.low}-{self.high}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(read_band)


class Limits(NamedTuple):
    """What an amount must keep to beside not being negative."""

    whole: bool = False
    most: int | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: Any) -> Amount:
            amount = read_amount(value)
            for end in (amount.low, amount.high):
                if end is None:
                    continue
                if self.whole and end != end.to_integral_value():
                    raise PydanticCustomError("not_a_whole_number", "not whole")
                if self.most is not None and end > self.most:
                    raise PydanticCustomError("number_too_large", "too large", {"most": self.most})
            return amount

        return core_schema.no_info_plain_validator_function(read)


class CodeList(NamedTuple):
    """The answer is a word of this list of the vocabulary (or of the study's additions to it)."""

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: Any, info: core_schema.ValidationInfo) -> str:
            word = value if type(value) is str else _typed_text(value)
            listed = info.context["words"][self.name] if info.context else None
            if word is None or (listed is not None and word not in listed.words and not listed.takes_texts):
                raise PydanticCustomError("unknown_word", "unknown word", {"list": self.name})
            return word

        return core_schema.with_info_plain_validator_function(read)


class Refers(NamedTuple):
    """The answer is the id of an item elsewhere in the file: a `source`, `post`, `service`, `step` and so on."""

    to: str


class ReadBy(NamedTuple):
    """The answer is what this function of the module makes of the value."""

    read: Callable[[Any], str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


class NamesARole(NamedTuple):
    """The answer says who, by role: the name of a person does not belong here."""


class Tells(NamedTuple):
    """The answer tells which Hub it is: outputs with labels say instead `what` of which Hub stands there. A name
    (`is_name`) is looked for in other texts too.
    """

    what: str
    is_name: bool = True


class MayBe(NamedTuple):
    """The answer is a text, and often one of some words that the form asks for, such as yes and no."""

    words: tuple[str, ...]


def read_text(value: Any) -> str:
    """Text of any kind; numbers and true or false are taken as they were typed."""
    text = _typed_text(value)
    if text is None:
        raise PydanticCustomError("not_a_text", "not a text")
    return text.strip()


def read_yes_no(value: Any) -> str:
    """The words yes and no; `true` and `false` are refused, because a form is read aloud."""
    if isinstance(value, str) and value.strip().lower() in ("yes", "no"):
        return value.strip().lower()
    raise PydanticCustomError("not_yes_or_no", "not yes or no")


def read_identifier(value: Any) -> str:
    """Lower-case letters, figures and hyphens."""
    text = _typed_text(value)
    if text is None or not _IDENTIFIER.fullmatch(text) or len(text) > LONGEST_ID:
        raise PydanticCustomError("not_an_id", "not an id")
    return text


def slug(text: str) -> str:
    """A text as an identifier: lower-case letters, figures and hyphens; empty if nothing of it can be kept."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_ID].strip("-")


def read_financial_year(value: Any) -> str:
    """A financial or price year `2021/22`."""
    match = _FINANCIAL_YEAR.fullmatch(value) if isinstance(value, str) else None
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        raise PydanticCustomError("not_a_financial_year", "not a financial year")
    return str(value)


def read_clock(value: Any) -> str:
    """A time of day `9:30`, kept as `09:30`; 24:00 is the end of a day."""
    match = _CLOCK.fullmatch(_typed_text(value) or "")
    if match is None or int(match[2]) > 59 or (int(match[1]), int(match[2])) > (24, 0):
        raise PydanticCustomError("not_a_time", "not a time")
    return f"{int(match[1]):02}:{match[2]}"


def read_date(value: Any) -> PartialDate:
    """`2020`, `2020-10`, `2020-10-05`, or `{from: …, to: …}` with either end left out."""
    if isinstance(value, dict):
        low, high = _ends(value, _one_date)
        if low and high and low.surely_after(high):
            raise PydanticCustomError("range_upside_down", "upside down", {"low": low.text, "high": high.text})
        text = " to ".join(end.text for end in (low, high) if end)
        text = f"{text} or later" if not high else f"{text} or earlier" if not low else text
        (earliest, latest_start), (earliest_end, latest) = (
            (end.earliest, end.latest) if end else (None, None) for end in (low, high)
        )
        return PartialDate(text, earliest, latest, latest_start, earliest_end)
    return _one_date(value)


def is_date(text: str) -> bool:
    """Whether a text is a whole or partial date that there is in the calendar."""
    try:
        _one_date(text)
    except PydanticCustomError:
        return False
    return True


def _one_date(value: Any) -> PartialDate:
    return _date_of((_typed_text(value) or "").strip())


@lru_cache(maxsize=_REMEMBERED)
def _date_of(text: str) -> PartialDate:
    match = _DATE.fullmatch(text)
    if match is None:
        raise PydanticCustomError("not_a_date", "not a date")
    if not EARLIEST_YEAR <= int(match[1]) <= LATEST_YEAR:
        raise PydanticCustomError("year_out_of_reach", "year out of reach")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        earliest = date(year, 1 if month is None else month, 1 if day is None else day)
        last_month = 12 if month is None else month
        latest = date(year, last_month, calendar.monthrange(year, last_month)[1] if day is None else day)
    except ValueError:
        raise PydanticCustomError("no_such_date", "no such date") from None
    return PartialDate(match[0], earliest, latest, latest, earliest)


def read_amount(value: Any) -> Amount:
    """A number that is not negative, or a range `{from: 2, to: 3}` with either end left out."""
    if isinstance(value, dict):
        low, high = _ends(value, _one_number)
        if low is not None and high is not None and low > high:
            raise PydanticCustomError("range_upside_down", "upside down", {"low": str(low), "high": str(high)})
        return Amount(low, high)
    number = _one_number(value)
    return Amount(number, number)


def _one_number(value: Any) -> Decimal:
    if type(value) is bool or not isinstance(value, (int, float)):
        raise PydanticCustomError("not_a_number", "not a number")
    number = Decimal(value) if isinstance(value, int) else Decimal(repr(float(value)))
    if not number.is_finite():
        raise PydanticCustomError("not_a_number", "not a number")
    if number < 0:
        raise PydanticCustomError("number_below_zero", "below zero")
    return number


def read_band(value: Any) -> BandRange:
    """`7`, `8a`, `8a-8b`, or `{from: 8a, to: 8b}`."""
    if isinstance(value, dict):
        low, high = _ends(value, _one_band)
        if low is None or high is None:
            raise PydanticCustomError("not_a_band", "not a band")
        return BandRange(low, high)
    text = _typed_text(value) or ""
    match = _BAND_RANGE.fullmatch(text)
    if match:
        return BandRange(_one_band(match[1]), _one_band(match[2]))
    return BandRange(_one_band(text), _one_band(text))


def _one_band(value: Any) -> str:
    text = (_typed_text(value) or "").strip().lower()
    if not _BAND.fullmatch(text):
        raise PydanticCustomError("not_a_band", "not a band")
    return text


def _ends(value: dict[str, Any], read_end: Any) -> tuple[Any, Any]:
    if not value or not value.keys() <= {"from", "to"}:
        raise PydanticCustomError("not_a_range", "not a range")
    low, high = (_read_end(value, end, read_end) for end in ("from", "to"))
    if low is None and high is None:
        raise PydanticCustomError("not_a_range", "not a range")
    return low, high


def _read_end(value: dict[str, Any], end: str, read_end: Any) -> Any:
    """One end of a range. Raises ValidationError, placed at that end."""
    if value.get(end) is None:
        return None
    try:
        return read_end(value[end])
    except PydanticCustomError as error:
        raise ValidationError.from_exception_data(
            "range", [InitErrorDetails(type=error, loc=(end,), input=value[end])]
        ) from None


def _typed_text(value: Any) -> str | None:
    """A scalar as it was typed; None for anything that is not one."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(getattr(value, "text", None) or value)
    return None


Text = Annotated[str, ReadBy(read_text)]
YesNo = Annotated[Literal["yes", "no"], ReadBy(read_yes_no)]
Identifier = Annotated[str, ReadBy(read_identifier)]
FinancialYear = Annotated[str, ReadBy(read_financial_year)]
Clock = Annotated[str, ReadBy(read_clock)]
Count = Annotated[Amount, Limits(whole=True)]
Percentage = Annotated[Amount, Limits(most=100)]
SourceId = Annotated[str, ReadBy(read_text), Refers("source")]
Role = Annotated[str, ReadBy(read_text), NamesARole()]
CodingWord = Annotated[str, ReadBy(read_text), MayBe(("yes", "no"))]
