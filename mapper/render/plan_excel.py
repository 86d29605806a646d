"""A planned Hub as a workbook: its capacity and its cost, whose sums a spreadsheet works out itself."""

from __future__ import annotations

from mapper.planning.set_up import SetUp
from mapper.render.capacity_excel import capacity_sheets
from mapper.render.cost_excel import cost_sheets
from mapper.render.workbook import Book


def plan_excel(found: SetUp) -> bytes:
    """The workbook."""
    book, words = Book(f"Setting up {found.view.heading}"), found.study.vocabulary
    capacity_sheets(book, found.capacity, words)
    if found.costing is not None:
        cost_sheets(book, found.costing, words)
    return book.content()
