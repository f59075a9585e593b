"""Character n-grams as a passage's features: TF-IDF with sublinear counts, each passage of unit length.

Salton and Buckley (1988), "Term-weighting approaches in automatic text retrieval". Characters instead of words
need no segmenter and do not suffer from its errors on official prose; the ablation in the docs compares both.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from pipeline.text.terms import TermIndex

Floats = npt.NDArray[np.float64]

LONGEST = 4
_BREAK = re.compile(r"[^\u4e00-\u9fff：？！“]+")


@dataclass(frozen=True)
class Vector:
    """The features of one text that are not zero: their places in the vocabulary and their values."""

    places: npt.NDArray[np.int64]
    values: Floats


@dataclass(frozen=True)
class Vocabulary:
    """n-grams with their inverse document frequency, in a fixed order."""

    terms: tuple[str, ...]
    idf: Floats

    @cached_property
    def _index(self) -> TermIndex[None]:
        return TermIndex(dict.fromkeys(self.terms))

    def vector(self, text: str) -> Vector:
        """TF-IDF of `text` with 1 + log counts, scaled to length 1; no feature found gives an empty vector."""
        found = np.asarray(self._index.numbers(text), dtype=np.int64)
        places, counts = np.unique(found, return_counts=True)
        values = (1.0 + np.log(counts)) * self.idf[places]
        norm = float(np.sqrt((values * values).sum()))
        return Vector(places, values / norm if norm else values)


def grams(text: str) -> set[str]:
    """All n-grams of Chinese characters and telling marks in `text`; other characters break it."""
    return {
        run[start : start + size]
        for run in _BREAK.split(text)
        for size in range(1, LONGEST + 1)
        for start in range(len(run) - size + 1)
    }


def vocabulary(
    texts: Sequence[str],
    groups: Sequence[str],
    classes: Sequence[str],
    size: int,
    cut: Callable[[str], set[str]] = grams,
) -> Vocabulary:
    """The `size` n-grams that tell the classes apart best (χ² of presence), among those of at least two groups.

    A term of one document only is that document's own story, whatever its χ². Ties fall by the term itself.
    """
    present = [cut(text) for text in texts]
    homes: dict[str, set[str]] = defaultdict(set)
    for found, group in zip(present, groups, strict=True):
        for term in found:
            homes[term].add(group)
    shared = {term for term, where in homes.items() if len(where) > 1}
    frequency = Counter(term for found in present for term in found if term in shared)
    power = _chi_square(present, classes, shared, frequency)
    chosen = sorted(sorted(shared, key=lambda term: (-power[term], term))[:size])
    counts = np.array([frequency[term] for term in chosen], dtype=np.float64)
    return Vocabulary(tuple(chosen), np.round(np.log((1 + len(texts)) / (1 + counts)) + 1, 4))


def _chi_square(
    present: Sequence[set[str]], classes: Sequence[str], shared: set[str], frequency: Counter[str]
) -> dict[str, float]:
    """The largest χ² of a term with any class."""
    joint: Counter[tuple[str, str]] = Counter(_pairs(present, classes, shared))
    sizes, total = Counter(classes), len(classes)
    power: dict[str, float] = dict.fromkeys(shared, 0.0)
    for (term, name), both in joint.items():
        without = frequency[term] * (total - frequency[term]) * sizes[name] * (total - sizes[name])
        gap = both * total - frequency[term] * sizes[name]
        if without:
            power[term] = max(power[term], total * gap * gap / without)
    return power


def _pairs(present: Sequence[set[str]], classes: Sequence[str], shared: set[str]) -> Iterable[tuple[str, str]]:
    for found, name in zip(present, classes, strict=True):
        for term in found & shared:
            yield term, name
