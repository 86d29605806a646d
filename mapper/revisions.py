"""Versions of a file: as it stands, or as git keeps it; the only module that asks git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import NamedTuple

from mapper.errors import MapperError
from mapper.wording import quoted

_LONGEST_WAIT = 60
"""Seconds after which git is not waited for any more."""


class Version(NamedTuple):
    """A version of a file: what it is called, the path of the file, and its bytes."""

    name: str
    file: FilePath
    content: bytes


def versions(old: str, new: str) -> tuple[Version, Version]:
    """Two versions, each the path of a file, `REVISION:PATH`, or a revision of the file that the other names.

    Raises MapperError if one cannot be found.
    """
    return _version(old, beside=new), _version(new, beside=old)


class Revision(NamedTuple):
    """A version of a file that git keeps: its commit, in short, the day of it, and the bytes."""

    commit: str
    on: str
    content: bytes


def revisions(file: FilePath) -> Iterator[Revision]:
    """The versions of a file that git keeps, the newest first; none where git is not there or keeps none."""
    try:
        done = _git(file.parent, "log", "--format=%h %cs", "--", f"./{file.name}")
    except MapperError:
        return
    for line in done.stdout.decode("utf-8", "replace").splitlines() if not done.returncode else ():
        commit, _, on = line.partition(" ")
        content = _shown(file.parent, commit, f"./{file.name}")
        if content is not None:
            yield Revision(commit, on, content)


def _version(asked: str, *, beside: str) -> Version:
    file = FilePath(asked)
    if file.is_file():
        try:
            return Version(asked, file, file.read_bytes())
        except OSError as error:
            raise MapperError(f"{asked} cannot be read: {error.strerror}. Please check your rights.") from error
    revision, colon, path = asked.partition(":")
    if colon:
        inside = _inside_repository(FilePath())
        for at in (path, f"{inside}{path}"):
            content = _shown(FilePath(), revision, at)
            if content is not None:
                return Version(asked, FilePath(path), content)
        raise _unknown(asked)
    other = FilePath(beside)
    if not other.is_file():
        raise MapperError(
            f"Neither {quoted(asked)} nor {quoted(beside)} is a file. Please name two files, or a file and a revision "
            "of it that git keeps."
        )
    content = _shown(other.parent, asked, f"./{other.name}")
    if content is None:
        raise _unknown(f"{asked}:{beside}")
    return Version(f"{asked}:{beside}", other, content)


def _unknown(asked: str) -> MapperError:
    return MapperError(
        f"git keeps nothing under {quoted(asked)}. Please check the revision (git log lists them) and the path."
    )


def _inside_repository(folder: FilePath) -> str:
    """Where a folder is in its repository, such as `study/`; nothing at its top, or outside of one."""
    done = _git(folder, "rev-parse", "--show-prefix")
    return done.stdout.decode("utf-8", "replace").strip() if not done.returncode else ""


def _shown(folder: FilePath, revision: str, path: str) -> bytes | None:
    """A file as it was at a revision; None if git does not know it."""
    if not revision or revision.startswith("-"):
        raise MapperError(f"{quoted(revision)} is no revision. Please name one, such as HEAD~1.")
    done = _git(folder, "show", "--no-textconv", "--end-of-options", f"{revision}:{path}")
    return None if done.returncode else done.stdout


def _git(folder: FilePath, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=_LONGEST_WAIT)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MapperError("git cannot be run here. Please name two files.") from error
