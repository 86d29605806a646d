"""Check W508: therapies that nobody in post is able to give."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Placed, Subject, values_of
from mapper.findings import Path, Problem, Severity
from mapper.periods import may_hold
from mapper.schema.answers import Standing
from mapper.schema.interventions import Intervention
from mapper.schema.staffing import Post
from mapper.wording import quoted


def nobody_able(subject: Subject) -> Iterator[Problem]:
    """Therapies that the Hub gives itself and none of the posts that could give them is said to be able to."""
    if not subject.hub.staffing.posts.items or subject.is_left_out(("staffing", "posts")):
        return
    for path, intervention in subject.interventions:
        givers = _givers(subject, intervention)
        if givers is None or subject.is_left_out((*path, "provided_by")):
            continue
        able = {kind for _, post in givers for kind in post.therapies}
        for below, kind in values_of(intervention.kind):
            if kind not in able and subject.detail("intervention", kind, "needs_training") == "yes":
                who = "the posts named in `provided_by`" if intervention.provided_by.items else "any post"
                message = (
                    f"{quoted(kind)} is not among the `therapies` of {who} at the date of the record, so that nobody "
                    "is able to give it. Please correct the posts and their therapies, or who gives the intervention."
                )
                yield Problem("W508", Severity.WARNING, (*path, "kind", *below), message)


def _givers(subject: Subject, intervention: Intervention) -> Placed[Post] | None:
    """The posts that may be there and could give what the Hub gives itself; None where the answers do not tell, or it
    has ended.
    """
    delivered = intervention.delivered
    may_be_others = any(subject.detail("delivery", one.value, "by_partner") == "yes" for one in delivered.readings)
    if delivered.missing is not None or may_be_others:
        return None
    as_of = subject.hub.record.as_of.value
    if not may_hold(intervention, as_of):
        return None
    named = intervention.provided_by
    if named.standing is Standing.BLANK:
        givers = [placed for placed in subject.posts if _may_give_therapies(subject, *placed)]
    else:
        givers = [placed for placed in subject.posts if placed[1].id in named.items]
        if len({post.id for _, post in givers}) < len(set(named.items)):
            return None
    there = [placed for placed in givers if may_hold(placed[1], as_of)]
    told = all(_tells_its_therapies(subject, *placed) for placed in there)
    return there if givers and told else None


def _may_give_therapies(subject: Subject, path: Path, post: Post) -> bool:
    return _may_work_with_clients(subject, post) or _tells_its_therapies(subject, path, post)


def _tells_its_therapies(subject: Subject, path: Path, post: Post) -> bool:
    return bool(post.therapies.items) or subject.says_none((*path, "therapies"), post.therapies)


def _may_work_with_clients(subject: Subject, post: Post) -> bool:
    said = [reading.value for reading in post.clinical.readings]
    return not said or any(subject.detail("clinical-class", word, "with_clients") == "yes" for word in said)


CHECKS = (
    Check(
        code="W508",
        title="Nobody is able to give a therapy",
        why="A therapy needs somebody in post who is trained in it; otherwise a post or its therapies are wrong.",
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
