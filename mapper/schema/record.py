"""Section `record`: what this file is, who filled it, and where its answers come from."""

from typing import Annotated, ClassVar

from mapper.schema.answers import BLANK, EMPTY, Answer, Answers
from mapper.schema.base import Group, needed, welcome
from mapper.schema.scalars import CodeList, Identifier, PartialDate, Role, Tells, Text, YesNo


class Source(Group):
    """A source that answers can point at by its id."""

    noun: ClassVar[str] = "source"

    id: Identifier
    """A short name for the source, used wherever `sources` is asked."""
    kind: Answer[Annotated[str, CodeList("source-kind")]] = BLANK
    """What kind of source it is."""
    title: Answer[Annotated[Text, Tells("source")]] = BLANK
    """Its title, as it would stand in a list of references."""
    date: Answer[PartialDate] = BLANK
    """When it was published or written."""
    url: Answer[Annotated[Text, Tells("address", is_name=False)]] = BLANK
    """Where it can be read."""
    note: Answer[Text] = BLANK
    """A remark on the source."""


class Acceptance(Group):
    """A finding of `mapper validate` that is right as it is, with the reason."""

    noun: ClassVar[str] = "accepted finding"

    code: Text
    """The code of the finding."""
    path: Answer[Text] = welcome(example="staffing.posts[nurses].band")
    """Where it is: the names of the questions joined by dots. An item of a list stands in brackets: its id, or the word
    or text that tells it from the others, or else its number, counted from 0, which changes when items are put before
    it. The path holds for all answers below it too; without a path, the whole file is meant."""
    reason: Answer[Text] = BLANK
    """Why the answer is right as it is. Without a reason the finding stands."""
    by: Answer[Role] = welcome(example="research assistant")
    """Who says so: a role, never a person's name."""


class Record(Group):
    """What this file is, who filled it in, and where its answers come from."""

    id: Answer[Identifier] = needed(example="greater-exampleshire")
    """Short name of the Hub: lower-case letters, figures and hyphens, as in the file name."""
    name: Answer[Annotated[Text, Tells("Hub")]] = needed(example="Greater Exampleshire Resilience Hub")
    """Full name of the Hub."""
    label: Answer[Text] = needed(example="Hub A")
    """What stands in for the name where output is anonymised."""
    template_version: Answer[Text] = needed()
    """Version of the template that this file follows."""
    stage: Answer[Annotated[str, CodeList("stage")]] = needed()
    """How far the record has come."""
    as_of: Answer[PartialDate] = needed(example="2022-03")
    """The date at which the record describes the Hub."""
    collected: Answer[PartialDate] = welcome(example="{from: 2021-03, to: 2022-03}")
    """When the answers were collected."""
    collected_by: Answer[Role] = welcome(example="research assistant")
    """Who collected them: a role, never a person's name."""
    fictional: Answer[YesNo] = BLANK
    """Whether the Hub is invented, for teaching or testing."""
    licence: Answer[Text] = welcome(example="CC BY 4.0")
    """The licence under which the record may be used."""
    sources: Answers[Source] = EMPTY
    """The sources that the answers below point at."""
    accepted: Answers[Acceptance] = EMPTY
    """Findings of `mapper validate` that are right as they are, each with the reason. Not an answer about the Hub."""
    note: Answer[Text] = BLANK
    """A remark on the record as a whole."""
