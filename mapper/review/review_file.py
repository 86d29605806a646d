"""The review file beside a Hub file (`hubs/<id>.review.yaml`): read with places, and appended to.

An entry is one line, and entries are never changed or taken out: so git merges two versions into all entries of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from mapper.document import Document
from mapper.errors import MapperError
from mapper.findings import Path, Place, Problem, Severity
from mapper.reading import MAX_BYTES, read_bytes, read_text, unread
from mapper.review.content import SECTIONS, digest_of
from mapper.review.entries import KINDS, Closing, Entry, Ids, Outcome, Query, Reopening, Reply, SignOff, as_data
from mapper.schema.scalars import is_date
from mapper.study import REVIEW_ENDING
from mapper.syntax import problem as problem_at
from mapper.wording import quoted
from mapper.writing import write_over
from mapper.yaml_text import inline

FORMAT = "mapper.review/1"
CODE = "A001"
_ATTRIBUTES_FILE, _MERGED = ".gitattributes", "*.review.yaml merge=union"
_HEAD = """\
# The accuracy check of one Hub: queries and sign-offs, one a line, oldest first. mapper writes this file.
# No line is ever changed or taken out: what is settled is said in another one.
format: {format}
hub: {hub}
entries:
"""
_CONFLICT = re.compile(rb"^(<{7}|={7}|>{7})(?: |\r?$)", re.MULTILINE)
_ID = re.compile(r"[a-z]-[0-9a-f]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Review:
    """A review file as read: `data` is None where there is none. Entries that cannot be used are left out, and told of
    in `problems`.
    """

    file: FilePath
    data: bytes | None
    document: Document
    hub: str | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def review_file_of(hub_file: FilePath) -> FilePath:
    """The review file of a Hub file, which need not be there."""
    return hub_file.with_name(f"{hub_file.stem}{REVIEW_ENDING}")


def read_review(hub_file: FilePath) -> Review:
    """What has been said of a Hub. Never raises: what is wrong with the file is in `problems`."""
    file = review_file_of(hub_file)
    try:
        if not file.exists():
            return Review(file, None, read_text(""), None, (), ())
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        document = unread(CODE, f"The file cannot be read: {error.strerror}. Please check your rights.")
        return Review(file, None, document, None, (), document.problems)
    return review_of(file, data)


def review_of(file: FilePath, data: bytes) -> Review:
    """The review that the bytes of a file hold."""
    if mark := _CONFLICT.search(data):
        line = data.count(b"\n", 0, mark.start()) + 1
        return Review(file, data, read_text(""), None, (), (_conflict(line),))
    if not data.strip():
        return Review(file, data, read_text(""), None, (), (_refused_whole("The file is empty."),))
    document = read_bytes(data)
    values = document.values
    if document.problems:
        return Review(file, data, document, None, (), document.problems)
    listed = values.get("entries") or [] if isinstance(values, dict) and values.get("format") == FORMAT else None
    if not isinstance(listed, list):
        problem = _refused_whole(f"This is no review file of the format `{FORMAT}`.")
        return Review(file, data, document, None, (), (problem,))
    entries, paths, problems = list[Entry](), list[Path](), list[Problem]()
    for number, value in enumerate(listed):
        read = _entry(value, ("entries", number))
        if isinstance(read, Problem):
            problems.append(read)
        else:
            entries.append(read)
            paths.append(("entries", number))
    problems += _between(entries, paths)
    hub = values.get("hub")
    if not _is_text(hub):
        problems.insert(0, _refused_whole("The file does not say of which Hub it is."))
    return Review(file, data, document, hub if _is_text(hub) else None, tuple(_once(entries)), tuple(problems))


def with_entries(review: Review, hub_id: str, new: Iterable[Entry]) -> bytes:
    """The content of a review file with more entries. Raises MapperError where the file cannot be added to."""
    if review.problems:
        problem = review.problems[0]
        place = problem.place or review.document.place(problem.path)
        raise MapperError(f"{review.file}, line {place.line}: {problem.message}")
    before = review.data if review.data is not None else _HEAD.format(format=FORMAT, hub=inline(hub_id)).encode()
    end = "\r\n" if b"\r\n" in before else "\n"
    before += b"" if before.endswith(b"\n") else end.encode()
    after = before + "".join(f"- {inline(as_data(entry))}{end}" for entry in new).encode()
    if review_of(review.file, after).problems:
        raise MapperError(
            f"{review.file} cannot be added to: it would not be read again, or be too large. "
            "Please keep the file as it is under another name, and start a new one."
        )
    return after


def append(review: Review, hub_id: str, new: Sequence[Entry]) -> tuple[Entry, ...]:
    """Write new entries, which get ids of their own, behind those of a review file, and say what was written.

    Raises MapperError if the file was changed since it was read, or cannot be written.
    """
    ids = Ids({entry.id for entry in review.entries})
    given = tuple(map(ids.given, new))
    after = with_entries(review, hub_id, given)
    if review.data is None:
        _let_git_merge(review.file.with_name(_ATTRIBUTES_FILE))
    write_over(review.file, review.data, after)
    return given


def _let_git_merge(attributes: FilePath) -> None:
    """See that git keeps the lines of both sides when two people have added to a review file."""
    before = attributes.read_bytes() if attributes.exists() else None
    if _MERGED.encode() not in (before or b"").splitlines():
        ended = before if not before or before.endswith(b"\n") else before + b"\n"
        with suppress(MapperError):  # two who begin at once both write it; it is looked for whenever a review begins
            write_over(attributes, before, (ended or b"") + f"{_MERGED}\n".encode())


def _entry(value: Any, path: Path) -> Entry | Problem:
    if not isinstance(value, dict):
        return _refused(path, f"{quoted(value)} is no entry.")
    kind = next((kind for kind in KINDS if kind.name == value.get("entry")), None)
    if kind is None:
        return _refused(path, f"{quoted(value.get('entry'))} is no kind of entry.")
    required, optional = _fields(kind.type)
    given = {key: said for key, said in value.items() if key != "entry" and said is not None}
    if missing := [key for key in required if key not in given]:
        return _refused(path, f"An entry lacks {' and '.join(f'`{key}`' for key in missing)}.")
    for key, said in given.items():
        if key not in (*required, *optional):
            return _refused((*path, key), f"{quoted(key)} is nothing that such an entry says.")
        if not _READERS[key](said):
            return _refused((*path, key), f"{quoted(said)} cannot be `{key}` of an entry.")
    entry = kind.type(**given)
    if isinstance(entry, SignOff) and digest_of(entry.content) != entry.digest:
        return _refused(path, f"What the sign-off {entry.id} covers was changed after it was signed.")
    return entry


def _fields(kind: type[Entry]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What an entry of a kind must say, and what it may."""
    optional = tuple(kind._field_defaults)
    return tuple(name for name in kind._fields if name not in optional), optional


