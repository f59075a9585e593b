"""The themes of one source's passages, and why they were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit

from pipeline.classify.features import Floats, Item, Neighbour, items_of
from pipeline.classify.lexicon import Weighing
from pipeline.classify.model import Loaded, ThemeModel, load
from pipeline.classify.scheme import OTHER, scheme
from pipeline.config import Config
from pipeline.records import Document, Passage, Theme

# Rows of figures speak of no theme; a title speaks of the whole.
WITHOUT_THEME = frozenset({"title", "table"})
MOST_THEMES = 4
MOST_TERMS = 8
TELLING_PART = 0.15
"""A part is named in `method` if it makes up at least this share of the winner's lead."""
TELLING_HEADING = 0.2
"""A heading whose terms give a theme at least this share names a theme."""
_MOST_ALONE = 0.98


@dataclass(frozen=True)
class Answer:
    """What is said of one passage: (theme, probability) by rank, and why.

    `parts`: what lexicon, model, heading, neighbours and shape (the themes' constants) add to the likeliest theme's
    lead over the runner-up, in units of utility. `heading_says`: the theme that the heading names, empty for none.
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
    """Theme rows of one source's passages except titles and rows of tables, by passage and rank.

    Rank 1 is the primary theme and its score the probability of being the primary one; `other` where that stays
    below the setting `themes.abstain`. The score of a further rank is the probability of being among the themes.
    """
    known = {document.doc_id for document in documents}
    chosen = [p for p in passages if p.role not in WITHOUT_THEME and p.doc_id in known]
    answers = answer(items_of([Neighbour(p.doc_id, p.heading, p.text) for p in chosen]), config)
    names = scheme(config).names
    return [row for p, found in zip(chosen, answers, strict=True) for row in _rows(p, found, names)]


def answer(items: Sequence[Item], config: Config) -> list[Answer]:
    """One answer per item, by the model of the configured dictionaries."""
    return answers(items, load(config), config)


def answers(items: Sequence[Item], loaded: Loaded, config: Config) -> list[Answer]:
    """One answer per item; themes that the model does not know are spoken for by the lexicon alone."""
    if not items:
        return []
    judge = _judge(items, loaded, config)
    threshold = config.settings.themes.abstain
    return [judge.answer(at, threshold) for at in range(len(items))]


def untrained(config: Config) -> tuple[str, ...]:
    """The themes of the dictionaries that the model in use has not learnt."""
    return tuple(theme for theme in scheme(config).themes if theme not in load(config).model.themes)


@dataclass(frozen=True)
class _Judge:
    """Everything computed for a sequence of items; arrays of shape (n, k) over the themes of the scheme, `text` the
    block of that name."""

    items: Sequence[Item]
    themes: tuple[str, ...]
    model: ThemeModel
    known: Mapping[str, Weighing]
    text: Any
    choices: Floats
    memberships: Floats
    parts: Mapping[str, Floats]
    second: float

    def answer(self, at: int, threshold: float) -> Answer:
        order = np.argsort(-self.choices[at], kind="stable").tolist()
        abstained = self.choices[at, order[0]] < threshold
        first = self.themes.index(OTHER) if abstained else order[0]
        ranked = [(first, self.choices[at, first]), *self._further(at, first)]
        heading = self.known[self.items[at].heading]
        named = max(heading.scores, key=heading.share, default=OTHER)
        return Answer(
            ranked=tuple((self.themes[k], round(float(sure), 4)) for k, sure in ranked),
            terms={self.themes[k]: self._terms(at, self.themes[k]) for k, _ in ranked},
            parts={part: float(gain[at, order[0]] - gain[at, order[1]]) for part, gain in self.parts.items()},
            heading_says=named if heading.share(named) >= TELLING_HEADING else "",
            abstained=bool(abstained),
        )

    def _further(self, at: int, first: int) -> list[tuple[int, float]]:
        sure = self.memberships[at]
        order = np.argsort(-sure, kind="stable").tolist()
        return [(k, sure[k]) for k in order if k != first and sure[k] >= self.second][: MOST_THEMES - 1]

    def _terms(self, at: int, theme: str) -> list[str]:
        """The lexicon's terms; without one the pairs of characters that speak most for the theme."""
        terms = self.known[self.items[at].text].evidence.get(theme, ())
        if terms or theme not in self.model.themes:
            return list(terms[:MOST_TERMS])
        row, linear = self.text[at], self.model.linear
        gains = row.data * linear.weights["text"][row.indices, self.model.themes.index(theme)]
        vocabulary = linear.vocabularies["text"].terms
        ranked = sorted(zip(-gains, (vocabulary[place] for place in row.indices), strict=True))
        telling = [term for loss, term in ranked if loss < 0 and term.isalpha() and len(term) > 1]
        return telling[: MOST_TERMS // 2]


def _judge(items: Sequence[Item], loaded: Loaded, config: Config) -> _Judge:
    model, themes = loaded.model, scheme(config).themes
    weighed = loaded.features.weigh(items)
    blocks = loaded.features.blocks(items, weighed)
    parts = model.linear.parts(blocks)
    scores = np.asarray(sum(parts.values()))
    kept = [model.themes.index(theme) for theme in themes if theme in model.themes]
    places = [themes.index(model.themes[k]) for k in kept]
    choices = np.zeros((len(items), len(themes)))
    for at, theme in enumerate(themes):
        if theme not in model.themes:
            told = np.array([evidence_of(weighed[item.text], theme) for item in items])
            choices[:, at] = expit(told @ np.array(model.calibration.alone[:2]) + model.calibration.alone[2])
    memberships, known = choices.copy(), model.choices(scores)[:, kept]
    left = 1.0 - choices.sum(axis=1, keepdims=True).clip(max=_MOST_ALONE)
    choices[:, places] = left * known / known.sum(axis=1, keepdims=True)
    memberships[:, places] = model.memberships(scores)[:, kept]
    return _Judge(
        items,
        themes,
        model,
        weighed,
        blocks["text"],
        choices / choices.sum(axis=1, keepdims=True),
        memberships,
        {part: _spread(found, kept, places, len(themes)) for part, found in parts.items()},
        model.calibration.second,
    )


def _spread(found: Floats, kept: list[int], places: list[int], n_themes: int) -> Floats:
    """The columns of the model's themes laid out over the scheme's."""
    wide = np.zeros((len(found), n_themes))
    wide[:, places] = found[:, kept]
    return wide


def evidence_of(weighing: Weighing, theme: str) -> tuple[float, float]:
    """The amount and the share of a theme's terms: what the lexicon alone decides by."""
    return float(np.log1p(weighing.scores.get(theme, 0.0))), weighing.share(theme)


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
