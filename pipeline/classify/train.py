"""Fitting the classifier to labels: a ridge regression, calibrated on passages that it had not seen.

Ridge regression on 0/1 targets ranks themes as well as a logistic regression and has one exact solution (Hoerl and
Kennard 1970), so that equal labels give equal bytes. Where coders differ, each answer is a target by its part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from threadpoolctl import threadpool_limits

from pipeline.classify.features import SCALES, Features, Floats, grams
from pipeline.classify.labels import HELD_OUT, INVENTED, Label
from pipeline.classify.lexicon import Lexicon, lexicon
from pipeline.classify.model import CONSTANT, Calibration, Linear, Loaded, ThemeModel, Vocabulary, from_bytes
from pipeline.classify.report import report
from pipeline.classify.scheme import OTHER, scheme
from pipeline.classify.themes import Answer, answers, evidence_of
from pipeline.config import Config, SettingsError, ThemeSettings

FOLDS = 5
RIDGE = 0.4
LEAST = 2
"""A feature must stand in as many passages."""
FEWEST = 3
"""A theme with fewer labels is not learnt."""
ALTERNATIVE, FURTHER = 0.5, 0.1
"""What an alternative primary theme and a further theme are worth beside the first."""
SLACK = 0.01
"""The curve of the multi-label F1 is flat near its top, and a theme left out is harder to notice than one too many:
the lowest threshold within SLACK of the best one is taken."""

Split = tuple[list[int], list[int]]


@dataclass(frozen=True)
class Trained:
    """A model and the figures that were measured of it, ready for JSON."""

    model: ThemeModel
    report: dict[str, Any]


@dataclass(frozen=True)
class Fold:
    """Labels, a regression that has not seen them, and its scores of them, of shape (n, 2k)."""

    labels: tuple[Label, ...]
    linear: Linear
    features: Features
    scores: Floats


def train(labels: Sequence[Label], config: Config) -> Trained:
    """The classifier learnt from the labels that are not held out, measured on those that are.

    Calibrated, and its thresholds chosen, on real passages where there are any. Raises SettingsError where there is
    too little to learn from.
    """
    themes, terms = learnable(labels, scheme(config).themes), lexicon(config)
    asked = [row for row in labels if row.split == HELD_OUT]
    known = [row for row in labels if row.split != HELD_OUT and row.primary in themes]
    with threadpool_limits(1):  # the order of summation, hence the last bits, must not depend on the cores
        folds = list(unseen(known, themes, terms, grouped(known)))
        others = list(unseen(known, themes, terms, by_source(known)))
        calibration = calibrated(folds, terms)
        model = from_bytes(ThemeModel(fitted(known, themes, terms)[0], calibration).to_bytes())
    loaded = Loaded(model, model.linear.features(terms))
    measured = {
        "cross_validation": told(folds, calibration, config),
        "left_out": told(others, calibration, config),
        "held_out": (asked, answers([row.item for row in asked], loaded, config)),
    }
    # A threshold that is chosen on answers which already abstained by another one would depend on that other one.
    never = replace(config, settings=replace(config.settings, themes=ThemeSettings(abstain=0.0)))
    unrefused = told(folds, calibration, never)
    return Trained(model, report(loaded, labels, measured, unrefused))


def learnable(labels: Sequence[Label], themes: Sequence[str]) -> tuple[str, ...]:
    """The themes with enough labels to be learnt, in the order of the scheme."""
    primary = [row.primary for row in labels if row.split != HELD_OUT]
    found = tuple(theme for theme in themes if primary.count(theme) >= FEWEST)
    if OTHER not in found or len(found) < 2:
        raise SettingsError(f"标注：{OTHER} 或其余主题合起来不足{FEWEST}条；请再多编一些段落")
    return found


def targets(labels: Sequence[Label], themes: Sequence[str]) -> Floats:
    """What the regression is to say, of shape (n, 2k): each theme's part in being primary, and who is there at all."""
    place = {theme: at for at, theme in enumerate(themes)}
    found = np.zeros((len(labels), 2, len(themes)))
    for at, row in enumerate(labels):
        for worth, given in ((1.0, row.themes[:1]), (ALTERNATIVE, row.alternatives), (FURTHER, row.themes[1:])):
            for theme in place.keys() & set(given):
                found[at, 0, place[theme]] += worth
        for theme in place.keys() & set(row.themes):
            found[at, 1, place[theme]] = 1.0
    found[:, 0] /= found[:, 0].sum(axis=1, keepdims=True)
    return found.reshape(len(labels), -1)


