"""Documents drawn as a corpus draws them: each has its own mixture of themes, or of words, and its own length.

Two kinds, after what was measured on real texts by theme: reports (76 work reports: 92 passages on average, coefficient
of variation 0.5, intraclass correlation 0.0 to 0.2) and articles (342 news items: 8 passages, 1.4, 0.1 to 0.6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.stats import t

from pipeline.compare.changes import changes
from pipeline.compare.intervals import DocumentSample, Numbers, share_intervals, too_few
from pipeline.compare.keyness import key_words
from pipeline.config import CompareSettings

Ends = tuple[Numbers, Numbers]
SHARES = np.array([0.36, 0.2, 0.14, 0.1, 0.08, 0.06, 0.04, 0.02])


@dataclass(frozen=True)
class Kind:
    """Passages of a document on average, their coefficient of variation, and how unlike its themes are to another's:
    the standard deviation of the log odds."""

    mean: float
    variation: float
    spread: float

    def draw(self, n: int, rng: np.random.Generator, shift: Numbers | float = 0.0) -> DocumentSample:
        """n documents; `shift` is added to the log shares of all."""
        sizes = self._sizes(n, rng)
        return DocumentSample(rng.multinomial(sizes, self._mixtures(n, rng, shift)), sizes)

    def truth(self, shift: Numbers | float = 0.0) -> Numbers:
        """The shares of all documents that could be drawn, to about 0.001."""
        return np.asarray(self._mixtures(200_000, np.random.default_rng(0), shift).mean(axis=0))

    def _sizes(self, n: int, rng: np.random.Generator) -> np.ndarray:
        width = np.sqrt(np.log1p(self.variation**2))
        drawn = self.mean * np.exp(width * rng.standard_normal(n) - width**2 / 2)
        return np.asarray(np.maximum(2, np.round(drawn)), dtype=np.int64)

    def _mixtures(self, n: int, rng: np.random.Generator, shift: Numbers | float) -> Numbers:
        width = self.spread * np.linspace(0.7, 1.3, len(SHARES))
        odds = np.exp(np.log(SHARES) + shift + width * rng.standard_normal((n, len(SHARES))))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))


REPORTS = Kind(90, 0.5, 0.8)
ARTICLES = Kind(8, 1.2, 1.6)
KINDS = {"reports": REPORTS, "articles": ARTICLES}


def ours(sample: DocumentSample) -> Ends:
    """The intervals of the yearly tables."""
    made = share_intervals(sample, 0.95)
    assert made.low is not None and made.high is not None
    return made.low, made.high


def percentile(sample: DocumentSample) -> Ends:
    """The percentile bootstrap over documents: Efron and Tibshirani (1993), chapter 13."""
    n = len(sample.bases)
    drawn = np.random.default_rng(1).multinomial(n, np.full(n, 1 / n), size=500)
    low, high = np.quantile((drawn @ sample.counts) / (drawn @ sample.bases)[:, None], [0.025, 0.975], axis=0)
    return low, high


def linearised(sample: DocumentSample) -> Ends:
    """Student's t on the linearised ratio: Cochran (1977), section 6.3."""
    n, whole, shares = len(sample.bases), sample.bases.sum(), sample.shares
    residuals = sample.counts - sample.bases[:, None] * shares
    half = t.ppf(0.975, n - 1) * np.sqrt(n / (n - 1) * (residuals**2).sum(axis=0)) / whole
    return shares - half, shares + half


def jackknife_logit(sample: DocumentSample) -> Ends:
    """Student's t on the log odds with the jackknife's variance over documents."""
    n, whole, total = len(sample.bases), sample.bases.sum(), sample.counts.sum(axis=0)
    shares = np.clip(total / whole, 0.5 / whole, 1 - 0.5 / whole)
    without = (total - sample.counts) / (whole - sample.bases)[:, None]
    variance = (n - 1) / n * ((without - without.mean(axis=0)) ** 2).sum(axis=0)
    half = t.ppf(0.975, n - 1) * np.sqrt(variance) / (shares * (1 - shares))
    odds = np.log(shares / (1 - shares))
    return 1 / (1 + np.exp(half - odds)), 1 / (1 + np.exp(-half - odds))


def wilson_passages(sample: DocumentSample) -> Ends:
    """Wilson (1927) on passages, as if each had been drawn alone."""
    n, shares, square = sample.bases.sum(), sample.shares, 1.959964**2
    middle = (shares + square / (2 * n)) / (1 + square / n)
    half = 1.959964 / (1 + square / n) * np.sqrt(shares * (1 - shares) / n + square / (4 * n**2))
    return middle - half, middle + half


METHODS: dict[str, Callable[[DocumentSample], Ends]] = {
    "wilson on passages": wilson_passages,
    "percentile bootstrap": percentile,
    "linearised t": linearised,
    "jackknife t on log odds": jackknife_logit,
    "korn-graubard, effective df": ours,
}


def coverage(kind: Kind, n: int, runs: int, methods: dict[str, Callable[[DocumentSample], Ends]]) -> dict[str, float]:
    """How often each method's 95 % interval holds the true share, over themes and samples that carry an interval."""
    truth = kind.truth()
    held: dict[str, list[float]] = {name: [] for name in methods}
    for sample in samples(kind, n, runs):
        for name, method in methods.items():
            low, high = method(sample)
            held[name].append(float(((low <= truth) & (truth <= high)).mean()))
    return {name: float(np.mean(found)) for name, found in held.items()}


def samples(kind: Kind, n: int, runs: int) -> Iterator[DocumentSample]:
    """Up to `runs` samples of n documents, those left out that carry no interval."""
    rng = np.random.default_rng([7, n])
    for _ in range(runs):
        sample = kind.draw(n, rng)
        if not too_few(sample):
            yield sample


def false_changes(kind: Kind, n: int, runs: int) -> tuple[int, int]:
    """Of two years of n documents each, drawn alike: how often changes were tested, and how often any was told."""
    rng = np.random.default_rng([8, n])
    found = [changes(kind.draw(n, rng), kind.draw(n, rng), str(run), CompareSettings()) for run in range(runs)]
    tested = [(c.low, c.high) for c in found if c.low is not None and c.high is not None]
    return len(tested), sum(bool(((low > 0) | (high < 0)).any()) for low, high in tested)


def texts(n: int, rng: np.random.Generator, words: int = 400, subjects: int = 8) -> sparse.csr_array:
    """The words of n documents, documents x words: each is about one subject, whose words come in bursts, and some are
    ten times as long as others."""
    usual = 1 / np.arange(1, words + 1)
    about = np.exp(1.5 * rng.standard_normal((subjects, words)))
    own = usual * about[rng.integers(subjects, size=n)] * rng.gamma(0.3, 1 / 0.3, (n, words))
    sizes = np.round(150 * np.exp(0.8 * rng.standard_normal(n))).astype(int) + 20
    return sparse.csr_array(rng.multinomial(sizes, own / own.sum(axis=1, keepdims=True)))


def false_key_words(counts: sparse.csr_array, n: int, runs: int, settings: CompareSettings) -> float:
    """Of years of n documents dealt at random from `counts`: the share that has any key word."""
    rng = np.random.default_rng([9, n])
    told = 0
    for run in range(runs):
        here = np.zeros(counts.shape[0], dtype=bool)
        here[rng.permutation(counts.shape[0])[:n]] = True
        told += len(key_words(counts, here, str(run), settings).words) > 0
    return told / runs
