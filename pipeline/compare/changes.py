"""Whether the shares of two years differ by more than chance: documents dealt to the two years anew."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.compare.dealings import Deals
from pipeline.compare.intervals import DocumentSample, Numbers, too_few
from pipeline.config import CompareSettings

# Of the variance that a difference has when years do not matter: what is added to every variance, as the constant of
# Tusher, Tibshirani and Chu (2001), so that documents which happen to agree do not make a small difference certain.
_STEADY = 0.2


@dataclass(frozen=True)
class Changes:
    """By key: the ends of the interval of the difference and the p value, all for every key at once.

    nan for a key that neither year has; all None where no test can be made. `note` says in Chinese how or why not.
    """

    low: Numbers | None
    high: Numbers | None
    p: Numbers | None
    note: str


def untested(note: str) -> Changes:
    """No test; `note` says why."""
    return Changes(None, None, None, note)


def changes(
    now: DocumentSample,
    then: DocumentSample,
    label: str,
    settings: CompareSettings,
    names: tuple[str, str, str] = ("本年度", "上一年度", "两年"),
) -> Changes:
    """The differences of the pooled shares, now less then; `names` are what the note calls now, then, and both.

    Documents change years, not passages: all dealings where they are few, a random sample of them else. The largest
    studentised difference of each dealing gives one bound for all keys, which holds the chance of even one false
    assertion at 1 - change_confidence, whatever the keys have to do with each other: Westfall and Young (1993),
    Resampling-Based Multiple Testing. Studentised, the test also holds where the years differ in spread: Chung and
    Romano (2013), "Exact and asymptotically robust permutation tests", Annals of Statistics 41. The interval excludes
    zero exactly where p is at most 1 - change_confidence. The observed dealing counts as one (Phipson and Smyth 2010).
    The seed is drawn from the settings and `label`: equal inputs give equal results whatever else the corpus holds.
    """
    for name, sample in zip(names, (now, then), strict=False):
        if reason := too_few(sample):
            return untested(f"{name}{reason}，不检验变化")
    new, old = now.speaking(), then.speaking()
    counts = np.concatenate([new.counts, old.counts])
    met = counts.sum(axis=0) > 0
    bases = np.concatenate([new.bases, old.bases]).astype(float)
    test = _Test(counts[:, met].astype(float), bases)
    seed = [settings.seed, zlib.crc32(label.encode())]
    deals = Deals(len(bases), len(new.bases), settings.resamples, seed)
    difference, error = test.differences(deals.observed)
    largest = np.concatenate([test.largest(block) for block in deals.blocks(max(met.sum(), len(bases)))])
    strength = np.round(np.abs(difference[0]) / error[0], 9)
    bound = np.sort(largest)[::-1][math.floor(len(largest) * (1 - settings.change_confidence) + 1e-9)]
    p = (largest[None, :] >= strength[:, None]).mean(axis=1)
    half = bound * error[0]
    made = (difference[0] - half, difference[0] + half, p)
    low, high, chance = (_spread(values, met) for values in made)
    note = (
        f"{deals.way(names[2])}；区间和p值按同时比较{int(met.sum())}项校正，区间为{100 * settings.change_confidence:g}%"
    )
    return Changes(np.clip(low, -1, 1), np.clip(high, -1, 1), chance, note)


def _spread(values: Numbers, met: NDArray[np.bool_]) -> Numbers:
    whole = np.full(len(met), np.nan)
    whole[met] = values
    return whole


class _Test:
    """The studentised differences of any dealing. counts: documents x keys; bases: documents.

    All sums are of whole numbers and therefore exact, whatever the machine's arithmetic.
    """

    def __init__(self, counts: Numbers, bases: Numbers) -> None:
        column = bases[:, None]
        self.n = len(bases)
        self.parts = (counts, counts**2, counts * column, column, column**2)
        self.whole = tuple(part.sum(axis=0) for part in self.parts)
        _, spread = self._moments(tuple(w[None, :] for w in self.whole), self.n)
        self.steady = spread[0] * self.n

    def differences(self, dealt: Numbers) -> tuple[Numbers, Numbers]:
        """Difference and standard error, dealings x keys; `dealt`: dealings x documents, 1 for the later year."""
        n = float(dealt[0].sum())
        later = tuple(dealt @ part for part in self.parts)
        earlier = tuple(w[None, :] - part for w, part in zip(self.whole, later, strict=True))
        share, variance = self._moments(later, n)
        share_before, variance_before = self._moments(earlier, self.n - n)
        steady = _STEADY * self.steady * (1 / n + 1 / (self.n - n))
        return share - share_before, np.maximum(np.sqrt(variance + variance_before + steady), 1e-12)

    def largest(self, dealt: Numbers) -> Numbers:
        """The largest studentised difference of each dealing, without its sign."""
        difference, error = self.differences(dealt)
        strongest: Numbers = np.round(np.abs(difference) / error, 9).max(axis=1, initial=0)
        return strongest

    @staticmethod
    def _moments(sums: tuple[Numbers, ...], n: float) -> tuple[Numbers, Numbers]:
        """Share and linearised variance of a ratio over n documents; Cochran (1977), section 6.3."""
        counted, squares, products, base, base_squares = sums
        share = counted / base
        spread = np.maximum(squares - 2 * share * products + share**2 * base_squares, 0)
        return share, n / (n - 1) * spread / base**2
