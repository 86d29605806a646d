"""One Hub that a command is about, and who says what of it: by the path of its file or its id, by role, on a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mapper.accuracy.answers_file import LONGEST_TEXT
from mapper.accuracy.status import HubStatus, hub_status
from mapper.checks.check import Subject
from mapper.checks.privacy import reads_like_a_name
from mapper.checks.report import report_of
from mapper.checks.roles import illegal_bands
from mapper.errors import MapperError, UsageError
from mapper.findings import Severity
from mapper.reading import read_bytes
from mapper.review.review_file import Review, read_review
from mapper.schema.scalars import is_date
from mapper.study import MappedHub, Study, find_hub_files, hub_of, read_hub, study_at
from mapper.wording import nearest, quoted

_LENGTH_OF_A_DAY = len("2026-11-26")


class Opened(NamedTuple):
    """A Hub with the bytes of its file, the study it belongs to (without the other Hubs), and its review."""

    file: Path
    data: bytes
    mapped: MappedHub
    study: Study
    review: Review

    @property
    def status(self) -> HubStatus:
        """How far its accuracy check has come."""
        return hub_status(self.mapped, self.review, report_of(self.mapped, self.study))


def opened(named: str, hubs: Path) -> Opened:
    """The Hub of a file, or of an id among the Hubs of a folder. Raises MapperError if there is none, or if its file or
    its review file cannot be read.
    """
    file = hub_file(named, hubs)
    study = study_at(file)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise MapperError(f"{file} cannot be read: {error.strerror}. Please check the path and your rights.") from error
    mapped = hub_of(file, read_bytes(data), study.vocabulary)
    if not isinstance(mapped.document.values, dict):
        raise MapperError(f"{file} cannot be read as a Hub file. Please run: mapper validate {file}")
    review = read_review(file)
    refuse_unusable(review, mapped)
    return Opened(file, data, mapped, replace(study, hubs=(mapped,)), review)


def refuse_unusable(review: Review, mapped: MappedHub) -> None:
    """Raise MapperError where something is wrong with a review file, or where it is that of another Hub."""
    if review.hub not in (None, mapped.id):
        raise MapperError(
            f"{review.file} is the review of the Hub {quoted(review.hub)}, and {mapped.file} is {quoted(mapped.id)}. "
            "Please give each file the name of its Hub."
        )
    if review.problems:
        problem = review.problems[0]
        place = problem.place or review.document.place(problem.path)
        raise MapperError(f"{review.file}, line {place.line}: {problem.message}")


def refuse_errors(one: Opened, sections: Collection[str]) -> None:
    """Raise MapperError where an answer of these sections, or a band, cannot be used: nothing is worked out then."""
    for problem in (*one.mapped.problems, *illegal_bands(Subject(one.mapped, one.study))):
        if problem.severity is Severity.ERROR and problem.path[:1] and problem.path[0] in sections:
            line = (problem.place or one.mapped.document.place(problem.path)).line
            raise MapperError(f"{one.mapped.file}, line {line}: {problem.message}")


def hub_file(named: str, hubs: Path) -> Path:
    """The file that a path or an id names. Raises MapperError if there is none."""
    file = Path(named)
    if file.is_file():
        return find_hub_files([file])[0]
    if file.is_dir() and not _files_of_id(named, hubs):
        raise UsageError(f"{named} is a folder. Please name one Hub.")
    return hub_file_of_id(named, hubs)


def hub_file_of_id(named: str, hubs: Path) -> Path:
    """The file of the Hub of an id, which is that of its record or the name of its file. Raises MapperError if there is
    none, or more than one.
    """
    found = _files_of_id(named, hubs)
    if len(found) == 1:
        return found[0]
    if found:
        told = " and ".join(file.as_posix() for file in found)
        raise MapperError(f"{told} both have the id {quoted(named)}. Please name the file, or give one another id.")
    known = {name for file in _files(hubs) for name in (file.stem, _id_of(file, hubs))}
    meant = nearest(named, known)
    hint = f"Did you mean {quoted(meant)}?" if meant else "Please name its file, or say with --hubs where it is."
    raise MapperError(f"There is no Hub {quoted(named)}, neither as a file nor as an id in {hubs}. {hint}")


def _files(hubs: Path) -> Sequence[Path]:
    return find_hub_files([hubs]) if hubs.exists() else ()


def _files_of_id(named: str, hubs: Path) -> list[Path]:
    """The file of a name, or else those whose records have it as their id."""
    files = _files(hubs)
    return [file for file in files if file.stem == named] or [file for file in files if _id_of(file, hubs) == named]


def _id_of(file: Path, hubs: Path) -> str:
    return read_hub(file, study_at(hubs).vocabulary).id


def role_of(typed: str) -> str:
    """Who says something, by role. Raises UsageError where it is empty or reads like the name of a person."""
    role = " ".join(typed.split())
    if not role or not role.isprintable():
        raise UsageError('The role is empty or cannot be shown. Please name it, such as --by "Hub lead".')
    if reads_like_a_name(role, asks_for_role=True):
        raise UsageError(
            f'{quoted(role)} reads like the name of a person. Please give the role instead, such as --by "Hub lead".'
        )
    return role


def day_of(typed: str | None) -> str:
    """The day on which something is said, today unless it is given. Raises UsageError where that is no day."""
    if typed is None:
        return date.today().isoformat()
    if len(typed) != _LENGTH_OF_A_DAY or not is_date(typed):
        raise UsageError(f"{quoted(typed)} is no day. Please write it with the year first, such as 2026-04-12.")
    if typed > date.today().isoformat():
        raise UsageError(f"{typed} is still to come. Please give the day on which it was said.")
    return typed


def text_of(typed: str, what: str) -> str:
    """A text that somebody typed. Raises UsageError where it is empty."""
    if not typed.strip():
        raise UsageError(f"The {what} is empty. Please say it in a sentence.")
    if len(typed) > LONGEST_TEXT:
        raise UsageError(f"The {what} is longer than {LONGEST_TEXT:,} characters. Please say it shorter.")
    return typed.strip()
