"""What each part of the theme classifier is worth: `python -m pipeline.labelling.ablation LABELS TEXTS`.

Measured on the training part of the real labels alone, so that the held-out part stays unseen by any choice.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from pipeline.classify.features import PARTS, SCALES, Item
from pipeline.classify.figures import figures
from pipeline.classify.labels import HELD_OUT, Label, examples, labels_folder, read_labels
from pipeline.classify.lexicon import lexicon
from pipeline.classify.scheme import scheme
from pipeline.classify.train import by_source, calibrated, grouped, told, unseen
from pipeline.config import Config
from pipeline.labelling.themes import real_labels
from pipeline.text.segmenter import segmenter

TABLE = Path(__file__).parents[2] / "docs" / "themes-ablation.md"
WITHOUT = {"lexicon": "词典", "model": "单字与双字", "heading": "小标题", "neighbours": "前后段"}
FIGURES = ("accuracy", "accuracy_accepted", "accuracy_easy", "macro_f1", "multi_label_f1", "calibration_error")
_HEAD = """# 主题分类：各部分的贡献

由 `python -m pipeline.labelling.ablation` 从 `labels/themes/` 的训练部分生成，没有用到留出部分。
每格前一数是按文档分组的交叉验证，后一数是逐一留出一类来源。
“接受”指编码员认为同样说得通的另一主题也算对；ECE 为期望校准误差。

| 变体 | 正确率 | 接受 | 易段 | 宏平均 F1 | 多标签 F1 | ECE |
|---|---|---|---|---|---|---|
"""


def variants() -> dict[str, dict[str, Any] | None]:
    """How the regression is fitted in each variant, by its name; None where a segmenter is not installed."""
    found: dict[str, dict[str, Any] | None] = {"全部（采用）": {}}
    for part, name in WITHOUT.items():
        found[f"不用{name}"] = {"scales": _scales({block for block in SCALES if block not in PARTS[part]})}
    for part in ("lexicon", "model"):
        found[f"只用{WITHOUT[part]}"] = {"scales": _scales(set(PARTS[part]))}
    found["一至三字"] = {"ngram_range": (1, 3)}
    found["二至四字"] = {"ngram_range": (2, 4)}
    for name in ("jieba", "pkuseg"):
        cut = _words(name)
        found[f"改用 {name} 词"] = {"analyzer": cut} if cut else None
    return found


def _scales(kept: Set[str]) -> Mapping[str, float]:
    return {block: scale * (block in kept) for block, scale in SCALES.items()}


def _words(name: str) -> Callable[[Item], list[str]] | None:
    try:
        cutter = segmenter(name)
    except ValueError:
        return None
    return lambda item: cutter.cut(item.text)


def rows(labels: Sequence[Label], config: Config) -> Iterable[tuple[str, list[str]]]:
    """The cells of each variant."""
    themes, terms = scheme(config).themes, lexicon(config)
    for name, options in variants().items():
        if options is None:
            yield name, ["未安装，未测", *[""] * (len(FIGURES) - 1)]
            continue
        cells: list[list[str]] = []
        for splits in (grouped(labels), by_source(labels)):
            folds = list(unseen(labels, themes, terms, splits, **options))
            found = figures(*told(folds, calibrated(folds, terms), config), themes)
            cells.append([f"{found[figure]:.3f}" for figure in FIGURES])
        yield name, [" · ".join(pair) for pair in zip(*cells, strict=True)]


def main(folder: Path, texts: Path) -> None:
    """Measure every variant and write the table."""
    config = Config()
    labels = [
        *examples(scheme(config)),
        *read_labels(labels_folder(), scheme(config).themes),
        *(row for row in real_labels(folder, texts, config) if row.split != HELD_OUT),
    ]
    lines = [f"| {name} | {' | '.join(cells)} |\n" for name, cells in rows(labels, config)]
    TABLE.write_text(_HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
