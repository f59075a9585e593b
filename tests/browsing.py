"""A real browser for tests of pages: one Chromium a module, one window a test, no error left unseen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> Iterator[Browser]:
    """The browser, for a fixture."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


def window(browser: Browser, width: int = 1280, height: int = 800) -> Iterator[BrowserContext]:
    """A window with a store of its own, for a fixture."""
    context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def opened(context: BrowserContext, file: Path | str) -> Page:
    """The page; an error in its script or a refusal of its own policy fails the test."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script: {error}"))
    page.on("console", _heard)
    page.goto(file.as_uri() if isinstance(file, Path) else file)
    return page


def _heard(line: ConsoleMessage) -> None:
    if "Content Security Policy" in line.text:
        pytest.fail(line.text)
