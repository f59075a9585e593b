"""What stands inside a line without belonging to its text: remains of HTML, anti-copy strings, glosses, marks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipeline.ingest import leaks as leaked
from pipeline.ingest.leaks import leaks
from pipeline.ingest.randomness import random_strings
from pipeline.language.numerals import FEW
from pipeline.language.sentences import FULL_STOPS, POINTS
from pipeline.text.characters import HAN


class Drop(NamedTuple):
    """A span that is set aside; `kind` is noise or markup, `reason` says why, in Chinese. `becomes`: what the
    character after it is read as, where the two together stand for one character."""

    start: int
    end: int
    kind: str
    reason: str
    becomes: str = ""


# Anything below begins with one of these; a line without them is left alone at the cost of one search.
_SUSPECT = re.compile(
    rf"[&<\\#$^`|@~{{}}]|[A-Za-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]{{2}}|[A-Za-z]\d[A-Za-z]|([{POINTS}=~～·•.\-_—–])\s?(?:\1\s?\1|\d)|第\s?\d"
    r"|下转|上接|紧接|本文|转载|来源|出处|下载|整理|首发|供图|投稿|分享让|查看更多|[编辑核对]\s?[:：]"
)

_TAG = re.compile(r"<!--.{0,2000}?-->|</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,300})?/?>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5})[;；]")
_URL = re.compile(r"(?:https?://|www\.)[A-Za-z0-9\-._~/?#@!$&'*+,;=%:]{3,}", re.IGNORECASE)
# A question may be asked three times over.
_REPEATED = re.compile(rf"((?![?？])[{POINTS}])(?:\s?\1){{2,}}|([?？])\2{{3,}}")
_POINTED = frozenset(POINTS)
_WHITE = re.compile(r"\s*")
_TURNED = re.compile(
    r"[（(]\s?(?:下转|上接|紧接)[^（）()，。；]{1,14}[)）]"
    rf"|(?:^|(?<=[{FULL_STOPS}”\s]))[▲◀▶►◁]?\s?(?:下转|上接|紧接)第?[A-Z]?[{FEW}\d]{{1,3}}版\s?[▲◀▶►▷>》]*"
)
_RULE = re.compile(r"([=~～\-_·.])\1{5,}|[·•]{3,}|\.{4,}")
_ESCAPE = re.compile(r"(?:\\t(?![a-z]))+")
_PAGE = re.compile(
    r"(?P<dash>[—–-]{1,2})\s?\d{1,3}\s?(?P=dash)(?!\d)|第\s?\d{1,4}\s?页\s?[，,/／]?\s?共\s?\d{1,4}\s?页"
)

_TONE = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜḿńňǹ"
_GLOSS = re.compile(rf"(?<=[{HAN}])[（(]\s?([a-zü{_TONE}]{{1,7}}(?:[\s·'][a-zü{_TONE}]{{1,7}}){{0,3}})\s?[)）]")
_BARE_GLOSS = re.compile(rf"(?<=[{HAN}])[a-zü]{{0,4}}[{_TONE}][a-zü]{{0,3}}(?![A-Za-z])")

# What sites weave into a text against copying; a sentence that says so is no part of the article.
_ANTI_COPY = re.compile(
    r"[（(【\[][^（）()。]{0,16}(?:转载|来源|出处|下载|整理|关注|首发)[^（）()。]{0,30}(?:www|http|网|文库|公众号)[^（）()。]{0,60}[)）】\]]|"
    r"[（(【\[]?本文(?:来自|来源于?|由|转自)[^，。；\s]{0,20}(?:网|公众号|文库|平台)(?:整理|提供|收集|发布|原创)?[。！]?[)）】\]]?"
)
# What a portal writes behind the last sentence without a line of its own.
_SITE_TAIL = re.compile(
    r"返回[^。，；\s]{2,4}[，,]?\s?查看更多|分享让更多人看到\s*$|(?:责任编辑|责编|编辑|审核|校对)\s?[:：]\s*$"
    r"|【[^【】。]{0,30}(?:投稿|合作|订阅)[^【】]{0,80}(?:邮件|邮箱|电话|微信|QQ|qq)[^【】]{0,60}】"
    r"|(?<=[。！？”）)])\s*(?:责任编辑|责编|编辑|审核|校对)\s?[:：]\s?[^。，；：！？]{0,20}$"
    r"|(?:(?<=[。！？”）)])|^)\s*[*※＊（(]?[^。！？；]{0,24}转载(?:时|请|须|需|务必|必须)+(?:注明|标明|联系)[^。！？]{0,20}[。！]?[)）]?$"
)
# A caption between two sentences of a text whose lines were run together.
_CAPTION = re.compile(
    r"(?<=[。！？”）)])[^。！？，；：]{2,24}。?\s?(?:通讯员|记者|受访者|受访单位|主办方|学校|街道|社区|村委会)\s?供图"
)
_EDITOR = re.compile(r"[（(【\[]\s?(?:责任编辑|责编|编辑|审核|校对)\s?[:：][^（）()【】\[\]。]{1,40}[)）】\]]\s*$")


def _entities(line: str) -> Iterator[Drop]:
    for found in _ENTITY.finditer(line):
        character = html.unescape(found.group().replace("；", ";"))
        if character.endswith((";", "；")) and len(character) > 1:
            continue
        # The last character of the entity stays and is read as the character that the entity stands for.
        if len(character) != 1 or character.isspace():
            yield Drop(*found.span(), "noise", "HTML残留")
        else:
            yield Drop(found.start(), found.end() - 1, "noise", "HTML残留", character)


def _random(line: str) -> Iterator[Drop]:
    for start, end in random_strings(line):
        yield Drop(start, end, "noise", "防复制字符串")


def _code(line: str) -> Iterator[Drop]:
    for start, end in leaks(line):
        yield Drop(start, end, "noise", leaked.REASON)


def _glosses(line: str) -> Iterator[Drop]:
    for found in _GLOSS.finditer(line):
        if any(c in _TONE for c in found.group(1)):
            yield Drop(*found.span(), "noise", "注音")
    for found in _BARE_GLOSS.finditer(line):
        yield Drop(*found.span(), "noise", "注音")


def _marks(line: str) -> Iterator[Drop]:
    for found in _REPEATED.finditer(line):
        before = _before(line, found.start())
        needed = bool(before) and before not in _POINTED
        if needed and found.group(2) and not _ends_line(line, found.end()):
            continue  # lost characters, not marks
        yield Drop(found.start() + needed, found.end(), "noise", "重复标点")
    for found in _RULE.finditer(line):
        yield Drop(*found.span(), "noise", "分隔线或导引点")


def _before(line: str, at: int) -> str:
    """The last character before `at` that is no white space; empty where there is none."""
    while at and line[at - 1].isspace():
        at -= 1
    return line[at - 1 : at]


def _ends_line(line: str, at: int) -> bool:
    return _WHITE.match(line, at).end() == len(line)  # type: ignore[union-attr]


def _simple(pattern: re.Pattern[str], kind: str, reason: str) -> Callable[[str], Iterator[Drop]]:
    def finder(line: str) -> Iterator[Drop]:
        for found in pattern.finditer(line):
            yield Drop(*found.span(), kind, reason)

    return finder


_FINDERS: tuple[Callable[[str], Iterator[Drop]], ...] = (
    _simple(_TAG, "noise", "HTML残留"),
    _entities,
    _simple(_ANTI_COPY, "noise", "防复制字符串"),
    _simple(_TURNED, "noise", "转版标记"),
    _simple(_EDITOR, "noise", "网页工具与署名"),
    _code,
    _simple(_CAPTION, "noise", "图片说明"),
    _simple(_SITE_TAIL, "noise", "网站声明"),
    _simple(_URL, "noise", "网址"),
    _random,
    _glosses,
    _simple(_PAGE, "noise", "页码"),
    _marks,
    _simple(_ESCAPE, "noise", "转义字符"),
)


def drops(line: str) -> list[Drop]:
    """The spans of a line to set aside, in order, none overlapping another; earlier finders win."""
    if not _SUSPECT.search(line):
        return []
    found: list[Drop] = []
    for finder in _FINDERS:
        found += finder(line)
    found.sort(key=lambda d: (d.start, -d.end))
    kept: list[Drop] = []
    for drop in found:
        if drop.end > drop.start and (not kept or drop.start >= kept[-1].end):
            kept.append(drop)
    return kept
