"""What is written at a question, anywhere in a Hub file, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from mapper.findings import Path
from mapper.periods import may_hold
from mapper.schema.answers import Answer, Answers, MissingWord
from mapper.schema.base import Group, TimedItem
from mapper.schema.hub import Hub
from mapper.schema.scalars import PartialDate


class Written(NamedTuple):
    """What stands at a path: values (several where sources conflict), or a missing word; both may be without."""

    path: Path
    values: tuple[Any, ...]
    missing: MissingWord | None = None


def written(hub: Hub, question: str, as_of: PartialDate | None) -> Iterator[Written]:
    """What is written at a question such as `context.factors.factor`, in every item that may hold at a date. A list or
    group on the way that is answered by a missing word is given as that.
    """
    yield from _written(hub, (), tuple(question.split(".")), as_of)


def _written(value: Any, path: Path, keys: tuple[str, ...], as_of: PartialDate | None) -> Iterator[Written]:
    if isinstance(value, (Answer, Answers)) and value.missing is not None:
        yield Written(path, (), value.missing)
    elif isinstance(value, Answers):
        for below, item in value.placed():
            if not isinstance(item, TimedItem) or may_hold(item, as_of):
                yield from _written(item, (*path, *below), keys, as_of)
    elif isinstance(value, Answer):
        if value.readings:
            yield Written(path, tuple(reading.value for reading in value.readings))
    elif keys and isinstance(value, Group):
        yield from _written(getattr(value, keys[0]), (*path, keys[0]), keys[1:], as_of)
    else:
        yield Written(path, (value,))
