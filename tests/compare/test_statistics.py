"""The statistics against independent implementations and a published worked example, to 1e-9."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from pipeline.compare.keyness import (
    deviation_of_proportions,
    log_likelihood,
    log_odds,
    log_ratio,
)

counts = st.integers(0, 400)


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=20))
def test_log_likelihood_is_two_cells_of_the_g_test(pairs: list[tuple[int, int]]) -> None:
    a, b = np.array([p[0] for p in pairs], float), np.array([p[1] for p in pairs], float)
    n_a, n_b = 5000.0, 9000.0
    for g2, x, y in zip(log_likelihood(a, b, n_a, n_b), a, b, strict=True):
        expected = 0.0
        for observed, size in ((x, n_a), (y, n_b)):
            if observed:
                expected += 2 * observed * math.log(observed / (size * (x + y) / (n_a + n_b)))
        assert g2 == pytest.approx(expected, abs=1e-9)


def test_log_likelihood_is_near_the_full_table_of_scipy() -> None:
    """The two cells of the words left out add little where a word is rare: the two statistics agree to 1 %."""
    g2 = log_likelihood(np.array([60.0]), np.array([20.0]), 50_000, 60_000)[0]
    table = [[60, 20], [50_000 - 60, 60_000 - 20]]
    full = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert g2 == pytest.approx(full, rel=0.01)


def test_log_ratio_doubles_by_one() -> None:
    ratios = log_ratio(np.array([20.0, 0.0]), np.array([10.0, 8.0]), 1000, 1000)
    assert ratios == pytest.approx([1.0, math.log2(0.5 / 8)], abs=1e-12)


def test_log_odds_follow_the_published_equations() -> None:
    a, b, n_a, n_b = [30, 5, 65], [10, 25, 165], 100, 200
    alpha = [x + y for x, y in zip(a, b, strict=True)]
    total = sum(alpha)
    for z, y_a, y_b, prior in zip(log_odds(*map(np.array, (a, b)), n_a, n_b), a, b, alpha, strict=True):
        delta = math.log((y_a + prior) / (n_a + total - y_a - prior))
        delta -= math.log((y_b + prior) / (n_b + total - y_b - prior))
        assert z == pytest.approx(delta / math.sqrt(1 / (y_a + prior) + 1 / (y_b + prior)), abs=1e-9)


def test_dispersion_of_the_published_example() -> None:
    """Gries (2008), section 3.1: five equal parts, a word standing 1, 2, 3, 4 and 5 times has DP 0.2."""
    assert deviation_of_proportions([1, 2, 3, 4, 5], [10] * 5) == pytest.approx(0.2, abs=1e-9)
    assert deviation_of_proportions([7, 7], [10, 10]) == 0
    assert deviation_of_proportions([7], [10]) is None
