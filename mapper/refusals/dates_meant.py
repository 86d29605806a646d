"""What a date that is not written as the form reads it can mean: British dates, names of months, ranges."""

from __future__ import annotations

import re

from mapper.schema.scalars import is_date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_FINANCIAL_YEAR = re.compile(r"(\d{4})[/-](\d{2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})(?:[/.-](\d{1,2}))?")
_NAMED_MONTH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\.?,? (\d{4})")
_TO = re.compile(r"\s+(?:-|\u2013|to)\s+|(?<=\d{4})(?:-|\u2013)(?=\d{4})")
_LONGEST = 60


def day_first_readings(text: str) -> tuple[str, ...]:
    """What a date such as 1/10/2020 can mean, each reading once: the day first as in Britain, or the month first."""
    match = _DAY_FIRST.fullmatch(text.strip())
    if match is None:
        return ()
    first, second, year = int(match[1]), int(match[2]), match[3]
    both = [f"{year}-{month:02}-{day:02}" for day, month in ((first, second), (second, first))]
    return tuple(dict.fromkeys(reading for reading in both if is_date(reading)))


def dates_meant(text: str) -> tuple[str, ...]:
    """What a text can mean as a date or a range of dates, as the form reads it; nothing where nobody can tell."""
    text = text.strip()
    if len(text) > _LONGEST:
        return ()
    year = _FINANCIAL_YEAR.fullmatch(text)
    if year and (int(year[1]) + 1) % 100 == int(year[2]):
        return (f"{{from: {year[1]}-04, to: {int(year[1]) + 1}-03}}",)
    ends = _TO.split(text)
    if len(ends) == 2:
        both = [_readings(end) for end in ends]
        return (f"{{from: {both[0][0]}, to: {both[1][0]}}}",) if all(len(end) == 1 for end in both) else ()
    return _readings(text)


def _readings(text: str) -> tuple[str, ...]:
    if is_date(text):
        return (text,)
    meant = _written_otherwise(text.lower())
    return (meant,) if meant is not None and is_date(meant) else day_first_readings(text)


def _written_otherwise(text: str) -> str | None:
    """A date with the month by name, before the year, or of one figure."""
    if found := _NAMED_MONTH.fullmatch(text):
        day = f"-{int(found[1]):02}" if found[1] else ""
        month = next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(found[2])), None)
        return f"{found[3]}-{month:02}{day}" if month else None
    if found := _MONTH_FIRST.fullmatch(text):
        return f"{found[2]}-{int(found[1]):02}"
    if found := _YEAR_FIRST.fullmatch(text):
        return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])
    return None
