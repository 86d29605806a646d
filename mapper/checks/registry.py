"""All checks in one list, in the order of their codes."""

from __future__ import annotations

from mapper.checks import (
    accepted,
    completeness,
    components,
    dates,
    figures,
    logic_model,
    overlaps,
    pathway,
    privacy,
    realisation,
    references,
    screening,
    unused,
    workforce,
)
from mapper.checks.check import Check

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *references.CHECKS,
            *unused.CHECKS,
            *overlaps.CHECKS,
            *dates.CHECKS,
            *figures.CHECKS,
            *components.CHECKS,
            *realisation.CHECKS,
            *screening.CHECKS,
            *pathway.CHECKS,
            *workforce.CHECKS,
            *logic_model.CHECKS,
            *privacy.CHECKS,
            *completeness.CHECKS,
            *accepted.CHECKS,
        ),
        key=lambda check: check.code,
    )
)