def fitted(
    labels: Sequence[Label],
    themes: Sequence[str],
    terms: Lexicon,
    scales: Mapping[str, float] = SCALES,
    **view: Any,
) -> tuple[Linear, Features]:
    """The regression on the blocks of `scales`, and what reads items for it; `view`: how the text is cut."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import Ridge

    items, least = [row.item for row in labels], min(LEAST, len(labels))
    text, heading = grams("text", min_df=least, **view).fit(items), grams("heading", min_df=least).fit(items)
    features = Features(text, heading, terms, tuple(themes))
    blocks = features.blocks(items)
    scaled = [csr_matrix(blocks[block]) * scale for block, scale in scales.items()]
    matrix = hstack([*scaled, np.ones((len(items), 1))]).tocsr()
    ridge = Ridge(alpha=RIDGE, fit_intercept=False, solver="cholesky").fit(matrix, targets(labels, themes))
    parts = np.split(ridge.coef_.T, np.cumsum([block.shape[1] for block in scaled]))
    weights = {block: part * scales.get(block, 1.0) for block, part in zip([*scales, CONSTANT], parts, strict=True)}
    known = {"text": text, "heading": heading}
    vocabularies = {field: Vocabulary(tuple(v.get_feature_names_out()), v.idf_) for field, v in known.items()}
    return Linear(tuple(themes), vocabularies, weights), features


def grouped(labels: Sequence[Label]) -> Iterator[Split]:
    """Indices to learn from and to ask for. Real passages are asked for, those of one group in one fold, and invented
    ones only learnt from; without real passages all are asked for."""
    from sklearn.model_selection import GroupKFold

    asked = [at for at, row in enumerate(labels) if row.kind != INVENTED] or list(range(len(labels)))
    groups = [labels[at].group for at in asked]
    for _, fold in GroupKFold(min(FOLDS, len(set(groups)))).split(asked, groups=groups):
        yield _without(labels, [asked[at] for at in fold])


def by_source(labels: Sequence[Label]) -> Iterator[Split]:
    """The same, one kind of source after the other being asked for; nothing without real passages."""
    for kind in sorted({row.kind for row in labels} - {INVENTED}):
        yield _without(labels, [at for at, row in enumerate(labels) if row.kind == kind])


def _without(labels: Sequence[Label], asked: list[int]) -> Split:
    groups = {labels[at].group for at in asked}
    return [at for at, row in enumerate(labels) if row.group not in groups], asked


def unseen(
    labels: Sequence[Label], themes: Sequence[str], terms: Lexicon, splits: Iterable[Split], **options: Any
) -> Iterator[Fold]:
    """The labels asked for, each with a regression that has not seen its group; `options` go to `fitted`."""
    for known, asked in splits:
        rows = tuple(labels[at] for at in asked)
        made, features = fitted([labels[at] for at in known], themes, terms, **options)
        scores = sum(made.parts(features.blocks([row.item for row in rows])).values())
        yield Fold(rows, made, features, np.asarray(scores))


def calibrated(folds: Sequence[Fold], terms: Lexicon) -> Calibration:
    """Temperature, curves and threshold by what was said of passages that were not seen."""
    labels = [row for fold in folds for row in fold.labels]
    themes, scores = folds[0].linear.themes, np.vstack([fold.scores for fold in folds])
    primary = np.array([[float(row.primary == theme) for theme in themes] for row in labels])
    k = len(themes)
    temperature = _temperature(scores[:, :k], primary)
    member = _curve(scores[:, k:, None], targets(labels, themes)[:, k:])
    evidence = [[evidence_of(terms.weigh(row.text), theme) for theme in themes[:-1]] for row in labels]
    alone = _curve(np.array(evidence), primary[:, :-1])
    rough = Calibration(temperature, (member[0], member[1]), (alone[0], alone[1], alone[2]))
    memberships = ThemeModel(folds[0].linear, rough).memberships(scores)
    second = _second([row.themes for row in labels], scores[:, :k].argmax(axis=1), memberships, themes)
    return Calibration(rough.temperature, rough.member, rough.alone, second)


def _temperature(scores: Floats, wanted: Floats) -> float:
    def loss(temperature: float) -> float:
        return -float((log_softmax(scores / temperature, axis=1) * wanted).sum())

    return round(float(minimize_scalar(loss, bounds=(0.02, 2.0), method="bounded").x), 4)


def _curve(features: Floats, wanted: Floats) -> list[float]:
    """A logistic curve that all themes share: the weights of the last axis of `features`, then the constant."""
    from sklearn.linear_model import LogisticRegression

    fit = LogisticRegression().fit(features.reshape(wanted.size, -1), wanted.ravel() > 0)
    return [round(float(value), 4) for value in (*fit.coef_[0], fit.intercept_[0])]


def _second(truth: Sequence[Sequence[str]], first: np.ndarray, memberships: Floats, themes: Sequence[str]) -> float:
    """The membership from which giving a further theme serves the multi-label F1."""
    from sklearn.metrics import f1_score

    wanted = np.array([[theme in row for theme in themes] for row in truth])
    primary = np.eye(len(themes), dtype=bool)[first]
    steps = [step / 100 for step in range(20, 71, 2)]
    scores = {t: f1_score(wanted, primary | (memberships >= t), average="micro", zero_division=0) for t in steps}
    return min(threshold for threshold, value in scores.items() if value >= max(scores.values()) - SLACK)


Measured = tuple[list[Label], list[Answer]]


def told(folds: Sequence[Fold], calibration: Calibration, config: Config) -> Measured:
    """The labels of the folds with what a run would say by their regressions."""
    rows: list[Label] = []
    given: list[Answer] = []
    for fold in folds:
        rows += fold.labels
        loaded = Loaded(ThemeModel(fold.linear, calibration), fold.features)
        given += answers([row.item for row in fold.labels], loaded, config)
    return rows, given
