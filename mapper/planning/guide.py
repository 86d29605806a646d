"""What planners are asked first, and what the study recommends: data that ship with mapper."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mapper.vocabulary.lists import load_data

_FILE = "planning.yaml"


class Asked(NamedTuple):
    """A question to the planner, and the question of the form that takes the answer."""

    question: str
    asks: str


class Recommendation(NamedTuple):
    """What follows from the study, in our own words, and what of its sources it rests on."""

    topic: str
    text: str
    rests_on: str
    components: tuple[str, ...]
    sources: tuple[str, ...]


@cache
def first_questions() -> tuple[Asked, ...]:
    """What a planner is asked first: how the new Hub fits into what is there."""
    return tuple(Asked(one["question"], one["asks"]) for one in load_data(_FILE)["questions"])


@cache
def recommendations() -> tuple[Recommendation, ...]:
    """What the study recommends to whoever sets up a Hub."""
    return tuple(
        Recommendation(one["topic"], one["text"], one["rests_on"], tuple(one["components"]), tuple(one["sources"]))
        for one in load_data(_FILE)["recommendations"]
    )
