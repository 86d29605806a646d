"""All checks in one list, in the order of their codes."""

from __future__ import annotations

from mapper.checks import (
    accepted,
    activity,
    completeness,
    components,
    costs,
    dates,
    figures,
    interventions,
    logic_model,
    overlaps,
    pathway,
    personal_numbers,
    privacy,
    records,
    references,
    roles,
    screening,
    skills,
    small_counts,
    subtotals,
    tidier,
    workforce,
)
from mapper.checks.check import Check

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *references.CHECKS,
            *overlaps.CHECKS,
            *dates.CHECKS,
            *activity.CHECKS,
            *subtotals.CHECKS,
            *costs.CHECKS,
            *records.CHECKS,
            *figures.CHECKS,
            *components.CHECKS,
            *screening.CHECKS,
            *pathway.CHECKS,
            *workforce.CHECKS,
            *roles.CHECKS,
            *skills.CHECKS,
            *tidier.CHECKS,
            *interventions.CHECKS,
            *logic_model.CHECKS,
            *privacy.CHECKS,
            *personal_numbers.CHECKS,
            *small_counts.CHECKS,
            *completeness.CHECKS,
            *accepted.CHECKS,
        ),
        key=lambda check: check.code,
    )
)
