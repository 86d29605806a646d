"""Checks W501, W503, W504, W507: posts whose numbers cannot be, or hardly can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mapper.amounts import HALF, WHOLE, in_full, limit, rounded, total, widest
from mapper.checks.check import Check, Subject, values_of
from mapper.findings import Path, Problem, Severity
from mapper.schema.answers import Answer
from mapper.schema.scalars import Amount
from mapper.schema.staffing import Post
from mapper.vocabulary.lists import word_set
from mapper.wording import quoted

_FILE = "workforce_words.yaml"
_NO_LETTERS = re.compile(r"[^a-z-]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/-]\d{2,4}\b)*", re.ASCII)


def wte_above_headcount(subject: Subject) -> Iterator[Problem]:
    """More whole-time equivalents in post than people in post."""
    for path, post in subject.posts:
        headcount = widest(post.headcount)
        for below, wte in values_of(post.wte):
            if headcount is not None and wte.surely_above(headcount):
                message = (
                    f"There are more whole-time equivalents in post (`{wte}`) than people (headcount `{headcount}`). "
                    "Please check whether the two have been swapped."
                )
                yield Problem("W501", Severity.ERROR, (*path, "wte", *below), message)


def fewer_funded_than_in_post(subject: Subject) -> Iterator[Problem]:
    """Fewer whole-time equivalents funded than in post."""
    for path, post in subject.posts:
        filled = widest(post.wte)
        for below, funded in values_of(post.wte_funded):
            if filled is not None and filled.surely_above(funded):
                message = (
                    f"Fewer WTE are funded (`{funded}`) than are in post (`{filled}`). Please check the two numbers."
                )
                yield Problem("W503", Severity.WARNING, (*path, "wte_funded", *below), message)


def shares_of_time_apart(subject: Subject) -> Iterator[Problem]:
    """Shares of working time that do not make up the whole, half a unit allowed for the rounding of each."""
    for path, post in subject.posts:
        said = [share for share in (widest(use.share) for use in post.time) if share is not None]
        if not said or total(said) == WHOLE or subject.is_left_out((*path, "time")):
            continue
        added = total([rounded(share, HALF) for share in said])
        is_over = added.surely_above(WHOLE)
        if is_over or (len(said) == len(post.time) and WHOLE.surely_above(added)):
            message = (
                f"The shares of working time add up to `{total(said)}` per cent, and all of the time is 100. "
                "Please correct the shares, or add the use of time that is not there."
            )
            yield Problem("W504", Severity.ERROR, (*path, "time"), message)


def headcount_for_wte(subject: Subject) -> Iterator[Problem]:
    """Signs that headcount stands where WTE belongs, or the other way round."""
    for path, post in subject.posts:
        taken = [*_counted_otherwise((*path, "wte"), post.wte, "wte", "headcount")]
        yield from taken or _suspiciously_whole(path, post)
        yield from _counted_otherwise((*path, "headcount"), post.headcount, "headcount", "wte")


def _counted_otherwise(path: Path, answer: Answer[Amount], own: str, other: str) -> Iterator[Problem]:
    """Numbers with a remark that speaks of the other kind of number, and of no other number; parts are never people."""
    for below, reading in answer.placed():
        value, note = reading.value, reading.note
        may_be_people = own == "headcount" or _is_whole(value)
        if note is None or not may_be_people or _holds_another_number(note, value):
            continue
        if _reads_as(note, other) and not any(_speaks_of(note, kind) for kind in _WORDS[own]):
            message = (
                f"The remark {quoted(note)} reads as if `{value}` were {_SHOWN[other]}, and it stands under "
                f"{_SHOWN[own]}. Please move the number, or word the remark otherwise."
            )
            yield Problem("W507", Severity.WARNING, (*path, *below), message)


_SHOWN = {"wte": "WTE", "headcount": "headcount"}
_WORDS = {"wte": ("wte",), "headcount": ("headcount", "people")}


def _suspiciously_whole(path: Path, post: Post) -> Iterator[Problem]:
    wte, headcount = post.wte.value, post.headcount.value
    if wte is None or not _is_whole(wte) or _is_explained(post.wte.readings[0].note or ""):
        return
    if wte == headcount and _is_at_least(wte, "all_full_time"):
        message = f"`{wte}` WTE are as many as there are people, so that everybody would work full time."
    elif not post.headcount.readings and _is_at_least(wte, "whole_wte"):
        message = f"`{wte}` WTE are a whole number, and there is no headcount beside it."
    else:
        return
    message += " Please check that headcount is not given for WTE; the two never stand for each other."
    yield Problem("W507", Severity.WARNING, (*path, "wte"), message)


def _is_whole(amount: Amount) -> bool:
    return amount.low is not None and amount.low == amount.high and in_full(amount.low)


def _is_explained(remark: str) -> bool:
    """Whether a remark says that the WTE are WTE, or that everybody works full time."""
    return _speaks_of(remark, "wte") or _speaks_of(remark, "full_time")


def _is_at_least(amount: Amount, name: str) -> bool:
    return amount.low is not None and amount.low >= limit(name)


def _holds_another_number(remark: str, value: Amount) -> bool:
    """Whether a remark has a number word, or a figure that is neither the value nor a year."""
    figures = _FIGURE.findall(_YEAR.sub(" ", remark))
    return _speaks_of(remark, "numbers") or any(Decimal(figure) != value.low for figure in figures)


def _reads_as(remark: str, kind: str) -> bool:
    return _speaks_of(remark, kind) or any(_plain(remark) in word_set(_FILE, alone) for alone in _WORDS[kind])


def _speaks_of(remark: str, kind: str) -> bool:
    return any(f" {word} " in f" {_plain(remark)} " for word in word_set(_FILE, kind))


def _plain(remark: str) -> str:
    return " ".join(_NO_LETTERS.sub(" ", remark.lower()).split())


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
        code="W503",
        title="Fewer WTE are funded than are in post",
        why="Vacancies and costs rest on the two; posts beyond the funding are either a slip or paid by somebody else.",
        bad="""
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte_funded: 2, wte: 2.6, headcount: 3}
            """,
        good="""
            staffing:
              posts:
                - {id: nurses, role: nurse, clinical: clinical, wte_funded: 3, wte: 2.6, headcount: 3}
            """,
        run=fewer_funded_than_in_post,
    ),
    Check(
        code="W504",
        title="Shares of working time do not add up to 100 per cent",
        why="The time for each kind of work is worked out from the shares, so that they have to make up the whole.",
        bad="""
            staffing:
              posts:
                - id: nurses
                  role: nurse
                  clinical: clinical
                  time: [{function: assessment, share: 50}, {function: outreach, share: 30}]
            """,
        good="""
            staffing:
              posts:
                - id: nurses
                  role: nurse
                  clinical: clinical
                  time: [{function: assessment, share: 70}, {function: outreach, share: 30}]
            """,
        run=shares_of_time_apart,
    ),
    Check(
        code="W507",
        title="Headcount and WTE are confused",
        why="People and whole-time equivalents are different numbers, and neither ever stands for the other.",
        bad="""
            staffing:
              posts:
                - {id: clinicians, role: nurse, clinical: clinical, wte: 17}
            """,
        good="""
            staffing:
              posts:
                - {id: clinicians, role: nurse, clinical: clinical, headcount: 17}
            """,
        run=headcount_for_wte,
    ),
)
