"""A browser without a network, for tests of what people open in one: the fixtures `browser` and `opened`, and how much
of a page anybody can use.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium")
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 400, "height": 800}
ENLARGED = {"width": 320, "height": 256}
"""What is left of 1280 by 1024 points when a page is enlarged to 400 per cent (WCAG 2.2, 1.4.10)."""
LOOKS = [(DESKTOP, "light"), (PHONE, "dark"), (ENLARGED, "light")]
_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
_OWN = ("file:", "blob:")
"""What a page may ask for: itself, and what it made."""

Opened = Callable[..., Page]
"""Opens a file as a page, each in a browser of its own; options are those of the browser."""


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Chromium as it is installed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a module."""
    with a_browser() as started:
        yield started


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens pages from the file system; in the end none has complained, or asked for anything from elsewhere."""
    complaints: list[str] = []

    def open_page(file: Path, **options: Any) -> Page:
        page = browser.new_context(offline=True, viewport=options.pop("viewport", DESKTOP), **options).new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("request", lambda asked: None if asked.url.startswith(_OWN) else complaints.append(asked.url))
        page.goto(file.resolve().as_uri())
        return page

    yield open_page
    assert complaints == []


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Rules of accessibility that a page breaks, with where it does."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
