"""Checks X321, X322, X323: thresholds that a measure cannot have, or that do not say enough to be used."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mapper.checks.check import Check, Subject, values_of
from mapper.findings import ONLY_MISSING, Path, Problem, Severity
from mapper.schema.answers import Standing
from mapper.schema.scalars import Amount
from mapper.schema.screening import MeasureUsed


def thresholds_out_of_range(subject: Subject) -> Iterator[Problem]:
    """Thresholds outside the scores that a measure can give, and at an end of them if no score lies beyond it."""
    for path, used in _with_threshold(subject):
        ends = [subject.detail("measure", used.measure, key) for key in ("lowest", "highest")]
        if None in ends:
            continue
        lowest, highest = (Amount(end, end) for end in (Decimal(str(end)) for end in ends))
        above = _never_met_at(subject, used, "highest")
        below = _never_met_at(subject, used, "lowest")
        for within, value in values_of(used.threshold.value):
            is_above = value.surely_above(highest) or (above and value.low == highest.low)
            if is_above or lowest.surely_above(value) or (below and value.high == lowest.high):
                operator = f"{used.threshold.operator.value} " if used.threshold.operator.value else ""
                message = (
                    f"The {used.measure} has scores from `{lowest}` to `{highest}`, and the threshold is "
                    f"`{operator}{value}`. Please correct the threshold or the measure."
                )
                yield Problem("X321", Severity.ERROR, (*path, "value", *within), message)


def _never_met_at(subject: Subject, used: MeasureUsed, end: str) -> bool:
    """Whether no score meets a threshold that is the lowest or the highest score itself, as it would be beyond it."""
    return used.threshold.operator.surely(lambda word: subject.detail("operator", word, "never_met_at") == end)


def thresholds_not_said_in_full(subject: Subject) -> Iterator[Problem]:
    """Thresholds of which nobody can tell how a score is held against them, or where they come from."""
    for path, used in _with_threshold(subject):
        threshold = used.threshold
        if _has_no_sum(subject, used):
            continue  # there is no threshold to say more of
        if subject.is_unanswered((*path, "operator"), threshold.operator):
            message = (
                "A threshold is given without how a score is held against it. Please fill in `operator`, such as "
                "`at least`, or say why there is no answer."
            )
            yield Problem("X322", ONLY_MISSING, (*path, "operator"), message)
        elsewhere = (threshold.sources, used.sources)
        has_source = threshold.value.cited or any(answer.standing is not Standing.BLANK for answer in elsewhere)
        if not has_source and subject.is_unanswered((*path, "source"), threshold.source):
            message = (
                "A threshold is given without where it comes from. Please write the id of a source at `source`, or "
                "say why there is no answer."
            )
            yield Problem("X322", ONLY_MISSING, (*path, "source"), message)


def thresholds_of_no_sum(subject: Subject) -> Iterator[Problem]:
    """A threshold for a sum score, for a measure that is scored by a decision rule."""
    for path, used in _with_threshold(subject):
        if _has_no_sum(subject, used):
            message = (
                f"The {used.measure} is scored by a decision rule and not by a sum, so there is no score to hold "
                "against a number. Please write `threshold: not applicable`, and the rule as a `note`."
            )
            yield Problem("X323", Severity.ERROR, (*path, "value"), message)


def _has_no_sum(subject: Subject, used: MeasureUsed) -> bool:
    return bool(subject.detail("measure", used.measure, "scoring") == "algorithm")


def _with_threshold(subject: Subject) -> Iterator[tuple[Path, MeasureUsed]]:
    for below, used in subject.hub.screening.measures.placed():
        if used.threshold.value.readings:
            yield ("screening", "measures", *below, "threshold"), used


CHECKS = (
    Check(
        code="X321",
        title="A threshold lies outside the range of its measure",
        why="No score reaches it; most often it belongs to another measure, or two figures have been swapped.",
        bad="""
            record: {sources: [{id: screening-protocol}]}
            screening:
              measures:
                - {measure: GAD-7, threshold: {operator: at least, value: 31, source: screening-protocol}}
            """,
        good="""
            record: {sources: [{id: screening-protocol}]}
            screening:
              measures:
                - {measure: GAD-7, threshold: {operator: at least, value: 8, source: screening-protocol}}
            """,
        run=thresholds_out_of_range,
    ),
    Check(
        code="X322",
        title="A threshold is a bare number",
        why="A threshold is a measure, an operator, a value and a source: 10 may mean 10 and over or over 10, and the "
        "usual thresholds of one measure differ from source to source.",
        bad="""
            screening:
              measures:
                - {measure: PHQ-9, threshold: {value: 10}}
            """,
        good="""
            record: {sources: [{id: screening-protocol}]}
            screening:
              measures:
                - {measure: PHQ-9, threshold: {operator: at least, value: 10, source: screening-protocol}}
            """,
        run=thresholds_not_said_in_full,
    ),
    Check(
        code="X323",
        title="A threshold for a measure that has no sum score",
        why="The International Trauma Questionnaire says by a decision rule who meets its criteria, not by a sum.",
        bad="""
            record: {sources: [{id: screening-protocol}]}
            screening:
              measures:
                - {measure: ITQ, threshold: {operator: at least, value: 24, source: screening-protocol}}
            """,
        good="""
            screening:
              measures:
                - {measure: ITQ, threshold: {missing: not applicable, note: scored by a decision rule}}
            """,
        run=thresholds_of_no_sum,
        source="cloitre-2018",
    ),
)
