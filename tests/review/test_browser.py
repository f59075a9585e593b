"""The editors' page in a real browser: filter, step, decide, undo, reload, export, two tabs, hostile sources."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.decisions import parse_decisions, read_decisions, serialise_decisions
from pipeline.records import Decision
from pipeline.review import ReviewServer, review_server
from tests.review.build import invented, searched, write_corpus, write_document, write_page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import MARKS, chromium, opened, window

pytestmark = MARKS
HOSTILE = '<script>window.flag=1</script>"><img src=x onerror="window.flag=1;alert(1)">'
MANY = 5000
# Milliseconds of single acts: keys, a jump in the list, a search; each with the layout that it causes.
DRAWN = """async () => {
  let drawn = 0;
  const count = (records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) if (node.nodeType === 1) drawn += 1 + node.querySelectorAll("*").length;
  };
  const watch = new MutationObserver(count);
  watch.observe(document.body, { childList: true, subtree: true });
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const counted = async (act) => {
    act();
    await frame();
    count(watch.takeRecords());
    const found = drawn;
    drawn = 0;
    return found;
  };
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const list = document.getElementById("list");
  const text = document.getElementById("filter-text");
  const search = () => {
    text.value = "4999户";
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const counts = [];
  for (let n = 0; n < 30; n += 1) counts.push(await counted(() => press(n % 3 ? "j" : "a")));
  counts.push(await counted(() => { list.scrollTop = 300000; }), await counted(search));
  return counts;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    yield from window(browser)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(searched(write_corpus(tmp_path_factory.mktemp("corpus"))), tmp_path_factory.mktemp("outputs"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(invented(MANY), tmp_path_factory.mktemp("many"))


def totals(page: Page) -> str:
    return page.inner_text("#totals")


def test_step_decide_undo_by_keyboard_alone(context: BrowserContext, page_file: Path) -> None:
    page = opened(context, page_file)
    first, count = page.inner_text(".id"), page.locator(".row").count()
    page.keyboard.press("j")
    assert page.inner_text(".id") != first
    page.keyboard.press("ArrowUp")
    assert page.inner_text(".id") == first
    page.keyboard.press("a")
    assert "已采纳1" in totals(page) and page.locator(".row").count() == count - 1
    page.keyboard.press("d")
    assert "已驳回1" in totals(page)
    page.keyboard.press("u")
    assert "已驳回0" in totals(page)
    page.keyboard.press("u")
    assert f"待定{count}" in totals(page) and page.inner_text(".id") == first


def test_keys_typed_into_a_field_decide_nothing(context: BrowserContext, page_file: Path) -> None:
    page = opened(context, page_file)
    page.keyboard.press("n")
    page.keyboard.type("add jaunt")
    assert page.input_value("#note") == "add jaunt" and "已采纳0" in totals(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden() and "已采纳0" in totals(page)


def test_the_differing_number_is_marked_on_both_sides_with_its_place(context: BrowserContext, page_file: Path) -> None:
    page = opened(context, page_file)
    assert (page.inner_text(".side del"), page.inner_text(".side ins")) == ("1200", "1500")
    sides = page.locator(".side")
    assert "2021年综述.txt" in sides.nth(0).inner_text() and "第3行" in sides.nth(0).inner_text()
    assert "第9行" in sides.nth(1).inner_text()
    assert page.locator(".side .context").count() == 4


def test_filters_narrow_the_list_and_stay_after_a_reload(context: BrowserContext, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    write_document(corpus, "2018年综述.txt", 2018, "山脚下的旧砖窑改成了图书室，放学的孩子沿着墙根坐成一排，翻看，")
    page = opened(context, write_page(searched(corpus), tmp_path))
    everything = page.locator(".row").count()
    page.select_option("#filter-kind", "duplicate/exact")
    assert page.locator(".row").count() == 1 and page.inner_text(".row .badge") == "重复段落"
    page.click("#filter-clear")
    page.select_option("#filter-year", "2018")
    assert page.locator(".row").count() == 1 and "2018年综述.txt" in page.inner_text(".row")
    page.click("#filter-clear")
    page.fill("#filter-text", "旧砖窑")
    assert page.locator(".row").count() == 1
    page.reload()
    assert page.input_value("#filter-text") == "旧砖窑" and page.locator(".row").count() == 1
    page.fill("#filter-text", "没有这样的文字")
    assert page.locator(".row").count() == 0
    page.click("#filter-clear")
    page.select_option("#filter-document", label="2021年度党组织书记述职评议考核综述　2021年综述.txt")
    assert 0 < page.locator(".row").count() < everything


def test_decisions_stay_after_a_reload_and_are_exported_as_the_program_reads_them(
    context: BrowserContext, page_file: Path, tmp_path: Path
) -> None:
    page = opened(context, page_file)
    page.fill("#editor", "张三")
    page.keyboard.press("Enter")
    finding = page.inner_text(".id")
    page.keyboard.press("n")
    page.keyboard.type('=查过"原件", 属实')
    page.keyboard.press("Enter")
    page.keyboard.press("a")
    page.reload()
    assert "已采纳1" in totals(page) and page.input_value("#editor") == "张三"
    with page.expect_download() as download:
        page.click("#export")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    (decision,) = read_decisions(path)
    assert path.name == "decisions.csv"
    assert (decision.finding, decision.verdict, decision.editor) == (finding, "accepted", "张三")
    assert decision.note == '=查过"原件", 属实'
    assert path.read_bytes() == serialise_decisions([decision]).encode("utf-8-sig")


def test_a_page_of_a_later_run_takes_up_what_was_decided_and_lists_what_is_stale(
    context: BrowserContext, tmp_path: Path
) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    page = opened(context, write_page(searched(corpus), tmp_path))
    page.keyboard.press("a")
    write_document(corpus, "2018年综述.txt", 2018, "山脚下的旧砖窑改成了图书室，放学的孩子沿着墙根坐成一排，翻看，")
    (corpus / "decisions.csv").write_text(
        serialise_decisions([Decision("D000000000000", "accepted", "李", "", "2024-05-06")]), encoding="utf-8-sig"
    )
    write_page(searched(corpus), tmp_path)
    page.reload()
    assert "已采纳1" in totals(page) and "已沿用" in page.inner_text("#mode")
    assert "1个决定已失效" in page.inner_text("#stale summary")
    with page.expect_download() as download:
        page.click("#export")
    exported = parse_decisions(Path(download.value.path()).read_text(encoding="utf-8-sig"))
    assert len(exported) == 2 and "D000000000000" in {d.finding for d in exported}


def test_two_tabs_of_a_file_see_one_another(context: BrowserContext, page_file: Path) -> None:
    one, other = opened(context, page_file), opened(context, page_file)
    one.keyboard.press("a")
    expect(other.locator("#totals")).to_contain_text("已采纳1")
    other.keyboard.press("j")
    other.keyboard.press("d")
    expect(one.locator("#totals")).to_contain_text("已采纳1，已驳回1")


def test_nothing_from_a_source_is_executed(context: BrowserContext, tmp_path: Path) -> None:
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(write_page(invented(3, HOSTILE), tmp_path).as_uri())
    for key in ("j", "c", "a", "u", "k"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert dialogs == [] and page.evaluate("window.flag") is None
    assert page.locator("img").count() == 0
    assert HOSTILE in page.inner_text(".side .passage") and HOSTILE in page.inner_text(".explanation")
    assert HOSTILE in page.locator("#filter-document option").nth(1).inner_text()


def test_of_five_thousand_findings_only_those_in_view_are_drawn(context: BrowserContext, many: Path) -> None:
    """What a key costs is what it draws: counted in elements, not in seconds."""
    page = opened(context, many)
    page.wait_for_selector(".row")
    assert page.locator(".row").count() < 40
    drawn = page.evaluate(DRAWN)
    assert 0 < max(drawn) < 600, "a key, a scroll or a search draws more than the view"
    expect(page.locator("#count")).to_contain_text("2条")


def test_the_page_fits_a_telephone(context: BrowserContext, page_file: Path) -> None:
    page = opened(context, page_file)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click(".row >> nth=1")
    assert page.locator(".decide .accept").is_visible() and page.locator(".list").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    box = page.locator(".decide .accept").bounding_box()
    assert box is not None and box["height"] >= 40 and box["y"] + box["height"] <= 844
    page.click(".decide .accept")
    page.click(".back")
    assert page.locator(".list").is_visible() and "已采纳1" in totals(page)


def test_focus_is_seen_and_the_list_names_the_current_row(context: BrowserContext, page_file: Path) -> None:
    page = opened(context, page_file)
    page.focus("#list")
    page.keyboard.press("j")
    active = page.get_attribute("#list", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert "第2条" in page.inner_text("#said")


def test_the_focus_stays_where_it_was_when_the_page_goes_on(context: BrowserContext, page_file: Path) -> None:
    page = opened(context, page_file)
    page.focus("#accept")
    page.keyboard.press("Enter")
    assert "已采纳1" in totals(page) and page.evaluate("document.activeElement.id") == "accept"
    page.keyboard.press("c")
    page.focus("#context")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "context"


def test_a_note_that_was_just_typed_goes_with_the_button_that_is_pressed(
    context: BrowserContext, page_file: Path, tmp_path: Path
) -> None:
    page = opened(context, page_file)
    page.select_option("#filter-status", "")
    page.keyboard.press("Tab")
    page.focus("#list")
    page.keyboard.press("a")
    page.keyboard.press("k")
    page.fill("#note", "再核一遍")
    page.click("#dismiss")
    assert "已驳回1" in totals(page)
    with page.expect_download() as download:
        page.click("#export")
    (decision,) = parse_decisions(Path(download.value.path()).read_text(encoding="utf-8-sig"))
    assert (decision.verdict, decision.note) == ("dismissed", "再核一遍")


@pytest.fixture
def served(page_file: Path, tmp_path: Path) -> Iterator[tuple[ReviewServer, Path]]:
    decisions = tmp_path / "decisions.csv"
    with review_server(page_file.parent, decisions, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server, decisions
        server.shutdown()
        thread.join()


def test_a_served_page_writes_at_once_and_two_tabs_keep_one_anothers_work(
    context: BrowserContext, served: tuple[ReviewServer, Path]
) -> None:
    server, decisions = served
    one, other = opened(context, server.url), opened(context, server.url)
    one.keyboard.press("a")
    other.keyboard.press("j")
    other.keyboard.press("d")
    for page in (one, other):
        expect(page.locator("#totals")).to_contain_text("已采纳1，已驳回1")
    assert sorted(d.verdict for d in read_decisions(decisions)) == ["accepted", "dismissed"]
    # The tab has gone on to the finding that the other one dismissed; what it takes back is its own act.
    one.keyboard.press("u")
    expect(other.locator("#totals")).to_contain_text("已采纳0，已驳回1")
    assert [d.verdict for d in read_decisions(decisions)] == ["dismissed"]


def test_the_same_finding_decided_in_two_tabs_is_shown_not_overwritten(
    context: BrowserContext, served: tuple[ReviewServer, Path]
) -> None:
    server, decisions = served
    one, other = opened(context, server.url), context.new_page()
    # The second tab does not hear of the first's decision before it decides itself.
    other.route("**/api/decisions", lambda route: route.abort() if route.request.method == "GET" else route.continue_())
    other.goto(server.url)
    finding = one.inner_text(".id")
    one.keyboard.press("a")
    expect(one.locator("#totals")).to_contain_text("已采纳1")
    other.keyboard.press("d")
    expect(other.locator("#message")).to_contain_text("已采纳")
    assert [(d.finding, d.verdict) for d in read_decisions(decisions)] == [(finding, "accepted")]
    expect(other.locator("#totals")).to_contain_text("已采纳1，已驳回0")


def test_a_served_page_says_when_nothing_could_be_written(
    context: BrowserContext, served: tuple[ReviewServer, Path]
) -> None:
    server, decisions = served
    page = opened(context, server.url)
    decisions.write_bytes("finding,verdict,备注二\r\n".encode())
    page.keyboard.press("a")
    expect(page.locator("#message")).to_contain_text("没有保存")
    expect(page.locator("#totals")).to_contain_text("已采纳0")
    assert decisions.read_bytes() == "finding,verdict,备注二\r\n".encode()
