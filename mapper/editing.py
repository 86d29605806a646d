"""Put other values or names into a text of YAML, and keep everything else byte for byte.

What is written at a place is replaced there and nowhere else; a change after which the text would say anything but what
is meant is not made. (A round trip through a YAML library would lay out the whole file anew.)
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from operator import itemgetter
from typing import Any, NamedTuple

from mapper.document import Document
from mapper.findings import Path
from mapper.reading import read_text
from mapper.yaml_text import PLAIN

_BYTE_ORDER_MARK = "\ufeff"


class Change(NamedTuple):
    """What takes the place of the value at a path, or of its key: a text, or a tuple of the one value that is
    there for a list of it.
    """

    path: Path
    on_key: bool
    value: Any


def edited(data: bytes, changes: Iterable[Change]) -> tuple[bytes, tuple[Change, ...]]:
    """A file's content with the changes that can be made, and which these are. The content has to be UTF-8."""
    text = data.decode("utf-8")
    mark, text = (_BYTE_ORDER_MARK, text[1:]) if text.startswith(_BYTE_ORDER_MARK) else ("", text)
    made: list[Change] = []
    document = read_text(text)
    placed = [(document.written(change.path, on_key=change.on_key), change) for change in changes]
    for _, change in sorted(((at.start, change) for at, change in placed if at), key=itemgetter(0), reverse=True):
        candidate = _changed(text, document, change)
        if candidate is None:
            continue
        meant = _with(document.values, change)
        read = read_text(candidate)
        if read.values == meant and len(read.problems) == len(document.problems):
            text, document = candidate, read
            made.append(change)
    return (mark + text).encode(), tuple(reversed(made))


def _changed(text: str, document: Document, change: Change) -> str | None:
    written = document.written(change.path, on_key=change.on_key)
    if written is None or written.style not in ("", "'", '"'):
        return None
    found = text[written.start : written.end]
    new = f"[{found}]" if isinstance(change.value, tuple) else _in_style(change.value, written.style)
    if new == found:
        new = json.dumps(found, ensure_ascii=False)  # a text in its own place is to stand between quotation marks
    return text[: written.start] + new + text[written.end :]


def _in_style(value: str, style: str) -> str:
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    return value if not style and PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _with(values: Any, change: Change) -> Any:
    """The values once a change is made."""
    changed = copy.deepcopy(values)
    holder = changed
    for part in change.path[:-1]:
        holder = holder[part]
    last = change.path[-1]
    if not change.on_key:
        holder[last] = list(change.value) if isinstance(change.value, tuple) else change.value
        return changed
    renamed = {change.value if key == last else key: value for key, value in holder.items()}
    holder.clear()
    holder.update(renamed)
    return changed
