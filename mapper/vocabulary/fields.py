"""What the fields of tables are called, how they are said in a cell, and whether Hubs are compared by them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from mapper.vocabulary.lists import load_data


class Field(NamedTuple):
    """A field of tables. `said` has a value in place of `{}`, `said_of_one` the same for the number 1; `description`
    is given where the field is no question of the form. `is_compared` is false for what is told beside an answer,
    `is_joined` true for what goes on from what is said before it, `decides` for what has to be known, like the first
    fact of a cell, before Hubs can be the same, `is_basis` for how a number is to be understood: on another basis Hubs
    are not the same, and do not differ for that alone. `is_own` is true for a name that is a Hub's own, by which Hubs
    do not differ, `is_form` for one of several forms in which the same can be told: numbers, or per cent.
    """

    label: str | None = None
    said: str | None = None
    said_of_one: str | None = None
    description: str | None = None
    unit: str | None = None
    is_compared: bool = True
    is_joined: bool = False
    decides: bool = False
    is_basis: bool = False
    is_own: bool = False
    is_form: bool = False


_NONE = Field()


@cache
def fields() -> Mapping[str, Field]:
    """The fields that need words of their own, by their name."""
    return {
        name: Field(
            entry.get("label"),
            entry.get("said"),
            entry.get("said_of_one"),
            entry.get("description"),
            entry.get("unit"),
            entry.get("compared") != "no",
            entry.get("joined") == "yes",
            entry.get("decides") == "yes",
            entry.get("basis") == "yes",
            entry.get("own") == "yes",
            entry.get("form") == "yes",
        )
        for name, entry in load_data("fields.yaml")["fields"].items()
    }


@cache
def field_of(name: str) -> Field:
    """What is laid down for a field: by its whole name, or else by its last part (`share.n` is an `n`)."""
    known = fields()
    return known.get(name) or known.get(name.rpartition(".")[2], _NONE)


def field_label(name: str) -> str | None:
    """The label of a field where it has one of its own."""
    return field_of(name).label
