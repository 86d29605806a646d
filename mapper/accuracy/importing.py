"""What a Hub lead answered on a page → entries of the review file; what was said of an older state is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mapper.accuracy.answers_file import QUERY, RIGHT, SETTLED, ItemAnswer, SavedAnswers
from mapper.accuracy.page import Card, ReviewPage
from mapper.accuracy.signing import Signature, sign_offs
from mapper.errors import MapperError
from mapper.review.content import Said
from mapper.review.entries import Closing, Confirmation, Entry, Outcome, Query, Reply
from mapper.review.sections import section_words
from mapper.review.target import Target
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import counted, quoted

_CORRECT = "Please correct this."


class Refused(NamedTuple):
    """What is not taken over: what it is about, and why."""

    about: str
    why: str


class Import(NamedTuple):
    """The entries that a file of answers leads to, which have no ids yet, and what is refused of it."""

    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...]


def imported(answers: SavedAnswers, page: ReviewPage, by: str, vocabulary: Vocabulary) -> Import:
    """What to put on record of the answers to a page, given that page as it would be made now.

    Raises MapperError where they are those of another Hub, or were taken over before.
    """
    if answers.hub != page.view.mapped.id:
        raise MapperError(f"These are answers on the Hub {quoted(answers.hub)}, not on {quoted(page.view.mapped.id)}.")
    before = next((entry for entry in page.status.review.entries if entry.page == answers.seal), None)
    if before is not None:
        raise MapperError(f"These answers were taken over before ({before.id}, {before.on}), and nothing was added.")
    return _Import(answers, page, by, vocabulary).made()


class _Import:
    """Goes through the answers; remembers which sections now have something to settle."""

    def __init__(self, answers: SavedAnswers, page: ReviewPage, by: str, vocabulary: Vocabulary) -> None:
        self._answers, self._page, self._vocabulary = answers, page, vocabulary
        self._signed_by = {"by": by, "on": answers.on, "page": answers.seal}
        self._cards = {card.id: card for section in page.sections for card in section.cards}
        self._refused: list[Refused] = []
        self._unsettled: set[str] = set()

    def made(self) -> Import:
        """All entries in order: what was found right, queries, what was said of queries, then sign-offs."""
        right, asked = dict[str, Said](), list[Entry]()
        for item in self._answers.items:
            card = self._card(item)
            if card is None:
                continue
            if item.answer == RIGHT:
                right |= card.says
            else:
                asked += self._queries(item, card)
        confirmed: list[Entry] = [Confirmation("", right, **self._signed_by)] if right else []
        entries = [*confirmed, *asked, *self._missed(), *self._of_queries(), *self._sign_offs()]
        return Import(tuple(entry for entry in entries if not self._is_there(entry)), tuple(self._refused))

    def _is_there(self, entry: Entry) -> bool:
        """Whether the same was said before, as when somebody saves a page twice: a question that is still open, an
        answer, or anything on the same day.
        """
        still_open = {state.query.id for state in self._page.status.queries if state.is_open}
        return any(
            _content(entry) == _content(one)
            and (one.id in still_open or isinstance(one, Reply) or (one.on == entry.on and not isinstance(one, Query)))
            for one in self._page.status.review.entries
        )

    def _card(self, item: ItemAnswer) -> Card | None:
        """The card that an answer is about, if it still says what it said."""
        card = self._cards.get(item.card)
        if card is None:
            self._refused.append(Refused(item.about, "it is not in the record any more"))
        elif card.digest != item.digest:
            self._refused.append(Refused(item.about, "it has changed since the page was made"))
            self._unsettled.add(str(card.path[0]))
            return None
        return card

    def _target(self, key: str) -> Target:
        return self._page.targets[key]

    def _queries(self, item: ItemAnswer, card: Card) -> Iterator[Entry]:
        self._unsettled.add(str(card.path[0]))
        if item.answer == QUERY:
            target = self._target(card.lines[0].key if len(card.lines) == 1 and not card.is_of_list else card.key)
            yield self._query(target, item.text, None)
            return
        keys = {line.id: line.key for line in card.lines}
        for line, value in item.corrections:
            if line not in keys:
                self._refused.append(Refused(item.about, f"there is no such answer ({quoted(value)})"))
                continue
            yield self._query(self._target(keys[line]), item.text or _CORRECT, value)

    def _query(self, target: Target, text: str, suggested: str | None) -> Query:
        return Query("", target.key, target.item, text, value=target.said, suggested=suggested, **self._signed_by)

    def _missed(self) -> Iterator[Entry]:
        for section, text in self._answers.missed:
            self._unsettled.add(section)
            yield self._query(self._target(section), f"Something is missing: {text}", None)

    def _of_queries(self) -> Iterator[Entry]:
        opened = {state.query.id: state for state in self._page.status.queries if state.is_open}
        for query, answer, text in self._answers.queries:
            state = opened.get(query)
            if state is None:
                self._refused.append(Refused(query, "it is not open any more, or not of this Hub"))
            elif answer == SETTLED:
                target = self._page.targets.get(state.query.path)
                is_corrected = target is None or target.said != state.query.value
                outcome = Outcome.CORRECTED if is_corrected else Outcome.CONFIRMED
                yield Closing("", query, outcome.value, note=text or None, **self._signed_by)
            else:
                self._unsettled.add(state.query.section)
                yield Reply("", query, text, **self._signed_by)

    def _sign_offs(self) -> Iterator[Entry]:
        settled = {query for query, answer, _ in self._answers.queries if answer == SETTLED}
        signable = []
        for section, digest in self._answers.signed:
            found = next(one for one in self._page.sections if one.name == section)
            still_open = [state for state in found.status.open if state.query.id not in settled]
            why = None
            if digest != found.digest:
                why = "it has changed since the page was made"
            elif section in self._unsettled or still_open:
                why = "it has open queries"
            elif found.status.errors or self._page.status.elsewhere:
                why = f"it has {counted(max(1, len(found.status.errors)), 'error')}"
            if why is None:
                signable.append(section)
            else:
                self._refused.append(Refused(f"The sign-off of {section_words(section)}", why))
        signature = Signature(self._signed_by["by"], self._answers.on, self._answers.note, None, self._answers.seal)
        yield from sign_offs(self._page.status, signable, signature, self._vocabulary)


def _content(entry: Entry) -> tuple[type[Entry], Mapping[str, Any]]:
    """What an entry says, whenever and on whatever page."""
    return type(entry), {key: said for key, said in entry._asdict().items() if key not in ("id", "on", "page")}
