"""From a reading to documents, passages and the ledger of every source character."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.cells import Cell
from pipeline.config import Config
from pipeline.ingest.articles import articles
from pipeline.ingest.contents import REASON as CONTENTS
from pipeline.ingest.defects import doubt, flag
from pipeline.ingest.documents import Article, document, span, unknowns
from pipeline.ingest.furniture import CLOSING, furniture
from pipeline.ingest.inference import infer
from pipeline.ingest.joining import MARKED_HEADINGS, Block, blocks
from pipeline.ingest.junctions import Junctions
from pipeline.ingest.layout import Layout, Line, layout
from pipeline.ingest.ledger import Aside, Stretch, segments
from pipeline.ingest.margins import Margins, margins
from pipeline.ingest.openings import opened
from pipeline.ingest.passages import passages
from pipeline.ingest.publishers import papers
from pipeline.ingest.quality import quality
from pipeline.ingest.repetition import repetition
from pipeline.ingest.roles import back, front, headings, restated
from pipeline.ingest.soundness import soundness
from pipeline.ingest.tables import caption_lines, cell_rows, headless, tables
from pipeline.ingest.tails import tail
from pipeline.language.places.gazetteer import province_named
from pipeline.readers.reading import Reading
from pipeline.records import Document, Passage, Problem, Record
from pipeline.text.markdown import markdown_marks

__all__ = ["ingest", "quality"]


def ingest(
    name: str, reading: Reading, sidecar: Mapping[str, str], config: Config, shared: Collection[str] = ()
) -> list[Record]:
    """Segments, documents, passages and problems of one source.

    name: the source's path relative to the corpus; sidecar: fields of `sidecar.FIELDS` that an analyst gave,
    which come before everything inferred; `DOC_ID:FIELD` concerns that article alone; shared: fingerprints of lines
    that other pages of its site have too (pipeline.sites). A pure function.
    """
    marks = reading.marks
    if not marks and not reading.derived:
        marks = markdown_marks(reading.text)
    laid = layout(reading.text, marks, config)
    kept, asides = _kept(laid, reading.text, frozenset(shared), config)
    kept = opened(kept, papers(config))
    junctions = Junctions("\n".join(line.text for line in kept), config.settings.segmenter)
    parted = [a.line.start for a in asides if a.reason in CLOSING] + [
        d.start for d in laid.drops if d.reason in CLOSING
    ]
    stated = dict(reading.metadata).get("title", "")
    parts = _parts(kept, asides, sorted(parted), junctions, stated, config)
    for found in parts.articles:
        doubt(found, marks)
    around = margins(reading, asides, config)
    documents, rows, cells, pieces, problems = _articles(name, reading, sidecar, config, parts, around)
    drops = [*laid.drops, *(drop for found in parts.articles for block in found for drop in block.asides)]
    spans = [(d.doc_id, (d.source_start, d.source_end)) for d in documents]
    ledger = segments(name, reading.text, pieces, parts.asides, drops, spans)
    warnings = [Problem(name, "ingest", "warning", message) for message in reading.warnings]
    warnings += [Problem(name, "ingest", "note", message) for message in reading.notes]
    if not documents:
        why = "没有可读的正文，请检查文件内容" if reading.text.strip() else "文件是空的，请检查或移走"
        warnings.append(Problem(name, "ingest", "warning", why))
    warnings += soundness(name, reading, ledger, documents, rows)
    if len(documents) > 1 and not any(line.article >= 0 for line in kept):
        several = f"一个文件里读出{len(documents)}篇文章；如本是一篇，或是几地材料合编，请核对"
        warnings.append(Problem(name, "ingest", "note", several))
    return [*ledger, *documents, *rows, *cells, *warnings, *problems]


class _Parts(NamedTuple):
    """The articles of a source as blocks, the lines set aside, and which block goes on with which."""

    articles: list[list[Block]]
    asides: list[Aside]
    continues: dict[int, Block]


def _kept(laid: Layout, text: str, shared: frozenset[str], config: Config) -> tuple[list[Line], list[Aside]]:
    told = furniture(laid.lines, config)
    noise = {i: reason for i, reason in told.items() if reason == CONTENTS or not laid.lines[i].table}
    noise |= repetition(laid.lines, text, noise, shared)
    kept = [line for i, line in enumerate(laid.lines) if i not in noise]
    return kept, [Aside(laid.lines[i], reason) for i, reason in sorted(noise.items())]


def _parts(
    kept: Sequence[Line],
    asides: list[Aside],
    parted: Sequence[int],
    junctions: Junctions,
    stated: str,
    config: Config,
) -> _Parts:
    """Take the kept lines apart; parted: where furniture stood that closes an article; stated: the title that the
    file's head gives to its first."""
    found = blocks(kept, junctions)
    remains = tail(found, parted)
    noise = [Aside(line, reason) for i, reason in sorted(remains.items()) for line in found[i].lines]
    found = [block for i, block in enumerate(found) if i not in remains]
    marked = sum(block.first.role == "heading" for block in found) >= MARKED_HEADINGS
    headings(found, marked=marked)
    caption_lines(found, config)
    apart = articles(found)
    for article in apart:
        front(article)
        restated(article, stated if article is apart[0] else "")
        back(article)
    links = flag(found, junctions)
    return _Parts(apart, [*asides, *noise], {id(found[i]): found[n] for i, n in links.items()})


