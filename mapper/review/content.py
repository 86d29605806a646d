"""What a record says, section by section, whatever its layout: what is signed, and what a change is held against.

Comments, order of keys, layout and quotation marks do not matter, nor does the order of items or of words in a list.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from mapper.findings import Path
from mapper.identity import Identified, Key, identified, key_of, key_text, parts_above, twins_in
from mapper.schema.answers import Answer, Answers, Reading
from mapper.schema.base import questions
from mapper.schema.hub import Hub
from mapper.study import MappedHub
from mapper.wording import value_at

Said = str | list[Any] | dict[str, Any]
"""What stands at a question, as plain data: a value or missing word as a text; several words as a list in order; with
remarks, sources or a date, or where sources conflict, a group like the one in the file.
"""
Content = Mapping[str, Said]
"""All that a section says: what stands at each question, by its key as text (`staffing.posts[nurses].wte`)."""
SECTIONS = tuple(question.key for question in questions(Hub))
"""The sections of a record in the order of the form; each can be signed."""
_UNNAMED = "[cannot be used]"
"""All items of a list of which nobody can tell which they are."""
_UNSIGNED = (("record", "stage"),)
"""How far the record has come is no answer about the Hub: else publishing what was signed would undo the sign-off."""


class Change(NamedTuple):
    """A question at which something else stands than before (None: nothing stood or stands there); or an item of a list
    that has come or gone (`is_item`), with how many answers it has.
    """

    key: str
    old: Said | None
    new: Said | None
    is_item: bool = False


def content(mapped: MappedHub) -> dict[str, Content]:
    """What a record says, by section. What cannot be used until it is corrected counts as it is written."""
    found: dict[str, dict[str, Said]] = {section: {} for section in SECTIONS}
    asked = tuple(identified(mapped.hub, twins_in(mapped.hub)))
    for one in asked:
        said = said_at(one, mapped.document.values)
        if said is not None and one.path not in _UNSIGNED:
            found[str(one.path[0])][key_text(one.key)] = said
    for key, raw in _unusable(mapped, asked).items():
        found[key[0]][key_text(key)] = {"unusable": "; ".join(sorted(raw))}
    return {section: dict(sorted(says.items())) for section, says in found.items()}


def _unusable(mapped: MappedHub, asked: Sequence[Identified]) -> Mapping[Key, list[str]]:
    """What cannot be used, as it is written, by the keys of the items and questions at which it stands."""
    found: dict[Key, list[str]] = {}
    left_out = [path for path in mapped.left_out if path and path[0] in SECTIONS]
    if left_out:
        known = {path: key for one in asked for key, path in parts_above(one.key, one.path)}
        known |= {one.path: one.key for one in asked}
        for path in left_out:
            raw = json.dumps(value_at(mapped.document.values, path), sort_keys=True, ensure_ascii=False)
            found.setdefault(_key_at(path, known), []).append(raw)
    return found


def _key_at(path: Path, known: Mapping[Path, Key]) -> Key:
    """The key of what stands at a path: below what is known, items have no name."""
    length = next(length for length in range(len(path), 0, -1) if path[:length] in known)
    below = (_UNNAMED if isinstance(part, int) else str(part) for part in path[length:])
    return (*known[path[:length]], *below)


def digest_of(says: Content) -> str:
    """The SHA-256 of what a section says."""
    text = json.dumps(says, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def changes_between(old: Content, new: Content) -> tuple[Change, ...]:
    """What stands otherwise in a section than before: questions, and items that have come or gone as a whole."""
    items_before, items_after = ({item for key in says for item in _items(key)} for says in (old, new))
    found: dict[str, Change] = {}
    for key in (*old, *(key for key in new if key not in old)):
        gone = next((item for item in _items(key) if item not in items_after), None)
        come = next((item for item in _items(key) if item not in items_before), None)
        if gone is not None:
            found.setdefault(gone, Change(gone, _whole(old, gone), None, is_item=True))
        elif come is not None:
            found.setdefault(come, Change(come, None, _whole(new, come), is_item=True))
        elif old.get(key) != new.get(key):
            found[key] = Change(key, old.get(key), new.get(key))
    return tuple(found.values())


def _items(key: str) -> tuple[str, ...]:
    """The items that an answer stands in, the outermost first, by their keys as text."""
    parts = key_of(key)
    return tuple(key_text(parts[: number + 1]) for number, part in enumerate(parts) if part.startswith("["))


def _whole(says: Content, item: str) -> Said:
    return {key: said for key, said in says.items() if item in _items(key)}


def said_at(one: Identified, values: Any = None) -> Said | None:
    """What stands at a question; None where nothing does. `values` are those of the file: they tell an empty list,
    which says that there is nothing, from a blank.
    """
    answer = one.answer
    if isinstance(answer, Answer):
        return _said(answer)
    if isinstance(answer, Answers):
        if one.question.group is not None and answer.items:
            return _with_remarks("value", None, answer.note, answer.sources)  # its items say the rest
        return _said_in_list(answer, is_empty=_is_empty_list(values, one.path))
    return str(answer)


def _said(answer: Answer[Any]) -> Said | None:
    if answer.missing is not None:
        return _with_remarks("missing", answer.missing.value, answer.note, answer.sources)
    if len(answer.readings) == 1:
        return _reading(answer.readings[0], answer)
    if answer.readings:
        each = sorted(map(_reading, answer.readings), key=lambda said: json.dumps(said, sort_keys=True))
        return _with_remarks("conflicting", each, answer.note, answer.sources)
    return _with_remarks("value", None, answer.note, answer.sources)


def _reading(reading: Reading[Any], around: Answer[Any] | None = None) -> Said | None:
    note = reading.note or (around.note if around else None)
    sources = (*reading.sources, *(around.sources if around else ()))
    as_of = None if reading.as_of is None else str(reading.as_of)
    return _with_remarks("value", str(reading.value), note, sources, as_of)


def _said_in_list(answers: Answers[Any], *, is_empty: bool) -> Said | None:
    if answers.missing is not None:
        return _with_remarks("missing", answers.missing.value, answers.note, answers.sources)
    words = sorted(map(str, answers.items)) if answers.items or is_empty else None
    return _with_remarks("value", words, answers.note, answers.sources)


def _with_remarks(
    name: str, value: Any, note: str | None, sources: tuple[str, ...], as_of: str | None = None
) -> Said | None:
    remarks: dict[str, Any] = {"as_of": as_of, "note": note, "sources": sorted(sources)}
    written = {key: remark for key, remark in remarks.items() if remark}
    if not written and name != "conflicting":
        said: Said | None = value
        return said
    return {**({} if value is None else {name: value}), **written}


def _is_empty_list(values: Any, path: Path) -> bool:
    return [] in (value_at(values, path), value_at(values, (*path, "value")))
