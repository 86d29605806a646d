"""A small file of a planner's own, such as a table of pay: what it says, or a refusal with its line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any, NoReturn

from mapper.errors import MapperError
from mapper.findings import Path
from mapper.reading import read_file
from mapper.wording import nearest, quoted


class OwnFile:
    """A file that holds `keys` and no others; `what` says what it is. Raises MapperError where it is none."""

    def __init__(self, file: FilePath, what: str, keys: Sequence[str]) -> None:
        self.file, self._document = file, read_file(file)
        listed = ", ".join(f"`{key}`" for key in keys)
        if self._document.problems:
            problem = self._document.problems[0]
            self.refuse((), problem.message, problem.place.line if problem.place else 1)
        if not isinstance(self._document.values, dict):
            self.refuse((), f"There is no {what} here. Please give it such keys as {listed}.")
        self.values: dict[str, Any] = self._document.values
        for key in self.values:
            if key not in keys:
                meant = nearest(str(key), keys)
                hint = f" Did you mean {quoted(meant)}?" if meant else ""
                self.refuse((key,), f"{quoted(key)} is nothing that a {what} holds. Please use {listed}.{hint}")

    def text(self, key: str, missing: str) -> str:
        """The text of a key; where there is none, a refusal with that message."""
        said = self.values.get(key)
        if not isinstance(said, str) or not said.strip():
            self.refuse((key,) if key in self.values else (), missing)
        return said.strip()

    def line(self, path: Path) -> int:
        """The line on which something stands."""
        return self._document.line_at(path)

    def refuse(self, path: Path, message: str, line: int | None = None) -> NoReturn:
        """Raise MapperError with the line of what is wrong."""
        raise MapperError(f"{self.file}, line {line or self.line(path)}: {message}")
