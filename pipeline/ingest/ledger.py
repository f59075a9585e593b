"""The ledger: passages made of source characters, and segments that tile the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.ingest.inline import Drop
from pipeline.ingest.joining import Block
from pipeline.ingest.layout import Line
from pipeline.ingest.strand import Span, Strand, joined
from pipeline.records import Segment
from pipeline.text.characters import even

_SPACE = re.compile(" +")
_WORD = re.compile("[A-Za-z]")
_ALPHANUMERIC = re.compile("[A-Za-z0-9]")
_DIGITS_BEFORE = re.compile(r"(?<!\d)\d\Z")
_DIGITS_AFTER = re.compile(r"\d(?!\d)")


class Piece(NamedTuple):
    """A span of the source that the ledger lists."""

    start: int
    end: int
    kind: str
    doc_id: str = ""
    passage_id: str = ""
    reason: str = ""


def whole(block: Block) -> Strand:
    """A paragraph's lines as one strand: spaces only between words of Latin letters and between numbers.

    Where a line ends between two such words, the line end itself is their space.
    """
    parts: list[Strand] = []
    for line in block.lines:
        if parts and _WORD.match(parts[-1].text[-1:]) and _WORD.match(line.text[:1]):
            gap = parts[-1].end
            parts.append(Strand(" ", ((gap, gap + 1),)))
        parts.append(line.strand)
    strand = parts[0] if len(parts) == 1 else joined(parts)
    if " " in strand.text:
        strand = strand.without(_useless_spaces(strand.text))
    return Strand(even(strand.text), strand.pieces)


def _useless_spaces(text: str) -> Iterator[Span]:
    for found in _SPACE.finditer(text):
        if not _separates(text, *found.span()):
            yield found.span()
        elif found.end() - found.start() > 1:
            yield found.start() + 1, found.end()


def _separates(text: str, start: int, end: int) -> bool:
    """A space that carries meaning: between Latin words or numbers, not inside a number set wide (1 9 9 3)."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if not (_ALPHANUMERIC.match(before[-1:]) and _ALPHANUMERIC.match(after)):
        return False
    return not (before[-1:].isdigit() and after[:1].isdigit() and _lone_digit(before, after))


def _lone_digit(before: str, after: str) -> bool:
    return bool(_DIGITS_BEFORE.search(before) or _DIGITS_AFTER.match(after))


def titled(block: Block) -> Strand:
    """A title's or heading's lines as one strand; its single spaces are kept, as they part its halves."""
    return joined(line.strand for line in block.lines)


@dataclass(frozen=True)
class Aside:
    """A line that is noise, whole, with its reason."""

    line: Line
    reason: str


def segments(
    source: str,
    text: str,
    pieces: Iterable[Piece],
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
    marks = [Piece(d.start, d.end, d.kind, reason=d.reason) for d in _outside(sorted(drops), rows)]
    ordered = sorted([*pieces, *noise, *marks])
    return [
        Segment(source, p.start, p.end, p.kind, p.doc_id, p.passage_id, p.reason)
        for p in _merged(_within(_tiled(ordered, len(text)), documents))
    ]


def _aside_piece(text: str, aside: Aside) -> Piece:
    start, end = aside.line.row
    row = text[start:end]
    lead, trail = len(row) - len(row.lstrip()), len(row) - len(row.rstrip())
    return Piece(start + lead, end - trail, "noise", reason=aside.reason)


def _outside(drops: Sequence[Drop], rows: Sequence[Span]) -> Iterator[Drop]:
    """The drops that stand in none of the rows; both are in order."""
    at = 0
    for drop in drops:
        while at < len(rows) and rows[at][1] <= drop.start:
            at += 1
        if at == len(rows) or drop.start < rows[at][0]:
            yield drop


def _tiled(ordered: Sequence[Piece], length: int) -> Iterator[Piece]:
    at, passage = 0, ""
    for piece in ordered:
        if piece.start < at:
            raise AssertionError(f"segments overlap at {piece.start}")
        if piece.start > at:
            inside = passage if passage == piece.passage_id else ""
            yield Piece(at, piece.start, "blank", passage_id=inside)
        yield piece
        at, passage = piece.end, piece.passage_id or passage
    if at < length:
        yield Piece(at, length, "blank")


def _within(pieces: Iterable[Piece], documents: Sequence[tuple[str, Span]]) -> Iterator[Piece]:
    """Name the article that each piece stands in."""
    at = 0
    for piece in pieces:
        while at < len(documents) and documents[at][1][1] <= piece.start:
            at += 1
        inside = at < len(documents) and documents[at][1][0] <= piece.start
        yield piece._replace(doc_id=documents[at][0] if inside else "")


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if last and last[2:] == piece[2:] and last.end == piece.start:
            last = last._replace(end=piece.end)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
