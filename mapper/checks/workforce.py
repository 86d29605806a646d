"""Checks W501, W502: posts whose numbers or bands cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Problem, Severity
from mapper.schema.scalars import BandRange


def wte_above_headcount(subject: Subject) -> Iterator[Problem]:
    """More whole-time equivalents in post than people in post."""
    for below, post in subject.hub.staffing.posts.placed():
        wte, headcount = post.wte.value, post.headcount.value
        if wte is not None and headcount is not None and wte.surely_above(headcount):
            message = (
                f"There are more whole-time equivalents in post (`{wte}`) than people (headcount `{headcount}`). "
                "Please check whether the two have been swapped."
            )
            yield Problem("W501", Severity.ERROR, ("staffing", "posts", *below, "wte"), message)


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


CHECKS = (
    Check(
        code="W501",
        title="More WTE in post than people",
        why="One person in post is at most one whole-time equivalent, so WTE in post cannot exceed headcount.",
        bad="""
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte: 3.2, headcount: 3}
            """,
        good="""
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte: 2.6, headcount: 3}
            """,
        run=wte_above_headcount,
    ),
    Check(
        code="W502",
        title="A band does not exist, or a range of bands runs backwards",
        why="Shares of staff by band and costs rest on the band.",
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
)
