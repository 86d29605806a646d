"""The letters and brackets around a code, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapper.esms.notation import Letters, ages, needs, qualifiers, sexes
from mapper.render.terminal import BOLD, Page, paint_for

_INTRODUCTION = (
    "A full code reads AX[F00-F99]-O9.1e. Most of these meanings are recalled from use, and no text at hand confirms "
    "them; in brackets stands how sure each is."
)


def letters_text(*, width: int, color: bool) -> str:
    """All letters with what they mean; ends with a line break."""
    page = Page(width, paint_for(color=color))
    lines = [*page.text(_INTRODUCTION)]
    for title, letters in (
        ("Before the code: for whom the team is meant", ages().values()),
        ("Behind those: for one sex only", sexes().values()),
        ("In square brackets: for what need, by ICD-10 or ICF", needs().values()),
        ("Behind the code: special traits", qualifiers().values()),
    ):
        lines += ["", page.paint(title, BOLD), *_listed(page, letters)]
    return "\n".join(lines) + "\n"


def _listed(page: Page, letters: Iterable[Letters]) -> Iterator[str]:
    yield from page.listed((one.letters, letter_words(one)) for one in letters)


def letter_words(one: Letters) -> str:
    """What a letter means, and how sure that is."""
    if one.label is None:
        return "in use; its meaning has not been recovered"
    return f"{one.label} (confidence {one.confidence})"
