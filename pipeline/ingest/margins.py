"""What stands around an article: noise for its text, evidence for its facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.config import Config
from pipeline.ingest.ledger import Aside
from pipeline.ingest.publishers import apart, is_body, keeper
from pipeline.language.dates import days
from pipeline.readers.reading import Reading

_EDGES = " \t\r\n_|｜-–—"
_LONGEST = 200
_TITLES = ("网页标题栏", "网站名称")
# How far below an article its address may stand.
_BELOW = 400
_POSTED = re.compile(r"(?:发布|发表|发稿|更新)(?:时间|日期)\s?[:：]")
# An address, and the letter of the province in which a site is registered.
_SEAT = re.compile(r"地址\s?[:：]|[\u4e00-\u9fff]ICP备")
_CRUMB = re.compile(r"(?:位置|所在)\s?[:：]\s?(?P<name>[^\s>＞»›]{3,26})\s?[>＞»›]")


class Margins(NamedTuple):
    """`site`: who keeps the page, `posted`: the ISO date at which it says that it was published, `seat`: lines with an
    address or a registration, each empty where nothing says so; `text`: the source, for the addresses in it."""

    site: str = ""
    posted: str = ""
    seat: str = ""
    text: str = ""

    def near(self, start: int, end: int, until: int) -> str:
        """The article's own characters and those close below it, up to the next article."""
        return self.text[start : min(end + _BELOW, until)]


def margins(reading: Reading, asides: Sequence[Aside], config: Config) -> Margins:
    """Read the page's own name from its title, its footer and the way to the article."""
    noise = [m for m in reading.marks if m.kind == "noise"]
    marked = [line for m in noise for line in reading.text[m.start : m.end].split("\n")]
    lines = [line.strip() for line in (*marked, *(aside.line.text for aside in asides)) if len(line) <= _LONGEST]
    titles = [reading.text[m.start : m.end] for m in noise if m.reason in _TITLES]
    site = next((name for title in titles if (name := _of_title(title, config))), "")
    site = site or keeper(lines, config) or _of_crumbs(lines, config)
    dates = {day.iso() for line in lines if (said := _POSTED.search(line)) for day in days(line[said.end() :])[:1]}
    posted = (dates.pop() or "") if len(dates) == 1 else ""
    return Margins(site, posted, "\n".join(line for line in lines if _SEAT.search(line)), reading.text)


def _of_title(title: str, config: Config) -> str:
    """The site's name in a page's title, or the title where it is nothing else."""
    bare = title.strip(_EDGES)
    return bare if is_body(bare, config) else apart(bare, config)[1]


def _of_crumbs(lines: Iterable[str], config: Config) -> str:
    found = next((m["name"] for line in lines if (m := _CRUMB.search(line))), "")
    return found if is_body(found, config) else ""
