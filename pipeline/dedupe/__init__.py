"""Duplicates, contradictions and suggestions over the whole corpus."""

from __future__ import annotations

from pipeline.config import Config
from pipeline.decisions import damage_finding
from pipeline.dedupe.announced import announced
from pipeline.dedupe.arithmetic import arithmetic
from pipeline.dedupe.candidates import candidate_pairs
from pipeline.dedupe.claims import claims
from pipeline.dedupe.conflicts import conflicts
from pipeline.dedupe.corpus import Rows, Text, body_of, texts_of
from pipeline.dedupe.decisions import decided
from pipeline.dedupe.duplicates import duplicate_rows
from pipeline.dedupe.groups import grouped
from pipeline.dedupe.normal import masked
from pipeline.dedupe.pairs import Pair, verified
from pipeline.dedupe.reuse import reuse
from pipeline.dedupe.suggestions import suggestions
from pipeline.records import Contradiction, Decision, Document, Duplicate, Passage, Quantity, Record

__all__ = ["dedupe", "within_source"]


def dedupe(tables: Rows, config: Config) -> list[Record]:
    """The Duplicate, Contradiction and Suggestion rows of the corpus with the editors' decisions on them, a Problem
    row for each decision whose finding is gone, and the reuse of text across the years."""
    settings = config.settings.dedupe
    texts = texts_of(tables, settings.minimum, config)
    candidates = candidate_pairs(
        [masked(t.normal) for t in texts], shingle=settings.shingle, containment=settings.containment
    )
    pairs = list(verified(texts, candidates))
    continued = frozenset(p.continues for p in tables[Passage] if p.continues)
    rows: list[Record] = list(duplicate_rows(grouped(texts, pairs), continued))
    rows += _contradictions(tables, texts, pairs)
    rows += suggestions(pairs, texts)
    rows = decided(rows, tables[Decision], map(damage_finding, tables[Passage]))
    duplicates = [row for row in rows if isinstance(row, Duplicate)]
    return [*rows, *reuse(texts, duplicates, tables[Document])]


def within_source(tables: Rows, config: Config) -> list[Record]:
    """The Contradiction rows that one source has by itself: sums and lists that cannot be right, in document order."""
    body = body_of(tables, 1, config)
    sums = arithmetic(copy for copy in body if copy.passage.n_characters >= config.settings.dedupe.minimum)
    return [*sums, *announced(body)]


def _contradictions(tables: Rows, texts: list[Text], pairs: list[Pair]) -> list[Contradiction]:
    """From copies and claims, beside those that each source has by itself; two ways to one finding give one row."""
    first = {t.copies[0].passage.passage_id: t.copies[0] for t in texts}
    rows = [
        *conflicts(pairs),
        *claims(first, tables[Quantity]),
        *tables[Contradiction],
    ]
    by_place = {(r.source_a, r.start_a, r.source_b, r.start_b, r.kind): r for r in reversed(rows)}
    by_id = {r.contradiction_id: r for r in by_place.values()}
    return list(by_id.values())[::-1]
