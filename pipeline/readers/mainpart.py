"""The main content of a page among its blocks: an extractor's answer, made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.readers.page import PageBlock

_TELLING = 12
_IMPRINT = re.compile(r"ICP\s*[备证]|版权所有|Copyright|公网安备|网站标识码|备案[号序]", re.IGNORECASE)
_LONGEST_IMPRINT = 200
_HARD_ZONES = {"导航", "页脚", "面包屑导航", "相关阅读", "分享", "评论", "广告", "表单", "脚本提示", "搜索登录"}


def main_blocks(blocks: Sequence[PageBlock], witness: str) -> set[int]:
    """The positions of the blocks of the main content: those that the witness names, all between them and all
    beside them in the same element that are neither hidden nor furniture; every such block where it names none.

    witness: the text that an extractor takes for the main content, without white space.
    """
    plain = [i for i, b in enumerate(blocks) if not is_furniture(b) and b.tag != "title"]
    named = {i for i in plain if len(blocks[i].bare) >= _TELLING and blocks[i].bare in witness}
    if not named:
        return set(plain)
    first, last = min(named), max(named)
    homes = {blocks[i].home for i in named}
    return {i for i in plain if first <= i <= last or blocks[i].home in homes}


def zone_of(block: PageBlock) -> str:
    """The part of the page that the block's markup or its own words stand for; empty for none."""
    if not block.zone and len(block.bare) <= _LONGEST_IMPRINT and _IMPRINT.search(block.text):
        return "页脚"
    return block.zone


def is_furniture(block: PageBlock) -> bool:
    """Hidden, in a part of the page that is never the article, or a list of links."""
    return block.hidden or zone_of(block) in _HARD_ZONES or is_links(block)


def is_links(block: PageBlock) -> bool:
    """Most of the block is link text and it does not read as a sentence."""
    length = len(block.bare)
    return block.linked * 10 > length * 7 and not ("。" in block.text and length > 40)
