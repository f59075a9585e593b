"""Reading order on a printed page: glyphs to fragments, fragments to columns, columns to lines.

A cut in the manner of the recursive XY-cut (Nagy and Seth 1984): a gutter is a vertical strip that hardly any
fragment crosses and on both sides of which stand filled lines of text; fragments that do cross it (titles) part
the page into bands, and in each band the left side is read before the right. A table's columns, whose cells do
not fill them, are no gutter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_SAME_ROW = 0.45
_FRAGMENT_GAP = 0.9
_WORD_GAP = 0.22
_MOST_CROSSING = 0.25
_FILLED = 0.55
_FEWEST_LINES = 3
_SHORTEST = 9
_DEEPEST = 3


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


class PrintedLine(NamedTuple):
    """A visual line. indent: distance in ems from its column's left edge, 0 for a centred line; column: it begins
    a column other than the page's first."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    score: float = 1.0
    indent: float = 0.0
    column: bool = False


class PrintedPage(NamedTuple):
    """A page's lines in reading order, its height in points, rotated text, and whether a picture stands there in the
    place of text: `alone`, or `covered` where next to nothing stands beside it; empty for a page of text."""

    lines: Sequence[PrintedLine]
    height: float
    rotated: str = ""
    picture: str = ""


def lines_in_order(glyphs: Iterable[Fragment], known: list[float]) -> list[PrintedLine]:
    """The page's lines in reading order.

    known: the gutters of the pages before, which hold here too, however little stands beside them (the last page
    of a printed text often has a line or two in its second column); those found here are added.
    """
    fragments = [f for row in _rows([g for g in glyphs if g.text.strip()]) for f in _fragments(row)]
    lines: list[PrintedLine] = []
    for column in _columns(fragments, known, 0):
        found = _lines(column)
        if lines and found and found[0].top < lines[-1].top:
            found[0] = found[0]._replace(column=True)
        lines += found
    return lines


def _rows(pieces: Sequence[Fragment]) -> Iterator[list[Fragment]]:
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


def _fragments(row: Sequence[Fragment]) -> Iterator[Fragment]:
    """The row cut where a gap is too wide for one line of text."""
    begin = 0
    for at in range(1, len(row) + 1):
        if at == len(row) or row[at].x0 - row[at - 1].x1 > _FRAGMENT_GAP * max(row[at].size, row[at - 1].size):
            yield _joined(row[begin:at])
            begin = at


def _joined(row: Sequence[Fragment]) -> Fragment:
    """One piece of several; a space where Latin words stand apart or a gap is wide."""
    texts = [row[0].text]
    for before, piece in pairwise(row):
        gap = (piece.x0 - before.x1) / max(piece.size, 1.0)
        latin = before.text[-1].isascii() and piece.text[0].isascii()
        texts.append(" " + piece.text if gap > (_WORD_GAP if latin else _FRAGMENT_GAP) else piece.text)
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


def _columns(fragments: Sequence[Fragment], known: list[float], depth: int) -> Iterator[list[Fragment]]:
    """The fragments column by column, bands from the top."""
    gutter = _gutter(fragments, known) if depth < _DEEPEST else None
    if gutter is None:
        if fragments:
            yield list(fragments)
        return
    band: list[Fragment] = []
    crossing: list[Fragment] = []
    for fragment in [*sorted(fragments, key=lambda f: f.top), None]:
        across = fragment is not None and fragment.x0 < gutter < fragment.x1
        if band and (across or fragment is None):
            yield from _columns([f for f in band if f.x1 <= gutter], known, depth + 1)
            yield from _columns([f for f in band if f.x0 >= gutter], known, depth + 1)
            band = []
        if crossing and not across:
            yield crossing
            crossing = []
        if fragment is not None:
            (crossing if across else band).append(fragment)


def _gutter(fragments: Sequence[Fragment], known: list[float]) -> float | None:
    """The middle of the widest strip that parts two columns of running text, or None."""
    if len(fragments) < 2:
        return None
    size = median(f.size for f in fragments)
    left, right = min(f.x0 for f in fragments), max(f.x1 for f in fragments)
    strips = [s for s in _strips(fragments, left, right) if s[1] - s[0] >= 0.8 * size]
    for start, end in sorted(strips, key=lambda s: (s[0] - s[1], s)):
        if before := next((x for x in known if start <= x <= end), None):
            return before
        middle = (start + end) / 2
        if _parts(fragments, middle):
            known.append(middle)
            return middle
    return None


def _strips(fragments: Sequence[Fragment], left: float, right: float) -> Iterator[tuple[float, float]]:
    """Strips between `left` and `right` that few fragments cross."""
    limit = _MOST_CROSSING * len(fragments) / 2
    edges = sorted([(f.x0, 1) for f in fragments] + [(f.x1, -1) for f in fragments])
    covering, start = 0, left
    inside = False
    for x, step in edges:
        covering += step
        if not inside and covering <= limit:
            inside, start = True, x
        elif inside and covering > limit:
            inside = False
            if left < start and x < right:
                yield start, x


def _parts(fragments: Sequence[Fragment], x: float) -> bool:
    """Whether filled lines of text stand on both sides of `x` at the same height."""
    west = [f for f in fragments if f.x1 <= x]
    east = [f for f in fragments if f.x0 >= x]
    if not west or not east:
        return False
    top = max(min(f.top for f in west), min(f.top for f in east))
    bottom = min(max(f.bottom for f in west), max(f.bottom for f in east))
    return all(_filled([f for f in side if f.bottom > top and f.top < bottom]) for side in (west, east))


def _filled(side: Sequence[Fragment]) -> bool:
    if len(side) < _FEWEST_LINES:
        return False
    widths = [f.x1 - f.x0 for f in side]
    return median(widths) >= _FILLED * max(widths) and median(len(f.text) for f in side) >= _SHORTEST


def _lines(column: Sequence[Fragment]) -> list[PrintedLine]:
    """The column's fragments joined into lines, with their indents."""
    joined = [_joined(row) for row in _rows(column)]
    left, right = min(p.x0 for p in joined), max(p.x1 for p in joined)
    return [PrintedLine(*p, indent=_indent(p, left, right)) for p in joined]


def _indent(line: Fragment, left: float, right: float) -> float:
    before, behind = line.x0 - left, right - line.x1
    centred = behind > line.size and abs(before - behind) < 0.5 * line.size
    return 0.0 if centred else before / max(line.size, 1.0)
