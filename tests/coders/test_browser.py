"""The coders' page in a real browser: two coders, keys, undo, a server that is killed, agreement, settling."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.classify import coding
from pipeline.codings import COLUMNS, read_codings, read_sheet, sheet_bytes
from pipeline.corpus import discover
from pipeline.records import Passage
from tests.cli.test_coding import call
from tests.coders.build import SCHEME, serving, tables, write_outputs

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import MARKS, chromium, opened, window

pytestmark = MARKS
ROOT = Path(__file__).parents[2]
HOSTILE = '</script><script>window.flag=1</script>"><img src=x onerror="window.flag=1">'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    yield from window(browser)


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    return write_outputs(tmp_path / "outputs", 3)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("正文。", encoding="utf-8")
    return tmp_path / "corpus"


def begun(context: BrowserContext, address: str) -> Page:
    page = opened(context, address)
    page.wait_for_selector("#passage")
    return page


def rows(path: Path) -> list[dict[str, str]]:
    return [cells for _, cells in read_sheet(path)]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def done(page: Page, number: int) -> None:
    expect(page.locator("#totals")).to_contain_text(f"已编 {number} /")


class Served:
    """`zongshu code --page` as a process of its own."""

    def __init__(self, outputs: Path, corpus: Path) -> None:
        call = [sys.executable, "-m", "pipeline.cli", "code", "--page", "--no-browser", "--port", "0"]
        call += ["--output", str(outputs), "--into", str(corpus / "coding.csv")]
        self.process = subprocess.Popen(call, stdout=subprocess.PIPE, text=True, cwd=ROOT, encoding="utf-8")
        assert self.process.stdout
        self.url = re.findall(r"http://\S+/", self.process.stdout.readline())[0]

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def test_two_coders_code_settle_and_a_run_has_it_though_the_server_is_killed(
    browser: Browser, outputs: Path, corpus: Path
) -> None:
    served = Served(outputs, corpus)
    windows = [window(browser), window(browser)]
    first, second = (next(w) for w in windows)
    try:
        one = begun(first, served.url + "甲")
        press(one, "4", "6", "d", "n")
        one.keyboard.type("=两可")
        press(one, "Enter", "Enter", "2")
        done(one, 2)
        served.kill()
        kept = rows(corpus / "coding.甲.csv")
        assert [kept[0][c] for c in coding.ANSWER] == ["服务群众", "从严从实", "难", "=两可"]
        assert kept[1]["主要主题"] == "责任落实"
        press(one, "Enter", "3")
        expect(one.locator("#message")).to_contain_text("没有保存")
        done(one, 2)

        served = Served(outputs, corpus)
        one = begun(first, served.url + "甲")
        done(one, 2)
        expect(one.locator("#where")).to_contain_text("第 3 / 6 段")
        other = begun(second, served.url + "乙")
        for page, keys in ((one, "3333"), (other, "423333")):
            for key in keys:
                press(page, key, "Enter")
            done(page, 6)
        expect(one.locator("#message")).to_contain_text("全部编完了")
        assert "责任落实" not in other.inner_text("#reading")

        press(one, "r")
        expect(one.locator("#open")).to_have_text("看结果")
        one.click("#open")
        said = call("code", "read", corpus / "coding.甲.csv", corpus / "coding.乙.csv").output
        assert "两人都编了6段，首要主题相同的6段" in said
        expect(one.locator("#share")).to_contain_text("两人都编了 6 段，主要主题相同 6 段（100%）")
        for name in ("alpha", "kappa"):
            (value, low, high) = re.findall(rf"{name}：(\S+)（95% 区间 (\S+) 至 (\S+)）", said)[0]
            expect(one.locator(".measures")).to_contain_text(f"{value}95% 区间 {low}–{high}")
        one.click("#settle")
        expect(one.locator("#left")).to_contain_text("已全部写入 coding.csv")
    finally:
        served.kill()
        for w in windows:
            next(w, None)
    found = discover([corpus], 64)
    known = coding.frame(tables(outputs)[Passage])
    settled = coding.read_rows(found.codings, SCHEME, "coding.csv")
    assert len(settled) == 6 and all(coding.fits(c, known) for c in settled)
    assert [file.source for file in found.sources] == ["a.txt"]


def test_a_disagreement_is_settled_with_a_reason_by_keyboard_alone(
    context: BrowserContext, outputs: Path, corpus: Path
) -> None:
    with serving(outputs, corpus / "coding.csv") as server:
        one, other = begun(context, server.url + "甲"), begun(context, server.url + "乙")
        for page, keys in ((one, "123456"), (other, "123465")):
            for key in keys:
                press(page, key, "Enter")
            done(page, 6)
        press(other, "r")
        other.locator("#open").press("Enter")
        expect(other.locator("#share")).to_contain_text("主要主题相同 4 段")
        expect(other.locator(".codings")).to_contain_text("从严从实")
        press(other, "5", "n")
        other.keyboard.type("看的是组织")
        press(other, "Enter")
        expect(other.locator("#left")).to_contain_text("还有 1 段没有裁定")
        press(other, "Enter", "7", "u", "7", "2")
        expect(other.locator("#left")).to_contain_text("尚未写入")
        press(one, "1")
        expect(one.locator("#ask")).to_contain_text("不再改动")
        assert one.locator("#theme-0").is_disabled()
        press(other, "w")
        expect(other.locator("#left")).to_contain_text("已全部写入")
        ids = [*server.work.state("甲")["answers"]]
    held = {row.passage_id: row for row in read_codings(corpus / "coding.csv")}
    assert (held[ids[4]].primary, held[ids[4]].note) == ("夯实基层基础", "看的是组织")
    assert (held[ids[5]].primary, held[ids[5]].further) == ("其他", "责任落实")


def test_steps_are_undone_one_by_one_also_after_a_reload(context: BrowserContext, outputs: Path, corpus: Path) -> None:
    with serving(outputs, corpus / "coding.csv") as server:
        page = begun(context, server.url + "甲")
        drawn = server.work.paths["甲"].read_bytes()
        press(page, "1", "2", "Enter", "3", "3", "5")
        done(page, 2)
        expect(page.locator("#theme-4")).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#badge")).to_have_text("已编")
        page.reload()
        page.wait_for_selector("#passage")
        expect(page.locator("#where")).to_contain_text("第 2 / 6 段")
        press(page, "u", "u")
        expect(page.locator("#theme-2")).to_have_attribute("data-rank", "primary")
        press(page, "u", "u")
        expect(page.locator("#where")).to_contain_text("第 1 / 6 段")
        expect(page.locator("#theme-1")).to_have_attribute("aria-pressed", "false")
        press(page, "u")
        done(page, 0)
        assert page.locator("#undo").is_disabled() and server.work.paths["甲"].read_bytes() == drawn


def test_what_stands_elsewhere_is_shown_not_overwritten(context: BrowserContext, outputs: Path, corpus: Path) -> None:
    with serving(outputs, corpus / "coding.csv") as server:
        one, tab = begun(context, server.url + "甲"), begun(context, server.url + "甲")
        # The second tab does not hear of what the first gave before it gives something itself.
        tab.route("**/api/sheet", lambda route: route.fulfill(status=304))
        press(one, "4")
        done(one, 1)
        press(tab, "6", "5", "Enter", "k")
        expect(tab.locator("#message")).to_contain_text("第 1 段在别处刚被改动，现为：服务群众")
        expect(tab.locator("#theme-3")).to_have_attribute("data-rank", "primary")
        sheet = rows(server.work.paths["甲"])
        assert (sheet[0]["主要主题"], sheet[0]["次要主题"]) == ("服务群众", "")
        press(tab, "Escape", "6")
        expect(one.locator("#theme-5")).to_have_attribute("data-rank", "further")
        sheet = rows(server.work.paths["甲"])
        sheet[1]["主要主题"] = "从严从实"
        server.work.paths["甲"].write_bytes(sheet_bytes(COLUMNS, sheet).decode("utf-8-sig").encode("gb18030"))
        done(one, 2)
        server.work.paths["甲"].write_bytes(b"\xff\xff\x00")
        press(one, "Enter", "1")
        expect(one.locator("#message")).to_contain_text("coding.甲.csv")
        assert server.work.paths["甲"].read_bytes() == b"\xff\xff\x00"


def test_the_codebook_is_at_hand_and_what_is_typed_into_it_codes_nothing(
    context: BrowserContext, outputs: Path, corpus: Path
) -> None:
    with serving(outputs, corpus / "coding.csv") as server:
        page = begun(context, server.url + "甲")
        press(page, "Shift+2")
        entry = SCHEME.entries[1]
        expect(page.locator("#entry-1")).to_contain_text(entry.definition)
        assert page.locator("#entry-1").evaluate("e => e.open")
        press(page, "/")
        page.keyboard.type("第一责任人1d")
        expect(page.locator(".entry:visible")).to_have_count(0)
        page.fill("#search", "党建联系点")
        expect(page.locator(".entry:visible .word:visible")).to_have_text(["党建联系点"])
        press(page, "Escape", "b")
        assert page.locator("#book").is_hidden()
        done(page, 0)
        for role in ("button", "textbox", "searchbox", "region", "group", "progressbar"):
            assert page.get_by_role(role).count() == page.get_by_role(role, name=re.compile(".")).count(), role


def test_the_page_fits_a_telephone(browser: Browser, outputs: Path, corpus: Path) -> None:
    fitted = window(browser, 390, 844)
    with serving(outputs, corpus / "coding.csv") as server:
        page = begun(next(fitted), server.url + "甲")
        for name in ("#theme-0", "#theme-6", "#hard", "#undo", "#after", "#next", "#to-result"):
            box = page.locator(name).bounding_box()
            assert box and box["height"] >= 38 and box["y"] + box["height"] <= 844 and box["x"] + box["width"] <= 390
        page.click("#theme-3")
        page.click("#next")
        expect(page.locator("#where")).to_contain_text("第 2 / 6 段")
        assert page.locator("#passage").is_visible() and page.locator("#book").is_hidden()
        page.click("#to-book")
        assert page.locator("#book").is_visible()
        page.click("#book-close")
        page.click("#to-result")
        expect(page.locator("#open")).to_have_text("提前看结果")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    next(fitted, None)


def test_nothing_from_a_source_is_executed(context: BrowserContext, tmp_path: Path, corpus: Path) -> None:
    with serving(write_outputs(tmp_path / "hostile", 3, HOSTILE), corpus / "coding.csv") as server:
        page = begun(context, server.url + "甲")
        press(page, "1", "c", "n")
        page.keyboard.type(HOSTILE)
        press(page, "Enter", "j", "k")
        expect(page.locator("#note")).to_have_value(HOSTILE)
        assert HOSTILE in page.inner_text("#passage") and HOSTILE in page.inner_text("#reading .context >> nth=0")
        assert page.evaluate("window.flag") is None and page.locator("img").count() == 0
