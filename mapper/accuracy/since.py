"""Since when a sign-off is out of date: the commits in which the answers became what they are now, where git knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path as FilePath
from typing import NamedTuple

from mapper.accuracy.status import HubStatus
from mapper.reading import read_bytes
from mapper.review.content import Change, Said, content
from mapper.revisions import Revision, revisions
from mapper.study import Study, hub_of

_MOST_REVISIONS = 200
"""Versions of a file that are looked at: each takes as long as reading the file."""


class Commit(NamedTuple):
    """The commit in which an answer changed, in short, and its day; both None: it is not committed yet."""

    commit: str | None
    on: str | None


NOT_COMMITTED = Commit(None, None)


def commits(status: HubStatus, study: Study) -> Mapping[str, Commit]:
    """The commit of each answer that has changed since its section was signed, by its key; none where git does not know
    the file, or no longer the change.
    """
    left = {key: (change.key, now) for change in _changes(status) for key, now in _answers(change)}
    found: dict[str, Commit] = {}
    newer = NOT_COMMITTED
    file = FilePath(status.mapped.file)
    for revision in islice(revisions(file) if left else (), _MOST_REVISIONS):
        said = _said_then(revision, file, study)
        for key in [key for key, (_, now) in left.items() if said.get(key) != now]:
            changed, _ = left.pop(key)
            found.setdefault(changed, newer)
        if not left:
            break
        newer = Commit(revision.commit, revision.on)
    return found


def _answers(change: Change) -> Iterator[tuple[str, Said | None]]:
    """The answers of a change with what stands there now: one, or all of an item that has come or gone."""
    if not change.is_item:
        yield change.key, change.new
    elif isinstance(change.new, dict):
        yield from change.new.items()
    elif isinstance(change.old, dict):
        yield from dict.fromkeys(change.old).items()


def _changes(status: HubStatus) -> Iterator[Change]:
    for section in status.sections:
        yield from section.signed.changes if section.signed is not None else ()


def _said_then(revision: Revision, file: FilePath, study: Study) -> dict[str, Said]:
    mapped = hub_of(file, read_bytes(revision.content), study.vocabulary)
    return {key: said for section in content(mapped).values() for key, said in section.items()}
