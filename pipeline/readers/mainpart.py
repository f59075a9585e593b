"""The main content of a page among its blocks: an extractor's answer, made whole and held against the markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.language.dates import DAY, LINK_DAY
from pipeline.language.sentences import FULL_STOPS
from pipeline.readers.page import Page, PageBlock

_TELLING = 12
_IMPRINT = re.compile(r"ICP\s*[备证]|版权所有|Copyright|公网安备|网站标识码|备案[号序]", re.IGNORECASE)
_LONGEST_IMPRINT = 200
_HARD_ZONES = {
    "导航", "页脚", "面包屑导航", "相关阅读", "分享", "评论", "广告", "表单", "脚本提示", "搜索登录", "图片说明",
}  # fmt: skip
# The day that a list of links prints beside each.
_STAMP = re.compile(rf"[\[（(\s]*(?:{DAY}|{LINK_DAY})(?:\s*\d{{1,2}}[:：]\d{{2}})?[\]）)\s]*")
# What stands below an article and never inside one: the way to its neighbours, heads of lists of others, buttons,
# who edited it, what the site disclaims.
_CLOSER = re.compile(
    r"[上下][一1]?[篇条页]\s*[:：]|[上下]一[篇条页]$|[【\[（(]?\s*(?:责任?编辑?|编辑|责编)\s*[:：]"
    r"|[^。，；]{0,4}(?:相关|推荐|延伸|热门|热点|精彩|最新|猜你|为你|为您|可能)[^。，；：:]{0,4}"
    r"(?:阅读|新闻|文章|报道|链接|推荐|资讯|专题|排行|喜欢|感兴趣|视频|图片|图集)[^。，；]{0,6}$"
    r"|[【\[（(]?(?:打印|关闭|返回顶部|收藏)[^。]{0,12}$|分享(?:到|至)?\s*[:：]?\s*\d*$|扫(?:一扫|码|描)[^。]{0,16}$"
    r"|[【\[（(]?(?:免责|特别|郑重)?声明\s*[:：】\]]|[^。，；]{0,4}(?:评论|跟帖|留言)[^。，；]{0,8}$"
)
_SHARE_OF_ARTICLE = 0.7
_SHARE_OF_HOME = 0.2
_SENTENCE = 20


def main_blocks(page: Page, witness: str) -> set[int]:
    """The positions of the blocks of the main content: those that the witness names, all between them and all
    beside them in the same element that are neither hidden nor furniture; every such block where it names none.

    A named block is not believed where something that only stands below or above articles parts it from the
    element that holds most of what was named.

    witness: the text that an extractor takes for the main content, without white space.
    """
    blocks = page.blocks
    plain = [i for i, b in enumerate(blocks) if not is_furniture(b) and b.tag != "title"]
    named = [i for i in plain if len(blocks[i].bare) >= _TELLING and blocks[i].bare in witness]
    named = [i for i in named if not _CLOSER.match(blocks[i].text)] or named
    if not named:
        return set(plain)
    named = _believed(page, named)
    first, last = named[0], named[-1]
    homes = {blocks[i].home for i in named}
    return {i for i in plain if first <= i <= last or (blocks[i].home in homes and not _parted(page, i, first, last))}


def _believed(page: Page, named: list[int]) -> list[int]:
    """The named blocks less those before and behind the article that furniture parts from it."""
    blocks, weight = page.blocks, {i: len(page.blocks[i].bare) for i in named}
    inside = _inside(page, named, sum(weight.values()))
    sizes: dict[int, int] = {}
    for i in named:
        sizes[blocks[i].home] = sizes.get(blocks[i].home, 0) + weight[i]
    most = sum(weight.values()) * _SHARE_OF_HOME
    core = [i for i in named if i in inside and sizes[blocks[i].home] >= most] or [i for i in named if i in inside]
    first, last = core[0], core[-1]
    return [i for i in named if not (i < first or i > last) or not _parted(page, i, first, last)]


def _inside(page: Page, named: Sequence[int], total: int) -> set[int]:
    """The named blocks below the smallest element that holds most of their characters."""
    held = [0] * len(page.parents)
    for i in named:
        held[page.blocks[i].element] += len(page.blocks[i].bare)
    for element in range(len(held) - 1, 0, -1):  # an element comes after the one around it
        held[page.parents[element]] += held[element]
    article = max((e for e, n in enumerate(held) if n >= _SHARE_OF_ARTICLE * total), default=0)
    below = [False] * len(held)
    below[article] = True
    for element in range(article + 1, len(held)):
        below[element] = below[page.parents[element]]
    return {i for i in named if below[page.blocks[i].element]} or set(named)


def _parted(page: Page, i: int, first: int, last: int) -> bool:
    """Something that closes an article stands between the block and the article."""
    between = range(last + 1, i + 1) if i > last else range(i, first)
    return any(_closes(page.blocks[n]) for n in between)


def _closes(block: PageBlock) -> bool:
    if block.hidden:
        return False
    return bool(_CLOSER.match(block.text)) or (bool(block.zone) and zone_of(block) in _HARD_ZONES - {"图片说明"})


def zone_of(block: PageBlock) -> str:
    """The part of the page that the block's markup or its own words stand for; empty for none."""
    if not block.zone and len(block.bare) <= _LONGEST_IMPRINT and _IMPRINT.search(block.text):
        return "页脚"
    return block.zone


def is_furniture(block: PageBlock) -> bool:
    """Hidden, in a part of the page that is never the article, or a list of links."""
    return block.hidden or zone_of(block) in _HARD_ZONES or is_links(block)


def is_links(block: PageBlock) -> bool:
    """Most of the block, days aside, is link text and it does not read as a sentence."""
    if not block.linked:
        return False
    length = len("".join(_STAMP.sub("", block.text).split())) if len(block.text) <= 200 else len(block.bare)
    return block.linked * 10 > length * 7 and not ("。" in block.text and length > 40)


def veiled_text(blocks: Iterable[PageBlock]) -> int:
    """The number of the hidden element whose sentences are nearly all that the page has; 0 for none."""
    said: dict[int, int] = {0: 0}
    for block in blocks:
        if not block.zone and block.tag != "title" and not is_links(block) and _reads(block):
            said[block.veil] = said.get(block.veil, 0) + len(block.bare)
    fullest = max(said, key=lambda veil: (said[veil], -veil))
    return fullest if fullest and said[fullest] > 2 * said[0] else 0


def _reads(block: PageBlock) -> bool:
    """The block is prose: a sentence ends in it."""
    return len(block.bare) >= _SENTENCE and any(stop in block.text for stop in FULL_STOPS)