def _articles(
    name: str, reading: Reading, sidecar: Mapping[str, str], config: Config, parts: _Parts, around: Margins
) -> tuple[list[Document], list[Passage], list[Cell], list[Stretch], list[Problem]]:
    names = _passage_ids(name, parts.articles)
    continues = {block: names[id(before)] for block, before in parts.continues.items()}
    documents: list[Document] = []
    rows: list[Passage] = []
    cells: list[Cell] = []
    pieces: list[Stretch] = []
    problems: list[Problem] = []
    for number, found in enumerate(parts.articles, 1):
        page = dict(reading.metadata) if number == 1 else {}
        until = span(parts.articles[number])[0] if number < len(parts.articles) else len(reading.text)
        extra = _named(_extra(reading, *span(found)), config)
        article = Article(f"{name}#{number}", name, found, extra, page, around, until)
        facts = infer(article, name if len(parts.articles) == 1 else "", config)
        stated = _given(sidecar, article.doc_id, number)
        problems += _unplaced(name, stated, config)
        row = document(article, facts, _named(stated, config), reading.encoding)
        laid = tables(found, config)
        heads = frozenset(block for table in laid for block in table.heads)
        made, parts_of = passages(name, article.doc_id, found, names, continues, heads)
        cells += cell_rows(name, article.doc_id, laid, names)
        problems += [Problem(name, "ingest", "note", note) for note in headless(laid, reading.text, config)]
        documents.append(row)
        rows += made
        pieces += parts_of
        problems += unknowns(row, facts)
    return documents, rows, cells, pieces, problems


def _passage_ids(name: str, apart: Sequence[Sequence[Block]]) -> dict[int, str]:
    """The id of every block that becomes a passage, by `id(block)`."""
    ids = {}
    for number, found in enumerate(apart, 1):
        kept = [block for block in found if block.kind != "heading"]
        ids.update({id(block): f"{name}#{number}.{position}" for position, block in enumerate(kept)})
    return ids


def _extra(reading: Reading, start: int, end: int) -> dict[str, str]:
    """What the container says of the article at `[start, end)`."""
    return {fact.name: fact.value for fact in reading.facts if start <= fact.start < end and fact.value}


def _named(fields: dict[str, str], config: Config) -> dict[str, str]:
    """The fields with a province by its short name, however it was written (浙江省, 广西壮族自治区); without it where
    what was written is no province."""
    if "home_province" not in fields:
        return fields
    province = province_named(fields["home_province"], config)
    rest = {name: value for name, value in fields.items() if name != "home_province"}
    return {**rest, "home_province": province} if province else rest


def _unplaced(name: str, stated: Mapping[str, str], config: Config) -> Iterator[Problem]:
    """That an analyst wrote something for a province that is none."""
    written = stated.get("home_province", "")
    if written and not province_named(written, config):
        message = f"元数据的省份写的是“{written}”，不是省级单位，未采用；请写省份的名称，如 浙江"
        yield Problem(name, "ingest", "warning", message)


def _given(sidecar: Mapping[str, str], doc_id: str, number: int) -> dict[str, str]:
    """The analyst's fields for one article: those of the source belong to its first."""
    own = {key.partition(":")[2]: value for key, value in sidecar.items() if key.startswith(f"{doc_id}:")}
    plain = {key: value for key, value in sidecar.items() if ":" not in key} if number == 1 else {}
    return {**plain, **own}
