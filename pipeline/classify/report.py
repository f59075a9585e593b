"""What training says of the model that it made, as plain values that rest beside it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.classify.agreement import bootstrap, by_theme, cohen_kappa, krippendorff_alpha
from pipeline.classify.figures import CONFIDENCE, RESAMPLES, SEED, bounds, by_kind, figures
from pipeline.classify.labels import HELD_OUT, Label
from pipeline.classify.model import Loaded
from pipeline.classify.novelty import novelty
from pipeline.classify.scheme import FOLDER, OTHER
from pipeline.classify.themes import Answer
from pipeline.config import Config

Measured = tuple[Sequence[Label], Sequence[Answer]]

FEWEST_OF_A_KIND = 10
"""A kind of source or a genre with fewer held-out passages was not measured."""


def report(
    loaded: Loaded, labels: Sequence[Label], measured: Mapping[str, Measured], unrefused: Measured
) -> dict[str, Any]:
    """What was learnt from, every figure by what it was measured on, the agreement of coders, the distances.

    `cross_validation`: groups of documents left out in turn; `left_out`: kinds of source left out in turn;
    `held_out`: passages that were neither learnt from nor chosen by; `unrefused`: cross-validation's answers where
    nothing abstains, by which the threshold is chosen.
    """
    themes, calibration = loaded.model.themes, loaded.model.calibration
    told = {
        name: {**figures(rows, given, themes), "by_kind": by_kind(rows, given)}
        for name, (rows, given) in measured.items()
        if rows
    }
    return {
        "learnt_from": dict(sorted(Counter(row.kind for row in labels if row.split != HELD_OUT).items())),
        **told,
        "agreement": agreement([row for row in labels if row.second], themes),
        "distances": distances(*measured["held_out"], loaded),
        "temperature": calibration.temperature,
        "second_threshold": calibration.second,
        "abstain_threshold": abstain_threshold(*unrefused),
    }


def agreement(labels: Sequence[Label], themes: Sequence[str]) -> dict[str, Any]:
    """How far two coders agree on the primary theme of the passages that both coded; empty without any."""
    if not labels:
        return {}
    pairs = [(row.primary, row.second) for row in labels]
    same = sum(a == b for a, b in pairs)
    draw = {"resamples": RESAMPLES // 10, "seed": SEED, "confidence": CONFIDENCE}
    kappa, alpha = (bootstrap(pairs, measure, **draw) for measure in (cohen_kappa, krippendorff_alpha))  # type: ignore[arg-type]
    return {
        "labels": len(pairs),
        "same": round(same / len(pairs), 4),
        "same_interval": bounds(same, len(pairs)),
        "kappa": _rounded(asdict(kappa)),
        "alpha": _rounded(asdict(alpha)),
        "kappa_by_theme": _rounded(by_theme(pairs, themes)),
        "given_by_theme": {theme: sum(theme in pair for pair in pairs) for theme in themes},
    }


def distances(labels: Sequence[Label], given: Sequence[Answer], loaded: Loaded) -> dict[str, Any]:
    """How new the words of each kind of source were and how sure the answers, of the kinds that were measured."""
    kinds = Counter(row.kind for row in labels)
    measured = sorted(kind for kind, n in kinds.items() if n >= FEWEST_OF_A_KIND)
    sure = np.array([found.ranked[0][1] for found in given])
    return {
        "novelty": {k: round(novelty([r.item for r in labels if r.kind == k], loaded), 4) for k in measured},
        "mean_probability": {k: round(float(sure[[r.kind == k for r in labels]].mean()), 4) for k in measured},
        "genres": {g: n for g, n in sorted(Counter(r.genre for r in labels).items()) if n >= FEWEST_OF_A_KIND},
    }


def abstain_threshold(labels: Sequence[Label], given: Sequence[Answer]) -> float:
    """The highest threshold below which `other` is right at least as often as the refused answer, by steps of 0.05.

    A refusal becomes `other`; above this point the risk that is avoided is smaller than the coverage that is lost.
    """
    first, sure = zip(*(found.ranked[0] for found in given), strict=True)
    right = np.array([row.primary == theme for row, theme in zip(labels, first, strict=True)])
    other, below = np.array([row.primary == OTHER for row in labels]), np.array(sure)
    steps = [step / 20 for step in range(1, 20)]
    return max((t for t in steps if right[below < t].sum() <= other[below < t].sum()), default=0.0)


def inputs_digest(config: Config, folders: Iterable[Path]) -> str:
    """sha256 over the labels and the themes' dictionary: a model belongs to what it was trained from."""
    labels = [path for folder in folders for path in sorted(folder.glob("*.jsonl"))]
    digest = hashlib.sha256()
    for path in [*labels, *sorted((config.dictionaries / FOLDER).glob("*.yaml"))]:
        digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _rounded(values: Mapping[str, float]) -> dict[str, float | None]:
    return {name: None if value != value else round(value, 4) for name, value in values.items()}
