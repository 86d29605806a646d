"""A page of HTML as PDF by an installed Chromium, if there is one: the only module that starts a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import webbrowser
from pathlib import Path as FilePath

from mapper.errors import MapperError

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_LONGEST_WAIT = 300
"""Seconds after which the browser is not waited for any more."""


def printed(page: bytes) -> bytes:
    """A page as PDF, as its print style lays it out. Raises MapperError where no browser is installed, or it fails."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise MapperError(
            "No Chromium or Chrome is installed here, which makes the PDF. Please write the page (.html) instead, open "
            "it, and print it to a file."
        )
    with tempfile.TemporaryDirectory() as name:
        folder = FilePath(name)
        (folder / "page.html").write_bytes(page)
        command = [
            browser, "--headless", "--disable-gpu", "--no-pdf-header-footer", "--disable-background-networking",
            f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={folder / 'page.pdf'}",
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),  # root has no sandbox
            (folder / "page.html").as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=_LONGEST_WAIT)  # noqa: S603
            return (folder / "page.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise MapperError(
                f"{FilePath(browser).name} could not print the page. Please write the page (.html) instead, open it, "
                "and print it to a file."
            ) from error


def shown_in_browser(file: FilePath) -> bool:
    """Open a file in the browser of the person who asks; false where there is none."""
    return webbrowser.open(file.resolve().as_uri())
