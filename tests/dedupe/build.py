"""Small corpora built by hand: documents of plain passages, with the rows that extraction makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.config import Config
from pipeline.dedupe import dedupe
from pipeline.records import Contradiction, Passage, Quantity, Record
from pipeline.store import Tables
from tests.build import document, extracted, only, passages

__all__ = ["a_document", "found", "framed", "only", "search", "with_passages"]


def a_document(
    name: str, *texts: str, year: int | None = 2021, home: str | None = None, **fields: object
) -> list[Record]:
    """A document of the nation with one body passage for each text, and what extraction finds in them."""
    parts = passages(name, texts)
    length = parts[-1].source_end if parts else 0
    fields = {"level": "national", **fields}
    whole = document(name, review_year=year, home_province=home, source_end=length, n_characters=length, **fields)
    return extracted(whole, parts)


def framed(records: Iterable[Record], surfaces: Iterable[str], **frame: object) -> list[Record]:
    """The records with the frame of the quantities of these surfaces set: who did what to which noun is judged from
    case to case; what two claims with one frame say of their values is not."""
    known = set(surfaces)
    return [
        replace(r, **{"kind": "result", "period": "", **frame})  # type: ignore[arg-type]
        if isinstance(r, Quantity) and r.surface in known
        else r
        for r in records
    ]


def search(*documents: Iterable[Record]) -> list[Record]:
    """What the search finds in these documents."""
    return dedupe(Tables.of(r for records in documents for r in records), Config())


def found(*documents: Iterable[Record]) -> list[Contradiction]:
    """The contradictions that the search finds in these documents."""
    return only(search(*documents), Contradiction)


def with_passages(records: Iterable[Record], **changes: object) -> list[Record]:
    """The records with fields of the passages changed."""
    return [replace(r, **changes) if isinstance(r, Passage) else r for r in records]  # type: ignore[arg-type]
