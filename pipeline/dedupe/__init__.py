"""Duplicates, contradictions and suggestions over the whole corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

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
from pipeline.dedupe.forms import Forms
from pipeline.dedupe.groups import grouped
from pipeline.dedupe.normal import masked
from pipeline.dedupe.pairs import Pair, verified
from pipeline.dedupe.phrasebook import phrasebook
from pipeline.dedupe.retold import retold
from pipeline.dedupe.reuse import reuse
from pipeline.dedupe.suggestions import suggestions
from pipeline.dedupe.sums import sums_of_tables
from pipeline.records import Contradiction, Decision, Document, Duplicate, Passage, Quantity, Record

__all__ = ["dedupe", "within_source"]


def dedupe(tables: Rows, config: Config) -> list[Record]:
    """The Duplicate, Contradiction and Suggestion rows of the corpus with the editors' decisions on them, a Problem
    row for each decision whose finding is gone, and the reuse of text across the years."""
    settings = config.settings.dedupe
    texts = texts_of(tables, settings.minimum, config)
    forms = Forms(copy for text in texts for copy in text.copies)
    texts = forms.parted(texts)
    # A greeting, a formula or what no longer can be read is in no pair.
    telling = [t.normal if _tells(t) else "" for t in texts]
    candidates = candidate_pairs(
        [masked(form) for form in telling], shingle=settings.shingle, containment=settings.containment
    )
    pairs = list(verified(texts, candidates, forms))
    continued = frozenset(p.continues for p in tables[Passage] if p.continues)
    rows: list[Record] = list(duplicate_rows(grouped(texts, pairs, _tells), continued))
    rows += _contradictions(tables, texts, pairs, forms)
    rows += suggestions(pairs, texts)
    rows = decided(rows, tables[Decision], map(damage_finding, tables[Passage]))
    duplicates = [row for row in rows if isinstance(row, Duplicate)]
    return [*rows, *reuse(texts, duplicates, tables[Document])]


def _tells(text: Text) -> bool:
    """Whether a passage says something that another one can say again."""
    copy = text.copies[0]
    return "garbled" not in copy.passage.defects and not phrasebook(copy.config).is_set_phrase(text.normal)


def within_source(tables: Rows, config: Config) -> list[Record]:
    """The Contradiction rows that one source has by itself: sums and lists that cannot be right, in document order."""
    body = body_of(tables, 1, config)
    sums = arithmetic(copy for copy in body if copy.passage.n_characters >= config.settings.dedupe.minimum)
    return [*sums, *announced(body), *sums_of_tables(tables, config)]


def _contradictions(tables: Rows, texts: list[Text], pairs: list[Pair], forms: Forms) -> list[Contradiction]:
    """From copies, claims and what is told again, beside those that each source has by itself; two ways to one finding
    give one row."""
    first = {t.copies[0].passage.passage_id: t.copies[0] for t in texts}
    rows = conflicts(pairs, forms)
    for more in (claims(first, tables[Quantity], forms), retold(texts, forms)):
        rows += list(_not_told(more, rows))
    by_id: dict[str, Contradiction] = {}
    for row in (*rows, *tables[Contradiction]):
        by_id.setdefault(row.contradiction_id, row)
    return list(by_id.values())


def _not_told(rows: Iterable[Contradiction], near: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """The rows whose two values do not both stand in what near copies of the same sentences are told to differ in."""
    told: dict[tuple[str, int, str, int], list[Contradiction]] = defaultdict(list)
    for row in near:
        told[row.source_a, row.start_a, row.source_b, row.start_b].append(row)
    for row in rows:
        here = told[row.source_a, row.start_a, row.source_b, row.start_b]
        if not any(_within(row, wider) for wider in here):
            yield row


def _within(row: Contradiction, wider: Contradiction) -> bool:
    return (
        wider.value_start_a <= row.value_start_a
        and row.value_end_a <= wider.value_end_a
        and wider.value_start_b <= row.value_start_b
        and row.value_end_b <= wider.value_end_b
    )
