"""Checks T601 to T606, W508: what is said of an intervention, and whether it hangs together with the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from mapper.checks.check import Check, Subject, values_of
from mapper.derived import holds
from mapper.findings import ONLY_MISSING, Path, Problem, Severity
from mapper.schema.answers import Standing
from mapper.schema.base import Group, Question, questions
from mapper.schema.interventions import Intervention
from mapper.schema.staffing import Post
from mapper.wording import quoted


def interventions(subject: Subject) -> Iterator[tuple[Path, Intervention]]:
    """The interventions of a Hub with their paths."""
    for below, intervention in subject.hub.interventions.placed():
        yield ("interventions", *below), intervention


@cache
def tidier_items() -> Mapping[int, tuple[Question, ...]]:
    """The questions of an intervention by the item of TIDieR that they belong to."""
    marked = [question for question in questions(Intervention) if question.tidier is not None]
    numbers = sorted({question.tidier for question in marked if question.tidier is not None})
    return {number: tuple(question for question in marked if question.tidier == number) for number in numbers}


def tidier_items_blank(subject: Subject) -> Iterator[Problem]:
    """Items of TIDieR of which no question has been answered, all of one intervention together."""
    items = tidier_items()
    for path, intervention in interventions(subject):
        blank = [
            f"{number} {asked[0].key.replace('_', ' ')}"
            for number, asked in items.items()
            if not any(_is_answered(subject, path, intervention, question) for question in asked)
        ]
        if blank:
            message = (
                f"{len(blank)} of {len(items)} TIDieR items are blank: {', '.join(blank)}. "
                "Please answer them, or say why there is no answer, such as `not known`."
            )
            yield Problem("T601", ONLY_MISSING, path, message)


def _is_answered(subject: Subject, path: Path, group: Group, question: Question) -> bool:
    """Whether something stands at a question, or at one below it; what could not be used is not blank."""
    value, here = getattr(group, question.attribute), (*path, question.key)
    if isinstance(value, Group):
        below = [asked for asked in questions(type(value)) if not asked.is_remark]
        return any(_is_answered(subject, here, value, asked) for asked in below)
    return value.standing is not Standing.BLANK or (bool(subject.mapped.left_out) and subject.is_left_out(here))


def sessions_out_of_order(subject: Subject) -> Iterator[Problem]:
    """Numbers of sessions of which the least is more than the most, or the usual lies outside the two."""
    for path, intervention in interventions(subject):
        sessions = intervention.sessions
        for key, lower, higher in (("min", "min", "max"), ("usual", "min", "usual"), ("usual", "usual", "max")):
            low, high = getattr(sessions, lower).value, getattr(sessions, higher).value
            if low is not None and high is not None and low.surely_above(high):
                message = (
                    f"The number of sessions is said to be `{low}` ({_SESSIONS[lower]}) and `{high}` "
                    f"({_SESSIONS[higher]}). Please correct one of the two."
                )
                yield Problem("T602", Severity.ERROR, (*path, "sessions", key), message)


_SESSIONS = {"min": "the fewest", "usual": "usual", "max": "the most"}


def partners_in_house(subject: Subject) -> Iterator[Problem]:
    """Partners of interventions that the Hub is said to give itself."""
    for path, intervention in interventions(subject):
        delivered = intervention.delivered.value
        if delivered is None or subject.detail("delivery", delivered, "by_partner") == "yes":
            continue
        for below, partner in values_of(intervention.partner):
            message = (
                f"A partner is named ({quoted(partner)}), and the intervention is delivered `{delivered}`. Please "
                "correct one of the two; where there is no partner, write `not applicable`."
            )
            yield Problem("T603", Severity.ERROR, (*path, "partner", *below), message)


def partners_not_named(subject: Subject) -> Iterator[Problem]:
    """Interventions that a partner gives, without the partner."""
    for path, intervention in interventions(subject):
        delivered = intervention.delivered.value
        if (
            delivered is not None
            and intervention.partner.standing is Standing.BLANK
            and subject.detail("delivery", delivered, "by_partner") == "yes"
            and not subject.is_left_out((*path, "partner"))
        ):
            message = (
                f"The delivery is `{delivered}`, and no partner is named. "
                "Please name the organisation, or say why it is not named, such as `withheld`."
            )
            yield Problem("T604", ONLY_MISSING, (*path, "partner"), message)


def treated_and_not_measured(subject: Subject) -> Iterator[Problem]:
    """Therapies for what none of the Hub's measures measures, where every measure is known to the code list."""
    measures = subject.hub.screening.measures
    if not measures.items or subject.is_left_out(("screening", "measures")):
        return
    measured = {subject.detail("measure", used.measure, "domain") for used in measures}
    if None in measured:
        return
    for path, intervention in interventions(subject):
        for below, kind in values_of(intervention.kind):
            domain = subject.detail("intervention", kind, "treats")
            if domain is not None and domain not in measured:
                message = (
                    f"{quoted(kind)} treats {domain}, and none of the Hub's measures measures that. Please check the "
                    "kind of intervention, and the measures under `screening`."
                )
                yield Problem("T605", Severity.WARNING, (*path, "kind", *below), message)


