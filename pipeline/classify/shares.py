"""Shares of themes, as the classifier gives them and corrected for its measured error.

Taking a classifier's labels for the truth biases every share built from them, however accurate it is. Design-based
supervised learning (Egami, Hinck, Stewart and Wei 2023, "Using imperfect surrogates for downstream inference:
design-based supervised learning for social science applications of large language models", NeurIPS 36) adds to each
given label the coder's correction weighted by the inverse of the known chance to be coded. The mean is unbiased
whatever the errors are, because the sample was drawn at random. The classifier must not have been trained on the
coded sample; then no cross-fitting is needed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist, fmean

from scipy.stats import binomtest

FEWEST_CODED = 5
"""Below this many coded passages in a group the variance of the correction cannot be estimated."""


@dataclass(frozen=True)
class Rated:
    """A passage of the group (a year): the theme given by the classifier, and by the coder if it was drawn."""

    group: str
    given: str
    coded: str | None


@dataclass(frozen=True)
class Share:
    """A theme's share of a group's passages; the corrected values are None where too few were coded.

    `raw_low, raw_high`: Wilson's interval, of sampling alone. `low, high`: the corrected share's normal interval, cut
    at 0 and 1; it holds what sampling and classification add together.
    """

    group: str
    theme: str
    n: int
    n_coded: int
    raw: float
    raw_low: float
    raw_high: float
    corrected: float | None
    low: float | None
    high: float | None


def shares(rated: Sequence[Rated], themes: Sequence[str], confidence: float) -> list[Share]:
    """Raw and corrected shares by group and theme; `confidence` of the intervals, for instance 0.95.

    Within each group the coded passages must be a simple random sample of the group's passages.
    """
    made = []
    for group in sorted({row.group for row in rated}):
        rows = [row for row in rated if row.group == group]
        made += _adding_up([_share(rows, theme, confidence) for theme in themes])
    return made


def _adding_up(row: list[Share]) -> list[Share]:
    """The shares of one group with their corrected values moved to the nearest that add up to one and are none below
    zero, where the themes are all that there are; intervals give way where they would leave the value out.

    Duchi, Shalev-Shwartz, Singer and Chandra (2008), "Efficient projections onto the l1-ball", ICML 25, figure 1. The
    true shares lie among such values, therefore none of them is farther from the truth than before.
    """
    estimates = [share.corrected for share in row if share.corrected is not None]
    if len(estimates) < len(row) or not math.isclose(sum(estimates), 1):
        return [_bounded(share, share.corrected) for share in row]
    return [_bounded(share, value) for share, value in zip(row, _nearest(estimates), strict=True)]


def _nearest(estimates: Sequence[float]) -> list[float]:
    """The point of the simplex nearest to estimates that add up to one."""
    excess = 0.0
    total = 0.0
    for n, value in enumerate(sorted(estimates, reverse=True), 1):
        total += value
        if value > (total - 1) / n:
            excess = (total - 1) / n
    return [max(0.0, value - excess) for value in estimates]


def _bounded(share: Share, corrected: float | None) -> Share:
    if corrected is None or share.low is None or share.high is None:
        return share
    value = _cut(corrected)
    return replace(share, corrected=value, low=min(share.low, value), high=max(share.high, value))


def _share(rows: Sequence[Rated], theme: str, confidence: float) -> Share:
    given = [float(row.given == theme) for row in rows]
    n, n_coded = len(rows), sum(row.coded is not None for row in rows)
    raw = fmean(given)
    raw_low, raw_high = wilson(sum(row.given == theme for row in rows), n, confidence)
    corrected: tuple[float | None, float | None, float | None] = (None, None, None)
    if n_coded >= FEWEST_CODED:
        corrected = _corrected(rows, given, theme, NormalDist().inv_cdf((1 + confidence) / 2))
    return Share(rows[0].group, theme, n, n_coded, raw, raw_low, raw_high, *corrected)


def _corrected(
    rows: Sequence[Rated], given: Sequence[float], theme: str, quantile: float
) -> tuple[float, float, float]:
    """Estimate, low and high of design-based supervised learning for a mean.

    Variance: of the theme itself, and of the correction by the share of coded passages that were given wrongly. That
    share is drawn away from zero by half a passage in either direction (Agresti and Min 2005, "Simple improved
    confidence intervals for comparing matched proportions"): a small sample without an error proves no perfection.
    """
    coded = [(row.coded == theme, guess) for row, guess in zip(rows, given, strict=True) if row.coded is not None]
    chance = len(coded) / len(rows)
    estimate = fmean(given) + fmean(truth - guess for truth, guess in coded)
    spread = _spread(_cut(estimate), len(rows), quantile)
    wrong = (sum(truth != guess for truth, guess in coded) + 1) / (len(coded) + 2)
    half = quantile * math.sqrt((spread + (1 / chance - 1) * wrong) / len(rows))
    return (estimate, _cut(estimate - half), _cut(estimate + half))


def _spread(share: float, n: int, quantile: float) -> float:
    """Variance of belonging to the theme, the share drawn towards one half as in Wilson's interval."""
    square = quantile * quantile
    drawn = (n * share + square / 2) / (n + square)
    return drawn * (1 - drawn)


def wilson(right: int, n: int, confidence: float) -> tuple[float, float]:
    """Wilson (1927), "Probable inference, the law of succession, and statistical inference", by SciPy."""
    found = binomtest(right, n).proportion_ci(confidence, method="wilson")
    return float(found.low), float(found.high)


def _cut(value: float) -> float:
    return min(1.0, max(0.0, value))
