"""Workbooks as a spreadsheet works them out."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed, which works out workbooks.")


def worked_out(content: bytes, folder: Path, changes: Mapping[tuple[str, str], float]) -> Any:
    """The workbook with the values of its formulas, after cells, by sheet and name, have been changed."""
    assert OFFICE is not None
    book = load_workbook(io.BytesIO(content))
    for (sheet, cell), number in changes.items():
        book[sheet][cell] = number
    book.save(folder / "changed.xlsx")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    out = folder / "worked-out"
    command = [
        OFFICE,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
        str(folder / "changed.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return load_workbook(out / "changed.xlsx", data_only=True)


def row_of(sheet: Any, label: str) -> int:
    """The number of the row whose first cell begins with a label."""
    return next(row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value or "").startswith(label))
