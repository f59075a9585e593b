"""What sites print below an article: other headlines with cut snippets, licence notes, remains of menus."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.joining import Block
from pipeline.ingest.roles import ATTACHMENT
from pipeline.ingest.shapes import heading_like, is_date_line, is_organisation, is_person
from pipeline.language.listmarks import NUMBERED
from pipeline.language.sentences import is_terminal
from pipeline.text.characters import HAN
from pipeline.text.lines import width

_HAN = re.compile(f"[{HAN}]")
_LICENCE = re.compile(
    r"(?:本作品|本页面|此作品|本文字?|注：)[^。]{0,200}(?:公有领域|著作权|版权|维基|许可|授权条款|转载)|公有领域"
)
LONGEST_SNIPPET = 120
HEADLINES = 2
HEADLINES_ALONE = 3


def tail(blocks: Sequence[Block]) -> dict[int, str]:
    """The numbers of the blocks at the end that are no part of an article, with the reason."""
    found: dict[int, str] = {}
    end = len(blocks)
    while end > 1 and (reason := _remains(blocks[end - 1])):
        end -= 1
        found[end] = reason
    first = _headlines(blocks, end)
    found.update(dict.fromkeys(range(first, end), "其他文章的标题与摘要"))
    return found


def _remains(block: Block) -> str:
    text = block.text
    if block.kind == "metadata" or (is_terminal(text) and not _LICENCE.search(text)):
        return ""
    if not _HAN.search(text) and not re.search(r"\d", text) and len(text) <= 80:
        return "外文残留"
    return "版权说明" if _LICENCE.search(text) else ""


def _headlines(blocks: Sequence[Block], end: int) -> int:
    """Where the trailing run of headlines and snippets begins; `end` where there is none."""
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
    enough = headlines >= HEADLINES and snippets >= HEADLINES if snippets else headlines >= HEADLINES_ALONE
    return first if enough else end


def _after_an_end(block: Block) -> bool:
    return block.kind in {"metadata", "body"} and (block.kind == "metadata" or is_terminal(block.text))


def _is_headline(block: Block) -> bool:
    text = block.text
    if block.kind == "metadata" or len(block.lines) > 1 or NUMBERED.match(text) or ATTACHMENT.match(text):
        return False
    if is_organisation(text) or is_person(text) or is_date_line(text) or not _HAN.search(text):
        return False
    return heading_like(text) and 6 <= width(text) <= 60


def _is_snippet(block: Block) -> bool:
    text = block.text
    if block.kind == "metadata" or len(text) > LONGEST_SNIPPET or text[-1] in "：:":
        return False
    return (block.cut or not is_terminal(text)) and not NUMBERED.match(text)
