"""What the page is given: findings, the passages they stand in, documents and decisions, as plain lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from pipeline.exports.review.findings import Finding, Panel
from pipeline.exports.review.library import Library
from pipeline.exports.review.words import KINDS, LABELS, VERDICTS
from pipeline.records import Decision
from pipeline.store import digest


@dataclass
class _Numbers:
    """Passages and documents in the order in which findings first name them."""

    library: Library
    passages: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)

    def passage(self, passage_id: str) -> int:
        return self.passages.setdefault(passage_id, len(self.passages))

    def document(self, doc_id: str) -> int:
        return self.documents.setdefault(doc_id, len(self.documents))


def payload(findings: Sequence[Finding], library: Library, decisions: Iterable[Decision]) -> dict[str, Any]:
    """The page's data; a passage stands in it once, however many findings name it. Offsets count characters."""
    numbers = _Numbers(library)
    rows = [_finding(finding, numbers) for finding in findings]
    neighbours = {p: [n for n in library.neighbours(p) if n] for p in [*numbers.passages]}
    for found in neighbours.values():
        for passage_id in found:
            numbers.passage(passage_id)
    passages = [_passage(p, p in neighbours, numbers) for p in [*numbers.passages]]
    return {
        "digest": digest(*(f.name for f in findings))[:16],
        "kinds": KINDS,
        "labels": LABELS,
        "verdicts": VERDICTS,
        "documents": [_document(doc_id, library) for doc_id in numbers.documents],
        "passages": passages,
        "findings": rows,
        "decisions": [astuple(d) for d in decisions],
    }


def _finding(finding: Finding, numbers: _Numbers) -> dict[str, Any]:
    return {
        "id": finding.name,
        "kind": finding.kind,
        "label": finding.label,
        "title": finding.title,
        "explanation": finding.explanation,
        "sides": [_side(side, numbers) for side in finding.sides if side.parts],
    }


def _side(side: Panel, numbers: _Numbers) -> list[Any]:
    parts = [[numbers.passage(p.passage_id), p.start, p.end] for p in side.parts]
    return [side.name, numbers.library.place(side.parts), parts, side.marks, side.changes]


def _passage(passage_id: str, in_full: bool, numbers: _Numbers) -> list[Any]:
    """Document, heading, text, and the numbers of the passages before and after it (-1 for none)."""
    passage = numbers.library.passage(passage_id)
    around = numbers.library.neighbours(passage_id) if in_full else ("", "")
    numbered = [numbers.passages.get(n, -1) for n in around]
    return [numbers.document(passage.doc_id), passage.heading, passage.text, *numbered]


def _document(doc_id: str, library: Library) -> list[Any]:
    document = library.documents[doc_id]
    return [document.title, document.source, document.review_year]
