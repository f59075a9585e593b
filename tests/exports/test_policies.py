"""Pages in a real browser under their own policy: they work, and a script that came into one does not run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browsing import MARKS, chromium, opened, window

pytestmark = MARKS
# What a page would hold if a writer forgot to escape once.
SLIPPED = (
    '<script>window.flag=1</script><img src="x" onerror="window.flag=2"><svg onload="window.flag=3"></svg>'
    '<base href="https://e.invalid/"><iframe srcdoc="<script>parent.flag=4</script>"></iframe>'
    '<p id="styled" style="position:fixed">党</p><a id="call" href="javascript:window.flag=5">党</a>'
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    yield from window(browser)


def test_a_figure_of_the_report_opens_its_evidence(context: BrowserContext, sample_outputs: Path) -> None:
    page = opened(context, sample_outputs / "report.html")
    link = page.locator("td a[href^='#e-']").first
    evidence = page.locator(f"details[id='{(link.get_attribute('href') or '')[1:]}']")
    assert evidence.get_attribute("open") is None
    link.click()
    expect(evidence).to_have_attribute("open", "")
    assert page.evaluate("document.images.length && [...document.images].every((i) => i.naturalWidth > 0)")
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"


@pytest.mark.parametrize("name", ["report.html", "review.html"])
def test_what_slips_into_a_page_does_not_run(
    name: str, context: BrowserContext, sample_outputs: Path, tmp_path: Path
) -> None:
    whole = (sample_outputs / name).read_text(encoding="utf-8")
    assert whole.count("</body>") == 1
    (tmp_path / name).write_text(whole.replace("</body>", f"{SLIPPED}</body>"), encoding="utf-8")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / name).as_uri())
    page.evaluate("document.getElementById('call').click()")
    page.wait_for_timeout(50)
    assert page.evaluate("window.flag === undefined")
    assert page.evaluate("getComputedStyle(document.getElementById('styled')).position") == "static"
    assert page.evaluate("document.baseURI").startswith("file:")
    assert not [url for url in asked if not url.startswith(("file:///", "data:", "about:"))]
