"""Where one article ends and another begins in the same source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.joining import Block
from pipeline.ingest.roles import ATTACHMENT, closes
from pipeline.ingest.shapes import (
    GENRE_TITLE,
    OWNER_END,
    PART,
    SALUTATION,
    heading_like,
    is_organisation,
    is_person,
    is_sourced,
)
from pipeline.language.listmarks import NUMBERED
from pipeline.text.lines import width

NEAR = 4
SHORTEST_TITLE = 5
SHORTEST_ARTICLE = 120
_SPEECH = re.compile(r"(?:讲话|发言|致辞|主持词|报告|讲稿|汇报)(?:提纲|稿|（[^（）]{1,12}）)?$")


def articles(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of each article, in order; together they are all blocks."""
    starts, body = [0], 0
    for i, block in enumerate(blocks):
        if i and _begins(blocks, starts[-1], i, body):
            starts.append(i)
            body = 0
        if block.kind == "body":
            body += len(block.text)
    return [list(blocks[a:b]) for a, b in zip(starts, [*starts[1:], len(blocks)], strict=True)] if blocks else []


def _begins(blocks: Sequence[Block], start: int, i: int, body: int) -> bool:
    """Whether an article begins at block `i`: the format says so, or a title stands behind a clear end, or a
    title with the front matter of its kind. body: characters of prose since the article's start."""
    block, before = blocks[i], blocks[i - 1]
    if block.first.article != before.last.article:
        return True
    if PART.fullmatch(block.text):
        return body >= SHORTEST_ARTICLE and _body_follows(blocks, i)
    if body < SHORTEST_ARTICLE or not _can_be_title(block) or not _body_follows(blocks, i):
        return False
    if any(ATTACHMENT.match(b.text) for b in blocks[max(i - 2, 0) : i]):
        return False
    told = _top_title(blocks, start, i) or _announced(blocks, i) or _sibling(blocks[start], block)
    return _ended(blocks, start, i) or told


def _ended(blocks: Sequence[Block], start: int, i: int) -> bool:
    """Behind the last paragraph before `i` stands a line that closes an article."""
    at = i
    while at > start and blocks[at - 1].kind == "metadata":
        at -= 1
    return at > start and any(closes(b) for b in blocks[at:i])


LEAST_IN_COMMON = 6


def _sibling(first: Block, block: Block) -> bool:
    """A title that differs from the first one only in whose it is: 青山镇2019年工作总结, 白水镇2019年工作总结."""
    one, other = first.text, block.text
    same = next((n for n, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), 0)
    owner = OWNER_END.match(one, len(one) - same)
    apart = 2 <= len(one) - same <= LEAST_IN_COMMON and 2 <= len(other) - same <= LEAST_IN_COMMON
    return bool(owner and apart and same >= LEAST_IN_COMMON and GENRE_TITLE.search(other))


def _can_be_title(block: Block) -> bool:
    text = block.text
    if block.kind == "metadata" or NUMBERED.match(text) or SALUTATION.fullmatch(text) or ATTACHMENT.match(text):
        return False
    if len(text) < SHORTEST_TITLE or is_organisation(text) or is_person(text):
        return False
    return block.kind in {"title", "heading"} or (heading_like(text) and width(text) <= 70)


def _body_follows(blocks: Sequence[Block], i: int) -> bool:
    return any(b.kind == "body" and len(b.text) >= 30 for b in blocks[i + 1 : i + 1 + 2 * NEAR])


def _top_title(blocks: Sequence[Block], start: int, i: int) -> bool:
    """A second heading of the level that the article's own title has, where sections have a lower one."""
    level = blocks[start].first.level
    return level == "h1" and blocks[i].first.level == "h1" and _sections_lower(blocks[start + 1 : i])


def _sections_lower(blocks: Sequence[Block]) -> bool:
    return any(b.kind == "heading" for b in blocks) or sum(b.kind == "body" for b in blocks) >= 3


def _announced(blocks: Sequence[Block], i: int) -> bool:
    """A title by its words, and behind it the date, byline, number or salutation that follows titles."""
    block = blocks[i]
    if blocks[i - 1].cut:
        return False
    after = blocks[i + 1]
    if after.kind == "metadata" and is_sourced(after.text) and not block.cut:
        return True
    if not GENRE_TITLE.search(block.text):
        return False
    follows = blocks[i + 1 : i + 1 + NEAR]
    if _SPEECH.search(block.text) and any(SALUTATION.fullmatch(b.text) for b in follows):
        return True
    return any(b.kind == "metadata" for b in follows[:2]) or bool(
        re.search(r"通知$|综述$|讲话$", block.text) and any(SALUTATION.fullmatch(b.text) for b in follows[:2])
    )
