"""The planted set at a size that a test bears; the bench runs it at ten and at a hundred thousand passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.dedupe import dedupe
from pipeline.store import Tables
from tests.planted import CHANGES, COPIES, PlantedSet, Score, planted_set, real_paragraphs, score

REPORTS = Path(__file__).parents[3] / "shared" / "corpora" / "government_work_reports"


def scored(made: PlantedSet) -> Score:
    return score(made, dedupe(Tables.of(made.records), Config()))


def judge(result: Score) -> None:
    assert set(result.recall) == {*COPIES, *CHANGES, "split"}
    assert min(result.recall.values()) >= 0.99, [(p.kind, p.base) for p in result.missed]
    assert result.precision >= 0.99, result.false_pairs
    assert set(result.contradictions) == set(CHANGES)
    assert min(result.contradictions.values()) == 1.0
    assert result.false_rows == ()


def test_every_class_is_found_and_no_trap() -> None:
    judge(scored(planted_set(1500)))


def test_every_class_is_found_among_real_paragraphs() -> None:
    real = real_paragraphs(REPORTS)
    if not real:
        pytest.skip("the real reports do not lie beside this checkout (../shared/corpora)")
    judge(scored(planted_set(1500, seed=11, real=real)))
