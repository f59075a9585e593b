"""Lines that belong to the page or the site rather than to the text, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.config import Config
from pipeline.ingest import contents as contents_of
from pipeline.ingest import leaks
from pipeline.ingest.contents import contents
from pipeline.ingest.layout import Line
from pipeline.ingest.leaks import is_code
from pipeline.ingest.shapes import heading_like, is_date_line
from pipeline.language import dates
from pipeline.language.credits import is_credited
from pipeline.language.listmarks import NUMBERED, numbered_style
from pipeline.language.numerals import FEW
from pipeline.language.sentences import POINTS, has_stop_inside, is_terminal
from pipeline.text.lines import width

LIST, NAVIGATION, TOOL, LABEL, CAPTION, PAGE, HEAD, RULE, NOTICE = (
    "其他文章链接",
    "网站导航",
    "网页工具与署名",
    "空标签",
    "图片说明",
    "页码",
    "页眉页脚",
    "分隔线",
    "网站声明",
)
# What sites set below an article.
CLOSING = frozenset({LIST, TOOL, NOTICE})
_DASHES = r"[—–\-－·•~\s\[\]【】(（）)]*"
_PAGE = re.compile(
    rf"{_DASHES}(?:\d{{1,4}}|第\s?\d{{1,4}}\s?页|\d{{1,4}}\s?页|第[{FEW}百]{{1,4}}页|共\s?\d{{1,4}}\s?页"
    r"|第?\s?\d{1,4}\s?[/／]\s?(?:共\s?)?\d{1,4}(?:\s?页)?|第?\s?\d{1,4}\s?页[，,/／\s]*共?\s?\d{1,4}\s?页"
    rf"|[Pp](?:age|\.)?\s?\d{{1,4}}(?:\s?(?:of|/)\s?\d{{1,4}})?){_DASHES}"
)
# An electronic newspaper's page turner: 第A1版：头版 上一版 下一版, 3上一篇 下一篇4 放大+ 缩小- 默认.
_TURNER = re.compile(
    r"(?:第?\s?[A-Z]?\d{1,3}\s?版\s?[:：]?\s?\S{0,6}\s*)?[<＜《\d]?\s?上一?[版篇期].{0,40}|放大\+?\s*缩小-?\s*(?:默认)?"
    r"|第?\s?[A-Z]?\d{1,3}\s?版\s?[:：]\s?[^。，；\s]{1,8}"
)
_BARE = re.compile(r"\d{1,4}")
_PAPER = re.compile(
    rf"[^。，；：！？\s]{{2,12}}(?:日报|晚报|时报|早报|报|周刊|杂志)\s?第?\s?[\dA-Z{FEW}]{{1,4}}\s?版(?:要闻|综合)?"
)
_CRUMBS = re.compile(
    r"(?:(?:您?(?:现?在|当前|所在)的?(?:位置|栏目|频道))\s?[:：]|首页\s?[>＞»›→]).*|(?:\S{1,12}\s?[>＞»›]\s?){2,}\S{0,40}"
)
_NEIGHBOURS = re.compile(r"(?:上|下|前|后)一?[篇条页]\s?[:：].*|(?:上|下)一[篇条页]")
_DATED_LINK = re.compile(
    rf"[-·•*●■◆▪\s\[（(]*{dates.DAY}[\]）)]?\s*\S.{{3,}}|[-·•*●■◆▪\s]*\S.{{3,60}}\s*[\[（(]?{dates.DAY}[\]）)]?"
    rf"|\S.{{3,60}}(?:\s[\[（(]|\[\s?){dates.LINK_DAY}\s?[\]）)]"
)
_RULE = re.compile(r"[\W_]{3,}")
# Marks of a sentence are what a line break left of it, not a rule.
_MARKED = re.compile(f"[*…{POINTS}“”‘’（）《》]")
_REMNANT = re.compile(r"[】\]）)>＞|｜»/]{1,2}")
_DIGITS = re.compile(r"[\dA-Fa-f]{16,}")
LONGEST_LINK = 60.0
LONGEST_CAPTION = 90.0
DATED_LINKS = 3
BUTTONS = 3
LONGEST_VALUE = 40.0


class _Words(NamedTuple):
    """The dictionary of furniture as patterns."""

    list_head: re.Pattern[str]
    tools: re.Pattern[str]
    leads: re.Pattern[str]
    menu: re.Pattern[str]
    caption: re.Pattern[str]
    notice: re.Pattern[str]
    credit: re.Pattern[str]
    label: re.Pattern[str]


@cache
def _words(config: Config) -> _Words:
    lists = config.document("furniture/furniture.yaml")
    tools, editors = _any(lists["tools"]), _any(lists["editors"])
    menus = _any(lists["menus"])
    entry = rf"(?:{menus}|[^\s|｜]{{2,6}})"
    # A row of a table is parted by bars too; a menu has an entry that menus have.
    known = rf"(?=(?:.*[|｜┃]\s?)?(?:{menus})\s?(?:[|｜┃]|$))"
    editor = rf"[（(【\[]?\s?(?:{editors})\s?[:：][^（）()【】]{{0,60}}[)）】\]]?"
    count = r"(?:[\s:：（(]*\d[\d.,]*[万千]?\+?[）)]?)?"
    script = r"(?:\(javascript:[^\s]*\))?"
    credit = rf"(?:{editors}|{_any(lists['credits'])})\s?[:：/／|｜丨]\s?[^，。；：！？:/／|｜丨（）]{{1,30}}"
    label = rf"[【\[（(]?(?:{_any(lists['labels'])})\s?[:：]\s*[】\]）)]?[\s|｜/]*"
    button = rf"[【\[（(]?\s?(?:{tools})\s?[】\]）)]?{script}{count}[\s:：|｜、/·]*"
    return _Words(
        re.compile(rf"[【\[\s■◆●]*(?:{_any(lists['list_heads'])})[】\]\s:：>＞»]*"),
        re.compile(rf"(?:{button})+|(?:[【\[（(](?:{tools})[】\]）)]\s?)*{editor}"),
        re.compile(rf"(?:{_any(lists['leads'])})"),
        re.compile(rf"{known}(?:{entry}\s?[|｜┃]\s?){{2,}}{entry}|(?:{menus})(?:\s(?:{menus})){{2,}}"),
        re.compile(rf"(?:{_any(lists['captions'])})"),
        re.compile(_any(lists["notices"])),
        re.compile(rf"[（(【\[]?\s?(?:{credit}){{1,8}}[)）】\]]?"),
        re.compile(rf"(?:{label})+"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(str(word)) for word in sorted(words, key=lambda w: (-len(str(w)), str(w))))


def furniture(lines: Sequence[Line], config: Config) -> dict[int, str]:
    """The numbers of the lines that are no text, with the reason."""
    words = _words(config)
    found = {i: reason for i, line in enumerate(lines) if (reason := _alone(line.text, words))}
    _labelled(lines, found)
    _page_numbers(lines, found)
    _lists(lines, found, words)
    _buttons(lines, found, words)
    _remnants(lines, found)
    return found | dict.fromkeys(contents(lines), contents_of.REASON)


def furniture_reason(text: str, config: Config) -> str:
    """The reason why a line of its own is furniture; empty for text."""
    words = _words(config)
    return LIST if words.list_head.fullmatch(text) else _alone(text, words)


def _alone(text: str, words: _Words) -> str:
    if len(text) > 200:
        return ""
    if _PAGE.fullmatch(text) and not _BARE.fullmatch(text):
        return PAGE
    if _CRUMBS.fullmatch(text) or words.menu.fullmatch(text):
        return NAVIGATION
    if _NEIGHBOURS.fullmatch(text):
        return LIST
    if words.notice.search(text):
        return NOTICE
    if _TURNER.fullmatch(text):
        return NAVIGATION
    if _DIGITS.fullmatch(text):
        return TOOL
    if (words.tools.fullmatch(text) and (len(text) > 2 or text == "首页")) or _leads(text, words):
        return TOOL
    if words.credit.fullmatch(text):
        return TOOL
    if words.label.fullmatch(text):
        return LABEL
    if is_code(text):
        return leaks.REASON
    if _PAPER.fullmatch(text):
        return HEAD
    if _is_caption(text, words):
        return CAPTION
    return RULE if _RULE.fullmatch(text) and not _MARKED.search(text) else ""


def _leads(text: str, words: _Words) -> bool:
    return bool(words.leads.match(text)) and not (is_terminal(text) and width(text) > 40)


def _is_caption(text: str, words: _Words) -> bool:
    if width(text) > LONGEST_CAPTION:
        return False
    if is_credited(text):
        return True
    return bool(words.caption.match(text)) and not is_terminal(text) and not has_stop_inside(text)


def _page_numbers(lines: Sequence[Line], found: dict[int, str]) -> None:
    """A bare number alone on its line is a page's, unless it stands among others as in a table."""
    for i, line in enumerate(lines):
        if not _BARE.fullmatch(line.text) or (len(line.text) == 4 and line.text[:2] in {"19", "20"}):
            continue
        beside = [lines[j].text for j in (i - 1, i + 1) if 0 <= j < len(lines)]
        if all(width(text) >= 6 and not text[0].isdigit() for text in beside):
            found[i] = PAGE