def teams_taken_for_persons(subject: Subject) -> Iterator[Problem]:
    """Offers to teams that are received by a person, a couple or a family."""
    for path, intervention in interventions(subject):
        kind = intervention.kind.value
        if kind is None or subject.detail("intervention", kind, "offered_to") != "team":
            continue
        for below, recipient in values_of(intervention.recipient):
            if subject.detail("recipient", recipient, "in_private") == "yes":
                message = (
                    f"{quoted(kind)} is an offer to teams, and it is received by `{recipient}`. "
                    "Please check the kind of intervention and who receives it."
                )
                yield Problem("T606", Severity.WARNING, (*path, "recipient", *below), message)


def nobody_able(subject: Subject) -> Iterator[Problem]:
    """Interventions that the Hub gives itself and none of the posts that could give them is said to be able to."""
    if not subject.hub.staffing.posts.items or subject.is_left_out(("staffing", "posts")):
        return
    for path, intervention in interventions(subject):
        givers = _givers(subject, intervention)
        if givers is None or subject.is_left_out((*path, "provided_by")):
            continue
        able = {kind for post in givers for kind in post.therapies}
        for below, kind in values_of(intervention.kind):
            if kind not in able:
                who = "the posts named in `provided_by`" if intervention.provided_by.items else "any post"
                message = (
                    f"{quoted(kind)} is not among the `therapies` of {who}, so that nobody is able to give it. "
                    "Please correct the therapies of the posts, or who gives the intervention."
                )
                yield Problem("W508", Severity.WARNING, (*path, "kind", *below), message)


def _givers(subject: Subject, intervention: Intervention) -> list[Post] | None:
    """The posts that could give what the Hub gives itself; None where the answers do not tell, or it has ended."""
    delivered = intervention.delivered
    if delivered.standing is not Standing.BLANK and (
        delivered.value is None or subject.detail("delivery", delivered.value, "by_partner") == "yes"
    ):
        return None
    if not holds(intervention, subject.hub.record.as_of.value):
        return None
    posts = subject.hub.staffing.posts
    named = intervention.provided_by
    if named.standing is Standing.BLANK:
        givers = [post for post in posts if post.clinical.value != "non-clinical" or post.therapies.items]
    else:
        givers = [post for post in posts if post.id in named.items]
        if len({post.id for post in givers}) < len(set(named.items)):
            return None
    told = all(post.therapies.standing is Standing.ANSWERED for post in givers)
    return givers if givers and told else None


CHECKS = (
    Check(
        code="T601",
        title="TIDieR items of an intervention are blank",
        why="An intervention that is not described cannot be compared or repeated; TIDieR lists what readers need.",
        bad="""
            interventions:
              - {id: cbt, name: CBT, kind: CBT, recipient: individual, why: Short work on low mood., minutes: 50}
            """,
        good="""
            interventions:
              - id: cbt
                name: CBT
                kind: CBT
                recipient: individual
                why: Short work on low mood.
                materials: not reported
                procedures: Sessions with homework.
                training: Accredited CBT training.
                modes: [video]
                settings: [remote]
                minutes: 50
                tailoring: not known
                modifications: not applicable
                fidelity_planned: not collected
                fidelity_actual: not collected
            """,
        run=tidier_items_blank,
        source="tidier-2014",
    ),
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
        title="Trauma is treated and not measured",
        why="A Hub that gives trauma therapy needs to know who has post-traumatic stress, and whether it gets less.",
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
        why="Support to teams and to persons is told apart in every table and drawing.",
        bad="""
            interventions:
              - {id: reflection, kind: reflective practice, recipient: individual}
            """,
        good="""
            interventions:
              - {id: reflection, kind: reflective practice, recipient: team}
            """,
        run=teams_taken_for_persons,
    ),
    Check(
        code="W508",
        title="Nobody is able to give an intervention",
        why="What is offered needs somebody in post who can give it; otherwise a post or its therapies are wrong.",
        bad="""
            interventions:
              - {id: emdr-therapy, kind: EMDR, recipient: individual, delivered: in house, provided_by: [therapists]}
            staffing:
              posts:
                - {id: therapists, role: psychological therapist, clinical: clinical, therapies: [CBT]}
            """,
        good="""
            interventions:
              - {id: emdr-therapy, kind: EMDR, recipient: individual, delivered: in house, provided_by: [therapists]}
            staffing:
              posts:
                - {id: therapists, role: psychological therapist, clinical: clinical, therapies: [CBT, EMDR]}
            """,
        run=nobody_able,
    ),
)
