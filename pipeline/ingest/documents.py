"""The facts about one article, each with where it was read; what a sidecar says comes before everything."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.config import Config
from pipeline.ingest.joining import Block
from pipeline.ingest.kinds import Kind, genre, level
from pipeline.ingest.origin import PlaceName, home, provinces_named, publisher
from pipeline.ingest.reviewyear import ReviewYear, closed, review
from pipeline.ingest.shapes import ADDRESSED, LEAD, is_wire, unspaced
from pipeline.language.dates import Day, days, month_day
from pipeline.profile import profile
from pipeline.records import Document, Problem
from pipeline.sidecar import YES

_SYNTHETIC = re.compile(
    r"(?:虚构|编造|模拟)(?:的)?(?:样例|示例|样本|文本|材料)|(?:样例|示例)(?:文本|文档)?[，,]?\s?(?:内容|机构|数字)?(?:均|纯)?(?:属|系|为)?(?:虚构|编造)"
)
_DELIVERED = re.compile(r"(?:发布|发表|印发|更新|公布)")
OPENING_PARAGRAPHS = 2
_LAST_MONTH_AFTER = 10


@dataclass(frozen=True)
class Article:
    """One article's blocks and its place in the source; `extra`: what its row says of it, `page`: what the head of
    the page or file says, which is about the first article."""

    doc_id: str
    source: str
    blocks: Sequence[Block]
    extra: Mapping[str, str] = field(default_factory=dict)
    page: Mapping[str, str] = field(default_factory=dict)

    def lines(self, kind: str) -> list[str]:
        return [b.strand.text for b in self.blocks if b.kind == kind]

    @property
    def title(self) -> str:
        """The title with its subtitle; a line that repeats what stands above it is left out."""
        kept: list[str] = []
        for line in map(unspaced, self.lines("title")):
            if not any(line in above for above in kept):
                kept.append(line)
        return " ".join(kept)

    @property
    def body(self) -> str:
        return "\n".join(b.strand.text for b in self.blocks if b.kind in {"body", "heading"})


@dataclass(frozen=True)
class Facts:
    """What was inferred of an article before a sidecar is asked."""

    title: str
    review: ReviewYear
    published: tuple[str | None, str | None, str]
    genre: Kind
    level: Kind
    publisher: str | None
    home: PlaceName | None
    synthetic: bool


def infer(article: Article, path: str, config: Config) -> Facts:
    """Read the facts of an article from its own blocks and the file name."""
    title, body, metadata = article.title, article.body, article.lines("metadata")
    printed = [line for line in metadata if not ADDRESSED.match(line)]
    led = LEAD.match(next((b.strand.text for b in article.blocks if b.kind == "body"), ""))
    publishes = publisher(title, [*metadata, *([led.group()] if led else [])])
    place = home([title, publishes or "", *printed], config)
    known = profile(config)
    reviewed = review(title, body, path, known)
    published = _published(article, reviewed)
    reviewed = closed(reviewed, body, path, published[0])
    masthead = "\n".join(line.replace(" ", "") for line in metadata[:4])
    kind = genre(title, body, masthead, provinces_named(body, config), known, yearly=reviewed.year is not None)
    frame = "\n".join([title, publishes or "", *printed])
    stands = level(kind.label, frame, body, place.level if place else "", known)
    speaks_for = known.level(stands.label)
    near = body[:300] + "\n".join(metadata) + body[-200:]
    return Facts(
        title,
        reviewed,
        published,
        kind,
        stands,
        publishes,
        None if speaks_for and speaks_for.nationwide else place,
        bool(_SYNTHETIC.search(near)),
    )


def _published(article: Article, reviewed: ReviewYear) -> tuple[str | None, str | None, str]:
    """The date of publication, where it was read, and a reason where it is unknown."""
    front, back = _frame(article.blocks)
    for lines, place in ((front, "header"), (back, "signature"), (article.lines("title"), "title")):
        if found := _dated(lines):
            return found.iso(), place, ""
    opening = [b.strand.text for b in article.blocks if b.kind == "body"][:OPENING_PARAGRAPHS]
    wires = [led.group() for text in opening if (led := LEAD.match(text))]
    for line in [*back, *front, *wires]:
        if is_wire(line) and (day := month_day(line)):
            return _wired(day, reviewed)
    return None, None, "未见发布日期"


def _frame(blocks: Sequence[Block]) -> tuple[list[str], list[str]]:
    """The metadata lines before the first paragraph and those after it."""
    first = next((i for i, b in enumerate(blocks) if b.kind in {"body", "heading"}), len(blocks))
    texts = [(i, b.strand.text) for i, b in enumerate(blocks) if b.kind == "metadata"]
    return [t for i, t in texts if i < first], [t for i, t in texts if i >= first]


def _dated(lines: Sequence[str]) -> Day | None:
    """The date of issue among metadata lines: one that says so, else the first."""
    found = [
        (bool(_DELIVERED.search(line)), day) for line in lines if not ADDRESSED.match(line) for day in days(line)[:1]
    ]
    stated = [day for issued, day in found if issued]
    return stated[0] if stated else found[0][1] if found else None


def _wired(day: Day, reviewed: ReviewYear) -> tuple[str | None, str | None, str]:
    """A dateline without a year: a review is published after the year that it reviews."""
    if reviewed.year is None or day.month > _LAST_MONTH_AFTER:
        return None, None, f"电头只有{day.month}月{day.day}日，无法确定发布年份"
    return day.iso(reviewed.year + 1), f"inferred: dateline, review year {reviewed.year}", ""


def document(article: Article, facts: Facts, sidecar: Mapping[str, str], encoding: str) -> Document:
    """The row of an article: a sidecar's values first, then what its container says, then what was inferred."""
    given = {**article.extra, **sidecar}
    year = int(given["review_year"]) if given.get("review_year") else facts.review.year
    published, published_from = _publication(article, facts, sidecar)
    body = [b.strand.text for b in article.blocks if b.kind != "heading"]
    start, end = span(article.blocks)
    return Document(
        doc_id=article.doc_id,
        source=article.source,
        source_start=start,
        source_end=end,
        title=given.get("title") or facts.title,
        review_year=year,
        year_from="sidecar" if given.get("review_year") else facts.review.read_from,
        published=published,
        published_from=published_from,
        genre=given.get("genre") or facts.genre.label,
        genre_from="sidecar" if given.get("genre") else facts.genre.read_from,
        level=given.get("level") or facts.level.label,
        level_from="sidecar" if given.get("level") else facts.level.read_from,
        publisher=given.get("publisher") or facts.publisher or article.page.get("publisher"),
        home_province=given.get("home_province") or (facts.home.province if facts.home else None),
        encoding=encoding,
        n_characters=sum(len(text) - text.count(" ") for text in body),
        truncated=truncated(article.blocks),
        synthetic=given["synthetic"].lower() in YES if given.get("synthetic") else facts.synthetic,
    )


