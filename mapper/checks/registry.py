"""All checks in one list, in the order of their codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mapper.checks import (
    accepted,
    activity,
    codes,
    coding,
    comments,
    completeness,
    components,
    contacts,
    costs,
    dates,
    figures,
    interventions,
    logic_model,
    logic_model_rules,
    overlaps,
    pathway,
    personal_numbers,
    privacy,
    quotes,
    reading,
    realisation,
    records,
    references,
    roles,
    screening,
    shape,
    sign_offs,
    skills,
    small_counts,
    subtotals,
    tidier,
    unused,
    workforce,
)
from mapper.checks.check import Check

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *reading.CHECKS,
            *quotes.CHECKS,
            *comments.CHECKS,
            *shape.CHECKS,
            *references.CHECKS,
            *unused.CHECKS,
            *overlaps.CHECKS,
            *dates.CHECKS,
            *activity.CHECKS,
            *subtotals.CHECKS,
            *costs.CHECKS,
            *records.CHECKS,
            *codes.CHECKS,
            *coding.CHECKS,
            *contacts.CHECKS,
            *figures.CHECKS,
            *components.CHECKS,
            *realisation.CHECKS,
            *screening.CHECKS,
            *pathway.CHECKS,
            *workforce.CHECKS,
            *roles.CHECKS,
            *skills.CHECKS,
            *tidier.CHECKS,
            *interventions.CHECKS,
            *logic_model.CHECKS,
            *logic_model_rules.CHECKS,
            *privacy.CHECKS,
            *personal_numbers.CHECKS,
            *small_counts.CHECKS,
            *completeness.CHECKS,
            *accepted.CHECKS,
            *sign_offs.CHECKS,
        ),
        key=lambda check: check.code,
    )
)


@cache
def checks_by_code() -> Mapping[str, Check]:
    """All checks by their codes."""
    return {check.code: check for check in CHECKS}


def check_of(code: str) -> Check:
    """The check of a code. Raises KeyError if there is none."""
    return checks_by_code()[code]


TOPICS = {
    "Y": "Reading a file",
    "S": "The shape of answers",
    "X": "What has to agree",
    "E": "Codes of care teams (ESMS and DESDE-LTC)",
    "W": "The workforce",
    "T": "Interventions",
    "L": "The logic model",
    "P": "Privacy",
    "C": "Completeness, and findings that are accepted",
    "A": "The accuracy check: queries and sign-offs",
}
"""What the codes that begin with a letter are about, in the order in which they are dealt with."""
