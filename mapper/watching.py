"""Wait until a file is saved: the one door to watchfiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path as FilePath

import watchfiles

from mapper.errors import MapperError


def saved(paths: Sequence[FilePath]) -> Iterator[None]:
    """Once at the beginning, then whenever one of these files, or a YAML file in one of these folders, is saved or
    removed; ends at Ctrl-C.

    Folders are watched rather than files, since many editors write a new file and rename it. Raises MapperError if a
    folder cannot be watched.
    """
    wanted = [path.resolve() for path in paths]
    folders = {path if path.is_dir() else path.parent for path in wanted}

    def matters(_change: watchfiles.Change, changed: str) -> bool:
        file = FilePath(changed)
        return file in wanted or (file.parent in wanted and file.suffix.lower() in (".yaml", ".yml"))

    yield
    try:
        for _ in watchfiles.watch(*folders, watch_filter=matters, recursive=False):
            yield
    except KeyboardInterrupt:
        return
    except (OSError, RuntimeError) as error:
        raise MapperError(f"The files cannot be watched ({error}). Please run the command without --watch.") from error
