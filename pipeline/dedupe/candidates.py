"""Candidate pairs in near-linear time: inverted indexes over hashed character shingles.

Containment instead of resemblance, after Broder (1997), "On the resemblance and containment of documents", so that a
short passage inside a long one is found as surely as a whole copy. Short texts are looked for by all of their short
shingles; long ones, which have plenty, by a sample of longer shingles (those whose hash is 0 modulo a number, which
keeps containment), because these stay rare where many texts are made of the same phrases. Shingles that stand in very
many texts say nothing about a pair and are dropped; how many is decided by a budget of pairs per text, which keeps the
cost near-linear whatever the corpus repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]

# Shingles hashed at a time and pairs counted at a time: bounds on memory, not on results.
_SHINGLES_PER_SLICE = 12_000_000
_PAIRS_PER_SLICE = 4_000_000
# Average number of pair counts that an index may spend on one text.
_PAIRS_PER_TEXT = 400
# Texts shorter than the one are looked for by short shingles, texts not shorter than the other by long ones.
_SHORT_BELOW, _LONG_FROM = 64, 40
_LONG_SAMPLE = 3
# Every edit spoils twice as many long shingles, and a sample varies: less of them must be common.
_LONG_SHARE = 0.75
# A text of which fewer shingles are kept is made of common phrases: the few must then agree almost all.
_TELLING = 0.5
_OF_FEW = 0.8

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


def candidate_pairs(texts: Sequence[str], *, shingle: int, containment: float) -> list[tuple[int, int]]:
    """Pairs of texts by their numbers, the shorter first, that have shingles enough in common; sorted.

    `texts` are normal forms; one shorter than `shingle` characters is in no pair. Of the shorter text's kept shingles
    `containment` must stand in the longer one.
    """
    lengths = np.array([len(t) for t in texts], np.int64)
    order = np.argsort(lengths, kind="stable")
    by_length = [texts[n] for n in order.tolist()]
    lengths = lengths[order]
    short = range(0, int(np.searchsorted(lengths, _SHORT_BELOW)))
    long = range(int(np.searchsorted(lengths, _LONG_FROM)), len(texts))
    keys = np.union1d(
        _pairs(_Index.of(by_length, lengths, _Plan(shingle, 1, short)), containment),
        _pairs(_Index.of(by_length, lengths, _Plan(2 * shingle, _LONG_SAMPLE, long)), _LONG_SHARE * containment),
    )
    left, right = order[keys >> 32], order[keys & 0xFFFFFFFF]
    return sorted(zip(left.tolist(), right.tolist(), strict=True))


@dataclass(frozen=True)
class _Plan:
    """Characters per shingle; one shingle in `sample` is taken; the texts for which longer ones are looked for."""

    shingle: int
    sample: int
    sought: range


@dataclass(frozen=True)
class _Index:
    """The postings that can make a pair, by (hash, text): `text` of each, `partners` how many follow it under its
    hash; `by_text` those of the sought texts in the order of their texts; and for each text the number of its kept
    shingles and of all."""

    text: I64
    partners: I64
    by_text: I64
    kept: I64
    all: I64

    @classmethod
    def of(cls, texts: Sequence[str], lengths: I64, plan: _Plan) -> _Index:
        kept, every = np.zeros(len(texts), np.int64), np.zeros(len(texts), np.int64)
        slices = []
        for keys in _sliced_keys(texts, lengths, plan):
            text, frequency, partners = _described(keys)
            every += np.bincount(text, minlength=len(texts))
            kept += np.bincount(text[frequency == 1], minlength=len(texts))
            slices.append([column[frequency > 1] for column in (text, frequency, partners)])
        limit = _frequency_limit(slices, plan.sought, len(texts))
        parts = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
        for text, frequency, partners in slices:
            few = frequency <= limit
            kept += np.bincount(text[few], minlength=len(texts))
            parts.append((text[few], partners[few]))
        postings, partners = (np.concatenate(column) for column in zip(*parts, strict=True))
        sought = np.flatnonzero(_is_sought(postings, plan.sought) & (partners > 0))
        return cls(postings, partners, sought[np.argsort(postings[sought], kind="stable")], kept, every)

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


def _is_sought(text: I64, sought: range) -> NDArray[np.bool_]:
    return (text >= sought.start) & (text < sought.stop)


def _sliced_keys(texts: Sequence[str], lengths: I64, plan: _Plan) -> Iterator[U64]:
    """Sorted distinct keys (hash in the high half, text in the low) of the shingles, in slices by hash."""
    slices = max(1, -(-int(lengths.sum()) // (_SHINGLES_PER_SLICE * plan.sample)))
    for part in range(slices):
        blocks = [_keys(texts[a:b], lengths[a:b], a, plan, (part, slices)) for a, b in _blocks(lengths)]
        keys = np.concatenate([np.zeros(0, np.uint64), *blocks])
        keys.sort()
        if len(keys):
            yield keys[np.concatenate(([True], keys[1:] != keys[:-1]))]


def _blocks(lengths: I64) -> Iterator[tuple[int, int]]:
    """Runs of texts with a bounded number of characters each."""
    total = np.cumsum(lengths)
    first = 0
    while first < len(lengths):
        spent = int(total[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(total, spent + _SHINGLES_PER_SLICE // 4, side="right")))
        yield first, last
        first = last


def _keys(texts: Sequence[str], lengths: I64, first: int, plan: _Plan, part: tuple[int, int]) -> U64:
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    windows = len(codes) - plan.shingle + 1
    if windows <= 0:
        return np.zeros(0, np.uint64)
    hashes = np.zeros(windows, np.uint64)
    for at in range(plan.shingle):
        hashes *= _MULTIPLIER
        hashes += codes[at : at + windows]
    hashes ^= hashes >> _HALF
    hashes *= _MULTIPLIER
    hashes >>= _HALF
    owner = np.repeat(np.arange(len(texts), dtype=np.uint64), lengths)
    taken = owner[:windows] == owner[plan.shingle - 1 :]
    modulus = plan.sample * part[1]
    if modulus > 1:
        taken &= hashes % np.uint64(modulus) == np.uint64(part[0] * plan.sample)
    keys: U64 = (hashes[taken] << _HALF) | (owner[:windows][taken] + np.uint64(first))
    return keys


def _described(keys: U64) -> tuple[I64, I64, I64]:
    """For each key: its text, the number of texts under its hash, and how many of these follow it."""
    hashes = keys >> _HALF
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    frequency = np.diff(np.append(starts, len(keys)))
    ends = np.repeat(starts + frequency, frequency)
    return (keys & _LOW).astype(np.int64), np.repeat(frequency, frequency), ends - np.arange(len(keys)) - 1


def _frequency_limit(slices: Sequence[Sequence[I64]], sought: range, count: int) -> int:
    """The largest number of texts that a kept shingle may stand in, so that the budget of pairs holds."""
    longest = max((int(frequency.max(initial=0)) for _, frequency, _ in slices), default=0)
    pairs = np.zeros(longest + 1)
    for text, frequency, partners in slices:
        mine = _is_sought(text, sought)
        pairs += np.bincount(frequency[mine], weights=partners[mine], minlength=longest + 1)
    return max(2, int(np.searchsorted(np.cumsum(pairs), _PAIRS_PER_TEXT * count, side="right")) - 1)


def _pairs(index: _Index, containment: float) -> I64:
    """The keys (left in the high half, right in the low) of the index's pairs, sorted."""
    found = [_counted(index, containment, first, last) for first, last in index.slices()]
    return np.concatenate([np.zeros(0, np.int64), *found])


def _counted(index: _Index, containment: float, first: int, last: int) -> I64:
    """The pairs of one slice of the postings that have enough shingles in common."""
    at = index.by_text[first:last]
    partners = index.partners[at]
    steps = np.arange(int(partners.sum())) - np.repeat(np.cumsum(partners) - partners, partners)
    right = index.text[np.repeat(at + 1, partners) + steps]
    keys = (np.repeat(index.text[at], partners) << 32) | right
    keys.sort()
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    shared = np.diff(np.append(starts, len(keys)))
    keys = keys[starts]
    left = keys >> 32
    common = index.kept[left] < _TELLING * index.all[left]
    needed = np.where(common, np.maximum(2, _OF_FEW * index.kept[left]), containment * index.kept[left])
    enough: I64 = keys[shared >= needed]
    return enough
