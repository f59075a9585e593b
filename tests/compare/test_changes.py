"""Changes: what chance alone would do is never told, what is there is found, and all keys are held at once."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from pipeline.compare.changes import Changes, changes
from pipeline.compare.intervals import DocumentSample
from pipeline.config import CompareSettings
from tests.compare.simulate import REPORTS

SETTINGS = CompareSettings()


def moved(found: Changes) -> np.ndarray:
    assert found.low is not None and found.high is not None
    return (found.low > 0) | (found.high < 0)


def test_of_all_dealings_of_the_same_documents_one_in_forty_is_told_at_most() -> None:
    """All 252 ways of dealing ten documents to two years: the rule itself, without luck."""
    whole = REPORTS.draw(10, np.random.default_rng(3))
    told = 0
    for late in itertools.combinations(range(10), 5):
        mark = np.isin(np.arange(10), late)
        later, earlier = (DocumentSample(whole.counts[m], np.full(5, 400)) for m in (mark, ~mark))
        told += bool(moved(changes(later, earlier, "x", SETTINGS)).any())
    assert told / 252 <= 0.025


def test_what_is_there_is_found_with_its_size() -> None:
    rng = np.random.default_rng(5)
    shift = np.array([0, 1.5, 0, 0, 0, 0, 0, 0])
    found = changes(REPORTS.draw(40, rng, shift), REPORTS.draw(40, rng), "x", SETTINGS)
    truth = REPORTS.truth(shift) - REPORTS.truth()
    assert found.low is not None and found.high is not None and found.p is not None
    assert moved(found)[1] and found.low[1] <= truth[1] <= found.high[1]
    assert ((found.p <= 0.025) == moved(found)).all(), "the interval and p say the same"
    assert (found.p >= 1 / SETTINGS.resamples).all(), "the observed dealing counts as one"


def test_more_keys_need_stronger_evidence() -> None:
    rng = np.random.default_rng(6)
    now, then = REPORTS.draw(12, rng), REPORTS.draw(12, rng)
    first, second = (DocumentSample(s.counts[:, :1], s.bases) for s in (now, then))
    one = changes(first, second, "x", SETTINGS)
    many = changes(now, then, "x", SETTINGS)
    assert one.p is not None and many.p is not None and one.p[0] <= many.p[0]
    assert "同时比较1项" in one.note and "同时比较8项" in many.note


def test_the_same_documents_give_the_same_interval() -> None:
    rng = np.random.default_rng(7)
    now, then = REPORTS.draw(20, rng), REPORTS.draw(20, rng)
    first, again = (changes(now, then, "x", SETTINGS) for _ in range(2))
    assert first.low is not None and again.low is not None and (first.low == again.low).all()


def test_a_key_that_neither_year_has_is_not_compared() -> None:
    now = DocumentSample(np.array([[3, 0]] * 6), np.full(6, 10))
    found = changes(now, now, "x", SETTINGS)
    assert found.low is not None and found.high is not None
    assert found.low[0] == found.high[0] == 0 and np.isnan(found.low[1])


@pytest.mark.parametrize(("n", "why"), [(1, "本年度仅一份文档"), (4, "本年度仅4份文档，少于5份")])
def test_too_few_documents_are_not_tested(n: int, why: str) -> None:
    now, then = (DocumentSample(np.ones((size, 2), int), np.full(size, 4)) for size in (n, 9))
    found = changes(now, then, "x", SETTINGS)
    assert found.low is None and found.note == f"{why}，不检验变化"
