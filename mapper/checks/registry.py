"""All checks in one list, in the order of their codes."""

from __future__ import annotations

from mapper.checks import (
    accepted,
    completeness,
    dates,
    logic_model,
    privacy,
    quotes,
    reading,
    references,
    shape,
    workforce,
)
from mapper.checks.check import Check

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *reading.CHECKS,
            *quotes.CHECKS,
            *shape.CHECKS,
            *references.CHECKS,
            *dates.CHECKS,
            *workforce.CHECKS,
            *logic_model.CHECKS,
            *privacy.CHECKS,
            *completeness.CHECKS,
            *accepted.CHECKS,
        ),
        key=lambda check: check.code,
    )
)

TOPICS = {
    "Y": "Reading a file",
    "S": "The shape of answers",
    "X": "What has to agree",
    "E": "Service mapping codes",
    "W": "The workforce",
    "T": "Interventions",
    "L": "The logic model",
    "P": "Privacy",
    "C": "Completeness, and findings that are accepted",
}
"""What the codes that begin with a letter are about, in the order in which they are dealt with."""
