"""Intervals of shares: none for too few documents, and those that are given hold as often as they say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from pipeline.compare.intervals import FEWEST, DocumentSample, share_intervals
from tests.compare.simulate import ARTICLES, METHODS, REPORTS, Kind, coverage, ours, wilson_passages


def sample(counts: list[int], bases: list[int]) -> DocumentSample:
    return DocumentSample(np.array(counts)[:, None], np.array(bases))


def test_few_documents_carry_no_interval() -> None:
    for n in range(FEWEST):
        made = share_intervals(sample([1] * n, [4] * n), 0.95)
        assert made.low is None
        assert "无区间" in made.note or "不给区间" in made.note


def test_documents_without_text_are_none() -> None:
    assert share_intervals(sample([1, 1, 0, 0, 0, 0], [4, 4, 0, 0, 0, 0]), 0.95).note == "仅2份文档，少于5份，不给区间"


def test_one_long_document_among_short_ones_is_few_documents() -> None:
    made = share_intervals(sample([1] * 8, [200, *[5] * 7]), 0.95)
    assert made.low is None
    assert made.note == "8份文档长短悬殊，只抵1.3份等长文档，少于5份，不给区间"


def test_documents_that_agree_give_the_interval_of_passages_but_for_the_t() -> None:
    """Where documents do not cluster nothing but Student's t parts it from Clopper and Pearson on the passages."""
    made = share_intervals(sample([10, 9, 11, 10] * 50, [40] * 200), 0.95)
    plain = binomtest(2000, 8000).proportion_ci(0.95, method="exact")
    assert made.low is not None and made.high is not None
    assert (made.low[0], made.high[0]) == pytest.approx((plain.low, plain.high), abs=2e-4)


def test_what_clusters_is_less_certain() -> None:
    even = share_intervals(sample([10] * 10, [20] * 10), 0.95)
    torn = share_intervals(sample([20, 0] * 5, [20] * 10), 0.95)
    for made in (even, torn):
        assert made.low is not None and made.high is not None
    assert torn.high[0] - torn.low[0] > 2 * (even.high[0] - even.low[0])  # type: ignore[index]


def test_an_absent_theme_of_clustered_texts_is_not_held_for_certain() -> None:
    counts = np.array([[20, 0, 0], [0, 20, 0]] * 5)
    made = share_intervals(DocumentSample(counts, np.full(10, 20)), 0.95)
    assert made.high is not None and made.low is not None
    assert made.low[2] == 0 and made.high[2] > binomtest(0, 200).proportion_ci(0.95).high


@pytest.mark.parametrize("kind", [REPORTS, ARTICLES], ids=["reports", "articles"])
def test_intervals_cover(kind: Kind) -> None:
    """Wide margins for few runs; `make bench` measures closely."""
    found = coverage(kind, 20, 120, {"ours": ours, "passages": wilson_passages, "old": METHODS["percentile bootstrap"]})
    assert 0.92 <= found["ours"] <= 0.985
    assert found["ours"] > found["old"] > found["passages"]
