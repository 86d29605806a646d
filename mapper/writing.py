"""The one place that writes files: whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path as FilePath

from mapper.errors import MapperError

if sys.platform != "win32":
    import fcntl


def write_whole(path: FilePath, content: bytes | Iterable[bytes]) -> None:
    """Write a file, at once or in pieces, over an older one if there is one. Whoever reads meanwhile sees the old or
    the new, never a part.

    Raises MapperError if the folder cannot be made or the file cannot be written.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        _write_into(path, content)  # a device or pipe, such as /dev/stdout, which is no file to be replaced
        return
    target = path.resolve() if path.is_symlink() else path
    if target.exists():
        refuse_read_only(target)
    temporary = _write_beside(target, content)
    try:
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except OSError as error:
        _remove(temporary)
        raise _cannot_write(path, error) from error


def _write_into(path: FilePath, content: bytes | Iterable[bytes]) -> None:
    try:
        with path.open("wb") as file:
            for piece in [content] if isinstance(content, bytes) else content:
                file.write(piece)
    except OSError as error:
        raise _cannot_write(path, error) from error


def write_over(path: FilePath, before: bytes | None, content: bytes) -> None:
    """Write over a file that still holds what was read of it, `before`, and keep its rights and what links to it; or
    write one that was not there (None), and still is not.

    Raises MapperError if it may only be read, has been changed meanwhile, or cannot be written.
    """
    if before is None:
        if not _is_new(path, content):
            raise _changed_meanwhile(path)
        return
    target = path.resolve()
    refuse_read_only(path)
    temporary = _write_beside(target, content)
    try:
        shutil.copymode(target, temporary)
        with _one_at_a_time(target.parent):
            if target.read_bytes() != before:
                raise _changed_meanwhile(path)
            temporary.replace(target)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        _remove(temporary)


@contextmanager
def _one_at_a_time(folder: FilePath) -> Iterator[None]:
    """While this holds, no other mapper replaces a file of a folder, so that none is replaced between looking at it and
    replacing it. It ends with the process; where the system has no such locks, there is none.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives know no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def refuse_read_only(path: FilePath) -> None:
    """Raise MapperError if a file may only be read."""
    if not path.resolve().stat().st_mode & stat.S_IWUSR:
        raise MapperError(f"{path} may only be read, and is left as it is. Please allow writing, or change a copy.")


def write_new(path: FilePath, content: bytes) -> None:
    """Write a file that must not be there yet. Raises MapperError if it is, or cannot be written."""
    if not _is_new(path, content):
        raise _is_there(path)


def _is_new(path: FilePath, content: bytes) -> bool:
    """Write a file unless it is there already. Raises MapperError if it cannot be written."""
    if path.exists() or path.is_symlink():
        return False
    temporary = _write_beside(path, content)
    try:
        os.link(temporary, path)  # unlike a rename, a link never replaces what another program wrote meanwhile
    except FileExistsError:
        return False
    except OSError:
        return _is_new_without_links(path, content)
    finally:
        _remove(temporary)
    return True


def _is_new_without_links(path: FilePath, content: bytes) -> bool:
    """For file systems that know no links: never over another file, though not whole at once."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return False
    except OSError as error:
        _remove(path)
        raise _cannot_write(path, error) from error
    return True


def _write_beside(path: FilePath, content: bytes | Iterable[bytes]) -> FilePath:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _cannot_write(path, error) from error
    temporary = FilePath(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in [content] if isinstance(content, bytes) else content:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
    except OSError as error:
        _remove(temporary)
        raise _cannot_write(path, error) from error
    except BaseException:  # whoever makes the pieces may fail, or be interrupted, in the middle
        _remove(temporary)
        raise
    return temporary


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def _remove(path: FilePath) -> None:
    path.unlink(missing_ok=True)


def _changed_meanwhile(path: FilePath) -> MapperError:
    return MapperError(
        f"{path} was changed by another program meanwhile, and is left as it is. Please run the command again."
    )


def _is_there(path: FilePath) -> MapperError:
    return MapperError(f"{path} is already there and is left as it is. Please choose another name.")


def _cannot_write(path: FilePath, error: OSError) -> MapperError:
    return MapperError(f"{path} cannot be written: {error.strerror}. Please check the folder and your rights.")
