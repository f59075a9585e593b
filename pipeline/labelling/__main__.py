"""Trains the frames' rankers: `python -m pipeline.labelling LABELS TEXTS [TEXTS ...]`.

Thresholds are chosen by cross-validation over sources, for the precision stated below; then the rankers are trained on
all labels of the training part, measured on the part held out, and written with their figures beside them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.config import Config
from pipeline.frame.decode import frames
from pipeline.frame.ranker import MODEL, Ranker, packed
from pipeline.frame.wordclasses import CLASSES, kin, word_classes
from pipeline.labelling.evaluate import FrameAnswer, answers, figures, held
from pipeline.labelling.labels import SLOTS, unlabelled
from pipeline.labelling.samples import Sample, samples
from pipeline.labelling.train import FOLDS, all_trained, fold_of
from pipeline.labelling.wordclasses import packed_classes

# The precision that an answer must have where it is given; below the probability that yields it the cell is empty.
PRECISION = {"actor": 0.80, "action": 0.87, "object": 0.82, "provinces": 0.87}
REPORT = MODEL.with_name("report.json")


def main(labels: Path, texts: Sequence[Path]) -> None:
    """Learn classes of words and train on `labels` with the texts found below the folders `texts`; write classes,
    model and report."""
    MODEL.parent.mkdir(exist_ok=True)
    CLASSES.write_bytes(packed_classes(unlabelled(labels, texts)))
    word_classes.cache_clear()
    kin.cache_clear()
    found = list(samples(labels, texts, Config()))
    training = [s for s in found if s.source.split == "train"]
    told = cross_validated(training)
    thresholds = chosen_thresholds(told)
    rankers = all_trained(training, thresholds)
    MODEL.write_bytes(packed(rankers))
    REPORT.write_text(json.dumps(report(found, told, rankers), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def cross_validated(training: Sequence[Sample]) -> list[FrameAnswer]:
    """Answers on each source by rankers that were trained on the sources of the other folds."""
    told: list[FrameAnswer] = []
    for fold in range(FOLDS):
        rankers = all_trained([s for s in training if fold_of(s) != fold], {})
        for sample in training:
            if fold_of(sample) == fold:
                told += answers(sample, frames(sample.scene, rankers))
    return told


def chosen_thresholds(told: Sequence[FrameAnswer]) -> dict[str, float]:
    """For each slot the least probability, in hundredths, from which on the answers given are as right as stated."""
    thresholds = {}
    for slot, wanted in PRECISION.items():
        grid = [n / 100 for n in range(0, 96)]
        thresholds[slot] = next((t for t in grid if _precision(told, slot, t) >= wanted), grid[-1])
    return thresholds


def _precision(told: Sequence[FrameAnswer], slot: str, threshold: float) -> float:
    right, given = figures(held(answer, {slot: threshold}) for answer in told).get(f"{slot} given", (0, 0))
    return right / given if given else 1.0


def report(found: Sequence[Sample], told: Sequence[FrameAnswer], rankers: Mapping[str, Ranker]) -> dict[str, object]:
    """What a model card says: labels, thresholds, figures in cross-validation and on the part held out, by kind."""
    apart = [a for s in found if s.source.split != "train" for a in answers(s, frames(s.scene, rankers))]
    thresholds = {slot: ranker.threshold for slot, ranker in rankers.items()}
    kinds = sorted({a.source_kind for a in apart})
    second = [a for s in found for a in answers(s, frames(s.scene, rankers), s.second)]
    return {
        "sources": {"train": _sources(found, True), "held_out": _sources(found, False)},
        "quantities": {"train": len(told), "held_out": len(apart)},
        "missed": sum(len(s.missed) for s in found if s.source.split != "train"),
        "taken": sum(len(s.wrong) for s in found if s.source.split != "train"),
        "thresholds": thresholds,
        "features": {slot: len(ranker.weights) for slot, ranker in rankers.items()},
        "cross_validation": figures(held(a, thresholds) for a in told),
        "held_out": figures(apart),
        "held_out_by_kind": {kind: figures(a for a in apart if a.source_kind == kind) for kind in kinds},
        "second_reader": {"quantities": len(second), "agreement": agreement(found)},
    }


def _sources(found: Sequence[Sample], training: bool) -> int:
    return len({s.source.file for s in found if (s.source.split == "train") is training})


def agreement(found: Sequence[Sample]) -> dict[str, tuple[int, int]]:
    """How often two readers of the same numbers gave the same first answer, by slot."""
    pairs = [(s.rows[n], row) for s in found for n, row in s.second.items() if n in s.rows]
    same = {slot: sum(a[slot] == b[slot] for a, b in pairs) for slot in (*SLOTS, "kind")}
    both = [(a, b) for a, b in pairs if a["provinces"] is not None and b["provinces"] is not None]
    same["provinces"] = sum(sorted(a["provinces"]) == sorted(b["provinces"]) for a, b in both)
    return {slot: (count, len(both) if slot == "provinces" else len(pairs)) for slot, count in same.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(folder) for folder in sys.argv[2:]])
