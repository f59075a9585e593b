"""Linear rankers: a candidate's score is the sum of its features' weights; below a threshold no answer is given.

The model is plain arrays: for each slot the features as one text, a line each, their weights, and the threshold.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from pathlib import Path

import numpy as np

MODEL = Path(__file__).with_name("model") / "frames.npz"
# Far more than the words of a corpus at the edges of candidates; numbers have no end.
_MOST_KEPT = 1 << 17
SLOTS = ("object", "action", "actor", "kind", "provinces")


@dataclass(frozen=True)
class Ranker:
    """Weights by feature, and the probability below which the answer is left empty."""

    weights: Mapping[str, float]
    threshold: float = 0.0

    @cached_property
    def _paired(self) -> tuple[dict[str, int], dict[str, int], np.ndarray]:
        """The weights that features of a context have with each way (`way|feature`): the row of each feature, the
        column of each way, and features x ways."""
        parted = ((feature.partition("|"), weight) for feature, weight in self.weights.items())
        pairs = [(way, feature, weight) for (way, bar, feature), weight in parted if bar]
        columns = {way: n for n, way in enumerate(dict.fromkeys(way for way, _, _ in pairs))}
        rows = {feature: n for n, feature in enumerate(dict.fromkeys(feature for _, feature, _ in pairs))}
        matrix = np.zeros((len(rows), len(columns)))
        for way, feature, weight in pairs:
            matrix[rows[feature], columns[way]] = weight
        return rows, columns, matrix

    @cached_property
    def _kept(self) -> dict[tuple[str, ...], float]:
        return {}

    def kept(self, key: tuple[str, ...], features: Callable[[], Sequence[str]]) -> float:
        """The score of features that come again from passage to passage; `key` says all that they are made from."""
        if (total := self._kept.get(key)) is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            total = self._kept[key] = self.score(features())
        return total

    def score(self, features: Sequence[str]) -> float:
        """The sum of the weights of these features."""
        return sum(map(self.weights.get, features, repeat(0.0)))

    def in_context(self, ways: Iterable[str], context: Sequence[str]) -> dict[str, float]:
        """For each way the sum of its own weight and of those that it has in a context."""
        rows, columns, matrix = self._paired
        held = [row for feature in context if (row := rows.get(feature)) is not None]
        added = matrix[held].sum(axis=0).tolist()
        weights = self.weights
        return {way: weights.get(way, 0.0) + (added[columns[way]] if way in columns else 0.0) for way in ways}


def of_way(way: str, context: Sequence[str]) -> list[str]:
    """The features that `in_context` adds up: the way itself, and the way paired with each feature of a context."""
    return [way, *(f"{way}|{feature}" for feature in context)]


def shares(scores: Sequence[float]) -> list[float]:
    """The probabilities of candidates with these scores: their softmax."""
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]


def packed(rankers: Mapping[str, Ranker]) -> bytes:
    """The rankers as one file; equal rankers give equal bytes."""
    arrays: dict[str, np.ndarray] = {}
    for slot in SLOTS:
        names = sorted(rankers[slot].weights)
        arrays[f"{slot}.features"] = np.frombuffer("\n".join(names).encode(), np.uint8)
        arrays[f"{slot}.weights"] = np.array([rankers[slot].weights[name] for name in names], np.float16)
        arrays[f"{slot}.threshold"] = np.array(rankers[slot].threshold)
    sink = io.BytesIO()
    np.savez_compressed(sink, allow_pickle=False, **arrays)
    return sink.getvalue()


@cache
def model(path: Path = MODEL) -> dict[str, Ranker]:
    """The rankers of a file, by slot."""
    rankers = {}
    with np.load(path, allow_pickle=False) as arrays:
        for slot in SLOTS:
            names = arrays[f"{slot}.features"].tobytes().decode().split("\n")
            weights = arrays[f"{slot}.weights"].astype(np.float64).tolist()
            rankers[slot] = Ranker(dict(zip(names, weights, strict=True)), float(arrays[f"{slot}.threshold"]))
    return rankers
