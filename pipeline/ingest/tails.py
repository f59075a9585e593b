"""What sites print below an article: other headlines with cut snippets, licence notes, remains of menus."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence

from pipeline.ingest.joining import Block
from pipeline.ingest.roles import ATTACHMENT
from pipeline.ingest.shapes import heading_like, is_date_line, is_organisation, is_person
from pipeline.language.listmarks import NUMBERED
from pipeline.language.sentences import is_terminal
from pipeline.text.characters import HAN, simplify
from pipeline.text.lines import width

_HAN = re.compile(f"[{HAN}]")
# What a wiki says of the rights in a text, below it and over several paragraphs.
_LICENCE = re.compile(
    r"(?:本作品|这部作品|此作品|该作品|本页面?|此页面?|本文字?|本站内容|注：)[^。]{0,200}(?:公有领域|著作权|版权|维基|许可|授权条款|转载)"
    r"|公有领域|知识共享|署名[-－—–\s]?相同方式共享|CC[\s-]BY|Public domain",
    re.IGNORECASE,
)
_LICENCE_BEGINS = re.compile(
    r"(?:本作品|这部作品|此作品|该作品|本页面?|此页面?|除另有声明|除非另有声明)[^。]{0,160}(?:公有领域|著作权|版权|维基|许可|授权|知识共享|发表|文件)"
)
# What such a notice begins with, in either writing: few paragraphs do, and only they are looked at closely.
_LICENCE_FIRST = frozenset("本这這此该該除")
# A licence is the last that a page says, and shorter than the text.
MOST_NOTICES = 16
LONGEST_LICENCE = 2500
LONGEST_SNIPPET = 120
_KEPT = frozenset({"metadata", "table"})
HEADLINES = 2
HEADLINES_ALONE = 3


def tail(blocks: Sequence[Block], parted: Sequence[int] = ()) -> dict[int, str]:
    """The numbers of the blocks at the end that are no part of an article, with the reason.

    parted: where lines of furniture stand that close an article (buttons, who edited it, neighbours), in order.
    """
    found: dict[int, str] = {}
    end = _licence(blocks)
    found.update(dict.fromkeys(range(end, len(blocks)), "版权说明"))
    while end > 1 and (reason := _remains(blocks[end - 1])):
        end -= 1
        found[end] = reason
    first = _headlines(blocks, end, parted)
    found.update(dict.fromkeys(range(first, end), "其他文章的标题与摘要"))
    return found


def _licence(blocks: Sequence[Block]) -> int:
    """Where a notice on the rights in the text begins that goes on to the end; the number of blocks for none."""
    end = len(blocks)
    for i in range(max(1, end - MOST_NOTICES), end):
        if blocks[i].text[:1] not in _LICENCE_FIRST:
            continue
        text = simplify(blocks[i].text)
        if _LICENCE_BEGINS.match(text) and _LICENCE.search("".join(simplify(b.text) for b in blocks[i:])):
            said = sum(len(b.text) for b in blocks[i:])
            before = sum(len(b.text) for b in blocks[:i])
            return i if said <= min(LONGEST_LICENCE, before) else end
    return end


def _remains(block: Block) -> str:
    text = block.text
    if block.kind in _KEPT or (is_terminal(text) and not _LICENCE.search(text)):
        return ""
    if not _HAN.search(text) and not re.search(r"\d", text) and len(text) <= 80:
        return "外文残留"
    return "版权说明" if _LICENCE.search(text) else ""


def _headlines(blocks: Sequence[Block], end: int, parted: Sequence[int]) -> int:
    """Where the trailing run of headlines and snippets begins; `end` where there is none. One headline is enough
    where furniture parts it from the article."""
    first = end
    while first > 1 and (_is_headline(blocks[first - 1]) or _is_snippet(blocks[first - 1])):
        first -= 1
    while first < end and not _is_headline(blocks[first]):
        first += 1
    run = blocks[first:end]
    headlines = sum(map(_is_headline, run))
    snippets = len(run) - headlines
    if first == end or not _after_an_end(blocks[first - 1]) or any(b.first.role for b in run):
        return end
    if bisect(parted, blocks[first].first.start) > bisect(parted, blocks[first - 1].last.start):
        return first
    enough = headlines >= HEADLINES and snippets >= HEADLINES if snippets else headlines >= HEADLINES_ALONE
    return first if enough else end


def _after_an_end(block: Block) -> bool:
    return block.kind in {"metadata", "body"} and (block.kind == "metadata" or is_terminal(block.text))


def _is_headline(block: Block) -> bool:
    text = block.text
    if block.kind in _KEPT or len(block.lines) > 1 or NUMBERED.match(text) or ATTACHMENT.match(text):
        return False
    if is_organisation(text) or is_person(text) or is_date_line(text) or not _HAN.search(text):
        return False
    if text[0] in "—–-":
        return False
    return heading_like(text) and 6 <= width(text) <= 60


def _is_snippet(block: Block) -> bool:
    text = block.text
    if block.kind in _KEPT or len(text) > LONGEST_SNIPPET or text[-1] in "：:":
        return False
    return (block.cut or not is_terminal(text)) and not NUMBERED.match(text)
