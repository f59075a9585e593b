"""Measures of a classifier that says how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.classify.ngrams import Floats

BINS = 10


@dataclass(frozen=True)
class Bin:
    """The answers whose probability falls into [low, high): how many, how sure, how often right."""

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


@dataclass(frozen=True)
class Point:
    """Answering only where the probability is at least `threshold`: the share answered, the share of it right."""

    threshold: float
    coverage: float
    accuracy: float


def macro_f1(truth: Sequence[str], guess: Sequence[str]) -> float:
    """The mean over the true classes of each class's F1."""
    scores = []
    for name in sorted(set(truth)):
        both = sum(a == b == name for a, b in zip(truth, guess, strict=True))
        scores.append(2 * both / (truth.count(name) + guess.count(name)))
    return float(np.mean(scores))


def multi_label_f1(truth: Sequence[Sequence[str]], guess: Sequence[Sequence[str]]) -> float:
    """Micro-averaged F1 over all pairs of passage and theme."""
    both = sum(len(set(a) & set(b)) for a, b in zip(truth, guess, strict=True))
    total = sum(map(len, truth)) + sum(map(len, guess))
    return 2 * both / total if total else 0.0


def reliability(confidence: Floats, right: Floats) -> list[Bin]:
    """Ten bins of equal width; empty ones are left out."""
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    rows = []
    for place in sorted(set(places.tolist())):
        chosen = places == place
        sure, true = float(confidence[chosen].mean()), float(right[chosen].mean())
        rows.append(Bin(place / BINS, (place + 1) / BINS, int(chosen.sum()), round(sure, 4), round(true, 4)))
    return rows


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the gap between confidence and accuracy, weighted by the bins' sizes.

    Naeini, Cooper and Hauskrecht (2015), "Obtaining well calibrated probabilities using Bayesian binning".
    """
    total = sum(row.n for row in bins)
    return sum(row.n * abs(row.confidence - row.accuracy) for row in bins) / total if total else 0.0


def risk_coverage(confidence: Floats, right: Floats, steps: int = 20) -> list[Point]:
    """Accuracy of the surest share of the answers, for shares 1/steps … 1, from full coverage downward."""
    order = np.argsort(-confidence, kind="stable")
    points = []
    for step in range(steps, 0, -1):
        n = max(1, round(len(order) * step / steps))
        kept = order[:n]
        points.append(Point(round(float(confidence[kept[-1]]), 4), n / len(order), round(float(right[kept].mean()), 4)))
    return points
