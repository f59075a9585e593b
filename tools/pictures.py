"""The pictures of the site: charts and pages of a run over the invented texts.

python -m tools.pictures OUTPUTS    (a folder that `zongshu demo -o OUTPUTS` wrote; needs a Chromium)
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "images"
CHARTS = ("quantities", "theme_shares", "formulation_timeline", "place_tiles")
WIDTH, COLOURS = 1100, 256
# Every picture says that what it shows is invented, also one that somebody takes out of its page.
STAMP = """() => {
    const stamp = document.createElement("div");
    stamp.textContent = "虚构样例，不能引用";
    stamp.style.cssText = "position:fixed;right:14px;bottom:12px;z-index:9999;padding:4px 12px;" +
        "border:2px solid #b3261e;color:#b3261e;background:#fff;font:600 17px sans-serif";
    document.body.append(stamp);
}"""


def main(outputs: Path) -> None:
    """Write all pictures anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in CHARTS:
        kept(name, (outputs / "charts" / f"{name}.png").read_bytes())
    with chromium() as browser:
        report = opened(browser, outputs / "report.html", 1100, 760)
        kept("report", report.screenshot())
        figure = report.locator("td a", has_text="%").first
        figure.click()
        report.wait_for_timeout(300)
        kept("report_evidence", report.screenshot())
        kept("review", opened(browser, outputs / "review.html", 1100, 760).screenshot())
        kept("report_phone", opened(browser, outputs / "report.html", 390, 760).screenshot())


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def opened(browser: Browser, file: Path, width: int, height: int) -> Page:
    """The page with the stamp on it."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.goto(file.resolve().as_uri())
    page.evaluate(STAMP)
    return page


def kept(name: str, picture: bytes) -> None:
    """Write a picture, no wider than a page of the site, in few colours."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.thumbnail((WIDTH, 10_000))
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
