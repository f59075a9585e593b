"""How sound each source came out of ingestion, for the analyst who has to trust it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from pipeline.ingest.ledger import UNDONE
from pipeline.language.masks import masks
from pipeline.records import Document, Passage, Problem, Quality, Segment

_FIELDS = ("title", "review_year", "published", "publisher")

Row = TypeVar("Row", Document, Segment, Passage, Problem)


def quality(
    documents: Iterable[Document],
    segments: Iterable[Segment],
    passages: Iterable[Passage],
    problems: Iterable[Problem],
) -> list[Quality]:
    """One row for each source that has segments or problems, in the order of their names."""
    rows = _by_source(documents), _by_source(segments), _by_source(passages), _by_source(problems)
    names = sorted({*rows[0], *rows[1], *rows[3]})
    return [_row(name, rows[0][name], rows[1][name], rows[2][name], rows[3][name]) for name in names]


def _by_source(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.source].append(row)
    return found


def _row(
    name: str,
    documents: Sequence[Document],
    segments: Sequence[Segment],
    passages: Sequence[Passage],
    problems: Sequence[Problem],
) -> Quality:
    sizes: defaultdict[str, int] = defaultdict(int)
    for segment in segments:
        sizes[segment.kind] += segment.source_end - segment.source_start
    characters = sum(size for kind, size in sizes.items() if kind != "blank")
    faulty = [p for p in passages if p.defects]
    return Quality(
        source=name,
        encoding=documents[0].encoding if documents else "",
        documents=len(documents),
        characters=characters,
        noise_share=round(sizes["noise"] / characters, 4) if characters else 0.0,
        wraps_undone=_wraps(segments),
        defects=len(faulty),
        masks=sum(len(masks(p.text)) for p in passages if p.role == "body"),
        unknown=[f"{d.doc_id}:{field}" for d in documents for field in _FIELDS if getattr(d, field) in (None, "")],
        places=[f"{p.passage_id} {defect}" for p in faulty for defect in p.defects],
        problems=sum(p.severity != "note" for p in problems),
    )


def _wraps(segments: Sequence[Segment]) -> int:
    """Line ends inside passages, each run of them once."""
    return sum(s.kind == "blank" and bool(s.passage_id) and s.reason == UNDONE for s in segments)
