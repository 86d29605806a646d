"""A paper in words and plain tables, whatever it is about: what each format of it is made of."""

from __future__ import annotations

from typing import NamedTuple

from mapper.logic_model.graph import Graph


class Grid(NamedTuple):
    """A plain table. A cell may have several lines; `weights` say how wide its columns are beside each other on paper,
    alike where there are none; `numbers` are the columns, counted from 0, that hold figures.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    weights: tuple[int, ...] = ()
    numbers: frozenset[int] = frozenset()


class Passage(NamedTuple):
    """A part of a paper under its heading: what it says, then its points, drawings and tables, then remarks on them."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    graphs: tuple[Graph, ...] = ()
    grids: tuple[Grid, ...] = ()
    remarks: tuple[str, ...] = ()


class Paper(NamedTuple):
    """A paper; `remark` stands on each of its pages, such as that a Hub is invented."""

    title: str
    passages: tuple[Passage, ...]
    remark: str | None = None
