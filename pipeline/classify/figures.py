"""The classifier measured on labels: how often right, how sure, where confused, and within which bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.classify.features import Floats
from pipeline.classify.labels import Label
from pipeline.classify.shares import wilson
from pipeline.classify.themes import Answer

BINS = 10
SURE = 0.9
CONFIDENCE = 0.95
RESAMPLES = 2000
SEED = 20260101


def figures(labels: Sequence[Label], given: Sequence[Answer], themes: Sequence[str]) -> dict[str, Any]:
    """Every figure, ready for JSON; None for a kind of label that does not occur. Raises ValueError without labels.

    `accuracy_accepted` counts a second primary theme that the coders hold to be as defensible. Intervals resample
    documents, for passages of one document stand or fall together.
    """
    if not labels:
        raise ValueError("no labels to measure by")
    truth, first = [row.primary for row in labels], [found.ranked[0][0] for found in given]
    right = np.array([float(a == b) for a, b in zip(truth, first, strict=True)])
    accepted = np.array([float(b in (row.primary, *row.alternatives)) for row, b in zip(labels, first, strict=True)])
    easy = np.array([row.easy for row in labels])
    settled = np.array([row.easy and row.second_easy and row.second == row.primary for row in labels])
    sure = np.array([found.ranked[0][1] for found in given])
    groups = [row.group for row in labels]
    bins, curve = reliability(sure, right), risk_coverage(sure, right)
    return {
        "labels": len(labels),
        "documents": len({row.doc for row in labels}),
        "primary": dict(sorted(Counter(truth).items())),
        "accuracy": _mean(right),
        "accuracy_interval": interval(right, groups),
        "accuracy_accepted": _mean(accepted),
        "accuracy_accepted_interval": interval(accepted, groups),
        "accuracy_easy": _mean(right[easy]),
        "accuracy_hard": _mean(right[~easy]),
        "accuracy_settled": _mean(right[settled]),
        "settled": int(settled.sum()),
        "accuracy_at_80": next(point["accuracy"] for point in curve if point["coverage"] < 0.81 or len(labels) < 5),
        "sure": int((sure >= SURE).sum()),
        "accuracy_sure": _mean(right[sure >= SURE]),
        "mean_probability": round(float(sure.mean()), 4),
        "abstained": sum(found.abstained for found in given),
        "macro_f1": macro_f1(truth, first),
        "multi_label_f1": multi_label_f1([r.themes for r in labels], [[t for t, _ in f.ranked] for f in given], themes),
        "calibration_error": calibration_error(bins),
        "reliability": bins,
        "risk_coverage": curve,
        "confusion": confusion(truth, first, themes),
    }


def by_kind(labels: Sequence[Label], given: Sequence[Answer]) -> dict[str, dict[str, Any]]:
    """Accuracy by kind of source with Wilson's interval, the kinds in the order of their names."""
    found = {}
    for kind in sorted({row.kind for row in labels}):
        pairs = [(row, answer.ranked[0][0]) for row, answer in zip(labels, given, strict=True) if row.kind == kind]
        right = sum(row.primary == theme for row, theme in pairs)
        accepted = sum(theme in (row.primary, *row.alternatives) for row, theme in pairs)
        easy = [row.primary == theme for row, theme in pairs if row.easy]
        found[kind] = {
            "labels": len(pairs),
            "documents": len({row.doc for row, _ in pairs}),
            "accuracy": round(right / len(pairs), 4),
            "accuracy_interval": bounds(right, len(pairs)),
            "accuracy_accepted": round(accepted / len(pairs), 4),
            "accuracy_accepted_interval": bounds(accepted, len(pairs)),
            "accuracy_easy": _mean(np.array(easy, dtype=float)),
        }
    return found


def interval(right: Floats, groups: Sequence[str]) -> list[float]:
    """The percentile interval of a mean by resampling groups (Efron and Tibshirani 1993)."""
    _, place = np.unique(np.asarray(groups), return_inverse=True)
    sums, sizes = np.bincount(place, weights=right), np.bincount(place)
    drawn = np.random.default_rng(SEED).integers(0, len(sizes), size=(RESAMPLES, len(sizes)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    tail = (1 - CONFIDENCE) / 2
    return [round(float(bound), 4) for bound in np.quantile(means, [tail, 1 - tail])]


def macro_f1(truth: Sequence[str], guess: Sequence[str]) -> float:
    """The mean over the true classes of each class's F1."""
    from sklearn.metrics import f1_score

    return round(float(f1_score(truth, guess, labels=sorted(set(truth)), average="macro", zero_division=0)), 4)


def multi_label_f1(truth: Sequence[Sequence[str]], guess: Sequence[Sequence[str]], themes: Sequence[str]) -> float:
    """Micro-averaged F1 over all pairs of passage and theme."""
    from sklearn.metrics import f1_score

    wanted, given = (np.array([[t in row for t in themes] for row in rows]) for rows in (truth, guess))
    return round(float(f1_score(wanted, given, average="micro", zero_division=0)), 4)


def confusion(truth: Sequence[str], guess: Sequence[str], themes: Sequence[str]) -> dict[str, dict[str, int]]:
    """Counts by true theme and given theme."""
    from sklearn.metrics import confusion_matrix

    counts = confusion_matrix(truth, guess, labels=list(themes)).tolist()
    return {a: dict(zip(themes, row, strict=True)) for a, row in zip(themes, counts, strict=True)}


def reliability(confidence: Floats, right: Floats) -> list[dict[str, Any]]:
    """Ten bins of equal width: how many, how sure, how often right; empty ones are left out."""
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        {
            "low": place / BINS,
            "high": (place + 1) / BINS,
            "n": int((places == place).sum()),
            "confidence": round(float(confidence[places == place].mean()), 4),
            "accuracy": round(float(right[places == place].mean()), 4),
        }
        for place in np.unique(places).tolist()
    ]


def calibration_error(bins: Sequence[Mapping[str, Any]]) -> float:
    """Expected calibration error: the gap between confidence and accuracy, weighted by the bins' sizes.

    Naeini, Cooper and Hauskrecht (2015), "Obtaining well calibrated probabilities using Bayesian binning".
    """
    total = sum(row["n"] for row in bins)
    return round(sum(row["n"] * abs(row["confidence"] - row["accuracy"]) for row in bins) / total, 4) if total else 0.0


def risk_coverage(confidence: Floats, right: Floats, steps: int = 20) -> list[dict[str, float]]:
    """Accuracy of the surest share of the answers, for shares 1/steps … 1, from full coverage downward."""
    order = np.argsort(-confidence, kind="stable")
    points = []
    for step in range(steps, 0, -1):
        kept = order[: max(1, round(len(order) * step / steps))]
        points.append(
            {
                "threshold": round(float(confidence[kept[-1]]), 4),
                "coverage": round(len(kept) / len(order), 4),
                "accuracy": round(float(right[kept].mean()), 4),
            }
        )
    return points


def bounds(right: int, n: int) -> list[float]:
    """Wilson's interval, rounded."""
    return [round(bound, 4) for bound in wilson(right, n, CONFIDENCE)]


def _mean(right: Floats) -> float | None:
    return round(float(right.mean()), 4) if right.size else None
