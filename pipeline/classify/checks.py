"""What was measured of the model in use, as records: exports draw from tables alone."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from pipeline.classify.model import MODEL
from pipeline.reliability import ModelCheck

FIGURES = ("accuracy", "accuracy_easy", "accuracy_at_80", "macro_f1", "multi_label_f1", "calibration_error")


@lru_cache(maxsize=1)
def model_checks() -> tuple[ModelCheck, ...]:
    """The reliability diagram, the risk-coverage curve and the figures that training wrote beside the model."""
    return checks_of(json.loads(MODEL.with_name("report.json").read_bytes()))


def checks_of(report: dict[str, Any]) -> tuple[ModelCheck, ...]:
    """The rows of one report of grouped cross-validation."""
    labels = int(report["labels"])
    figures = [ModelCheck(name, None, report[name], labels) for name in FIGURES if report[name] is not None]
    bins = [ModelCheck("reliability", row["confidence"], row["accuracy"], row["n"]) for row in report["reliability"]]
    points = [
        ModelCheck("coverage", round(row["coverage"], 4), row["accuracy"], round(row["coverage"] * labels))
        for row in report["risk_coverage"]
    ]
    return (*figures, *bins, *points)
