"""A paragraph's characters: its lines joined, stray spaces left out, one width for every mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.ingest.inline import Drop
from pipeline.ingest.layout import Line, set_aside
from pipeline.ingest.strand import Span, Strand, joined
from pipeline.text.characters import even

_SPACE = re.compile(" +")
_WORD = re.compile("[A-Za-z]")
_ALPHANUMERIC = re.compile("[A-Za-z0-9]")
_DIGITS_BEFORE = re.compile(r"(?<!\d)\d\Z")
_DIGITS_AFTER = re.compile(r"\d(?!\d)")


def paragraph(lines: Sequence[Line]) -> tuple[Strand, list[Drop]]:
    """A paragraph's lines as one strand, and what was set aside only now: a line end can part what belongs together.

    Spaces stay only between words of Latin letters and between numbers; where a line ends between two such words,
    the line end itself is their space.
    """
    parts: list[Strand] = []
    for line in lines:
        if parts and _WORD.match(parts[-1].text[-1:]) and _WORD.match(line.text[:1]):
            gap = parts[-1].end
            parts.append(Strand(" ", ((gap, gap + 1),)))
        parts.append(line.strand)
    strand = _without_spaces(parts[0] if len(parts) == 1 else joined(parts))
    aside: list[Drop] = []
    while len(lines) > 1 or aside:
        rest, found = set_aside(strand)
        if not found or not rest.text.strip():
            break
        aside += found
        strand = _without_spaces(rest)
    return strand, aside


def heading_line(lines: Sequence[Line]) -> Strand:
    """The lines of a title, heading or line of metadata as one strand; single spaces part its halves and stay."""
    strand = joined(line.strand for line in lines)
    return Strand(even(strand.text), strand.pieces)


def _without_spaces(strand: Strand) -> Strand:
    if " " in strand.text:
        strand = strand.without(_useless_spaces(strand.text))
    return Strand(even(strand.text), strand.pieces)


def _useless_spaces(text: str) -> Iterator[Span]:
    for found in _SPACE.finditer(text):
        if not _separates(text, *found.span()):
            yield found.span()


def _separates(text: str, start: int, end: int) -> bool:
    """A space that carries meaning: between Latin words or numbers, not inside a number set wide (1 9 9 3)."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if not (_ALPHANUMERIC.match(before[-1:]) and _ALPHANUMERIC.match(after)):
        return False
    return not (before[-1:].isdigit() and after[:1].isdigit() and _lone_digit(before, after))


def _lone_digit(before: str, after: str) -> bool:
    return bool(_DIGITS_BEFORE.search(before) or _DIGITS_AFTER.match(after))
