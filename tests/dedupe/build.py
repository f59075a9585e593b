"""Small corpora built by hand: documents of plain passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from pipeline.config import Config
from pipeline.dedupe import dedupe
from pipeline.records import Document, Passage, Record
from pipeline.store import Tables
from tests.planted import document, mentions_of, passage

R = TypeVar("R", bound=Record)


def a_document(name: str, *texts: str, year: int | None = 2021, home: str | None = None) -> list[Record]:
    """A document with one body passage for each text, a line end between them, provinces and enterprises found."""
    passages: list[Passage] = []
    at = 0
    for position, text in enumerate(texts):
        passages.append(passage(f"{name}#{position}", name, text, at, position))
        at += len(text) + 1
    whole: Document = document(name, at, year, home)
    return [whole, *passages, *(m for p in passages for m in mentions_of(p))]


def search(*documents: Iterable[Record]) -> list[Record]:
    """What the search finds in these documents."""
    return dedupe(Tables.of(r for records in documents for r in records), Config())


def only(rows: Iterable[Record], kind: type[R]) -> list[R]:
    """The rows of one record type."""
    return [r for r in rows if isinstance(r, kind)]


def with_passages(records: Iterable[Record], **changes: object) -> list[Record]:
    """The records with fields of the passages changed."""
    return [replace(r, **changes) if isinstance(r, Passage) else r for r in records]  # type: ignore[arg-type]
