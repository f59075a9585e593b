"""What each block is: title, heading, body, or metadata, told by its shape and its neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise

from pipeline.ingest.joining import Block
from pipeline.ingest.shapes import (
    BYLINE,
    GENRE_TITLE,
    ISSUE,
    MASTHEAD,
    PART,
    SALUTATION,
    heading_like,
    is_date_line,
    is_document_number,
    is_end,
    is_imprint,
    is_organisation,
    is_person,
    is_wire,
)
from pipeline.language.dates import DAY, days
from pipeline.language.listmarks import LOWEST_STYLE, NUMBERED, numbered_style
from pipeline.language.numerals import FEW
from pipeline.language.sentences import has_stop_inside, is_terminal
from pipeline.text.lines import width

ATTACHMENT = re.compile(rf"附(?:件|表|录|则)?\s?[\d{FEW}]{{0,2}}\s?(?:[：:]|$|[.．、])")
_SUBTITLE = re.compile(r"[—–\-－]{1,3}\s?\S")
LONGEST_RUN_IN = 40.0
LONGEST_TITLE = 80.0
LONGEST_MARKED = 240.0
# A title line that reaches so far may have been broken at the page's edge, and leave so little for the next line.
WRAPPED, LEFT_OVER = 30.0, 12.0
LONG_PARAGRAPH = 40
SHORT_PARAGRAPH = 15
FRONT_LINES = 12
# 新闻摘要, 主要内容: a heading of so few characters heads a section.
SHORTEST_SUBTITLE = 5
MOST_TITLE_LINES = 4
BACK_LINES = 12


def headings(blocks: Sequence[Block], *, marked: bool) -> None:
    """Turn body blocks into headings where their shape and what stands around them say so.

    marked: the source marks its headings, so that only a numbered line may be one without a mark.
    """
    for i, block in enumerate(blocks):
        if block.kind != "body" or i + 1 >= len(blocks):
            continue
        if NUMBERED.match(block.text):
            if _numbered_heading(block.text, blocks[i - 1] if i else None, blocks[i + 1]):
                block.kind = "heading"
        elif not marked and _plain_heading(blocks, i):
            block.kind = "heading"
    _lists_are_body(blocks)


def _numbered_heading(text: str, before: Block | None, after: Block) -> bool:
    rank = numbered_style(text)
    if rank >= LOWEST_STYLE or width(text) > LONGEST_RUN_IN + 20 or has_stop_inside(text):
        return False
    sibling = _same_number(after, rank)
    listed = sibling or (before is not None and before.kind == "body" and _same_number(before, rank))
    if is_terminal(text):
        return rank <= 2 and not listed and width(text) <= LONGEST_RUN_IN and len(after.text) > SHORT_PARAGRAPH
    if text[-1] in "：:；;，,、":
        return False
    return not sibling if rank <= 2 else not sibling and len(after.text) > LONG_PARAGRAPH


def _same_number(block: Block, rank: int) -> bool:
    """A short line numbered in the same style; a paragraph that only begins so is no sibling of a heading."""
    short = len(block.text) <= LONG_PARAGRAPH
    return short and numbered_style(block.text) == rank and bool(NUMBERED.match(block.text))


def _plain_heading(blocks: Sequence[Block], i: int) -> bool:
    text, after = blocks[i].text, blocks[i + 1]
    if not heading_like(text) or ATTACHMENT.match(text) or SALUTATION.fullmatch(text) or text[-1] in "：:":
        return False
    if i > 0 and blocks[i - 1].kind == "body" and blocks[i - 1].cut:
        return False
    if after.kind == "metadata" and (is_organisation(text) or is_person(text)):
        return False
    if after.kind == "body":
        return is_terminal(after.text) or len(after.text) > SHORT_PARAGRAPH
    return after.kind in {"heading", "table"}


def _lists_are_body(blocks: Sequence[Block]) -> None:
    """Three or more heading-like lines in a row are a list, not headings; marked headings stay."""
    run: list[Block] = []
    for block in [*blocks, Block([], "end")]:
        if block.kind == "heading" and not block.first.role and not NUMBERED.match(block.text):
            run.append(block)
            continue
        if len(run) >= 3:
            for listed in run:
                listed.kind = "body"
        run = []


def front(blocks: Sequence[Block]) -> list[Block]:
    """Sort the lines before an article's first paragraph into titles and metadata; give the title blocks.

    The first candidate is the title unless it is a masthead (简报) or a byline; lines under it that begin with a
    dash, that a title of the same size goes on with, or that repeat it, belong to it.
    """
    lead = _lead(blocks)
    for i, (above, below) in enumerate(pairwise(lead), 2):
        if ISSUE.fullmatch(below.text) and not is_marked(above) and any(b.kind != "metadata" for b in lead[i:]):
            above.kind = "metadata"  # the name of a newsletter stands over its number, a title of its own follows
    candidates = [b for b in lead if not _settle_metadata(b)]
    sections = _section_levels(blocks)
    titles = _title_lines(candidates, sections, marked=any(b.first.role == "title" for b in candidates))
    for block in candidates:
        if block in titles:
            block.kind = "title"
        elif is_person(block.text) or is_organisation(block.text) or BYLINE.fullmatch(block.text):
            block.kind = "metadata"
    return titles


def is_marked(block: Block) -> bool:
    """Whether the format marks the line as a title or as a heading by its level; bold print alone is none."""
    return block.first.role == "title" or (block.first.role == "heading" and block.first.level[:1] == "h")


def restated(blocks: Sequence[Block], stated: str) -> None:
    """Where the file's head states the title, a line that only its place made one is text, unless it is the same."""
    titles = [b for b in blocks if b.kind == "title"]
    if stated and not any(is_marked(b) for b in titles):
        for block in titles:
            block.kind = "title" if _letters(block.text) in _letters(stated) else "body"


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _lead(blocks: Sequence[Block]) -> list[Block]:
    lead: list[Block] = []
    for block in blocks[:FRONT_LINES]:
        text = block.text
        if block.kind == "table":
            break
        if block.kind == "metadata" or block.first.role == "title" or PART.fullmatch(text):
            lead.append(block)
            continue
        title_like = heading_like(text) and width(text) <= LONGEST_TITLE
        title_like = title_like or (is_marked(block) and width(text) <= LONGEST_MARKED and not is_terminal(text))
        short = title_like or (BYLINE.fullmatch(text) and not is_terminal(text))
        numbered = NUMBERED.match(text) and numbered_style(text) < LOWEST_STYLE
        if not short or (numbered and not (is_marked(block) and not lead and _alone(blocks, block))):
            break
        lead.append(block)
    return lead


