"""Documents dealt anew to two groups of years: what any difference between them would be if years did not matter.

Documents change groups, not passages or words, which come together in a text: all dealings where they are few, a random
sample of them else, the observed one among them (Phipson and Smyth 2010). The largest difference of each dealing gives
one bound for all that is compared, which holds the chance of even one false assertion, whatever the things compared
have to do with each other: Westfall and Young (1993), Resampling-Based Multiple Testing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.compare.intervals import Numbers

# Cells of a block of dealings by documents or keys.
_BLOCK = 4_000_000


@dataclass(frozen=True)
class Deals:
    """The ways of dealing `n` documents to two groups, `later` of them to the later one: all, or `most` at random."""

    n: int
    later: int
    most: int
    seed: list[int]

    @property
    def all(self) -> bool:
        """Whether every dealing is made."""
        return math.comb(self.n, self.later) <= self.most

    @property
    def observed(self) -> Numbers:
        """The dealing that gives the later group the first documents: what was found."""
        return self._marked(np.arange(self.later)[None, :])

    def blocks(self, width: int) -> Iterator[Numbers]:
        """Dealings x documents, the observed one among them."""
        size = max(1, _BLOCK // max(1, width))
        if self.all:
            ways = itertools.combinations(range(self.n), self.later)
            while chosen := list(itertools.islice(ways, size)):
                yield self._marked(np.array(chosen))
            return
        yield self.observed
        rng = np.random.default_rng(self.seed)
        for start in range(1, self.most, size):
            order = rng.random((min(size, self.most - start), self.n)).argsort(axis=1)
            yield self._marked(order[:, : self.later])

    def _marked(self, chosen: NDArray[np.intp]) -> Numbers:
        dealt = np.zeros((len(chosen), self.n))
        np.put_along_axis(dealt, chosen, 1.0, axis=1)
        return dealt

    def way(self, groups: str) -> str:
        """How the documents of `groups` were dealt anew, in Chinese."""
        if self.all:
            return f"把{groups}的文档重新分配，全部{math.comb(self.n, self.later)}种"
        return f"把{groups}的文档随机重新分配{self.most}次"
