"""The ways in which an answer can be written as JSON Schema: what `schema/answers.py` reads, for each kind of value.

An answer is one flat schema rather than one of several (`anyOf`), and what may not stand together is said by `not`:
editors then show the title and the description of the question, and say what is wrong with a value rather than that
it matches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mapper.refusals.refusal import complaint
from mapper.render.json_schema_values import MISSING, UNANSWERED, VALUES, Schema, Value, one_value, whole
from mapper.schema.kinds import Kind
from mapper.vocabulary.lists import WordList
from mapper.wording import in_sentence, missing_meanings

_ENDS = ("from", "to")
_REMARKS = ("sources", "as_of", "note")
_PARTS = {
    "missing": ("Why there is no answer", "One of the five missing words."),
    "value": ("Value", "The answer, where it carries a source, a date or a remark of its own."),
    "conflicting": ("Conflicting readings", "Two values or more where sources disagree. All of them are kept."),
    "sources": ("Sources", "Where this comes from: ids of the sources listed under record."),
    "as_of": ("Date", "The date at which this was so."),
    "note": ("Note", "A remark, in a sentence or two."),
    "from": ("From", "The lower or earlier end. Left out: the range is open."),
    "to": ("To", "The higher or later end. Left out: the range is open."),
}


def ref(name: str) -> Schema:
    """A reference to a definition."""
    return {"$ref": f"#/definitions/{name}"}


def shared_definitions() -> Iterator[tuple[str, Schema]]:
    """What answers are made of, by name."""
    for kind, value in VALUES.items():
        if value.no_range is not None:
            yield f"end-of-{kind}-range", one_value(value)
        yield kind, _value_or_range(kind, value)
        yield f"{kind}-or-missing", _value_or_range(kind, value, or_missing=True)
        yield f"answer-{kind}", _answer(kind, value)
    scalar = {"type": ["string", "number", "boolean", "null"]}
    cited = {"type": ["array", "string", "null"], "items": scalar, "pattern": whole(UNANSWERED)}
    yield "missing", _part("missing", {"type": "string", "pattern": whole(MISSING), **_suggested(missing_meanings())})
    yield "sources", _part("sources", cited)
    yield "as_of", _part("as_of", _value_or_range(Kind.DATE, VALUES[Kind.DATE], or_missing=True))
    yield "note", _part("note", scalar)
    yield "unanswered", {"type": ["string"], "pattern": whole(UNANSWERED)}
    yield "blank", {"type": ["null", "object", "array"], "additionalProperties": ref("blank"), "items": ref("blank")}
    yield "no-form", {"anyOf": list(_no_forms(()))}
    yield "no-form-with-range", {"anyOf": list(_no_forms(_ENDS))}
    yield "no-form-of-list", {"anyOf": [_together("missing", ["value"]), _nothing_but(["sources", "note"])]}
    yield "in-place-of-answers", _in_place_of_answers()


def word(listed: WordList) -> Schema:
    """A word of a code list, or null where it is left blank; or another text, where the list takes any."""
    words: Schema = {
        "enum": [*listed.words, None],
        "enumDescriptions": [*(word.description for word in listed), "Blank: nobody has looked yet."],
    }
    if listed.takes_texts:
        return {"anyOf": [words, ref(Kind.TEXT)]}
    return {**words, "errorMessage": _no_word(listed)}


def answer_without_word(listed: WordList) -> Schema:
    """The other answers to a question that takes a word."""
    name = f"word-{listed.name}"
    return {
        "type": ["string", "object"],
        "pattern": whole(UNANSWERED),
        "patternErrorMessage": _no_word(listed),
        **_suggested(missing_meanings()),
        **_forms(ref(name), {"oneOf": [ref(name), ref("unanswered")]}),
    }


def list_of(item: Schema) -> Schema:
    """The answer to a question that takes a list."""
    return {
        "type": ["array", "string", "null", "object"],
        "items": item,
        "pattern": whole(UNANSWERED),
        "patternErrorMessage": complaint("not_a_list"),
        **_suggested(missing_meanings()),
        "properties": {
            "missing": ref("missing"),
            "value": _part("value", {"type": "array", "items": item}),
            "sources": ref("sources"),
            "note": ref("note"),
        },
        "additionalProperties": False,
        "not": _objects(ref("no-form-of-list")),
    }


def _no_word(listed: WordList) -> str:
    return (
        f"This is not one of the words for {in_sentence(listed.title)}. "
        f"Please use a word of the list, or say why there is no answer: {', '.join(missing_meanings())}."
    )


def _value_or_range(kind: Kind, value: Value, *, or_missing: bool = False) -> Schema:
    one = one_value(value, or_missing=or_missing)
    if value.no_range is None:
        return one
    return {
        **one,
        "type": [*one["type"], "object"],
        "properties": _range_parts(kind),
        "additionalProperties": False,
        "not": _objects(value.no_range),
    }


def _answer(kind: Kind, value: Value) -> Schema:
    one = one_value(value, or_missing=True)
    forms = _forms(ref(kind), ref(f"{kind}-or-missing"))
    if value.no_range is not None:
        no_range = {**_nothing_but(_ENDS), **value.no_range}
        forms["properties"] |= _range_parts(kind)
        forms["not"] = _objects(ref("no-form-with-range"), no_range)
    if value.never:
        forms["not"] = {"anyOf": [value.never, forms["not"]]}
    words = {"yes": "", "no": ""} if kind is Kind.YES_NO else {}
    return {**one, "type": [*one["type"], "object"], **_suggested({**words, **missing_meanings()}), **forms}


def _range_parts(kind: Kind) -> Schema:
    return {end: _part(end, ref(f"end-of-{kind}-range")) for end in _ENDS}


def _forms(value: Schema, value_or_missing: Schema) -> Schema:
    """The keys of an answer that is written as a group, and which of them do not go together."""
    remarks = {remark: ref(remark) for remark in _REMARKS}
    reading = {
        "type": "object",
        "properties": {"value": _part("value", value), **remarks},
        "required": ["value"],
        "additionalProperties": False,
        "not": {"properties": {"value": {"type": "null"}}},
    }
    parts = {
        "missing": ref("missing"),
        "value": _part("value", value_or_missing),
        "conflicting": _part("conflicting", {"type": "array", "minItems": 2, "items": reading}),
        **remarks,
    }
    return {"properties": parts, "additionalProperties": False, "not": _objects(ref("no-form"))}


def _no_forms(ends: tuple[str, ...]) -> Iterator[Schema]:
    """Keys of an answer that do not make one."""
    yield _together("missing", ["value", "conflicting", "as_of", *ends])
    yield _together("conflicting", ["value", "as_of", *ends])
    yield {"required": ["value", "as_of"], "properties": {"value": {"type": "string", "pattern": whole(MISSING)}}}
    yield _nothing_but(_REMARKS)
    if ends:
        yield _together("value", ends)
        yield {**_nothing_but([*_REMARKS, *ends]), "anyOf": [{"required": [remark]} for remark in _REMARKS]}


def _in_place_of_answers() -> Schema:
    """`{missing: …}` in the place of a group: nothing else but what a missing word can have."""
    return {
        "title": _PARTS["missing"][0],
        "properties": {"missing": True, "sources": ref("sources"), "note": ref("note")},
        "additionalProperties": False,
    }


def _part(name: str, schema: Schema) -> Schema:
    title, description = _PARTS[name]
    return {"title": title, "description": description, **schema}


def _together(key: str, others: Iterable[str]) -> Schema:
    return {"required": [key], "anyOf": [{"required": [other]} for other in others]}


def _nothing_but(keys: Iterable[str]) -> Schema:
    return {"propertyNames": {"enum": list(keys)}}


def _objects(*forms: Schema) -> Schema:
    """Objects of one of these forms; `type` comes first, so that validators pass over everything else at once."""
    return {"type": "object", "anyOf": list(forms)}


def _suggested(words: Mapping[str, str]) -> Schema:
    """Words that editors suggest, with what each says."""
    return {"defaultSnippets": [{"label": word, "body": word, "description": said} for word, said in words.items()]}
