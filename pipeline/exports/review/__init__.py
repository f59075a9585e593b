"""review.html: every finding with its places side by side, on a page where an editor decides."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import Config
from pipeline.exports.review.findings import findings
from pipeline.exports.review.library import Library
from pipeline.exports.review.page import page
from pipeline.exports.review.payload import payload
from pipeline.records import (
    Contradiction,
    Decision,
    Document,
    Duplicate,
    Passage,
    Segment,
    SourceText,
    Suggestion,
)
from pipeline.store import Tables, write_aside

READS = (Contradiction, Decision, Document, Duplicate, Passage, Segment, SourceText, Suggestion)
ORDER = 45


def export(tables: Tables, output: Path, config: Config) -> list[Path]:
    """Write the page."""
    library = Library(tables)
    path = output / "review.html"
    write_aside(path, page(payload(findings(tables, library), library, tables[Decision])).encode("utf-8"))
    return [path]
