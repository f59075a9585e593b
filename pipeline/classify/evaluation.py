"""The classifier measured on labels: how often right, how sure, where confused."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.classify import metrics
from pipeline.classify.evidence import Item
from pipeline.classify.labels import Label
from pipeline.classify.scheme import scheme
from pipeline.classify.themes import answer
from pipeline.config import Config


@dataclass(frozen=True)
class Guess:
    """What a classifier said of one label: themes by rank, and the probability that the first is the primary one."""

    themes: tuple[str, ...]
    sure: float


def evaluate(labels: Sequence[Label], config: Config) -> dict[str, Any]:
    """The figures of the classifier as a run uses it, abstention included; labels of one document stand together."""
    answers = answer([Item(row.doc, row.heading, row.text) for row in labels], config)
    guesses = [Guess(tuple(theme for theme, _ in found.ranked), found.ranked[0][1]) for found in answers]
    return {**figures(labels, guesses, scheme(config).themes), "abstained": sum(found.abstained for found in answers)}


def figures(labels: Sequence[Label], guesses: Sequence[Guess], themes: Sequence[str]) -> dict[str, Any]:
    """Every figure, ready for JSON; None for a kind of label that does not occur. Raises ValueError without labels."""
    if not labels:
        raise ValueError("no labels to measure by")
    truth = [row.primary for row in labels]
    first = [guess.themes[0] for guess in guesses]
    right = np.array([float(a == b) for a, b in zip(truth, first, strict=True)])
    easy = np.array([row.difficulty == "easy" for row in labels])
    sure = np.array([guess.sure for guess in guesses])
    bins, curve = metrics.reliability(sure, right), metrics.risk_coverage(sure, right)
    return {
        "labels": len(labels),
        "documents": len({row.doc for row in labels}),
        "primary": dict(sorted(Counter(truth).items())),
        "accuracy": _mean(right),
        "accuracy_easy": _mean(right[easy]),
        "accuracy_hard": _mean(right[~easy]),
        "accuracy_at_80": next(point.accuracy for point in curve if point.coverage < 0.81 or len(labels) < 5),
        "macro_f1": round(metrics.macro_f1(truth, first), 4),
        "multi_label_f1": round(
            metrics.multi_label_f1([row.themes for row in labels], [guess.themes for guess in guesses]), 4
        ),
        "calibration_error": round(metrics.calibration_error(bins), 4),
        "reliability": [dataclasses.asdict(row) for row in bins],
        "risk_coverage": [dataclasses.asdict(point) for point in curve],
        "confusion": confusion(truth, first, themes),
    }


def _mean(right: np.ndarray) -> float | None:
    return round(float(right.mean()), 4) if right.size else None


def confusion(truth: Sequence[str], guess: Sequence[str], themes: Sequence[str]) -> dict[str, dict[str, int]]:
    """Counts by true theme and given theme."""
    pairs = Counter(zip(truth, guess, strict=True))
    return {a: {b: pairs[a, b] for b in themes} for a in themes}
