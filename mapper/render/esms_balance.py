"""A balance of care with its intervals, and whether a printed percentage can be right, in words and as JSON
(`mapper.esms.balance/1`).
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from mapper.esms.measures import Interval, Printed, Share, check_printed, rounded
from mapper.render.terminal import BOLD, Page, paint_for

_PLACES = 1
"""Decimal places of percentages in words, as papers print them."""
_PLACES_IN_DATA = 4


def balance_text(share: Share, printed: str | None, *, width: int, color: bool) -> str:
    """A share in percent with both intervals, held against a percentage that is printed if there is one; ends with a
    line break. Raises ValueError if what is printed is no percentage.
    """
    page = Page(width, paint_for(color=color))
    wald, wilson = interval_words(share.wald), interval_words(share.wilson)
    lines = [
        page.paint(f"{share.number:,} of {share.of:,}: {percent_words(share.percentage)}%", BOLD),
        *page.labelled("Wald", f"{wald}: the 95% interval that papers print. It can go below 0 or above 100."),
        *page.labelled("Wilson", f"{wilson}: a 95% interval that stays between 0 and 100."),
    ]
    if printed is not None:
        lines += page.labelled("Printed", _printed_words(check_printed(printed, share.number, share.of), share.of))
    return "\n".join(lines) + "\n"


def balance_json(share: Share, printed: str | None) -> str:
    """The same as JSON, percentages to 4 decimal places; ends with a line break."""
    found = check_printed(printed, share.number, share.of) if printed is not None else None
    result = {
        "format": "mapper.esms.balance/1",
        "number": share.number,
        "of": share.of,
        "percentage": _figure(share.percentage),
        "wald": _interval(share.wald),
        "wilson": _interval(share.wilson),
        "printed": _printed(found),
    }
    return json.dumps(result, indent=2, ensure_ascii=True) + "\n"


def share_words(share: Share) -> str:
    """A share with its intervals in one line, as a cell of a table holds it."""
    intervals = f"95% interval Wald {interval_words(share.wald)}, Wilson {interval_words(share.wilson)}"
    return f"{share.number:,} of {share.of:,} ({percent_words(share.percentage)}%; {intervals})"


def interval_words(interval: Interval) -> str:
    """The two ends of an interval in percent."""
    return f"{percent_words(interval.low)} to {percent_words(interval.high)}"


def percent_words(percentage: Decimal) -> str:
    """A percentage to one decimal place, without the sign for percent."""
    return f"{rounded(percentage, _PLACES):f}".replace("-", "−")


def _printed_words(printed: Printed, of: int) -> str:
    if printed.is_possible:
        return f"{printed.text}% can come from these counts."
    said = f"{printed.text}% cannot come from these counts: rounded, they give {printed.given:f}%."
    if printed.counts is None:
        return f"{said} No number out of {of:,} gives {printed.text}%."
    least, most = printed.counts
    numbers = f"{least:,}" if least == most else f"any number from {least:,} to {most:,}"
    return f"{said} Out of {of:,}, it would take {numbers} to give {printed.text}%."


def _printed(printed: Printed | None) -> dict[str, Any] | None:
    if printed is None:
        return None
    counts = None if printed.counts is None else dict(zip(("from", "to"), printed.counts, strict=True))
    return {
        "percentage": printed.text,
        "possible": printed.is_possible,
        "given": f"{printed.given:f}",
        "counts": counts,
    }


def _interval(interval: Interval) -> dict[str, float]:
    return {"low": _figure(interval.low), "high": _figure(interval.high)}


def _figure(percentage: Decimal) -> float:
    return float(rounded(percentage, _PLACES_IN_DATA))
