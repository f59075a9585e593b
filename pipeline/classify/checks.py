"""What was measured of the model in use, and whether that speaks for this corpus, as records: exports draw from tables
alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.classify.features import Item
from pipeline.classify.model import REPORT, load, model_folder
from pipeline.classify.novelty import novelty
from pipeline.config import Config
from pipeline.records import Document, Passage
from pipeline.reliability import ModelCheck

FIGURES = (
    *("accuracy", "accuracy_accepted", "accuracy_easy", "accuracy_at_80", "accuracy_sure"),
    *("macro_f1", "multi_label_f1", "calibration_error"),
)
MEASURED_ON = ("held_out", "cross_validation")
"""What the figures were measured on, the better first."""
NOTEWORTHY = 0.1
"""A genre that was not measured is named if it makes up at least this share of the corpus."""


def model_checks(config: Config) -> tuple[ModelCheck, ...]:
    """The figures, curves and agreement that training wrote beside the model in use; nothing where it wrote none."""
    path = model_folder(config) / REPORT
    return checks_of(_read(path, path.stat().st_mtime_ns)) if path.is_file() else ()


@lru_cache(maxsize=2)
def _read(path: Path, written: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def checks_of(report: Mapping[str, Any]) -> tuple[ModelCheck, ...]:
    """The rows of one report: of held-out real texts where it has any, else of cross-validation."""
    name = next((name for name in MEASURED_ON if name in report), None)
    return tuple(_checks(report, report[name], name)) if name else ()


def _checks(report: Mapping[str, Any], found: Mapping[str, Any], name: str) -> Iterator[ModelCheck]:
    n = int(found["labels"])
    for figure in FIGURES:
        if found[figure] is not None:
            low, high = found.get(f"{figure}_interval", (None, None))
            yield ModelCheck(figure, None, found[figure], n, name, "", low, high)
    for row in found["reliability"]:
        yield ModelCheck("reliability", row["confidence"], row["accuracy"], row["n"], name)
    for row in found["risk_coverage"]:
        yield ModelCheck("coverage", row["coverage"], row["accuracy"], round(row["coverage"] * n), name)
    for kind, row in found["by_kind"].items():
        yield ModelCheck("of_source", None, row["accuracy"], row["labels"], name, kind, *row["accuracy_interval"])
    if told := report.get("agreement"):
        yield ModelCheck("agreement", None, told["same"], told["labels"], "coders", "", *told["same_interval"])
        yield ModelCheck("kappa", None, told["kappa"]["value"], told["labels"], "coders")


def corpus_checks(
    documents: Sequence[Document], sample: Sequence[Passage], sure: Sequence[float], config: Config
) -> tuple[ModelCheck, ...]:
    """How far the corpus lies from what was measured; nothing where no real text was.

    `sample`: counted passages drawn at random; `sure`: the probability of the primary theme of each. `high` of novelty
    and `low` of the probability are the bounds within which the measured kinds of source lay.
    """
    path = model_folder(config) / REPORT
    distances = _read(path, path.stat().st_mtime_ns).get("distances", {}) if path.is_file() else {}
    if not sample or not distances.get("novelty"):
        return ()
    new = novelty([Item(p.text) for p in sample], load(config))
    most, least = max(distances["novelty"].values()), min(distances["mean_probability"].values())
    genre = {d.doc_id: d.genre for d in documents}
    genres = Counter(genre[p.doc_id] for p in sample if p.doc_id in genre)
    n = len(sample)
    return (
        ModelCheck("novelty", None, round(new, 4), n, "corpus", "", None, most),
        ModelCheck("mean_probability", None, round(sum(sure) / n, 4), n, "corpus", "", least, None),
        *(
            ModelCheck("unmeasured", None, round(count / n, 4), count, "corpus", name)
            for name, count in sorted(genres.items())
            if name not in distances["genres"] and count >= NOTEWORTHY * n
        ),
    )
