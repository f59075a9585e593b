"""The ledger: passages made of source characters, and segments that tile the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.ingest.inline import Drop
from pipeline.ingest.layout import Line
from pipeline.ingest.strand import Span
from pipeline.records import Segment
from pipeline.text.lines import BREAK

# The reason of a blank piece that holds a line end inside a passage.
UNDONE = "断行"


class Stretch(NamedTuple):
    """A span of the source that the ledger lists."""

    start: int
    end: int
    kind: str
    doc_id: str = ""
    passage_id: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Aside:
    """A line that is noise, whole, with its reason."""

    line: Line
    reason: str


def segments(
    source: str,
    text: str,
    pieces: Iterable[Stretch],
    asides: Sequence[Aside],
    drops: Iterable[Drop],
    documents: Sequence[tuple[str, Span]],
) -> list[Segment]:
    """The segments of a source in order: they tile `[0, len(text))`; what is in no piece and not set aside is blank.

    pieces: kept characters; asides: whole lines of noise; drops: spans set aside inside other lines; documents:
    the id and span of each article.
    """
    noise = [_aside_piece(text, aside) for aside in asides]
    rows = sorted(aside.line.row for aside in asides)
    marks = [Stretch(d.start, d.end, d.kind, reason=d.reason) for d in _outside(sorted(drops), rows)]
    ordered = sorted([*pieces, *noise, *marks])
    return [
        Segment(source, p.start, p.end, p.kind, p.doc_id, p.passage_id, p.reason)
        for p in _merged(_within(_tiled(ordered, text), documents))
    ]


def _aside_piece(text: str, aside: Aside) -> Stretch:
    start, end = aside.line.row
    row = text[start:end]
    lead, trail = len(row) - len(row.lstrip()), len(row) - len(row.rstrip())
    return Stretch(start + lead, end - trail, "noise", reason=aside.reason)


def _outside(drops: Sequence[Drop], rows: Sequence[Span]) -> Iterator[Drop]:
    """The drops that stand in none of the rows; both are in order."""
    at = 0
    for drop in drops:
        while at < len(rows) and rows[at][1] <= drop.start:
            at += 1
        if at == len(rows) or drop.start < rows[at][0]:
            yield drop


def _tiled(ordered: Sequence[Stretch], text: str) -> Iterator[Stretch]:
    at, passage = 0, ""
    for piece in ordered:
        if piece.start < at:
            raise AssertionError(f"segments overlap at {piece.start}")
        if piece.start > at:
            inside = passage if passage == piece.passage_id else ""
            wrap = inside and BREAK.search(text, at, piece.start)
            yield Stretch(at, piece.start, "blank", passage_id=inside, reason=UNDONE if wrap else "")
        yield piece
        at, passage = piece.end, piece.passage_id or passage
    if at < len(text):
        yield Stretch(at, len(text), "blank")


def _within(pieces: Iterable[Stretch], documents: Sequence[tuple[str, Span]]) -> Iterator[Stretch]:
    """Name the article that each piece stands in."""
    at = 0
    for piece in pieces:
        while at < len(documents) and documents[at][1][1] <= piece.start:
            at += 1
        inside = at < len(documents) and documents[at][1][0] <= piece.start
        yield piece._replace(doc_id=documents[at][0] if inside else "")


def _merged(pieces: Iterable[Stretch]) -> Iterator[Stretch]:
    last: Stretch | None = None
    for piece in pieces:
        if last and last[2:] == piece[2:] and last.end == piece.start:
            last = last._replace(end=piece.end)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
