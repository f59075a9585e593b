"""The sentence beside a finding, so that a row can be read and quoted by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.language.sentences import sentences, span_around
from pipeline.records import Record, Stated
from pipeline.text.located import Located

# What runs on without a stop is told so far on either side of the finding.
AROUND = 150


def stated(rows: Iterable[Record], passages: Sequence[Located]) -> Iterator[Record]:
    """The rows, those of findings with the sentence in which they stand and its place in the source."""
    by_id = {p.passage.passage_id: p for p in passages}
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        if not isinstance(row, Stated):
            yield row
            continue
        passage = by_id[row.passage_id]
        if row.passage_id not in spans:
            spans[row.passage_id] = sentences(passage.text)
        start, end = span_around(passage.text, spans[row.passage_id], row.start, row.end)
        start, end = max(start, row.start - AROUND), min(end, row.end + AROUND)
        first, last = passage.source_span(start, end)
        yield replace(row, sentence=passage.text[start:end], sentence_start=first, sentence_end=last)
