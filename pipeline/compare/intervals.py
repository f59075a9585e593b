"""Intervals by resampling documents. One document carries none, and few carry none worth printing."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.config import CompareSettings

# With fewer documents the percentile bootstrap has too few distinct resamples for its ends to mean anything.
FEWEST = 5


@dataclass(frozen=True)
class Intervals:
    """The ends of the interval of each share, or none; `note` says in Chinese how they were made or why not."""

    low: NDArray[np.float64] | None
    high: NDArray[np.float64] | None
    note: str


def resample(counts: NDArray[np.int64], bases: NDArray[np.int64], label: str, settings: CompareSettings) -> Intervals:
    """Percentile bootstrap of pooled shares over documents; Efron and Tibshirani (1993), chapter 13.

    counts: documents x keys; bases: documents. The seed is drawn from the settings and `label`, so that equal
    inputs give equal intervals whatever else the corpus holds.
    """
    n = len(bases)
    if not bases.sum():
        return Intervals(None, None, "分母为零，无区间")
    if n == 1:
        return Intervals(None, None, "仅一份文档，无区间")
    if n < FEWEST:
        return Intervals(None, None, f"仅{n}份文档，少于{FEWEST}份，不给区间")
    rng = np.random.default_rng([settings.seed, zlib.crc32(label.encode())])
    weights = rng.multinomial(n, np.full(n, 1 / n), size=settings.resamples)
    drawn = weights @ bases
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = ((weights @ counts) / drawn[:, None])[drawn > 0]
    tail = (1 - settings.confidence) / 2
    low, high = np.quantile(shares, [tail, 1 - tail], axis=0)
    note = f"按文档重抽样{settings.resamples}次，{settings.confidence:.0%}区间，{n}份文档"
    return Intervals(low, high, note)
