"""The workbench in a real browser: twelve tasks that a user has, the keyboard, narrow screens, hostile words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from pipeline.workbench import Application
from pipeline.workbench.tabs import tabs
from tests.workbench.build import write_outputs
from tests.workbench.serving import served
from tests.workbench.test_odd import hostile

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, expect

from tests.browsing import MARKS, chromium, opened, window

pytestmark = MARKS
# What fields and buttons are called for who cannot see them.
NAMES = "all => all.map((e) => e.ariaLabel || e.labels?.[0]?.textContent.trim() || e.textContent.trim())"
# A click on the mark of a chart, by the number of its trace and its place in it.
CLICK = """([place, trace, point]) => {
  const plot = document.querySelectorAll(".plot")[place];
  const data = plot.data[trace];
  plot.emit("plotly_click", { points: [{ customdata: data.customdata[point] }] });
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture(scope="module")
def application(sample_outputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with served(sample_outputs, tmp_path_factory.mktemp("corpus")) as running:
        yield running


@pytest.fixture(scope="module")
def page(browser: Browser, application: Application) -> Iterator[Page]:
    """One window for all tasks, one after the other: as a user's day."""
    for context in window(browser):
        shown = opened(context, application.url)
        shown.on("console", lambda line: pytest.fail(line.text) if line.type == "error" else None)
        yield shown


def go(page: Page, application: Application, address: str) -> None:
    page.goto(f"http://127.0.0.1:{application.port}{address}")


def number(page: Page, pattern: str) -> int:
    """The number that the page's main part tells by a pattern."""
    found = re.search(pattern, page.locator("main").inner_text())
    assert found, pattern
    return int(found[1].replace(",", ""))


def drawn(page: Page, place: int = 0) -> None:
    plot = page.locator(".plot").nth(place)
    plot.scroll_into_view_if_needed()
    expect(plot).to_have_attribute("data-drawn", "1")


def test_see_what_the_corpus_holds_and_list_the_documents_of_a_year(page: Page) -> None:
    # The first task: the page is as the address with the token opened it.
    assert "token" not in page.url
    expect(page.get_by_role("heading", name="先看什么")).to_be_visible()
    drawn(page)
    count = page.evaluate("document.querySelector('.plot').data[0].y[0]")
    page.evaluate(CLICK, [0, 0, 0])
    page.wait_for_url("**/documents*")
    assert number(page, r"([\d,]+)份文档；") == count == page.locator("tbody tr").count()


def test_look_for_a_term_sort_by_its_left_and_read_the_sentence_in_the_source(page: Page) -> None:
    page.get_by_role("link", name="检索").click()
    page.get_by_label("检索词").fill("述职")
    page.get_by_label("排序").select_option("left")
    page.get_by_role("button", name="查看").click()
    lefts = [text.strip()[-1:] for text in page.locator(".kwic tbody td:nth-child(4)").all_inner_texts()]
    assert len(lefts) > 20 and lefts == sorted(lefts) and "order=left" in page.url and "genre" not in page.url
    page.locator(".kwic tbody tr").nth(3).get_by_role("link").click()
    expect(page.locator("blockquote mark").first).to_have_text("述职")
    expect(page.locator("blockquote .sentence").first).to_be_visible()
    assert page.locator("blockquote mark").count() == 2


def test_filter_a_search_by_year_and_theme_and_take_a_condition_away(page: Page, application: Application) -> None:
    go(page, application, "/search?q=党")
    whole = number(page, r"([\d,]+)处，")
    page.get_by_label("从年度").fill("2019")
    page.get_by_label("主题").select_option("strictness")
    page.get_by_role("button", name="查看").click()
    assert number(page, r"([\d,]+)处，") < whole
    page.get_by_role("link", name="去掉条件 从严从实").click()
    page.get_by_role("link", name="去掉条件 2019年及以后").click()
    assert number(page, r"([\d,]+)处，") == whole


def test_export_the_occurrences_of_a_pattern(page: Page, application: Application, tmp_path: Path) -> None:
    go(page, application, "/search?q=%5B0-9%5D%2B%E5%90%8D&mode=pattern")
    occurrences = number(page, r"([\d,]+)处，")
    for name, suffix in (("Excel", "xlsx"), ("CSV", "csv"), ("报告（Word）", "docx"), ("报告（网页）", "html")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        file = tmp_path / f"file.{suffix}"
        download.value.save_as(file)
        assert file.stat().st_size > 500 and download.value.suggested_filename == f"检索.{suffix}"
    book = openpyxl.load_workbook(tmp_path / "file.xlsx")
    assert occurrences in {sheet.max_row - 1 for sheet in book}
    alone = opened(page.context, tmp_path / "file.html")
    expect(alone.locator("tbody tr")).not_to_have_count(0)
    alone.close()


def test_follow_a_term_over_the_years_and_open_a_point(page: Page, application: Application) -> None:
    go(page, application, "/trend?kind=term&q=党建&scope=all")
    drawn(page)
    row = page.locator("tbody tr", has=page.locator("td:nth-child(3) a")).first
    count = int(row.locator("td:nth-child(3)").inner_text())
    point = page.evaluate("document.querySelector('.plot').data[0].customdata.findIndex((h) => h)")
    page.evaluate(CLICK, [0, 0, point])
    page.wait_for_url("**/search*")
    assert number(page, r"见于([\d,]+)个段落") == count


def test_follow_a_province_and_open_numerator_and_base(page: Page, application: Application) -> None:
    go(page, application, "/trend?kind=province&q=浙江&scope=all&measure=count")
    drawn(page)
    for column in (3, 4):
        cell = page.locator(f"tbody td:nth-child({column}) a").first
        count = cell.inner_text()
        cell.click()
        expect(page.locator("caption").first).to_contain_text(f"：{count}")
        assert page.locator("tbody tr").count() == min(50, int(count))
        page.go_back()


def test_choose_a_theme_and_a_tile_and_the_rows_are_what_the_charts_count(page: Page, application: Application) -> None:
    go(page, application, "/cross")
    drawn(page)
    page.evaluate(CLICK, [0, 0, 5])
    page.wait_for_url("**theme=*")
    drawn(page)
    assert number(page, r"段落：([\d,]+)条") == page.evaluate("document.querySelector('.plot').data[0].x[5]")
    drawn(page, 2)
    tile = page.evaluate("document.querySelectorAll('.plot')[2].data[0].text.findIndex((t) => !t.endsWith('>0'))")
    count = page.evaluate("(n) => document.querySelectorAll('.plot')[2].data[0].marker.color[n]", tile)
    page.evaluate(CLICK, [2, 0, tile])
    page.wait_for_url("**place=*")
    assert number(page, r"省份提及：([\d,]+)条") == count == page.locator(".rows tbody tr").count()
    page.locator(".rows tbody a").first.click()
    expect(page.locator("blockquote mark").first).to_be_visible()


def test_compare_two_groups_and_read_them_side_by_side(page: Page, application: Application) -> None:
    go(page, application, "/contrast")
    page.locator("tbody a").first.click()
    expect(page.get_by_text("两组各是什么").first).to_be_visible()
    page.get_by_label("甲组 从年度").fill("2016")
    page.get_by_label("甲组 到年度").fill("2018")
    page.get_by_label("乙组 从年度").fill("2019")
    page.get_by_label("乙组 到年度").fill("2023")
    page.get_by_label("并排读的词语").fill("第一书记")
    page.get_by_role("button", name="查看").click()
    assert page.locator(".beside section").first.locator("mark").first.inner_text() == "第一书记"
    drawn(page)
    expect(page.get_by_role("heading", name="关键词")).to_be_visible()


def test_see_what_stands_with_a_term_and_open_the_passages(page: Page, application: Application) -> None:
    go(page, application, "/network")
    drawn(page)
    page.get_by_label("检索词（可不写）").fill("党建")
    page.get_by_label("看什么").select_option("word")
    page.get_by_role("button", name="查看").click()
    cell = page.locator("tbody td:nth-child(2) a").first
    count = int(cell.inner_text())
    cell.click()
    assert number(page, r"([\d,]+)个段落；") == count == page.locator("tbody tr").count()


def test_save_a_selection_open_it_and_remove_it(page: Page, application: Application) -> None:
    go(page, application, "/search?q=述职&from=2019")
    page.keyboard.press("s")
    page.get_by_role("textbox", name="名称").fill("述职，2019年起")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("button", name="已保存")).to_be_visible()
    page.get_by_role("link", name="我的选择").click()
    page.get_by_role("link", name="述职，2019年起").click()
    expect(page.get_by_label("检索词")).to_have_value("述职")
    page.get_by_role("link", name="我的选择").click()
    page.get_by_role("button", name="删去").click()
    expect(page.get_by_text("还没有保存过")).to_be_visible()


def test_go_on_to_the_page_where_findings_are_decided(page: Page, application: Application) -> None:
    go(page, application, "/review")
    expect(page.locator("tbody tr")).not_to_have_count(0)
    page.get_by_role("button", name="打开编辑页").click()
    page.wait_for_url(lambda url: f":{application.port}/" not in url)
    expect(page.locator("#list")).to_be_visible()


def test_work_by_the_keyboard_alone(page: Page, application: Application) -> None:
    go(page, application, "/selections")
    page.keyboard.press("2")
    page.wait_for_url("**/search")
    page.keyboard.press("/")
    page.keyboard.type("党")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    page.locator("main").focus()
    page.keyboard.press("]")
    page.wait_for_url("**page=2*")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="键盘")).to_be_visible()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到内容")).to_be_focused()


def test_a_narrow_screen_holds_every_page_and_every_field_has_a_name(
    browser: Browser, application: Application
) -> None:
    for context in window(browser, 390, 844):
        page = opened(context, application.url)
        for path in [path for path, module in tabs().items() if module.ORDER]:
            go(page, application, path)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
            assert all(page.locator("main :is(input, select, button)").evaluate_all(NAMES)), path


def test_nothing_from_a_source_runs(browser: Browser, tmp_path: Path) -> None:
    with served(write_outputs(tmp_path / "outputs", hostile()), tmp_path) as running:
        for context in window(browser):
            page = opened(context, running.url)
            for path in ("/search?q=水磨坊", "/cross", "/documents", "/trend?kind=term&q=img"):
                go(page, running, path)
                for place in range(page.locator(".plot").count()):
                    drawn(page, place)
                assert page.evaluate("window.flag") is None
                assert page.locator("img").count() == 0
