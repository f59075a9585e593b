"""How far two coders agree, beyond chance, and where they do not."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.config import CompareSettings

Pair = tuple[str, str]
Measure = Callable[[Sequence[Pair]], float]


@dataclass(frozen=True)
class Agreement:
    """An estimate with the percentile interval of a bootstrap over units; `n` units coded by both."""

    value: float
    low: float
    high: float
    n: int


def cohen_kappa(pairs: Sequence[Pair]) -> float:
    """Cohen (1960), "A coefficient of agreement for nominal scales": 1 − observed / expected disagreement, the latter
    of coders who give each code as often as they did; nan where chance decides all."""
    counts = _crossed(pairs)
    if len(counts) < 2:
        return math.nan
    n = counts.sum()
    expected = n - (counts.sum(axis=0) * counts.sum(axis=1)).sum() / n
    return float(1 - (n - np.trace(counts)) / expected)


def krippendorff_alpha(pairs: Sequence[Pair]) -> float:
    """Nominal alpha of two coders without missing codes; nan where only one value was ever used.

    Krippendorff (2011), "Computing Krippendorff's alpha-reliability": 1 − observed / expected disagreement over the
    coincidences of values, here the confusion of the two coders and its transpose.
    """
    counts = _crossed(pairs)
    coincidences = counts + counts.T
    totals, n = coincidences.sum(axis=1), coincidences.sum()
    observed, expected = n - np.trace(coincidences), n * n - (totals * totals).sum()
    return float(1 - (n - 1) * observed / expected) if expected else math.nan


MEASURES: dict[str, Measure] = {"Krippendorff's alpha": krippendorff_alpha, "Cohen's kappa": cohen_kappa}


def _crossed(pairs: Sequence[Pair]) -> np.ndarray:
    """How often the first coder gave one code (row) and the second another (column), in the order of the codes."""
    place = {code: at for at, code in enumerate(sorted({code for pair in pairs for code in pair}))}
    at = [place[a] * len(place) + place[b] for a, b in pairs]
    return np.bincount(at, minlength=len(place) ** 2).reshape(len(place), len(place))


def by_theme(pairs: Sequence[Pair], themes: Sequence[str]) -> dict[str, float]:
    """Cohen's kappa on whether a passage has each theme; nan for a theme that nobody gave."""
    return {theme: cohen_kappa([(str(a == theme), str(b == theme)) for a, b in pairs]) for theme in themes}


def bootstrap(
    pairs: Sequence[Pair],
    measure: Measure,
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
    defined = values[~np.isnan(values)]
    low, high = np.quantile(defined, [tail, 1 - tail]) if defined.size else (math.nan, math.nan)
    return Agreement(measure(pairs), float(low), float(high), len(pairs))


def agreement(pairs: Sequence[Pair], settings: CompareSettings) -> dict[str, Agreement]:
    """Every measure with its interval, by name. Raises ValueError without pairs."""
    draw = {"resamples": settings.resamples, "seed": settings.seed}
    return {name: bootstrap(pairs, m, **draw, confidence=settings.confidence) for name, m in MEASURES.items()}