def _labelled(lines: Sequence[Line], found: dict[int, str]) -> None:
    """A label whose value stands on the next line is not empty."""
    for i in [i for i, reason in found.items() if reason == LABEL and i + 1 < len(lines) and i + 1 not in found]:
        value = lines[i + 1].text
        if width(value) <= LONGEST_VALUE and heading_like(value) and not NUMBERED.match(value):
            del found[i]


def _buttons(lines: Sequence[Line], found: dict[int, str], words: _Words) -> None:
    """Single buttons of two characters (打印, 收藏) are words of texts too, unless several stand in a row."""
    run: list[int] = []
    for i in range(len(lines) + 1):
        if i < len(lines) and (found.get(i) == TOOL or words.tools.fullmatch(lines[i].text)):
            run.append(i)
            continue
        if len(run) >= BUTTONS:
            found.update((n, TOOL) for n in run if n not in found)
        run = []


def _remnants(lines: Sequence[Line], found: dict[int, str]) -> None:
    """A line of one or two marks goes with the furniture above it: the bracket behind a row of buttons."""
    for i in range(1, len(lines)):
        if i not in found and i - 1 in found and _REMNANT.fullmatch(lines[i].text):
            found[i] = found[i - 1]


def _lists(lines: Sequence[Line], found: dict[int, str], words: _Words) -> None:
    """Lists of other documents: a head with the lines under it, or several dated links in a row."""
    i = 0
    while i < len(lines):
        head = bool(words.list_head.fullmatch(lines[i].text))
        first = i + head
        undated = head and first < len(lines) and not _is_dated(lines[first].text)
        stop = first
        while stop < len(lines) and (_is_dated(lines[stop].text) or (undated and _is_link(lines[stop], stop > first))):
            stop += 1
        if head or stop - first >= DATED_LINKS:
            found.update(dict.fromkeys(range(i, stop), LIST))
        i = max(stop, i + 1)


def _is_dated(text: str) -> bool:
    if width(text) > LONGEST_LINK + 24 or is_terminal(text) or is_date_line(text):
        return False
    return bool(_DATED_LINK.fullmatch(text))


def _is_link(line: Line, inside: bool) -> bool:
    """A short line without a sentence's end, close under the head or the link before it."""
    text = line.text
    close = line.gap == 0 or not inside
    return close and width(text) <= LONGEST_LINK and numbered_style(text) > 2
