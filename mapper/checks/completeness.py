"""Checks C901, C902, C903: needed answers, texts for missing words, the version of the form."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.checks.check import Check, Subject, values_of
from mapper.findings import ONLY_MISSING, Path, Problem, Severity
from mapper.refusals.messages import MISSING_AS_ITEM
from mapper.refusals.refused import as_missing_word
from mapper.schema.activity import Share
from mapper.schema.answers import Answers
from mapper.schema.base import Answered
from mapper.schema.hub import TEMPLATE_VERSION
from mapper.vocabulary.lists import word_set
from mapper.wording import meant_as_missing, quoted


def needed_and_blank(subject: Subject) -> Iterator[Problem]:
    """Questions that must be answered, if only by a missing word, and are blank."""
    for answered in subject.answered:
        if answered.question.needed and subject.is_unanswered(answered.path, answered.value):
            message = (
                f"`{answered.question.key}` is blank, and a record beyond the stage draft needs it. "
                "Please answer it, or say why there is no answer, such as `not known`."
            )
            yield Problem("C901", ONLY_MISSING, answered.path, message)


def texts_for_missing(subject: Subject) -> Iterator[Problem]:
    """Texts such as `n/a` that stand where one of the missing words belongs."""
    for answered in subject.filled:
        if answered.question.kind is not str or answered.question.code_list is not None:
            continue
        for below, text in values_of(answered.value):
            if isinstance(answered.value, Answers) and (word := as_missing_word(text)):
                yield _missing_as_item(answered, below, text, word)
                continue
            meant = meant_as_missing(text)
            if meant is not None and not _names_a_group(answered, text):
                message = (
                    f"{quoted(text)} is counted as an answer, and it reads like the reason why there is none. "
                    f"Please write `{meant}`, or another of the five missing words."
                )
                yield Problem("C902", Severity.WARNING, (*answered.path, *below), message)


def _missing_as_item(answered: Answered, below: Path, text: str, word: str) -> Problem:
    message = MISSING_AS_ITEM.format(value=quoted(text))
    hint = f"Did you mean `{answered.question.key}: {word}`?"
    return Problem("C902", Severity.WARNING, (*answered.path, *below), message, hint)


def _names_a_group(answered: Answered, text: str) -> bool:
    """Whether a text is the name of a group of people, those who did not say, where such a name is asked for."""
    is_asked = isinstance(answered.owner, Share) and answered.question.key == "group"
    return is_asked and text.lower() in word_set("group_words.yaml", "not_stated")


def other_template(subject: Subject) -> Iterator[Problem]:
    """A record that follows another version of the template."""
    version = subject.hub.record.template_version.value
    if version is not None and version != TEMPLATE_VERSION:
        message = (
            f"The record follows version {quoted(version)} of the template, and this is mapper with version "
            f"`{TEMPLATE_VERSION}`. Please check the answers against the form that `mapper template` prints."
        )
        yield Problem("C903", Severity.WARNING, ("record", "template_version"), message)


CHECKS = (
    Check(
        code="C901",
        title="A needed answer is blank",
        why=(
            "Without it the Hub cannot be compared. A missing word is an answer, a blank says that nobody has "
            "looked; so a blank is a note in a draft, a warning once checked, an error once published."
        ),
        bad="""
            screening:
              offered:
            """,
        good="""
            screening:
              offered: not known
            """,
        run=needed_and_blank,
    ),
    Check(
        code="C902",
        title="A text stands for a missing word",
        why=(
            "A text such as TBC would be shown as what the Hub said. Only the five missing words are known not to "
            "be answers."
        ),
        bad="""
            context:
              host: {organisation: TBC}
            """,
        good="""
            context:
              host: {organisation: not known}
            """,
        run=texts_for_missing,
    ),
    Check(
        code="C903",
        title="The record follows another version of the template",
        why=(
            "Questions and words may have changed since: compare the answers with today's form, then write its version."
        ),
        bad="""
            record:
              template_version: "0"
            """,
        good=f"""
            record:
              template_version: "{TEMPLATE_VERSION}"
            """,
        run=other_template,
    ),
)
