"""The main content of a page among its blocks: trafilatura's answer, made whole."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from pipeline.readers.page import Block

_TELLING = 12
_LARGEST = 1_000_000
_HARD_ZONES = {"导航", "页脚", "面包屑导航", "相关阅读", "分享", "评论", "广告", "表单", "脚本提示", "搜索登录"}


def main_blocks(root: Any, blocks: Sequence[Block]) -> set[int]:
    """The positions of the blocks of the main content; every block that is neither hidden nor furniture where no
    witness can name it. Pages of more than a million characters are judged without trafilatura."""
    plain = [i for i, b in enumerate(blocks) if not b.hidden and not _is_furniture(b) and b.tag != "title"]
    witness = _witness(root) if sum(len(b.text) for b in blocks) <= _LARGEST else ""
    named = {i for i in plain if len(blocks[i].bare) >= _TELLING and blocks[i].bare in witness}
    if not named:
        return set(plain)
    first, last = min(named), max(named)
    return {i for i in plain if first <= i <= last} | named


def _witness(root: Any) -> str:
    """The text that trafilatura takes for the main content, without white space; empty where it finds none."""
    if root is None:
        return ""
    import trafilatura  # takes a quarter of a second to import, which only web pages are to pay

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds wrong with a page is no news
    try:
        found = trafilatura.extract(root, favor_recall=True, include_comments=False, include_tables=True)
    except Exception:  # a page that breaks the witness is judged by its markup alone
        return ""
    return "".join((found or "").split())


def _is_furniture(block: Block) -> bool:
    """A marked zone of the page, or a list of links."""
    return block.zone in _HARD_ZONES or is_links(block)


def is_links(block: Block) -> bool:
    """Most of the block is link text and it does not read as a sentence."""
    length = len(block.bare)
    return block.linked * 10 > length * 7 and not ("。" in block.text and length > 40)
