"""A linear ranker: the score of a candidate is the sum of the weights of its features; below a threshold none is given."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ranker:
    """Weights by feature, and the probability below which the answer is left empty."""

    weights: Mapping[str, float]
    threshold: float = 0.0

    def score(self, features: Sequence[str]) -> float:
        """The score of a candidate with these features."""
        get = self.weights.get
        return sum(get(f, 0.0) for f in features)

    def shares(self, scores: Sequence[float]) -> list[float]:
        """The candidates' probabilities: the softmax of their scores."""
        top = max(scores)
        powers = [math.exp(s - top) for s in scores]
        total = sum(powers)
        return [p / total for p in powers]
