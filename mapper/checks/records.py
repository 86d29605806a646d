"""Check X371: records that are said to be apart and to be seen by the employer."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Problem, Severity


def apart_and_visible(subject: Subject) -> Iterator[Problem]:
    """A records system of the Hub's own into which the employer looks."""
    records = subject.hub.records_governance.clinical_records
    if not records.relation.surely(lambda relation: subject.detail("record-relation", relation, "apart") == "yes"):
        return
    for below, visible in values_of(records.visible_to_employer):
        if subject.detail("record-visibility", visible, "visible") == "yes":
            relation = records.relation.readings[0].value
            message = (
                f"The records are `{relation}`, a system of the Hub's own, and the employer is said to see them "
                f"(`{visible}`). Please check both answers."
            )
            path = ("records_governance", "clinical_records", "visible_to_employer", *below)
            yield Problem("X371", Severity.WARNING, path, message)


CHECKS = (
    Check(
        code="X371",
        title="Records are standalone and visible to the employer",
        why="Hubs keep records of their own so that employers cannot look in; clients have to be able to rely on it.",
        bad="""
            records_governance:
              clinical_records: {relation: standalone, visible_to_employer: summary}
            """,
        good="""
            records_governance:
              clinical_records: {relation: standalone, visible_to_employer: not visible}
            """,
        run=apart_and_visible,
        source="allsopp-2024",
    ),
)
