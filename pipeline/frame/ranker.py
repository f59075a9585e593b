"""Linear rankers: a candidate's score is the sum of its features' weights; below a threshold no answer is given.

The model is plain arrays: for each slot the features as one text, a line each, their weights, and the threshold.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from pathlib import Path

import numpy as np

MODEL = Path(__file__).with_name("model") / "frames.npz"
SLOTS = ("object", "action", "actor", "kind", "provinces")


@dataclass(frozen=True)
class Ranker:
    """Weights by feature, and the probability below which the answer is left empty."""

    weights: Mapping[str, float]
    threshold: float = 0.0

    @cached_property
    def _paired(self) -> dict[str, dict[str, float]]:
        """For each feature of a context the weights that it has with each way (`way|feature`)."""
        paired: dict[str, dict[str, float]] = {}
        for feature, weight in self.weights.items():
            way, bar, context = feature.partition("|")
            if bar:
                paired.setdefault(context, {})[way] = weight
        return paired

    def score(self, features: Sequence[str]) -> float:
        """The sum of the weights of these features."""
        return sum(map(self.weights.get, features, repeat(0.0)))

    def in_context(self, ways: Iterable[str], context: Sequence[str]) -> dict[str, float]:
        """For each way the sum of its own weight and of those that it has in a context."""
        totals = {way: self.weights.get(way, 0.0) for way in ways}
        for feature in context:
            if held := self._paired.get(feature):
                for way in totals:
                    if (weight := held.get(way)) is not None:
                        totals[way] += weight
        return totals


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
