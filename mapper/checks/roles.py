"""Checks W502, W505, W506: bands that do not exist, and bands and classes that do not go with the role of the post."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject, values_of
from mapper.checks.workforce import posts
from mapper.findings import Problem, Severity
from mapper.schema.scalars import BandRange
from mapper.schema.staffing import Post
from mapper.wording import in_sentence, quoted


def illegal_bands(subject: Subject) -> Iterator[Problem]:
    """Bands that do not exist, or ranges that run from the higher to the lower band."""
    for answered in subject.filled:
        if answered.question.kind is not BandRange:
            continue
        for below, value in values_of(answered.value):
            bands = subject.study.vocabulary["band"]
            path = (*answered.path, *below)
            unknown = next((band for band in (value.low, value.high) if band not in bands), None)
            if unknown is not None:
                listed = ", ".join(band.word for band in bands)
                message = f"There is no Agenda for Change band `{unknown}`. Please use one of {listed}."
                yield Problem("W502", Severity.ERROR, path, message)
            elif bands.position(value.low) > bands.position(value.high):
                message = f"The range of bands `{value}` runs backwards. Please write the lower band first."
                hint = f"Did you mean `{value.high}-{value.low}`?"
                yield Problem("W502", Severity.ERROR, path, message, hint)


def unusual_classes(subject: Subject) -> Iterator[Problem]:
    """Clinical roles in posts without clinical work, and the other way round."""
    for path, post in posts(subject):
        role = post.role.value
        usual = None if role is None else subject.detail("role", role, "usual_class")
        for below, said in values_of(post.clinical) if usual is not None else ():
            if said not in (usual, "mixed"):
                message = (
                    f"{quoted(role)} is mostly {usual} work, and this post is `{said}`. "
                    "Please check the role and `clinical`; `mixed` is for posts with both kinds of work."
                )
                yield Problem("W505", Severity.WARNING, (*path, "clinical", *below), message)


def unusual_bands(subject: Subject) -> Iterator[Problem]:
    """Bands that lie wholly outside those of the national job profiles for the role."""
    bands = subject.study.vocabulary["band"]
    for path, post in posts(subject):
        usual = _usual_bands(subject, post)
        if usual is None:
            continue
        lowest, highest = bands.position(usual["from"]), bands.position(usual["to"])
        for below, said in values_of(post.band):
            known = said.low in bands and said.high in bands
            if known and (bands.position(said.low) > highest or bands.position(said.high) < lowest):
                role = in_sentence(subject.study.vocabulary["role"].label(post.role.value or ""))
                message = (
                    f"Band `{said}` is unusual for this role ({role}): the national job profiles give "
                    f"{BandRange(usual['from'], usual['to'])} ({usual['profile']}). Please check the band and the role."
                )
                yield Problem("W506", Severity.WARNING, (*path, "band", *below), message)


def _usual_bands(subject: Subject, post: Post) -> dict[str, str] | None:
    role = post.role.value
    usual: dict[str, str] | None = None if role is None else subject.detail("role", role, "usual_bands")
    if usual is None or post.pay_system.value not in (None, "afc"):
        return None
    return usual if usual.get("profession") in (None, post.profession.value) else None


CHECKS = (
    Check(
        code="W502",
        title="A band does not exist, or a range of bands runs backwards",
        why="The share of senior staff and the costs are worked out from bands 2 to 9 of Agenda for Change.",
        bad="""
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, band: 8b-8a}
            """,
        good="""
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, band: 8a-8b}
            """,
        run=illegal_bands,
        source="nhs-afc",
    ),
    Check(
        code="W505",
        title="The class of a post contradicts its role",
        why="Clinical and other staff are counted apart; a counsellor without clinical work is most likely a slip.",
        bad="""
            staffing:
              posts:
                - {id: counsellors, role: counsellor, clinical: non-clinical}
            """,
        good="""
            staffing:
              posts:
                - {id: counsellors, role: counsellor, clinical: mixed}
            """,
        run=unusual_classes,
    ),
    Check(
        code="W506",
        title="A band is unusual for the role",
        why="Shares of staff by band and costs rest on the band; outside the national job profiles it is worth a look.",
        bad="""
            staffing:
              posts:
                - {id: assistants, role: assistant psychologist, clinical: mixed, band: 8a}
            """,
        good="""
            staffing:
              posts:
                - {id: assistants, role: assistant psychologist, clinical: mixed, band: 4}
            """,
        run=unusual_bands,
        source="nhs-profiles-psychology",
    ),
)
