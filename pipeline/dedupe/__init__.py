"""Duplicates, contradictions and suggestions over the whole corpus."""

from __future__ import annotations

from pipeline.config import Config
from pipeline.dedupe.candidates import candidate_pairs
from pipeline.dedupe.conflicts import conflicts
from pipeline.dedupe.corpus import Rows, texts_of
from pipeline.dedupe.duplicates import duplicate_rows
from pipeline.dedupe.groups import grouped
from pipeline.dedupe.normal import masked
from pipeline.dedupe.pairs import verified
from pipeline.records import Passage, Problem, Record

__all__ = ["dedupe"]


def dedupe(tables: Rows, config: Config) -> list[Record]:
    """Duplicate, Contradiction and Suggestion rows of the corpus, with the editors' decisions applied; and the
    problems so far with those of the decisions."""
    settings = config.settings.dedupe
    texts = texts_of(tables, settings.minimum)
    candidates = candidate_pairs(
        [masked(t.normal) for t in texts], shingle=settings.shingle, containment=settings.containment
    )
    pairs = list(verified(texts, candidates))
    continued = frozenset(p.continues for p in tables[Passage] if p.continues)
    rows = duplicate_rows(grouped(texts, pairs), continued)
    return [*rows, *conflicts(pairs), *tables[Problem]]
