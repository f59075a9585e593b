"""Web pages: all visible text in page order, what lies outside the main content marked as noise.

trafilatura (Barbaresi 2021) is the witness for the main content; every block between the first and the last that
it names belongs to the article, so that no paragraph is lost where it drops one. The noise keeps its place and
its reason. Scripts, styles and comments are no text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from lxml import etree

from pipeline.language.credits import is_credited
from pipeline.language.dates import DAY, MONTH_AND_DAY
from pipeline.language.listmarks import NUMBERED
from pipeline.language.sentences import POINTS, has_stop_inside, is_terminal
from pipeline.readers.building import Builder
from pipeline.readers.decoding import Decoded, decode
from pipeline.readers.mainpart import is_furniture, is_links, main_blocks, veiled_text, zone_of
from pipeline.readers.page import Page, PageBlock, page_of, parse
from pipeline.readers.pagefacts import page_facts
from pipeline.readers.reading import Mark, Reading
from pipeline.readers.veils import lift

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?:(?:发布|发文|更新|成文|印发|录入)?(?:时间|日期)|(?:信息|文章|稿件)?来源|稿源|作者|责任?编辑?|编辑|记者|通讯员|发布机构|发布者)\s*[:：]"
    rf"|^{DAY}"
)
_TOOLS = re.compile(
    r"[【\[（(]?\s*(?:字号|字体)[^。】\]]*[】\]]?|[【\[]?(?:打印|关闭|返回|收藏|分享到?|复制链接|点赞|扫一扫)[^。]{0,12}$"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*[:：]\s*\d*|^[大中小 ]+$"
    r"|[上下]一[篇条页]\s*[:：]?"
)
# Behind a title: the site; a column and the site (…通知--党政办-清河中学).
_SITE_NAME = re.compile(
    r"\s*(?:[_|｜]|(?<!-)--(?=[^-。]{2,12}-[^-。]{2,20}$)|\s[-–—]+\s|[-–—]{1,2}(?=[^-–—]{2,20}$))\s*"
)
# A bold line before a list ends in a colon and is a heading of a page.
_NO_HEADING = frozenset(POINTS) - frozenset("：:")
_LONGEST_HEADING = 60
_SHOT = re.compile(r"(?:截图|截屏|示意图|效果图)[）)]?。?$")
_DATED = re.compile(rf"(?:{DAY}|{MONTH_AND_DAY})")
_FEWEST_CAPTIONS = 2
_NEAR = 6
_LARGEST = 1_000_000
_DEEPEST = 500


def read(data: bytes, name: str) -> Reading:
    """Read a web page. Raises ReadError where it cannot be decoded."""
    declared = _DECLARED.search(data[:4096])
    return read_page(decode(data, name, declared=declared[1].decode("ascii", "ignore") if declared else ""))


def read_page(decoded: Decoded) -> Reading:
    """Read a web page that something else carried and decoded. Raises ReadError for elements nested beyond sense."""
    root = parse(decoded.text)
    facts = page_facts(root)
    page = _shown(page_of(root))
    blocks = page.blocks
    main = main_blocks(page, _witness(root, blocks))
    title = _title(blocks, main, dict(facts).get("title", ""))
    out = _Written(blocks, main, title)
    return Reading(
        text=out.text(),
        encoding=decoded.encoding,
        marks=out.tidy_marks(),
        anchors=tuple(out.anchors),
        metadata=tuple(facts),
        warnings=decoded.warnings,
        derived=True,
    )


def _shown(page: Page) -> Page:
    """The page with an element shown that waits for a script and holds nearly all of its text (WeChat's articles)."""
    if veil := veiled_text(page.blocks):
        lift(page.veils[veil - 1])
        for block in page.blocks:
            block.veil = 0 if block.veil == veil else block.veil
    return page


def _witness(root: Any, blocks: Sequence[PageBlock]) -> str:
    """The text that trafilatura takes for the main content, without white space; empty where it finds none and
    for pages of more than a million characters or nested hundreds deep, which would take it minutes."""
    if root is None or sum(len(b.text) for b in blocks) > _LARGEST or _depth(root) > _DEEPEST:
        return ""
    import trafilatura  # takes a quarter of a second to import, which only web pages are to pay

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds wrong with a page is no news
    try:
        found = trafilatura.extract(root, favor_recall=True, include_comments=False, include_tables=True)
    except MemoryError:
        raise
    except Exception:  # a page that breaks the witness is judged by its markup alone
        return ""
    return "".join((found or "").split())


def _depth(root: Any) -> int:
    """How deep its elements are nested."""
    steps = accumulate(1 if event == "start" else -1 for event, _ in etree.iterwalk(root, events=("start", "end")))
    return max(steps, default=0)


def _title(blocks: Sequence[PageBlock], main: set[int], stated: str) -> int:
    """The position of the block that is the article's title; the page's `<title>` where no other is; -1 for none.

    A heading or short line before or just behind the beginning of the main content, that the page's head names.
    """
    begin = min(main, default=0)
    head = blocks[0].bare if blocks and blocks[0].tag == "title" else ""
    near = [i for i in range(1 if head else 0, min(begin + _NEAR, len(blocks))) if not blocks[i].hidden]
    named = [i for i in near if _names(blocks[i], head, "".join(stated.split()))]
    for wanted in (
        [i for i in named if blocks[i].tag in {"h1", "h2"}],
        [i for i in near if blocks[i].tag == "h1" and not blocks[i].zone],
        named,
    ):
        if wanted:
            return wanted[-1] if wanted[-1] <= begin else wanted[0]
    return 0 if head else -1


def _names(block: PageBlock, head: str, stated: str) -> bool:
    """The line is what the head gives as title, or what its title begins with."""
    bare = block.bare
    return 4 <= len(bare) <= 80 and not is_links(block) and (bare == stated or head.startswith(bare))


class _Written(Builder):
    """The page's text with every block marked for what it is."""

    def __init__(self, blocks: Sequence[PageBlock], main: set[int], title: int) -> None:
        super().__init__()
        self._paragraphs = 0
        self._outside = False
        begin, end = min(main, default=0), max(main, default=-1)
        captions = {begin + n for n in _captions(blocks[begin : end + 1])} & main
        for number, block in enumerate(blocks):
            before, behind = 0 < title < number < begin, end < number <= end + 3
            if number == title:
                self._write_title(block)
            elif number in captions:
                self._write_noise(block, "图片说明")
            elif number in main or (before and not is_furniture(block)) or (behind and _is_dateline(block)):
                self._write_main(block)
            else:
                self._write_noise(block, "网页标题栏" if block.tag == "title" else _reason(block))

    def _write_title(self, block: PageBlock) -> None:
        self._outside = False
        self.anchor("标题")
        text = block.text.replace("\n", " ")
        if block.tag != "title":
            self.line(text, "title", block.tag if block.tag[0] == "h" else "")
            return
        site = _SITE_NAME.search(text)
        start = self.line(text)
        self.mark(text[: site.start()] if site else text, start, "title")
        if site:
            self.marks.append(Mark(start + site.start(), start + len(text), "noise", "网站名称"))

    def _write_main(self, block: PageBlock) -> None:
        self._outside = False
        self._paragraphs += 1
        self.anchor(f"第{self._paragraphs}段")
        if block.row:
            self.row(block.row, block.table, head=block.head)
            return
        kind, reason = _kind(block)
        self._asides(block)
        if kind:
            start = self.line(block.text, kind, reason)
            for tool in _TOOLS.finditer(block.text) if kind == "metadata" else ():
                self.marks.append(Mark(start + tool.start(), start + tool.end(), "noise", "页面工具"))
        else:
            self.line(block.text, "" if "\n" in block.text else "paragraph")

    def _asides(self, block: PageBlock) -> None:
        """Mark what is hidden inside the block, which is written next."""
        at = self.length
        self.marks += [Mark(at + start, at + end, "noise", reason) for start, end, reason in block.asides]

    def _write_noise(self, block: PageBlock, reason: str) -> None:
        if not self._outside:
            self.anchor("正文以外")
        self._outside = True
        self.line(block.text, "noise", reason)


def _is_dateline(block: PageBlock) -> bool:
    usable = not block.hidden and block.tag != "title" and len(block.bare) <= 120
    return usable and bool(_DATELINE.search(block.text)) and not is_links(block)


def _kind(block: PageBlock) -> tuple[str, str]:
    """The kind and reason of a block of the main content; empty for a paragraph."""
    text, length = block.text, len(block.bare)
    if block.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return "heading", block.tag
    if length <= 120 and "。" not in text and _DATELINE.search(text):
        return "metadata", ""
    if length <= 100 and "。" not in text and _TOOLS.match(text):
        return "noise", "页面工具"
    if length <= _LONGEST_HEADING and block.bold >= length and text[-1] not in _NO_HEADING:
        return "heading", "strong"
    return "", ""


def _captions(blocks: Sequence[PageBlock]) -> set[int]:
    """The positions of captions: short lines right below a picture that say who took it or what of it is shown.

    Where most pictures have a line of one sentence, and some say whose they are, those that begin with a day are
    captions; where half have one in the middle that ends no sentence, those: a heading or a paragraph can stand below
    a picture too.
    """
    below = [i for i, b in enumerate(blocks) if b.pictured and _can_be_caption(b)]
    said = {i for i in below if is_credited(blocks[i].text) or _SHOT.search(blocks[i].text)}
    centred = {i for i in below if blocks[i].centred and not is_terminal(blocks[i].text) and blocks[i].text[-1] != "："}
    pictures = sum(b.pictured for b in blocks)
    if said and len(below) > _FEWEST_CAPTIONS and 3 * len(below) >= 2 * pictures:
        return said | {i for i in below if _DATED.match(blocks[i].text.lstrip())}
    return said | (centred if len(centred) >= _FEWEST_CAPTIONS and 2 * len(centred) >= pictures else set())


def _can_be_caption(block: PageBlock) -> bool:
    """A short line of one sentence at most, which is neither bold nor numbered."""
    short = len(block.bare) <= _LONGEST_HEADING and not has_stop_inside(block.text.rstrip("。）) "))
    return short and not block.bold and not NUMBERED.match(block.text)


def _reason(block: PageBlock) -> str:
    """Why a block lies outside the main content."""
    if block.hidden:
        return "隐藏文字"
    if zone := zone_of(block):
        return zone
    if _TOOLS.match(block.text):
        return "页面工具"
    return "链接列表" if is_links(block) else "正文以外"
