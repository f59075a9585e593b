"""The theme classifier's figures on labels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from rich.table import Table

from pipeline.classify.evaluation import evaluate as figures_on
from pipeline.classify.labels import read_labels
from pipeline.classify.scheme import scheme
from pipeline.cli.console import out
from pipeline.config import Config, SettingsError
from pipeline.store import write_aside

_FIGURES = {
    "accuracy": "primary theme right",
    "accuracy_easy": "  of the easy ones",
    "accuracy_hard": "  of the hard ones",
    "accuracy_at_80": "  of the surest 80 %",
    "macro_f1": "macro F1",
    "multi_label_f1": "multi-label F1",
    "calibration_error": "expected calibration error",
}


def evaluate(folder: Path, config: Config, to_json: Path | None) -> None:
    """Print the classifier's figures on a folder of labels, and write them to a file where one is given."""
    if not folder.is_dir():
        raise SettingsError(f"{folder}: not a folder; give a folder of *.jsonl")
    names = scheme(config).names
    found = figures_on(read_labels(folder, tuple(names)), config)
    if to_json:
        write_aside(to_json, (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode())
    out.print(f"{found['labels']} labels, {found['documents']} documents, {found['abstained']} too unsure to answer")
    for key, name in _FIGURES.items():
        out.print(f"{name:<28}{'none' if found[key] is None else format(found[key], '.3f')}")
    out.print(confusion_grid("labelled \\ given", names, found["confusion"]))


def confusion_grid(corner: str, names: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]) -> Table:
    """Counts by theme and theme; the columns are numbered as the rows are, so that the table fits a terminal."""
    grid = Table(corner, *map(str, range(1, len(names) + 1)))
    for number, (theme, name) in enumerate(names.items(), 1):
        grid.add_row(f"{number} {name}", *(str(counts[theme][other]) for other in names))
    return grid
