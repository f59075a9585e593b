"""New formulations proposed to an editor: strings that hold together inside and are free at both ends.

Cohesion is the normalised pointwise mutual information of a string's weakest split (Bouma 2009, "Normalized (pointwise)
mutual information in collocation extraction"), which does not depend on the size of the corpus; freedom is the smaller
of its left and right branching entropies (Jin and Tanaka-Ishii 2006, "Unsupervised segmentation of Chinese text by use
of branching entropy"). The score is their product, weighted by the logarithm of the count and by the share of
occurrences that fill quotation marks, the way in which texts mark a coinage.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.records import Candidate, Passage

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_HAN = (0x4E00, 0x9FFF)


@dataclass(frozen=True)
class Thresholds:
    """`shortest`, `longest`: characters; `count`, `documents`: fewest occurrences and documents; `cohesion`
    from -1 to 1; `freedom` in bits; `most`: how many candidates an editor is shown."""

    shortest: int = 4
    longest: int = 10
    count: int = 5
    documents: int = 2
    cohesion: float = 0.45
    freedom: float = 1.5
    most: int = 300


@dataclass(frozen=True)
class _Level:
    """The frequent strings of one length: where they stand, which of them stands there, how often, and where first."""

    length: int
    positions: Ints
    of: Ints
    counts: Ints
    first: Ints

    def counts_at(self, places: Ints) -> Ints:
        """How often the string that stands at each place occurs; each must be one of the frequent."""
        return np.asarray(self.counts[self.of[np.searchsorted(self.positions, places)]])


def candidates(
    passages: Sequence[Passage],
    known: Collection[str],
    years: Mapping[str, int | None],
    thresholds: Thresholds | None = None,
) -> list[Candidate]:
    """Strings that recur like set phrases and are not `known`, the strongest first.

    Repeated passages are left out. `years` gives the review year of a document by its id. Time and memory grow
    linearly with the text.
    """
    limits = thresholds or Thresholds()
    read = [p for p in passages if not p.repeated]
    text = "\n".join(p.text for p in read)
    starts = np.cumsum([0, *(len(p.text) + 1 for p in read)], dtype=np.int64)
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    codes = np.where((codes >= _HAN[0]) & (codes <= _HAN[1]), codes, -1)
    levels = _levels(codes, limits)
    found: list[Candidate] = []
    for level in levels[limits.shortest - 1 :]:
        scores = _scores(levels, level, codes, limits)
        found += _described(text, level, scores, _Corpus(read, starts, years))
    familiar = _parts(known, limits)
    kept = [c for c in found if c.documents >= limits.documents and c.phrase not in familiar]
    return sorted(_unnested(kept), key=lambda c: (-c.score, c.phrase))[: limits.most]


def _parts(known: Collection[str], limits: Thresholds) -> set[str]:
    sizes = range(limits.shortest, limits.longest + 1)
    return {word[at : at + n] for word in known for n in sizes for at in range(len(word) - n + 1)}


@dataclass(frozen=True)
class _Corpus:
    passages: Sequence[Passage]
    starts: Ints
    years: Mapping[str, int | None]


def _levels(codes: Ints, limits: Thresholds) -> list[_Level]:
    """The frequent strings of 1, 2, … characters; what is frequent is made of what is frequent (Apriori)."""
    positions = np.flatnonzero(codes >= 0)
    levels = [_level(1, positions, codes[positions], limits.count)]
    while len(levels[-1].positions) and len(levels) < limits.longest:
        last = levels[-1]
        after = np.searchsorted(last.positions, last.positions + 1)
        after = np.minimum(after, len(last.positions) - 1)
        joined = last.positions[after] == last.positions + 1
        keys = last.of[joined] * len(last.counts) + last.of[after[joined]]
        levels.append(_level(len(levels) + 1, last.positions[joined], keys, limits.count))
    return levels


def _level(length: int, positions: Ints, keys: Ints, fewest: int) -> _Level:
    _, first, inverse, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    frequent = counts >= fewest
    number = np.cumsum(frequent) - 1
    kept = frequent[inverse]
    return _Level(length, positions[kept], number[inverse[kept]], counts[frequent], positions[first[frequent]])


def _scores(levels: list[_Level], level: _Level, codes: Ints, limits: Thresholds) -> dict[int, float]:
    """Number of a string of this level → its score, for those that pass the thresholds."""
    cohesion = _cohesion(levels, level, int((codes >= 0).sum()))
    freedom = np.minimum(_branching(level, codes, level.length), _branching(level, codes, -1))
    good = np.flatnonzero((cohesion >= limits.cohesion) & (freedom >= limits.freedom))
    score = cohesion * freedom * np.log2(level.counts)
    return {int(number): float(score[number]) for number in good}


def _cohesion(levels: list[_Level], level: _Level, total: int) -> Floats:
    """log2 of p(string) over p(left) p(right) for the split where that is smallest, as a share of -log2 p(string)."""
    share = level.counts / total
    worst = np.full(len(level.counts), np.inf)
    for cut in range(1, level.length):
        left = levels[cut - 1].counts_at(level.first) / total
        right = levels[level.length - cut - 1].counts_at(level.first + cut) / total
        worst = np.minimum(worst, np.log2(share / (left * right)))
    return np.asarray(worst / -np.log2(share))


def _branching(level: _Level, codes: Ints, offset: int) -> Floats:
    """Entropy in bits of what stands at `offset` from each string.

    A boundary (punctuation, the end) is a neighbour of its own at every occurrence: it frees as much as a new word.
    """
    beside = level.positions + offset
    inside = (beside >= 0) & (beside < len(codes))
    neighbour = np.where(inside, codes[np.clip(beside, 0, len(codes) - 1)], -1)
    neighbour = np.where(neighbour < 0, _HAN[1] + 1 + np.arange(len(beside)), neighbour)
    width = _HAN[1] + 1 + len(beside)
    pairs, counts = np.unique(level.of * width + neighbour, return_counts=True)
    string = pairs // width
    share = counts / level.counts[string]
    entropy = np.bincount(string, weights=-share * np.log2(share), minlength=len(level.counts))
    return entropy.astype(np.float64)


def _described(text: str, level: _Level, scores: dict[int, float], corpus: _Corpus) -> list[Candidate]:
    chosen = np.isin(level.of, np.array(sorted(scores), dtype=np.int64))
    places: dict[int, list[int]] = {number: [] for number in scores}
    for position, number in zip(level.positions[chosen].tolist(), level.of[chosen].tolist(), strict=True):
        places[number].append(position)
    found = []
    for number, held in sorted(places.items()):
        phrase = text[held[0] : held[0] + level.length]
        score = scores[number] * (1 + _quoted(text, held, level.length))
        found.append(_candidate(phrase, held, round(score, 4), corpus))
    return found


def _quoted(text: str, places: list[int], length: int) -> float:
    return sum(text[at - 1 : at] == "“" and text[at + length : at + length + 1] == "”" for at in places) / len(places)


def _candidate(phrase: str, places: list[int], score: float, corpus: _Corpus) -> Candidate:
    held = np.searchsorted(corpus.starts, places, side="right") - 1
    documents = {corpus.passages[i].doc_id for i in held.tolist()}
    years = {corpus.years.get(doc) for doc in documents} - {None}
    example = corpus.passages[int(held[0])].text
    return Candidate(phrase, len(places), len(documents), len(years), score, example)


def _unnested(found: list[Candidate]) -> list[Candidate]:
    """Without the strings that nearly always stand inside a longer candidate."""
    kept: list[Candidate] = []
    inside: dict[str, int] = {}
    for candidate in sorted(found, key=lambda c: (-len(c.phrase), c.phrase)):
        if candidate.count > 1.5 * inside.get(candidate.phrase, 0):
            kept.append(candidate)
        for start in range(len(candidate.phrase)):
            for end in range(start + 2, len(candidate.phrase) + 1):
                part = candidate.phrase[start:end]
                inside[part] = max(inside.get(part, 0), candidate.count)
    return kept
