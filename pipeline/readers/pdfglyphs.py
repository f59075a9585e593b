"""Glyphs and pieces of print: which stand on one line, and how they read together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_SAME_ROW = 0.45
FRAGMENT_GAP = 0.9
_WORD_GAP = 0.22


class Fragment(NamedTuple):
    """A glyph, or text set without a wide gap, and its box in points, the origin at the page's upper left.

    font: the font of all its Chinese characters; empty where they are set in several; score: how sure recognition
    is of the text, 1 where nothing had to be recognised.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str = ""
    score: float = 1.0


def rows_of(pieces: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    """Pieces whose centres lie at one height, each row from left to right."""
    row: list[Fragment] = []
    for piece in sorted(pieces, key=lambda p: (p.top + p.bottom, p.x0)):
        if row and _centre(piece) - _centre(row[0]) > _SAME_ROW * max(min(piece.size, row[0].size), 1.0):
            yield sorted(row, key=lambda p: p.x0)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda p: p.x0)


def _centre(piece: Fragment) -> float:
    return (piece.top + piece.bottom) / 2


def joined(row: Sequence[Fragment]) -> Fragment:
    """One piece of several; a space where Latin words stand apart or a gap is wide."""
    texts = [row[0].text]
    for before, piece in pairwise(row):
        gap = (piece.x0 - before.x1) / max(piece.size, 1.0)
        latin = before.text[-1].isascii() and piece.text[0].isascii()
        texts.append(" " + piece.text if gap > (_WORD_GAP if latin else FRAGMENT_GAP) else piece.text)
    fonts = {p.font for p in row if not p.text.isascii()}
    return Fragment(
        "".join(texts),
        row[0].x0,
        max(p.x1 for p in row),
        min(p.top for p in row),
        max(p.bottom for p in row),
        median(p.size for p in row),
        fonts.pop() if len(fonts) == 1 else "",
        min(p.score for p in row),
    )


def text_of(glyphs: Sequence[Fragment]) -> str:
    """Glyphs as one line of text, whatever lines they stand on: a word of Latin letters begins with a space."""
    text = ""
    for row in rows_of(glyphs):
        line = joined(row).text
        apart = text[-1:].isascii() and line[:1].isascii() and text[-1:].isalnum() and line[:1].isalpha()
        text += f" {line}" if text and apart else line
    return text
