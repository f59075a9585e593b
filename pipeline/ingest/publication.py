"""The date of publication: what is printed comes before what a name or an address lets one read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.ingest.joining import Block
from pipeline.ingest.shapes import ADDRESSED, LEAD, is_wire
from pipeline.language.dates import DAY, Day, compact_days, days, month_day, of_days

_DELIVERED = re.compile(r"(?:发布|发表|印发|更新|公布)")
_URL = re.compile(r"(?:https?://|www\.)[^\s)）\]】>\"'“”，。]+", re.IGNORECASE)
# Minutes begin with the time and the place of the meeting.
_MEETING = re.compile(r"(?:会议)?地点\s?[:：]|(?:与会|参会|出席)(?:人员|人)\s?[:：]|主持人\s?[:：]")
_HELD = re.compile(r"(?:会议|活动)?时间\s?[:：]")
_MINUTES = 8
# The issue of a paper that a text says it was printed in: （《岭上日报》2020年1月3日第1版）.
_PRINTED = re.compile(rf"[报刊社网]\s?》?\s?[（(]?\s?(?P<day>{DAY})[^。]{{0,14}}[)）]\s*$")
_CLOSING = 60
OPENING_PARAGRAPHS = 2
_LAST_MONTH_AFTER = 10


class Published(NamedTuple):
    """An ISO date and where it was read (header · signature · title · url · path · inferred: …), both None where it
    is unknown, with the reason for the analyst in `why`."""

    day: str | None
    read_from: str | None
    why: str = ""


UNKNOWN = Published(None, None, "未见发布日期")


def publication(blocks: Sequence[Block], links: Sequence[str], path: str, page: str, reviewed: int | None) -> Published:
    """The date of publication of an article.

    links: the addresses that stand in the article or below it; path: the file's name where it is the article's own;
    page: the date that the page gives outside the article; reviewed: the year under review, after which a dateline
    without a year lies. In the order of trust: a printed line above the text, the signature, the title, an address,
    the file's name, the page, a dateline that has to be completed.
    """
    front, back = _frame(blocks)
    if any(_MEETING.match(b.text) for b in blocks[:_MINUTES]):
        front = [line for line in front if not _HELD.match(line)]
    titles = [b.strand.text for b in blocks if b.kind == "title"]
    last = [m["day"] for b in blocks[-2:] if (m := _PRINTED.search(b.strand.text[-_CLOSING:]))]
    for lines, place in ((front, "header"), ([*back, *last], "signature"), (titles, "title")):
        if found := _dated(lines):
            return Published(found.iso(), place)
    for texts, place in ((links, "url"), ([path.rsplit("/", 1)[-1]], "path")):
        named = {day.iso() for text in texts if not of_days(text) for day in [*days(text), *compact_days(text)]}
        if len(named) == 1:
            return Published(named.pop(), place)
    if page:
        return Published(page, "page")
    opening = [b.strand.text for b in blocks if b.kind == "body"][:OPENING_PARAGRAPHS]
    wires = [led.group() for text in opening if (led := LEAD.match(text))]
    for line in [*back, *front, *wires]:
        if is_wire(line) and (day := month_day(line)):
            return _completed(day, reviewed)
    return UNKNOWN


def addresses(text: str) -> list[str]:
    """The addresses that stand in a text."""
    return [m.group() for m in _URL.finditer(text)]


def _frame(blocks: Sequence[Block]) -> tuple[list[str], list[str]]:
    """The metadata lines before the first paragraph and those after it."""
    first = next((i for i, b in enumerate(blocks) if b.kind in {"body", "heading"}), len(blocks))
    texts = [(i, b.strand.text) for i, b in enumerate(blocks) if b.kind == "metadata"]
    return [t for i, t in texts if i < first], [t for i, t in texts if i >= first]


def _dated(lines: Sequence[str]) -> Day | None:
    """The date of issue among lines of the frame: one that says so, else the first."""
    found = [
        (bool(_DELIVERED.search(line)), day)
        for line in lines
        if not ADDRESSED.match(line) and not of_days(line)
        for day in (days(line) or compact_days(line))[:1]
    ]
    stated = [day for issued, day in found if issued]
    return stated[0] if stated else found[0][1] if found else None


def _completed(day: Day, reviewed: int | None) -> Published:
    """A dateline without a year: a review is published after the year that it reviews."""
    if reviewed is None or day.month > _LAST_MONTH_AFTER:
        return Published(None, None, f"电头只有{day.month}月{day.day}日，无法确定发布年份")
    return Published(day.iso(reviewed + 1), f"inferred: dateline, review year {reviewed}")
