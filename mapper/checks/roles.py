"""Checks W502, W505, W506: bands that are none, and bands and classes that do not go with the role of the post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Path, Problem, Severity
from mapper.schema.scalars import BandRange
from mapper.schema.staffing import Post
from mapper.wording import in_sentence, quoted


def illegal_bands(subject: Subject) -> Iterator[Problem]:
    """Bands that do not exist, ranges that run from the higher to the lower band, and bands of other pay systems."""
    for answered in subject.filled:
        if answered.question.kind is not BandRange:
            continue
        for below, value in values_of(answered.value):
            bands = subject.study.vocabulary["band"]
            path = (*answered.path, *below)
            if isinstance(answered.owner, Post) and _is_paid_otherwise(subject, answered.owner):
                yield _of_another_system(path, value)
                continue
            unknown = next((band for band in (value.low, value.high) if band not in bands), None)
            if unknown is not None:
                listed = ", ".join(band.word for band in bands)
                message = f"There is no Agenda for Change band `{unknown}`. Please use one of {listed}."
                yield Problem("W502", Severity.ERROR, path, message)
            elif bands.position(value.low) > bands.position(value.high):
                message = f"The range of bands `{value}` runs backwards. Please write the lower band first."
                hint = f"Did you mean `{value.high}-{value.low}`?"
                yield Problem("W502", Severity.ERROR, path, message, hint)


def _of_another_system(path: Path, value: BandRange) -> Problem:
    message = (
        f"A band of Agenda for Change is asked for (`{value}`), and this post is paid otherwise. "
        "Please write `band: {missing: not applicable, note: …}` with the grade as the note, or correct `pay_system`."
    )
    return Problem("W502", Severity.WARNING, path, message)


def _is_paid_otherwise(subject: Subject, post: Post) -> bool:
    said = post.pay_system.readings
    return bool(said) and not any(subject.detail("pay-system", one.value, "has_bands") == "yes" for one in said)


def unusual_classes(subject: Subject) -> Iterator[Problem]:
    """Clinical roles in posts without clinical work, and the other way round."""
    for path, post in subject.posts:
        usual = _of_each_role(subject, post, "usual_class")
        for below, said in values_of(post.clinical) if usual else ():
            fits_any = subject.detail("clinical-class", said, "fits_any_role") == "yes"
            if said not in usual and not fits_any:
                role, usual_class = post.role.readings[0].value, usual[0]
                message = (
                    f"{quoted(role)} is mostly {usual_class} work, and this post is `{said}`. "
                    "Please check the role and `clinical`; `mixed` is for posts with both kinds of work."
                )
                yield Problem("W505", Severity.WARNING, (*path, "clinical", *below), message)


def unusual_bands(subject: Subject) -> Iterator[Problem]:
    """Bands that lie wholly outside those of the national job profiles for the role."""
    for path, post in subject.posts:
        usual = _usual_bands(subject, post)
        for below, said in values_of(post.band) if usual else ():
            if all(_lies_outside(subject, said, bands) for bands in usual):
                yield _unusual_band((*path, "band", *below), subject, post, said, usual[0])


def _unusual_band(path: Path, subject: Subject, post: Post, said: BandRange, usual: Mapping[str, str]) -> Problem:
    role = in_sentence(subject.study.vocabulary["role"].label(post.role.readings[0].value))
    message = (
        f"Band `{said}` is unusual for this role ({role}): the national job profiles give "
        f"{BandRange(usual['from'], usual['to'])} ({usual['profile']}). Please check the band and the role."
    )
    return Problem("W506", Severity.WARNING, path, message)


def _usual_bands(subject: Subject, post: Post) -> Sequence[Mapping[str, str]]:
    """The usual bands of each role that the post may have; none where one of them has none, or the pay may be other."""
    if any(subject.detail("pay-system", one.value, "has_bands") != "yes" for one in post.pay_system.readings):
        return ()
    usual = _of_each_role(subject, post, "usual_bands")
    return usual if all(bands.get("profession") in (None, post.profession.value) for bands in usual) else ()


def _lies_outside(subject: Subject, said: BandRange, usual: Mapping[str, str]) -> bool:
    bands = subject.study.vocabulary["band"]
    if said.low not in bands or said.high not in bands:
        return False
    below = bands.position(said.high) < bands.position(usual["from"])
    return below or bands.position(said.low) > bands.position(usual["to"])


def _of_each_role(subject: Subject, post: Post, key: str) -> Sequence[Any]:
    """What the list of roles says of each role that the post may have; nothing where it says nothing of one."""
    found = [subject.detail("role", reading.value, key) for reading in post.role.readings]
    return () if None in found else found


CHECKS = (
    Check(
        code="W502",
        title="A band is none of Agenda for Change, or a range of bands runs backwards",
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
        why=(
            "Shares of staff by band and costs rest on the band; outside the national job profiles it is worth a look. "
            "Each role names its own profile with its source, such as in `mapper explain nurse`."
        ),
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
    ),
)
