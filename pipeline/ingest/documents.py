"""The facts about one article, each with where it was read; what a sidecar says comes before everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.ingest.joining import Block
from pipeline.ingest.kinds import Kind
from pipeline.ingest.margins import Margins
from pipeline.ingest.publication import Published
from pipeline.ingest.reviewyear import ReviewYear
from pipeline.ingest.roles import is_marked
from pipeline.records import Document, Problem
from pipeline.sidecar import YES


@dataclass(frozen=True)
class Article:
    """One article's blocks and its place in the source; `extra`: what its row says of it, `page`: what the head of
    the page or file says, which is about the first article; `around`: what stands around it; `until`: where the next
    article begins."""

    doc_id: str
    source: str
    blocks: Sequence[Block]
    extra: Mapping[str, str] = field(default_factory=dict)
    page: Mapping[str, str] = field(default_factory=dict)
    around: Margins = field(default_factory=Margins)
    until: int = 0

    def lines(self, kind: str) -> list[str]:
        return [b.strand.text for b in self.blocks if b.kind == kind]

    @property
    def marked(self) -> bool:
        """Whether the format marks the title, or an opening shows it, rather than its place alone."""
        return any(b.kind == "title" and is_marked(b) for b in self.blocks)

    @property
    def text(self) -> str:
        """The paragraphs alone."""
        return "\n".join(self.lines("body"))

    @cached_property
    def body(self) -> str:
        """The paragraphs and headings; first read when the blocks are settled."""
        return "\n".join(b.strand.text for b in self.blocks if b.kind in {"body", "heading"})


@dataclass(frozen=True)
class Facts:
    """What was inferred of an article before a sidecar is asked."""

    title: str
    review: ReviewYear
    published: Published
    genre: Kind
    level: Kind
    publisher: str | None
    home_province: str | None
    synthetic: bool


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
        publisher=given.get("publisher") or facts.publisher,
        home_province=given.get("home_province") or facts.home_province,
        encoding=encoding,
        n_characters=sum(len(text) - text.count(" ") for text in body),
        truncated=truncated(article.blocks),
        synthetic=given["synthetic"].lower() in YES if given.get("synthetic") else facts.synthetic,
    )


def _publication(article: Article, facts: Facts, sidecar: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The date of publication and where it was read: what somebody wrote down comes before what is printed."""
    for value, place in ((sidecar.get("published"), "sidecar"), (article.extra.get("published"), "row")):
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
        # News tells of a day; a report that reviews no year is one that something is missing in.
        severity = "note" if row.genre == "article" else "warning"
        found.append((severity, f"{name}：回顾年度未知，{why}；请在元数据表中填写 review_year"))
    if row.published is None:
        found.append(("note", f"{name}：发布日期未知，{facts.published.why}；可在元数据表中填写 published"))
    if not row.title:
        found.append(("note", f"{name}：未见标题；可在元数据表中填写 title"))
    if row.truncated:
        found.append(("warning", f"{name}：结尾残缺，最后一段没有写完；请核对原文"))
    return [Problem(row.source, "ingest", severity, message) for severity, message in found]