def _is_text(said: Any) -> bool:
    return isinstance(said, str) and bool(said.strip())


def _is_said(said: Any) -> bool:
    return isinstance(said, (str, list, dict))


def _is_day(said: Any) -> bool:
    return isinstance(said, str) and bool(_DAY.fullmatch(said)) and is_date(said)


def _is_content(said: Any) -> bool:
    return isinstance(said, dict) and all(isinstance(key, str) and _is_said(one) for key, one in said.items())


_READERS: Mapping[str, Callable[[Any], bool]] = {
    "id": lambda said: isinstance(said, str) and bool(_ID.fullmatch(said)),
    "on": _is_day,
    "outcome": lambda said: isinstance(said, str) and said in set(Outcome),
    "section": lambda said: said in SECTIONS,
    "path": lambda said: _is_text(said) and re.split(r"[.\[]", said, maxsplit=1)[0] in SECTIONS,
    "value": _is_said,
    "suggested": _is_said,
    "content": _is_content,
    "answers": _is_content,
    "whole": lambda said: said == "yes",
    **dict.fromkeys(
        ("query", "item", "text", "by", "note", "despite", "template", "code_lists", "mapper", "digest", "page"),
        _is_text,
    ),
}


def _between(entries: Sequence[Entry], paths: Sequence[Path]) -> Iterator[Problem]:
    """What is wrong between entries: two with one id, and what is said of a query that is not there."""
    queries = {entry.id for entry in entries if isinstance(entry, Query)}
    first: dict[str, Entry] = {}
    for entry, path in zip(entries, paths, strict=True):
        if first.setdefault(entry.id, entry) != entry:
            yield _refused(path, f"Another entry has the id {quoted(entry.id)} too.")
        elif isinstance(entry, (Reply, Closing, Reopening)) and entry.query not in queries:
            yield _refused(path, f"There is no query {quoted(entry.query)} in the file.")


def _once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, each once: where two people made the same one, a merge may keep both lines."""
    seen = set[str]()
    for entry in entries:
        if entry.id not in seen:
            seen.add(entry.id)
            yield entry


def _refused_whole(what: str) -> Problem:
    message = f"{what} Please put back the file as mapper wrote it, from git or a copy."
    return problem_at(CODE, Place(1, 1, 1, 1), message)


def _refused(path: Path, what: str) -> Problem:
    message = f"{what} Entries are written by mapper alone. Please put back the line as it was, from git or a copy."
    return Problem(CODE, Severity.ERROR, path, message)


def _conflict(line: int) -> Problem:
    message = (
        "git has left marks here where two versions of the file were merged. Please delete the lines that begin with "
        "<<<<<<<, ======= and >>>>>>>, and keep all others: each is an entry of its own."
    )
    return problem_at(CODE, Place(line, 1, line, 8), message)
