"""The schema of a Hub file as JSON Schema, for editors and for programs that know nothing of `mapper`.

Draft 7, because that is what the language servers for YAML know best (https://json-schema.org/draft-07). Editors read
`title`, `description` and `examples` beside a `$ref`; validators pass over them. What only editors know
(`defaultSnippets`, `enumDescriptions`, `errorMessage`) is an annotation to all others.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

from mapper.reading import read_text
from mapper.refusals.refusal import complaint
from mapper.render.json_schema_answers import answer_without_word, list_of, ref, shared_definitions, word
from mapper.render.json_schema_values import MISSING, VALUES, Schema, whole
from mapper.render.question_words import answer_words, value_words
from mapper.schema.base import Group, Question, questions
from mapper.schema.help import field_help
from mapper.schema.hub import TEMPLATE_VERSION, Hub
from mapper.schema.kinds import Kind, kind_of
from mapper.vocabulary.lists import Vocabulary
from mapper.wording import key_words

Described = TypeVar("Described")

SCHEMA_FILE = "esms_mapping.schema.json"
"""What the schema is called beside Hub files: their first line names it."""

_NEEDED = "NEEDED before the record leaves the stage draft."
_MOST_WORDS = 60
"""The longest list of words, in characters, that stands in a description; editors show longer ones below it."""
_RANGE = ", or a range {from: 2, to: 3}"
_SUCH_AS = {
    Kind.ID: ": lower-case letters, figures and hyphens",
    Kind.DATE: ", such as 2020, 2020-10 or 2020-10-05, or {from: 2021-03, to: 2022-03}",
    Kind.NUMBER: _RANGE,
    Kind.WHOLE_NUMBER: _RANGE,
    Kind.PERCENTAGE: _RANGE,
    Kind.BAND: ", such as 7 or 8a, or a range such as 8a-8b",
    Kind.TIME: ", such as 09:00",
    Kind.FINANCIAL_YEAR: ", such as 2021/22",
}
"""How what a question takes is written, where that does not go without saying."""


def json_schema_text(vocabulary: Vocabulary) -> str:
    """The schema of a Hub file as it is written to a file."""
    return json.dumps(json_schema(vocabulary), indent=2, ensure_ascii=False) + "\n"


def json_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a Hub file whose answers use the words of `vocabulary`."""
    form = _Form(vocabulary)
    hub = form.group(Hub)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Hub file of mapper, version {TEMPLATE_VERSION}",
        "description": "One service, as its mapping template says it.",
        **hub,
        "type": "object",
        "definitions": dict(sorted(form.definitions.items())),
    }


class _Form:
    """Describes questions, and collects what their descriptions refer to in `definitions`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.definitions = dict(shared_definitions())
        self._vocabulary = vocabulary

    def group(self, group: type[Group]) -> Schema:
        """A section, a smaller group or an item of a list. A missing word may stand for all its answers, unless
        something has to identify it.
        """
        texts = field_help(group)
        answers = {question.key: self._question(question, texts[question.attribute]) for question in questions(group)}
        identifying = {question.key: answers[question.key] for question in questions(group) if question.identifies}
        if identifying:
            return {
                "type": ["object", "null"],
                "properties": answers,
                "additionalProperties": False,
                **_identified(identifying),
            }
        return {
            "type": ["object", "string", "null"],
            "pattern": whole(MISSING),
            "patternErrorMessage": complaint("model_type"),
            "properties": {**answers, "missing": ref("missing")},
            "additionalProperties": False,
            "dependencies": {"missing": ref("in-place-of-answers")},
        }

    def _question(self, question: Question, help_text: str) -> Schema:
        """A question with its help. What answers it stands one level below, in `allOf` or `oneOf`: editors take a
        question with `properties` of its own for a group, and begin its answer on a new line.
        """
        words = {"title": key_words(question.key), "description": self._description(question, help_text)}
        if question.group is not None:
            name = self._defined(question.group.__name__, self._item, question.group)
            return {**words, **(self._list(name) if question.is_list else ref(name))}
        listed = None if question.code_list is None else self._vocabulary[question.code_list]
        name = str(kind_of(question)) if listed is None else self._defined(f"word-{listed.name}", word, listed)
        examples = _examples(question)
        if question.is_list:
            return {**words, **self._list(name, examples)}
        if question.identifies:
            return {**words, **ref(name)}
        if listed is not None:
            other = self._defined(f"answer-{name}", answer_without_word, listed)
            return {**words, "type": ["string", "null", "object"], "oneOf": [ref(name), ref(other)]}
        types = self.definitions[f"answer-{name}"]["type"]
        return {**words, "type": types, "allOf": [{**ref(f"answer-{name}"), **examples}]}

    def _list(self, name: str, examples: Schema | None = None) -> Schema:
        of_list = ref(self._defined(f"list-of-{name}", list_of, ref(name)))
        return {"type": ["array", "string", "null", "object"], "allOf": [{**of_list, **(examples or {})}]}

    def _defined(self, name: str, describe: Callable[[Described], Schema], what: Described) -> str:
        if name not in self.definitions:
            self.definitions[name] = describe(what)
        return name

    def _item(self, group: type[Group]) -> Schema:
        titled = {"title": key_words(group.noun)} if group.noun else {}
        return {**titled, **self.group(group)}

    def _description(self, question: Question, help_text: str) -> str:
        taken = self._taken(question)
        parts = [help_text, f"{taken[:1].upper()}{taken[1:]}." if taken else "", _NEEDED if question.needed else ""]
        return "\n".join(part for part in parts if part)

    def _taken(self, question: Question) -> str:
        """What a question takes, in words; nothing where that goes without saying."""
        if question.code_list is not None:
            listed = self._vocabulary[question.code_list]
            words = ", ".join(listed.words)
            taken = answer_words(question, f"“{listed.title}”")
            return f"{taken}: {words}" if len(words) <= _MOST_WORDS else taken
        kind = kind_of(question)
        if (kind is Kind.TEXT or question.group is not None) and question.refers_to is None and not question.is_list:
            return ""
        taken = value_words(question) if kind is Kind.BAND else answer_words(question, "")
        return taken + ("" if question.refers_to else _SUCH_AS.get(kind, ""))


def _identified(identifying: dict[str, Schema]) -> Schema:
    """What has to be answered in an item, unless all of it is blank."""
    filled = {"type": ["string", "number", "boolean"], "errorMessage": "Please fill this in: it identifies the item."}
    needed = {"required": list(identifying), "properties": dict.fromkeys(identifying, filled)}
    return {"if": ref("blank"), "else": needed}


def _examples(question: Question) -> Schema:
    """The values of the question's own example, which may be two (`7, or 8a-8b`), or else examples of its kind. Ranges
    are told in words: editors cannot suggest them.
    """
    if question.example is None:
        examples = () if question.is_list or question.code_list else VALUES[kind_of(question)].examples
    else:
        examples = tuple(read_text(text).values for text in question.example.split(", or "))
    shown = [example for example in examples if not isinstance(example, dict)]
    return {"examples": shown} if shown else {}
