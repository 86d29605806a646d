"""Versions of a file: as it stands, or as git keeps it; the only module that asks git."""

from __future__ import annotations

import subprocess
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


def _version(asked: str, *, beside: str) -> Version:
    file = FilePath(asked)
    if file.is_file():
        try:
            return Version(asked, file, file.read_bytes())
        except OSError as error:
            raise MapperError(f"{asked} cannot be read: {error.strerror}. Please check your rights.") from error
    revision, colon, path = asked.partition(":")
    if not colon and FilePath(beside).is_file():
        other = FilePath(beside)
        return Version(f"{asked}:{beside}", other, _shown(other.parent, asked, f"./{other.name}"))
    if not colon:
        raise MapperError(
            f"There is no file {quoted(asked)}. Please name a file, or a version that git keeps, such as HEAD:{asked}"
        )
    here = FilePath()
    try:
        return Version(asked, FilePath(path), _shown(here, revision, path))
    except MapperError:
        return Version(asked, FilePath(path), _shown(here, revision, f"./{path}"))


def _shown(folder: FilePath, revision: str, path: str) -> bytes:
    """A file as it was at a revision. Raises MapperError if git does not know it."""
    if not revision or revision.startswith("-"):
        raise MapperError(f"{quoted(revision)} is no revision. Please name one, such as HEAD~1.")
    command = ["git", "-C", str(folder), "show", "--no-textconv", "--end-of-options", f"{revision}:{path}"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_LONGEST_WAIT)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MapperError("git cannot be run here. Please name two files.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no such version"]
        raise MapperError(f"git does not know {quoted(f'{revision}:{path}')} ({said[0]}). Please check both names.")
    return done.stdout
