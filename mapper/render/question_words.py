"""What a question takes for an answer, in words: the same in the form, in an explanation and on the reference page."""

from __future__ import annotations

from typing import get_args

from mapper.schema.base import Question
from mapper.schema.kinds import Kind, kind_of
from mapper.schema.scalars import Percentage

TEXT = "text"
YES_NO = "yes or no"
_WORDS = {
    Kind.TEXT: TEXT,
    Kind.YES_NO: YES_NO,
    Kind.ID: "a short name",
    Kind.DATE: "a date",
    Kind.NUMBER: "a number",
    Kind.WHOLE_NUMBER: "a whole number",
    Kind.PERCENTAGE: f"a number up to {get_args(Percentage)[1].most}",
    Kind.BAND: "a band",
    Kind.TIME: "a time of day",
    Kind.FINANCIAL_YEAR: "a financial year",
}


def value_words(question: Question) -> str:
    """What one value of a question is, code lists and references apart."""
    return "a role" if question.names_a_role else _WORDS[kind_of(question)]


def answer_words(question: Question, list_name: str) -> str:
    """What answers a question, in a phrase; `list_name` is how the name of its code list is to be shown."""
    if question.group is not None:
        if not question.is_list:
            return "a group of answers"
        return f"a list; each item is {_with_article(question.group.noun)}" if question.group.noun else "a list"
    if question.code_list is not None:
        return f"{'one or more words' if question.is_list else 'a word'} of the list {list_name}"
    if question.refers_to is not None:
        noun = question.refers_to
        return f"the ids of one or more {noun}s" if question.is_list else f"the id of {_with_article(noun)}"
    words = value_words(question)
    if kind_of(question) is Kind.BAND:
        words += f" of the list {list_name}, or a range of two"
    return f"a list; each item is {words}" if question.is_list else words


def needed_words(question: Question) -> str | None:
    """Whether a question must be answered: nothing where it need not be."""
    if question.identifies:
        return "Always: it tells this item from the others"
    if question.needed:
        return "Before the record is checked, if only by a missing word"
    return None


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
