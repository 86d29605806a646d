"""Print the form of a Hub as a schema of yamale, as strict as yamale can be.

Every question with its kind of value, the words of its code list, its limits, the missing words and the longer ways to
write an answer. What yamale cannot say is left out: whether ids are unique, references lead somewhere and ranges run
forwards, and every check beyond the shape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import yaml

from mapper.schema.base import Group, Question, questions
from mapper.schema.hub import Hub
from mapper.schema.kinds import Kind, kind_of
from mapper.schema.readings import MISSING_WORDS
from mapper.schema.scalars import EARLIEST_YEAR, LATEST_YEAR
from mapper.vocabulary.lists import Vocabulary

YEAR = f"int(min={EARLIEST_YEAR}, max={LATEST_YEAR})"
ONE_DATE = rf"{YEAR}, day(), regex('^\\d{{4}}-\\d{{2}}$')"
TEXT = "any(str(), num(), bool(), day())"
MISSING = f"enum({', '.join(map(repr, MISSING_WORDS))})"
SOURCES = f"any(list({TEXT}), {MISSING}, required=False)"
REMARKS = {
    "sources": SOURCES,
    "as_of": f"any({ONE_DATE}, include('dates'), {MISSING}, required=False)",
    "note": f"any({TEXT}, required=False)",
}
LIST_REMARKS = {key: REMARKS[key] for key in ("sources", "note")}
BY_KIND = {
    Kind.TEXT: TEXT,
    Kind.YES_NO: "enum(True, False, 'yes', 'no')",  # yamale reads YAML 1.1, in which `no` is False
    Kind.ID: "any(regex('^[a-z0-9]+(-[a-z0-9]+)*$'), int())",
    Kind.DATE: f"any({ONE_DATE}, include('dates'))",
    Kind.NUMBER: "any(num(min=0), include('amounts'))",
    Kind.WHOLE_NUMBER: "any(int(min=0), include('amounts'))",
    Kind.PERCENTAGE: "any(num(min=0, max=100), include('amounts'))",
    Kind.BAND: r"any(int(min=1), regex('^\\d{1,2}[a-d]?( ?(-|to) ?\\d{1,2}[a-d]?)?$'), include('bands'))",
    Kind.TIME: r"any(regex('^\\d{1,2}[:.]\\d{2}$'), num())",  # and 10:00 is 600
    Kind.FINANCIAL_YEAR: r"regex('^\\d{4}/\\d{2}$')",
}


def value(question: Question, words: Vocabulary) -> str:
    """What validates one value of a question that opens no group."""
    if question.code_list is None:
        return BY_KIND[kind_of(question)]
    listed = words[question.code_list].words
    typed = {word: yaml.safe_load(word) for word in listed}  # as yamale reads them: 7 is a number
    return f"enum({', '.join(dict.fromkeys(map(repr, (*listed, *typed.values()))))})"


class Includes:
    """The named parts of the schema, each written once however many questions share it."""

    def __init__(self) -> None:
        self.words = Vocabulary()
        self.parts: dict[str, dict[str, str]] = {
            "missing": {"missing": MISSING, **LIST_REMARKS},
            "dates": dict.fromkeys(("from", "to"), f"any({ONE_DATE}, required=False)"),
            "amounts": dict.fromkeys(("from", "to"), "num(min=0, required=False)"),
            "bands": dict.fromkeys(("from", "to"), r"any(int(min=1), regex('^\\d{1,2}[a-d]?$'))"),
        }
        self._numbers: dict[str, int] = {}

    def group(self, group: type[Group]) -> str:
        """The name of the part for a group, adding it and all below it."""
        if group.__name__ not in self.parts:
            self.parts[group.__name__] = {}
            self.parts[group.__name__] |= {question.key: self.question(question) for question in questions(group)}
        return group.__name__

    def question(self, question: Question) -> str:
        """What validates a question: a value, a missing word, or one of the longer ways to write an answer."""
        inner = self.value(question)
        if question.identifies:
            return inner
        if question.is_list:
            longer = self.named("listed", inner, {"value": f"list({inner})", **LIST_REMARKS})
            ways = (f"list({inner})", MISSING, "include('missing')", f"include('{longer}')")
        elif question.group is not None:
            ways = (inner, MISSING, "include('missing')")
        else:
            valued = self.named("valued", inner, {"value": f"any({inner}, {MISSING}, required=False)", **REMARKS})
            reading = self.named("reading", inner, {"value": inner, **REMARKS})
            conflict = {"conflicting": f"list(include('{reading}'), min=2)", **LIST_REMARKS}
            longer = self.named("conflicting", inner, conflict)
            ways = (inner, MISSING, "include('missing')", f"include('{valued}')", f"include('{longer}')")
        return f"any({', '.join(ways)}, required=False)"

    def value(self, question: Question) -> str:
        """What validates one value of a question."""
        return value(question, self.words) if question.group is None else f"include('{self.group(question.group)}')"

    def named(self, kind: str, inner: str, part: dict[str, str]) -> str:
        """The name of a part that wraps values of one kind."""
        plain = re.fullmatch(r"include\('(\w+)'\)", inner)
        name = f"{kind}_{plain[1] if plain else self._numbers.setdefault(inner, len(self._numbers))}"
        self.parts[name] = part
        return name


def documents() -> Iterator[str]:
    """The schema as YAML documents: the Hub, then each named part."""
    includes = Includes()
    top = includes.parts.pop(includes.group(Hub))
    yield "\n".join(f"{key}: {json.dumps(validator)}" for key, validator in top.items())
    for name, part in includes.parts.items():
        yield "\n".join([f"{name}:", *(f"  {key}: {json.dumps(validator)}" for key, validator in part.items())])


if __name__ == "__main__":
    print("\n---\n".join(documents()))
