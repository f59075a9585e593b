"""The themes of one source's passages, and why they were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.classify.evidence import Evidence, Item, gather
from pipeline.classify.lexicon import lexicon
from pipeline.classify.model import ThemeModel, load
from pipeline.classify.ngrams import Floats
from pipeline.classify.scheme import OTHER, scheme
from pipeline.config import Config, SettingsError
from pipeline.records import Document, Passage, Theme

MOST_THEMES = 4
MOST_TERMS = 8
TELLING_PART = 0.15
"""A part is named in `method` if it makes up at least this share of the winner's lead."""
TELLING_HEADING = 0.2
"""A heading whose terms give a theme at least this share names a theme."""


@dataclass(frozen=True)
class Answer:
    """What is said of one passage: (theme, probability) by rank, and why.

    `parts`: what lexicon, model, heading, neighbours and shape add to the likeliest theme's lead over the runner-up,
    in units of utility. `heading_says`: the theme that the heading names, empty for none.
    `abstained`: nothing was sure enough.
    """

    ranked: tuple[tuple[str, float], ...]
    terms: Mapping[str, Sequence[str]]
    parts: Mapping[str, float]
    heading_says: str
    abstained: bool

    @property
    def method(self) -> str:
        """The parts that decided, the weightiest first, joined with +; `abstained` where none could."""
        if self.abstained:
            return "abstained"
        lead = sum(gain for gain in self.parts.values() if gain > 0)
        telling = [part for part, gain in self.parts.items() if gain > 0 and gain >= TELLING_PART * lead]
        return "+".join(sorted(telling, key=lambda part: -self.parts[part]))


def classify(documents: Sequence[Document], passages: Sequence[Passage], config: Config) -> list[Theme]:
    """Theme rows of one source's passages except titles, by passage and rank.

    Rank 1 is the primary theme and its score the probability of being the primary one; `other` where that stays
    below the setting `themes.abstain`. The score of a further rank is the probability of being among the themes.
    """
    known = {document.doc_id for document in documents}
    chosen = [p for p in passages if p.role != "title" and p.doc_id in known]
    items = [Item(p.doc_id, p.heading, p.text) for p in chosen]
    answers = answer(items, config)
    names = scheme(config).names
    return [row for p, found in zip(chosen, answers, strict=True) for row in _rows(p, found, names)]


def answer(items: Sequence[Item], config: Config) -> list[Answer]:
    """One answer per item; items of one document stand together, in order."""
    if not items:
        return []
    judge = _judge(items, config)
    threshold = config.settings.themes.abstain
    return [judge.answer(at, item, threshold) for at, item in enumerate(items)]


@dataclass(frozen=True)
class _Judge:
    """The model with everything computed for a sequence of items; the arrays are of shape (n, k)."""

    model: ThemeModel
    evidence: Evidence
    probabilities: Floats
    memberships: Floats

    def answer(self, at: int, item: Item, threshold: float) -> Answer:
        order = np.argsort(-self.probabilities[at], kind="stable").tolist()
        abstained = self.probabilities[at, order[0]] < threshold
        first = self.model.themes.index(OTHER) if abstained else order[0]
        ranked = [(first, self.probabilities[at, first]), *self._further(at, first)]
        heading = self.evidence.headings[at]
        named = max(heading.scores, key=heading.share, default=OTHER)
        return Answer(
            ranked=tuple((self.model.themes[k], round(float(sure), 4)) for k, sure in ranked),
            terms={self.model.themes[k]: self._terms(at, item, k) for k, _ in ranked},
            parts=self.model.combination.contributions(self.evidence, at, order[0], order[1]),
            heading_says=named if heading.share(named) >= TELLING_HEADING else "",
            abstained=bool(abstained),
        )

    def _further(self, at: int, first: int) -> list[tuple[int, float]]:
        sure = self.memberships[at]
        order = np.argsort(-sure, kind="stable").tolist()
        return [(k, sure[k]) for k in order if k != first and sure[k] >= self.model.second][: MOST_THEMES - 1]

    def _terms(self, at: int, item: Item, theme: int) -> list[str]:
        terms = self.evidence.weighings[at].evidence.get(self.model.themes[theme], ())
        return list(terms[:MOST_TERMS]) or self.model.linear.telling(item.text, theme, MOST_TERMS // 2)


def _judge(items: Sequence[Item], config: Config) -> _Judge:
    model = _model(config)
    scores = model.linear.scores([item.text for item in items])
    evidence = gather(items, scores, lexicon(config), model.themes)
    rule = model.combination
    return _Judge(model, evidence, rule.probabilities(evidence), rule.memberships(evidence))


def _rows(passage: Passage, found: Answer, names: Mapping[str, str]) -> list[Theme]:
    return [
        Theme(
            passage_id=passage.passage_id,
            doc_id=passage.doc_id,
            theme=theme,
            rank=rank,
            score=sure,
            evidence=[*found.terms[theme], *(_note(found, names) if rank == 1 else [])],
            method=found.method,
        )
        for rank, (theme, sure) in enumerate(found.ranked, 1)
    ]


def _note(found: Answer, names: Mapping[str, str]) -> list[str]:
    """That the heading names another theme than the passage was given."""
    says = found.heading_says
    differs = says not in ("", OTHER, *(theme for theme, _ in found.ranked))
    return [f"（标题指向{names[says]}）"] if differs else []


def _model(config: Config) -> ThemeModel:
    model = load()
    if model.themes != scheme(config).themes:
        raise SettingsError(
            "themes/: not the themes that the model was trained on; run python -m pipeline.classify.train"
        )
    return model