def _alone(blocks: Sequence[Block], block: Block) -> bool:
    """Whether no other heading has the level of this one: ## 7. 某地召开会议 in an extract of a longer page."""
    return sum(b.first.role == block.first.role and b.first.level == block.first.level for b in blocks) == 1


def _settle_metadata(block: Block) -> bool:
    text = block.text
    if block.first.role == "title":
        return False
    if block.kind == "metadata" or PART.fullmatch(text):
        block.kind = "metadata"
        return True
    masthead = bool(MASTHEAD.fullmatch(text.replace(" ", ""))) and not GENRE_TITLE.search(text[:-2])
    if _GROUP.fullmatch(text) or _MEASURE.fullmatch(text) or _WAY.fullmatch(text):
        block.kind = "metadata"
        return True
    if masthead or _stamped(text) or is_imprint(text) or (BYLINE.fullmatch(text) and not GENRE_TITLE.search(text)):
        block.kind = "metadata"
        return True
    return False


_GROUP = re.compile(r"[^。，；：！？]{2,14}(?:小组|编辑部|工作室|通讯站|记者站|团队)$")
_WAY = re.compile(r"[^。，；：！？\s]{2,12}\s?[>＞»›]\s?[^。，；：！？\s]{2,12}")
_TITLE_DAY = re.compile(rf"[^。，；：！？]{{6,}}[（(]{DAY}[)）]")
_MEASURE = re.compile(r"[（(]?(?:计量)?单位\s?[:：]\s?\S{1,8}[）)]?")


def _stamped(text: str) -> bool:
    """A day with a name or two beside it: 2019年1月28日 清河党建, 本报记者 田禾 2019年1月28日."""
    found = days(text) if not _TITLE_DAY.fullmatch(text) else []
    return bool(found) and len(text) <= 50 and not _SUBTITLE.match(text) and not GENRE_TITLE.search(text)


