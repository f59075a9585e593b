"""The trained part: features, the file, training that repeats itself, figures that hold."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from pipeline.classify import combine, metrics
from pipeline.classify.ablation import FIGURES, TABLE, Row, table
from pipeline.classify.crossval import cross_validate, folds, nested_scores
from pipeline.classify.evidence import PARTS, SHAPES, Evidence, Item, gather, shapes
from pipeline.classify.labels import read_labels
from pipeline.classify.lexicon import lexicon
from pipeline.classify.model import MODEL, from_bytes, load
from pipeline.classify.ngrams import Vocabulary, grams, vocabulary
from pipeline.classify.train import LABELS, REPORT, inputs_digest, train, trainer
from pipeline.config import Config, ThemeSettings

MADE = trainer(Config())
LABELLED = read_labels(LABELS, MADE.themes)


def test_grams_break_at_what_is_neither_a_character_nor_a_telling_mark() -> None:
    assert grams("述职,评") == {"述", "职", "述职", "评"}
    assert "职评议考" in grams("述职评议考核")
    assert not any(len(term) > 4 for term in grams("述职评议考核"))


def test_a_vector_counts_nested_terms_and_has_length_one() -> None:
    vector = Vocabulary(("党", "党建"), np.array([1.0, 2.0])).vector("党建，党")
    assert vector.places.tolist() == [0, 1]
    ratio = vector.values[1] / vector.values[0]
    assert ratio == pytest.approx(2 / (1 + math.log(2)))
    assert float((vector.values**2).sum()) == pytest.approx(1)


def test_a_term_of_one_document_is_no_feature() -> None:
    made = vocabulary(["甲乙", "甲丙", "乙丁"], ["x", "x", "y"], ["a", "a", "b"], 10)
    assert made.terms == ("乙",)


def test_folds_keep_documents_together_and_ask_each_label_once() -> None:
    asked = []
    for known, out in folds(LABELLED):
        assert not {LABELLED[at].doc for at in known} & {LABELLED[at].doc for at in out}
        asked += out
    assert sorted(asked) == list(range(len(LABELLED)))


def test_neighbours_stay_within_the_document() -> None:
    items = [Item("a", "", "整改问责约谈"), Item("b", "", "文"), Item("b", "", "两个维护")]
    found = gather(items, np.zeros((3, 7)), lexicon(Config()), MADE.themes)
    around = found.features[:, :, PARTS.index("neighbours")]
    assert not around[0].any()
    assert around[1].argmax() == MADE.themes.index("political_construction")
    assert shapes(items)[:, 2].tolist() == [1, 1, 0]


def _some_evidence() -> tuple[Evidence, np.ndarray]:
    random = np.random.default_rng(1)
    features = random.random((40, 7, len(PARTS)))
    wanted = np.eye(7)[(features[:, :, 0] * 3).argmax(axis=1)]
    return Evidence(features, random.random((40, SHAPES)), (), ()), wanted


def test_combination_learns_which_part_decides_and_its_slope_is_right() -> None:
    evidence, wanted = _some_evidence()
    rule = combine.fit(evidence, wanted, wanted)
    assert rule.weights.argmax() == 0
    assert (rule.probabilities(evidence).argmax(axis=1) == wanted.argmax(axis=1)).mean() > 0.9
    assert rule.probabilities(evidence).sum(axis=1) == pytest.approx(np.ones(40))
    point = np.linspace(-1, 1, len(PARTS) + 7 + SHAPES)
    _, slope = combine._loss(point, evidence, wanted)
    for at in range(len(point)):
        step = np.eye(len(point))[at] * 1e-6
        up, down = (combine._loss(point + sign * step, evidence, wanted)[0] for sign in (1, -1))
        assert slope[at] == pytest.approx((up - down) / 2e-6, abs=1e-3)


def test_temperature_brings_overconfidence_down() -> None:
    random = np.random.default_rng(2)
    utilities = random.normal(size=(500, 4))
    chances = combine.softmax(utilities)
    wanted = np.array([np.eye(4)[random.choice(4, p=row)] for row in chances])
    assert combine.fit_temperature(3 * utilities, wanted) == pytest.approx(3, abs=0.6)


def test_training_twice_gives_the_same_bytes_and_the_file_reads_back() -> None:
    docs = list(dict.fromkeys(row.doc for row in LABELLED))[:4]
    few = [row for row in LABELLED if row.doc in docs]

    def trained() -> bytes:
        return train(few, MADE, cross_validate(few, MADE, nested_scores(few, MADE))).to_bytes()

    first = trained()
    assert first == trained()
    assert from_bytes(first).to_bytes() == first


def test_the_model_file_is_small_plain_and_belongs_to_its_inputs() -> None:
    data = MODEL.read_bytes()
    assert len(data) < 1_000_000
    assert from_bytes(data).to_bytes() == data
    assert load().themes == MADE.themes
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    assert report["inputs"] == inputs_digest(Config(), LABELS), "run python -m pipeline.classify.train"


def test_cross_validated_figures_hold() -> None:
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    assert report["accuracy"] >= 0.85
    assert report["accuracy_easy"] >= 0.92
    assert report["macro_f1"] >= 0.85
    assert report["multi_label_f1"] >= 0.81
    assert report["calibration_error"] <= 0.05
    full, at_80 = (next(p for p in report["risk_coverage"] if p["coverage"] < top) for top in (1.1, 0.81))
    assert at_80["accuracy"] >= full["accuracy"] + 0.06


def test_the_setting_is_the_threshold_that_was_measured() -> None:
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    assert ThemeSettings().abstain == report["abstain_threshold"]


def test_the_ablation_page_shows_its_figures_and_every_part_earns_its_place() -> None:
    rows = [Row(**row) for row in json.loads(FIGURES.read_text(encoding="utf-8"))]
    assert TABLE.read_text(encoding="utf-8") == table(rows)
    figures = {row.variant: row.accuracy or 0 for row in rows}
    whole = figures["全部（采用）"]
    assert all(whole > figures[name] for name in ("词典", "模型", "词典+小标题+邻段", "模型+小标题+邻段"))


def test_metrics_on_small_cases() -> None:
    assert metrics.macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(2 / 3)
    assert metrics.multi_label_f1([["a", "b"], ["c"]], [["a"], ["c", "d"]]) == pytest.approx(4 / 6)
    bins = metrics.reliability(np.array([0.95, 0.95, 0.15, 1.0]), np.array([1.0, 0.0, 0.0, 1.0]))
    assert [(row.low, row.n, row.accuracy) for row in bins] == [(0.1, 1, 0.0), (0.9, 3, 0.6667)]
    assert metrics.calibration_error(bins) == pytest.approx((0.15 + 3 * (2.9 / 3 - 2 / 3)) / 4, abs=1e-3)
    points = metrics.risk_coverage(np.array([0.9, 0.1]), np.array([1.0, 0.0]), steps=2)
    assert [(p.coverage, p.accuracy, p.threshold) for p in points] == [(1.0, 0.5, 0.1), (0.5, 1.0, 0.9)]
