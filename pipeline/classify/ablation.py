"""What each part is worth: `python -m pipeline.classify.ablation` measures variants and writes the docs table."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.classify import metrics
from pipeline.classify.crossval import FoldScores, Trainer, cross_validate, nested_scores
from pipeline.classify.labels import Label, read_labels
from pipeline.classify.model import MODEL
from pipeline.classify.ngrams import grams
from pipeline.classify.train import LABELS, chosen, second_threshold, trainer
from pipeline.config import Config
from pipeline.text.segmenter import segmenter

TABLE = Path(__file__).parents[2] / "docs" / "themes-ablation.md"
FIGURES = MODEL.with_name("ablation.json")
SEGMENTERS = ("jieba", "pkuseg")
_EDGE = "\u2009"
"""Stands at both ends of every word in the segmented view, so that a word is never found inside another."""

_VARIANTS = {
    "词典": ("lexicon",),
    "模型": ("model",),
    "词典+模型": ("lexicon", "model"),
    "词典+小标题+邻段": ("lexicon", "heading", "neighbours"),
    "模型+小标题+邻段": ("model", "heading", "neighbours"),
    "词典+模型+小标题": ("lexicon", "model", "heading"),
    "词典+模型+邻段": ("lexicon", "model", "neighbours"),
    "全部（采用）": ("lexicon", "model", "heading", "neighbours"),
}
_HEAD = """# 主题分类：各部分的贡献

按文档分组的嵌套交叉验证，由 `python -m pipeline.classify.ablation` 从 `corpus/labels/` 生成。ECE 为期望校准误差；
“80% 处”为只回答把握最大的五分之四段落时的准确率。

| 变体 | 准确率 | 易段准确率 | 宏平均 F1 | 多标签 F1 | ECE | 80% 处 |
|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Row:
    """The figures of one variant; a segmenter that is not installed has a note instead."""

    variant: str
    accuracy: float | None = None
    accuracy_easy: float | None = None
    macro_f1: float | None = None
    multi_label_f1: float | None = None
    calibration_error: float | None = None
    accuracy_at_80: float | None = None
    note: str = ""


def ablate(labels: Sequence[Label], made: Trainer) -> list[Row]:
    """Every variant on the same folds."""
    scores = nested_scores(labels, made)
    rows = [
        measure(name, labels, dataclasses.replace(made, parts=frozenset(parts)), scores)
        for name, parts in _VARIANTS.items()
    ]
    for name in SEGMENTERS:
        rows.extend(_with_segmenter(name, labels, made))
    return rows


def _with_segmenter(name: str, labels: Sequence[Label], made: Trainer) -> list[Row]:
    """The whole rule with a model over the segmenter's words, alone and beside the n-grams."""
    try:
        cut = segmenter(name).cut
    except ValueError:
        return [Row(f"全部，模型改用 {name} 词", note="未安装，未测")]
    words = [dataclasses.replace(row, text=_view(cut(row.text))) for row in labels]
    both = [dataclasses.replace(a, text=a.text + b.text) for a, b in zip(labels, words, strict=True)]
    return [
        _remeasure(f"全部，模型改用 {name} 词", labels, words, made, word_set),
        _remeasure(f"全部，模型并用 n-gram 与 {name} 词", labels, both, made, _gram_and_word_set),
    ]


def _remeasure(
    name: str, labels: Sequence[Label], seen: Sequence[Label], made: Trainer, grams: Callable[[str], set[str]]
) -> Row:
    scores = nested_scores(seen, dataclasses.replace(made, grams=grams))
    return measure(name, labels, made, scores)


def _view(words: Sequence[str]) -> str:
    return "".join(f"{_EDGE}{word}{_EDGE}" for word in words)


def word_set(view: str) -> set[str]:
    """The words of a segmented view, with their edges."""
    return {f"{_EDGE}{word}{_EDGE}" for word in view.split(_EDGE) if word.strip()}


def _gram_and_word_set(view: str) -> set[str]:
    text, _, words = view.partition(_EDGE)
    return grams(text) | word_set(_EDGE + words)


def measure(name: str, labels: Sequence[Label], made: Trainer, scores: Sequence[FoldScores]) -> Row:
    """One variant's figures by grouped cross-validation."""
    held_out = cross_validate(labels, made, scores)
    probabilities = held_out.probabilities(made.primary(labels))
    truth = [row.primary for row in labels]
    first = probabilities.argmax(axis=1)
    guess = [made.themes[k] for k in first]
    right = np.array([float(a == b) for a, b in zip(truth, guess, strict=True)])
    sure = probabilities.max(axis=1)
    easy = np.array([row.difficulty == "easy" for row in labels])
    given = chosen(made.themes, first, held_out.memberships, second_threshold(labels, made, held_out))
    at_80 = next(point for point in metrics.risk_coverage(sure, right) if point.coverage < 0.81)
    return Row(
        name,
        accuracy=_rounded(right.mean()),
        accuracy_easy=_rounded(right[easy].mean()),
        macro_f1=_rounded(metrics.macro_f1(truth, guess)),
        multi_label_f1=_rounded(metrics.multi_label_f1([row.themes for row in labels], given)),
        calibration_error=_rounded(metrics.calibration_error(metrics.reliability(sure, right))),
        accuracy_at_80=at_80.accuracy,
    )


def _rounded(value: float) -> float:
    return round(float(value), 3)


def table(rows: Sequence[Row]) -> str:
    """The docs page."""
    lines = []
    for row in rows:
        values = list(dataclasses.astuple(row))[1:-1]
        cells = [row.note] + [""] * 5 if row.note else [f"{value:.3f}" for value in values]
        lines.append(f"| {row.variant} | {' | '.join(cells)} |")
    return _HEAD + "\n".join(lines) + "\n"


def main() -> int:
    """Measure on `corpus/labels/` and write the table and its figures."""
    made = trainer(Config())
    rows = ablate(read_labels(LABELS, made.themes), made)
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(table(rows), encoding="utf-8")
    figures = [dataclasses.asdict(row) for row in rows]
    FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
