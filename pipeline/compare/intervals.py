"""Intervals of a year's shares. Documents are the sampling unit, and too few of them carry no interval."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, norm, t

Numbers = NDArray[np.float64]

# In documents of equal length. With fewer, no interval of those tried covers as often as it says: `make bench`.
FEWEST = 5


@dataclass(frozen=True)
class DocumentSample:
    """The documents of one year and scope. counts: documents x keys; bases: documents, what the counts are shares of.

    A document without any base is none: it says nothing about a share.
    """

    counts: NDArray[np.int64]
    bases: NDArray[np.int64]

    @cached_property
    def shares(self) -> Numbers:
        """The pooled share of each key, 0 to 1; nan without any base."""
        total = self.counts.sum(axis=0)
        whole = self.bases.sum()
        return total / whole if whole else np.full(len(total), np.nan)

    def speaking(self) -> DocumentSample:
        """The documents that have a base."""
        told = self.bases > 0
        return DocumentSample(self.counts[told], self.bases[told])

    @property
    def effective(self) -> float:
        """How many documents of equal length would weigh as much; Kish (1965), Survey Sampling, section 11.7."""
        whole = float(self.bases.sum())
        return whole * whole / float((self.bases.astype(float) ** 2).sum()) if whole else 0.0


@dataclass(frozen=True)
class Intervals:
    """The ends of the interval of each share, or none; `note` says in Chinese how they were made or why not."""

    low: Numbers | None
    high: Numbers | None
    note: str


def too_few(sample: DocumentSample) -> str:
    """Why the documents carry no interval, in Chinese; empty where they carry one."""
    n, effective = int((sample.bases > 0).sum()), sample.effective
    if not n:
        return "分母为零"
    if n == 1:
        return "仅一份文档"
    if n < FEWEST:
        return f"仅{n}份文档，少于{FEWEST}份"
    if effective < FEWEST:
        # Cut, not rounded: 4.96 must not read as 5.0.
        return f"{n}份文档长短悬殊，只抵{int(effective * 10) / 10}份等长文档，少于{FEWEST}份"
    return ""


def share_intervals(sample: DocumentSample, confidence: float) -> Intervals:
    """The interval of each pooled share, or none below FEWEST documents.

    Korn and Graubard (1998), "Confidence intervals for proportions with small expected number of positive counts
    estimated from survey data", Survey Methodology 24: Clopper and Pearson's interval (Beyer's words for few events)
    with the number of passages divided by the design effect, and with Student's t in the place of the normal. The
    variance is the jackknife's over documents, CR3 of Bell and McCaffrey (2002); the degrees of freedom are the
    effective documents less one, as in Carter, Schnepel and Steigerwald (2017) for clusters of unequal size.
    """
    if reason := too_few(sample):
        return Intervals(None, None, f"{reason}，{'无区间' if '少于' not in reason else '不给区间'}")
    said = sample.speaking()
    whole = float(said.bases.sum())
    quantile = float(t.ppf((1 + confidence) / 2, said.effective - 1)) / float(norm.ppf((1 + confidence) / 2))
    size = whole / _design_effects(said) / quantile**2
    low, high = _clopper_pearson(said.shares * size, size, (1 - confidence) / 2)
    note = f"以文档为抽样单位（Korn—Graubard 法），{confidence:.0%}区间，{len(said.bases)}份文档"
    return Intervals(low, high, note)


def _design_effects(sample: DocumentSample) -> Numbers:
    """How much less a passage says than one drawn alone, by key, 1 at least.

    A key that nothing, or everything, was counted for has no variance of its own: it takes the mean over the keys
    (Rao and Scott 1981), so that an absent theme of clustered texts is not held for certain.
    """
    shares, whole = sample.shares, float(sample.bases.sum())
    weight = (sample.bases / whole)[:, None]
    residuals = (sample.counts - sample.bases[:, None] * shares) / (1 - weight)
    variance = (residuals**2).sum(axis=0) / whole**2
    alone = shares * (1 - shares) / whole
    mean = variance.sum() / alone.sum() if alone.sum() else 1.0
    own = np.divide(variance, alone, out=np.full(len(shares), mean), where=alone > 0)
    return np.asarray(np.maximum(own, 1.0), dtype=float)


def _clopper_pearson(found: Numbers, size: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """Clopper and Pearson (1934) for `found` of `size`, neither of which need be whole."""
    rest = np.maximum(size - found, 0)
    low = np.where(found > 0, beta.ppf(tail, np.maximum(found, 1e-12), rest + 1), 0.0)
    high = np.where(rest > 1e-9, beta.ppf(1 - tail, found + 1, np.maximum(rest, 1e-12)), 1.0)
    return low, high
