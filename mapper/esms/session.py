"""A guided coding as a value: what has been answered, passed over and asked so far, and what is asked next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mapper.esms.coding import next_question, offered_answers
from mapper.esms.questions import CodingQuestion
from mapper.schema.answers import MissingWord


class Session(NamedTuple):
    """The answers by the ids of their questions (a word of the question, or a missing word), the questions that were
    skipped, and all that were asked, in their order.
    """

    answers: Mapping[str, str] = {}
    skipped: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()

    @property
    def question(self) -> CodingQuestion | None:
        """What is asked next; None at the end."""
        return next_question(self.answers, self.skipped)

    @property
    def offered(self) -> tuple[str, ...]:
        """The answers that make sense to the next question."""
        return offered_answers(self.question, self.answers) if self.question is not None else ()

    def answered(self, answer: str) -> Session:
        """The session once the next question has an answer."""
        assert self.question is not None
        given = {**self.answers, self.question.id: answer}
        return self._replace(answers=given, asked=(*self.asked, self.question.id))

    def not_known(self) -> Session:
        """The session once the next question is answered by `not known`."""
        return self.answered(MissingWord.NOT_KNOWN.value)

    def skip(self) -> Session:
        """The session once the next question is passed over, and left blank."""
        assert self.question is not None
        return self._replace(skipped=self.skipped | {self.question.id}, asked=(*self.asked, self.question.id))

    def back(self) -> Session:
        """The session before the last question was answered or passed over; as it is at the beginning."""
        if not self.asked:
            return self
        *before, last = self.asked
        kept = {question: answer for question, answer in self.answers.items() if question != last}
        return Session(kept, self.skipped - {last}, tuple(before))
