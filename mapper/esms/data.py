"""The data files of this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path as FilePath
from typing import Any

from mapper.vocabulary.lists import load_data


@cache
def esms_data(name: str) -> Any:
    """The values of a data file beside this module."""
    return load_data(name, FilePath(__file__).parent)
