"""What speaks for each theme of each passage: its terms, its n-grams, its heading, its neighbours, its shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipeline.classify.lexicon import Lexicon, Weighing
from pipeline.classify.ngrams import Floats

PARTS = ("lexicon", "lexicon", "model", "heading", "neighbours")
"""Which part of the method each feature belongs to; the lexicon has two: its share and its amount."""
SHAPES = 5
_TYPICAL_LENGTH = 60.0


class Item(NamedTuple):
    """A passage as the classifier sees it; items of one document stand together, in order."""

    doc: str
    heading: str
    text: str


@dataclass(frozen=True)
class Evidence:
    """Arrays over n items, k themes, the features of PARTS, and the weighings they were made from.

    `features`: (n, k, len(PARTS)); `shape`: (n, SHAPES), which speaks only for or against `other`.
    """

    features: Floats
    shape: Floats
    weighings: tuple[Weighing, ...]
    headings: tuple[Weighing, ...]


def gather(items: Sequence[Item], scores: Floats, lexicon: Lexicon, themes: Sequence[str]) -> Evidence:
    """Evidence for `items`; `scores` are the model's probabilities, of shape (n, k)."""
    weighings = tuple(lexicon.weigh(item.text) for item in items)
    known: dict[str, Weighing] = {heading: lexicon.weigh(heading) for heading in {i.heading for i in items}}
    headings = tuple(known[item.heading] for item in items)
    shares = _shares(weighings, themes)
    amounts = _amounts(weighings, themes)
    around = _neighbours(items, shares)
    features = np.stack([shares, amounts, scores, _shares(headings, themes), around], axis=2)
    return Evidence(features, shapes(items), weighings, headings)


def _shares(weighings: Sequence[Weighing], themes: Sequence[str]) -> Floats:
    return np.array([[w.share(theme) for theme in themes] for w in weighings]).reshape(-1, len(themes))


def _amounts(weighings: Sequence[Weighing], themes: Sequence[str]) -> Floats:
    amounts = [[math.log1p(w.scores.get(theme, 0.0)) / 2 for theme in themes] for w in weighings]
    return np.array(amounts).reshape(-1, len(themes))


def _neighbours(items: Sequence[Item], shares: Floats) -> Floats:
    """The mean of the passages before and after in the same document; zeros where a document has one passage."""
    around = np.zeros_like(shares)
    for at, item in enumerate(items):
        near = [n for n in (at - 1, at + 1) if 0 <= n < len(items) and items[n].doc == item.doc]
        if near:
            around[at] = shares[near].mean(axis=0)
    return around


def shapes(items: Sequence[Item]) -> Floats:
    """Length, ending in a colon, first and last of its document, no closing mark: marks of a framing paragraph."""
    rows = np.zeros((len(items), SHAPES))
    for at, item in enumerate(items):
        rows[at] = (
            math.log(max(len(item.text), 1) / _TYPICAL_LENGTH),
            item.text.endswith(("：", ":")),
            at == 0 or items[at - 1].doc != item.doc,
            at == len(items) - 1 or items[at + 1].doc != item.doc,
            not item.text.endswith(tuple("。！？”…；：:")),
        )
    return rows
