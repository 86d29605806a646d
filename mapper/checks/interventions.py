"""Checks T602 to T606: what is said of an intervention, and whether it hangs together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mapper.amounts import widest
from mapper.checks.check import Check, Subject, values_of
from mapper.checks.places import MEASURES, OUTCOMES
from mapper.findings import ONLY_MISSING, Path, Problem, Severity
from mapper.periods import may_hold
from mapper.schema.answers import Standing
from mapper.schema.interventions import Intervention, Sessions
from mapper.schema.scalars import Amount
from mapper.wording import quoted


def sessions_out_of_order(subject: Subject) -> Iterator[Problem]:
    """Numbers of sessions of which the least is more than the most, or the usual lies outside the two."""
    for path, intervention in subject.interventions:
        sessions = intervention.sessions
        for key, lower, higher in (("min", "min", "max"), ("usual", "min", "usual"), ("usual", "usual", "max")):
            found = list(_out_of_order(sessions, key, lower, higher))
            for below, low, high in found:
                message = (
                    f"The number of sessions is said to be `{low}` ({_SESSIONS[lower]}) and `{high}` "
                    f"({_SESSIONS[higher]}). Please correct one of the two."
                )
                yield Problem("T602", Severity.ERROR, (*path, "sessions", key, *below), message)
            if found:
                break


def _out_of_order(sessions: Sessions, key: str, lower: str, higher: str) -> Iterator[tuple[Path, Amount, Amount]]:
    """Each reading of one number that cannot be beside the other: its path, the lower and the higher number."""
    other = widest(getattr(sessions, higher if key == lower else lower))
    if other is None:
        return
    for below, said in values_of(getattr(sessions, key)):
        low, high = (said, other) if key == lower else (other, said)
        if low.surely_above(high):
            yield below, low, high


_SESSIONS = {"min": "the fewest", "usual": "usual", "max": "the most"}


def partners_in_house(subject: Subject) -> Iterator[Problem]:
    """Partners of interventions that the Hub is said to give itself."""
    for path, intervention in subject.interventions:
        delivered = [reading.value for reading in intervention.delivered.readings]
        if not delivered or any(subject.detail("delivery", word, "by_partner") == "yes" for word in delivered):
            continue
        for below, partner in values_of(intervention.partner):
            message = (
                f"A partner is named ({quoted(partner)}), and the intervention is delivered `{delivered[0]}`. "
                "Please correct one of the two; where there is no partner, write `not applicable`."
            )
            yield Problem("T603", Severity.ERROR, (*path, "partner", *below), message)


def partners_not_named(subject: Subject) -> Iterator[Problem]:
    """Interventions that a partner gives, without the partner."""
    for path, intervention in subject.interventions:
        delivered = [reading.value for reading in intervention.delivered.readings]
        if (
            delivered
            and subject.is_unanswered((*path, "partner"), intervention.partner)
            and all(subject.detail("delivery", word, "by_partner") == "yes" for word in delivered)
        ):
            message = (
                f"The delivery is `{delivered[0]}`, and no partner is named. "
                "Please name the organisation, or say why it is not named, such as `withheld`."
            )
            yield Problem("T604", ONLY_MISSING, (*path, "partner"), message)


def treated_and_not_measured(subject: Subject) -> Iterator[Problem]:
    """What the Hub gives for something that none of its measures measures, where the code list knows every measure."""
    measured = _measured(subject)
    if measured is None or None in measured:
        return
    for path, intervention in subject.interventions:
        for below, kind in values_of(intervention.kind) if _is_given_here(subject, intervention) else ():
            domain = subject.detail("intervention", kind, "treats")
            if domain is not None and domain not in measured:
                message = (
                    f"{quoted(kind)} treats {domain}, and none of the Hub's measures measures that. Please check the "
                    "kind of intervention, and the measures under `screening`."
                )
                yield Problem("T605", Severity.WARNING, (*path, "kind", *below), message)


def _measured(subject: Subject) -> set[Any] | None:
    """What the measures in use, and those of which there are results, measure (None: nobody can tell of a measure);
    None where the answers do not tell which measures there are.
    """
    measures, outcomes = subject.hub.screening.measures, subject.hub.activity.outcomes
    are_told = bool(measures.items) or _has_no_measures(subject)
    if not are_told or subject.is_left_out(MEASURES) or subject.is_left_out(OUTCOMES):
        return None
    as_of = subject.hub.record.as_of.value
    used = [one.measure for one in measures if may_hold(one, as_of)] + [outcome.measure for outcome in outcomes]
    return {subject.detail("measure", measure, "domain") for measure in used}


def _has_no_measures(subject: Subject) -> bool:
    """Whether measures are said to be none, or are left blank where nobody is screened."""
    screening = subject.hub.screening
    is_blank = screening.measures.standing is Standing.BLANK
    nobody_screened = screening.offered.surely(lambda said: said == "no")
    return (is_blank and nobody_screened) or subject.says_none(MEASURES, screening.measures)


def _is_given_here(subject: Subject, intervention: Intervention) -> bool:
    """Whether the Hub may give an intervention itself at the date of the record."""
    delivered = intervention.delivered.readings
    by_others = delivered and all(subject.detail("delivery", one.value, "by_hub") != "yes" for one in delivered)
    return not by_others and may_hold(intervention, subject.hub.record.as_of.value)


def team_offers_to_persons(subject: Subject) -> Iterator[Problem]:
    """Offers to teams that are received by a person, a couple or a family."""
    for path, intervention in subject.interventions:
        kinds = [reading.value for reading in intervention.kind.readings]
        if not kinds or any(subject.detail("intervention", kind, "offered_to") != "team" for kind in kinds):
            continue
        for below, recipient in values_of(intervention.recipient):
            if subject.detail("recipient", recipient, "in_private") == "yes":
                message = (
                    f"{quoted(kinds[0])} is an offer to teams, and it is received by `{recipient}`. "
                    "Please check the kind of intervention and who receives it."
                )
                yield Problem("T606", Severity.WARNING, (*path, "recipient", *below), message)


CHECKS = (
    Check(
        code="T602",
        title="Numbers of sessions are out of order",
        why="The fewest sessions cannot be more than the most, and the usual number lies between the two.",
        bad="""
            interventions:
              - {id: cbt, kind: CBT, recipient: individual, sessions: {min: 12, usual: 8, max: 10}}
            """,
        good="""
            interventions:
              - {id: cbt, kind: CBT, recipient: individual, sessions: {min: 4, usual: 8, max: 10}}
            """,
        run=sessions_out_of_order,
    ),
    Check(
        code="T603",
        title="A partner is named for what is delivered in house",
        why="What the Hub gives itself and what a partner gives are counted and paid for apart.",
        bad="""
            interventions:
              - {id: talks, kind: counselling, recipient: individual, delivered: in house, partner: Example Counselling}
            """,
        good="""
            interventions:
              - {id: talks, kind: counselling, recipient: individual, delivered: mixed, partner: Example Counselling}
            """,
        run=partners_in_house,
    ),
    Check(
        code="T604",
        title="The partner that delivers an intervention is not named",
        why="Who gives an intervention is part of what it is; readers have to see on which organisation it rests.",
        bad="""
            interventions:
              - {id: talks, kind: counselling, recipient: individual, delivered: partner commissioned}
            """,
        good="""
            interventions:
              - {id: talks, kind: counselling, recipient: individual, delivered: partner, partner: Example Counselling}
            """,
        run=partners_not_named,
    ),
    Check(
        code="T605",
        title="What is treated is not measured",
        why="A Hub that treats something, such as post-traumatic stress, needs to know who has it, and if it helps.",
        bad="""
            screening:
              measures: [{measure: PHQ-9}, {measure: GAD-7}]
            interventions:
              - {id: emdr-therapy, kind: EMDR, recipient: individual}
            """,
        good="""
            screening:
              measures: [{measure: PHQ-9}, {measure: PCL-5}]
            interventions:
              - {id: emdr-therapy, kind: EMDR, recipient: individual}
            """,
        run=treated_and_not_measured,
    ),
    Check(
        code="T606",
        title="An offer to teams is received by a person",
        why="Tables and drawings show support to teams apart from support to single people, by kind and by recipient.",
        bad="""
            interventions:
              - {id: reflection, kind: reflective practice, recipient: individual}
            """,
        good="""
            interventions:
              - {id: reflection, kind: reflective practice, recipient: team}
            """,
        run=team_offers_to_persons,
    ),
)
