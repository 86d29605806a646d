"""Comparison with a file that holds the expected output. `UPDATE_GOLDEN=1 pytest` writes the file anew."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, text: str) -> None:
    """Fail unless a text is what the file of this name holds."""
    file = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_bytes(text.encode())
    assert file.exists(), f"{file.name} is missing: run the tests with UPDATE_GOLDEN=1 and look at what it holds"
    assert text == file.read_bytes().decode()
