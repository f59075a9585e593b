"""Train the classifier from the labels: `python -m pipeline.classify.train`. Equal labels give equal bytes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.classify import combine, metrics
from pipeline.classify.crossval import HeldOut, Trainer, cross_validate, nested_scores
from pipeline.classify.evaluation import Guess, figures
from pipeline.classify.labels import Label, read_labels
from pipeline.classify.lexicon import lexicon
from pipeline.classify.model import MODEL, ThemeModel
from pipeline.classify.ngrams import Floats
from pipeline.classify.scheme import FOLDER, scheme
from pipeline.config import Config, SettingsError

LABELS = Path(__file__).parents[2] / "corpus" / "labels"
REPORT = MODEL.with_name("report.json")
MOST_THEMES = 4
SLACK = 0.01


def trainer(config: Config) -> Trainer:
    """The trainer for the configured dictionaries."""
    return Trainer(lexicon(config), scheme(config).themes)


def train(labels: Sequence[Label], made: Trainer, held_out: HeldOut) -> ThemeModel:
    """The classifier learnt from all labels; calibration and second threshold come from the held-out answers."""
    temperature = combine.fit_temperature(held_out.utilities, made.primary(labels))
    rule = made.combination(labels, made.held_out_scores(labels))
    calibrated = dataclasses.replace(rule, temperature=temperature)
    return ThemeModel(made.themes, made.linear(labels), calibrated, second_threshold(labels, made, held_out))


def second_threshold(labels: Sequence[Label], made: Trainer, held_out: HeldOut) -> float:
    """The membership probability from which giving a further theme serves the multi-label F1.

    The curve is flat near its top, and a theme left out is harder to notice than one too many: the lowest threshold
    within SLACK of the best one is taken.
    """
    truth = [row.themes for row in labels]
    primary = held_out.utilities.argmax(axis=1)

    def score(threshold: float) -> float:
        return metrics.multi_label_f1(truth, chosen(made.themes, primary, held_out.memberships, threshold))

    scores = {step / 100: score(step / 100) for step in range(20, 71, 2)}
    return min(threshold for threshold, value in scores.items() if value >= max(scores.values()) - SLACK)


def chosen(themes: Sequence[str], primary: np.ndarray, memberships: Floats, threshold: float) -> list[list[str]]:
    """The primary theme and those whose membership reaches the threshold, by falling membership."""
    rows = []
    for first, row in zip(primary.tolist(), memberships, strict=True):
        further = [k for k in np.argsort(-row, kind="stable").tolist() if k != first and row[k] >= threshold]
        rows.append([themes[k] for k in [first, *further][:MOST_THEMES]])
    return rows


def report(labels: Sequence[Label], made: Trainer, held_out: HeldOut, model: ThemeModel) -> dict[str, Any]:
    """What grouped cross-validation measured, ready for JSON."""
    probabilities = held_out.probabilities(made.primary(labels))
    first, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    given = chosen(made.themes, first, held_out.memberships, model.second)
    guesses = [Guess(tuple(themes), float(p)) for themes, p in zip(given, sure, strict=True)]
    right = np.array([float(row.primary == guess.themes[0]) for row, guess in zip(labels, guesses, strict=True)])
    return {
        **figures(labels, guesses, made.themes),
        "temperature": model.combination.temperature,
        "second_threshold": model.second,
        "abstain_threshold": abstain_threshold(sure, right, made.primary(labels)[:, -1]),
    }


def abstain_threshold(sure: Floats, right: Floats, other: Floats) -> float:
    """The highest threshold below which `other` is right at least as often as the refused answer, by steps of 0.05.

    A refusal becomes `other`; above this point the risk that is avoided is smaller than the coverage that is lost.
    """
    steps = [step / 20 for step in range(1, 20)]
    return max((t for t in steps if right[sure < t].sum() <= other[sure < t].sum()), default=0.0)


def inputs_digest(config: Config, folder: Path) -> str:
    """sha256 over the labels and the themes' dictionary: a model belongs to what it was trained from."""
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.jsonl")), *sorted((config.dictionaries / FOLDER).glob("*.yaml"))]:
        digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Train on `corpus/labels/`, write the model and its report, print the figures."""
    try:
        made = trainer(Config())
        labels = read_labels(LABELS, made.themes)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    held_out = cross_validate(labels, made, nested_scores(labels, made))
    model = train(labels, made, held_out)
    measured = {"inputs": inputs_digest(Config(), LABELS), **report(labels, made, held_out, model)}
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_bytes(model.to_bytes())
    REPORT.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print({name: value for name, value in measured.items() if not isinstance(value, dict | list)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
