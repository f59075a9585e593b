"""Fitting the classifier to labels, and predicting each label by a classifier that has not seen its document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from pipeline.classify import combine
from pipeline.classify.combine import Combination
from pipeline.classify.evidence import PARTS, Evidence, Item, gather
from pipeline.classify.labels import Label
from pipeline.classify.lexicon import Lexicon
from pipeline.classify.model import LinearModel
from pipeline.classify.ngrams import Floats, Vocabulary, grams, vocabulary

FOLDS = 6
"""Documents are dealt out in turn, so that every fold holds every genre."""
TERMS = 5000
STRENGTH = 3.0
"""Inverse strength of the regressions' ridge; the classes are weighted to equal sums."""
ALL_PARTS = frozenset(PARTS)

Grams = Callable[[str], set[str]]
Split = tuple[list[int], list[int]]


@dataclass(frozen=True)
class Trainer:
    """What a fit needs besides the labels; `parts` and `grams` differ from the defaults in the ablation only."""

    lexicon: Lexicon
    themes: tuple[str, ...]
    parts: frozenset[str] = ALL_PARTS
    grams: Grams = grams

    def linear(self, labels: Sequence[Label]) -> LinearModel:
        """One class-weighted ridge logistic regression per theme on the primary themes."""
        texts = [label.text for label in labels]
        classes = [label.primary for label in labels]
        terms = vocabulary(texts, [label.doc for label in labels], classes, TERMS, self.grams)
        matrix = _matrix(terms, texts)
        with threadpool_limits(1):  # the order of summation, hence the last bits, must not depend on the cores
            fits = [self._regression(matrix, [name == theme for name in classes]) for theme in self.themes]
        weights = np.stack([weights for weights, _ in fits], axis=1)
        return LinearModel(terms, weights, np.round([constant for _, constant in fits], 4))

    def _regression(self, matrix: csr_matrix, wanted: Sequence[bool]) -> tuple[Floats, float]:
        if len(set(wanted)) == 1:
            return np.zeros(matrix.shape[1]), -10.0 + 20.0 * wanted[0]
        fit = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000).fit(matrix, wanted)
        return np.round(fit.coef_[0], 3), float(fit.intercept_[0])

    def held_out_scores(self, labels: Sequence[Label]) -> Floats:
        """The linear model's scores of each label, learnt from the other folds, of shape (n, k)."""
        scores = np.zeros((len(labels), len(self.themes)))
        for known, asked in folds(labels):
            model = self.linear([labels[at] for at in known])
            scores[asked] = model.scores([labels[at].text for at in asked])
        return scores

    def evidence(self, labels: Sequence[Label], scores: Floats) -> Evidence:
        """Evidence with the parts that are switched off set to zero."""
        found = gather([Item(row.doc, row.heading, row.text) for row in labels], scores, self.lexicon, self.themes)
        mask = np.array([float(part in self.parts) for part in PARTS])
        return replace(found, features=found.features * mask)

    def combination(self, labels: Sequence[Label], scores: Floats) -> Combination:
        """The rule of combination, learnt on scores of passages that the linear model had not seen."""
        with threadpool_limits(1):
            return combine.fit(self.evidence(labels, scores), self.primary(labels), self.member(labels))

    def primary(self, labels: Sequence[Label]) -> Floats:
        """1 where the theme is the label's primary one, of shape (n, k)."""
        return np.array([[float(theme == row.primary) for theme in self.themes] for row in labels])

    def member(self, labels: Sequence[Label]) -> Floats:
        """1 where the theme is among the label's themes, of shape (n, k)."""
        return np.array([[float(theme in row.themes) for theme in self.themes] for row in labels])


@dataclass(frozen=True)
class HeldOut:
    """For each label what a classifier said that had not seen its document; arrays of shape (n, k)."""

    utilities: Floats
    memberships: Floats
    fold: np.ndarray

    def probabilities(self, primary: Floats) -> Floats:
        """Calibrated: the temperature of each fold is that of the other folds."""
        made = np.zeros_like(self.utilities)
        for fold in np.unique(self.fold):
            inside = self.fold == fold
            temperature = combine.fit_temperature(self.utilities[~inside], primary[~inside])
            made[inside] = combine.softmax(self.utilities[inside] / temperature)
        return made


def folds(labels: Sequence[Label]) -> Iterator[Split]:
    """Indices to learn from and to ask for, by document."""
    docs = {doc: number % FOLDS for number, doc in enumerate(dict.fromkeys(row.doc for row in labels))}
    for fold in range(min(FOLDS, len(docs))):
        asked = [at for at, row in enumerate(labels) if docs[row.doc] == fold]
        yield [at for at, row in enumerate(labels) if docs[row.doc] != fold], asked


class FoldScores(NamedTuple):
    """The linear model's scores in one fold: of what was learnt from (held out within it) and of what was asked."""

    inside: Floats
    outside: Floats


def nested_scores(labels: Sequence[Label], trainer: Trainer) -> list[FoldScores]:
    """For every fold the scores that a linear model gives which saw the other folds only."""
    made = []
    for known, asked in folds(labels):
        inside = [labels[at] for at in known]
        outside = trainer.linear(inside).scores([labels[at].text for at in asked])
        made.append(FoldScores(trainer.held_out_scores(inside), outside))
    return made


def cross_validate(labels: Sequence[Label], trainer: Trainer, scores: Sequence[FoldScores]) -> HeldOut:
    """Nested: inside each fold the whole training, its own inner folds included, sees the other folds only."""
    shape = (len(labels), len(trainer.themes))
    utilities, memberships, number = np.zeros(shape), np.zeros(shape), np.zeros(len(labels), dtype=int)
    for fold, (known, asked) in enumerate(folds(labels)):
        rule = trainer.combination([labels[at] for at in known], scores[fold].inside)
        evidence = trainer.evidence([labels[at] for at in asked], scores[fold].outside)
        utilities[asked], memberships[asked] = rule.utilities(evidence), rule.memberships(evidence)
        number[asked] = fold
    return HeldOut(utilities, memberships, number)


def _matrix(terms: Vocabulary, texts: Sequence[str]) -> csr_matrix:
    vectors = [terms.vector(text) for text in texts]
    ends = np.cumsum([0] + [len(vector.places) for vector in vectors])
    values = np.concatenate([vector.values for vector in vectors])
    places = np.concatenate([vector.places for vector in vectors])
    return csr_matrix((values, places, ends), shape=(len(texts), len(terms.terms)))
