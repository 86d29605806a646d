"""The study file (`study.yaml`, optional, beside `hubs/`): what holds for all Hubs of a study."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Group, Item, welcome
from mapper.schema.scalars import CodeList, Count, Identifier, PartialDate, Text


class AddedWord(Item):
    """A word that the study adds to a code list."""

    noun: ClassVar[str] = "word"

    list: Text
    """The name of the code list."""
    word: Text
    """The word as it is typed."""
    label: Text
    """The word as output shows it."""
    description: Text
    """What it covers, in one sentence."""
    source: Text
    """Where it comes from."""


class Population(Item):
    """A number of people that rates are worked out on."""

    noun: ClassVar[str] = "population"

    group: Text
    """Who they are."""
    hub: Answer[Identifier] = BLANK
    """The id of the Hub whose area they live or work in."""
    target: Answer[Annotated[str, CodeList("target-population")]] = welcome(example="AX")
    """The letters of the codes of care teams that are meant for them, so that rates are worked out on them."""
    people: Answer[Count] = BLANK
    """How many there are."""
    date: Answer[PartialDate] = BLANK
    """When they were counted."""
    source: Answer[Text] = BLANK
    """Where the number comes from."""


class StudyFile(Group):
    """What holds for all Hubs of a study."""

    title: Answer[Text] = BLANK
    """The title of the study, shown on its outputs."""
    guidance: Answer[Text] = welcome(example="nhse-2020")
    """The guidance set in use: its id, or the path of a file beside this one."""
    names_in_output: Answer[Annotated[str, CodeList("names-in-output")]] = BLANK
    """Whether outputs show the names of Hubs or their labels."""
    logic_model: Answer[Text] = welcome(example="our-logic-model.yaml")
    """The path of a shared logic model beside this file, if not the one that ships."""
    smallest_count: Answer[Count] = welcome(example="10")
    """Counts of people from 1 up to below this number may show who they are, and are warned of (5 if blank)."""
    words: Answers[AddedWord] = EMPTY
    """Words that the study adds to code lists."""
    populations: Answers[Population] = EMPTY
    """Numbers of people that rates are worked out on."""