def _section_levels(blocks: Sequence[Block]) -> set[str]:
    """The levels at which an article's marked headings stand more than once, or last: those of its sections."""
    levels = [b.first.level for b in blocks if b.first.role == "heading"]
    return {level for level, count in Counter(levels).items() if count > 1} | set(levels[-1:])


def _title_lines(candidates: Sequence[Block], sections: Container[str], *, marked: bool) -> list[Block]:
    named = [b for b in candidates if not is_person(b.text) or _LEFT.fullmatch(b.text)]
    first = next((b for b in named if b.first.role == "title"), named[0] if named else None)
    if first is None:
        return []
    at = named.index(first)
    titles = [first]
    for block in named[at + 1 : at + MOST_TITLE_LINES]:
        if block.first.role == "heading" and block.first.level in sections and not _SUBTITLE.match(block.text):
            break
        if not _belongs(titles, block, marked=marked):
            break
        titles.append(block)
    return titles


def _belongs(titles: Sequence[Block], block: Block, *, marked: bool) -> bool:
    text = block.text
    whole = "".join(b.text for b in titles)
    if _SUBTITLE.match(text) or text.strip("()（）") in whole:
        return True
    if block.first.role == "heading":
        return (
            titles[0].first.role in {"heading", "title"}
            and not NUMBERED.match(text)
            and (_below(titles[-1], block) or _completed(titles[-1], block))
        )
    if marked:
        return False
    last = titles[-1].text
    if block.first.gap > titles[0].first.gap or is_organisation(text):
        return False
    complete = GENRE_TITLE.search(last)
    if width(last) >= WRAPPED and width(text) <= LEFT_OVER and block.first.gap == 0 and not complete:
        return True
    return not complete and bool(GENRE_TITLE.search(text) or is_organisation(last) or last.endswith(("关于", "在")))


_LEFT = re.compile("活动|会议|大会|仪式|综述|纪实|报告|通知|方案|解决方案|座谈会|培训班")


def _below(last: Block, block: Block) -> bool:
    """A subtitle: a heading of a lower level, and not so short that it heads a section."""
    return block.first.level > last.first.level and len(block.text) > SHORTEST_SUBTITLE


def _completed(last: Block, block: Block) -> bool:
    """Of two lines of equal size the second says what the first is: a cover page."""
    same = block.first.level == last.first.level and block.first.gap == 0
    return same and not GENRE_TITLE.search(last.text) and bool(_LEFT.fullmatch(block.text))


def back(blocks: Sequence[Block]) -> None:
    """Turn the signature and the imprint behind an article's last paragraph into metadata."""
    settled = True
    for block in reversed(blocks[-BACK_LINES:]):
        text = block.text
        if block.kind == "metadata":
            continue
        if block.kind in {"body", "heading"} and settled and _signature(text):
            block.kind = "metadata"
            continue
        if ATTACHMENT.match(text):
            continue
        break


def _signature(text: str) -> bool:
    if len(text) > 60 or (is_terminal(text) and not text.endswith("）")):
        return False
    return (
        is_date_line(text)
        or is_wire(text)
        or is_imprint(text)
        or is_organisation(text)
        or is_person(text)
        or bool(ISSUE.fullmatch(text) or BYLINE.fullmatch(text))
        or bool(_AUTHOR.fullmatch(text))
    )


_AUTHOR = re.compile(
    r"[（(](?:作者|本报|新华社|记者|通讯员|执笔|撰稿|供稿|来源|参与采写|采写|参与记者|整理)[^（）]{0,40}[)）]|[（(][^（）。，]{2,30}(?:供稿|报道|记者[^（）]{0,12})[)）]"
    r"|[（(][\u4e00-\u9fff]{2,4}(?:[\s、][\u4e00-\u9fff]{2,4}){0,4}[)）]"
)


def closes(block: Block) -> bool:
    """A line of metadata that ends an article: dateline, signature's date, imprint, end mark."""
    text = block.text
    if is_wire(text) or is_date_line(text) or is_end(text):
        return True
    return is_imprint(text) and not is_document_number(text) and not ISSUE.fullmatch(text)
