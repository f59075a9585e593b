"""A paragraph's characters: its lines joined, stray spaces left out, one width for every mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.ingest.layout import Line
from pipeline.ingest.strand import Span, Strand, joined
from pipeline.text.characters import even

_SPACE = re.compile(" +")
_WORD = re.compile("[A-Za-z]")
_ALPHANUMERIC = re.compile("[A-Za-z0-9]")
_DIGITS_BEFORE = re.compile(r"(?<!\d)\d\Z")
_DIGITS_AFTER = re.compile(r"\d(?!\d)")


def paragraph(lines: Sequence[Line]) -> Strand:
    """A paragraph's lines as one strand: spaces only between words of Latin letters and between numbers.

    Where a line ends between two such words, the line end itself is their space.
    """
    parts: list[Strand] = []
    for line in lines:
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
