"""A document and a passage made by hand, and what extraction finds in them: one builder for every test."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.config import Config
from pipeline.ingest import ingest
from pipeline.readers import Reading
from pipeline.records import Document, Passage, Record, Segment
from pipeline.stages import SOURCE_STAGES
from pipeline.store import Tables

R = TypeVar("R", bound=Record)


def document(doc_id: str = "d", **fields: object) -> Document:
    """A report of no known year, level or publisher, in a source of its own; `fields` say what else is known."""
    plain = Document(
        doc_id=doc_id, source=doc_id, source_start=0, source_end=0, title="", review_year=None, year_from=None,
        published=None, published_from=None, genre="report", genre_from=None, level="unknown", level_from=None,
        publisher=None, home_province=None, encoding="utf-8", n_characters=0, truncated=False, synthetic=True,
    )  # fmt: skip
    return replace(plain, **fields)  # type: ignore[arg-type]


def passage(text: str, doc_id: str = "d", position: int = 0, start: int = 0, **fields: object) -> Passage:
    """A body passage at `start` of its document's source; its id is the document's with its position."""
    plain = Passage(
        passage_id=f"{doc_id}.{position}", doc_id=doc_id, source=doc_id, source_start=start,
        source_end=start + len(text), position=position, role="body", heading="", text=text,
        n_characters=sum(not c.isspace() for c in text), defects=[], continues="", repeated=False, repeats="",
    )  # fmt: skip
    return replace(plain, **fields)  # type: ignore[arg-type]


def passages(doc_id: str, texts: Iterable[str], **fields: object) -> list[Passage]:
    """Passages that follow one another in one source, a line end between them."""
    made: list[Passage] = []
    at = 0
    for position, text in enumerate(texts):
        made.append(passage(text, doc_id, position, at, **fields))
        at += len(text) + 1
    return made


def extracted(whole: Document, parts: Sequence[Passage]) -> list[Record]:
    """The document, its passages with their segments, and what the source stages find in them."""
    segments = [Segment(p.source, p.source_start, p.source_end, "body", p.doc_id, p.passage_id, "") for p in parts]
    return worked([whole, *parts, *segments])


def read_text(name: str, text: str, **sidecar: str) -> list[Record]:
    """A text as a run reads its file: ingested, extracted and checked."""
    return worked(ingest(name, Reading(text, "utf-8"), sidecar, Config()))


def worked(records: Iterable[Record]) -> list[Record]:
    """The records of ingested sources with those that extraction and the check of a source by itself make of them."""
    rows = list(records)
    for stage in SOURCE_STAGES:
        if stage.name in ("extract", "check"):
            rows += stage.run(Tables.of(rows), Config())
    return rows


def only(rows: Iterable[Record], kind: type[R]) -> list[R]:
    """The rows of one record type."""
    return [r for r in rows if isinstance(r, kind)]
