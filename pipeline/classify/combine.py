"""How lexicon, model, heading and neighbours combine: one conditional logit over the themes.

A theme's utility is its own constant plus, for each feature, a weight that all themes share; `other` adds the
passage's shape. Probabilities are the softmax of the utilities over a temperature. McFadden (1974), "Conditional logit
analysis of qualitative choice behavior"; stacking: Wolpert (1992), "Stacked generalization"; temperature:
Guo et al. (2017), "On calibration of modern neural networks". So few weights (a heading counts as much for one theme
as for another) can be learnt from a few hundred passages. Whether a theme is among a passage's themes at all is a
logistic regression on the log-odds of that choice and on the same features.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit, log_softmax, logit

from pipeline.classify.evidence import PARTS, SHAPES, Evidence
from pipeline.classify.ngrams import Floats

SHAPE = "shape"
RIDGE = 0.5
_EDGE = 1e-4


@dataclass(frozen=True)
class Combination:
    """`weights` (f), `constants` (k), `shape` (s), `temperature`; `member`: weights (1 + f) and constant."""

    weights: Floats
    constants: Floats
    shape: Floats
    temperature: float
    member: Floats

    def utilities(self, evidence: Evidence) -> Floats:
        """Of shape (n, k); the last theme is `other`."""
        found = evidence.features @ self.weights + self.constants
        found[:, -1] += evidence.shape @ self.shape
        return np.asarray(found)

    def probabilities(self, evidence: Evidence) -> Floats:
        """P(theme is the primary one), of shape (n, k); rows add up to 1."""
        return softmax(self.utilities(evidence) / self.temperature)

    def memberships(self, evidence: Evidence) -> Floats:
        """P(theme is among the passage's themes), of shape (n, k)."""
        inputs = _member_features(evidence, softmax(self.utilities(evidence)))
        return np.asarray(expit(inputs @ self.member[:-1] + self.member[-1]))

    def contributions(self, evidence: Evidence, at: int, theme: int, rival: int) -> Mapping[str, float]:
        """What each part adds to the lead of `theme` over `rival` for the item `at`, in units of utility.

        Besides PARTS there is SHAPE: the themes' constants and, for `other`, the passage's shape.
        """
        gaps = (evidence.features[at, theme] - evidence.features[at, rival]) * self.weights
        parts = dict.fromkeys(PARTS, 0.0)
        for part, gap in zip(PARTS, gaps, strict=True):
            parts[part] += float(gap)
        framing = float(evidence.shape[at] @ self.shape)
        last = len(self.constants) - 1
        prior = float(self.constants[theme] - self.constants[rival])
        return {**parts, SHAPE: prior + framing * ((theme == last) - (rival == last))}


def fit(evidence: Evidence, primary: Floats, member: Floats) -> Combination:
    """Maximum penalised likelihood; `primary` and `member` are 0/1 arrays of shape (n, k)."""
    n_themes = primary.shape[1]
    start = np.zeros(len(PARTS) + n_themes + SHAPES)
    found = minimize(_loss, start, (evidence, primary), jac=True, method="L-BFGS-B").x
    weights, constants, shape = np.split(np.round(found, 3), [len(PARTS), len(PARTS) + n_themes])
    bare = Combination(weights, constants, shape, 1.0, np.zeros(len(PARTS) + 2))
    second = _fit_member(evidence, bare.probabilities(evidence), member)
    return replace(bare, member=np.round(second, 3))


def fit_temperature(utilities: Floats, primary: Floats) -> float:
    """The temperature with the highest likelihood of held-out choices, to two decimals."""

    def loss(temperature: float) -> float:
        return -float((log_softmax(utilities / temperature, axis=1) * primary).sum())

    return round(float(minimize_scalar(loss, bounds=(0.3, 5.0), method="bounded").x), 2)


def softmax(utilities: Floats) -> Floats:
    """Probabilities along the last axis of an array of shape (n, k)."""
    return np.asarray(np.exp(log_softmax(utilities, axis=1)))


def _loss(flat: Floats, evidence: Evidence, primary: Floats) -> tuple[float, Floats]:
    weights, constants, shape = np.split(flat, [len(PARTS), len(PARTS) + primary.shape[1]])
    utilities = evidence.features @ weights + constants
    utilities[:, -1] += evidence.shape @ shape
    logs = log_softmax(utilities, axis=1)
    gap = np.exp(logs) - primary
    slope = [np.einsum("nk,nkf->f", gap, evidence.features), gap.sum(axis=0), evidence.shape.T @ gap[:, -1]]
    return -float((logs * primary).sum()) + RIDGE * float(flat @ flat), np.concatenate(slope) + 2 * RIDGE * flat


def _member_features(evidence: Evidence, probabilities: Floats) -> Floats:
    odds = logit(np.clip(probabilities, _EDGE, 1 - _EDGE))
    return np.concatenate([odds[:, :, None], evidence.features], axis=2)


def _fit_member(evidence: Evidence, probabilities: Floats, member: Floats) -> Floats:
    inputs = _member_features(evidence, probabilities).reshape(member.size, -1)
    inputs = np.column_stack([inputs, np.ones(member.size)])
    wanted = member.ravel()

    def loss(flat: Floats) -> tuple[float, Floats]:
        sums = inputs @ flat
        value = float(np.logaddexp(0, sums).sum() - wanted @ sums) + RIDGE * float(flat @ flat)
        return value, np.asarray(inputs.T @ (expit(sums) - wanted) + 2 * RIDGE * flat)

    return np.asarray(minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B").x)
