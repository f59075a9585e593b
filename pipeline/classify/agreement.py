"""How far two coders agree, beyond chance, and where they do not."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Pair = tuple[str, str]


@dataclass(frozen=True)
class Agreement:
    """An estimate with the percentile interval of a bootstrap over units; `n` units coded by both."""

    value: float
    low: float
    high: float
    n: int


def cohen_kappa(pairs: Sequence[Pair]) -> float:
    """Cohen (1960), "A coefficient of agreement for nominal scales", by scikit-learn; nan where chance decides all."""
    from sklearn.metrics import cohen_kappa_score

    if len({code for pair in pairs for code in pair}) < 2:
        return math.nan
    return float(cohen_kappa_score([a for a, _ in pairs], [b for _, b in pairs]))


def krippendorff_alpha(pairs: Sequence[Pair]) -> float:
    """Nominal alpha of two coders without missing codes; nan where only one value was ever used.

    Krippendorff (2011), "Computing Krippendorff's alpha-reliability": 1 − observed / expected disagreement over the
    coincidences of values, here the confusion of the two coders and its transpose.
    """
    from sklearn.metrics import confusion_matrix

    codes = sorted({code for pair in pairs for code in pair})
    counts = confusion_matrix([a for a, _ in pairs], [b for _, b in pairs], labels=codes)
    coincidences = counts + counts.T
    totals, n = coincidences.sum(axis=1), coincidences.sum()
    observed, expected = n - np.trace(coincidences), n * n - (totals * totals).sum()
    return float(1 - (n - 1) * observed / expected) if expected else math.nan


def by_theme(pairs: Sequence[Pair], themes: Sequence[str]) -> dict[str, float]:
    """Cohen's kappa on whether a passage has each theme; nan for a theme that nobody gave."""
    return {theme: cohen_kappa([(str(a == theme), str(b == theme)) for a, b in pairs]) for theme in themes}


def bootstrap(
    pairs: Sequence[Pair],
    measure: Callable[[Sequence[Pair]], float],
    *,
    resamples: int,
    seed: int,
    confidence: float,
) -> Agreement:
    """`measure` with its percentile interval; resamples in which it is undefined are left out.

    Efron and Tibshirani (1993), "An introduction to the bootstrap". Raises ValueError without pairs.
    """
    if not pairs:
        raise ValueError("no passage was coded by both; code the same sample twice")
    drawn = np.random.default_rng(seed).integers(0, len(pairs), size=(resamples, len(pairs)))
    values = np.array([measure([pairs[at] for at in row]) for row in drawn])
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(values, [tail, 1 - tail])
    return Agreement(measure(pairs), float(low), float(high), len(pairs))
