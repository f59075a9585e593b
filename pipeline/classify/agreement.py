"""How far two coders agree, beyond chance, and where they do not."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    """Cohen (1960), "A coefficient of agreement for nominal scales"; nan where chance agreement is 1."""
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum(a == b for a, b in pairs) / n
    chance = sum(first[name] * second[name] for name in first) / (n * n)
    return (seen - chance) / (1 - chance) if chance < 1 else float("nan")


def krippendorff_alpha(units: Sequence[Sequence[str | None]]) -> float:
    """Nominal alpha for any number of coders and missing codes; nan where only one value was ever used.

    Krippendorff (2011), "Computing Krippendorff's alpha-reliability": 1 − observed / expected disagreement over the
    coincidences of values within units; a unit with fewer than two codes tells nothing.
    """
    coincidences: dict[Pair, float] = defaultdict(float)
    for unit in units:
        codes = [code for code in unit if code is not None]
        for a, code in enumerate(codes):
            for b, other in enumerate(codes):
                if a != b:
                    coincidences[code, other] += 1 / (len(codes) - 1)
    totals: dict[str, float] = defaultdict(float)
    for (code, _), weight in coincidences.items():
        totals[code] += weight
    n = sum(totals.values())
    observed = sum(weight for (a, b), weight in coincidences.items() if a != b)
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)
    return 1 - (n - 1) * observed / expected if expected else float("nan")


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
    generator = np.random.default_rng(seed)
    drawn = generator.integers(0, len(pairs), size=(resamples, len(pairs)))
    values = np.array([measure([pairs[at] for at in row]) for row in drawn])
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(values, [tail, 1 - tail])
    return Agreement(measure(pairs), float(low), float(high), len(pairs))
