"""What kind of value a question takes, as those need to know who describe the form: template and JSON Schema."""

from __future__ import annotations

from enum import StrEnum
from typing import get_args

from mapper.schema.base import Question
from mapper.schema.scalars import (
    Amount,
    BandRange,
    Limits,
    PartialDate,
    ReadBy,
    read_clock,
    read_financial_year,
    read_identifier,
)


class Kind(StrEnum):
    """A kind of value. The words of code lists are a kind of their own, whichever list they are from."""

    TEXT = "text"
    YES_NO = "yes-or-no"
    WORD = "word"
    ID = "id"
    DATE = "date"
    NUMBER = "number"
    WHOLE_NUMBER = "whole-number"
    PERCENTAGE = "percentage"
    BAND = "band"
    TIME = "time"
    FINANCIAL_YEAR = "financial-year"


_READ_AS = {read_identifier: Kind.ID, read_clock: Kind.TIME, read_financial_year: Kind.FINANCIAL_YEAR}


def kind_of(question: Question) -> Kind:
    """The kind of value that a question takes, or each item of it if it takes a list. Text where it opens a group."""
    if question.code_list is not None:
        return Kind.WORD
    if question.kind is PartialDate:
        return Kind.DATE
    if question.kind is BandRange:
        return Kind.BAND
    if question.kind is Amount:
        return _kind_of_number(question)
    if get_args(question.kind) == ("yes", "no"):
        return Kind.YES_NO
    return next(
        (_READ_AS[mark.read] for mark in question.marks if isinstance(mark, ReadBy) and mark.read in _READ_AS),
        Kind.TEXT,
    )


def _kind_of_number(question: Question) -> Kind:
    limits = next((mark for mark in question.marks if isinstance(mark, Limits)), Limits())
    if limits.whole:
        return Kind.WHOLE_NUMBER
    return Kind.NUMBER if limits.most is None else Kind.PERCENTAGE
