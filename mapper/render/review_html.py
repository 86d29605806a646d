"""The Hub lead's page as one file of HTML: it may be opened from an e-mail, without a network; its script only helps to
answer, and the page can be read without it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from mapper.accuracy.answers_file import LONGEST_TEXT
from mapper.accuracy.page import Line, ReviewPage
from mapper.accuracy.since import Commit
from mapper.render.page_templates import template
from mapper.render.question_words import YES_NO, value_words
from mapper.render.review_parts import page_words
from mapper.schema.answers import MissingWord
from mapper.vocabulary.lists import Vocabulary

_YES_NO_LIST = "words-yes-no"


class _Field(NamedTuple):
    """Where an answer is corrected: `hint` is what kind of answer it takes, `words` the id of the list of words that
    may be typed.
    """

    is_list: bool
    hint: str
    words: str


def review_html(page: ReviewPage, commits: Mapping[str, Commit]) -> str:
    """The page, with the days of commits in which answers changed."""
    script = template("review.js").render()
    return template("review.html").render(
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        hub=page.view.mapped.id,
        id=page.id,
        page=page_words(page, commits),
        fields=_fields(page),
        word_lists=_word_lists(page),
        longest=LONGEST_TEXT,
    )


def _fields(page: ReviewPage) -> Mapping[str, _Field]:
    lines = (line for section in page.sections for card in section.cards for line in card.lines)
    return {line.id: _Field(line.about.is_list, _hint(line), _words_of(line)) for line in lines}


def _hint(line: Line) -> str:
    if line.about.is_list:
        return "(one on each line)"
    if line.about.code_list is not None or line.about.group is not None or line.about.refers_to is not None:
        return ""
    words = value_words(line.about)
    return "" if words == "text" else f"({words})"


def _words_of(line: Line) -> str:
    if line.about.is_list:
        return ""
    if line.about.code_list is not None:
        return f"words-{line.about.code_list}"
    return _YES_NO_LIST if line.about.group is None and value_words(line.about) == YES_NO else ""


def _word_lists(page: ReviewPage) -> list[tuple[str, list[str]]]:
    """The lists of words that may be typed somewhere, each with the missing words."""
    names = {line.about.code_list for section in page.sections for card in section.cards for line in card.lines}
    missing = [word.value for word in MissingWord]
    listed = [(f"words-{name}", [*_labels(name, page.view.words), *missing]) for name in sorted(filter(None, names))]
    return [*listed, (_YES_NO_LIST, ["yes", "no", *missing])]


def _labels(name: str, words: Vocabulary) -> list[str]:
    return [word.label for word in words[name]]
