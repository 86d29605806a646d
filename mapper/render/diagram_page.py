"""A picture on a page of paper, A4 or A3, upright or across, as large as it fits."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from mapper.render.picture import FONT_SIZE, Picture


class Paper(StrEnum):
    """A size of paper (ISO 216)."""

    A4 = "a4"
    A3 = "a3"


class Page(NamedTuple):
    """A page in points, and how much the picture is made smaller or larger on it."""

    paper: Paper
    width: float
    height: float
    scale: float


_SIDES = {Paper.A4: (595.0, 842.0), Paper.A3: (842.0, 1191.0)}
_MARGIN = 28.0
_LARGEST = 1.25
_SMALLEST_LETTERS = 6.5
"""The smallest letters, in points, for which A4 is taken where nobody says which paper."""


def page_for(picture: Picture, paper: Paper | None = None) -> Page:
    """The page that a picture is put on; without a size of paper, the smaller one if letters on it are large enough."""
    if paper is None:
        small = _page(picture, Paper.A4)
        paper = Paper.A4 if small.scale * FONT_SIZE >= _SMALLEST_LETTERS else Paper.A3
    return _page(picture, paper)


def _page(picture: Picture, paper: Paper) -> Page:
    pages = [_fitted(picture, paper, *sides) for sides in (_SIDES[paper], _SIDES[paper][::-1])]
    return max(pages, key=lambda page: page.scale)


def _fitted(picture: Picture, paper: Paper, width: float, height: float) -> Page:
    scale = min((width - 2 * _MARGIN) / picture.width, (height - 2 * _MARGIN) / picture.height, _LARGEST)
    return Page(paper, width, height, scale)