def _publication(article: Article, facts: Facts, sidecar: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The date of publication and where it was read: what is printed comes before what the page says of itself,
    and that before what a dateline lets one infer."""
    inferred = (facts.published[1] or "").startswith("inferred")
    for value, place in (
        (sidecar.get("published"), "sidecar"),
        (article.extra.get("published"), "row"),
        (None if inferred else facts.published[0], facts.published[1]),
        (article.page.get("published"), "page"),
    ):
        if value:
            return value, place
    return facts.published[:2]


def span(blocks: Sequence[Block]) -> tuple[int, int]:
    """The half-open source span of blocks in order."""
    return blocks[0].first.start, blocks[-1].last.end


def truncated(blocks: Sequence[Block]) -> bool:
    """Whether the article's last paragraph breaks off and no signature follows."""
    return blocks[-1].kind == "body" and blocks[-1].cut


def unknowns(row: Document, facts: Facts) -> list[Problem]:
    """A row for everything that an analyst has to fill in."""
    name = f"《{row.title}》" if row.title else f"{row.doc_id}"
    found = []
    if row.review_year is None:
        why = facts.review.why or "未写明回顾年度"
        found.append(("warning", f"{name}：回顾年度未知，{why}；请在元数据表中填写 review_year"))
    if row.published is None:
        found.append(("note", f"{name}：发布日期未知，{facts.published[2]}；可在元数据表中填写 published"))
    if not row.title:
        found.append(("note", f"{name}：未见标题；可在元数据表中填写 title"))
    if row.truncated:
        found.append(("warning", f"{name}：结尾残缺，最后一段没有写完；请核对原文"))
    return [Problem(row.source, "ingest", severity, message) for severity, message in found]
