"""Two texts character by character: what of the shorter stands in the longer, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

# A longer text is searched for the window that the shorter stands in, before the two are aligned: by where some
# stretches of it stand; a text too short for many stretches, by the best score of any window, in per cent.
_WINDOW_FROM = 1.25
_ANCHOR, _ANCHORS = 6, 24
_ANCHORED_FROM = 40
_FOUND = 0.3
_LONG_ANCHOR, _DRIFT = 8, 8
_WINDOW_SCORE = 70
# The end of a cut copy may find its last characters again far behind: such an island is moved home.
_ISLAND = 4


@dataclass(frozen=True)
class Mismatch:
    """`short[a_start:a_end]` stands where the longer has `long[b_start:b_end]`; one side may be empty."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int

    @property
    def size(self) -> int:
        """Characters of the larger side."""
        return max(self.a_end - self.a_start, self.b_end - self.b_start)


@dataclass(frozen=True)
class Alignment:
    """The whole shorter text against `[start, end)` of the longer one: `equal` characters align."""

    start: int
    end: int
    equal: int
    differences: tuple[Mismatch, ...]


def align(short: str, long: str) -> Alignment | None:
    """Align the whole of `short` with the part of `long` that it stands in; None where there is no such part."""
    at = long.find(short)
    if at >= 0:
        return Alignment(at, at + len(short), len(short), ())
    first, last = _window(short, long)
    if last <= first:
        return None
    blocks = _blocks(short, long[first:last])
    if not blocks:
        return None
    return _alignment(short, len(long), [(a, b + first, n) for a, b, n in blocks])


def shifted(alignment: Alignment, offset: int) -> Alignment:
    """The alignment of a part of the shorter text that begins at `offset`, in the whole text's offsets."""
    moved = (replace(d, a_start=d.a_start + offset, a_end=d.a_end + offset) for d in alignment.differences)
    return replace(alignment, differences=tuple(moved)) if offset else alignment


def shared_stretch(short: str, long: str) -> tuple[int, int] | None:
    """The stretch of the shorter text whose anchors stand in the longer one as far from each other as here; None
    where fewer than three do."""
    by_shift: dict[int, list[tuple[int, int]]] = {}
    for n in range(0, len(short) - _LONG_ANCHOR + 1, 2):
        at = long.find(short[n : n + _LONG_ANCHOR])
        if at >= 0:
            by_shift.setdefault((at - n) // _DRIFT, []).append((n, at))
    if not by_shift:
        return None
    # An edit shifts what follows it by little: neighbouring shifts are one stretch.
    best = max(by_shift, key=lambda s: (len(by_shift[s]) + len(by_shift.get(s + 1, [])), -s))
    anchors = sorted(by_shift[best] + by_shift.get(best + 1, []))
    if len(anchors) < 3:
        return None
    (a, b), (c, d) = anchors[0], anchors[-1]
    return a - _common(short[:a][::-1], long[:b][::-1]), c + _common(short[c:], long[d:])


def _window(short: str, long: str) -> tuple[int, int]:
    """The part of the longer text to align with; empty where the shorter cannot stand in it."""
    if len(short) >= _ANCHORED_FROM:
        at = _anchored(short, long)
    elif len(long) > _WINDOW_FROM * len(short) + 6:
        found = fuzz.partial_ratio_alignment(short, long, score_cutoff=_WINDOW_SCORE)
        at = None if found is None else found.dest_start
    else:
        at = 0
    if at is None:
        return 0, 0
    if len(long) <= _WINDOW_FROM * len(short) + 6:
        return 0, len(long)
    margin = max(4, len(short) // 8)
    return max(0, at - margin), min(len(long), at + len(short) + margin)


def _anchored(short: str, long: str) -> int | None:
    """Where the shorter text begins in the longer by the median of its stretches; None where too few are found."""
    step = max(1, (len(short) - _ANCHOR) // _ANCHORS)
    starts = range(0, len(short) - _ANCHOR + 1, step)
    found = sorted(at - n for n in starts if (at := long.find(short[n : n + _ANCHOR])) >= 0)
    return found[len(found) // 2] if len(found) >= _FOUND * len(starts) else None


def _blocks(short: str, long: str) -> list[tuple[int, int, int]]:
    """Matching blocks (start in short, start in long, length), with islands at either end moved home."""
    codes = Levenshtein.opcodes(short, long)
    blocks = [(c.src_start, c.dest_start, c.src_end - c.src_start) for c in codes if c.tag == "equal"]
    while len(blocks) > 1 and _is_island(blocks[-2], blocks[-1]):
        blocks = _last_home(short, long, blocks)
    while len(blocks) > 1 and _is_island(blocks[0], blocks[1], first=True):
        blocks = _first_home(short, long, blocks)
    return blocks


def _is_island(left: tuple[int, int, int], right: tuple[int, int, int], first: bool = False) -> bool:
    """Whether the outer of two neighbouring blocks is small and far away in the longer text only."""
    size = (left if first else right)[2]
    gap_short = right[0] - left[0] - left[2]
    gap_long = right[1] - left[1] - left[2]
    return size <= _ISLAND and gap_long - gap_short > 2 * size


def _last_home(short: str, long: str, blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    a, b, n = blocks[-2]
    tail = short[a + n :]
    same = _common(tail, long[b + n :])
    return [*blocks[:-2], (a, b, n + same)]


def _first_home(short: str, long: str, blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    a, b, n = blocks[1]
    same = _common(short[:a][::-1], long[:b][::-1])
    return [(a - same, b - same, n + same), *blocks[2:]]


def _common(one: str, other: str) -> int:
    for at, (x, y) in enumerate(zip(one, other, strict=False)):
        if x != y:
            return at
    return min(len(one), len(other))


def _alignment(short: str, length: int, blocks: list[tuple[int, int, int]]) -> Alignment:
    """Differences between the blocks; what of the shorter stands outside them is a difference at the ends."""
    start = blocks[0][1] - blocks[0][0]
    end = blocks[-1][1] + blocks[-1][2] + len(short) - blocks[-1][0] - blocks[-1][2]
    end = min(end, length)
    differences = []
    if blocks[0][0]:
        start = max(0, start)
        differences.append(Mismatch(0, blocks[0][0], start, blocks[0][1]))
    for (a, b, n), (c, d, _) in pairwise(blocks):
        differences.append(Mismatch(a + n, c, b + n, d))
    a_end, b_end = blocks[-1][0] + blocks[-1][2], blocks[-1][1] + blocks[-1][2]
    if a_end < len(short):
        differences.append(Mismatch(a_end, len(short), b_end, end))
    return Alignment(start, end, sum(n for _, _, n in blocks), tuple(differences))
