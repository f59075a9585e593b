"""Training of the frames' rankers: a conditional logit over the candidates of each slot.

McFadden (1974), "Conditional logit analysis of qualitative choice behavior": the probability of a candidate is the
softmax of its score over the candidates of its slot; where several answers hold their probabilities are added. Ridge
penalty, L-BFGS from zero: equal labels and texts give equal bytes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.feature_extraction.text import CountVectorizer

from pipeline.frame.candidates import SlotCandidate, Spot, spot
from pipeline.frame.credit import Credit, credit_context, credits, of_credit
from pipeline.frame.decode import FIRST, Before, listed
from pipeline.frame.features import around, beside, of_candidate
from pipeline.frame.kinds import KINDS, surroundings
from pipeline.frame.ranker import SLOTS, Ranker, of_way
from pipeline.labelling.answers import exact, right
from pipeline.labelling.labels import Row
from pipeline.labelling.samples import Sample

# Ridge penalty, by slot where cross-validation asks for another; a feature stands with that many candidates; weights
# smaller than that say nothing.
PENALTY = 1.0
_PENALTIES = {"kind": 2.0}
_LEAST = 3
_SMALLEST = 0.01
# How much an accepted alternative is worth beside the first answer.
_ALTERNATIVE = 0.5
_STEPS = 100
FOLDS = 3


@dataclass
class Choices:
    """The choices of one slot: for each the features of its candidates and the worth of each."""

    features: list[list[list[str]]] = field(default_factory=list)
    worth: list[list[float]] = field(default_factory=list)

    def add(self, features: list[list[str]], worth: list[float]) -> None:
        """A choice, unless no candidate holds."""
        if any(worth):
            self.features.append(features)
            self.worth.append(worth)


def choices(samples: Iterable[Sample]) -> dict[str, Choices]:
    """Every labelled choice, with the right answers before it as what stands before."""
    found: dict[str, Choices] = defaultdict(Choices)
    for sample in samples:
        before = FIRST
        for number, row in sorted(sample.rows.items()):
            before = _of_number(sample, number, row, before, found)
    return found


def _of_number(sample: Sample, number: int, row: Row, before: Before, found: dict[str, Choices]) -> Before:
    here = spot(sample.scene, number)
    around_it = around(here)
    chosen: dict[str, SlotCandidate] = {}
    for slot in ("object", "action", "actor"):
        candidates = listed(slot, here, before, chosen)
        worth, context = _worth(sample, candidates, row, slot), around_it + beside(slot, here, chosen)
        features = [of_way(c.way, context) + of_candidate(slot, here, c, chosen) for c in candidates]
        found[slot].add(features, worth)
        chosen[slot] = candidates[int(np.argmax(worth))]
    verb = chosen["action"]
    around_kind = surroundings(here, sample.scene.text[verb.start : verb.end], before.kind)
    told = {row["kind"]: 1.0, row["kind_alt"]: _ALTERNATIVE} if row["kind_alt"] else {row["kind"]: 1.0}
    found["kind"].add([of_way(kind, around_kind) for kind in KINDS], [told.get(kind, 0.0) for kind in KINDS])
    return Before(chosen, str(row["kind"]), _credited(here, row, before, chosen, found["provinces"]))


def _credited(
    here: Spot, row: Row, before: Before, chosen: Mapping[str, SlotCandidate], found: Choices
) -> Credit | None:
    """Whom the label credits; None where it leaves that open."""
    if row["provinces"] is None:
        return None
    told = set(row["provinces"])
    options = credits(here, before.credit, chosen["actor"])
    worth = [float(set(option.provinces) == told) for option in options]
    context = credit_context(here, before.credit, chosen["actor"])
    found.add([of_way(o.way, context) + of_credit(here, o, before.credit, chosen["actor"]) for o in options], worth)
    return next((o for o, w in zip(options, worth, strict=True) if w), Credit(tuple(row["provinces"]), "list"))


def _worth(sample: Sample, candidates: Sequence[SlotCandidate], row: Row, slot: str) -> list[float]:
    """What each candidate is worth: the first answer, an alternative, else what an answer holds or is held by."""
    texts = [sample.scene.text[c.start : c.end] or None for c in candidates]
    first = [exact(text, [row[slot]]) for text in texts]
    others = [exact(text, row[f"{slot}_alt"]) and (text is not None or row[slot] is None) for text in texts]
    if any(first) or any(others):
        return [1.0 if a else _ALTERNATIVE if b else 0.0 for a, b in zip(first, others, strict=True)]
    return [float(text is not None and right(row, slot, text)) for text in texts]


def trained(found: Choices, penalty: float = PENALTY) -> Ranker:
    """The ranker of one slot."""
    flat = list(chain.from_iterable(found.features))
    vectoriser = CountVectorizer(analyzer=_itself, min_df=_LEAST, dtype=np.float64)
    matrix = vectoriser.fit_transform(flat).tocsr()
    turned = matrix.T.tocsr()
    worth = np.concatenate([np.asarray(w) for w in found.worth])
    sizes = np.array([len(w) for w in found.worth])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total = np.add.reduceat(powers, starts)
        held = np.add.reduceat(powers * worth, starts) + 1e-12
        step = turned @ (powers / total[group] - powers * worth / held[group])
        return -np.log(held / total).sum() + 0.5 * penalty * weights @ weights, step + penalty * weights

    result = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    names = vectoriser.get_feature_names_out()
    return Ranker({n: float(w) for n, w in zip(names, result.x, strict=True) if abs(w) >= _SMALLEST})


def _itself(features: list[str]) -> list[str]:
    return features


def all_trained(samples: Sequence[Sample], thresholds: Mapping[str, float]) -> dict[str, Ranker]:
    """The rankers of every slot with their thresholds."""
    found = choices(samples)
    rankers = {slot: trained(found[slot], _PENALTIES.get(slot, PENALTY)) for slot in SLOTS}
    return {slot: replace(ranker, threshold=thresholds.get(slot, 0.0)) for slot, ranker in rankers.items()}


def fold_of(sample: Sample, folds: int = FOLDS) -> int:
    """The fold of a sample: all of one source share it."""
    return int(hashlib.sha256(sample.source.file.encode()).hexdigest()[:8], 16) % folds
