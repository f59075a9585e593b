"""Linear rankers: a candidate's score is the sum of its features' weights; below a threshold no answer is given.

The model is plain arrays: for each slot the features as one text, a line each, their weights, and the threshold.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

MODEL = Path(__file__).with_name("model") / "frames.npz"
SLOTS = ("object", "action", "actor", "kind", "provinces")


@dataclass(frozen=True)
class Ranker:
    """Weights by feature, and the probability below which the answer is left empty."""

    weights: Mapping[str, float]
    threshold: float = 0.0

    def score(self, features: Iterable[str]) -> float:
        """The sum of the weights of these features."""
        get = self.weights.get
        return sum([get(f, 0.0) for f in features])


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
