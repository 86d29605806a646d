"""How a text begins that a spreadsheet would take for a formula."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[\t\r]|\s*[=+\-@＝＋－＠]")
"""The full-width signs are formulas to some spreadsheets of East Asia."""


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    return _FORMULA.match(text) is not None
