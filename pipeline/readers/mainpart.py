"""The main content of a page among its blocks: an extractor's answer, made whole."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.readers.page import Block

_TELLING = 12
_HARD_ZONES = {"导航", "页脚", "面包屑导航", "相关阅读", "分享", "评论", "广告", "表单", "脚本提示", "搜索登录"}


def main_blocks(blocks: Sequence[Block], witness: str) -> set[int]:
    """The positions of the blocks of the main content: those that the witness names and all between them that are
    neither hidden nor furniture; every such block where the witness names none.

    witness: the text that an extractor takes for the main content, without white space.
    """
    plain = [i for i, b in enumerate(blocks) if not b.hidden and not _is_furniture(b) and b.tag != "title"]
    named = {i for i in plain if len(blocks[i].bare) >= _TELLING and blocks[i].bare in witness}
    if not named:
        return set(plain)
    first, last = min(named), max(named)
    return {i for i in plain if first <= i <= last} | named


def _is_furniture(block: Block) -> bool:
    """A marked zone of the page, or a list of links."""
    return block.zone in _HARD_ZONES or is_links(block)


def is_links(block: Block) -> bool:
    """Most of the block is link text and it does not read as a sentence."""
    length = len(block.bare)
    return block.linked * 10 > length * 7 and not ("。" in block.text and length > 40)
