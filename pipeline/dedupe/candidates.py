"""Candidate pairs in near-linear time: an inverted index over hashed character shingles.

Containment instead of resemblance, after Broder (1997), "On the resemblance and containment of documents"; but every
shingle is indexed, none sampled, so that a short passage inside a long one is found as surely as a whole copy.
Shingles that stand in very many texts say nothing about a pair and are dropped; how many is decided by a budget of
pairs per text, which keeps the cost near-linear whatever the corpus repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]

# Shingles hashed at a time and pairs counted at a time: bounds on memory, not on results.
_SHINGLES_PER_SLICE = 16_000_000
_PAIRS_PER_SLICE = 6_000_000
# Average number of pair counts that the index may spend on one text.
_PAIRS_PER_TEXT = 500
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


@dataclass(frozen=True)
class Pairs:
    """Pairs of texts by their numbers, `left < right`, with the share of the shorter one's shingles in common."""

    left: I64
    right: I64
    containment: NDArray[np.float64]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(zip(self.left.tolist(), self.right.tolist(), strict=True))

    def __len__(self) -> int:
        return len(self.left)


def candidate_pairs(texts: Sequence[str], *, shingle: int, containment: float) -> Pairs:
    """Pairs of texts that have at least `containment` of the shorter one's kept shingles in common.

    `texts` are normal forms; one shorter than `shingle` characters is in no pair. Memory is bounded by slices.
    """
    index = _Index.of(texts, shingle)
    found = [_counted(index, containment, first, last) for first, last in index.slices()]
    if not found:
        none = np.zeros(0, np.int64)
        return Pairs(none, none, np.zeros(0))
    left, right, share = (np.concatenate(column) for column in zip(*found, strict=True))
    return Pairs(left, right, share)


@dataclass(frozen=True)
class _Index:
    """The postings that can make a pair, by (hash, text): `text` of each, `partners` how many follow it under its
    hash, `by_text` their order by text; and for each text its number of kept shingles."""

    text: I64
    partners: I64
    by_text: I64
    sizes: I64

    @classmethod
    def of(cls, texts: Sequence[str], shingle: int) -> _Index:
        sizes = np.zeros(len(texts), np.int64)
        shared = []
        for keys in _sliced_keys(texts, shingle):
            text, frequency, rank = _described(keys)
            sizes += np.bincount(text[frequency == 1], minlength=len(texts))
            shared.append(tuple(column[frequency > 1] for column in (text, frequency, rank)))
        limit = _frequency_limit([frequency for _, frequency, _ in shared], len(texts))
        kept_text, kept_partners = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for text, frequency, rank in shared:
            kept = frequency <= limit
            sizes += np.bincount(text[kept], minlength=len(texts))
            kept_text.append(text[kept])
            kept_partners.append((frequency - rank - 1)[kept])
        every = np.concatenate(kept_text)
        return cls(every, np.concatenate(kept_partners), np.argsort(every, kind="stable"), sizes)

    def slices(self) -> Iterator[tuple[int, int]]:
        """Ranges of `by_text`, cut between texts, that make a bounded number of pairs each."""
        total = np.cumsum(self.partners[self.by_text])
        texts = self.text[self.by_text]
        first = 0
        while first < len(texts):
            spent = total[first - 1] if first else 0
            last = int(np.searchsorted(total, spent + _PAIRS_PER_SLICE, side="right"))
            if last < len(texts):
                last = int(np.searchsorted(texts, texts[last], side="left"))
            if last <= first:
                last = int(np.searchsorted(texts, texts[first], side="right"))
            yield first, last
            first = last


def _sliced_keys(texts: Sequence[str], shingle: int) -> Iterator[U64]:
    """Sorted distinct keys (hash in the high half, text in the low) of all shingles, in slices by hash."""
    lengths = np.array([len(t) for t in texts], np.int64)
    slices = max(1, -(-int(lengths.sum()) // _SHINGLES_PER_SLICE))
    for part in range(slices):
        blocks = [
            _keys(texts[first:last], lengths[first:last], first, shingle, part, slices)
            for first, last in _blocks(lengths)
        ]
        keys = np.concatenate(blocks) if blocks else np.zeros(0, np.uint64)
        keys.sort()
        if len(keys):
            yield keys[np.concatenate(([True], keys[1:] != keys[:-1]))]


def _blocks(lengths: I64) -> Iterator[tuple[int, int]]:
    """Runs of texts with a bounded number of characters each."""
    total = np.cumsum(lengths)
    first = 0
    while first < len(lengths):
        spent = int(total[first - 1]) if first else 0
        last = int(np.searchsorted(total, spent + _SHINGLES_PER_SLICE // 4, side="right"))
        yield first, max(last, first + 1)
        first = max(last, first + 1)


def _keys(texts: Sequence[str], lengths: I64, first: int, shingle: int, part: int, slices: int) -> U64:
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    windows = len(codes) - shingle + 1
    if windows <= 0:
        return np.zeros(0, np.uint64)
    owner = np.repeat(np.arange(len(texts), dtype=np.uint64), lengths)
    hashes = np.zeros(windows, np.uint64)
    for at in range(shingle):
        hashes *= _MULTIPLIER
        hashes += codes[at : at + windows]
    hashes ^= hashes >> _HALF
    hashes *= _MULTIPLIER
    hashes >>= _HALF
    inside = owner[:windows] == owner[shingle - 1 :]
    if slices > 1:
        inside &= hashes % np.uint64(slices) == np.uint64(part)
    keys: U64 = (hashes[inside] << _HALF) | (owner[:windows][inside] + np.uint64(first))
    return keys


def _described(keys: U64) -> tuple[I64, I64, I64]:
    """For each key: its text, the number of texts under its hash, and its rank among them."""
    hashes = keys >> _HALF
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    frequency = np.diff(np.append(starts, len(keys)))
    spread = np.repeat(frequency, frequency)
    rank = np.arange(len(keys)) - np.repeat(starts, frequency)
    return (keys & _LOW).astype(np.int64), spread, rank


def _frequency_limit(frequencies: Sequence[I64], count: int) -> int:
    """The largest number of texts that a kept shingle may stand in, so that the budget of pairs holds."""
    longest = max((int(frequency.max(initial=0)) for frequency in frequencies), default=0)
    postings = np.zeros(longest + 1, np.int64)
    for frequency in frequencies:
        postings += np.bincount(frequency, minlength=longest + 1)
    pairs = np.cumsum(postings * np.maximum(np.arange(longest + 1) - 1, 0) // 2)
    return max(2, int(np.searchsorted(pairs, _PAIRS_PER_TEXT * count, side="right")) - 1)


def _counted(index: _Index, containment: float, first: int, last: int) -> tuple[I64, I64, NDArray[np.float64]]:
    """The pairs of one slice of the postings that have enough shingles in common."""
    at = index.by_text[first:last]
    partners = index.partners[at]
    before = np.cumsum(partners) - partners
    steps = np.arange(int(partners.sum())) - np.repeat(before, partners)
    right = index.text[np.repeat(at + 1, partners) + steps]
    keys = (np.repeat(index.text[at], partners) << 32) | right
    keys.sort()
    starts = np.flatnonzero(np.concatenate((np.ones(min(1, len(keys)), bool), keys[1:] != keys[:-1])))
    shared = np.diff(np.append(starts, len(keys)))
    left, right = keys[starts] >> 32, keys[starts] & 0xFFFFFFFF
    share = shared / np.minimum(index.sizes[left], index.sizes[right])
    enough = share >= containment
    return left[enough], right[enough], share[enough]
